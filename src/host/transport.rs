//! How a REST call reaches the host. One method; everything above it is written once.

#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod callback;
pub mod direct;
pub mod http;
pub mod invoker;
pub mod memory;
pub mod request_handler;

use std::future::Future;
use std::pin::Pin;

use crate::json::Json;

pub use http::{Http, HttpReply, HttpRequest};

/// The verbs that both consoles carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Read.
    Get,
    /// Create or act.
    Post,
    /// Replace.
    Put,
    /// Remove; never with a body.
    Delete,
}

impl Method {
    /// The verb on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        }
    }
}

/// A REST call in the host's own terms: an API path with its query, percent-encoded, and a JSON body.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Verb.
    pub method: Method,
    /// `/api/…?query`, ASCII.
    pub path: String,
    /// JSON body.
    pub body: Option<Json>,
}

/// The reply without the transport's envelope, not decoded yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// HTTP status of the REST answer.
    pub status: u16,
    /// Body text.
    pub body: String,
}

/// No usable reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The session is lost (opaque redirect, login page, empty 200).
    Session,
    /// No connection.
    Unreachable,
    /// No answer in time.
    Timeout,
    /// The envelope cannot be understood.
    Unreadable,
}

/// A future that need not be `Send`: the browser has one thread.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// One way to the host.
pub trait Transport {
    /// Sends one request and waits for its reply. Never retries.
    fn send(&self, request: Request) -> Pending<'_, Result<Reply, Failure>>;
}
