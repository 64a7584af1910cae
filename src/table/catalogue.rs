//! The English sentence of every code of this crate. It must never decide anything.

use rules::catalogue;

/// The codes of this crate with their templates, in the form that [`rules::catalogue::entries`] reads.
pub const ENGLISH: &str = include_str!("english.txt");

/// The template of a code, with `{param}` places; `None` for a code that is not this crate's.
///
/// ```
/// assert!(table::english("import.empty").is_some());
/// assert!(table::english("serial.empty").is_none());
/// ```
pub fn english(code: &str) -> Option<&'static str> {
    catalogue::template(ENGLISH, code)
}

/// A code of this crate. A code without a sentence in [`ENGLISH`] does not compile.
macro_rules! code {
    ($code:literal) => {
        const { rules::catalogue::known_in($crate::ENGLISH, $code) }
    };
}
pub(crate) use code;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_one_sentence_and_belongs_to_one_crate() {
        let codes: Vec<&str> = catalogue::entries(ENGLISH).map(|entry| entry.code).collect();
        assert!(codes.len() >= 10);
        for (place, code) in codes.iter().enumerate() {
            assert!(!codes[..place].contains(code), "{code} twice");
            assert!(english(code).is_some_and(|sentence| !sentence.trim().is_empty()), "{code}");
            assert!(rules::catalogue::english(code).is_none(), "{code} is a code of the rules too");
        }
    }
}
