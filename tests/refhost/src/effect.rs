//! The effect of a fault on one request. It owns the changed answers and the broken connections. It must never decide
//! how a console passes an answer on.

use crate::line::Cut;
use crate::rest::{self, Call, Reply};
use crate::token::Expiry;
use crate::{Host, auth};
use axum::body::{Body, Bytes, to_bytes};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_LENGTH;
use axum::response::Response;
use futures_util::stream;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::io;
use std::time::Duration;

/// The form of a lost console session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(crate) enum Loss {
    #[serde(rename = "expire-redirect")]
    Redirect,
    #[serde(rename = "expire-empty")]
    Empty,
    #[serde(rename = "expire-401")]
    Unauthorized,
}

/// A failure between a console and the gateway. Each console turns it into an answer of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Gateway {
    /// Nobody listens. The consoles do not try again.
    Unreachable,
    /// The connection breaks before the request is handled. The consoles try again.
    Drop,
    /// The connection breaks after the request is handled. The consoles try again.
    DropAfter,
}

/// The effect on one attempt. The fields apply in their order here: the connection to the browser, the session, the
/// gateway, the API's data, the API's answer, and the answer to the browser.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub(crate) struct Effect {
    /// Waits this many milliseconds first.
    pub(crate) delay_ms: u64,
    /// Never answers; the connection stays open until the client closes it.
    pub(crate) hang: bool,
    /// Closes the browser's connection without handling the request.
    pub(crate) drop: bool,
    /// Ends the console's session, in one of the hosts' forms.
    pub(crate) session: Option<Loss>,
    /// Lets the session's access token expire, until the console refreshes it.
    pub(crate) token: Option<Expiry>,
    /// The connection between the console and the gateway fails.
    pub(crate) gateway: Option<Gateway>,
    /// Another admin writes these three fields to the device first; then the request is handled.
    pub(crate) conflict: Option<Map<String, Value>>,
    /// These three fields of the device are stored after the request is handled.
    pub(crate) store: Option<Map<String, Value>>,
    /// The server has no such endpoint or file.
    pub(crate) missing: bool,
    /// The API answers with this status. It handles the request only with `handled`.
    pub(crate) status: Option<u16>,
    /// Body to `status`; without it an error bean.
    pub(crate) body: Option<String>,
    /// Type of `body`.
    pub(crate) content_type: Option<String>,
    /// Like `status`: the API answers what a GET of this address answers, so two answers are mixed up.
    pub(crate) answer_of: Option<String>,
    /// The request is handled before `status` or `answerOf` replaces the answer.
    pub(crate) handled: bool,
    /// Handles the request and leaves these fields out of the answer.
    pub(crate) without: Vec<String>,
    /// With a status of 429 or 503: the newer console sends the request again after this many milliseconds.
    pub(crate) retry_after_ms: Option<u64>,
    /// Closes the browser's connection after the request is handled.
    pub(crate) drop_after: bool,
    /// Handles the request and never answers.
    pub(crate) hang_after: bool,
    /// Sends half of the answer.
    pub(crate) truncate: bool,
    /// Sends something that is no JSON.
    pub(crate) garbage: bool,
}

impl Effect {
    /// Waits, hangs or cuts the connection, before the request is handled. `Some` ends the request.
    pub(crate) async fn before(&self, cut: &Cut) -> Option<Response> {
        if self.delay_ms > 0 {
            tokio::time::sleep(Duration::from_millis(self.delay_ms)).await;
        }
        if self.hang {
            hang().await;
        }
        self.drop.then(|| severed(cut))
    }

    /// The API's answer to a call with a valid access token.
    pub(crate) fn answer(&self, host: &Host, caller: &auth::Caller, call: &Call) -> Reply {
        let overwrite = |fields: &Option<Map<String, Value>>| {
            let Some(fields) = fields else { return Ok(()) };
            let serial =
                host.contract.find(&call.path).pop().map(|(_, serial)| serial).unwrap_or_default();
            rest::write_as_somebody_else(host, &serial, fields)
        };
        if let Err(refusal) = overwrite(&self.conflict) {
            return refusal.reply();
        }
        if self.missing {
            return Reply::no_such_resource();
        }
        let replaced = self.status.is_some() || self.answer_of.is_some();
        let own = (!replaced || self.handled).then(|| rest::answer(host, caller, call));
        if let Err(refusal) = overwrite(&self.store) {
            return refusal.reply();
        }
        let other = || {
            let url = self.answer_of.as_deref()?;
            Some(rest::answer(host, caller, &Call::new("GET", url, String::new())))
        };
        match self.prescribed().or_else(other) {
            Some(reply) => reply,
            None => self.reduced(own.unwrap_or_else(Reply::no_such_resource)),
        }
    }

    /// The answer with the prescribed status, if there is one.
    pub(crate) fn prescribed(&self) -> Option<Reply> {
        let status = self.status?;
        let kind = self.content_type.clone().unwrap_or_else(|| "application/json".to_owned());
        let bean = || {
            serde_json::json!({"code": status, "message": "", "moreInfo": "", "error": [],
                "description": "The server met an unexpected condition."})
            .to_string()
        };
        Some(Reply { status, kind, body: self.body.clone().unwrap_or_else(bean) })
    }

    /// The reduced answer to a request that the API has carried out.
    fn reduced(&self, mut reply: Reply) -> Reply {
        if reply.status != 200 {
            return reply;
        }
        if let Ok(Value::Object(mut record)) = serde_json::from_str(&reply.body) {
            record.retain(|key, _| !self.without.contains(key));
            reply.body = Value::Object(record).to_string();
        }
        reply
    }

    /// Applies the fault to a finished answer.
    pub(crate) async fn after(&self, response: Response, cut: &Cut) -> Response {
        if self.hang_after {
            hang().await;
        }
        if self.drop_after {
            return severed(cut);
        }
        if self.truncate {
            return halved(response).await;
        }
        if self.garbage {
            let (mut parts, _) = response.into_parts();
            parts.headers.remove(CONTENT_LENGTH);
            return Response::from_parts(parts, Body::from("%!{\"serial\":\u{1}\u{7f}[,,"));
        }
        response
    }
}

/// The connection's task drops this future when the client goes away.
async fn hang() {
    std::future::pending().await
}

/// Over TCP this response is never seen, because the connection is cut. In-process callers get an unreadable body.
pub(crate) fn severed(cut: &Cut) -> Response {
    cut.cut();
    let lost = stream::iter([Err::<Bytes, io::Error>(io::ErrorKind::ConnectionAborted.into())]);
    Response::new(Body::from_stream(lost))
}

/// Announces the whole length, sends half of the body and closes.
async fn halved(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(whole.len().max(2)));
    let half = whole.slice(..whole.len() / 2);
    let pieces = stream::unfold(0, move |step| {
        let half = half.clone();
        async move {
            match step {
                0 => Some((Ok(half), 1)),
                _ => {
                    // Lets the connection send the first half before the error.
                    tokio::task::yield_now().await;
                    Some((Err::<Bytes, io::Error>(io::ErrorKind::ConnectionAborted.into()), 2))
                }
            }
        }
    });
    Response::from_parts(parts, Body::from_stream(pieces))
}
