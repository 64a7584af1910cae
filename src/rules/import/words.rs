//! Looks at eight bytes of a text at a time, in plain arithmetic: a walk byte by byte takes several times as long, and
//! vector instructions are not there in every browser. It knows bytes; it must never know what a cell means.
//!
//! Every mask here has the highest bit of a byte set where the byte is one that is looked for. It is right up to the first
//! such byte and may be wrong above it, because a borrow goes on into the next byte: only the lowest mark counts.

/// The highest bit of each byte.
const HIGH: u64 = each(0x80);

/// A word of eight equal bytes.
const fn each(byte: u8) -> u64 {
    0x0101_0101_0101_0101 * byte as u64
}

/// The eight bytes of a text from a place on; `None` when it has not so many more.
pub(super) fn word(bytes: &[u8], place: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(place..)?.first_chunk()?))
}

/// A short text as the word that [`before`] makes of it.
pub(super) const fn literal(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut word = 0;
    let mut place = bytes.len();
    while place > 0 {
        place -= 1;
        word = word << 8 | bytes[place] as u64;
    }
    word
}

/// The place of the first byte that a mask marks, 8 when it marks none.
pub(super) fn first(mask: u64) -> usize {
    (mask.trailing_zeros() / 8) as usize
}

/// The bytes before the first that a mask marks, and zeros for the others.
pub(super) fn before(word: u64, mask: u64) -> u64 {
    word & ((mask & mask.wrapping_neg()) >> 7).wrapping_sub(1)
}

/// The marks below the first one of another mask.
pub(super) fn marks_before(marks: u64, mask: u64) -> u64 {
    marks & (mask & mask.wrapping_neg()).wrapping_sub(1)
}

/// A word with its capital letters made small; what are no letters may become something else, but no letter.
pub(super) fn lower(word: u64) -> u64 {
    // A byte that is zero stays it: it stands behind the text.
    word | ((word & each(0x40)) >> 1)
}

/// Marks what may end a cell or is not ASCII: delimiters, quotes, control characters, everything above `0x7f`.
/// `delimiters` is [`pattern`] of the delimiter.
pub(super) fn ends(word: u64, delimiters: u64) -> u64 {
    (word | below(word, 0x20) | equal(word, each(b'"')) | equal(word, delimiters)) & HIGH
}

/// What [`ends`] takes for a delimiter.
pub(super) const fn pattern(delimiter: u8) -> u64 {
    each(delimiter)
}

/// Marks what cannot stand in a plain serial: everything but upper-case ASCII letters without I and O, and digits.
pub(super) fn not_in_serial(word: u64) -> u64 {
    let digit = from(word, b'0') & !from(word, b'9' + 1);
    let letter = from(word, b'A') & !from(word, b'Z' + 1);
    let misread = equal(word, each(b'I')) | equal(word, each(b'O'));
    (word | !(digit | letter) | misread) & HIGH
}

/// Marks what cannot stand in a plain username, given that it stands in no [`ends`]: blanks, what may separate a store or
/// a tenant, and DEL.
pub(super) fn not_in_name(word: u64) -> u64 {
    let separator = equal(word, each(b'/')) | equal(word, each(b'\\')) | equal(word, each(b'@'));
    (separator | equal(word, each(b' ')) | from(word, 0x7f)) & HIGH
}

/// The highest bit where an ASCII byte equals that of a pattern.
fn equal(word: u64, pattern: u64) -> u64 {
    (word ^ pattern).wrapping_sub(each(1))
}

/// The highest bit where an ASCII byte is less than a bound.
fn below(word: u64, bound: u8) -> u64 {
    word.wrapping_sub(each(bound))
}

/// The highest bit where an ASCII byte is a bound or more.
fn from(word: u64, bound: u8) -> u64 {
    word.wrapping_add(each(0x80 - bound))
}
