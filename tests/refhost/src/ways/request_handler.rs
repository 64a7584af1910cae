//! The React console's proxy: `/entgra-ui-request-handler/…`. It owns the `{"data":…}` wrapper, the error bean, and
//! the differences between current builds and those of 2020.

use super::{carry, html, open, session, typed};
use crate::Host;
use crate::auth::{self, Way};
use crate::options::Quirks;
use crate::rest::{Call, Reply};
use crate::text;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;

/// The proxy's own context path.
const CONTEXT: &str = "/entgra-ui-request-handler";

/// `…/invoke/<path without /api>`.
pub(crate) async fn call(State(host): State<Arc<Host>>, request: Request) -> Response {
    let (parts, body, cut) = match open(request).await {
        Ok(opened) => opened,
        Err(response) => return response,
    };
    let caller = match session(&host, Way::RequestHandler, &parts) {
        Ok(Some(caller)) => caller,
        Ok(None) => return no_session(&host),
        Err(response) => return *response,
    };
    let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
    match parts.method {
        Method::GET | Method::DELETE | Method::HEAD => {}
        // The proxy parses the length and the type of a body. A chunked body has no length, so it fails.
        Method::POST | Method::PUT
            if header(CONTENT_LENGTH).is_empty() || !header(CONTENT_TYPE).contains('/') =>
        {
            return html(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error");
        }
        Method::POST | Method::PUT => {}
        _ => return html(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed"),
    }
    let rest = parts
        .uri
        .path()
        .strip_prefix(CONTEXT)
        .and_then(|path| path.strip_prefix("/invoke"))
        .unwrap_or("");
    // The container passes the decoded path, and only spaces are encoded again.
    let mut url = format!("/api{}", text::decode(rest, false).replace(' ', "%20"));
    if let Some(query) = parts.uri.query() {
        url = format!("{url}?{query}");
    }
    let body =
        if matches!(parts.method, Method::POST | Method::PUT) { body } else { String::new() };
    let call = Call::new(parts.method.as_str(), &url, body);
    carry(&host, Way::RequestHandler, &caller, &call, &cut).await
}

/// 200, 201 and 204 are success and become `data`. Everything else is an error, even 202.
pub(super) fn wrap(host: &Host, reply: Reply) -> Response {
    let old = host.options.quirks == Quirks::Of2020;
    let (status, body) = match (reply.status, reply.body.as_str()) {
        (204, _) if old => return html(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error"),
        (204, _) => (200, json!({})),
        (_, "") => (500, failure(500, None, old)),
        (200 | 201, text) => (reply.status, data(text, old)),
        (status, text) => (status, failure(status, Some(text), old)),
    };
    typed(status, "application/json", body.to_string())
}

fn data(text: &str, old: bool) -> Value {
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Null) => json!({}),
        Ok(value @ Value::Object(_)) => json!({"data": value}),
        Ok(value) if !old => json!({"data": value}),
        // The builds of 2020 handled only objects. Arrays, numbers and words came back as strings.
        _ => json!({"data": text}),
    }
}

fn failure(status: u16, text: Option<&str>, old: bool) -> Value {
    let mut bean = json!({"code": status});
    if let Some(text) = text {
        bean["data"] = text.into();
    }
    if !old {
        bean["status"] = 0.into();
    }
    bean
}

/// The proxy's 401.
pub(crate) fn no_session(host: &Host) -> Response {
    let old = host.options.quirks == Quirks::Of2020;
    typed(401, "application/json", failure(401, None, old).to_string())
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
            typed(401, "application/json", bean.to_string())
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
