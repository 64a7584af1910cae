//! Dates as the hosts write them: ISO 8601, the formats of Java, Gson, Jackson and Go, epoch seconds and milliseconds, the
//! last two also in quotes. Any other text is no date and no error, because a bad date must not cost its record. Read by hand,
//! so that browsers and native tests agree.

use crate::json::Json;
use crate::model::{Millis, Moment};
use rules::moment::{is_zero_number, is_zero_text};
use rules::text::{is_space, split, split_first};

/// Days from 0000-03-01 to 1970-01-01 in the proleptic Gregorian calendar.
const EPOCH_DAYS: i64 = 719_468;

/// Zones that Java and Go write as a word, with the hours east of Greenwich. Only those with one meaning: IST, CST and BST
/// have two or three each.
const ZONES: [(&str, i64); 16] = [
    ("Z", 0),
    ("GMT", 0),
    ("UTC", 0),
    ("UT", 0),
    ("EDT", -4),
    ("EST", -5),
    ("CDT", -5),
    ("MDT", -6),
    ("MST", -7),
    ("PDT", -7),
    ("PST", -8),
    ("CET", 1),
    ("CEST", 2),
    ("EET", 2),
    ("EEST", 3),
    ("JST", 9),
];

/// Reads a moment from JSON. A value that is there and cannot be understood is evidence all the same.
pub fn read(value: Option<&Json>) -> Moment {
    let Some(value) = value.filter(|value| !is_zero(value)) else { return Moment::Never };
    let millis = match value {
        Json::Number(number) => epoch(*number),
        Json::Text(text) => parse(text),
        Json::List(parts) => calendar(parts),
        _ => None,
    };
    match millis {
        // A date in parts shows only now whether it is a zero value.
        Some(millis) if matches!(value, Json::List(_)) && is_zero_number(millis) => Moment::Never,
        millis => millis.map_or(Moment::Unreadable, Moment::At),
    }
}

/// Whether a value says that nothing has happened. Some languages wrap a date in a record or a list.
fn is_zero(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Flag(flag) => !flag,
        Json::Number(number) => is_zero_number(*number),
        Json::Text(text) => is_zero_text(text),
        Json::List(items) => items.iter().all(is_zero),
        Json::Record(entries) => entries.iter().all(|(_, value)| is_zero(value)),
    }
}

/// Epoch seconds or milliseconds. The two cannot be confused: seconds have ten digits from 2001 to 2286, milliseconds have
/// thirteen. Other numbers (`20180305`, microseconds) are neither.
fn epoch(number: f64) -> Option<Millis> {
    match number {
        1e9..1e10 => Some(number * 1000.0),
        1e12..1e13 => Some(number),
        _ => None,
    }
}

/// Jackson's `[2018,3,5,10,11,12,345000000]`; everything behind the day may be missing. It names no zone and counts as UTC.
fn calendar(parts: &[Json]) -> Option<Millis> {
    let part = |at: usize| match parts.get(at) {
        Some(value) => value.as_count().map(i64::from),
        None => Some(0),
    };
    let (hour, minute, second, nanos) = (part(3)?, part(4)?, part(5)?, part(6)?);
    if parts.len() > 7 || nanos > 999_999_999 {
        return None;
    }
    let clock = of_day(hour, minute, second)? + nanos / 1_000_000;
    moment(part(0)?, part(1)?, part(2)?, clock, 0)
}

/// The parts of a date, as they are found in a text.
#[derive(Default)]
struct Parts {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    /// Milliseconds of the day.
    clock: Option<i64>,
    /// Hours to add to a clock of twelve hours: 0 for AM, 12 for PM.
    half: Option<i64>,
    zone: Option<i64>,
}

/// Reads a moment from text: epoch seconds or milliseconds, or a date with English names whose parts may stand in any order
/// that has one meaning. It is in UTC when it names no zone. `None` when a part is unknown, or doubled, or lacks a meaning.
pub fn parse(text: &str) -> Option<Millis> {
    let text = text.trim();
    if text.len() <= 15
        && let Some(number) = digits(text)
    {
        return epoch(number as f64);
    }
    // Java puts the region behind the offset: `+01:00[Europe/Paris]`.
    let (text, has_region) = match text.strip_suffix(']').and_then(|text| split_first(text, b'[')) {
        Some((text, _)) => (text, true),
        None => (text, false),
    };
    let mut parts = Parts::default();
    for word in text.split(|c| c == ',' || is_space(c)).filter(|word| !word.is_empty()) {
        parts.take(word)?;
    }
    let Parts { year, month, day, clock, half, zone } = parts;
    let clock = match (clock.unwrap_or(0), half) {
        (clock, None) => clock,
        // 12 AM is midnight and 12 PM is noon.
        (clock, Some(half)) if (HOUR..13 * HOUR).contains(&clock) => {
            clock % (12 * HOUR) + half * HOUR
        }
        _ => return None,
    };
    if has_region && zone.is_none() {
        return None;
    }
    moment(year?, month?, day?, clock, zone.unwrap_or(0))
}

/// Milliseconds of an hour.
const HOUR: i64 = 3_600_000;

impl Parts {
    /// Takes one word of a date.
    fn take(&mut self, word: &str) -> Option<()> {
        if place_of(word, b":").is_some() && !word.starts_with(['+', '-']) && zone(word).is_none() {
            return self.take_clock(word);
        }
        if let Some(month) = month(word) {
            return fill(&mut self.month, month);
        }
        if let Some(zone) = zone(word) {
            if word.starts_with(['+', '-']) {
                return fill(&mut self.zone, zone);
            }
            // Go names a zone twice: `+0000 UTC`.
            self.zone.get_or_insert(zone);
            return Some(());
        }
        match (word.len(), number(word)) {
            (4, Some(year)) => fill(&mut self.year, year),
            (1 | 2, Some(day)) => fill(&mut self.day, day),
            (_, Some(_)) => None,
            _ if word.eq_ignore_ascii_case("am") => fill(&mut self.half, 0),
            _ if word.eq_ignore_ascii_case("pm") => fill(&mut self.half, 12),
            _ if is_weekday(word) => Some(()),
            _ => self.take_date(word),
        }
    }

    /// `2018-03-05`, and the same with the time behind a `T`.
    fn take_date(&mut self, word: &str) -> Option<()> {
        let (date, clock) = match place_of(word, b"Tt").and_then(|place| split(word, place)) {
            Some((date, clock)) => (date, Some(clock)),
            None => (word, None),
        };
        let (year, rest) = split_first(date, b'-')?;
        let (month, day) = split_first(rest, b'-')?;
        if year.len() != 4 {
            return None;
        }
        fill(&mut self.year, number(year)?)?;
        fill(&mut self.month, number(month)?)?;
        fill(&mut self.day, number(day)?)?;
        clock.map_or(Some(()), |clock| self.take_clock(clock))
    }

    /// A time with or without its offset: `10:11:12.345+05:30`.
    fn take_clock(&mut self, word: &str) -> Option<()> {
        if place_of(word, b"Tt").is_some() {
            return self.take_date(word);
        }
        let end = place_of(word, b"Zz+-").unwrap_or(word.len());
        let (time, offset) = word.split_at_checked(end)?;
        if !offset.is_empty() {
            fill(&mut self.zone, zone(offset)?)?;
        }
        fill(&mut self.clock, clock(time)?)
    }
}

/// Sets a part that has no value yet.
fn fill(part: &mut Option<i64>, value: i64) -> Option<()> {
    part.replace(value).is_none().then_some(())
}

/// The first place of one of these characters.
fn place_of(word: &str, characters: &[u8]) -> Option<usize> {
    word.bytes().position(|byte| characters.contains(&byte))
}

/// Milliseconds of the day from `HH:mm`, `HH:mm:ss` or `HH:mm:ss.fraction`.
fn clock(text: &str) -> Option<i64> {
    let (hour, rest) = split_first(text, b':')?;
    let (minute, seconds) = split_first(rest, b':').unwrap_or((rest, "0"));
    let (second, fraction) = match place_of(seconds, b".,") {
        Some(place) => split(seconds, place)?,
        None => (seconds, ""),
    };
    if fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(of_day(number(hour)?, number(minute)?, number(second)?)? + milliseconds(fraction))
}

/// Milliseconds of the day. Second 60 is a leap second; Apple's servers do send one.
fn of_day(hour: i64, minute: i64, second: i64) -> Option<i64> {
    if hour > 24 || minute > 59 || second > 60 {
        return None;
    }
    Some(hour * HOUR + minute * 60_000 + second * 1000)
}

/// Whole milliseconds of a decimal fraction of a second.
fn milliseconds(fraction: &str) -> i64 {
    let mut digits = fraction.bytes();
    (0..3).fold(0, |sum, _| sum * 10 + digits.next().map_or(0, |digit| i64::from(digit - b'0')))
}

/// Minutes east of Greenwich from a word of [`ZONES`], `+0530`, `+05:30`, `+05` or `GMT+05:30`.
fn zone(text: &str) -> Option<i64> {
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)) {
        return Some(hours * 60);
    }
    let digits = text.strip_prefix("GMT").or(text.strip_prefix("UTC")).unwrap_or(text);
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, digits.strip_prefix('+')?),
    };
    let (hours, minutes) = match (split_first(digits, b':'), digits.len()) {
        (Some((hours, minutes)), 5) => (hours, minutes),
        (None, 4) => digits.split_at_checked(2)?,
        (None, 1 | 2) => (digits, "0"),
        _ => return None,
    };
    let minutes = number(hours)? * 60 + number(minutes)?;
    (minutes <= 18 * 60).then_some(sign * minutes)
}

/// The number of a month by its English name or the first letters of it.
fn month(word: &str) -> Option<i64> {
    const MONTHS: &str =
        "january february march april may june july august september october november december";
    place(MONTHS, word)
}

fn is_weekday(word: &str) -> bool {
    place("monday tuesday wednesday thursday friday saturday sunday", word).is_some()
}

/// The place, from 1, of the name that begins with a word of at least three letters.
fn place(names: &str, word: &str) -> Option<i64> {
    let starts = |name: &str| {
        word.len() >= 3
            && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    names.split(' ').position(starts).and_then(|at| i64::try_from(at + 1).ok())
}

/// Up to four ASCII digits: a longer number is no part of a date.
fn number(text: &str) -> Option<i64> {
    if text.len() <= 4 { digits(text) } else { None }
}

/// A whole number of at most 18 ASCII digits. Parsing by the standard library weighs more.
#[inline(never)]
fn digits(text: &str) -> Option<i64> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(text.bytes().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')))
}

/// From the civil calendar to milliseconds since the epoch. Years begin in March here, so that a leap day comes last.
fn moment(year: i64, month: i64, day: i64, clock: i64, zone: i64) -> Option<Millis> {
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
    // Years of ten digits are beyond the milliseconds.
    let days = i64::from(i32::try_from(days).ok()?);
    Some((days * 24 * HOUR - zone * 60_000 + clock) as f64)
}

#[cfg(test)]
#[path = "time_tests.rs"]
mod tests;
