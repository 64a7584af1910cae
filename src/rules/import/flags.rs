//! What yes and no look like in a spreadsheet. It must never take an unknown word for either.

use crate::text;

/// Words for yes and for no: ours, and those that spreadsheets write for a ticked box in several languages.
const YES: [&str; 9] = ["true", "yes", "y", "1", "x", "on", "wahr", "vrai", "verdadero"];
const NO: [&str; 8] = ["false", "no", "n", "0", "off", "falsch", "faux", "falso"];

/// Reads a cell; an empty one says no, a word that is in neither list says nothing.
pub(super) fn read(cell: &str) -> Option<bool> {
    let word = text::trim(cell);
    let is = |known: &&str| known.eq_ignore_ascii_case(word);
    if word.is_empty() || NO.iter().any(|known| is(known)) {
        Some(false)
    } else if YES.iter().any(|known| is(known)) {
        Some(true)
    } else {
        None
    }
}
