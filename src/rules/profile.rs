//! UUIDs of DEP profiles. Apple gives every edit of a profile a new one, and states no format for them: what does not
//! look like the real ones is a warning, never a block.

use crate::prelude::*;

use crate::around;
use crate::catalogue::code;
use crate::problem::{Checked, ProblemSink, Severity};
use crate::spreadsheet;
use crate::text;

/// Length of every real UUID seen: 32 upper-case hexadecimal digits.
pub const USUAL_LENGTH: usize = 32;
/// Longest UUID that the host can store: `VARCHAR(100)`.
pub const HARD_MAX_LENGTH: usize = 100;

/// The digits of a UUID in its normal form.
const HEX: text::Bytes = text::Bytes::of("09AF");

/// Letters, digits and what joins them in most names of profiles.
const WORDS: text::Bytes = text::Bytes::of("  --09AZ__az");

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
    if let Some(lost) = spreadsheet::lost(PATH, raw) {
        return Checked { value: None, problems: vec![lost] };
    }
    let (uuid, stripped) = read(raw);
    let mut found = ProblemSink::new(PATH);
    let offending = text::list(&uuid, |c| !c.is_ascii_alphanumeric());
    // A repair of something that is refused all the same would only distract.
    if !stripped.is_empty() && !uuid.is_empty() && offending.is_empty() {
        found
            .add(code!("profile.repaired"), Severity::Hint)
            .put("stripped", &text::join(&stripped, " "));
        if is_usual(&uuid) {
            found.problems[0].put("repaired", &uuid);
        }
    }
    let length = text::length(&uuid);
    if uuid.is_empty() {
        found.add(code!("profile.empty"), Severity::Error);
    } else if !offending.is_empty() {
        found.add(code!("profile.characters"), Severity::Error).put("characters", &offending);
    } else if length > HARD_MAX_LENGTH {
        found
            .add(code!("profile.too-long"), Severity::Error)
            .put_number("length", length)
            .put_number("max", HARD_MAX_LENGTH);
    } else if !is_usual(&uuid) {
        found.add(code!("profile.not-hex32"), Severity::Warning).put_number("length", length);
    }
    found.into_checked(ProfileUuid(uuid))
}

/// Whether a UUID is right as it stands: [`check`] has nothing to say about it and would not change it.
pub fn is_plain(raw: &str) -> bool {
    is_usual(raw)
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
    let left = normal(left);
    !left.is_empty() && left == normal(right)
}

/// The normal form of a UUID, also of one that is refused: a host may use names of its own, which are still equal to
/// themselves.
///
/// ```
/// use rules::profile::normal;
///
/// assert_eq!(normal("{a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f}"), "A1F0C3D2E4B5968778695A4B3C2D1E0F");
/// assert_eq!(normal("profile_1 "), "PROFILE_1");
/// ```
pub fn normal(raw: &str) -> String {
    if is_plain(raw) { text::own(raw) } else { read(raw).0 }
}

/// The profile that a cell of a table names: the UUID in its normal form when it looks like the real ones, else the name
/// without what stands around it.
///
/// ```
/// use rules::profile::named;
///
/// assert_eq!(named("{a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f}"), "A1F0C3D2E4B5968778695A4B3C2D1E0F");
/// assert_eq!(named(" “Staff iPads” "), "Staff iPads");
/// ```
pub fn named(cell: &str) -> String {
    // A normal form is never longer than the cell.
    if cell.len() >= USUAL_LENGTH {
        let (uuid, _) = read(cell);
        if is_usual(&uuid) {
            return uuid;
        }
    }
    text::own(around::split(cell).0)
}

/// Whether [`named`] keeps a cell as it is, and no spreadsheet has lost its value. Allocates nothing; says no where only
/// [`named`] and [`spreadsheet::lost`] can tell.
///
/// ```
/// use rules::profile::is_plain_name;
///
/// assert!(is_plain_name("Staff iPads") && is_plain_name(""));
/// assert!(!is_plain_name(" Staff iPads"));
/// ```
pub fn is_plain_name(cell: &str) -> bool {
    // A shorter text is no UUID, however it is written.
    let is_name = cell.len() < USUAL_LENGTH
        && WORDS.make_up(cell)
        && !cell.starts_with(' ')
        && !cell.ends_with(' ');
    is_name || is_plain(cell)
}

/// Whether a UUID in its normal form looks like the real ones.
pub(crate) fn is_usual(uuid: &str) -> bool {
    uuid.len() == USUAL_LENGTH && HEX.make_up(uuid)
}

/// The normal form of a UUID and what was taken off to get there.
fn read(raw: &str) -> (String, Vec<String>) {
    let trimmed = text::trim(raw);
    if trimmed.starts_with('{') && text::last(raw, "UUID").is_some() {
        let (uuid, count) = in_json(trimmed);
        match count {
            0 => {}
            1 => {
                let mut uuid = text::keep(uuid, |c| c != '-');
                uuid.make_ascii_uppercase();
                return (uuid, vec![text::own("{ … }")]);
            }
            // Two UUIDs must not become one of them.
            _ => return (text::own(trimmed), Vec::new()),
        }
    }
    let (uuid, mut stripped) = unwrap(raw);
    // A name such as "Staff iPads" must not turn into a UUID: only digits that a line break tore apart are joined.
    // Neither must two UUIDs become one.
    let torn = text::list(&uuid, text::is_space);
    let whole = text::keep(&uuid, |c| !text::is_space(c));
    if !torn.is_empty() && whole.len() <= USUAL_LENGTH && HEX.make_up(&whole) {
        stripped.push(torn);
        return (whole, stripped);
    }
    (uuid, stripped)
}

/// The last quoted text in the whole answer of a server that looks like a UUID, and how many there are.
fn in_json(answer: &str) -> (&str, usize) {
    let (mut uuid, mut count) = ("", 0);
    let mut rest = answer;
    while let Some((part, behind)) = text::split_first(rest, b'"') {
        let digits = part.bytes().filter(u8::is_ascii_hexdigit).count();
        if digits == USUAL_LENGTH && digits + text::count(part, b'-') == part.len() {
            (uuid, count) = (part, count + 1);
        }
        rest = behind;
    }
    (uuid, count)
}

/// Takes off what comes along with pasting, and says what that was: a label, quotes, brackets, dashes, unseen characters.
/// Taking something off within may bare the ends, so it goes on until nothing is left to take off.
fn unwrap(raw: &str) -> (String, Vec<String>) {
    let mut stripped: Vec<String> = Vec::new();
    let mut uuid = text::own(raw);
    loop {
        let rest = bare(&uuid, &mut stripped);
        let mut kept = String::new();
        for c in rest.chars() {
            if text::is_dash(c) || text::is_invisible(c) || matches!(c, '{' | '}') {
                note_one(&mut stripped, c);
            } else {
                kept.push(c);
            }
        }
        let is_whole = kept.len() == rest.len();
        uuid = kept;
        if is_whole {
            uuid.make_ascii_uppercase();
            return (uuid, stripped);
        }
    }
}

/// The text without what stands around a UUID.
fn bare<'a>(text: &'a str, stripped: &mut Vec<String>) -> &'a str {
    let mut rest = text;
    loop {
        let (mut behind, mut before) = (rest.chars(), rest.chars());
        if let Some(c) = behind.next()
            && is_wrapper(c)
        {
            note_one(stripped, c);
            rest = behind.as_str();
        } else if let Some(c) = before.next_back()
            && (is_wrapper(c) || matches!(c, ',' | ';' | '.'))
        {
            note_one(stripped, c);
            rest = before.as_str();
        } else if let Some((label, after)) = split_label(rest) {
            text::note(stripped, text::own(text::trim(label)));
            rest = after;
        } else {
            return rest;
        }
    }
}

/// Remembers that a character was taken off, once. White space is nothing to speak of.
fn note_one(stripped: &mut Vec<String>, c: char) {
    if !text::is_space(c) {
        text::note(stripped, text::named(c));
    }
}

/// White space, brackets, quotes and the sign of a formula, which stand around a UUID and never in it.
fn is_wrapper(c: char) -> bool {
    matches!(c, '{' | '}' | '(' | ')' | '[' | ']' | '<' | '>' | '=')
        || text::is_space(c)
        || text::is_quote(c)
        || text::is_invisible(c)
}

/// Splits `UUID: X`, `urn:uuid:X`, `"profile_uuid": "X"` or `UUID X` behind the label.
fn split_label(text: &str) -> Option<(&str, &str)> {
    let rest = text.get(text::last(text, "UUID")? + "UUID".len()..)?;
    let is_between = |c| text::is_space(c) || text::is_quote(c) || matches!(c, ':' | '=');
    let value = text::skip(rest, is_between);
    // Without anything between, the word is part of a longer one, and that is no label.
    let is_label = value.len() < rest.len() || rest.is_empty();
    if is_label { text.split_at_checked(text.len() - value.len()) } else { None }
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
