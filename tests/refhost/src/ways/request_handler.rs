//! The React console's proxy: `/entgra-ui-request-handler/…`. It owns the `{"data":…}` wrapper, the error bean, and
//! the differences between current builds and those of 2020.

use super::{Step, carry, html, open, session, typed};
use crate::Host;
use crate::auth::{self, Way};
use crate::effect::Gateway;
use crate::options::Quirks;
use crate::rest::{Call, Reply};
use crate::{text, token};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// The proxy's own context path.
const CONTEXT: &str = "/entgra-ui-request-handler";

/// `…/invoke/<path without /api>`.
pub(crate) async fn call(State(host): State<Arc<Host>>, request: Request) -> Response {
    let (parts, body, cut) = match open(request).await {
        Ok(opened) => opened,
        Err(response) => return response,
    };
    match parts.method {
        Method::GET | Method::POST | Method::PUT | Method::DELETE => {}
        Method::OPTIONS => return Response::default(),
        // The servlet answers a HEAD like a GET without a writer, and fails.
        Method::HEAD => return status(StatusCode::INTERNAL_SERVER_ERROR),
        _ => return html(StatusCode::NOT_IMPLEMENTED, "Not implemented"),
    }
    let caller = match session(&host, Way::RequestHandler, &parts) {
        Ok(Some(caller)) => caller,
        Ok(None) => return no_session(&host),
        Err(response) => return *response,
    };
    let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
    // The proxy parses the length, which a chunked body lacks, and the type of a body.
    if matches!(parts.method, Method::POST | Method::PUT)
        && (header(CONTENT_LENGTH).is_empty()
            || !body.is_empty() && !header(CONTENT_TYPE).contains('/'))
    {
        return html(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error");
    }
    let rest = parts
        .uri
        .path()
        .strip_prefix(CONTEXT)
        .and_then(|path| path.strip_prefix("/invoke"))
        .unwrap_or("");
    // The container refuses an encoded slash, and the HTTP client refuses other than ASCII.
    let decoded = text::decode(rest, false);
    if rest.to_ascii_lowercase().contains("%2f") || !decoded.is_ascii() {
        return html(StatusCode::BAD_REQUEST, "Bad request");
    }
    // The container passes the decoded path, and only spaces are encoded again.
    let mut url = format!("/api{}", decoded.replace(' ', "%20"));
    if let Some(query) = parts.uri.query() {
        url = format!("{url}?{query}");
    }
    let body = if parts.method == Method::GET { String::new() } else { body };
    let call = Call::new(parts.method.as_str(), &url, body);
    carry(&host, Way::RequestHandler, &caller, &call, &cut).await
}

/// One attempt, by the rules of `InvokerHandler` and `HandlerUtil` and of the HTTP client below them.
///
/// A GET refreshes the access token at every 401. The other verbs do it only at one of two texts, and never at the
/// gateway's own fault. A failed connection is logged and answered with an empty 200.
pub(super) fn step(
    host: &Host,
    caller: &auth::Caller,
    method: &str,
    outcome: Result<Reply, Gateway>,
    pause: Option<Duration>,
    tries: usize,
) -> Step {
    let reply = match outcome {
        // The HTTP client repeats what it takes for idempotent.
        Err(Gateway::Drop | Gateway::DropAfter) if tries == 0 && method != "POST" => {
            return Step::Again(Duration::ZERO);
        }
        Err(_) => return Step::Answer(Response::default()),
        Ok(reply) => reply,
    };
    match (reply.status, pause) {
        (429 | 503, Some(pause)) if tries == 0 => Step::Again(pause),
        (401, _) if tries == 0 && (method == "GET" || token::is_expiry(&reply.body)) => {
            match token::refresh(&host.db, &caller.token) {
                Ok(true) => Step::Again(Duration::ZERO),
                Ok(false) => Step::Answer(not_refreshed()),
                Err(_) => {
                    Step::Answer(html(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error"))
                }
            }
        }
        _ => Step::Answer(wrap(host, reply)),
    }
}

/// The token endpoint's refusal, mirrored. The session lives on without a token.
fn not_refreshed() -> Response {
    let refusal =
        r#"{"error_description":"Persisted access token data not found","error":"invalid_grant"}"#;
    typed(400, "application/json", json!({"data": refusal}).to_string())
}

/// 200, 201 and 204 are success. Everything else is an error, even 202.
fn wrap(host: &Host, reply: Reply) -> Response {
    let old = host.options.quirks == Quirks::Of2020;
    let (code, body) = match (reply.status, reply.body.as_str()) {
        (204, _) if !old => return status(StatusCode::NO_CONTENT),
        (204, _) => return html(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error"),
        (_, "") if old => (500, failure(500, None, old)),
        (200 | 201, text) => (reply.status, data(text, old).to_string()),
        (code, text) => (code, failure(code, Some(text), old)),
    };
    typed(code, "application/json", body)
}

fn status(status: StatusCode) -> Response {
    let mut response = Response::default();
    *response.status_mut() = status;
    response
}

fn data(text: &str, old: bool) -> Value {
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Null) if old => json!({}),
        Ok(value @ Value::Object(_)) => json!({"data": value}),
        Ok(value) if !old => json!({"data": value}),
        // A body without a byte has no value either.
        Err(_) if text.is_empty() => json!({"data": null}),
        // The builds of 2020 handled only objects. Arrays, numbers and words came back as strings.
        _ => json!({"data": text}),
    }
}

/// The error bean. Gson writes the characters of markup as escapes.
fn failure(status: u16, text: Option<&str>, old: bool) -> String {
    let mut bean = json!({"code": status});
    if let Some(text) = text {
        bean["data"] = text.into();
    }
    if !old {
        bean["status"] = 0.into();
    }
    let escaped = |out: String, c: char| match c {
        '<' | '>' | '&' | '=' | '\'' => out + &format!("\\u{:04x}", u32::from(c)),
        c => out + c.encode_utf8(&mut [0; 4]),
    };
    bean.to_string().chars().fold(String::new(), escaped)
}

/// The proxy's 401.
pub(crate) fn no_session(host: &Host) -> Response {
    let old = host.options.quirks == Quirks::Of2020;
    typed(401, "application/json", failure(401, None, old))
}

/// `POST …/login` with a form.
pub(crate) async fn log_in(State(host): State<Arc<Host>>, body: String) -> Response {
    let form = text::pairs(&body);
    let field = |name| text::value(&form, name).unwrap_or("");
    let seconds = host.options.session_seconds;
    match auth::log_in(&host.db, Way::RequestHandler, field("username"), field("password"), seconds)
    {
        Ok(Some(token)) => with_cookie(json!({}), &Way::RequestHandler.set_cookie(&token)),
        Ok(None) => {
            let bean = failure(
                401,
                Some("Wrong username or password."),
                host.options.quirks == Quirks::Of2020,
            );
            typed(401, "application/json", bean)
        }
        Err(_) => html(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error"),
    }
}

/// `…/logout`.
pub(crate) async fn log_out(State(host): State<Arc<Host>>, request: Request) -> Response {
    for token in auth::tokens(Way::RequestHandler, request.headers()) {
        let _ = auth::log_out(&host.db, &token);
    }
    with_cookie(json!({}), &Way::RequestHandler.clear_cookie())
}

/// `POST …/user`: the name of the signed-in user.
pub(crate) async fn user(State(host): State<Arc<Host>>, request: Request) -> Response {
    answer_caller(&host, request, |caller| json!({"data": caller.name}))
}

/// `GET …/login-user/scopes`.
pub(crate) async fn scopes(State(host): State<Arc<Host>>, request: Request) -> Response {
    answer_caller(&host, request, |caller| json!({"data": {"userScopes": caller.scopes.join(" ")}}))
}

fn answer_caller(host: &Host, request: Request, tell: impl Fn(&auth::Caller) -> Value) -> Response {
    let (parts, _) = request.into_parts();
    match session(host, Way::RequestHandler, &parts) {
        Ok(Some(caller)) => typed(200, "application/json", tell(&caller).to_string()),
        Ok(None) => no_session(host),
        Err(response) => *response,
    }
}

fn with_cookie(body: Value, cookie: &str) -> Response {
    let mut response = typed(200, "application/json", body.to_string());
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}
