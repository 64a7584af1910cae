//! Keeps equal things once, each under a number from 0 on. A fleet repeats itself: a hundred thousand devices have a few dozen
//! models and profiles. It must never forget one: a number stays good for as long as its owner lives.

/// The number that names nothing.
pub const NONE: u32 = u32::MAX;

/// Finds numbers by a hash of what they stand for: a table with open addressing, at most half full.
#[derive(Clone, Debug, Default, PartialEq)]
struct Index {
    /// A number plus one, or 0 for a free place.
    table: Vec<u32>,
    used: usize,
}

impl Index {
    fn find(&self, hash: u32, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        let mask = self.table.len().checked_sub(1)?;
        let mut at = hash as usize & mask;
        loop {
            match self.table[at] {
                0 => return None,
                entry if is_it(entry - 1) => return Some(entry - 1),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// Adds a number that is not in the table. `hash_of` tells the hash of every number that is.
    fn add(&mut self, number: u32, hash: u32, hash_of: impl Fn(u32) -> u32) {
        self.make_room(self.used + 1, hash_of);
        self.used += 1;
        self.place(number + 1, hash);
    }

    /// Makes the table large enough for so many numbers.
    fn make_room(&mut self, numbers: usize, hash_of: impl Fn(u32) -> u32) {
        if numbers * 2 > self.table.len() {
            let length = (numbers * 2).next_power_of_two().max(64);
            let present = std::mem::replace(&mut self.table, vec![0; length]);
            for entry in present.into_iter().filter(|entry| *entry != 0) {
                self.place(entry, hash_of(entry - 1));
            }
        }
    }

    fn place(&mut self, entry: u32, hash: u32) {
        let mask = self.table.len() - 1;
        let mut at = hash as usize & mask;
        while self.table[at] != 0 {
            at = (at + 1) & mask;
        }
        self.table[at] = entry;
    }
}

/// FNV-1a, 32 bits, with the high bits mixed into the low ones, which find the place in the table.
fn hash(bytes: impl Iterator<Item = u8>) -> u32 {
    let hash = bytes
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ (hash >> 15)
}

/// Length of a chunk of text. Chunks never move, so that a growing fleet does not copy all its texts again and again.
const CHUNK: usize = 1 << 16;

/// Texts, each once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    chunks: Vec<String>,
    /// The chunk of a text in the upper 16 bits, its place there in the lower ones. It ends where the next one begins.
    starts: Vec<u32>,
    index: Index,
}

impl Texts {
    /// The number of a text, a new one if it is new.
    pub fn number(&mut self, text: &str) -> u32 {
        let key = hash(text.bytes());
        if let Some(number) = self.index.find(key, |number| self.get(number) == text) {
            return number;
        }
        let is_full = |chunk: &String| chunk.len() + text.len() >= CHUNK;
        if self.chunks.last().is_none_or(is_full) {
            // A small fleet does not need a whole chunk.
            let room = if self.chunks.is_empty() { 0 } else { CHUNK };
            self.chunks.push(String::with_capacity(room));
        }
        let at = self.chunks.len() - 1;
        let chunk = &mut self.chunks[at];
        let start = (at * CHUNK + chunk.len()) as u32;
        chunk.push_str(text);
        let number = self.starts.len() as u32;
        self.starts.push(start);
        let (chunks, starts) = (&self.chunks, &self.starts);
        self.index.add(number, key, |number| hash(text_at(chunks, starts, number).bytes()));
        number
    }

    /// Makes room for so many texts while there are few: to find new places for 65,000 takes a slow computer more than the
    /// 50 ms that one task may take.
    pub fn expect(&mut self, texts: usize) {
        self.starts.reserve_exact(texts.saturating_sub(self.starts.len()));
        let (chunks, starts) = (&self.chunks, &self.starts);
        self.index.make_room(texts, |number| hash(text_at(chunks, starts, number).bytes()));
    }

    /// The number of a text that is here.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.index.find(hash(text.bytes()), |number| self.get(number) == text)
    }

    /// The text of a number; empty for one that names nothing.
    pub fn get(&self, number: u32) -> &str {
        text_at(&self.chunks, &self.starts, number)
    }

    /// How many texts there are.
    pub fn count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// Bytes on the heap.
    pub fn memory(&self) -> usize {
        let chunks: usize = self.chunks.iter().map(String::capacity).sum();
        chunks + (self.starts.capacity() + self.index.table.capacity()) * 4
    }
}

fn text_at<'a>(chunks: &'a [String], starts: &[u32], number: u32) -> &'a str {
    let place = |number: u32| starts.get(number as usize).map(|start| *start as usize);
    let Some(start) = place(number) else { return "" };
    let chunk = &chunks[start / CHUNK];
    let next = place(number + 1).filter(|next| next / CHUNK == start / CHUNK);
    let end = next.map_or(chunk.len(), |next| next % CHUNK);
    chunk.get(start % CHUNK..end).unwrap_or_default()
}

/// Rows of numbers, each once.
pub struct Tuples<const N: usize> {
    rows: Vec<[u32; N]>,
    index: Index,
}

impl<const N: usize> Default for Tuples<N> {
    fn default() -> Self {
        Tuples { rows: Vec::new(), index: Index::default() }
    }
}

impl<const N: usize> Tuples<N> {
    /// The number of a row, and whether it is new.
    pub fn number(&mut self, row: [u32; N]) -> (u32, bool) {
        let key = hash_row(&row);
        if let Some(number) = self.index.find(key, |number| self.rows[number as usize] == row) {
            return (number, false);
        }
        let number = self.rows.len() as u32;
        self.rows.push(row);
        let rows = &self.rows;
        self.index.add(number, key, |number| hash_row(&rows[number as usize]));
        (number, true)
    }

    /// All rows, each at its number.
    pub fn rows(&self) -> &[[u32; N]] {
        &self.rows
    }
}

fn hash_row(row: &[u32]) -> u32 {
    hash(row.iter().flat_map(|number| number.to_le_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_one_number_and_come_back_to_the_letter() {
        let mut texts = Texts::default();
        let long = "x".repeat(70_000);
        let all: Vec<String> = (0..20_000).map(|number| format!("text {number} é")).collect();
        let odd = ["", " ", "\0", "é", "e\u{301}", long.as_str()];
        let numbers: Vec<u32> =
            all.iter().map(String::as_str).chain(odd).map(|text| texts.number(text)).collect();
        let count = (all.len() + odd.len()) as u32;
        assert_eq!(numbers, (0..count).collect::<Vec<u32>>());
        for (number, text) in numbers.iter().zip(all.iter().map(String::as_str).chain(odd)) {
            assert_eq!(texts.get(*number), text);
            assert_eq!(texts.find(text), Some(*number));
            assert_eq!(texts.number(text), *number);
        }
        assert_eq!(texts.find("another"), None);
        assert_eq!(texts.get(NONE), "");
    }

    #[test]
    fn room_that_was_made_for_all_texts_is_not_made_again() {
        let mut texts = Texts::default();
        let text = |number: u32| format!("C02{number:09}");
        let first = texts.number(&text(0));
        texts.expect(1_000);
        let room = texts.index.table.len();
        assert_eq!(texts.find(&text(0)), Some(first));
        for number in 0..1_000 {
            assert_eq!(texts.number(&text(number)), number);
        }
        assert_eq!(texts.index.table.len(), room);
    }

    #[test]
    fn nothing_is_found_where_nothing_is() {
        assert_eq!(Texts::default().find(""), None);
        assert_eq!(Texts::default().get(0), "");
    }

    #[test]
    fn rows_are_told_apart_by_every_number() {
        let mut tuples = Tuples::<3>::default();
        for first in 0..40 {
            for second in 0..40 {
                assert_eq!(tuples.number([first, second, 7]), (first * 40 + second, true));
            }
        }
        assert_eq!(tuples.number([3, 5, 7]), (125, false));
        assert_eq!(tuples.rows()[125], [3, 5, 7]);
    }
}
