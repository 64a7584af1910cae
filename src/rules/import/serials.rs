//! The serials of a file and the rows they stand in first. It compares texts, so it must never take two for one.

use crate::prelude::*;

/// Serials met so far.
#[derive(Default)]
pub(super) struct Serials {
    /// Nearly all, which compare as two numbers.
    short: Table<2>,
    /// The others: eight of these words hold every serial that the host can store.
    long: Table<8>,
}

impl Serials {
    /// The row in which a serial stands already; else remembers that it stands in this one.
    pub(super) fn first(&mut self, serial: &str, row: u32) -> Option<u32> {
        match key(serial) {
            Some(key) => self.first_of(key, row),
            None => self.long.first(key(serial)?, row),
        }
    }

    /// The same of a serial as words.
    pub(super) fn first_of(&mut self, key: [u64; 2], row: u32) -> Option<u32> {
        self.short.first(key, row)
    }
}

/// A serial as words, with zeros behind it, which stand in no serial; `None` when it is longer than that.
fn key<const WORDS: usize>(serial: &str) -> Option<[u64; WORDS]> {
    let mut key = [0; WORDS];
    for (place, byte) in serial.bytes().enumerate() {
        *key.get_mut(place / 8)? |= u64::from(byte) << (place % 8 * 8);
    }
    Some(key)
}

/// An open-addressing table, because the standard map and its hasher weigh more than this whole module, and a text of its
/// own for each serial would be an allocation per row.
struct Table<const WORDS: usize> {
    entries: Vec<([u64; WORDS], u32)>,
    /// As long as a power of two: 0 in a free place, else the number of an entry, counted from 1, and above it as much of
    /// the hash as has room. Small places keep the table where the processor is quick.
    slots: Vec<u32>,
}

impl<const WORDS: usize> Default for Table<WORDS> {
    fn default() -> Self {
        Table { entries: Vec::new(), slots: Vec::new() }
    }
}

/// Places of the first table.
const FIRST_SLOTS: usize = 1024;

impl<const WORDS: usize> Table<WORDS> {
    fn first(&mut self, key: [u64; WORDS], row: u32) -> Option<u32> {
        if (self.entries.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() as u32 - 1;
        let hash = hash(&key);
        let mut place = hash & mask;
        while let Some(slot) = self.slots.get(place as usize).filter(|slot| **slot != 0) {
            if slot & !mask == hash & !mask
                && let Some((known, row)) = self.entries.get((slot & mask) as usize - 1)
                && *known == key
            {
                return Some(*row);
            }
            place = (place + 1) & mask;
        }
        self.entries.push((key, row));
        self.slots[place as usize] = (hash & !mask) | self.entries.len() as u32;
        None
    }

    /// Makes the table four times as long, because everything has to find its place anew.
    fn grow(&mut self) {
        let size = (self.slots.len() * 4).max(FIRST_SLOTS);
        let mask = size as u32 - 1;
        let mut slots = vec![0; size];
        for (number, (key, _)) in self.entries.iter().enumerate() {
            let hash = hash(key);
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
fn hash(key: &[u64]) -> u32 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = 0_u64;
    for word in key {
        hash = (hash ^ word).wrapping_mul(ODD);
        hash ^= hash >> 32;
    }
    (hash.wrapping_mul(ODD) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::{Serials, hash, key};
    use std::collections::HashSet;

    const MANY: u32 = 300_000;

    /// Far more than the first table holds, so that it grows several times; and so many that some have the same hash.
    #[test]
    fn each_serial_is_found_in_the_row_it_stood_in_first() {
        let mut serials = Serials::default();
        let serial = |row: u32| format!("C02{row:07}");
        let hashes: HashSet<u32> =
            (0..MANY).map(|row| hash(&key::<2>(&serial(row)).unwrap())).collect();
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

    #[test]
    fn serials_that_differ_in_their_last_character_are_two() {
        let mut serials = Serials::default();
        for row in 1..=45 {
            let serial = "A".repeat(row as usize);
            assert_eq!(serials.first(&serial, row), None);
            assert_eq!(serials.first(&serial, 100), Some(row));
            assert_eq!(serials.first(&format!("{}B", &serial[1..]), row + 50), None);
        }
    }
}
