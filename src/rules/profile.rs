//! UUIDs of DEP profiles. Apple gives every edit of a profile a new one.

use crate::report::Checked;

/// The UUID of a profile as Apple writes it: upper-case, without dashes or braces.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ProfileUuid(String);

impl ProfileUuid {
    /// The UUID in its normal form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads a profile UUID as pasted.
pub fn check(raw: &str) -> Checked<ProfileUuid> {
    todo!("{raw}")
}

/// Whether two UUIDs, however written, name the same profile.
pub fn same(left: &str, right: &str) -> bool {
    todo!("{left} {right}")
}
