//! The enrollment of a device: who its user is, whether they log in, and whether the agent is installed.

use crate::report::Checked;
use crate::username::{Username, UsernamePolicy};

/// The three fields of the dialog, as typed and as stored. The state of a new device is the invalid default: no user, no login.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// "Assigned user's username", raw.
    pub username: String,
    /// "Login required".
    pub login_required: bool,
    /// "Agent install required".
    pub agent_required: bool,
}

/// How the device meets its user: exactly one of the two flows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum User {
    /// The device belongs to this user from the start; nobody types credentials during set-up.
    Preassigned(Username),
    /// Whoever sets the device up logs in and becomes its user.
    LoginRequired,
}

/// A decision that can be sent to the host. "Both" and "neither" cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrollment {
    /// The flow and its user.
    pub user: User,
    /// Whether the agent app is installed after the device starts.
    pub agent_required: bool,
}

impl Enrollment {
    /// The same decision as the three fields of the dialog.
    pub fn to_draft(&self) -> Draft {
        let (username, login_required) = match &self.user {
            User::Preassigned(username) => (username.as_str().to_owned(), false),
            User::LoginRequired => (String::new(), true),
        };
        Draft { username, login_required, agent_required: self.agent_required }
    }
}

/// Reads the three fields.
pub fn check(draft: &Draft, policy: &UsernamePolicy) -> Checked<Enrollment> {
    todo!("{draft:?} {policy:?}")
}
