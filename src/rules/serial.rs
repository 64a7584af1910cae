//! Serial numbers of Apple devices: upper-case letters and digits, mostly 10 to 12 of them.
//! It must never take a character out of a serial by itself: a repair is offered, the admin decides.

use crate::prelude::*;

use crate::report::{Checked, Problem, Severity};
use crate::text;

/// Shortest serial that Apple announced for its random serials.
pub const MIN_LENGTH: usize = 8;
/// Longest serial that Apple announced; simulators and placeholders have 17 and 18, so passing it only warns.
pub const MAX_LENGTH: usize = 14;
/// Longest serial that the host can store and take in a path: `SERIAL VARCHAR(45)`, `@Size(max=45)`.
pub const HARD_MAX_LENGTH: usize = 45;

/// Lengths of complete serials that begin with an `S` too many when they come from a barcode: Apple's labels encode
/// the serial with the data identifier `S` before the classic 12 or the newer 10 characters.
const SCANNED_LENGTHS: [usize; 2] = [13, 11];

/// The legal characters without O and I, about which there is a hint.
const UNSUSPICIOUS: text::Bytes = text::Bytes::of("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789");

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
    let serial = text::trim(raw).to_ascii_uppercase();
    let mut problems = Vec::new();
    if serial.is_empty() {
        problems.push(Problem::new(PATH, "serial.empty", Severity::Error));
        return Checked::new(SerialNumber(serial), problems);
    }

    // With a repair on offer, length and letters are judged on what the admin would get.
    let mut judged = serial.clone();
    if !serial.chars().all(is_legal) {
        let offending = text::list(serial.chars().filter(|c| !is_legal(*c)));
        let mut problem =
            Problem::new(PATH, "serial.characters", Severity::Error).with("characters", offending);
        if let Some(repaired) = repair(&serial) {
            problem = problem.with("repaired", repaired.clone());
            judged = repaired;
        }
        problems.push(problem);
    }

    let length = judged.chars().count();
    if length > HARD_MAX_LENGTH {
        problems.push(
            Problem::new(PATH, "serial.too-long", Severity::Error)
                .with("length", text::decimal(length as u64))
                .with("max", text::decimal(HARD_MAX_LENGTH as u64)),
        );
    } else if !(MIN_LENGTH..=MAX_LENGTH).contains(&length) {
        problems.push(
            Problem::new(PATH, "serial.length", Severity::Warning)
                .with("length", text::decimal(length as u64))
                .with("min", text::decimal(MIN_LENGTH as u64))
                .with("max", text::decimal(MAX_LENGTH as u64)),
        );
    }
    if judged.chars().all(is_legal) && length <= HARD_MAX_LENGTH {
        problems.extend(hints(&judged));
    }
    Checked::new(SerialNumber(serial), problems)
}

/// Whether [`check`] has nothing to say about a text and takes it as it is: the quick answer for long lists.
pub fn is_plain(raw: &str) -> bool {
    (MIN_LENGTH..=MAX_LENGTH).contains(&raw.len())
        && UNSUSPICIOUS.make_up(raw)
        && !(raw.starts_with('S') && SCANNED_LENGTHS.contains(&raw.len()))
}

/// What may be misread in a serial that is written correctly.
fn hints(serial: &str) -> Vec<Problem> {
    let hint = |code, repaired: String| {
        Problem::new(PATH, code, Severity::Hint).with("repaired", repaired)
    };
    let mut hints = Vec::new();
    if serial.contains('O') {
        hints.push(hint("serial.letter-o", serial.replace('O', "0")));
    }
    if serial.contains('I') {
        hints.push(hint("serial.letter-i", serial.replace('I', "1")));
    }
    if let Some(rest) = serial.strip_prefix('S')
        && SCANNED_LENGTHS.contains(&serial.len())
    {
        hints.push(hint("serial.scanner-s", rest.to_owned()));
    }
    hints
}

/// Whether a character can stand in a serial.
fn is_legal(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit()
}

/// What the admin most likely meant, when only what comes along with pasting is in the way: a label before the serial,
/// spaces, dashes, dots, quotes, unseen characters, and the full-width letters of East Asian keyboards. Two serials must not be glued into one, so
/// nothing longer than a usual serial is offered.
fn repair(serial: &str) -> Option<String> {
    let mut rest = serial;
    if let Some(colon) = serial.rfind([':', '#']) {
        let label = &serial[..colon];
        if text::has(label, "SERIAL") || text::has(label, "S/N") || label.starts_with("SN") {
            rest = &serial[colon + 1..];
        }
    }
    let kept: String = rest
        .chars()
        .filter(|c| !text::is_space(*c) && !text::is_invisible(*c))
        // What could not be decoded may have been a digit.
        .filter(|c| !text::is_control(*c) || *c == text::REPLACEMENT)
        .filter(|c| !text::is_dash(*c) && !text::is_quote(*c) && *c != '.')
        .map(narrow)
        .collect();
    let usual = (1..=MAX_LENGTH).contains(&kept.len());
    (usual && kept.chars().all(is_legal)).then_some(kept)
}

/// A full-width letter or digit as its ASCII twin in upper case; every other character as it is.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c).to_ascii_uppercase()
        }
        _ => c,
    }
}
