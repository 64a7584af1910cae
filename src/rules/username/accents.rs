//! Letters whose accent is a character of its own, as macOS and some exports write them. The servers compare characters, so
//! such a name is another one. It must never change a letter that has no composed form.

use crate::prelude::*;

/// Each accent, and behind it the letters that it stands on, each with what the two make together.
const COMPOSED: &str = "\
     \u{300}AÀEÈIÌOÒUÙaàeèiìoòuù\
     \u{301}AÁEÉIÍOÓUÚYÝCĆLĹNŃRŔSŚZŹaáeéiíoóuúyýcćlĺnńrŕsśzź\
     \u{302}AÂEÊIÎOÔUÛaâeêiîoôuû\
     \u{303}AÃNÑOÕaãnñoõ\
     \u{306}AĂGĞUŬИЙaăgğuŭий\
     \u{307}IİZŻzż\
     \u{308}AÄEËIÏOÖUÜYŸЕЁІЇaäeëiïoöuüyÿеёії\
     \u{30a}AÅUŮaåuů\
     \u{30b}OŐUŰoőuű\
     \u{30c}CČDĎEĚNŇRŘSŠTŤZŽcčdďeěnňrřsštťzž\
     \u{327}CÇSŞTŢcçsştţ\
     \u{328}AĄEĘaąeę";

/// Whether a text has an accent that belongs into the letter before it, or a letter of Korean or Japanese in parts.
#[inline(never)]
pub(super) fn is_decomposed(text: &str) -> bool {
    let mut last = '\0';
    for c in text.chars() {
        // Of a letter with two accents one may be composed already.
        let is_accent =
            is_accent(c) && (matches!(last, 'À'..='ž') || compose_one(last, c).is_some());
        if is_accent || matches!(c, '\u{1161}'..='\u{11ff}' | '\u{3099}' | '\u{309a}') {
            return true;
        }
        last = c;
    }
    false
}

/// Whether a character is an accent of its own.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
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
#[inline(never)]
fn compose_one(letter: char, accent: char) -> Option<char> {
    // Nearly every character is none, and long texts have many.
    if !is_accent(accent) {
        return None;
    }
    let mut known = COMPOSED.chars();
    let mut is_here = false;
    loop {
        let c = known.next()?;
        if is_accent(c) {
            is_here = c == accent;
        } else {
            let whole = known.next()?;
            if is_here && c == letter {
                return Some(whole);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{COMPOSED, compose, is_accent, is_decomposed};

    #[test]
    fn a_letter_and_its_accent_become_one() {
        let mut known = COMPOSED.chars();
        let mut accent = '\0';
        let mut pairs = 0;
        while let Some(c) = known.next() {
            if is_accent(c) {
                accent = c;
                continue;
            }
            let whole = known.next().expect("a composed letter behind each letter").to_string();
            let parts = format!("{c}{accent}");
            assert!(is_decomposed(&parts) && !is_decomposed(&whole), "{whole}");
            assert_eq!(compose(&parts), whole);
            pairs += 1;
        }
        assert!(pairs > 100, "only {pairs}");
    }
}
