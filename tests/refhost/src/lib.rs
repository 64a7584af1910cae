//! The reference host: a small MDM server for the demo and the tests. It serves the DEP REST contract directly,
//! through the legacy console's invoker and through the React console's request handler, with the quirks of both. Its
//! SQLite tables have the columns of the hosts' own.
//!
//! It must never depend on the plugin's rules. Constraints in its database reject bad requests, so that a test
//! compares two independent implementations.

mod auth;
mod contract;
mod control;
mod db;
mod effect;
mod faults;
mod files;
mod gallery;
mod guard;
mod legacy_files;
mod line;
mod log;
mod options;
mod pages;
mod rest;
mod seed;
mod text;
mod token;
mod units;
mod war;
mod ways;

pub use options::{Options, Quirks};

use anyhow::Context;
use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{
    CONNECTION, CONTENT_SECURITY_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{any, get, post};
use line::{Cut, Lines};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The state of all requests.
struct Host {
    options: Options,
    contract: contract::Contract,
    db: db::Db,
    faults: faults::Faults,
    log: log::Log,
    /// Every write with its body and its answer, for tests of long runs.
    writes: log::Log<100_000>,
    reports: log::Log,
    war: Option<war::War>,
}

/// A listening server. Dropping it closes the port.
#[derive(Debug)]
pub struct RunningHost {
    /// Its address on 127.0.0.1.
    pub addr: SocketAddr,
    /// Whether this start filled the database; `false` if it already had data.
    pub seeded: bool,
    task: JoinHandle<()>,
}

impl RunningHost {
    /// `http://127.0.0.1:PORT`, without a trailing slash.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }
}

impl Drop for RunningHost {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Starts a server in the background of the current Tokio runtime and returns once it listens.
///
/// Fails if the port is taken, the database cannot be opened, or the contract is invalid.
pub async fn start(options: Options) -> anyhow::Result<RunningHost> {
    let port = options.port;
    let (router, seeded) = build(options)?;
    let listener = TcpListener::bind(("127.0.0.1", port))
        .await
        .with_context(|| format!("listening on port {port}"))?;
    let addr = listener.local_addr()?;
    let service = router.into_make_service_with_connect_info::<Cut>();
    let task = tokio::spawn(async move {
        if let Err(error) = axum::serve(Lines(listener), service).await {
            eprintln!("refhost: the server stopped: {error}");
        }
    });
    Ok(RunningHost { addr, seeded, task })
}

/// The same server without a port, for calls inside one process. A `drop` fault becomes an unreadable body.
pub fn app(options: Options) -> anyhow::Result<Router> {
    build(options).map(|(router, _)| router)
}

fn build(options: Options) -> anyhow::Result<(Router, bool)> {
    let contract = contract::Contract::load(options.beyond, options.contract.as_deref())?;
    let db = db::Db::open(&options.db, options.fresh)?;
    let seeded = seed::fill(&mut db.lock(), options.devices, options.seed)?;
    let war = options.war.as_deref().map(war::War::new).transpose()?;
    if let Some(folder) = options.units.as_ref().filter(|folder| !folder.is_dir()) {
        anyhow::bail!("the folder with the units, {}, is not there", folder.display());
    }
    let host = Arc::new(Host {
        options,
        contract,
        db,
        faults: faults::Faults::default(),
        log: log::Log::default(),
        writes: log::Log::default(),
        reports: log::Log::default(),
        war,
    });
    Ok((routes(&host), seeded))
}

fn routes(host: &Arc<Host>) -> Router {
    use ways::{direct, invoker, request_handler as handler};
    let mut router = Router::new()
        .route("/", get(async || ways::redirect("/devicemgt/dep/devices")))
        .route("/devicemgt/login", get(pages::login).post(pages::log_in))
        .route("/devicemgt/logout", get(pages::log_out))
        .route("/devicemgt/dep/devices", get(pages::devices))
        .route("/devicemgt/api/invoker/execute/", any(invoker::call))
        .route("/devicemgt/api/invoker/execute", any(async || invoker::silence()))
        .route("/devicemgt/public/{*path}", get(legacy_files::serve))
        .route("/entgra", get(async || ways::redirect("/entgra/")))
        .route("/entgra/", get(pages::entgra))
        .route("/entgra/{*path}", get(pages::entgra))
        .route("/entgra-ui-request-handler/login", post(handler::log_in))
        .route("/entgra-ui-request-handler/logout", get(handler::log_out).post(handler::log_out))
        .route("/entgra-ui-request-handler/user", post(handler::user))
        .route("/entgra-ui-request-handler/login-user/scopes", get(handler::scopes))
        .route("/entgra-ui-request-handler/invoke/{*path}", any(handler::call))
        .route("/api/login", post(direct::log_in))
        .route("/gallery", get(async || ways::redirect("/gallery/")))
        .route("/gallery/", get(gallery::serve))
        .route("/gallery/{*path}", get(gallery::serve))
        .route("/favicon.ico", get(async || ways::typed(204, "image/x-icon", "")))
        .fallback(direct::call);
    if host.war.is_some() {
        let paths =
            [war::PATH.to_owned(), format!("{}/", war::PATH), format!("{}/{{*path}}", war::PATH)];
        for path in paths {
            router = router.route(&path, get(war::serve));
        }
    }
    if host.options.faults {
        router = router.merge(control::routes());
    }
    router.layer(from_fn_with_state(host.clone(), around)).with_state(host.clone())
}

/// Refuses requests for other hosts, applies faults to files and pages, and adds the headers that both consoles always
/// send.
async fn around(State(host): State<Arc<Host>>, request: Request, next: Next) -> Response {
    if !guard::is_local(request.uri(), request.headers()) {
        return ways::typed(421, "text/plain", "This server is for this machine only.\n");
    }
    let path = request.uri().path();
    let wrapped = ["/__", "/api/", "/devicemgt/api/", "/entgra-ui-request-handler/"];
    let fault = match wrapped.iter().any(|start| path.starts_with(start)) {
        true => None,
        false => host.faults.for_page(request.method().as_str(), path),
    };
    let mut response = match fault {
        Some(effect) => spoiled_page(&host, &effect, request, next).await,
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(X_FRAME_OPTIONS).or_insert(HeaderValue::from_static("DENY"));
    if host.options.faults {
        if let Some(policy) = headers.get(CONTENT_SECURITY_POLICY)
            && let Ok(reporting) =
                HeaderValue::from_bytes(&[policy.as_bytes(), b"; report-uri /__csp"].concat())
        {
            headers.insert(CONTENT_SECURITY_POLICY, reporting);
        }
        // Browsers silently retry a request on a broken keep-alive connection. Without keep-alive a dropped one is
        // visible.
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

async fn spoiled_page(
    host: &Host,
    effect: &effect::Effect,
    request: Request,
    next: Next,
) -> Response {
    let cut = request
        .extensions()
        .get::<ConnectInfo<Cut>>()
        .map(|info| info.0.clone())
        .unwrap_or_default();
    if let Some(response) = effect.before(&cut).await {
        return response;
    }
    if effect.missing {
        return match request.uri().path().starts_with("/entgra/") {
            true => pages::entgra_app(host, axum::http::StatusCode::NOT_FOUND).await,
            false => pages::not_found(),
        };
    }
    let response = match effect.prescribed() {
        Some(reply) => ways::typed(reply.status, &reply.kind, reply.body),
        None => next.run(request).await,
    };
    effect.after(response, &cut).await
}
