//! Versions, compared number by number: 3.10 is above 3.3.1. It must never compare versions as text.

use crate::prelude::*;

use crate::text;
use core::cmp::Ordering;
use core::fmt;

/// A dotted version such as `3.3.1` or `16.4`; anything after the numbers (`-SNAPSHOT`) is ignored.
/// Missing numbers count as zero: `3.3` equals `3.3.0`.
///
/// ```
/// use rules::Version;
///
/// let new = Version::parse("3.10-SNAPSHOT").expect("it starts with a number");
/// assert!(new > Version::of(&[3, 3, 1]));
/// assert_eq!(new.to_string(), "3.10");
/// assert!(Version::parse("unknown").is_none());
/// ```
#[derive(Clone, Debug)]
pub struct Version(Vec<u64>);

impl Version {
    /// Reads a version; `None` when it does not start with a number. White space around it is ignored.
    pub fn parse(raw: &str) -> Option<Version> {
        let mut numbers = Vec::new();
        let mut rest = text::trim(raw);
        loop {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            if end == 0 {
                break;
            }
            // Only a number beyond 64 bits fails here; it is above every version there is.
            numbers.push(rest[..end].parse().unwrap_or(u64::MAX));
            match rest[end..].strip_prefix('.') {
                Some(next) => rest = next,
                None => break,
            }
        }
        if numbers.is_empty() { None } else { Some(Version(numbers)) }
    }

    /// A version made of these numbers.
    pub fn of(numbers: &[u64]) -> Version {
        Version(numbers.to_vec())
    }

    /// The numbers with dots between.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for number in &self.0 {
            if !out.is_empty() {
                out.push('.');
            }
            out.push_str(&text::decimal(*number));
        }
        out
    }

    /// The number at a place; zero when the version has fewer.
    fn number(&self, place: usize) -> u64 {
        self.0.get(place).copied().unwrap_or(0)
    }
}

impl fmt::Display for Version {
    /// The same text as [`Version::text`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        (0..self.0.len().max(other.0.len()))
            .map(|place| self.number(place).cmp(&other.number(place)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
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

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn a_version_shows_the_numbers_it_was_read_from() {
        for (raw, shown) in [
            ("3.3.1", Some("3.3.1")),
            (" 16.4\n", Some("16.4")),
            ("3.3.1-SNAPSHOT", Some("3.3.1")),
            ("3.", Some("3")),
            ("3..1", Some("3")),
            ("007", Some("7")),
            ("99999999999999999999999", Some("18446744073709551615")),
            ("", None),
            ("v3", None),
            (".3", None),
            ("-1", None),
            ("３", None),
        ] {
            assert_eq!(
                Version::parse(raw).map(|version| version.to_string()).as_deref(),
                shown,
                "{raw:?}"
            );
        }
    }
}
