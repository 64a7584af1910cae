//! Fillers: what stands in a record whose device has no serial number. It must never be asked about a serial with a hint.

use crate::text;

/// Words that programs and mainboards write, without spaces and punctuation.
const WORDS: [&str; 14] = [
    "NOTSPECIFIED",
    "NOTAVAILABLE",
    "NOTAPPLICABLE",
    "SYSTEMSERIALNUMBER",
    "CHASSISSERIALNUMBER",
    "DEFAULTSTRING",
    "TOBEFILLEDBYOEM",
    "UNKNOWN",
    "UNDEFINED",
    "INVALID",
    "NONE",
    "NULL",
    "NA",
    "TBD",
];

/// Shortest run that counts.
const SHORTEST_RUN: usize = 4;

/// Whether a text fills a place in which no serial number is known: `Not Specified`, `0123456789`, `XXXXXXXXXX`.
pub(super) fn is_filler(serial: &str) -> bool {
    is_run(serial) || is_word(serial)
}

/// Whether a text is one of the words. None of them is plain; the vectors prove it.
fn is_word(serial: &str) -> bool {
    text::is_one_of(&text::keep(serial, |c| c.is_ascii_alphanumeric()), &WORDS)
}

/// Whether all characters are the same, or each is the next or the one before: `0000000000`, `123456789012`, `ABCDEFGHIJ`.
pub(super) fn is_run(serial: &str) -> bool {
    let bytes = serial.as_bytes();
    // Behind 9 comes 0.
    let next = |byte: u8| if byte == b'9' { b'0' } else { byte.wrapping_add(1) };
    let all =
        |follows: &dyn Fn(u8, u8) -> bool| bytes.windows(2).all(|pair| follows(pair[0], pair[1]));
    bytes.len() >= SHORTEST_RUN
        && bytes[0].is_ascii_alphanumeric()
        && (all(&|one, other| one == other)
            || all(&|one, other| next(one) == other)
            || all(&|one, other| next(other) == one))
}
