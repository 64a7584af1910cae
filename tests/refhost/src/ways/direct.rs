//! The plain REST API: `/api/…` with a bearer token, or with the cookie of `POST /api/login`. It must never add an
//! envelope.

use super::{Step, carry, open, session, typed};
use crate::auth::{self, Way};
use crate::effect::{Gateway, severed};
use crate::line::Cut;
use crate::rest::{Call, Reply};
use crate::{Host, pages};
use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;

/// All requests without another route.
pub(crate) async fn call(State(host): State<Arc<Host>>, request: Request) -> Response {
    let (parts, body, cut) = match open(request).await {
        Ok(opened) => opened,
        Err(response) => return response,
    };
    if !parts.uri.path().starts_with("/api/") {
        return pages::not_found();
    }
    let caller = match session(&host, Way::Direct, &parts) {
        Ok(Some(caller)) => caller,
        Ok(None) => return wrap(Reply::no_session()),
        Err(response) => return *response,
    };
    let url = parts.uri.path_and_query().map_or("/", |url| url.as_str());
    let call = Call::new(parts.method.as_str(), url, body);
    carry(&host, Way::Direct, &caller, &call, &cut).await
}

/// One attempt. Without a console the client sees the gateway's own connection.
pub(super) fn step(outcome: Result<Reply, Gateway>, cut: &Cut) -> Step {
    Step::Answer(outcome.map_or_else(|_| severed(cut), wrap))
}

/// No envelope.
pub(super) fn wrap(reply: Reply) -> Response {
    typed(reply.status, &reply.kind, reply.body)
}

/// `POST /api/login` with `{"username","password"}`: a token in the body and as a cookie.
pub(crate) async fn log_in(State(host): State<Arc<Host>>, body: String) -> Response {
    let given: Value = serde_json::from_str(&body).unwrap_or_default();
    let text = |key| given.get(key).and_then(Value::as_str).unwrap_or("");
    let found = auth::log_in(
        &host.db,
        Way::Direct,
        text("username"),
        text("password"),
        host.options.session_seconds,
    );
    match found {
        Ok(Some(token)) => {
            let mut response = typed(200, "application/json", json!({"token": token}).to_string());
            if let Ok(cookie) = HeaderValue::from_str(&Way::Direct.set_cookie(&token)) {
                response.headers_mut().insert(SET_COOKIE, cookie);
            }
            response
        }
        Ok(None) => wrap(Reply::json(
            401,
            &json!({"code": 401, "message": "Wrong username or password.", "errorItems": []}),
        )),
        Err(_) => super::html(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error"),
    }
}
