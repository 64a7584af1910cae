//! How texts cross, in both directions: as netstrings. Before each text stands its length in UTF-16 units, as JavaScript
//! counts, and a colon; a colon alone is a text that is absent. Everything is a text, so nothing else has to be agreed on:
//! numbers are in decimal digits, flags are `true` or `false`, a record is an empty text and then its fields, a list is an
//! empty text, its items, and an absent one. It must never trust its input: what is cut off reads as absent.

use alloc::string::String;

/// What is left of a request.
#[derive(Clone)]
pub struct Reader<'a> {
    rest: &'a str,
    /// The text that was read last; empty when it was absent.
    pub text: &'a str,
}

impl<'a> Reader<'a> {
    /// A reader at the start of a request.
    pub fn new(request: &'a str) -> Reader<'a> {
        Reader { rest: request, text: "" }
    }

    /// Whether everything was read.
    pub fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// Reads the next text; whether it is there. Of a record, a list or an item this is the text before it.
    #[inline(never)]
    pub fn read(&mut self) -> bool {
        let bytes = self.rest.as_bytes();
        let (mut at, mut left, mut is_there) = (0, 0, false);
        while let Some(byte) = bytes.get(at) {
            at += 1;
            if *byte == b':' {
                break;
            }
            left = digit(left, *byte);
            is_there = true;
        }
        let start = at;
        while let Some(byte) = bytes.get(at)
            && units(*byte) <= left
        {
            left -= units(*byte);
            at += 1;
        }
        self.text = self.rest.get(start..at).unwrap_or_default();
        self.rest = self.rest.get(at..).unwrap_or_default();
        is_there
    }

    /// A whole number.
    pub fn number(&mut self) -> Option<u32> {
        self.read().then(|| self.text.bytes().fold(0, digit))
    }

    /// A flag.
    pub fn flag(&mut self) -> Option<bool> {
        self.read().then(|| self.text == "true")
    }

    /// A flag that is false when it was not given.
    pub fn is_true(&mut self) -> bool {
        self.read() && self.text == "true"
    }

    /// Appends a text to another one; nothing when it is absent. A text that is given back is copied once more.
    pub fn append_to(&mut self, out: &mut String) {
        self.read();
        out.push_str(self.text);
    }
}

fn digit(number: u32, digit: u8) -> u32 {
    number.wrapping_mul(10).wrapping_add(u32::from(digit & 15))
}

/// How many UTF-16 units begin with a byte of UTF-8: two with the first byte of four, none within a character.
fn units(byte: u8) -> u32 {
    u32::from(byte & 0xc0 != 0x80) + u32::from(byte >= 0xf0)
}

/// Appends a text.
pub fn text(out: &mut String, text: &str) {
    number_bare(out, text.bytes().map(units).sum());
    out.push(':');
    out.push_str(text);
}

/// Appends a text that is absent, or the end of a list.
pub fn absent(out: &mut String) {
    out.push(':');
}

/// Appends a whole number.
pub fn number(out: &mut String, number: u32) {
    let mut digits = String::new();
    number_bare(&mut digits, number);
    text(out, &digits);
}

/// Appends a flag.
pub fn flag(out: &mut String, flag: bool) {
    text(out, if flag { "true" } else { "false" });
}

fn number_bare(out: &mut String, number: u32) {
    if number >= 10 {
        number_bare(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let texts = ["", "a", "jürgen", "😀é\u{301}", "3:abc", ":", "\u{feff}\0", "\u{10ffff}x"];
        let mut out = String::new();
        for written in texts {
            text(&mut out, written);
            absent(&mut out);
        }
        number(&mut out, u32::MAX);
        flag(&mut out, true);
        let mut reader = Reader::new(&out);
        for written in texts {
            assert!(reader.read() && reader.text == written);
            assert!(!reader.read() && reader.text.is_empty());
        }
        assert_eq!(reader.number(), Some(u32::MAX));
        assert!(!reader.is_done() && reader.is_true() && reader.is_done());
        assert!(!reader.read());
    }

    #[test]
    fn lengths_are_those_of_javascript() {
        let mut out = String::new();
        text(&mut out, "é😀");
        assert_eq!(out, "3:é😀");
    }

    /// Nobody of this package writes these; they must end all the same.
    #[test]
    fn a_broken_request_comes_to_an_end() {
        for broken in ["", "5", "5:", "5:abc", "99999999999999999999:a", "x", "1:😀", "::é", "1:é2"]
        {
            let mut reader = Reader::new(broken);
            for _ in 0..=broken.len() {
                reader.read();
            }
            assert!(reader.is_done(), "{broken:?}");
        }
    }
}
