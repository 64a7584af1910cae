//! The enrollment of a device: who its user is, whether they log in, and whether the agent is installed.
//! It must never let "both" or "neither" become an [`Enrollment`].

use crate::prelude::*;

use crate::report::{Checked, Problem, Severity};
use crate::text;
use crate::username::{self, Username, UsernamePolicy};

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

/// Reads the three fields. Exactly one of a username and "login required" is right; a username of white space alone
/// counts as none. The problems of the username itself are reported beside the rule about both fields.
///
/// ```
/// use rules::{Draft, User, UsernamePolicy, enrollment};
///
/// let draft = Draft { username: " PRIMARY/alice ".into(), ..Draft::default() };
/// let checked = enrollment::check(&draft, &UsernamePolicy::default());
/// let enrollment = checked.value.expect("a username without login is a decision");
/// assert_eq!(enrollment.to_draft().username, "alice");
///
/// let new_device = enrollment::check(&Draft::default(), &UsernamePolicy::default());
/// assert_eq!(new_device.problems[0].code, "enrollment.neither");
/// ```
pub fn check(draft: &Draft, policy: &UsernamePolicy) -> Checked<Enrollment> {
    let agent_required = draft.agent_required;
    let crossed = |code| Problem::new("", code, Severity::Error);
    if text::trim(&draft.username).is_empty() {
        let problems =
            if draft.login_required { Vec::new() } else { vec![crossed("enrollment.neither")] };
        return Checked::new(Enrollment { user: User::LoginRequired, agent_required }, problems);
    }
    let Checked { value, mut problems } = username::check(&draft.username, policy);
    if draft.login_required {
        problems.push(crossed("enrollment.username-with-login"));
    }
    match value {
        Some(username) => {
            Checked::new(Enrollment { user: User::Preassigned(username), agent_required }, problems)
        }
        None => Checked { value: None, problems },
    }
}
