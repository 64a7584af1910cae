//! Reads a request: the values of the script side, one after the other, little-endian, without names.
//! It must never trust its input: what is cut off reads as absent.

use alloc::string::String;

/// The length, the count or the number of something that is absent.
const ABSENT: u32 = u32::MAX;

/// What is left of a request.
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// A reader at the start of a request.
    pub fn new(request: &'a [u8]) -> Reader<'a> {
        Reader { rest: request }
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// One byte: 0 when there is none.
    pub fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or(0)
    }

    /// A whole number; absent when it was not given.
    pub fn number(&mut self) -> Option<u32> {
        let bytes = self.take(4).try_into().ok()?;
        Some(u32::from_le_bytes(bytes)).filter(|number| *number != ABSENT)
    }

    /// A text: its length in bytes and its UTF-8.
    pub fn text(&mut self) -> Option<String> {
        let mut text = String::new();
        self.text_into(&mut text).then_some(text)
    }

    /// A text, behind what stands in another one; `false` when it is absent.
    pub fn text_into(&mut self, out: &mut String) -> bool {
        let Some(length) = self.number() else { return false };
        decode(self.take(length as usize), out);
        true
    }

    /// A flag: a byte that is 0 for absent, 1 for false and 2 for true.
    pub fn flag(&mut self) -> Option<bool> {
        match self.byte() {
            0 => None,
            word => Some(word == 2),
        }
    }

    /// A flag that is false when it was not given.
    pub fn is_true(&mut self) -> bool {
        self.flag() == Some(true)
    }

    /// Whether a record is there; its fields follow if it is.
    pub fn is_there(&mut self) -> bool {
        self.byte() != 0
    }

    /// How many items a list has, which follow; absent when it was not given.
    pub fn count(&mut self) -> Option<usize> {
        // An item is a byte at least, so a count that was made up cannot make up items.
        Some((self.number()? as usize).min(self.rest.len()))
    }
}

/// Appends a text that is given as UTF-8.
///
/// The script side writes with `TextEncoder`, which makes nothing but UTF-8, so there is nothing to refuse. The decoder of
/// the standard library, which refuses, is five times the code.
pub fn decode(bytes: &[u8], out: &mut String) {
    let (mut code, mut left) = (0, 0_u32);
    for byte in bytes {
        // A character begins with as many ones as it has bytes, or with none if it has one; a further byte with one.
        let ones = byte.leading_ones();
        let bits = u32::from(*byte) & (0x7f >> ones);
        (code, left) = match ones {
            0 => (bits, 1),
            1 => (code << 6 | bits, left),
            _ => (bits, ones),
        };
        left = left.wrapping_sub(1);
        if left == 0 {
            out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }
}
