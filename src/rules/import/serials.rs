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
    /// Makes room at once for about so many: making it bit by bit takes as long again as using it.
    pub(super) fn with_room(rows: usize) -> Serials {
        let mut serials = Serials::default();
        serials.short.entries.reserve(rows);
        serials.short.resize((rows * 2).next_power_of_two());
        serials
    }

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
    /// As long as a power of two: 0 in a free place, else a part of the hash of the entry that it stands for. It is all
    /// that is looked at for a new serial, and stays small enough to be where the processor is quick.
    tags: Vec<u8>,
    /// The numbers of the entries, by the places of their tags.
    numbers: Vec<u32>,
}

impl<const WORDS: usize> Default for Table<WORDS> {
    fn default() -> Self {
        Table { entries: Vec::new(), tags: Vec::new(), numbers: Vec::new() }
    }
}

/// Places of the first table.
const FIRST_PLACES: usize = 1024;

impl<const WORDS: usize> Table<WORDS> {
    fn first(&mut self, key: [u64; WORDS], row: u32) -> Option<u32> {
        if (self.entries.len() + 1) * 2 > self.tags.len() {
            self.resize((self.tags.len() * 4).max(FIRST_PLACES));
        }
        let hash = hash(&key);
        let mut place = hash as usize & (self.tags.len() - 1);
        while let Some(known) = self.tags.get(place).filter(|known| **known != 0) {
            if *known == tag(hash)
                && let Some(number) = self.numbers.get(place)
                && let Some((known, row)) = self.entries.get(*number as usize)
                && *known == key
            {
                return Some(*row);
            }
            place = (place + 1) & (self.tags.len() - 1);
        }
        self.tags[place] = tag(hash);
        self.numbers[place] = self.entries.len() as u32;
        self.entries.push((key, row));
        None
    }

    /// Makes the table so long; everything finds its place anew.
    fn resize(&mut self, size: usize) {
        self.tags = vec![0; size];
        self.numbers = vec![0; size];
        for (number, (key, _)) in self.entries.iter().enumerate() {
            let hash = hash(key);
            let mut place = hash as usize & (size - 1);
            while self.tags[place] != 0 {
                place = (place + 1) & (size - 1);
            }
            self.tags[place] = tag(hash);
            self.numbers[place] = number as u32;
        }
    }
}

/// The part of a hash that stands in a table: bits that do not tell its place, unless the table is huge.
fn tag(hash: u32) -> u8 {
    ((hash >> 24) as u8).max(1)
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
