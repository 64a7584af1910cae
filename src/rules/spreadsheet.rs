//! What a spreadsheet writes in a cell whose value it has lost. It must never take a value for lost that could be real.

use crate::around;
use crate::catalogue::code;
use crate::problem::{Problem, Severity};
use crate::text;

/// Longest error value; the longest that is known has 14 characters.
const LONGEST: usize = 40;

/// The words for "error" before a number, as in `Err:502`.
const NUMBERED: [&str; 4] = ["Err", "Error", "Erreur", "Fehler"];

/// The error values that end like a word: those of German, Turkish and Hungarian for `#N/A`, and one of Excel's.
const WORDS: [&str; 4] = ["NV", "YOK", "HIÁNYZIK", "GETTING_DATA"];

/// A value that is not worked out yet.
const LOADING: [&str; 2] = ["Loading...", "Loading…"];

/// The error about a value that a spreadsheet has lost. There is nothing else to say about it then.
///
/// ```
/// let lost = rules::spreadsheet::lost("profile", "8.93901E+18").expect("a rounded number");
/// assert_eq!(lost.code, "value.rounded");
/// ```
pub fn lost(path: &'static str, raw: &str) -> Option<Problem> {
    let (value, _) = around::split(raw);
    let code = if is_error(value) {
        code!("value.sheet-error")
    } else if is_rounded(value) {
        code!("value.rounded")
    } else {
        return None;
    };
    let mut problem = Problem::new(path, code, Severity::Error);
    problem.put("value", value);
    Some(problem)
}

/// Whether a text without anything around it is such a value.
pub(crate) fn is_lost(value: &str) -> bool {
    is_error(value) || is_rounded(value)
}

/// Whether a text is an error value, in the words of any language and product: `#REF!`, `#N/A`, `#WERT!`, `#NOM?`, `#NV`,
/// `Err:502`, `###`. No user, device or profile has such a name.
///
/// ```
/// use rules::spreadsheet::is_error;
///
/// assert!(is_error("#REF!") && is_error("#¡VALOR!") && is_error("Err:502"));
/// assert!(!is_error("#1 shop") && !is_error("bob!"));
/// ```
pub fn is_error(raw: &str) -> bool {
    let value = text::trim(raw);
    if value.len() > LONGEST {
        return false;
    }
    match value.strip_prefix('#') {
        Some(name) => {
            let has_letter = name.bytes().any(|byte| byte.is_ascii_alphabetic() || byte > 127);
            let ends = has_letter && matches!(name.as_bytes(), [.., b'!' | b'?']);
            // `#N/A`, `#N/D`, `#Н/Д`: a slash between two letters.
            let is_short = text::length(name) == 3
                && text::split_first(name, b'/')
                    .is_some_and(|(one, other)| text::length(one) == 1 && text::length(other) == 1);
            let is_word = text::is_one_of(name, &WORDS);
            // A column that is too narrow for its numbers.
            let is_narrow = name.len() > 1 && name.bytes().all(|byte| byte == b'#');
            ends || is_short || is_word || is_narrow
        }
        None => {
            let numbered = text::split_first(value, b':').is_some_and(|(word, number)| {
                text::is_one_of(text::trim(word), &NUMBERED) && is_digits(number)
            });
            numbered || text::is_one_of(value, &LOADING)
        }
    }
}

/// Whether a text is a number of which a spreadsheet has kept the first digits only: `8.93901E+18`.
fn is_rounded(raw: &str) -> bool {
    let value = text::trim(raw).as_bytes();
    let Some(place) = value.iter().position(|byte| matches!(byte, b'E' | b'e')) else {
        return false;
    };
    let (mantissa, exponent) = (&value[..place], &value[place + 1..]);
    let signed = exponent.first() == Some(&b'+');
    let fraction = mantissa.iter().position(|byte| matches!(byte, b'.' | b','));
    let digits = |bytes: &[u8]| !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit);
    // Without a sign and a fraction it may be a serial number, such as 12E10.
    (signed || fraction.is_some())
        && digits(&exponent[usize::from(signed)..])
        && match fraction {
            Some(place) => digits(&mantissa[..place]) && digits(&mantissa[place + 1..]),
            None => digits(mantissa),
        }
}

/// Whether a text is a whole number, with or without white space around it.
fn is_digits(number: &str) -> bool {
    let number = text::trim(number);
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{is_error, is_rounded};

    #[test]
    fn an_error_value_is_known_in_every_language_and_product() {
        for value in [
            "#REF!",
            "#N/A",
            "#NV",
            "#NAME?",
            "#VALUE!",
            "#DIV/0!",
            "#NULL!",
            "#NUM!",
            "#SPILL!",
            "#CALC!",
            "#WERT!",
            "#BEZUG!",
            "#ZAHL!",
            "#VALEUR!",
            "#NOM?",
            "#¡REF!",
            "#¿NOMBRE?",
            "Err:502",
            "err:502",
            "Fehler:508",
            "#ERROR!",
            "#ref!",
            " #REF!\n",
            "#Н/Д",
            "#N/D",
            "#YOK",
            "#HIÁNYZIK",
            "#GETTING_DATA",
            "#VALEUR !",
            "####",
            "#BLOCKED!",
            "Loading...",
            "#ССЫЛКА!",
            "#참조!",
            "Erreur : 502",
        ] {
            assert!(is_error(value), "{value}");
        }
    }

    #[test]
    fn a_real_name_is_no_error_value() {
        for value in [
            "",
            "#",
            "##",
            "bob",
            "#bob",
            "#1",
            "#1!x",
            "bob!",
            "C#",
            "x#REF!",
            "Err",
            "#Shop 1",
            "#1!",
            "#VIP",
            "Err:",
            "Err:x",
            "err:502x",
            "loading",
            "#A",
            "#7/7/7",
            "C02XK1ZZJGH5",
            "#ab/cd",
        ] {
            assert!(!is_error(value), "{value}");
        }
    }

    #[test]
    fn a_rounded_number_is_known_in_every_spelling() {
        for value in ["8.93901E+18", "8,93901E+18", "1.23E+11", "1E+12", "8.93901e18", "8.93901E18"]
        {
            assert!(is_rounded(value), "{value}");
        }
        for value in [
            "", "E", "E+", "12E10", "1E", "+", "1.E+18", ".5E+1", "1.2.3E+4", "FE+12", "e.g",
            "1E-5",
        ] {
            assert!(!is_rounded(value), "{value}");
        }
    }
}
