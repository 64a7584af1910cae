//! Serial numbers of Apple devices: upper-case letters and digits, mostly 10 to 12 of them.
//! It must never take a character out of a serial by itself: a repair is offered, the admin decides.

mod filler;
mod repair;

use crate::prelude::*;

use crate::catalogue::code;
use crate::problem::{Checked, ProblemSink, Severity};
use crate::spreadsheet;
use crate::text;
use filler::{is_filler, is_run};

/// Shortest serial that Apple announced for its random serials.
pub const MIN_LENGTH: usize = 8;
/// Longest serial that Apple announced; simulators and placeholders have 17 and 18, so passing it only warns.
pub const MAX_LENGTH: usize = 14;
/// Longest serial that the host can store and take in a path: `SERIAL VARCHAR(45)`, `@Size(max=45)`.
pub const HARD_MAX_LENGTH: usize = 45;

/// Lengths of complete serials that begin with an `S` too many when they come from a barcode: Apple's labels encode
/// the serial with the data identifier `S` before the classic 12 or the newer 10 characters.
pub(crate) const SCANNED_LENGTHS: [usize; 2] = [13, 11];

/// The legal characters without O and I, about which there is a hint.
const UNSUSPICIOUS: text::Bytes = text::Bytes::of("09AHJNPZ");

/// Most serial numbers that are offered for one text.
const MOST_NEAR: usize = 4;

/// The field's name in the words of the JavaScript face.
const PATH: &str = "serial";

/// A serial number: upper-case ASCII letters and digits only.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SerialNumber(String);

impl SerialNumber {
    /// The serial as it goes to the host; safe in a URL path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads a serial number as typed, pasted or scanned.
///
/// ```
/// let typed = rules::serial::check(" c02xk1zzjgh5\n");
/// assert_eq!(typed.value.expect("letters and digits").as_str(), "C02XK1ZZJGH5");
///
/// let pasted = rules::serial::check("C02-XK1ZZJGH5");
/// assert!(!pasted.ok());
/// assert_eq!(pasted.problems[0].param("repaired"), Some("C02XK1ZZJGH5"));
/// ```
pub fn check(raw: &str) -> Checked<SerialNumber> {
    let mut serial = text::own(text::trim(raw));
    if let Some(lost) = spreadsheet::lost(PATH, raw) {
        return Checked { value: None, problems: vec![lost] };
    }
    let mut found = ProblemSink::new(PATH);
    serial.make_ascii_uppercase();
    let offending = text::list(&serial, is_illegal);
    let mut repaired = None;
    if !offending.is_empty() {
        repaired = repair::repair(&serial, MIN_LENGTH).filter(|repaired| is_offered(repaired));
        let problem = found.add(code!("serial.characters"), Severity::Error);
        problem.put("characters", &offending);
        if let Some(repaired) = &repaired {
            problem.put("repaired", repaired);
        }
    }

    // With a repair on offer, length and letters are judged on what the admin would get.
    let judged = repaired.as_ref().unwrap_or(&serial);
    let length = text::length(judged);
    if length == 0 {
        found.add(code!("serial.empty"), Severity::Error);
    } else if length > HARD_MAX_LENGTH {
        found
            .add(code!("serial.too-long"), Severity::Error)
            .put_number("length", length)
            .put_number("max", HARD_MAX_LENGTH);
    } else if !(MIN_LENGTH..=MAX_LENGTH).contains(&length) {
        found
            .add(code!("serial.length"), Severity::Warning)
            .put_number("length", length)
            .put_number("min", MIN_LENGTH)
            .put_number("max", MAX_LENGTH);
    }
    if length <= HARD_MAX_LENGTH {
        if is_filler(judged) {
            found.add(code!("serial.filler"), Severity::Warning);
        } else if offending.is_empty() || repaired.is_some() {
            hints(judged, &mut found);
        }
    }
    found.into_checked(SerialNumber(serial))
}

/// Whether [`check`] has nothing to say about a text and takes it as it is: the quick answer for long lists.
pub fn is_plain(raw: &str) -> bool {
    (MIN_LENGTH..=MAX_LENGTH).contains(&raw.len())
        && UNSUSPICIOUS.make_up(raw)
        && !(raw.as_bytes().first() == Some(&b'S') && SCANNED_LENGTHS.contains(&raw.len()))
        && !is_run(raw)
}

/// Whether a repair can be offered: [`check`] has nothing but hints about it.
fn is_offered(serial: &str) -> bool {
    (MIN_LENGTH..=MAX_LENGTH).contains(&serial.len())
        && !serial.chars().any(is_illegal)
        && !is_filler(serial)
}

/// Letters that Apple's serials do not have, and the digits that they are misread for.
const MISREAD: [(u8, u8, &str); 2] =
    [(b'O', b'0', code!("serial.letter-o")), (b'I', b'1', code!("serial.letter-i"))];

/// What may be misread in a serial that is written correctly.
fn hints(serial: &str, found: &mut ProblemSink) {
    for (letter, digit, code) in &MISREAD {
        if text::count(serial, *letter) > 0 {
            let mut repaired = String::new();
            for byte in serial.bytes() {
                repaired.push(char::from(if byte == *letter { *digit } else { byte }));
            }
            hint(code, &repaired, found);
        }
    }
    if let Some(rest) = serial.strip_prefix("S")
        && SCANNED_LENGTHS.contains(&serial.len())
    {
        hint(code!("serial.scanner-s"), rest, found);
    }
}

/// Adds a hint that offers a repair, if it can be offered.
fn hint(code: &'static str, repaired: &str, found: &mut ProblemSink) {
    if is_offered(repaired) {
        found.add(code, Severity::Hint).put("repaired", repaired);
    }
}

/// Serial numbers that the admin may have meant, by the hints of the rules: a scanner's S, O for 0, I for 1, a label. Hints
/// about a hint count too, because a scanned label can be misread as well.
///
/// ```
/// assert_eq!(rules::serial::near("C02EMPTYO002"), ["C02EMPTY0002"]);
/// ```
pub fn near(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    let mut word = text::own(text);
    loop {
        for problem in check(&word).problems {
            if let Some(repaired) = problem.param("repaired")
                && found.len() < MOST_NEAR
            {
                text::note(&mut found, text::own(repaired));
            }
        }
        let Some(next) = found.get(at) else { return found };
        word = text::own(next);
        at += 1;
    }
}

/// Whether a character cannot stand in a serial.
fn is_illegal(c: char) -> bool {
    !(c.is_ascii_uppercase() || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{MOST_NEAR, near};

    #[test]
    fn a_scanned_or_misread_serial_finds_its_device() {
        for text in [
            "SC02EMPTY0001",
            "C02EMPTYOOO1",
            "SC02EMPTYOOO1",
            "C02-EMPTY-0001",
            "s/n: c02empty0001",
        ] {
            assert!(
                near(text).iter().any(|near| near == "C02EMPTY0001"),
                "{text}: {:?}",
                near(text)
            );
        }
        for text in ["", "C02EMPTY0001", "alice", "zoë"] {
            assert!(near(text).is_empty(), "{text}: {:?}", near(text));
        }
        assert!(near("SOIOIOIOIOIO1").len() <= MOST_NEAR);
    }
}
