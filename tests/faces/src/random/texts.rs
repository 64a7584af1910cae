//! Texts as they are typed, pasted and torn.

use super::pick;
use rand::Rng;
use rand::rngs::StdRng;

/// What usernames, serial numbers and UUIDs meet when people paste: words, separators, characters that cannot be seen, the errors
/// and rounded numbers of spreadsheets, and names that the server keeps for itself.
const PIECES: [&str; 67] = [
    "bob",
    "alice",
    "maria.lopez",
    "PRIMARY",
    "primary",
    "Internal",
    "Application",
    "SALES",
    "/",
    "//",
    "\\",
    "@",
    "@acme.com",
    "@carbon.super",
    "acme.com",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\u{a0}",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "\u{ad}",
    "\u{2028}",
    "\0",
    "\u{7f}",
    "\u{85}",
    "C02XK1ZZJGH5",
    "DMPXQ1ABCD",
    "-",
    "–",
    "\u{2212}",
    "{",
    "}",
    "\"",
    "'",
    "“",
    "uuid",
    "UUID:",
    "urn:uuid:",
    "A1F0C3D2E4B5968778695A4B3C2D1E0F",
    "O",
    "I",
    "S",
    "0",
    "1",
    "ﬀ",
    "ß",
    "İ",
    "ı",
    "😀",
    "👩\u{200d}👧",
    "Ｃ０２",
    "serial:",
    "S/N",
    "#",
    ".",
    "e\u{301}",
    "\u{10ffff}",
    "#N/A",
    "#REF!",
    "#NAME?",
    "1.23457E+11",
    "4,2E+09",
    "wso2.system.user",
    "wso2.anonymous.user",
];

/// Any text at all.
pub fn anything(dice: &mut StdRng) -> String {
    match dice.random_range(0..11) {
        0..=5 => pieces(dice, 7),
        6..=7 => (0..dice.random_range(0..12)).map(|_| dice.random::<char>()).collect(),
        8 => (0..dice.random_range(0..300)).map(|_| character(dice, b' '..b'~')).collect(),
        9 => pick(dice, &PIECES).repeat(dice.random_range(1..120)),
        _ => pick(dice, &PIECES).into(),
    }
}

fn pieces(dice: &mut StdRng, most: usize) -> String {
    (0..dice.random_range(0..most)).map(|_| pick(dice, &PIECES)).collect()
}

fn character(dice: &mut StdRng, range: std::ops::Range<u8>) -> char {
    char::from(dice.random_range(range))
}

fn one_of(dice: &mut StdRng, alphabet: &str, length: usize) -> String {
    let bytes = alphabet.as_bytes();
    (0..length).map(|_| char::from(pick(dice, bytes))).collect()
}

/// A good text with something put into it, taken out of it or put around it.
fn spoilt(dice: &mut StdRng, good: String) -> String {
    let mut characters: Vec<char> = good.chars().collect();
    for _ in 0..dice.random_range(1..3) {
        let at = dice.random_range(0..=characters.len());
        match dice.random_range(0..4) {
            0 => drop(characters.splice(at..at, pick(dice, &PIECES).chars())),
            1 if at < characters.len() => drop(characters.remove(at)),
            2 => drop(characters.splice(0..0, pick(dice, &PIECES).chars())),
            _ => characters.extend(pick(dice, &PIECES).chars()),
        }
    }
    characters.into_iter().collect()
}

/// A third good, a third nearly so, a third anything.
fn mixed(dice: &mut StdRng, good: fn(&mut StdRng) -> String) -> String {
    match dice.random_range(0..3) {
        0 => good(dice),
        1 => {
            let good = good(dice);
            spoilt(dice, good)
        }
        _ => anything(dice),
    }
}

/// A username.
pub fn username(dice: &mut StdRng) -> String {
    mixed(dice, good_username)
}

pub fn good_username(dice: &mut StdRng) -> String {
    let length =
        if dice.random_bool(0.05) { dice.random_range(0..300) } else { dice.random_range(3..14) };
    let name = one_of(dice, "abcdefghijklmnopqrstuvwxyz.-_0123456789", length);
    let store =
        if dice.random_bool(0.15) { pick(dice, &["SALES/", "PRIMARY/", "WSO2.ORG/"]) } else { "" };
    let domain = if dice.random_bool(0.2) {
        pick(dice, &["@acme.com", "@carbon.super", "@a@b.c"])
    } else {
        ""
    };
    format!("{store}{name}{domain}")
}

/// A serial number.
pub fn serial(dice: &mut StdRng) -> String {
    mixed(dice, good_serial)
}

pub fn good_serial(dice: &mut StdRng) -> String {
    let length = if dice.random_bool(0.1) {
        dice.random_range(1..60)
    } else {
        pick(dice, &[10, 11, 12, 13])
    };
    let alphabet = pick(
        dice,
        &["ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", "CDFGHJKLMNPQRTVWXY0123456789", "abcdOIS01"],
    );
    one_of(dice, alphabet, length)
}

/// The UUID of a profile.
pub fn uuid(dice: &mut StdRng) -> String {
    mixed(dice, good_uuid)
}

pub fn good_uuid(dice: &mut StdRng) -> String {
    let alphabet = pick(dice, &["0123456789ABCDEF", "0123456789abcdef"]);
    let length = if dice.random_bool(0.1) { dice.random_range(1..130) } else { 32 };
    let digits = one_of(dice, alphabet, length);
    match dice.random_range(0..4) {
        0 if length == 32 => {
            let parts =
                [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
            format!("{{{}}}", parts.join("-"))
        }
        1 => format!("UUID: {digits}\n"),
        _ => digits,
    }
}
