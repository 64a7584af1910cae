//! The words for yes and no in a spreadsheet. It must never take an unknown word for either.

use rules::text;

/// Our own words, and those that spreadsheets write for a ticked box in several languages.
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

/// Reads a cell, in whatever case. An empty one means no; `None` for a word that is not in the list.
pub(crate) fn read(cell: &str) -> Option<bool> {
    // The usual words, compared without a call and without trimming; `scanner::content_length` has the figure.
    match cell.as_bytes() {
        b"true" | b"TRUE" | b"yes" | b"1" => return Some(true),
        b"" | b"false" | b"FALSE" | b"no" | b"0" => return Some(false),
        _ => {}
    }
    let word = text::trim(cell);
    if word.is_empty() {
        return Some(false);
    }
    WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, flag)| *flag)
}

#[cfg(test)]
mod tests {
    use super::{WORDS, read};

    #[test]
    fn a_flag_is_read_in_any_case_and_with_white_space_around_it() {
        for (word, flag) in WORDS {
            for cell in [word.to_owned(), word.to_uppercase(), format!("\u{a0}{word} ")] {
                assert_eq!(read(&cell), Some(flag), "{cell:?}");
            }
        }
    }

    #[test]
    fn an_empty_cell_means_no_and_an_unknown_word_nothing() {
        assert_eq!((read(""), read(" \t")), (Some(false), Some(false)));
        for word in ["t", "tru", "truee", "yess", "2", "nein", "falsche", "true false"] {
            assert_eq!(read(word), None, "{word}");
        }
    }
}
