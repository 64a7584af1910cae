//! The serial numbers of a file and the rows in which they stand first. It must never take two for one.
//!
//! It is a hash table of our own, because `alloc` has none.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

/// Serial numbers with the rows in which they stand first.
#[derive(Default)]
pub(crate) struct Serials {
    /// All serial numbers, without anything between them: a text for each would be an allocation per row.
    texts: String,
    entries: Vec<Entry>,
    /// Open addressing with linear probing: the places of entries. The length is a power of two.
    slots: Vec<u32>,
    /// For each slot 0 if it is free, else a part of the hash of its entry. It is all that is read for most serial numbers, and
    /// small enough for the processor's cache. Without it, an import takes 0.65 of the time of the hand-written code instead
    /// of 0.52.
    tags: Vec<u8>,
}

/// One serial number.
struct Entry {
    hash: u32,
    start: usize,
    end: usize,
    row: u32,
}

/// Slots of the first table.
const FIRST_SLOTS: usize = 1024;

impl Serials {
    /// The row in which a serial number stood before. If there is none, remembers that it stands in `row`.
    pub(crate) fn first_row(&mut self, serial: &str, row: u32) -> Option<u32> {
        if (self.entries.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let hash = hash(serial);
        let mut slot = self.first_slot(hash);
        while self.tags[slot] != 0 {
            if self.tags[slot] == tag(hash)
                && let Some(entry) = self.entries.get(self.slots[slot] as usize)
                && self.texts.get(entry.start..entry.end) == Some(serial)
            {
                return Some(entry.row);
            }
            slot = self.next_slot(slot);
        }
        self.tags[slot] = tag(hash);
        self.slots[slot] = self.entries.len() as u32;
        let start = self.texts.len();
        self.texts.push_str(serial);
        self.entries.push(Entry { hash, start, end: self.texts.len(), row });
        None
    }

    /// Makes the table larger. Every entry gets a new slot.
    fn grow(&mut self) {
        let length = (self.slots.len() * 4).max(FIRST_SLOTS);
        self.slots = vec![0; length];
        self.tags = vec![0; length];
        for place in 0..self.entries.len() {
            let hash = self.entries[place].hash;
            let mut slot = self.first_slot(hash);
            while self.tags[slot] != 0 {
                slot = self.next_slot(slot);
            }
            self.tags[slot] = tag(hash);
            self.slots[slot] = place as u32;
        }
    }

    fn first_slot(&self, hash: u32) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    fn next_slot(&self, slot: usize) -> usize {
        (slot + 1) & (self.slots.len() - 1)
    }
}

/// The highest byte of a hash, which tells no slot unless the table is huge; never 0.
fn tag(hash: u32) -> u8 {
    ((hash >> 24) as u8).max(1)
}

/// A multiplicative hash of the first and the last eight bytes, which are all of a usual serial number. A hash byte by byte
/// takes 1 ms longer for 100,000 rows.
fn hash(serial: &str) -> u32 {
    let bytes = serial.as_bytes();
    let mix =
        |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    let hash = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => {
            mix(mix(0, u64::from_le_bytes(*first)), u64::from_le_bytes(*last))
        }
        _ => bytes.iter().fold(0, |hash, byte| mix(hash, u64::from(*byte))),
    };
    (hash >> 32) as u32 ^ hash as u32
}

#[cfg(test)]
mod tests {
    use super::Serials;

    const MANY: u32 = 300_000;

    /// Far more than the first table holds, so that it grows several times, and than there are tags.
    #[test]
    fn each_serial_is_found_in_the_row_it_stood_in_first() {
        let mut serials = Serials::default();
        let serial = |row: u32| format!("C02{row:07}");
        for row in 0..MANY {
            assert_eq!(serials.first_row(&serial(row), row), None);
        }
        for row in 0..MANY {
            assert_eq!(serials.first_row(&serial(row), 7), Some(row));
        }
        assert_eq!(serials.first_row("", 8), None);
        assert_eq!(serials.first_row("C02", 9), None);
        assert_eq!(serials.first_row("C02", 10), Some(9));
    }

    #[test]
    fn serials_that_differ_in_one_character_are_two() {
        let mut serials = Serials::default();
        for row in 1..=45 {
            let serial = "A".repeat(row as usize);
            assert_eq!(serials.first_row(&serial, row), None);
            assert_eq!(serials.first_row(&serial, 100), Some(row));
            assert_eq!(serials.first_row(&format!("{}B", &serial[1..]), row + 50), None);
        }
    }
}
