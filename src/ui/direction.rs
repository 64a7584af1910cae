//! Which way a text runs. A value of the one direction inside a sentence of the other must not reorder the sentence. This file
//! must never look at the page.

/// Languages that are written from right to left, unless their tag names a script.
const LANGUAGES: [&str; 20] = [
    "ar", "arc", "azb", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "lrc", "mzn", "nqo",
    "pnb", "ps", "sd", "ug", "ur", "yi",
];

/// Scripts that are written from right to left.
const SCRIPTS: [&str; 8] = ["adlm", "arab", "aran", "hebr", "nkoo", "rohg", "syrc", "thaa"];

/// Whether the language of a BCP 47 tag is written from right to left.
pub fn is_right_to_left(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    // A script has four letters; what stands behind a single letter is an extension.
    let script = parts
        .take_while(|part| part.len() > 1)
        .find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    match script {
        Some(script) => SCRIPTS.contains(&script),
        None => LANGUAGES.contains(&language),
    }
}

/// Sets a value off from the sentence around it (U+2068 and U+2069), where the two may run in different directions.
pub fn isolated(value: &str, in_right_to_left: bool) -> Option<String> {
    let is_needed = in_right_to_left || value.chars().any(runs_left);
    (is_needed && !value.is_empty()).then(|| format!("\u{2068}{value}\u{2069}"))
}

/// Whether a character is one of a script that is written from right to left.
fn runs_left(character: char) -> bool {
    matches!(character,
        '\u{590}'..='\u{8FF}'
        | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}'
        | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_and_scripts_tell_the_direction() {
        for tag in ["ar", "AR-eg", "fa-IR", "he", "ur-Arab-PK", "az-Arab", "ar-u-nu-latn", "yi"] {
            assert!(is_right_to_left(tag), "{tag}");
        }
        for tag in ["", "en", "de-CH", "ar-Latn", "zh-Hans", "en-u-ca-hebr", "arn", "ku"] {
            assert!(!is_right_to_left(tag), "{tag}");
        }
    }

    #[test]
    fn a_value_is_set_off_where_directions_may_differ() {
        assert_eq!(
            isolated("@carbon.super", true).as_deref(),
            Some("\u{2068}@carbon.super\u{2069}")
        );
        for value in ["مكتب", "אליס", "iPad (גיבוי)", "\u{1E900}"] {
            let expected = format!("\u{2068}{value}\u{2069}");
            assert_eq!(isolated(value, false), Some(expected), "{value}");
        }
        for value in ["alice", "1–50", "Zoë (IT)", "東京"] {
            assert_eq!(isolated(value, false), None, "{value}");
        }
        assert_eq!(isolated("", true), None);
    }
}
