//! One call and its retries. GETs retry with back-off; a write is sent once.

use super::Client;
use crate::decode::{self, Receipt};
use crate::error::{HostError, Kind};
use crate::json::Json;
use crate::transport::{Method, Pending, Request};

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
                let error = match self.get(path.clone()).await {
                    Ok(json) => return Ok(json),
                    Err(error) => error,
                };
                match pauses.next().and_then(|pause| worth_a_retry(&error, *pause)) {
                    Some(pause) => (self.pause)(pause).await,
                    None => return Err(error),
                }
            }
        })
    }

    /// One GET.
    async fn get(&self, path: String) -> Result<Json, HostError> {
        let reply = self.transport.send(Request { method: Method::Get, path, body: None }).await?;
        decode::value(&reply, self.contract.assignment.retry_after())
    }

    /// A write, sent only once, because a lost answer may belong to a write that was done. Boxed, so that each call holds a
    /// pointer and not the whole exchange.
    #[inline(never)]
    pub(super) fn write(
        &self,
        method: Method,
        path: String,
        body: Option<Json>,
    ) -> Pending<'_, Result<Receipt, HostError>> {
        Box::pin(async move {
            let reply = self.transport.send(Request { method, path, body }).await?;
            decode::receipt(&reply, self.contract.assignment.retry_after())
        })
    }
}

/// Milliseconds to wait before a GET is tried again; `None` if another try cannot help.
fn worth_a_retry(error: &HostError, pause: u32) -> Option<u32> {
    match (error.kind, error.status, error.retry_after) {
        // After a timeout the admin has waited long enough and decides about another try.
        (Kind::Unreachable, _, _) | (Kind::Server, Some(502..=504), _) => Some(pause),
        (Kind::Throttled, _, None) => Some(pause),
        (Kind::Throttled, _, Some(seconds)) if seconds <= SHORT_WAIT => {
            Some(pause.max(seconds * 1000))
        }
        _ => None,
    }
}
