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
pub struct Version(String);

impl Version {
    /// Reads a version; `None` when it does not start with a number. White space and words before it, as in `iOS 17.4.1`,
    /// are ignored. A number with a letter right behind it, as in `21E236`, is the number of a build.
    pub fn parse(raw: &str) -> Option<Version> {
        let raw = without_words(raw).as_bytes();
        let mut text = String::new();
        // No digit of this number has been taken yet.
        let mut fresh = true;
        for (place, byte) in raw.iter().enumerate() {
            let goes_on = raw.get(place + 1).is_some_and(u8::is_ascii_digit);
            match byte {
                b'0' if fresh && goes_on => continue,
                b'0'..=b'9' => fresh = false,
                b'.' if !fresh && goes_on => fresh = true,
                b'A'..=b'Z' | b'a'..=b'z' if text::count(&text, b'.') == 0 => return None,
                _ => break,
            }
            text.push(char::from(*byte));
        }
        if text.is_empty() { None } else { Some(Version(text)) }
    }

    /// A version made of these numbers.
    pub fn of(numbers: &[u64]) -> Version {
        let numbers: Vec<String> = numbers.iter().map(|number| text::decimal(*number)).collect();
        Version(text::join(&numbers, "."))
    }

    /// The numbers with dots between.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this version is not below another one, which has no leading zeros.
    pub fn is_at_least(&self, other: &str) -> bool {
        order(&self.0, other).is_ge()
    }
}

/// The words before a version: systems, the IoT server, and the word itself. A model such as `iPhone 14` is no version.
const WORDS: [&str; 13] = [
    "ios", "ipados", "macos", "mac", "os", "x", "osx", "tvos", "visionos", "iot", "server",
    "version", "v",
];

/// The text behind the words at its beginning.
fn without_words(raw: &str) -> &str {
    let mut rest = text::trim(raw);
    loop {
        let behind = text::skip(rest, |c| c.is_ascii_alphabetic());
        let next = text::skip(behind, text::is_space);
        // A word is followed by white space: `v3` and `iPad13,4` are none.
        let word = rest.strip_suffix(behind).unwrap_or_default();
        if next.len() == behind.len() || !text::is_one_of(word, &WORDS) {
            return rest;
        }
        rest = next;
    }
}

/// Compares versions number by number: of two numbers without leading zeros the longer one is greater.
fn order(mut left: &str, mut right: &str) -> Ordering {
    while !(left.is_empty() && right.is_empty()) {
        let (one, other) = (next(&mut left), next(&mut right));
        let order = one.len().cmp(&other.len()).then_with(|| one.cmp(other));
        if order.is_ne() {
            return order;
        }
    }
    Ordering::Equal
}

/// Takes the next number; zero when there is none.
fn next<'a>(rest: &mut &'a str) -> &'a str {
    let (number, behind) = text::split_first(rest, b'.').unwrap_or((rest, ""));
    *rest = behind;
    if number.is_empty() { "0" } else { number }
}

impl fmt::Display for Version {
    /// The same text as [`Version::as_str`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        order(&self.0, &other.0)
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
            ("99999999999999999999999", Some("99999999999999999999999")),
            ("", None),
            ("v3", None),
            (".3", None),
            ("-1", None),
            ("３", None),
            ("iOS 17.4.1", Some("17.4.1")),
            ("17.4.1 (21E236)", Some("17.4.1")),
            ("macOS Version 14.4.1 (Build 23E224)", Some("14.4.1")),
            ("Mac OS X 10.14.4", Some("10.14.4")),
            ("21E236", None),
            ("iPad13,4", None),
            ("iOS", None),
            ("iOS beta", None),
        ] {
            assert_eq!(
                Version::parse(raw).map(|version| version.to_string()).as_deref(),
                shown,
                "{raw:?}"
            );
        }
    }
}
