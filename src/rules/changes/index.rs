//! Texts with a number each, found by a hash: a plan looks up ten thousand serial numbers among as many. It must never take two
//! texts for one.

use crate::prelude::*;
use crate::text;

/// No entry.
const NONE: u32 = u32::MAX;

/// Texts with their numbers. Of two equal texts the first counts.
pub(super) struct Index {
    entries: Vec<Entry>,
    /// The first entry of each bucket. The length is a power of two.
    heads: Vec<u32>,
}

struct Entry {
    text: String,
    number: usize,
    /// The next entry of the bucket.
    next: u32,
}

impl Index {
    /// An empty index with buckets for so many texts.
    pub(super) fn new(count: usize) -> Index {
        Index { entries: Vec::new(), heads: vec![NONE; (count + 1).next_power_of_two()] }
    }

    /// Adds a text, unless it is empty or there already.
    pub(super) fn add(&mut self, text: &str, number: usize) {
        if text.is_empty() || self.find(text).is_some() {
            return;
        }
        let bucket = self.bucket(text);
        let next = self.heads[bucket];
        self.heads[bucket] = self.entries.len() as u32;
        self.entries.push(Entry { text: text::own(text), number, next });
    }

    /// The number of a text.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        let mut at = self.heads[self.bucket(text)];
        while let Some(entry) = self.entries.get(at as usize) {
            if entry.text == text {
                return Some(entry.number);
            }
            at = entry.next;
        }
        None
    }

    /// All texts, in the order in which they came.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.text.as_str())
    }

    /// The bucket of a text, by FNV-1a.
    fn bucket(&self, text: &str) -> usize {
        let mix = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        text.bytes().fold(0x811c_9dc5, mix) as usize & (self.heads.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Index;

    #[test]
    fn each_text_is_found_with_its_first_number() {
        for room in [0, 1, 1000] {
            let mut index = Index::new(room);
            for number in 0..1000 {
                index.add(&format!("C02{number:04}"), number);
                index.add(&format!("C02{number:04}"), 7000);
            }
            index.add("", 1);
            for number in 0..1000 {
                assert_eq!(index.find(&format!("C02{number:04}")), Some(number));
            }
            assert_eq!(
                (index.find(""), index.find("C02"), index.texts().count()),
                (None, None, 1000)
            );
        }
    }
}
