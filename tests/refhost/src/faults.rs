//! Faults on demand, for tests. It owns the pending faults and applies them to answers. It must do nothing on a
//! server without `--faults`.

use crate::line::Cut;
use crate::rest::Reply;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The requests that a fault matches.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Match {
    method: Option<String>,
    #[serde(default)]
    path: String,
}

/// The form of a lost session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(crate) enum Loss {
    #[serde(rename = "expire-redirect")]
    Redirect,
    #[serde(rename = "expire-empty")]
    Empty,
    #[serde(rename = "expire-401")]
    Unauthorized,
}

/// The effect on a request. `delayMs` combines with any other field; `store`, `without`, `noContent` and `blank` combine
/// with each other. Of the rest, the first one set in this order counts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub(crate) struct Deed {
    /// Waits this many milliseconds first.
    pub(crate) delay_ms: u64,
    /// Never answers; the connection stays open until the client closes it.
    pub(crate) hang: bool,
    /// Closes the connection without handling the request.
    pub(crate) drop: bool,
    /// Handles the request and closes the connection without an answer.
    pub(crate) drop_after: bool,
    /// Ends the session, in one of the hosts' forms.
    pub(crate) session: Option<Loss>,
    /// Another admin writes these three fields to the device first; then the request is handled.
    pub(crate) conflict: Option<Map<String, Value>>,
    /// Handles the request, but these three fields of the device are stored in the end.
    pub(crate) store: Option<Map<String, Value>>,
    /// Handles the request and leaves these fields out of the answer.
    pub(crate) without: Vec<String>,
    /// Handles the request and answers 204 without a body.
    pub(crate) no_content: bool,
    /// Handles the request and answers 200 without a body.
    pub(crate) blank: bool,
    /// The server has no such endpoint or file.
    pub(crate) missing: bool,
    /// The API answers this without handling the request.
    pub(crate) status: Option<u16>,
    /// Body to `status`; without it an error bean.
    pub(crate) body: Option<String>,
    /// Type of `body`.
    pub(crate) content_type: Option<String>,
    /// Handles the request and sends half of the answer.
    pub(crate) truncate: bool,
    /// Handles the request and answers something that is no JSON.
    pub(crate) garbage: bool,
}

/// A fault as a test sets it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    #[serde(rename = "match", default)]
    matches: Match,
    /// How often it applies; 0 means until it is cleared.
    #[serde(default = "once")]
    times: u32,
    #[serde(rename = "do")]
    deed: Deed,
}

fn once() -> u32 {
    1
}

/// The pending faults.
#[derive(Default)]
pub(crate) struct Faults(Mutex<(u64, Vec<(u64, Fault)>)>);

impl Faults {
    fn lock(&self) -> MutexGuard<'_, (u64, Vec<(u64, Fault)>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a fault and returns its number.
    pub(crate) fn add(&self, fault: Fault) -> u64 {
        let mut state = self.lock();
        state.0 += 1;
        let id = state.0;
        state.1.push((id, fault));
        id
    }

    /// Removes all faults.
    pub(crate) fn clear(&self) {
        self.lock().1.clear();
    }

    /// The pending faults: number, match, times.
    pub(crate) fn left(&self) -> Vec<Value> {
        let row = |(id, fault): &(u64, Fault)| {
            serde_json::json!({"id": id, "times": fault.times,
                "match": {"method": fault.matches.method, "path": fault.matches.path}})
        };
        self.lock().1.iter().map(row).collect()
    }

    /// Takes the oldest fault for a REST call; `url` has its query.
    pub(crate) fn for_call(&self, method: &str, url: &str) -> Option<Deed> {
        self.take(method, |part| url.contains(part))
    }

    /// Takes the oldest fault for a file or a page. A page's address has no dot. It matches only faults whose path
    /// starts with the console's own path: `/dep/devices` means the REST call, not the page of that name.
    pub(crate) fn for_page(&self, method: &str, path: &str) -> Option<Deed> {
        let file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
        let console = |part: &str| part.starts_with("/devicemgt") || part.starts_with("/entgra");
        self.take(method, |part| (file || console(part)) && !part.is_empty() && path.contains(part))
    }

    fn take(&self, method: &str, hits: impl Fn(&str) -> bool) -> Option<Deed> {
        let list = &mut self.lock().1;
        let at = list.iter().position(|(_, fault)| {
            hits(&fault.matches.path)
                && fault
                    .matches
                    .method
                    .as_ref()
                    .is_none_or(|want| want.eq_ignore_ascii_case(method))
        })?;
        let fault = &mut list[at].1;
        let deed = fault.deed.clone();
        match fault.times {
            0 => {}
            1 => drop(list.remove(at)),
            _ => fault.times -= 1,
        }
        Some(deed)
    }
}

impl Deed {
    /// Waits, hangs or cuts the connection, before the request is handled. `Some` ends the request.
    pub(crate) async fn before(&self, cut: &Cut) -> Option<Response> {
        if self.delay_ms > 0 {
            tokio::time::sleep(Duration::from_millis(self.delay_ms)).await;
        }
        if self.hang {
            // The connection's task drops this future when the client goes away.
            std::future::pending::<()>().await;
        }
        self.drop.then(|| severed(cut))
    }

    /// Applies the fault to a finished answer.
    pub(crate) async fn after(&self, response: Response, cut: &Cut) -> Response {
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

    /// The reduced answer to a request that the API has carried out.
    pub(crate) fn thinned(&self, mut reply: Reply) -> Reply {
        if reply.status != 200 {
            return reply;
        }
        if let Ok(Value::Object(mut record)) = serde_json::from_str(&reply.body) {
            record.retain(|key, _| !self.without.contains(key));
            reply.body = Value::Object(record).to_string();
        }
        if self.no_content || self.blank {
            reply.status = if self.no_content { 204 } else { 200 };
            reply.body.clear();
        }
        reply
    }

    /// The API's answer that this fault prescribes, if it does.
    pub(crate) fn dictated(&self) -> Option<(u16, String, String)> {
        let status = self.status?;
        let kind = self.content_type.clone().unwrap_or_else(|| "application/json".to_owned());
        let bean = || {
            serde_json::json!({"code": status, "message": "", "moreInfo": "", "error": [],
                "description": "The server met an unexpected condition."})
            .to_string()
        };
        Some((status, kind, self.body.clone().unwrap_or_else(bean)))
    }

    /// For files and pages: the prescribed answer, if there is one.
    pub(crate) fn instead(&self) -> Option<Response> {
        let (status, kind, body) = self.dictated()?;
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, body).into_response();
        if let Ok(kind) = HeaderValue::from_str(&kind) {
            response.headers_mut().insert(CONTENT_TYPE, kind);
        }
        Some(response)
    }
}

/// Over TCP this response is never seen, because the connection is cut. In-process callers get an unreadable body.
fn severed(cut: &Cut) -> Response {
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
