//! The kinds of failure. Each has a stable code; the sentences are the user interface's.

/// What went wrong, as far as an admin must act differently on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The admin is not (or no longer) logged in.
    Session,
    /// Logged in, but not allowed.
    Permission,
    /// No such device, profile or endpoint (404, 405).
    NotFound,
    /// Somebody else changed it meanwhile (409).
    Conflict,
    /// The host refused the input (400, 422) and said which fields.
    Refused,
    /// Too many requests; [`HostError::retry_after`] may say how long.
    Throttled,
    /// No connection.
    Unreachable,
    /// No answer in time.
    Timeout,
    /// The host failed (5xx).
    Server,
    /// An answer that cannot be understood.
    Unreadable,
}

impl Kind {
    /// The stable code: `host.session`, `host.permission`, `host.not-found`, `host.conflict`, `host.refused`,
    /// `host.throttled`, `host.unreachable`, `host.timeout`, `host.server`, `host.unreadable`.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Session => "host.session",
            Kind::Permission => "host.permission",
            Kind::NotFound => "host.not-found",
            Kind::Conflict => "host.conflict",
            Kind::Refused => "host.refused",
            Kind::Throttled => "host.throttled",
            Kind::Unreachable => "host.unreachable",
            Kind::Timeout => "host.timeout",
            Kind::Server => "host.server",
            Kind::Unreadable => "host.unreadable",
        }
    }
}

/// One item of the host's `errorItems`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorItem {
    /// The host's code, for example `USERNAME_UNKNOWN`.
    pub code: String,
    /// The host's message.
    pub message: String,
}

/// A call that did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostError {
    /// What kind.
    pub kind: Kind,
    /// HTTP status, when there was one.
    pub status: Option<u16>,
    /// The host's own words, at most 1 KiB, plain text; may be empty.
    pub message: String,
    /// The host's list of refused fields.
    pub items: Vec<ErrorItem>,
    /// Seconds to wait, with `Throttled`.
    pub retry_after: Option<u32>,
}
