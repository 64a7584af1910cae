//! One call and its retries. GETs retry with back-off. A write is sent once, and once more only after a 401, which says that it
//! was not carried out.

use super::Client;
use crate::contract::Part;
use crate::decode::{self, Receipt};
use crate::error::{HostError, Kind};
use crate::json::Json;
use crate::model::Millis;
use crate::transport::{Failure, Method, Pending, Reply, Request};
use crate::url;

/// Pauses before the second and the third try of a GET, in milliseconds.
const BACK_OFF: [u32; 2] = [300, 1200];

/// The longest wait, in seconds, after which a throttled GET is retried by itself. The admin decides about longer ones.
const SHORT_WAIT: u32 = 5;

impl Client {
    /// A GET, tried up to three times.
    #[inline(never)]
    pub(super) fn read(&self, path: String) -> Pending<'_, Result<Json, HostError>> {
        Box::pin(async move {
            let mut pauses = BACK_OFF.iter();
            loop {
                let error = match self.value(self.get(path.clone()).await) {
                    Ok(json) => return Ok(json),
                    Err(error) => error,
                };
                match pauses.next().and_then(|pause| worth_a_retry(&error, *pause)) {
                    Some(pause) => (self.pause)(pause).await,
                    None => return Err(placed(error, path)),
                }
            }
        })
    }

    /// One GET.
    fn get(&self, path: String) -> Pending<'_, Result<Reply, Failure>> {
        self.transport.send(Request { method: Method::Get, path, body: None })
    }

    /// The answer to a GET.
    #[inline(never)]
    fn value(&self, reply: Result<Reply, Failure>) -> Result<Json, HostError> {
        decode::value(&reply?, self.contract.assignment.retry_after())
    }

    /// A write. It is sent once, because a lost answer may belong to a write that was done. Only a 401 says that it was not:
    /// the newer console renews its token when it meets one in a GET, never in a write. So a GET asks whether the session
    /// lives; if it does, the write is sent once more. Boxed, so that each call holds a pointer and not the whole exchange.
    #[inline(never)]
    pub(super) fn write(
        &self,
        method: Method,
        path: String,
        body: Option<Json>,
    ) -> Pending<'_, Result<Receipt, HostError>> {
        Box::pin(async move {
            let answer = self.write_twice(Request { method, path: path.clone(), body }).await;
            answer.map_err(|error| placed(error, path))
        })
    }

    /// The sending and, after a 401, the sending once more.
    fn write_twice(&self, request: Request) -> Pending<'_, Result<Receipt, HostError>> {
        Box::pin(async move {
            let error = match self.receipt(self.transport.send(request.clone()).await) {
                Err(error) if is_unauthorized(&error) => error,
                answer => return answer,
            };
            let Some(path) = self.cheap_read() else { return Err(error) };
            match self.value(self.get(path).await) {
                Ok(_) => {}
                // Logged in, whatever is allowed.
                Err(asked) if asked.kind == Kind::Permission => {}
                Err(asked) if asked.kind == Kind::Session => return Err(asked),
                // Nobody knows whether the session lives, but the 401 says that nothing was carried out.
                Err(_) => return Err(HostError { kind: Kind::Server, ..error }),
            }
            let answer = self.receipt(self.transport.send(request).await);
            answer.map_err(|error| match is_unauthorized(&error) {
                // The session lives, so logging in again would not help.
                true => HostError { kind: Kind::Permission, ..error },
                false => error,
            })
        })
    }

    /// The answer to a write.
    #[inline(never)]
    fn receipt(&self, reply: Result<Reply, Failure>) -> Result<Receipt, HostError> {
        decode::receipt(&reply?, self.contract.assignment.retry_after())
    }

    /// A read that costs the host little, of those that it has: one row of a list, or the readiness.
    fn cheap_read(&self) -> Option<String> {
        let one_row = [(self.contract.query.limit(), "1")];
        [Part::Devices, Part::Profiles, Part::Readiness]
            .iter()
            .find_map(|part| self.contract.paths.get(*part))
            .map(|path| url::with_query(path, &one_row))
    }
}

/// Adds to a failure where and when it came, for the one who has to find its cause.
fn placed(error: HostError, path: String) -> HostError {
    HostError { path, at: now(), ..error }
}

#[cfg(target_arch = "wasm32")]
pub(super) fn now() -> Millis {
    js_sys::Date::now()
}

/// Tests have no clock of their own: equal failures stay equal.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn now() -> Millis {
    0.0
}

/// Whether the host says that it does not know the caller, in a status and not by a redirect or a log-in page.
fn is_unauthorized(error: &HostError) -> bool {
    error.kind == Kind::Session && error.status == Some(401)
}

/// Milliseconds to wait before a GET is tried again; `None` if another try cannot help.
fn worth_a_retry(error: &HostError, pause: u32) -> Option<u32> {
    match (error.kind, error.status, error.retry_after) {
        // Apple's session was stale. The first try made the host get a new one; a second stale one is no accident.
        (Kind::Session | Kind::Permission, _, Some(0)) => (pause == BACK_OFF[0]).then_some(pause),
        // After a timeout the admin has waited long enough and decides about another try.
        (Kind::Unreachable, _, _) | (Kind::Server, Some(502..=504), _) => Some(pause),
        (Kind::Throttled, _, None) => Some(pause),
        (Kind::Throttled, _, Some(seconds)) if seconds <= SHORT_WAIT => {
            Some(pause.max(seconds * 1000))
        }
        _ => None,
    }
}
