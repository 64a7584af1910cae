//! The serials of a file and the rows they stand in first. It compares texts, so it must never take two for one.

use crate::prelude::*;

/// Serials met so far: an open-addressing table over one text, because the standard map and its hasher weigh more than
/// this whole module, and a text of its own per serial would be an allocation per row.
#[derive(Default)]
pub(super) struct Serials {
    /// All serials, one behind the other.
    texts: Vec<u8>,
    entries: Vec<Entry>,
    /// The table: 0 for a free place, else the hash above the number of the entry, counted from 1.
    slots: Vec<u64>,
}

struct Entry {
    start: usize,
    row: u32,
}

/// Places of the first table; a power of two, as all later ones are.
const FIRST_SLOTS: usize = 1024;

impl Serials {
    /// The row in which a serial stands already; else remembers that it stands in this one.
    pub(super) fn first(&mut self, serial: &str, row: u32) -> Option<u32> {
        if (self.entries.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let hash = hash(serial.as_bytes());
        let mut place = self.place(hash);
        while let Some(&slot) = self.slots.get(place)
            && slot != 0
        {
            if slot >> 32 == hash {
                let number = (slot & u64::from(u32::MAX)) as usize - 1;
                if self.text(number) == serial.as_bytes() {
                    return self.entries.get(number).map(|entry| entry.row);
                }
            }
            place = self.next(place);
        }
        self.entries.push(Entry { start: self.texts.len(), row });
        self.texts.extend_from_slice(serial.as_bytes());
        if let Some(slot) = self.slots.get_mut(place) {
            *slot = hash << 32 | self.entries.len() as u64;
        }
        None
    }

    fn text(&self, number: usize) -> &[u8] {
        let start = self.entries.get(number).map_or(0, |entry| entry.start);
        let end = self.entries.get(number + 1).map_or(self.texts.len(), |entry| entry.start);
        self.texts.get(start..end).unwrap_or_default()
    }

    fn place(&self, hash: u64) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    fn next(&self, place: usize) -> usize {
        (place + 1) & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(FIRST_SLOTS);
        let old = core::mem::replace(&mut self.slots, vec![0; size]);
        for slot in old.into_iter().filter(|slot| *slot != 0) {
            let mut place = self.place(slot >> 32);
            while self.slots[place] != 0 {
                place = self.next(place);
            }
            self.slots[place] = slot;
        }
    }
}

/// 32 bits of a hash that mixes every byte into all of them.
fn hash(bytes: &[u8]) -> u64 {
    let mut hash = bytes.len() as u64;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 32;
    }
    hash & u64::from(u32::MAX)
}
