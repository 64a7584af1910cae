//! [`super`] against the dates that hosts write, and against what is no date.

use super::*;
use serde_json::{Value, json};

/// 2018-03-05T04:41:12Z.
const WANTED: f64 = 1_520_224_872_000.0;

fn moment_of(value: &Value) -> Moment {
    read(Json::parse(&value.to_string()).as_ref())
}

#[test]
fn every_way_to_write_a_moment_means_the_same() {
    for value in [
        json!(1_520_224_872_000_i64),
        json!(1_520_224_872_000.0),
        json!(1_520_224_872_i64),
        json!("1520224872000"),
        json!("1520224872"),
        json!("Mon, 5 Mar 2018 10:11:12 +0530"),
        json!("Mon, 05 Mar 2018 04:41:12 GMT"),
        json!("5 Mar 2018 04:41:12"),
        json!("2018-03-05T04:41:12Z"),
        json!("2018-03-05T04:41:12.000Z"),
        json!("2018-03-05T10:11:12+05:30"),
        json!("2018-03-05 04:41:12"),
        json!("2018-03-04T23:41:12-0500"),
    ] {
        assert_eq!(moment_of(&value), Moment::At(WANTED), "{value}");
    }
    assert_eq!(parse("2018-03-05"), Some(1_520_208_000_000.0));
    assert_eq!(parse("1969-12-31T23:59:59.250Z"), Some(-750.0));
    assert_eq!(parse("2000-02-29"), Some(951_782_400_000.0));
}

#[test]
fn a_date_in_the_format_of_a_java_stack_does_not_read_as_never() {
    for value in [
        // Gson's own format, on JDK 8, on JDK 9 and on JDK 20, whose space before AM is a narrow one.
        json!("Mar 5, 2018 4:41:12 AM"),
        json!("Mar 5, 2018, 4:41:12 AM"),
        json!("Mar 5, 2018, 4:41:12\u{202f}AM"),
        json!("5 Mar 2018, 04:41:12"),
        json!("March 5, 2018, 4:41:12 AM UTC"),
        // Date.toString()
        json!("Mon Mar 05 04:41:12 UTC 2018"),
        json!("Mon Mar 05 05:41:12 CET 2018"),
        json!("Sun Mar 04 23:41:12 EST 2018"),
        json!("Mon Mar 05 10:11:12 GMT+05:30 2018"),
        // ZonedDateTime, LocalDateTime, Instant
        json!("2018-03-05T05:41:12+01:00[Europe/Paris]"),
        json!("2018-03-05T04:41:12Z[UTC]"),
        json!("2018-03-05T04:41:12"),
        json!([2018, 3, 5, 4, 41, 12]),
        json!([2018, 3, 5, 4, 41, 12, 345_678]),
        // Go, Python, PostgreSQL, C
        json!("2018-03-05 04:41:12.000000001 +0000 UTC"),
        json!("2018-03-05 04:41:12.000001+00:00"),
        json!("2018-03-05 05:41:12+01"),
        json!("Mon Mar  5 04:41:12 2018"),
    ] {
        assert_eq!(moment_of(&value), Moment::At(WANTED), "{value}");
    }
    let noon = |text: &str| parse(text).map(|millis| millis % 86_400_000.0 / 3_600_000.0);
    assert_eq!(noon("Mar 5, 2018 12:00:00 AM"), Some(0.0));
    assert_eq!(noon("Mar 5, 2018 12:30 PM"), Some(12.5));
    assert_eq!(noon("Mar 5, 2018 11:00:00 pm"), Some(23.0));
    assert_eq!(moment_of(&json!([2018, 3, 5])), Moment::At(1_520_208_000_000.0));
}

#[test]
fn a_date_that_cannot_be_understood_does_not_read_as_never() {
    for value in [
        json!("Mon Mar 05 10:11:12 IST 2018"),
        json!("Mon Mar 05 10:11:12 CST 2018"),
        json!("2018-03-05T10:11:12[Europe/Paris]"),
        json!("2018-03-05T10:11:12 Europe/Paris"),
        json!("5 mars 2018 10:11:12"),
        json!("05.03.2018 10:11"),
        json!("03/05/2018"),
        json!("yesterday"),
        json!("\u{663}/\u{665}/\u{662}"),
        json!("Mar 5, 2018 13:00:00 PM"),
        json!("1970"),
        json!(20_180_305),
        json!(20_180_305_041_112_i64),
        json!(1_520_224_872_000_000_i64),
        json!(1),
        json!(true),
        json!([2018, 3]),
        json!([2018, 3, 5, 4, 41, 12, 0, 0]),
        json!([2018, "March", 5]),
        json!({"year": 2018, "monthValue": 3, "dayOfMonth": 5}),
        json!({"Time": "0001-01-01T00:00:00Z", "Valid": true}),
    ] {
        assert_eq!(moment_of(&value), Moment::Unreadable, "{value}");
    }
}

#[test]
fn a_zero_value_does_not_read_as_a_moment() {
    assert_eq!(read(None), Moment::Never);
    for value in [
        json!(null),
        json!(false),
        json!(""),
        json!(" "),
        json!("null"),
        json!("0"),
        json!("-"),
        json!(0),
        json!(0.0),
        json!(-1),
        json!(-62_135_596_800_000_i64),
        json!(-62_135_596_800_i64),
        json!("0001-01-01T00:00:00Z"),
        json!("1970-01-01T00:00:00Z"),
        json!("0000-00-00 00:00:00"),
        json!("Jan 1, 1970 1:00:00 AM"),
        json!("Thu Jan 01 00:00:00 UTC 1970"),
        json!([]),
        json!([0, 0, 0]),
        json!([1, 1, 1, 0, 0]),
        json!([1970, 1, 1, 0, 0]),
        json!({}),
        json!({"Time": "0001-01-01T00:00:00Z", "Valid": false}),
        json!({"seconds": 0, "nanos": 0}),
    ] {
        assert_eq!(moment_of(&value), Moment::Never, "{value}");
    }
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
        "2018-03-05T04:41:12+01:00Z",
        "2018-03-05 2018-03-06",
        "Mon, 5 Xyz 2018 10:11:12 +0530",
        "Mon, 5 Mar 2018 10:11:12 +99",
        "Mon, 5 Mar 2018 10:11:12 +0530 +0530",
        "5 Mar 2018 6",
        "99999999999999999999",
        "２０１８-03-05",
        "2018-03-05T04:41:12é",
        "2018-03-05T",
        "TTTT:",
        "T",
        ":",
        "[",
        "]",
        "[]",
        "  ",
        ",",
        "Mon, 5 März 2018 10:00:00 Z",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}
