//! The kinds of failure. Each has a stable code; the sentences are the user interface's.

use crate::model::Millis;
use crate::transport::Failure;

/// The kinds of failure that an admin must tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The admin is not (or no longer) logged in.
    Session,
    /// Logged in, but not allowed.
    Permission,
    /// Apple has new terms, and an admin must accept them first (`T_C_NOT_SIGNED`).
    AppleTerms,
    /// Apple does not take the DEP token of this server: it has expired or was revoked.
    AppleToken,
    /// The contract says that this host has no such path. Nothing was sent.
    Absent,
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
    /// The stable code: `host.session`, `host.permission`, `host.apple-terms`, `host.apple-token`, `host.absent`,
    /// `host.not-found`, `host.conflict`, `host.refused`, `host.throttled`, `host.unreachable`, `host.timeout`, `host.server`, `host.unreadable`.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Session => "host.session",
            Kind::Permission => "host.permission",
            Kind::AppleTerms => "host.apple-terms",
            Kind::AppleToken => "host.apple-token",
            Kind::Absent => "host.absent",
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
#[derive(Clone, Debug, PartialEq)]
pub struct HostError {
    /// The kind of failure.
    pub kind: Kind,
    /// HTTP status, when there was one.
    pub status: Option<u16>,
    /// The host's own message: plain text of at most 1 KiB, or empty.
    pub message: String,
    /// The host's list of refused fields.
    pub items: Vec<ErrorItem>,
    /// Seconds to wait, with `Throttled`. 0 with another kind: a read is worth another try at once.
    pub retry_after: Option<u32>,
    /// The path that was called; empty where none was.
    pub path: String,
    /// When the call failed, in milliseconds since 1970; 0 where none was made.
    pub at: Millis,
}

impl HostError {
    /// An error without message, status or items.
    pub fn of(kind: Kind) -> HostError {
        HostError {
            kind,
            status: None,
            message: String::new(),
            items: Vec::new(),
            retry_after: None,
            path: String::new(),
            at: 0.0,
        }
    }

    /// An answer that cannot be understood. `what` is a technical note (which field, which list), not a sentence.
    pub fn unreadable(what: impl Into<String>) -> HostError {
        HostError { message: what.into(), ..HostError::of(Kind::Unreadable) }
    }

    /// Whether a write that failed like this was not carried out. After any other failure only the record shows what the host
    /// did. A page or an empty answer that looks like a lost session came with a success, so it proves nothing.
    pub fn is_refusal(&self) -> bool {
        match self.kind {
            Kind::Session => !matches!(self.status, Some(200..=299)),
            Kind::Permission
            | Kind::AppleTerms
            | Kind::AppleToken
            | Kind::Absent
            | Kind::NotFound
            | Kind::Conflict
            | Kind::Refused
            | Kind::Throttled => true,
            Kind::Unreachable | Kind::Timeout | Kind::Server | Kind::Unreadable => false,
        }
    }

    /// Whether the host may still carry out a write after this failure, because it or a gateway did not wait for the end.
    pub fn may_come_late(&self) -> bool {
        matches!(self.kind, Kind::Timeout | Kind::Unreachable)
            || matches!(self.status, Some(502 | 504))
    }

    /// The stable code of its kind.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }
}

/// Why a save did not end with a record of the host.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveError {
    /// The host refused the write, or its answer never came.
    NotAccepted(HostError),
    /// The host accepted the write, but what it stored could not be read.
    NotReadBack(HostError),
}

impl SaveError {
    /// The call that failed.
    pub fn cause(&self) -> &HostError {
        match self {
            SaveError::NotAccepted(error) | SaveError::NotReadBack(error) => error,
        }
    }
}

/// Why nobody can say that a profile was defined or retired.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeError {
    /// It was not: the host refused it, or its list shows that nothing has changed.
    NotDone(HostError),
    /// The answer was lost or says nothing, and the host's list did not settle it. Sending it once more could do it twice.
    Unclear(HostError),
}

impl ChangeError {
    /// The call that failed.
    pub fn cause(&self) -> &HostError {
        match self {
            ChangeError::NotDone(error) | ChangeError::Unclear(error) => error,
        }
    }
}

impl From<Failure> for HostError {
    fn from(failure: Failure) -> HostError {
        HostError::of(match failure {
            Failure::Session => Kind::Session,
            Failure::Unreachable => Kind::Unreachable,
            Failure::Timeout => Kind::Timeout,
            Failure::Unreadable => Kind::Unreadable,
        })
    }
}

impl std::fmt::Display for HostError {
    /// For developers' logs: the code and the status. The host's message is left out, because it may hold a username.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.status {
            Some(status) => write!(f, "{} ({status})", self.code()),
            None => f.write_str(self.code()),
        }
    }
}

impl std::error::Error for HostError {}
