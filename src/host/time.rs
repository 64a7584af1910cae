//! Dates as the hosts write them: Gson's default format, ISO 8601, epoch milliseconds, and epoch milliseconds in quotes. Any
//! other text is no date and no error, because a bad date must not cost its record. Read by hand, so that browsers and native
//! tests agree.

use crate::json::Json;
use crate::model::{Millis, Moment};
use rules::moment::{is_zero_number, is_zero_text};

/// Days from 0000-03-01 to 1970-01-01 in the proleptic Gregorian calendar.
const EPOCH_DAYS: i64 = 719_468;

/// Reads a moment from JSON. A value that is there and cannot be understood is evidence all the same.
pub fn read(value: Option<&Json>) -> Moment {
    let millis = match value {
        Some(Json::Number(number)) if !is_zero_number(*number) => Some(*number),
        Some(Json::Text(text)) if !is_zero_text(text) => parse(text.trim()),
        _ => return Moment::Never,
    };
    millis.map_or(Moment::Unreadable, Moment::At)
}

/// Reads a moment from text: epoch milliseconds, `EEE, d MMM yyyy HH:mm:ss Z` or ISO 8601 (UTC when it names no zone).
pub fn parse(text: &str) -> Option<Millis> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.is_empty() && digits.len() <= 15 && digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        // At most fifteen digits: a double holds them exactly. Parsing a float would bring its tables along.
        return text.parse::<i64>().ok().map(|millis| millis as f64);
    }
    iso(text).or_else(|| gson(text))
}

/// `Mon, 5 Mar 2018 10:11:12 +0530`; the day of the week is not needed.
fn gson(text: &str) -> Option<Millis> {
    let rest = text.split_once(',').map_or(text, |(_, rest)| rest);
    let mut words = rest.split_whitespace();
    let day = number(words.next()?)?;
    let month = month(words.next()?)?;
    let year = number(words.next()?)?;
    let clock = clock(words.next()?)?;
    let zone = words.next().map_or(Some(0), zone)?;
    if words.next().is_some() {
        return None;
    }
    moment(year, month, day, clock, zone)
}

/// `2018-03-05`, `2018-03-05T10:11:12.345Z`, `2018-03-05 10:11+05:30`.
fn iso(text: &str) -> Option<Millis> {
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?.trim()),
        None => (text, ""),
    };
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    let at = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (time, offset) = (time.get(..at)?, time.get(at..)?);
    let clock = if time.trim().is_empty() { 0.0 } else { clock(time.trim())? };
    let offset = if offset.is_empty() { 0 } else { zone(offset)? };
    moment(number(year)?, number(month)?, number(day)?, clock, offset)
}

/// Milliseconds of the day from `HH:mm`, `HH:mm:ss` or `HH:mm:ss.fraction`.
fn clock(text: &str) -> Option<f64> {
    let mut parts = text.split(':');
    let hour = number(parts.next()?)?;
    let minute = number(parts.next()?)?;
    let (second, fraction) = match parts.next() {
        None => (0, 0),
        Some(seconds) => match seconds.split_once(['.', ',']) {
            None => (number(seconds)?, 0),
            Some((whole, part))
                if part.len() <= 9 && part.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                (number(whole)?, milliseconds(part))
            }
            Some(_) => return None,
        },
    };
    // Second 60 is a leap second; Apple's servers do send one.
    if parts.next().is_some() || hour > 24 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = u32::try_from(hour * 3600 + minute * 60 + second).ok()?;
    Some(f64::from(seconds) * 1000.0 + f64::from(fraction))
}

/// Whole milliseconds of a decimal fraction of a second. By its digits: parsing a float would bring its tables along.
fn milliseconds(fraction: &str) -> u32 {
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(3);
    digits.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
}

/// Minutes east of Greenwich from `Z`, `GMT`, `UTC`, `+0530`, `+05:30` or `+05`.
fn zone(text: &str) -> Option<i64> {
    let upper = text.to_ascii_uppercase();
    if matches!(upper.as_str(), "Z" | "GMT" | "UTC" | "UT") {
        return Some(0);
    }
    let digits = upper.strip_prefix("GMT").or(upper.strip_prefix("UTC")).unwrap_or(&upper);
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, digits.strip_prefix('+')?),
    };
    let digits = digits.replacen(':', "", 1);
    let minutes = match digits.len() {
        2 => number(&digits)? * 60,
        4 => number(digits.get(..2)?)? * 60 + number(digits.get(2..)?)?,
        _ => return None,
    };
    (minutes <= 18 * 60).then_some(sign * minutes)
}

fn month(word: &str) -> Option<i64> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|name| *name == start).and_then(|at| i64::try_from(at + 1).ok())
}

/// Up to four ASCII digits: a longer number is no part of a date.
fn number(text: &str) -> Option<i64> {
    let plain =
        !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// From the civil calendar to milliseconds since the epoch. Years begin in March here, so that a leap day comes last.
fn moment(year: i64, month: i64, day: i64, clock: f64, zone: i64) -> Option<Millis> {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let length = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let shifted = if month > 2 { year } else { year - 1 };
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH_DAYS;
    let (days, zone) = (i32::try_from(days).ok()?, i32::try_from(zone).ok()?);
    Some(f64::from(days) * 86_400_000.0 - f64::from(zone) * 60_000.0 + clock)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn moment_of(value: &Value) -> Moment {
        read(Json::parse(&value.to_string()).as_ref())
    }

    #[test]
    fn every_way_to_write_a_moment_means_the_same() {
        let wanted = Moment::At(1_520_224_872_000.0);
        for value in [
            json!(1_520_224_872_000_i64),
            json!(1_520_224_872_000.0),
            json!("1520224872000"),
            json!("Mon, 5 Mar 2018 10:11:12 +0530"),
            json!("Mon, 05 Mar 2018 04:41:12 GMT"),
            json!("5 Mar 2018 04:41:12"),
            json!("2018-03-05T04:41:12Z"),
            json!("2018-03-05T04:41:12.000Z"),
            json!("2018-03-05T10:11:12+05:30"),
            json!("2018-03-05 04:41:12"),
            json!("2018-03-04T23:41:12-0500"),
        ] {
            assert_eq!(moment_of(&value), wanted, "{value}");
        }
        assert_eq!(parse("2018-03-05"), Some(1_520_208_000_000.0));
        assert_eq!(parse("1969-12-31T23:59:59.250Z"), Some(-750.0));
        assert_eq!(parse("2000-02-29"), Some(951_782_400_000.0));
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in [
            "",
            "-",
            "soon",
            "2018-13-01",
            "2018-02-30",
            "1900-02-29",
            "2018-03-05T25:00",
            "2018-03-05T1:2:3:4",
            "Mon, 5 Xyz 2018 10:11:12 +0530",
            "Mon, 5 Mar 2018 10:11:12 +99",
            "99999999999999999999",
            "２０１８-03-05",
            "2018-03-05T04:41:12é",
            "T",
            "  ",
            ",",
            "Mon, 5 März 2018 10:00:00 Z Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        for value in [json!(null), json!(false), json!([]), json!({})] {
            assert_eq!(moment_of(&value), Moment::Never, "{value}");
        }
    }
}
