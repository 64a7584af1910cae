//! The serials of a file and the rows they stand in first. It compares texts, so it must never take two for one.

use crate::prelude::*;

/// Serials met so far: an open-addressing table over one text, because the standard map and its hasher weigh more than
/// this whole module, and a text of its own for each serial would be an allocation per row.
#[derive(Default)]
pub(super) struct Serials {
    /// All serials, one behind the other.
    texts: String,
    entries: Vec<Entry>,
    /// The table, as long as a power of two: 0 in a free place, else the number of an entry, counted from 1, and above it
    /// as much of the hash as has room. Small places keep the table where the processor is quick.
    slots: Vec<u32>,
}

struct Entry {
    start: usize,
    row: u32,
}

/// Places of the first table.
const FIRST_SLOTS: usize = 1024;

impl Serials {
    /// The row in which a serial stands already; else remembers that it stands in this one.
    pub(super) fn first(&mut self, serial: &str, row: u32) -> Option<u32> {
        if (self.entries.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() as u32 - 1;
        let hash = hash(serial);
        let mut place = hash & mask;
        while let Some(slot) = self.slots.get(place as usize).filter(|slot| **slot != 0) {
            if slot & !mask == hash & !mask {
                let number = (slot & mask) as usize - 1;
                if self.text(number) == serial {
                    return self.entries.get(number).map(|entry| entry.row);
                }
            }
            place = (place + 1) & mask;
        }
        self.entries.push(Entry { start: self.texts.len(), row });
        self.texts.push_str(serial);
        self.slots[place as usize] = (hash & !mask) | self.entries.len() as u32;
        None
    }

    fn text(&self, number: usize) -> &str {
        let start = self.entries.get(number).map_or(0, |entry| entry.start);
        let end = self.entries.get(number + 1).map_or(self.texts.len(), |entry| entry.start);
        self.texts.get(start..end).unwrap_or_default()
    }

    /// Makes the table twice as long. The hashes are made again: keeping them would take more room than time.
    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(FIRST_SLOTS);
        let mask = size as u32 - 1;
        let mut slots = vec![0; size];
        for number in 0..self.entries.len() {
            let hash = hash(self.text(number));
            let mut place = hash & mask;
            while slots[place as usize] != 0 {
                place = (place + 1) & mask;
            }
            slots[place as usize] = (hash & !mask) | (number as u32 + 1);
        }
        self.slots = slots;
    }
}

/// A hash in which every byte counts for every bit.
fn hash(text: &str) -> u32 {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let rest = rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    let mut hash = 0_u64;
    for word in words.iter().map(|word| u64::from_le_bytes(*word)).chain([rest]) {
        hash = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 32;
    }
    hash as u32
}

#[cfg(test)]
mod tests {
    use super::{Serials, hash};
    use std::collections::HashSet;

    const MANY: u32 = 300_000;

    /// Far more than the first table holds, so that it grows several times; and so many that some have the same hash.
    #[test]
    fn each_serial_is_found_in_the_row_it_stood_in_first() {
        let mut serials = Serials::default();
        let serial = |row: u32| format!("C02{row:07}");
        let hashes: HashSet<u32> = (0..MANY).map(|row| hash(&serial(row))).collect();
        assert!(hashes.len() < MANY as usize, "nothing tests what happens to equal hashes");
        for row in 0..MANY {
            assert_eq!(serials.first(&serial(row), row), None);
        }
        for row in 0..MANY {
            assert_eq!(serials.first(&serial(row), 7), Some(row));
        }
        assert_eq!(serials.first("", 8), None);
        assert_eq!(serials.first("C02", 9), None);
        assert_eq!(serials.first("C02", 10), Some(9));
    }
}
