//! Reads a request: the values of the script side, one after the other, little-endian, without names.
//! It must never trust its input: what is cut off reads as absent.

use alloc::vec::Vec;
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
    pub fn text(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        // The script side writes with `TextEncoder`, which makes nothing but UTF-8.
        core::str::from_utf8(self.take(length as usize)).ok()
    }

    /// A flag: a byte that is 0 for absent, 1 for false and 2 for true.
    pub fn flag(&mut self) -> Option<bool> {
        match self.byte() {
            0 => None,
            word => Some(word == 2),
        }
    }

    /// A record: a flag that says whether it is there, and then its fields.
    pub fn record<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.byte() != 0).then(|| read(self))
    }

    /// A list: the count of its items and then each of them.
    pub fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> T) -> Option<Vec<T>> {
        let count = self.number()?;
        let mut items = Vec::new();
        for _ in 0..count {
            // A count that was made up must not make up items.
            if self.rest.is_empty() {
                break;
            }
            items.push(read(self));
        }
        Some(items)
    }
}
