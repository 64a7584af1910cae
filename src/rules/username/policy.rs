//! What a host page knows about the names of its users. It must never judge a name.

use crate::prelude::*;

/// Shortest username the hosts accept by default (`^[\S]{3,30}$` of the JDBC user store).
pub const DEFAULT_MIN_LENGTH: usize = 3;
/// Longest username the hosts accept by default, from the same pattern.
pub const DEFAULT_MAX_LENGTH: usize = 30;
/// Longest username the host can store: `IOS_PRE_ENROLLED_DEVICE.USERNAME VARCHAR(255)`.
pub const HARD_MAX_LENGTH: usize = 255;

/// What the host page knows about the names of its users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsernamePolicy {
    /// The tenant of the signed-in admin, for example `carbon.super`; unknown when the host page does not say.
    pub tenant_domain: Option<String>,
    /// Whether names are e-mail addresses (`EnableEmailUserName`); off by default on both hosts.
    pub email_usernames: bool,
    /// Shortest name, in characters, without the user-store prefix.
    pub min_length: usize,
    /// Longest name, in characters, without the user-store prefix.
    pub max_length: usize,
}

impl Default for UsernamePolicy {
    fn default() -> Self {
        UsernamePolicy {
            tenant_domain: None,
            email_usernames: false,
            min_length: DEFAULT_MIN_LENGTH,
            max_length: DEFAULT_MAX_LENGTH,
        }
    }
}
