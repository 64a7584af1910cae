//! The values that say "this has not happened" where a date could stand: nothing, zero, and the zero dates of the languages
//! that hosts are written in. It must never read a date: a text that is no zero value may be one or not.

use crate::text;

/// Words that stand for no date.
const NOTHING: [&str; 7] = ["null", "nil", "none", "undefined", "never", "n/a", "false"];

/// Whether a number says that something has not happened. Zero does, and so do the negative numbers, among them `-1` and the
/// year 1 in seconds (`-62135596800`) or milliseconds: no device was enrolled before 1970.
pub fn is_zero_number(number: f64) -> bool {
    number <= 0.0
}

/// Whether a text says that something has not happened: it is blank, a word for nothing, a zero or negative number, or any
/// hour of a zero day. Zero days are 1 January of the years 1 (Go, .NET) and 1970 (Unix), and the 31 December before, which
/// it is then west of Greenwich. `0000-00-00` has zeros only.
///
/// ```
/// use rules::moment::is_zero_text;
///
/// assert!(is_zero_text("0001-01-01T00:00:00Z") && is_zero_text("Thu Jan 01 05:30:00 IST 1970") && is_zero_text(" "));
/// assert!(!is_zero_text("2018-03-05") && !is_zero_text("soon"));
/// ```
pub fn is_zero_text(raw: &str) -> bool {
    let text = text::trim(raw);
    if text::is_one_of(text, &NOTHING) {
        return true;
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.len() < text.len() || digits.bytes().all(|byte| byte == b'0');
    }
    is_zero_day(text) || !text.chars().any(|c| is_letter(c) && !matches!(c, '0' | 'T' | 'Z'))
}

/// Whether the date in a text is a zero day, whatever the order of its parts.
fn is_zero_day(text: &str) -> bool {
    let mut year = "";
    // Day and month, or the day alone where the month is a word.
    let mut parts = ["", ""];
    let mut month = 0;
    let mut rest = text;
    loop {
        rest = text::skip(rest, |c| !is_letter(c));
        let digits = rest.starts_with(|c: char| c.is_ascii_digit());
        let behind = if digits {
            text::skip(rest, |c| c.is_ascii_digit())
        } else {
            text::skip(rest, |c| is_letter(c) && !c.is_ascii_digit())
        };
        let word = rest.strip_suffix(behind).unwrap_or_default();
        if word.is_empty() {
            break;
        }
        rest = behind;
        match (digits, word.len()) {
            (true, 4) if year.is_empty() => year = word,
            (true, 1 | 2) if parts[0].is_empty() => parts[0] = word,
            (true, 1 | 2) if parts[1].is_empty() => parts[1] = word,
            (false, _) if month == 0 => month = month_of(word),
            _ => {}
        }
    }
    let number = |digits: &str| digits.parse::<u8>().unwrap_or(0);
    let (first, second) = (number(parts[0]), number(parts[1]));
    let day = match month {
        0 => (first, second),
        month => (first, month),
    };
    match year {
        "0001" | "1970" => day == (1, 1),
        "0000" | "1969" => matches!(day, (12, 31) | (31, 12)),
        _ => false,
    }
}

/// Whether a character is a letter or a digit. The standard tables for other scripts are 2 kB of WebAssembly.
fn is_letter(c: char) -> bool {
    let is_other = !c.is_ascii() && !text::is_space(c) && !text::is_dash(c);
    c.is_ascii_alphanumeric() || is_other
}

/// The number of the first or the last month, 0 for every other word.
fn month_of(word: &str) -> u8 {
    let starts = |month: &str| word.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(month));
    if starts("jan") {
        1
    } else if starts("dec") {
        12
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zero_value_is_not_a_date() {
        for text in [
            "",
            " \u{feff}\t",
            "-",
            "—",
            "null",
            "NULL",
            "Never",
            "0",
            "-1",
            "0.0",
            "-62135596800000",
            "0000-00-00 00:00:00",
            "0000-00-00T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "0001-01-01 00:00:00 +0000 UTC",
            "1/1/0001 12:00:00 AM",
            "1970-01-01T00:00:00Z",
            "1970-01-01T05:30:00+05:30",
            "1969-12-31T19:00:00-05:00",
            "12/31/1969",
            "Jan 1, 1970 5:30:00 AM",
            "Jan 1, 0001 12:00:00 AM",
            "Dec 31, 1969, 7:00:00\u{202f}PM",
            "Thu, 1 Jan 1970 00:00:00 GMT",
            "Thu Jan 01 00:00:00 UTC 1970",
            "1 January 1970",
            "1970-01-01T00:00Z[Europe/Paris]",
        ] {
            assert!(is_zero_text(text), "{text}");
        }
    }

    #[test]
    fn a_date_is_not_a_zero_value() {
        for text in [
            "soon",
            "1",
            "1520224872000",
            "2018-03-05T04:41:12Z",
            "2018-12-31T00:00:00+0000",
            "Mar 5, 2018 10:11:12 AM",
            "Mon, 31 Dec 2018 00:00:00 +0000",
            "1970-01-18T14:17:04.872Z",
            "1970-02-01",
            "1969-12-30",
            "Jan 2, 1970 12:00:00 AM",
            "2001-01-01",
            "5 mars 2018",
            "2018年3月5日",
            "zero",
        ] {
            assert!(!is_zero_text(text), "{text}");
        }
    }

    #[test]
    fn numbers_up_to_zero_are_zero_values() {
        for number in [0.0, -0.0, -1.0, -62_135_596_800.0, -62_135_596_800_000.0, f64::NEG_INFINITY]
        {
            assert!(is_zero_number(number), "{number}");
        }
        for number in [1.0, 1_520_224_872.0, 1_520_224_872_000.0, f64::NAN] {
            assert!(!is_zero_number(number), "{number}");
        }
    }
}
