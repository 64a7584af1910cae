//! The transports of the plugin, over the browser's `fetch` or a function of the host page.
//!
//! A host page may have patched `fetch` (monitoring scripts do), and its own function may promise anything. So nothing here
//! trusts a JavaScript value to have a type: gloo-net builds the request, but its `send` panics on a rejection that is no
//! `Error` and on an answer that is no `Response`, so the call and the reading of its answer are done by property access.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

use gloo_net::http::{Headers, RequestBuilder};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, JSON, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCredentials, RequestRedirect};

use super::direct::{Direct, open};
use super::http::check_headers;
use super::invoker::Invoker;
use super::request_handler::RequestHandler;
use super::{
    Failure, Http, HttpReply, HttpRequest, Method, Pending, Reply, Request, Transport,
    callback as shape,
};

/// The default timeout of a request, in milliseconds.
pub const DEFAULT_TIMEOUT: u32 = 30_000;

/// The options of a transport.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Base URL, or the address of the invoker or handler; empty for the console's usual one.
    pub url: String,
    /// Further header fields, for example a CSRF token.
    pub headers: Vec<(String, String)>,
    /// Bearer token; for the direct transport only.
    pub token: Option<String>,
    /// Milliseconds until a request counts as timed out; 0 means [`DEFAULT_TIMEOUT`].
    pub timeout: u32,
}

impl Default for Options {
    fn default() -> Options {
        Options { url: String::new(), headers: Vec::new(), token: None, timeout: DEFAULT_TIMEOUT }
    }
}

/// The REST API itself. Fails when a header cannot be sent; the text names it.
pub fn direct(options: Options) -> Result<Rc<dyn Transport>, String> {
    check_headers(&options.headers)?;
    if let Some(token) = &options.token {
        check_headers(&[("Authorization".to_owned(), token.clone())])?;
    }
    Ok(Rc::new(Direct::new(
        Fetch::new(options.timeout),
        &options.url,
        options.token,
        options.headers,
    )))
}

/// The legacy console's invoker. Fails when a header cannot be sent; the text names it.
pub fn invoker(options: Options) -> Result<Rc<dyn Transport>, String> {
    check_headers(&options.headers)?;
    Ok(Rc::new(Invoker::new(Fetch::new(options.timeout), &options.url, options.headers)))
}

/// The newer console's request handler. Fails when a header cannot be sent; the text names it.
pub fn request_handler(options: Options) -> Result<Rc<dyn Transport>, String> {
    check_headers(&options.headers)?;
    Ok(Rc::new(RequestHandler::new(Fetch::new(options.timeout), &options.url, options.headers)))
}

/// A function of the host page: `({method, path, body, signal}) => Promise<{status, body, redirected?}>`, the body being text
/// or a parsed value, `redirected` being true when a redirect was followed or met. A `Response` of `fetch` is understood too,
/// so `({method, path, body, signal}) => fetch(path, {…})` will do. The function should hand `signal` on: a request that has
/// timed out goes on otherwise, and holds one of the few connections that a browser grants to a host. Whatever the function
/// throws or rejects with counts as "no connection". `timeout` is in milliseconds, 0 means [`DEFAULT_TIMEOUT`].
pub fn callback(function: Function, timeout: u32) -> Rc<dyn Transport> {
    Rc::new(Callback { function, timeout: or_default(timeout) })
}

/// The browser's `fetch`.
pub struct Fetch {
    timeout: u32,
}

impl Fetch {
    /// `timeout` is in milliseconds, 0 means [`DEFAULT_TIMEOUT`].
    pub fn new(timeout: u32) -> Fetch {
        Fetch { timeout: or_default(timeout) }
    }
}

impl Http for Fetch {
    fn fetch(&self, request: HttpRequest) -> Pending<'_, Result<HttpReply, Failure>> {
        Box::pin(async move {
            let abort = Abort::new()?;
            let request = build(request, &abort)?;
            let global = js_sys::global();
            let fetch = property(&global, "fetch")
                .and_then(|fetch| fetch.dyn_into::<Function>().ok())
                .ok_or(Failure::Unreachable)?;
            in_time(self.timeout, fetch.call1(&global, &request)).await
        })
    }
}

/// Aborts its request when it is dropped, so that neither a timeout nor a closed dialog leaves one running.
struct Abort(AbortController);

impl Abort {
    fn new() -> Result<Abort, Failure> {
        AbortController::new().map(Abort).map_err(|_| Failure::Unreachable)
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Waits for the answer of `fetch` or of the page's function and reads it.
async fn hear(called: Result<JsValue, JsValue>) -> Result<HttpReply, Failure> {
    let answer = settle(called).await?;
    if redirected(&answer) {
        return Ok(HttpReply { status: 0, redirected: true, body: String::new() });
    }
    let status = property(&answer, "status").and_then(|status| status.as_f64());
    let body = match text_of(&answer).await? {
        Some(text) => text,
        None => written(&property(&answer, "body").unwrap_or(JsValue::UNDEFINED))?,
    };
    let reply = shape::reply(status, false, body)?;
    Ok(HttpReply { status: reply.status, redirected: false, body: reply.body })
}

/// Whether an answer is a redirect, followed or not. One that was not followed shows status 0 and no text; only its type
/// tells why.
fn redirected(answer: &JsValue) -> bool {
    let kind = property(answer, "type").and_then(|kind| kind.as_string()).unwrap_or_default();
    kind == "opaqueredirect" || property(answer, "redirected").is_some_and(|flag| flag.is_truthy())
}

/// Builds the request with gloo-net. Whatever cannot be built never left the page.
fn build(request: HttpRequest, abort: &Abort) -> Result<JsValue, Failure> {
    let headers = web_sys::Headers::new().map_err(|_| Failure::Unreachable)?;
    for (name, value) in &request.headers {
        headers.set(name, value).map_err(|_| Failure::Unreachable)?;
    }
    let method = match request.method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Post => gloo_net::http::Method::POST,
        Method::Put => gloo_net::http::Method::PUT,
        Method::Delete => gloo_net::http::Method::DELETE,
    };
    let builder = RequestBuilder::new(&request.url)
        .method(method)
        .headers(Headers::from_raw(headers))
        .credentials(RequestCredentials::SameOrigin)
        .redirect(RequestRedirect::Manual)
        .cache(web_sys::RequestCache::NoStore)
        .abort_signal(Some(&abort.0.signal()));
    let built = match request.body {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    built.map(|request| web_sys::Request::from(request).into()).map_err(|_| Failure::Unreachable)
}

struct Callback {
    function: Function,
    timeout: u32,
}

impl Transport for Callback {
    fn send(&self, request: Request) -> Pending<'_, Result<Reply, Failure>> {
        Box::pin(async move {
            let described = shape::describe(&request).to_js().ok_or(Failure::Unreadable)?;
            let abort = Abort::new()?;
            Reflect::set(&described, &JsValue::from_str("signal"), &abort.0.signal())
                .map_err(|_| Failure::Unreadable)?;
            let called = self.function.call1(&JsValue::UNDEFINED, &described);
            open(in_time(self.timeout, called).await?)
        })
    }
}

/// A body as text: none is empty, texts stay texts, everything else goes through `JSON.stringify`.
fn written(body: &JsValue) -> Result<String, Failure> {
    if body.is_null() || body.is_undefined() {
        return Ok(String::new());
    }
    if let Some(text) = body.as_string() {
        return Ok(text);
    }
    let text = JSON::stringify(body).ok().and_then(|text| JsValue::from(text).as_string());
    text.ok_or(Failure::Unreadable)
}

/// Calls the answer's `text()` when it has one.
async fn text_of(answer: &JsValue) -> Result<Option<String>, Failure> {
    let Some(function) = property(answer, "text").and_then(|text| text.dyn_into::<Function>().ok())
    else {
        return Ok(None);
    };
    let text = settle(function.call0(answer)).await?;
    text.as_string().map(Some).ok_or(Failure::Unreadable)
}

/// Waits for the result of a call, promise or not. An `AbortError` is our timeout or the page's. Every other throw or rejection,
/// of any type, means that there was no usable connection.
async fn settle(called: Result<JsValue, JsValue>) -> Result<JsValue, Failure> {
    let settled = match called {
        Ok(value) => JsFuture::from(Promise::resolve(&value)).await,
        Err(thrown) => Err(thrown),
    };
    settled.map_err(|thrown| {
        let name = property(&thrown, "name").and_then(|name| name.as_string()).unwrap_or_default();
        if matches!(name.as_str(), "AbortError" | "TimeoutError") {
            Failure::Timeout
        } else {
            Failure::Unreachable
        }
    })
}

/// A property, if the value is an object that has it and reading it does not throw.
fn property(value: &JsValue, name: &str) -> Option<JsValue> {
    if !value.is_object() && !value.is_function() {
        return None;
    }
    Reflect::get(value, &JsValue::from_str(name)).ok().filter(|found| !found.is_undefined())
}

/// Gives up after `timeout` milliseconds: a patched `fetch` or a host page's function need not heed the abort signal.
async fn in_time(timeout: u32, called: Result<JsValue, JsValue>) -> Result<HttpReply, Failure> {
    let mut work = pin!(hear(called));
    let mut timer = pin!(TimeoutFuture::new(timeout));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(done),
        Poll::Pending => timer.as_mut().poll(context).map(|()| Err(Failure::Timeout)),
    })
    .await
}

fn or_default(timeout: u32) -> u32 {
    // A browser's timer holds a signed 32-bit number.
    if timeout == 0 { DEFAULT_TIMEOUT } else { timeout.min(i32::MAX.unsigned_abs()) }
}
