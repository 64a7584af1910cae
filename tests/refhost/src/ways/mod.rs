//! The three ways to the API. It owns their shared path: log, fault, answer, wrap. Each way owns its envelope, and
//! must never know the meaning of a call.

pub(crate) mod direct;
pub(crate) mod invoker;
pub(crate) mod request_handler;

use crate::Host;
use crate::auth::{self, Caller, Way};
use crate::faults::{Deed, Loss};
use crate::line::Cut;
use crate::rest::{self, Call, Reply};
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::{Map, Value};

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

/// Sends a call to the API and wraps its answer.
async fn carry(host: &Host, way: Way, caller: &Caller, call: &Call, cut: &Cut) -> Response {
    let url = if call.query.is_empty() {
        call.path.clone()
    } else {
        format!("{}?{}", call.path, call.query)
    };
    let entry = host.log.add(&call.method, &call.path, way);
    let deed = host.faults.for_call(&call.method, &url).unwrap_or_default();
    if let Some(response) = deed.before(cut).await {
        return response;
    }
    if let Some(loss) = deed.session {
        // The answer is the same whether or not the row exists.
        let _ = auth::log_out(&host.db, &caller.token);
        return lost(host, way, loss);
    }
    let reply = spoiled(host, caller, call, &deed);
    host.log.set_status(entry, reply.status);
    let response = match way {
        Way::Direct => direct::wrap(reply),
        Way::Invoker => invoker::wrap(host, caller, call, reply),
        Way::RequestHandler => request_handler::wrap(host, reply),
    };
    deed.after(response, cut).await
}

/// The API's answer, or the answer of a fault.
fn spoiled(host: &Host, caller: &Caller, call: &Call, deed: &Deed) -> Reply {
    let overwrite = |fields: &Option<Map<String, Value>>| {
        let Some(fields) = fields else { return Ok(()) };
        let serial = host.contract.find(&call.path).map(|(_, serial)| serial).unwrap_or_default();
        rest::write_as_somebody_else(host, &serial, fields)
    };
    if let Err(refusal) = overwrite(&deed.conflict) {
        return refusal.reply();
    }
    if deed.missing {
        return Reply::no_such_resource();
    }
    match deed.dictated() {
        Some((status, kind, body)) => Reply { status, kind, body },
        None => {
            let reply = rest::answer(host, caller, call);
            match overwrite(&deed.store) {
                Ok(()) => deed.thinned(reply),
                Err(refusal) => refusal.reply(),
            }
        }
    }
}

/// The answer for a lost session.
fn lost(host: &Host, way: Way, loss: Loss) -> Response {
    match (loss, way) {
        (Loss::Redirect, Way::RequestHandler) => redirect("/entgra/login"),
        (Loss::Redirect, _) => redirect("/devicemgt/login"),
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
