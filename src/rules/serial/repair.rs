//! What the admin most likely meant by a serial number with characters too many. It must never glue two serials into one,
//! and never keep a part of a label. The answer is judged before it is offered.

use crate::prelude::*;

use crate::text;

/// The words of a label. `(S)` stands on Apple's boxes and in their barcodes.
const LABEL: [&str; 13] = [
    "SERIAL",
    "SERIALNUMBER",
    "SERIAL_NUMBER",
    "SERIENNUMMER",
    "SERIENNR",
    "NUMBER",
    "NUM",
    "NO",
    "NR",
    "S/N",
    "SN",
    "S",
    "N",
];

/// The serial in a text, when only what comes along with pasting is in the way: a label before it, spaces, dashes, dots, quotes,
/// brackets around it, unseen characters, and the full-width letters of East Asian keyboards. `shortest` is the length of the
/// shortest serial.
pub(super) fn repair(serial: &str, shortest: usize) -> Option<String> {
    let value = without_label(serial);
    // A spreadsheet's way to write a whole number.
    let value = value.strip_suffix(".0").unwrap_or(value);
    let mut kept = String::new();
    for c in value.chars() {
        if !is_litter(c) {
            kept.push(narrow(c));
        }
    }
    kept.make_ascii_uppercase();
    // A serial without a digit is rare, a text without one is not.
    let has_digit = kept.bytes().any(|byte| byte.is_ascii_digit());
    if has_digit && !has_unknown_label(value, shortest) { Some(kept) } else { None }
}

/// The text without what stands around the serial and without the words of a label.
fn without_label(serial: &str) -> &str {
    let mut rest = text::skip(serial, is_around);
    loop {
        let behind = text::skip(rest, |c| !(is_around(c) || text::is_dash(c)));
        let word = rest.strip_suffix(behind).unwrap_or_default();
        if behind.is_empty() || !text::is_one_of(word, &LABEL) {
            break;
        }
        rest = text::skip(behind, |c| is_around(c) || text::is_dash(c));
    }
    let mut ends = rest.chars();
    loop {
        let here = ends.as_str();
        // `.0` at the end is a matter of its own.
        if !ends.next_back().is_some_and(is_around) {
            return here;
        }
    }
}

/// Whether a text begins with a word that may be a label, or the first group of the serial: `ID F2LXK0ABCD`.
fn has_unknown_label(value: &str, shortest: usize) -> bool {
    let behind = text::skip(value, |c| c.is_ascii_alphabetic());
    let rest = text::keep(behind, |c| c.is_ascii_alphanumeric());
    behind.len() < value.len()
        && behind.chars().next().is_some_and(text::is_space)
        && rest.len() >= shortest
}

/// Whether a character stands around a value and never in it.
fn is_around(c: char) -> bool {
    matches!(c, ':' | '#' | '=' | '.' | ',' | ';' | '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>')
        || text::is_space(c)
        || text::is_noise(c)
        || text::is_quote(c)
}

/// Whether a character comes along with pasting and means nothing. What could not be decoded may have been a digit.
fn is_litter(c: char) -> bool {
    text::is_space(c) || text::is_noise(c) || text::is_dash(c) || text::is_quote(c) || c == '.'
}

/// A full-width letter or digit as its ASCII twin; every other character as it is.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from((u32::from(c) - 0xfee0) as u8),
        _ => c,
    }
}
