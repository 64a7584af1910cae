//! Versions, compared number by number: 3.10 is above 3.3.1.

use std::cmp::Ordering;

/// A dotted version such as `3.3.1` or `16.4`; anything after the numbers (`-SNAPSHOT`) is ignored.
#[derive(Clone, Debug)]
pub struct Version(Vec<u64>);

impl Version {
    /// Reads a version; `None` when it does not start with a number.
    pub fn parse(raw: &str) -> Option<Version> {
        todo!("{raw}")
    }
    /// A version made of these numbers.
    pub fn of(numbers: &[u64]) -> Version {
        Version(numbers.to_vec())
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        todo!("{:?}", other)
    }
}
impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Version {}
