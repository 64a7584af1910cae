//! What a search text can mean: several serial numbers, a part of one, or a part of a username. It must never ask the host.

use rules::serial;

/// A text of this many letters and digits is more likely a serial number than a username.
const LIKE_A_SERIAL: usize = 3;

/// A field of the devices that the host compares a text with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Serial number.
    Serial,
    /// Assigned user.
    User,
}

/// The fields to search one after the other, until one has the text. A host without enrollments has no users.
pub fn fields(text: &str, has_users: bool) -> &'static [Field] {
    let text = text.trim();
    if !has_users {
        return &[Field::Serial];
    }
    if !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return &[Field::User];
    }
    if text.len() < LIKE_A_SERIAL {
        return &[Field::User, Field::Serial];
    }
    &[Field::Serial, Field::User]
}

/// The serial numbers in a text that names at least two, in normal form and each once; otherwise none. Words without a digit
/// are the labels of a pasted column.
pub fn serials(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut complete = 0;
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|')) {
        let Some(serial) = normal(word) else { continue };
        if !serial.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        complete += usize::from(serial.len() >= serial::MIN_LENGTH);
        if !all.contains(&serial) {
            all.push(serial);
        }
    }
    if complete > 1 { all } else { Vec::new() }
}

/// A word as a serial number: as it is, or as the rules would repair it.
fn normal(word: &str) -> Option<String> {
    if word.is_empty() {
        return None;
    }
    let checked = serial::check(word);
    if let Some(serial) = &checked.value {
        return Some(serial.as_str().to_owned());
    }
    checked.problems.iter().find_map(|problem| problem.param("repaired")).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_searched_among_users_without_a_choice_of_fields() {
        for text in ["al", "z"] {
            assert_eq!(fields(text, true), [Field::User, Field::Serial], "{text}");
        }
        for text in ["zoë", "alice@acme.com", "SALES/frank", "a.b", "alice moreau", "o'neill"] {
            assert_eq!(fields(text, true), [Field::User], "{text}");
        }
        for text in ["alice", "C02", " dx3m9 ", "123"] {
            assert_eq!(fields(text, true), [Field::Serial, Field::User], "{text}");
        }
        assert_eq!(fields("alice@acme.com", false), [Field::Serial], "no users, no question");
    }

    #[test]
    fn pasted_serials_are_told_from_names_and_from_one_serial() {
        let two = ["C02EMPTY0001", "DX3M9JRNL4LJ"];
        for text in [
            "C02EMPTY0001, DX3M9JRNL4LJ",
            "c02empty0001\ndx3m9jrnl4lj\n",
            "C02EMPTY0001;DX3M9JRNL4LJ;C02EMPTY0001",
            "Serial Number\tC02EMPTY0001 | \"DX3M9JRNL4LJ\"",
            " C02-EMPTY-0001  DX3M9JRNL4LJ ",
        ] {
            assert_eq!(serials(text), two, "{text}");
        }
        for text in ["", "C02EMPTY0001", "alice moreau", "C02EMPTY0001 alice", "iPad 9", ",;|"] {
            assert!(serials(text).is_empty(), "{text}");
        }
    }
}
