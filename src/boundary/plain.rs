//! Quick answers about values that are right as they stand under the default policy, which most are: [`crate::ask`] would
//! only repeat them. They must never say yes where it would report a problem; they may say no when in doubt.

use rules::UsernamePolicy;
use rules::{enrollment, profile, serial, username};

/// Whether a username is right as it stands.
pub fn username(text: &str) -> bool {
    username::is_plain(text, &UsernamePolicy::default())
}

/// Whether a serial number is right as it stands.
pub fn serial(text: &str) -> bool {
    serial::is_plain(text)
}

/// Whether a profile UUID is right as it stands.
pub fn profile_uuid(text: &str) -> bool {
    profile::is_plain(text)
}

/// Whether an enrollment is right as it stands, whatever it says about the agent.
pub fn enrollment(username: &str, login_required: bool) -> bool {
    enrollment::is_plain(username, login_required, &UsernamePolicy::default())
}
