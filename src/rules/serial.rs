//! Serial numbers of Apple devices.

use crate::report::Checked;

/// A serial number: upper-case ASCII letters and digits only.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SerialNumber(String);

impl SerialNumber {
    /// The serial as it goes to the host; safe in a URL path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads a serial number as typed, pasted or scanned.
pub fn check(raw: &str) -> Checked<SerialNumber> {
    todo!("{raw}")
}
