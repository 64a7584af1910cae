//! The legacy console's envelope: `POST /devicemgt/api/invoker/execute/` with a double-encoded body. It owns that
//! console's quirks: answers without a type, an empty 200 for malformed requests, a redirect for a lost session.

use super::{carry, html, open, redirect, session};
use crate::Host;
use crate::auth::{self, Caller, Way};
use crate::rest::{self, Call, Reply};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde_json::Value;
use std::sync::Arc;

/// The redirect of a browser without a session.
pub(crate) const LOGIN: &str = "/devicemgt/login";

/// One wrapped call.
pub(crate) async fn call(State(host): State<Arc<Host>>, request: Request) -> Response {
    let (parts, body, cut) = match open(request).await {
        Ok(opened) => opened,
        Err(response) => return response,
    };
    let caller = match session(&host, Way::Invoker, &parts) {
        Ok(Some(caller)) => caller,
        Ok(None) => return redirect(LOGIN),
        Err(response) => return *response,
    };
    // The console's script engine parses the body only if its type is JSON. Otherwise the body is a text, and its
    // `requestMethod` is undefined.
    let json = parts.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    if parts.method != Method::POST || !json.to_ascii_lowercase().starts_with("application/json") {
        return Response::default();
    }
    let Ok(envelope) = serde_json::from_str::<Value>(&body) else {
        return html(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error");
    };
    let text = |key| envelope.get(key).and_then(Value::as_str);
    let (Some(method @ ("GET" | "POST" | "PUT" | "DELETE")), Some(url)) =
        (text("requestMethod"), text("requestURL"))
    else {
        return Response::default();
    };
    // The old HTTP client throws on an address that is not completely percent-encoded.
    if !url.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte)) {
        return html(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error");
    }
    let call = Call::new(method, url, payload(method, envelope.get("requestPayload")));
    carry(&host, Way::Invoker, &caller, &call, &cut).await
}

/// The body for the API. Only POST and PUT have one, and it must be a text. Non-ASCII characters become `?`, because
/// the Java machine's default character set lacks them.
fn payload(method: &str, payload: Option<&Value>) -> String {
    if method != "POST" && method != "PUT" {
        return String::new();
    }
    match payload {
        Some(Value::String(text)) => {
            text.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect()
        }
        Some(Value::Object(_)) => "[object Object]".to_owned(),
        _ => String::new(),
    }
}

/// Status and body unchanged, without a type. The handling of the API's 401 depends on its text.
pub(super) fn wrap(host: &Host, caller: &Caller, call: &Call, reply: Reply) -> Response {
    let reply = match reply.status {
        401 => match unauthorized(&reply.body) {
            Unauthorized::Refresh => rest::answer(host, caller, call),
            Unauthorized::SignIn => {
                let _ = auth::log_out(&host.db, &caller.token);
                return redirect(LOGIN);
            }
            // The console never calls its callback, so the browser gets an empty 200.
            Unauthorized::Silence => return Response::default(),
        },
        _ => reply,
    };
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() =
        StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
}

enum Unauthorized {
    Refresh,
    SignIn,
    Silence,
}

fn unauthorized(body: &str) -> Unauthorized {
    if body == "Access token expired" || body == "Invalid input. Access token validation failed" {
        return Unauthorized::Refresh;
    }
    let fault = serde_json::from_str::<Value>(body).unwrap_or_default();
    let fault = fault.get("fault");
    let part = |key| fault.and_then(|fault| fault.get(key));
    if part("code").and_then(Value::as_i64) == Some(900_901) {
        return Unauthorized::Refresh;
    }
    match part("message").and_then(Value::as_str) {
        Some("Invalid Credentials") => Unauthorized::SignIn,
        _ => Unauthorized::Silence,
    }
}
