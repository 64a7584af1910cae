//! The legacy console's envelope: `POST /devicemgt/api/invoker/execute/` with a double-encoded body. It owns that
//! console's quirks: answers without a useful type, an empty 200 or an error page for malformed requests, a redirect
//! for a lost session. They were read in the console's `invoker-api.jag` and `token-protected-service-invokers.js` and
//! seen in runs of that code. Its table endpoint beside this one is missing here, because the plugin never calls it.

use super::{Step, carry, open, redirect, session, typed};
use crate::Host;
use crate::auth::{self, Caller, Way};
use crate::effect::Gateway;
use crate::rest::{Call, Reply};
use crate::token;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

/// The redirect of a browser without a session.
pub(crate) const LOGIN: &str = "/devicemgt/login";
/// The console's HTTP client, commons-httpclient 3.1, repeats a call three times after a broken connection.
const REPEATS: usize = 3;
/// `execute` in token-protected-service-invokers.js refreshes at most five times.
const REFRESHES: usize = 5;

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
    let call = match envelope(&parts, &body) {
        Ok(Some(call)) => call,
        Ok(None) => return silence(),
        Err(Exception) => return error_page(),
    };
    carry(&host, Way::Invoker, &caller, &call, &cut).await
}

/// The script throws, and the console shows its error page.
struct Exception;

/// The call in a request. `None` if the script has no case for its verb and prints nothing.
///
/// The script never looks at the verb of the request, so a PUT works too. A GET has no body.
fn envelope(parts: &Parts, body: &str) -> Result<Option<Call>, Exception> {
    let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
    // Both headers are passed on, and the HTTP client throws without one of them.
    let (Some(kind), Some(_)) = (header(CONTENT_TYPE), header(ACCEPT)) else {
        return Err(Exception);
    };
    if matches!(parts.method, Method::GET | Method::HEAD) {
        return Err(Exception);
    }
    let envelope: Value = serde_json::from_str(body).map_err(|_| Exception)?;
    let part = |key: &'static str| envelope.get(key).filter(|part| !part.is_null());
    let text = |key: &'static str| part(key).and_then(Value::as_str);
    // The script engine parses a body of this type. If a part is missing, the script parses the body itself, and throws
    // if it is parsed already.
    let parsed = kind.to_ascii_lowercase().starts_with("application/json");
    let whole = ["requestMethod", "requestURL", "requestPayload"]
        .iter()
        .all(|&key| part(key).is_some_and(|part| part.as_str() != Some("")));
    if parsed && !whole {
        return Err(Exception);
    }
    let Some(method @ ("GET" | "POST" | "PUT" | "DELETE")) = text("requestMethod") else {
        return Ok(None);
    };
    // The old HTTP client throws on an address that is not completely percent-encoded.
    let url = text("requestURL").ok_or(Exception)?;
    if !url.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>[\\]^`{|}".contains(&byte)) {
        return Err(Exception);
    }
    // Only POST and PUT have a body. An object is written as JSON.
    let payload = match (method, part("requestPayload")) {
        ("GET" | "DELETE", _) | (_, None) => String::new(),
        (_, Some(Value::String(text))) => text.clone(),
        (_, Some(other)) => other.to_string(),
    };
    Ok(Some(Call::new(method, url, payload)))
}

/// One attempt: status and body unchanged. The handling of the gateway's 401 depends on its text.
pub(super) fn step(
    host: &Host,
    caller: &Caller,
    outcome: Result<Reply, Gateway>,
    tries: usize,
) -> Step {
    let again = Step::Again(Duration::ZERO);
    let reply = match outcome {
        Err(Gateway::Drop | Gateway::DropAfter) if tries < REPEATS => return again,
        Err(_) => return Step::Answer(error_page()),
        Ok(reply) if reply.status != 401 => reply,
        Ok(reply) => match unauthorized(&reply.body) {
            Unauthorized::Refresh if tries < REFRESHES => {
                return match token::refresh(&host.db, &caller.token) {
                    Ok(true) => again,
                    // token-handlers.js logs out when the token endpoint refuses.
                    Ok(false) => sign_in(host, caller),
                    Err(_) => Step::Answer(error_page()),
                };
            }
            Unauthorized::SignIn => return sign_in(host, caller),
            // The console never calls its callback, so the browser gets an empty 200.
            _ => return Step::Answer(silence()),
        },
    };
    Step::Answer(typed(reply.status, KIND, reply.body))
}

/// The type of whatever a script prints.
const KIND: &str = "text/html";

/// The answer of a script that prints nothing.
pub(crate) fn silence() -> Response {
    typed(200, KIND, "")
}

fn sign_in(host: &Host, caller: &Caller) -> Step {
    let _ = auth::log_out(&host.db, &caller.token);
    Step::Answer(redirect(LOGIN))
}

/// The console's error page. It has no type, and a long comment comes first.
pub(crate) fn error_page() -> Response {
    let comment = "  The terms of the console's licence stand here.\n".repeat(20);
    let page = format!(
        "<!--\n{comment}-->\n<!DOCTYPE html>\n<html lang=\"en\"><head><title>Error 500</title></head>\
         <body><h1>Error 500</h1><p>Internal server error</p></body></html>\n"
    );
    let mut response = Response::new(page.into());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}

enum Unauthorized {
    Refresh,
    SignIn,
    Silence,
}

fn unauthorized(body: &str) -> Unauthorized {
    if token::is_expiry(body) {
        return Unauthorized::Refresh;
    }
    let fault = serde_json::from_str::<Value>(body).unwrap_or_default();
    let fault = fault.get("fault");
    let part = |key| fault.and_then(|fault| fault.get(key));
    // The message is looked at first, and the gateway sends it together with the code.
    if part("message").and_then(Value::as_str) == Some("Invalid Credentials") {
        return Unauthorized::SignIn;
    }
    match part("code").and_then(Value::as_i64) {
        Some(900_901) => Unauthorized::Refresh,
        _ => Unauthorized::Silence,
    }
}
