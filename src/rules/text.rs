//! Reading of pasted text: what counts as white space, what cannot be seen, how offending characters are named.
//! It owns no rule about any field; it must never decide whether a value is right.

use crate::prelude::*;

/// Stands for what could not be decoded: nobody can see or type it, and what it stands for is lost.
pub(crate) const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;

/// White space, and the byte order mark, which JavaScript's `trim` takes for white space and Rust's does not.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// The text without white space at its ends.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// A control character that is not white space, such as NUL or BEL; and the replacement character, which is what a text
/// has where something could not be decoded, such as half of a surrogate pair of JavaScript.
pub(crate) fn is_control(c: char) -> bool {
    (c.is_control() && !is_space(c)) || c == REPLACEMENT
}

/// A character that takes no room on the screen: soft hyphen, zero-width and direction marks.
/// They come along when text is copied from mails and spreadsheets.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}')
}

/// A hyphen or a dash of any length, and the minus sign: word processors turn one into another.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// A quotation mark of any kind.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '`' | '´' | '«' | '»' | '\u{2018}'..='\u{201f}' | '\u{2039}' | '\u{203a}'
    )
}

/// Where a word stands last in a text. The standard search is two kilobytes of code, made for texts far longer than these.
pub(crate) fn last(text: &str, word: &str) -> Option<usize> {
    text.as_bytes().windows(word.len()).rposition(|part| part == word.as_bytes())
}

/// Whether a word stands in a text.
pub(crate) fn has(text: &str, word: &str) -> bool {
    last(text, word).is_some()
}

/// Most characters that [`list`] names before it stops with `…`: enough to see what is wrong.
const LISTED: usize = 8;

/// Names characters for a message: each once, in their order, with a space between; `U+0020` for those that cannot be seen.
pub(crate) fn list(chars: impl Iterator<Item = char>) -> String {
    let mut seen: Vec<char> = Vec::new();
    let mut out = String::new();
    for c in chars {
        if seen.contains(&c) {
            continue;
        }
        if !seen.is_empty() {
            out.push(' ');
        }
        if seen.len() == LISTED {
            out.push('…');
            break;
        }
        seen.push(c);
        if is_space(c) || is_control(c) || is_invisible(c) {
            out.push_str("U+");
            hex(&mut out, u32::from(c).into(), 4, b'A');
        } else {
            out.push(c);
        }
    }
    out
}

/// A set of ASCII characters, for the quick look at texts that come by the hundred thousand: a bit for each byte.
pub(crate) struct Bytes([u64; 4]);

impl Bytes {
    /// The set of the characters of a text.
    pub(crate) const fn of(text: &str) -> Bytes {
        let bytes = text.as_bytes();
        let mut set = [0; 4];
        let mut place = 0;
        while place < bytes.len() {
            set[(bytes[place] >> 6) as usize] |= 1 << (bytes[place] & 63);
            place += 1;
        }
        Bytes(set)
    }

    /// Whether a text has no other characters than these.
    pub(crate) fn make_up(&self, text: &str) -> bool {
        text.bytes().all(|byte| self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1)
    }
}

/// A number in decimal digits. The standard formatting is several kilobytes of code, made for far more than this.
pub(crate) fn decimal(number: u64) -> String {
    let mut rest = number;
    let mut places = 1;
    while rest >= 10 {
        rest /= 10;
        places += 1;
    }
    let mut power = 10_u64.pow(places - 1);
    let mut out = String::new();
    while power > 0 {
        out.push(digit((number / power % 10) as u8, b'a'));
        power /= 10;
    }
    out
}

/// Writes a number in hexadecimal digits, at least so many of them; `ten` is the digit for 10, `a` or `A`.
pub(crate) fn hex(out: &mut String, number: u64, least: u32, ten: u8) {
    let used = (u64::BITS - number.leading_zeros()).div_ceil(4);
    for place in (0..used.max(least)).rev() {
        out.push(digit((number >> (place * 4) & 15) as u8, ten));
    }
}

fn digit(value: u8, ten: u8) -> char {
    char::from(if value < 10 { b'0' + value } else { ten + (value - 10) })
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
            assert_eq!(list(text.chars()), named, "{text:?}");
        }
    }

    #[test]
    fn numbers_are_written_as_the_standard_library_writes_them() {
        for number in
            [0, 1, 9, 10, 11, 99, 100, 101, 4095, 4096, 65_533, 1_114_111, u64::MAX - 1, u64::MAX]
        {
            assert_eq!(decimal(number), number.to_string());
            for least in [1, 4, 16] {
                let (mut lower, mut upper) = (String::new(), String::new());
                hex(&mut lower, number, least, b'a');
                hex(&mut upper, number, least, b'A');
                let width = usize::try_from(least).unwrap();
                assert_eq!(lower, format!("{number:0width$x}"));
                assert_eq!(upper, format!("{number:0width$X}"));
            }
        }
    }

    #[test]
    fn trimming_takes_the_byte_order_mark_too() {
        assert_eq!(trim("\u{feff}\u{a0} bob\u{2003}\r\n"), "bob");
        assert_eq!(trim(" \u{feff} "), "");
    }
}
