//! What yes and no look like in a spreadsheet. It must never take an unknown word for either.

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
