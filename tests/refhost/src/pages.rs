//! The consoles' pages and files. It owns the addresses, the security headers and the log-in page of the legacy
//! console. All other pages are built files with placeholders.

use crate::Host;
use crate::auth::{self, Way};
use crate::files::{self, Server, kind};
use crate::text::{self, escape};
use crate::units::{self, Zones};
use crate::ways::{self, html, invoker, redirect, typed};
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use std::sync::Arc;

/// Only the page's own origin, and WebAssembly.
pub(crate) const STRICT: &str =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";
/// antd inserts style elements, so this policy allows inline styles.
const STYLED: &str =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'";
/// The legacy console's DEP page.
const HOME: &str = "/devicemgt/dep/devices";
/// The script element of the probe.
const PROBE: &str = "<script src=\"/__probe.js\"></script>";

fn page(status: StatusCode, body: String, policy: &'static str) -> Response {
    let mut response = typed(status.as_u16(), "text/html;charset=UTF-8", body);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The container's 404 page.
pub(crate) fn not_found() -> Response {
    html(StatusCode::NOT_FOUND, "Not found")
}

fn not_built(host: &Host, path: &str) -> Response {
    let words = format!(
        "The page {path} is not in {}. Build it with `cargo xtask build`, or name the folder with --www.\n",
        host.options.www.display()
    );
    typed(503, "text/plain;charset=UTF-8", words)
}

/// The probe, on a server with `--faults`.
pub(crate) fn probe(host: &Host) -> &'static str {
    if host.options.faults { PROBE } else { "" }
}

async fn template(host: &Host, path: &str, values: &[(&str, &str)]) -> Option<String> {
    let mut page = String::from_utf8_lossy(&files::read(host, path).await?).into_owned();
    if let Some(header) = files::read(host, "demo/legacy/page/header.html").await {
        page = page.replace("{{header}}", &String::from_utf8_lossy(&header));
    }
    for (name, value) in values {
        page = page.replace(&format!("{{{{{name}}}}}"), &escape(value));
    }
    Some(
        page.replace("{{probe}}", probe(host)).replace("{{build}}", &files::build_mark(host).await),
    )
}

/// `GET /devicemgt/dep/devices`: the demo page with the plugin. With units it is the console's own page with the
/// content of the units.
pub(crate) async fn devices(State(host): State<Arc<Host>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let caller = match ways::session(&host, Way::Invoker, &parts) {
        Ok(Some(caller)) => caller,
        Ok(None) => return redirect(invoker::LOGIN),
        Err(response) => return *response,
    };
    let (can_edit, changes) = (caller.may("ios:dep:add").to_string(), host.contract.changes());
    let values = [
        ("context", units::CONTEXT),
        ("username", caller.name.as_str()),
        ("canEdit", can_edit.as_str()),
        ("tenant", caller.tenant.as_str()),
        ("contract", changes.as_str()),
    ];
    let (path, zones) = match &host.options.units {
        None => ("demo/legacy/page/devices.html", Zones::new()),
        Some(folder) => match units::pushed(folder, "/dep/devices", &caller) {
            Ok(zones) => ("demo/legacy/page/dep.html", zones),
            Err(error) => return broken(&error),
        },
    };
    match template(&host, path, &values).await {
        Some(body) => page(StatusCode::OK, fill(body, &zones), STRICT),
        None => not_built(&host, path),
    }
}

/// Inserts the content of units into the page's zones. Content without a zone is not shown.
fn fill(page: String, zones: &Zones) -> String {
    ["topCss", "content", "bottomJs"].iter().fold(page, |page, zone| {
        let content = zones.get(*zone).map_or("", String::as_str);
        page.replace(&format!("{{{{zone {zone}}}}}"), content)
    })
}

/// A page of the web application, with the headers of a strict proxy in front of both servers, and with the probe
/// during a test.
pub(crate) async fn guarded(host: &Host, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    parts.headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(STRICT));
    let Ok(bytes) = to_bytes(body, usize::MAX).await else { return not_found() };
    let page = String::from_utf8_lossy(&bytes);
    let page = page.replacen("<head>", &format!("<head>{}", probe(host)), 1);
    Response::from_parts(parts, page.into())
}

fn login_page(host: &Host, failed: bool) -> Response {
    let alert = if failed {
        "<p class=\"alert alert-danger\" role=\"alert\">Wrong username or password. Check both and sign in again.</p>"
    } else {
        ""
    };
    let probe = probe(host);
    let body = format!(
        r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in - Device management</title>
{probe}
<link rel="stylesheet" href="/devicemgt/public/console/page/login.css">
</head>
<body>
<main class="login">
<h1>Device management</h1>
{alert}
<form method="post" action="/devicemgt/login">
<label for="username">Username</label>
<input class="form-control" id="username" name="username" autocomplete="username" required autofocus>
<label for="password">Password</label>
<input class="form-control" id="password" name="password" type="password" autocomplete="current-password" required>
<button class="wr-btn" type="submit">Sign in</button>
</form>
</main>
</body>
</html>
"#
    );
    page(StatusCode::OK, body, STRICT)
}

/// `GET /devicemgt/login`. It answers 200, so a script that follows the redirect mistakes it for an answer. A live
/// session is sent back, even if its access token has expired: only logging out helps then (auth/login.jag).
pub(crate) async fn login(State(host): State<Arc<Host>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if let Some(folder) = &host.options.units
        && let Err(error) = units::check(folder)
    {
        return broken(&error);
    }
    match ways::session(&host, Way::Invoker, &parts) {
        Ok(Some(_)) => redirect(HOME),
        Ok(None) => login_page(&host, false),
        Err(response) => *response,
    }
}

/// The console's error page.
fn broken(error: &anyhow::Error) -> Response {
    eprintln!("refhost: {error:#}");
    invoker::error_page()
}

/// `POST /devicemgt/login`.
pub(crate) async fn log_in(State(host): State<Arc<Host>>, body: String) -> Response {
    let form = text::pairs(&body);
    let field = |name| text::value(&form, name).unwrap_or("");
    let seconds = host.options.session_seconds;
    match auth::log_in(&host.db, Way::Invoker, field("username"), field("password"), seconds) {
        Ok(Some(token)) => with_cookie(redirect(HOME), &Way::Invoker.set_cookie(&token)),
        Ok(None) => login_page(&host, true),
        Err(_) => html(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error"),
    }
}

/// `GET /devicemgt/logout`.
pub(crate) async fn log_out(State(host): State<Arc<Host>>, request: Request) -> Response {
    for token in auth::tokens(Way::Invoker, request.headers()) {
        let _ = auth::log_out(&host.db, &token);
    }
    with_cookie(redirect(invoker::LOGIN), &Way::Invoker.clear_cookie())
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// `GET /entgra/…`: the app for every route, and files below `public/`. A missing file answers 404 with the app's
/// page.
pub(crate) async fn entgra(State(host): State<Arc<Host>>, request: Request) -> Response {
    let path = request.uri().path();
    let rest = path.strip_prefix("/entgra/").unwrap_or("");
    if rest == "public/conf/config.json" {
        return typed(200, "application/json", config(&host));
    }
    let stored = match (rest.strip_prefix("public/dep-enroll/"), rest.strip_prefix("public/app/")) {
        (Some(file), _) => Some(file.to_owned()),
        (_, Some(file)) => Some(format!("demo/entgra/{file}")),
        _ => None,
    };
    if let Some(stored) = &stored
        && let Some(bytes) = files::read(&host, stored).await
    {
        return typed(200, kind(Server::Entgra, stored), bytes);
    }
    let file = stored.is_some() || rest.rsplit('/').next().is_some_and(|name| name.contains('.'));
    entgra_app(&host, if file { StatusCode::NOT_FOUND } else { StatusCode::OK }).await
}

/// The app's page, also for missing files.
pub(crate) async fn entgra_app(host: &Host, status: StatusCode) -> Response {
    let path = "demo/entgra/index.html";
    match template(host, path, &[]).await {
        Some(body) => page(status, body, STYLED),
        None if status == StatusCode::NOT_FOUND => not_found(),
        None => not_built(host, path),
    }
}

/// The console's own configuration, and what the plugin must know of this host.
fn config(host: &Host) -> String {
    serde_json::json!({
        "theme": {"logo": "", "primaryColor": "rgb(24, 144, 255)"},
        "serverConfig": {
            "invoker": {"uri": "/entgra-ui-request-handler/invoke", "deviceMgt": "/device-mgt/v1.0"},
            "loginUri": "/entgra-ui-request-handler/login",
            "logoutUri": "/entgra-ui-request-handler/logout",
            "platform": "entgra"
        },
        "depEnroll": {"contract": host.contract.changes()}
    })
    .to_string()
}
