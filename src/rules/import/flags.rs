//! What yes and no look like in a spreadsheet. It must never take an unknown word for either.

use super::words::literal;
use crate::text;

/// Words for yes and for no: ours, and those that spreadsheets write for a ticked box in several languages.
const WORDS: [(&str, bool); 17] = [
    ("true", true),
    ("false", false),
    ("yes", true),
    ("no", false),
    ("y", true),
    ("n", false),
    ("1", true),
    ("0", false),
    ("x", true),
    ("on", true),
    ("off", false),
    ("wahr", true),
    ("falsch", false),
    ("vrai", true),
    ("faux", false),
    ("verdadero", true),
    ("falso", false),
];

/// Reads a cell; an empty one says no, a word that is not in the list says nothing.
pub(super) fn read(cell: &str) -> Option<bool> {
    // What most cells hold, and nothing but a shorter way to the same answer.
    match cell {
        "true" => return Some(true),
        "" | "false" => return Some(false),
        _ => {}
    }
    let word = text::trim(cell);
    if word.is_empty() {
        return Some(false);
    }
    let is_word =
        |(known, _): &&(&str, bool)| known.len() == word.len() && known.eq_ignore_ascii_case(word);
    WORDS.iter().find(is_word).map(|(_, flag)| *flag)
}

/// [`read`] for a short word without white space, which comes as [`literal`] makes it of small letters. Its place in a
/// table is reckoned from it, because a processor cannot guess which of several words comes, and guessing wrong takes
/// longer than all of this.
pub(super) fn read_word(word: u64) -> Option<bool> {
    let place = place(word, FACTOR);
    (TABLE[place] == word).then_some(YES >> place & 1 == 1)
}

/// The words by their places. The first place stays free, which is that of no word at all, and that says no.
const TABLE: [u64; 64] = match table(FACTOR) {
    Some(table) => table,
    None => panic!("two words have one place"),
};

/// A bit for each place whose word says yes.
const YES: u64 = {
    let (mut yes, mut at) = (0, 0);
    while at < WORDS.len() {
        let (word, flag) = WORDS[at];
        if word.len() <= 8 {
            yes |= (flag as u64) << place(literal(word), FACTOR);
        }
        at += 1;
    }
    yes
};

/// The first odd number that gives each word a place of its own.
const FACTOR: u64 = {
    let mut factor = 0x9e37_79b9_7f4a_7c15;
    while table(factor).is_none() {
        factor = factor.wrapping_mul(0x5851_f42d_4c95_7f2d);
    }
    factor
};

const fn place(word: u64, factor: u64) -> usize {
    (word.wrapping_mul(factor) >> 58) as usize
}

const fn table(factor: u64) -> Option<[u64; 64]> {
    let (mut table, mut at) = ([0; 64], 0);
    while at < WORDS.len() {
        let word = WORDS[at].0;
        if word.len() <= 8 {
            let place = place(literal(word), factor);
            if place == 0 || table[place] != 0 {
                return None;
            }
            table[place] = literal(word);
        }
        at += 1;
    }
    Some(table)
}

#[cfg(test)]
mod tests {
    use super::super::words::literal;
    use super::{WORDS, read, read_word};

    #[test]
    fn a_short_word_is_read_as_a_text_is() {
        for (word, flag) in WORDS {
            assert_eq!(read(word), Some(flag), "{word}");
            if word.len() <= 8 {
                assert_eq!(read_word(literal(word)), Some(flag), "{word}");
            }
        }
        for word in ["", "t", "tru", "truee", "yess", "2", "nein", "falsche"] {
            assert_eq!(read_word(literal(word)), read(word), "{word}");
        }
    }
}
