//! Many short texts, one behind the other. It must never change one.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

/// The highest bit of each byte, which no ASCII character has.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Room that is made at once, and how much longer the room is than the texts.
const ROOM: usize = 1 << 12;

/// Texts in one piece. Engines copy in WebAssembly by calling a function of their own, which takes longer than everything
/// else about a short text; so those of usual lengths are copied as numbers.
#[derive(Default)]
pub struct Texts {
    /// The texts, and room for more.
    bytes: Vec<u8>,
    used: usize,
    /// Length in UTF-16 units, as JavaScript counts.
    units: u32,
}

impl Texts {
    /// The length of all texts in UTF-16 units.
    pub fn units(&self) -> u32 {
        self.units
    }

    /// Appends a text; gives the length of all of them in UTF-16 units.
    pub fn push(&mut self, text: &str) -> u32 {
        let from = text.as_bytes();
        let end = self.used + from.len();
        if end > self.bytes.len() {
            self.bytes.resize(end.max(self.bytes.len() * 2).max(ROOM), 0);
        }
        if let Some(to) = self.bytes.get_mut(self.used..end) {
            let is_ascii = copy(to, from);
            self.units += if is_ascii { from.len() as u32 } else { units(text) };
        }
        self.used = end;
        self.units
    }

    /// Gives all texts away.
    pub fn take(&mut self) -> String {
        // What comes next will be about as long.
        let room = vec![0; self.used + self.used / 8];
        let mut bytes = core::mem::replace(&mut self.bytes, room);
        bytes.truncate(core::mem::take(&mut self.used));
        self.units = 0;
        // They were texts before, so they are one now.
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// Copies bytes to where there is room for just these; whether all of them are ASCII.
#[inline]
fn copy(to: &mut [u8], from: &[u8]) -> bool {
    if from.is_empty() {
        return true;
    }
    if from.len() <= 16
        && let (Some(head), Some(tail)) = (from.first_chunk::<8>(), from.last_chunk::<8>())
    {
        // The two overlap where the text is shorter than both.
        if let Some(to) = to.first_chunk_mut() {
            *to = *head;
        }
        if let Some(to) = to.last_chunk_mut() {
            *to = *tail;
        }
        return (u64::from_le_bytes(*head) | u64::from_le_bytes(*tail)) & HIGH == 0;
    }
    if from.len() < 8
        && let (Some(head), Some(tail)) = (from.first_chunk::<4>(), from.last_chunk::<4>())
    {
        if let Some(to) = to.first_chunk_mut() {
            *to = *head;
        }
        if let Some(to) = to.last_chunk_mut() {
            *to = *tail;
        }
        return (u32::from_le_bytes(*head) | u32::from_le_bytes(*tail)) & HIGH as u32 == 0;
    }
    to.copy_from_slice(from);
    from.is_ascii()
}

/// The length of a text in UTF-16 units: one for each character, and one more for those of four bytes.
fn units(text: &str) -> u32 {
    let of = |byte: u8| u32::from(byte & 0xc0 != 0x80) + u32::from(byte >= 0xf0);
    text.bytes().map(of).sum()
}
