//! Reading of pasted text: what counts as white space, what cannot be seen, how offending characters are named.
//! It owns no rule about any field; it must never decide whether a value is right.

use crate::prelude::*;

/// Stands for bytes that could not be decoded. Nobody can see or type it, and the original is lost.
pub(crate) const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;

/// A kind of characters. A plain function, so that the helpers below exist once and not once for each kind. They are not
/// inlined: that would be 8 kB of WebAssembly in the module that is compiled for speed.
pub type Class = fn(char) -> bool;

/// White space as Unicode has it, and the byte order mark, which JavaScript's `trim` takes for white space and Rust's does
/// not. Written out: the table of the standard library is made for speed and weighs three times as much.
#[inline(never)]
pub fn is_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}')
}

/// The text without white space at its ends. White space is what Unicode calls so, and the byte order mark.
///
/// ```
/// assert_eq!(rules::text::trim("\u{feff} bob\u{a0}\n"), "bob");
/// ```
#[inline(never)]
pub fn trim(text: &str) -> &str {
    let mut rest = skip(text, is_space).chars();
    loop {
        let here = rest.as_str();
        if !rest.next_back().is_some_and(is_space) {
            return here;
        }
    }
}

/// Whether a text is empty or has only white space.
///
/// ```
/// assert!(rules::text::is_blank("\u{a0}\t") && !rules::text::is_blank(" x"));
/// ```
pub fn is_blank(text: &str) -> bool {
    skip(text, is_space).is_empty()
}

/// A control character that is not white space, such as NUL or BEL; and the replacement character, which is what a text
/// has where something could not be decoded, such as half of a surrogate pair of JavaScript.
#[inline(never)]
pub(crate) fn is_control(c: char) -> bool {
    (c.is_control() && !is_space(c)) || c == REPLACEMENT
}

/// A character that takes no room on the screen: soft hyphen, zero-width and direction marks.
/// They come along when text is copied from mails and spreadsheets.
#[inline(never)]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}')
}

/// A character that comes with pasted text and means nothing. The replacement character stood for something, so it is no
/// noise.
pub(crate) fn is_noise(c: char) -> bool {
    (is_control(c) && c != REPLACEMENT) || is_invisible(c)
}

/// A hyphen or a dash of any length, and the minus sign: word processors turn one into another.
#[inline(never)]
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// A quotation mark of any kind.
#[inline(never)]
pub(crate) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '`' | '´' | '«' | '»' | '\u{2018}'..='\u{201f}' | '\u{2039}' | '\u{203a}'
    )
}

/// The last place of an ASCII word in a text, in any case. The standard search is 2 kB of WebAssembly.
#[inline(never)]
pub(crate) fn last(text: &str, word: &str) -> Option<usize> {
    let mut parts = text.as_bytes().windows(word.len());
    parts.rposition(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

/// The text before and behind the first such ASCII character. This function and the four below are a tenth of the standard
/// library's code, which is made for longer texts than ours.
pub fn split_first(text: &str, at: u8) -> Option<(&str, &str)> {
    split(text, text.bytes().position(|byte| byte == at)?)
}

/// The text around the last of these ASCII characters.
pub fn split_last(text: &str, at: u8) -> Option<(&str, &str)> {
    split(text, text.bytes().rposition(|byte| byte == at)?)
}

/// The text around the ASCII character at a place.
pub fn split(text: &str, place: usize) -> Option<(&str, &str)> {
    Some((text.get(..place)?, text.get(place + 1..)?))
}

/// How often an ASCII character stands in a text.
pub(crate) fn count(text: &str, of: u8) -> usize {
    text.bytes().filter(|byte| *byte == of).count()
}

/// How many characters a text has: its bytes but for those that continue a character.
pub(crate) fn length(text: &str) -> usize {
    text.bytes().filter(|byte| byte & 0xc0 != 0x80).count()
}

/// The text from its first character on that is not of a kind.
#[inline(never)]
pub(crate) fn skip(text: &str, class: Class) -> &str {
    let mut rest = text.chars();
    loop {
        let here = rest.as_str();
        if !rest.next().is_some_and(class) {
            return here;
        }
    }
}

/// The characters of a kind, without the others.
#[inline(never)]
pub fn keep(text: &str, class: Class) -> String {
    let mut kept = String::new();
    for c in text.chars() {
        if class(c) {
            kept.push(c);
        }
    }
    kept
}

/// Whether a text is one of these words, in whatever case.
#[inline(never)]
pub(crate) fn is_one_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Copies a text. Shares the code of `push_str`, which the standard copy would repeat.
#[inline(never)]
pub(crate) fn own(text: &str) -> String {
    let mut own = String::new();
    own.push_str(text);
    own
}

/// Texts with something between them.
#[inline(never)]
pub fn join(parts: &[String], between: &str) -> String {
    let mut out = String::new();
    for part in parts {
        if !out.is_empty() {
            out.push_str(between);
        }
        out.push_str(part);
    }
    out
}

/// Most characters that [`list`] names before it stops with `…`: enough to see what is wrong.
const LISTED: usize = 8;

/// Names the characters of a kind that stand in a text, for a message: each once, in their order, with a space between.
#[inline(never)]
pub(crate) fn list(text: &str, is_kind: Class) -> String {
    let mut listed = Vec::new();
    for c in text.chars() {
        if is_kind(c) {
            note(&mut listed, named(c));
        }
        if listed.len() > LISTED {
            listed[LISTED] = own("…");
            break;
        }
    }
    join(&listed, " ")
}

/// Most characters of a value that a problem quotes: enough to recognise it.
const QUOTED: usize = 40;

/// A value as a problem quotes it: trimmed, and cut after 40 characters.
#[inline(never)]
pub fn quoted(value: &str) -> String {
    let value = trim(value);
    match value.char_indices().nth(QUOTED) {
        None => own(value),
        Some((end, _)) => own(value.get(..end).unwrap_or_default()) + "…",
    }
}

/// Adds a text to a list, unless it is there already.
pub(crate) fn note(list: &mut Vec<String>, text: String) {
    if !list.contains(&text) {
        list.push(text);
    }
}

/// Names a character: by itself, or as `U+0020` when it cannot be seen.
#[inline(never)]
pub(crate) fn named(c: char) -> String {
    let mut out = String::new();
    if is_space(c) || is_control(c) || is_invisible(c) {
        out.push_str("U+");
        hex(&mut out, u32::from(c).into(), 4, b'A');
    } else {
        out.push(c);
    }
    out
}

/// A set of ASCII characters, for the quick look at texts that come by the hundred thousand: a bit for each byte.
pub(crate) struct Bytes([u64; 4]);

impl Bytes {
    /// The set of the ASCII characters in these ranges: the first and the last of each in turn.
    pub(crate) const fn of(ranges: &str) -> Bytes {
        let ends = ranges.as_bytes();
        let mut set = [0; 4];
        let mut place = 0;
        while place < ends.len() && ends[place].is_ascii() {
            let mut byte = ends[place];
            while byte <= ends[place + 1] {
                set[(byte >> 6) as usize] |= 1 << (byte & 63);
                byte += 1;
            }
            place += 2;
        }
        Bytes(set)
    }

    /// Whether a text has no other characters than these.
    pub(crate) fn make_up(&self, text: &str) -> bool {
        text.bytes().all(|byte| self.has(byte))
    }

    /// Whether a byte is in the set.
    pub(crate) fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
    }
}

/// A number in decimal digits. The standard library's formatting is several kB of WebAssembly.
pub fn decimal(number: u64) -> String {
    let mut out = String::new();
    digits(&mut out, number, 10, 1, b'a');
    out
}

/// Writes a number in hexadecimal digits, at least so many of them; `ten` is the digit for 10, `a` or `A`.
pub fn hex(out: &mut String, number: u64, least: usize, ten: u8) {
    digits(out, number, 16, least, ten);
}

/// Writes a number in the digits of a base, at least so many of them.
fn digits(out: &mut String, number: u64, base: u64, least: usize, ten: u8) {
    if number >= base || least > 1 {
        digits(out, number / base, base, least.saturating_sub(1), ten);
    }
    let digit = (number % base) as u8;
    out.push(char::from(if digit < 10 { b'0' + digit } else { ten + (digit - 10) }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_each_character_once_and_shows_the_unseen() {
        for (text, named) in [
            ("", ""),
            ("a", "a"),
            ("aba", "a b"),
            ("- -", "- U+0020"),
            ("\u{200b}\t\0", "U+200B U+0009 U+0000"),
            ("😀é", "😀 é"),
            ("a\u{fffd}", "a U+FFFD"),
            ("abcdefgh", "a b c d e f g h"),
            ("abcdefghij", "a b c d e f g h …"),
        ] {
            assert_eq!(list(text, |_| true), named, "{text:?}");
        }
    }

    #[test]
    fn a_list_names_one_kind_of_characters() {
        assert_eq!(list("a\tb c\t", is_space), "U+0009 U+0020");
    }

    #[test]
    fn a_text_is_cut_at_a_byte_and_counted_in_characters() {
        assert_eq!(split_first("a/ü/c", b'/'), Some(("a", "ü/c")));
        assert_eq!(split_last("a/ü/c", b'/'), Some(("a/ü", "c")));
        assert_eq!(split_last("/", b'/'), Some(("", "")));
        assert_eq!(split_first("ü", b'/'), None);
        assert_eq!((count("a/ü/c", b'/'), count("ü", b'/')), (2, 0));
        for text in ["", "abc", "jürgen", "😀é\u{301}"] {
            assert_eq!(length(text), text.chars().count());
        }
    }

    #[test]
    fn numbers_are_written_as_the_standard_library_writes_them() {
        for number in
            [0, 1, 9, 10, 11, 99, 100, 101, 4095, 4096, 65_533, 1_114_111, u64::MAX - 1, u64::MAX]
        {
            assert_eq!(decimal(number), number.to_string());
            for width in [1, 4, 16] {
                let (mut lower, mut upper) = (String::new(), String::new());
                hex(&mut lower, number, width, b'a');
                hex(&mut upper, number, width, b'A');
                assert_eq!(lower, format!("{number:0width$x}"));
                assert_eq!(upper, format!("{number:0width$X}"));
            }
        }
    }

    #[test]
    fn white_space_is_what_unicode_says_and_the_byte_order_mark() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_space(c), c.is_whitespace() || c == '\u{feff}', "{c:?}");
        }
    }

    #[test]
    fn trimming_takes_the_byte_order_mark_too() {
        assert_eq!(trim("\u{feff}\u{a0} bob\u{2003}\r\n"), "bob");
        assert_eq!(trim(" \u{feff} "), "");
    }
}
