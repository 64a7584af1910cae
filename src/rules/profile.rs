//! UUIDs of DEP profiles. Apple gives every edit of a profile a new one, and states no format for them: what does not
//! look like the real ones is a warning, never a block.

use crate::prelude::*;

use crate::report::{Checked, Problem, Severity};
use crate::text;

/// Length of every real UUID seen: 32 upper-case hexadecimal digits.
pub const USUAL_LENGTH: usize = 32;
/// Longest UUID that the host can store: `VARCHAR(100)`.
pub const HARD_MAX_LENGTH: usize = 100;

/// The digits of a UUID in its normal form.
const HEX: text::Bytes = text::Bytes::of("0123456789ABCDEF");

/// The field's name in the words of the JavaScript face.
const PATH: &str = "profileUuid";

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
///
/// ```
/// let pasted = rules::profile::check("UUID: {a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f}");
/// assert_eq!(pasted.problems[0].code, "profile.repaired");
/// assert_eq!(pasted.value.expect("repaired").as_str(), "A1F0C3D2E4B5968778695A4B3C2D1E0F");
/// ```
pub fn check(raw: &str) -> Checked<ProfileUuid> {
    let (mut uuid, mut stripped) = unwrap(raw);
    let without_space: String = uuid.chars().filter(|c| !text::is_space(*c)).collect();
    // A name such as "Staff iPads" must not turn into a UUID: only digits that a line break tore apart are joined.
    // Neither must two UUIDs become one.
    let torn = without_space.len() < uuid.len() && without_space.len() <= USUAL_LENGTH;
    if torn && is_hex(&without_space) {
        stripped.push(text::list(uuid.chars().filter(|c| text::is_space(*c))));
        uuid = without_space;
    }

    let mut problems = Vec::new();
    if !stripped.is_empty() && !uuid.is_empty() {
        problems.push(
            Problem::new(PATH, "profile.repaired", Severity::Hint)
                .with("stripped", stripped.join(" "))
                .with("repaired", uuid.clone()),
        );
    }
    let length = uuid.chars().count();
    if uuid.is_empty() {
        problems.push(Problem::new(PATH, "profile.empty", Severity::Error));
    } else if !uuid.chars().all(|c| c.is_ascii_alphanumeric()) {
        // A repair of something that is refused all the same would only distract.
        problems.clear();
        let offending = text::list(uuid.chars().filter(|c| !c.is_ascii_alphanumeric()));
        problems.push(
            Problem::new(PATH, "profile.characters", Severity::Error).with("characters", offending),
        );
    } else if length > HARD_MAX_LENGTH {
        problems.push(
            Problem::new(PATH, "profile.too-long", Severity::Error)
                .with("length", text::decimal(length as u64))
                .with("max", text::decimal(HARD_MAX_LENGTH as u64)),
        );
    } else if !is_usual(&uuid) {
        problems.push(
            Problem::new(PATH, "profile.not-hex32", Severity::Warning)
                .with("length", text::decimal(length as u64)),
        );
    }
    Checked::new(ProfileUuid(uuid), problems)
}

/// Whether a UUID is right as it stands: [`check`] has nothing to say about it and would not change it.
pub fn is_plain(raw: &str) -> bool {
    raw.len() == USUAL_LENGTH && is_hex(raw)
}

/// Whether two UUIDs, however written, name the same profile. An empty one names none.
///
/// ```
/// use rules::profile::same;
///
/// assert!(same("{a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f}", "A1F0C3D2E4B5968778695A4B3C2D1E0F"));
/// assert!(!same("", ""));
/// ```
pub fn same(left: &str, right: &str) -> bool {
    match (check(left).value, check(right).value) {
        (Some(left), Some(right)) => left == right,
        // A host may use names of its own that this crate refuses; they are still equal to themselves.
        (None, None) => {
            let (left, right) = (unwrap(left).0, unwrap(right).0);
            !left.is_empty() && left == right
        }
        _ => false,
    }
}

/// Whether a UUID in its normal form looks like the real ones.
pub(crate) fn is_usual(uuid: &str) -> bool {
    uuid.len() == USUAL_LENGTH && HEX.make_up(uuid)
}

/// Whether a text is one or more upper-case hexadecimal digits.
fn is_hex(text: &str) -> bool {
    !text.is_empty() && HEX.make_up(text)
}

/// Takes off what comes along with pasting, and says what that was: a label, quotes, brackets, dashes, unseen characters.
/// Taking one thing off may bare another, so it goes on until nothing is left to take off.
fn unwrap(raw: &str) -> (String, Vec<String>) {
    let mut stripped: Vec<String> = Vec::new();
    let mut uuid = peel(raw, &mut stripped);
    loop {
        let barer = peel(&uuid, &mut stripped);
        if barer == uuid {
            uuid.make_ascii_uppercase();
            return (uuid, stripped);
        }
        uuid = barer;
    }
}

/// One round of [`unwrap`]: first from the ends, then from within.
fn peel(raw: &str, stripped: &mut Vec<String>) -> String {
    let mut note = |piece: &str| {
        if !stripped.iter().any(|known| known == piece) {
            stripped.push(piece.to_owned());
        }
    };
    let mut rest = raw;
    loop {
        rest = text::trim(rest);
        let first = rest.chars().next().filter(|c| is_wrapper(*c));
        let last =
            rest.chars().next_back().filter(|c| is_wrapper(*c) || matches!(c, ',' | ';' | '.'));
        if let Some(c) = first {
            note(&text::list(core::iter::once(c)));
            rest = &rest[c.len_utf8()..];
        } else if let Some(c) = last {
            note(&text::list(core::iter::once(c)));
            rest = &rest[..rest.len() - c.len_utf8()];
        } else if let Some((label, after)) = split_label(rest) {
            note(text::trim(label));
            rest = after;
        } else {
            break;
        }
    }
    let mut uuid = String::with_capacity(rest.len());
    for c in rest.chars() {
        if text::is_dash(c) || text::is_invisible(c) || matches!(c, '{' | '}') {
            note(&text::list(core::iter::once(c)));
        } else {
            uuid.push(c);
        }
    }
    uuid
}

/// Brackets and quotes, which stand around a UUID and never in it.
fn is_wrapper(c: char) -> bool {
    matches!(c, '{' | '}' | '(' | ')' | '[' | ']' | '<' | '>')
        || text::is_quote(c)
        || text::is_invisible(c)
}

/// Splits `UUID: X`, `urn:uuid:X`, `"profile_uuid": "X"` or `UUID X` behind the label.
fn split_label(text: &str) -> Option<(&str, &str)> {
    // ASCII case folding keeps every byte in its place.
    let upper = text.to_ascii_uppercase();
    let word = text::last(&upper, "UUID")? + "UUID".len();
    let value = text[word..].trim_start_matches(|c: char| {
        text::is_space(c) || text::is_quote(c) || matches!(c, ':' | '=')
    });
    let start = text.len() - value.len();
    // Without anything between, the word is part of a longer one, and that is no label.
    (start > word || value.is_empty()).then(|| text.split_at(start))
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn two_uuids_are_the_same_whatever_stands_around_them() {
        for (left, right, expected) in [
            ("A1F0", "a1f0", true),
            ("A1F0", " {a1-f0} ", true),
            ("urn:uuid:A1F0", "UUID: a1f0", true),
            ("A1F0", "A1F1", false),
            ("A1F0", "", false),
            ("", "", false),
            (" ", "\t", false),
            ("{}", "{}", false),
            ("profile_1", "PROFILE_1 ", true),
            ("profile_1", "profile_2", false),
        ] {
            assert_eq!(same(left, right), expected, "{left:?} {right:?}");
            assert_eq!(same(right, left), expected, "{right:?} {left:?}");
        }
    }
}
