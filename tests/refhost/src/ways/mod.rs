//! The three ways to the API. It owns their shared path: log, fault, answer, wrap, another attempt. Each way owns its envelope, and
//! must never know the meaning of a call.

pub(crate) mod direct;
pub(crate) mod invoker;
pub(crate) mod request_handler;

use crate::Host;
use crate::auth::{self, Caller, Way};
use crate::effect::{Effect, Gateway, Loss};
use crate::line::Cut;
use crate::rest::{self, Call, Reply};
use crate::token;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::json;
use std::time::Duration;

/// The maximum size of a request body, far above a bulk call of 100 devices.
const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// Splits a request into its head, its body text, and the `Cut` of its connection.
pub(crate) async fn open(request: Request) -> Result<(Parts, String, Cut), Response> {
    let (parts, body) = request.into_parts();
    let cut =
        parts.extensions.get::<ConnectInfo<Cut>>().map(|info| info.0.clone()).unwrap_or_default();
    match to_bytes(body, BODY_LIMIT).await {
        Ok(bytes) => Ok((parts, String::from_utf8_lossy(&bytes).into_owned(), cut)),
        Err(_) => Err(html(StatusCode::PAYLOAD_TOO_LARGE, "Request entity too large")),
    }
}

/// The session of a request, or the answer for a database error.
pub(crate) fn session(
    host: &Host,
    way: Way,
    parts: &Parts,
) -> Result<Option<Caller>, Box<Response>> {
    auth::caller(&host.db, way, &parts.headers, host.options.session_seconds).map_err(|error| {
        eprintln!("refhost: reading a session failed: {error}");
        Box::new(html(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error"))
    })
}

/// A console's reaction to one attempt at the gateway.
enum Step {
    /// The answer to the browser.
    Answer(Response),
    /// Another attempt after this time.
    Again(Duration),
}

/// Sends a call to the API, as often as the console does, and wraps its last answer.
async fn carry(host: &Host, way: Way, caller: &Caller, call: &Call, cut: &Cut) -> Response {
    let url = if call.query.is_empty() {
        call.path.clone()
    } else {
        format!("{}?{}", call.path, call.query)
    };
    let mut tries = 0;
    loop {
        let entry = host.log.add(&call.method, &call.path, way, tries);
        let fault = host.faults.for_call(&call.method, &url);
        let has_fault = fault.is_some();
        let effect = fault.unwrap_or_default();
        if let Some(response) = effect.before(cut).await {
            return response;
        }
        if let Some(loss) = effect.session {
            // The answer is the same whether or not the row exists.
            let _ = auth::log_out(&host.db, &caller.token);
            return lost(host, way, loss);
        }
        let outcome = attempt(host, caller, call, &effect);
        if let Ok(reply) = &outcome {
            host.log.set_status(entry, reply.status);
            if host.options.faults && call.method != "GET" {
                host.writes
                    .push(json!({"method": call.method, "path": call.path, "body": call.body,
                    "status": reply.status, "answer": reply.body, "fault": has_fault, "tries": tries}));
            }
        }
        let step = match way {
            Way::Direct => direct::step(outcome, cut),
            Way::Invoker => invoker::step(host, caller, outcome, tries),
            Way::RequestHandler => {
                let pause = effect.retry_after_ms.map(Duration::from_millis);
                request_handler::step(host, caller, &call.method, outcome, pause, tries)
            }
        };
        match step {
            Step::Answer(response) => return effect.after(response, cut).await,
            Step::Again(pause) => tokio::time::sleep(pause).await,
        }
        tries += 1;
    }
}

/// The gateway's answer to one attempt, or the failure of the connection to it.
fn attempt(host: &Host, caller: &Caller, call: &Call, effect: &Effect) -> Result<Reply, Gateway> {
    if let Some(failure @ (Gateway::Unreachable | Gateway::Drop)) = effect.gateway {
        return Err(failure);
    }
    let expired = match effect.token {
        Some(expiry) => token::expire(&host.db, Some(&caller.token), expiry).map(|_| ()),
        None => Ok(()),
    };
    let refusal = expired.and_then(|()| token::refusal(&host.db, &caller.token));
    let reply = match refusal.map_err(rest::Refusal::from) {
        Ok(None) => effect.answer(host, caller, call),
        Ok(Some(refusal)) => refusal,
        Err(error) => error.reply(),
    };
    match effect.gateway {
        Some(failure) => Err(failure),
        None => Ok(reply),
    }
}

/// The answer for a lost session.
fn lost(host: &Host, way: Way, loss: Loss) -> Response {
    match (loss, way) {
        (Loss::Redirect, Way::RequestHandler) => redirect("/entgra/login"),
        (Loss::Redirect, _) => redirect("/devicemgt/login"),
        (Loss::Empty, Way::Invoker) => invoker::silence(),
        (Loss::Empty, _) => Response::default(),
        (Loss::Unauthorized, Way::RequestHandler) => request_handler::no_session(host),
        (Loss::Unauthorized, _) => direct::wrap(Reply::no_session()),
    }
}

/// 302.
pub(crate) fn redirect(to: &'static str) -> Response {
    let mut response = Response::default();
    *response.status_mut() = StatusCode::FOUND;
    response.headers_mut().insert(LOCATION, HeaderValue::from_static(to));
    response
}

/// A body with its content type. An invalid type is omitted, as the hosts do with unknown types.
pub(crate) fn typed(status: u16, kind: &str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Ok(kind) = HeaderValue::from_str(kind) {
        response.headers_mut().insert(CONTENT_TYPE, kind);
    }
    response
}

/// An error page of the servlet container.
pub(crate) fn html(status: StatusCode, words: &str) -> Response {
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><title>{0} {words}</title></head><body><h1>{0} {words}</h1></body></html>\n",
        status.as_u16()
    );
    typed(status.as_u16(), "text/html;charset=UTF-8", page)
}
