//! Native counterparts of the browser's transports: HTTP by reqwest, direct calls of the server's router, and a host page's
//! function.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use battery::{Harness, HttpControl, SessionKind};
use host::client::Pause;
use host::transport::callback;
use host::transport::direct::Direct;
use host::transport::invoker::Invoker;
use host::transport::memory::Memory;
use host::transport::request_handler::RequestHandler;
use host::transport::{Http, HttpReply, HttpRequest, Pending};
use host::{Client, Contract, Failure, Json, Method, Reply, Request, Transport};
use refhost::Options;
use serde_json::Value;

use reqwest::header::{CONTENT_LENGTH, COOKIE, SET_COOKIE};
use tower::ServiceExt;

const TIMEOUT: Duration = Duration::from_secs(20);
/// For answers that never come.
const SHORT_TIMEOUT: Duration = Duration::from_millis(250);

/// Yields to the other tasks instead of waiting.
pub fn no_pause() -> Pause {
    Rc::new(|_| Box::pin(tokio::task::yield_now()))
}

/// A reference host and a cookie jar.
pub struct Server {
    running: refhost::RunningHost,
    contract: Rc<Contract>,
    jar: std::sync::Arc<reqwest::cookie::Jar>,
}

impl Server {
    /// Starts a host. Panics if it cannot start, because the test cannot continue.
    pub async fn start(options: Options) -> Server {
        let contract = contract(&options);
        let running =
            refhost::start(options).await.expect("the reference host starts on a free port");
        Server { running, contract, jar: std::sync::Arc::default() }
    }

    fn net(&self, timeout: Duration, follow: bool) -> Net {
        let policy = if follow {
            reqwest::redirect::Policy::limited(5)
        } else {
            reqwest::redirect::Policy::none()
        };
        let builder = reqwest::Client::builder()
            .cookie_provider(self.jar.clone())
            .timeout(timeout)
            .redirect(policy);
        Net(builder.no_proxy().build().expect("a client without TLS needs nothing from the system"))
    }

    fn transport(&self, session: SessionKind, timeout: Duration) -> Rc<dyn Transport> {
        let (net, url) = (self.net(timeout, false), self.running.url());
        match session {
            SessionKind::Direct => Rc::new(Direct::new(net, &url, None, Vec::new())),
            SessionKind::Invoker => Rc::new(Invoker::new(
                net,
                &format!("{url}/devicemgt/api/invoker/execute/"),
                Vec::new(),
            )),
            SessionKind::RequestHandler => Rc::new(RequestHandler::new(
                net,
                &format!("{url}/entgra-ui-request-handler/invoke"),
                Vec::new(),
            )),
        }
    }

    /// The battery's harness over HTTP.
    pub fn harness(&self, session: SessionKind) -> Harness {
        self.around(
            self.transport(session, TIMEOUT),
            self.transport(session, SHORT_TIMEOUT),
            session,
        )
    }

    /// The battery's harness over a host page's function, which follows redirects and parses JSON.
    pub fn callback_harness(&self) -> Harness {
        let page = |timeout| {
            Rc::new(Page { net: self.net(timeout, true), base: self.running.url() })
                as Rc<dyn Transport>
        };
        self.around(page(TIMEOUT), page(SHORT_TIMEOUT), SessionKind::Direct)
    }

    fn around(
        &self,
        patient: Rc<dyn Transport>,
        hasty: Rc<dyn Transport>,
        session: SessionKind,
    ) -> Harness {
        let control =
            Rc::new(HttpControl::new(self.net(TIMEOUT, false), &self.running.url(), session));
        harness(patient, hasty, &self.contract, control)
    }

    /// A client that sends a bearer token and no cookies.
    pub fn bearer(&self, token: Option<String>) -> Client {
        let net = Net(reqwest::Client::builder().no_proxy().build().expect("a client without TLS"));
        let direct = Direct::new(net, &self.running.url(), token, Vec::new());
        Client::new(Rc::new(direct), self.contract.clone(), no_pause())
    }

    /// A fresh token.
    pub async fn token(&self, user: &str) -> String {
        let request = HttpRequest {
            method: Method::Post,
            url: format!("{}/api/login", self.running.url()),
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body: Some(serde_json::json!({ "username": user, "password": user }).to_string()),
        };
        let reply = self.net(TIMEOUT, false).fetch(request).await.expect("the host answers");
        let json: Value = serde_json::from_str(&reply.body).expect("the log-in answers JSON");
        json["token"].as_str().expect("the log-in answers a token").to_owned()
    }
}

fn contract(options: &Options) -> Rc<Contract> {
    let json = options.contract.as_deref().unwrap_or("{}");
    Rc::new(Contract::from_json(json).expect("the contract of the test is valid"))
}

fn harness(
    patient: Rc<dyn Transport>,
    hasty: Rc<dyn Transport>,
    contract: &Rc<Contract>,
    control: Rc<dyn battery::Control>,
) -> Harness {
    Harness {
        client: Client::new(patient.clone(), contract.clone(), no_pause()),
        hasty: Client::new(hasty, contract.clone(), no_pause()),
        transport: patient,
        contract: contract.clone(),
        control,
    }
}

/// HTTP by reqwest.
struct Net(reqwest::Client);

fn verb(method: Method) -> reqwest::Method {
    reqwest::Method::from_bytes(method.word().as_bytes()).expect("the four verbs are valid")
}

fn failure(error: reqwest::Error) -> Failure {
    if error.is_timeout() { Failure::Timeout } else { Failure::Unreachable }
}

impl Http for Net {
    fn fetch(&self, request: HttpRequest) -> Pending<'_, Result<HttpReply, Failure>> {
        Box::pin(async move {
            let mut builder = self.0.request(verb(request.method), &request.url);
            for (name, value) in &request.headers {
                builder = builder.header(name, value);
            }
            if let Some(body) = request.body {
                builder = builder.body(body);
            }
            let response = builder.send().await.map_err(failure)?;
            let elsewhere = response.url().as_str() != request.url;
            let (status, redirected) =
                (response.status().as_u16(), elsewhere || response.status().is_redirection());
            let body = response.text().await.map_err(failure)?;
            Ok(HttpReply { status, redirected, body })
        })
    }
}

/// The result of a host page's function.
struct PageReply {
    status: f64,
    redirected: bool,
    body: String,
}

/// A host page's function. It parses JSON answers and passes all others as text.
struct Page {
    net: Net,
    base: String,
}

impl Page {
    async fn request(&self, call: Json) -> Result<PageReply, Failure> {
        let word = call.get("method").and_then(Json::as_text).unwrap_or_default();
        let method = [Method::Get, Method::Post, Method::Put, Method::Delete]
            .into_iter()
            .find(|one| one.word() == word);
        let path = call.get("path").and_then(Json::as_text).unwrap_or_default();
        let request = HttpRequest {
            method: method.expect("the function gets one of four verbs"),
            url: format!("{}{path}", self.base),
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body: call.get("body").map(Json::to_text),
        };
        let reply = self.net.fetch(request).await?;
        // The plugin serialises a parsed answer again.
        let body = match serde_json::from_str(&reply.body) {
            Ok(Value::String(text)) => text,
            Ok(Value::Null) => String::new(),
            Ok(parsed) => parsed.to_string(),
            Err(_) => reply.body,
        };
        Ok(PageReply { status: f64::from(reply.status), redirected: reply.redirected, body })
    }
}

impl Transport for Page {
    fn send(&self, request: Request) -> Pending<'_, Result<Reply, Failure>> {
        Box::pin(async move {
            let answer = self.request(callback::describe(&request)).await?;
            callback::reply(Some(answer.status), answer.redirected, answer.body)
        })
    }
}

/// Calls of the server's router, with the cookies that a browser would store.
#[derive(Clone)]
struct InProcess {
    router: axum::Router,
    cookies: Rc<RefCell<BTreeMap<String, String>>>,
    timeout: Duration,
}

impl InProcess {
    fn jar_for(&self, path: &str) -> String {
        let cookies = self.cookies.borrow();
        let fitting: Vec<&str> = cookies
            .iter()
            .filter(|(scope, _)| path.starts_with(scope.as_str()))
            .map(|(_, pair)| pair.as_str())
            .collect();
        fitting.join("; ")
    }

    fn store(&self, set_cookie: &str) {
        let mut parts = set_cookie.split("; ");
        let pair = parts.next().unwrap_or_default().to_owned();
        let path = parts.find_map(|part| part.strip_prefix("Path=")).unwrap_or("/").to_owned();
        self.cookies.borrow_mut().insert(path, pair);
    }

    async fn exchange(&self, request: HttpRequest) -> Result<HttpReply, Failure> {
        let mut builder =
            axum::http::Request::builder().method(request.method.word()).uri(&request.url);
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        let body = request.body.unwrap_or_default();
        builder =
            builder.header(CONTENT_LENGTH, body.len()).header(COOKIE, self.jar_for(&request.url));
        let built = builder.body(axum::body::Body::from(body)).map_err(|_| Failure::Unreachable)?;
        let response =
            self.router.clone().oneshot(built).await.map_err(|_| Failure::Unreachable)?;
        for cookie in response.headers().get_all(SET_COOKIE) {
            self.store(cookie.to_str().unwrap_or_default());
        }
        let (status, redirected) = (response.status().as_u16(), response.status().is_redirection());
        let body = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .map_err(|_| Failure::Unreachable)?;
        Ok(HttpReply { status, redirected, body: String::from_utf8_lossy(&body).into_owned() })
    }
}

impl Http for InProcess {
    fn fetch(&self, request: HttpRequest) -> Pending<'_, Result<HttpReply, Failure>> {
        Box::pin(async move {
            let reply = tokio::time::timeout(self.timeout, self.exchange(request)).await;
            reply.unwrap_or(Err(Failure::Timeout))
        })
    }
}

/// The battery's harness over the memory transport: a closure that calls the server's router, without a socket.
pub fn memory_harness(options: Options) -> Harness {
    let contract = contract(&options);
    let router = refhost::app(options).expect("the reference host can be built");
    let patient = InProcess { router, cookies: Rc::default(), timeout: TIMEOUT };
    let hasty = InProcess { timeout: SHORT_TIMEOUT, ..patient.clone() };
    let control = Rc::new(HttpControl::new(patient.clone(), "", SessionKind::Direct));
    harness(memory(patient), memory(hasty), &contract, control)
}

fn memory(http: InProcess) -> Rc<dyn Transport> {
    let direct = Rc::new(Direct::new(http, "", None, Vec::new()));
    Rc::new(Memory::new(move |request| {
        let direct = direct.clone();
        async move { direct.send(request).await }
    }))
}
