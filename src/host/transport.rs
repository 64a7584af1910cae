//! How a REST call reaches the host. One method; everything above it is written once.

use std::future::Future;
use std::pin::Pin;

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

/// A REST call in the host's own terms: an API path with its query, percent-encoded, and a JSON body.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Verb.
    pub method: Method,
    /// `/api/…?query`, ASCII.
    pub path: String,
    /// JSON body.
    pub body: Option<serde_json::Value>,
}

/// What came back, unwrapped from the transport's envelope but not decoded.
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
