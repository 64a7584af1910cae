//! The boundary's reader of JSON against `serde_json`, and requests that no script of the package makes.

use boundary::json::{Value, parse};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value as Json};

/// The same value in the terms of `serde_json`.
fn as_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Flag(flag) => Json::Bool(*flag),
        Value::Number(number) => Json::from(*number),
        Value::Text(text) => Json::String(text.clone().into_owned()),
        Value::List(items) => items.iter().map(as_json).collect(),
        Value::Object(fields) => {
            let entries = fields.iter().map(|(name, value)| (name.to_string(), as_json(value)));
            Json::Object(entries.collect::<Map<_, _>>())
        }
    }
}

/// Whether a value has a number that no field of the boundary has.
fn has_other_numbers(value: &Json) -> bool {
    match value {
        Json::Number(number) => number.as_u64().is_none_or(|number| number > u32::MAX.into()),
        Json::Array(items) => items.iter().any(has_other_numbers),
        Json::Object(fields) => fields.values().any(has_other_numbers),
        _ => false,
    }
}

/// Both read the same value, or both refuse.
fn agree(text: &str) -> Result<(), TestCaseError> {
    let theirs = serde_json::from_str::<Json>(text);
    match parse(text) {
        Some(ours) => prop_assert_eq!(as_json(&ours), theirs.unwrap(), "{}", text),
        None => prop_assert!(theirs.is_err() || has_other_numbers(&theirs.unwrap()), "{}", text),
    }
    Ok(())
}

fn values() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<u32>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Json::from),
            vec((any::<String>(), inner), 0..6)
                .prop_map(|fields| Json::Object(fields.into_iter().collect())),
        ]
    })
}

/// What JSON is made of, and what it is not made of, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\"a\"",
        "\"a\":",
        "\\",
        "\\n",
        "\\u0041",
        "\\ud83d\\ude00",
        "\\u12",
        "\\x",
        "true",
        "false",
        "null",
        "nul",
        "0",
        "01",
        "7",
        "4294967295",
        "4294967296",
        "-1",
        "1.5",
        "1e3",
        " ",
        "\t",
        "\n",
        "\u{a0}",
        "\u{1}",
        "é",
        "😀",
        "//",
    ]);
    vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_is_read_as_serde_json_reads_it(value in values(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        agree(&text.unwrap())?;
    }

    #[test]
    fn a_text_that_is_nearly_json_is_refused_where_serde_json_refuses_it(text in pieces()) {
        agree(&text)?;
    }

    #[test]
    fn json_that_was_cut_off_or_damaged_is_refused(
        value in values(), at in any::<prop::sample::Index>(), other in "\\PC?",
    ) {
        let text = value.to_string();
        let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        let place = places[at.index(places.len())];
        agree(&text[..place])?;
        let rest: String = text[place..].chars().skip(1).collect();
        agree(&format!("{}{other}{rest}", &text[..place]))?;
    }

    #[test]
    fn any_text_is_answered_as_a_request(text in pieces()) {
        let answer = boundary::ask(&text);
        prop_assert!(serde_json::from_str::<Json>(&answer).is_ok());
    }
}

#[test]
fn half_of_a_surrogate_pair_is_read_as_the_replacement_character() {
    for (text, read) in [
        (r#""\ud800""#, "\u{fffd}"),
        (r#""a\udc00b""#, "a\u{fffd}b"),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
        (r#""\ud83dx""#, "\u{fffd}x"),
        (r#""\ud83d\n""#, "\u{fffd}\n"),
    ] {
        assert_eq!(parse(text), Some(Value::Text(read.into())), "{text}");
    }
}

#[test]
fn nesting_is_limited_where_serde_json_limits_it() {
    for depth in [1, 126, 127, 128, 129, 100_000] {
        let text = "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(parse(&text).is_some(), serde_json::from_str::<Json>(&text).is_ok(), "{depth}");
    }
}

#[test]
fn of_two_fields_with_one_name_the_last_counts() {
    let answer = boundary::ask(r#"{"check":"serial","values":["A"],"values":[]}"#);
    assert_eq!(answer, "[]");
}

#[test]
fn a_request_without_a_known_check_is_answered_with_null() {
    for request in
        ["", "null", "[]", "{}", r#"{"check":"password","values":[]}"#, r#"{"check":"serial"}"#]
    {
        assert_eq!(boundary::ask(request), "null", "{request}");
    }
}
