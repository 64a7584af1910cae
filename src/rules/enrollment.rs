//! The enrollment of a device: who its user is, whether they log in, and whether the agent is installed.
//! It must never let "both" or "neither" become an [`Enrollment`].

use crate::prelude::*;

use crate::catalogue::code;
use crate::problem::{Checked, ProblemSink, Severity};
use crate::text;
use crate::username::{self, Username, UsernamePolicy};

/// The code for neither a username nor "login required".
pub(crate) const NEITHER: &str = code!("enrollment.neither");
/// The code for a username beside "login required".
pub(crate) const USERNAME_WITH_LOGIN: &str = code!("enrollment.username-with-login");

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
    /// The assigned user's name; empty when whoever sets the device up logs in.
    pub fn username(&self) -> &str {
        match &self.user {
            User::Preassigned(username) => username.as_str(),
            User::LoginRequired => "",
        }
    }

    /// The same decision as the three fields of the dialog.
    pub fn to_draft(&self) -> Draft {
        Draft {
            username: self.username().to_owned(),
            login_required: self.user == User::LoginRequired,
            agent_required: self.agent_required,
        }
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
    let named = !text::is_blank(&draft.username);
    let mut found = ProblemSink::new("");
    let mut value = None;
    // Of a username that is empty there is nothing else to say.
    if named {
        let checked = username::check(&draft.username, policy);
        (value, found.problems) = (checked.value, checked.problems);
    }
    if named == draft.login_required {
        found.add(if named { USERNAME_WITH_LOGIN } else { NEITHER }, Severity::Error);
    }
    // A username that cannot be used has an error, which leaves no value.
    let user = value.map_or(User::LoginRequired, User::Preassigned);
    found.into_checked(Enrollment { user, agent_required: draft.agent_required })
}

/// Whether [`check`] has nothing to report about a draft and keeps it unchanged. Allocates nothing; says no where only the
/// full check can tell.
pub fn is_plain(username: &str, login_required: bool, policy: &UsernamePolicy) -> bool {
    if login_required { username.is_empty() } else { username::is_plain(username, policy) }
}
