//! The username policy that the host page states, and how the host's own answer completes it.

use host::Readiness;
use rules::UsernamePolicy;
use rules::username::{DEFAULT_MAX_LENGTH, DEFAULT_MIN_LENGTH};

/// The username policy as the host page states it. The host's readiness answer fills the gaps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PolicyOptions {
    /// Tenant of the signed-in admin.
    pub tenant_domain: Option<String>,
    /// Whether usernames are e-mail addresses.
    pub email_usernames: Option<bool>,
    /// Shortest username.
    pub min_length: Option<usize>,
    /// Longest username.
    pub max_length: Option<usize>,
}

impl PolicyOptions {
    /// The policy in force: the host page's word first, then the host's, then the defaults.
    pub fn resolve(&self, readiness: Option<&Readiness>) -> UsernamePolicy {
        UsernamePolicy {
            tenant_domain: self.tenant_domain.clone().or_else(|| readiness?.tenant_domain.clone()),
            email_usernames: self
                .email_usernames
                .or_else(|| readiness?.email_usernames)
                .unwrap_or(false),
            min_length: self.min_length.unwrap_or(DEFAULT_MIN_LENGTH),
            max_length: self.max_length.unwrap_or(DEFAULT_MAX_LENGTH),
        }
    }
}
