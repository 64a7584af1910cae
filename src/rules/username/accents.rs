//! Letters whose accent is a character of its own, as macOS and some exports write them. The servers compare characters, so
//! such a name is another one. It must never change a letter that has no composed form.

use crate::prelude::*;

/// Accents with the letters that they stand on and what the two make together.
const COMPOSED: [(char, &str, &str); 12] = [
    ('\u{300}', "AEIOUaeiou", "ÀÈÌÒÙàèìòù"),
    ('\u{301}', "AEIOUYCLNRSZaeiouyclnrsz", "ÁÉÍÓÚÝĆĹŃŔŚŹáéíóúýćĺńŕśź"),
    ('\u{302}', "AEIOUaeiou", "ÂÊÎÔÛâêîôû"),
    ('\u{303}', "ANOano", "ÃÑÕãñõ"),
    ('\u{306}', "AGUИaguи", "ĂĞŬЙăğŭй"),
    ('\u{307}', "IZz", "İŻż"),
    ('\u{308}', "AEIOUYЕІaeiouyеі", "ÄËÏÖÜŸЁЇäëïöüÿёї"),
    ('\u{30a}', "AUau", "ÅŮåů"),
    ('\u{30b}', "OUou", "ŐŰőű"),
    ('\u{30c}', "CDENRSTZcdenrstz", "ČĎĚŇŘŠŤŽčďěňřšťž"),
    ('\u{327}', "CSTcst", "ÇŞŢçşţ"),
    ('\u{328}', "AEae", "ĄĘąę"),
];

/// Whether a text has an accent that belongs into the letter before it, or a letter of Korean or Japanese in parts.
pub(super) fn is_decomposed(text: &str) -> bool {
    let mut last = '\0';
    for c in text.chars() {
        // Of a letter with two accents one may be composed already.
        let is_accent = matches!(c, '\u{300}'..='\u{36f}')
            && (compose_one(last, c).is_some()
                || COMPOSED.iter().any(|(_, _, whole)| whole.contains(last)));
        if is_accent || matches!(c, '\u{1161}'..='\u{11ff}' | '\u{3099}' | '\u{309a}') {
            return true;
        }
        last = c;
    }
    false
}

/// The text with each accent in its letter.
pub(super) fn compose(text: &str) -> String {
    let mut out = String::new();
    let mut last = None;
    for c in text.chars() {
        let whole = last.and_then(|last| compose_one(last, c));
        if whole.is_some() {
            out.pop();
        }
        last = Some(whole.unwrap_or(c));
        out.push(whole.unwrap_or(c));
    }
    out
}

/// The letter that a letter and an accent make together.
fn compose_one(letter: char, accent: char) -> Option<char> {
    let (_, letters, whole) = COMPOSED.iter().find(|(known, ..)| *known == accent)?;
    letters.chars().zip(whole.chars()).find(|(known, _)| *known == letter).map(|(_, whole)| whole)
}

#[cfg(test)]
mod tests {
    use super::{COMPOSED, compose, is_decomposed};

    #[test]
    fn every_accent_has_as_many_letters_as_composed_ones() {
        for (accent, letters, whole) in COMPOSED {
            assert_eq!(letters.chars().count(), whole.chars().count(), "{accent:?}");
            for (letter, whole) in letters.chars().zip(whole.chars()) {
                let parts = format!("{letter}{accent}");
                assert!(is_decomposed(&parts) && !is_decomposed(&whole.to_string()), "{whole}");
                assert_eq!(compose(&parts), whole.to_string());
            }
        }
    }
}
