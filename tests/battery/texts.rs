//! Checks that JSON is parsed and serialised alike in a browser and natively. They need no host. They are in the battery
//! because it runs in both places.

use host::Json;

use crate::{Check, Harness, same};

/// Texts on which parsers are known to differ, and their serialised form; `None` for invalid JSON.
const TEXTS: &[(&str, Option<&str>)] = &[
    ("", None),
    ("   ", None),
    ("\u{feff}1", None),
    ("\u{a0}1", None),
    (" \t\r\n1 ", Some("1")),
    ("nul", None),
    ("undefined", None),
    ("NaN", None),
    ("Infinity", None),
    ("01", None),
    ("+1", None),
    (".5", None),
    ("1.", None),
    ("0x10", None),
    ("-", None),
    ("1 2", None),
    ("[1,]", None),
    ("[,1]", None),
    ("{\"a\":1,}", None),
    ("{a:1}", None),
    ("{'a':1}", None),
    ("{\"a\"}", None),
    ("// c\n1", None),
    ("\"a\nb\"", None),
    ("\"\\x41\"", None),
    ("\"\\u12\"", None),
    ("\"\\", None),
    ("\"\\u", None),
    ("\"\\\u{e9}\"", None),
    ("1e999", None),
    ("[-1e999]", None),
    ("null", Some("null")),
    ("[true,false]", Some("[true,false]")),
    ("0", Some("0")),
    ("-0", Some("0")),
    ("1.0", Some("1")),
    ("1.5e3", Some("1500")),
    ("0.1", Some("0.1")),
    ("-2.5", Some("-2.5")),
    ("1e-400", Some("0")),
    ("9007199254740991", Some("9007199254740991")),
    ("-9007199254740991", Some("-9007199254740991")),
    ("\"\"", Some("\"\"")),
    ("\"\\u0041\\/\\n\\u007f\"", Some("\"A/\\n\u{7f}\"")),
    ("\"\\u0000\\u001f\"", Some("\"\\u0000\\u001f\"")),
    ("\"\u{2028}\\u2029\"", Some("\"\u{2028}\u{2029}\"")),
    ("\"zo\\u00EB \u{1f600} \\ud83d\\ude00\"", Some("\"zo\u{eb} \u{1f600} \u{1f600}\"")),
    ("\"\\ud800\"", Some("\"\u{fffd}\"")),
    ("\"\\udc00x\"", Some("\"\u{fffd}x\"")),
    ("\"\\ud800\\ud83d\\ude00\"", Some("\"\u{fffd}\u{1f600}\"")),
    ("\"\\\\ud800\"", Some("\"\\\\ud800\"")),
    ("{\"\\udfff\":1}", Some("{\"\u{fffd}\":1}")),
    ("{}", Some("{}")),
    ("{\"b\":1,\"a\":2}", Some("{\"b\":1,\"a\":2}")),
    ("{\"a\":1,\"b\":2,\"a\":3}", Some("{\"a\":3,\"b\":2}")),
    ("{\"\":{\"\":[[],{}]}}", Some("{\"\":{\"\":[[],{}]}}")),
    ("{\"constructor\":1,\"length\":2}", Some("{\"constructor\":1,\"length\":2}")),
];

/// Every text is rejected or serialised as expected, and the serialised text parses to the same value.
pub async fn round_trip(_: &Harness) -> Check {
    for (text, wanted) in TEXTS {
        let read = Json::parse(text);
        let written = read.as_ref().map(Json::to_text);
        same(text, written.as_deref(), *wanted)?;
        let again = written.as_deref().and_then(Json::parse);
        // The serialised form is stable.
        same(text, again.as_ref().map(Json::to_text), written)?;
    }
    let nested = |open: &str, close: &str, depth: u32| {
        let depth = depth as usize;
        Json::parse(&format!("{}1{}", open.repeat(depth), close.repeat(depth))).is_some()
    };
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        same(open, nested(open, close, host::json::DEPTH), true)?;
        same(open, nested(open, close, host::json::DEPTH + 1), false)?;
        same(open, nested(open, close, 100_000), false)?;
    }
    Ok(())
}

/// Values are read by key and type.
pub async fn access(_: &Harness) -> Check {
    let text = r#"{"a":"x","a":"y","__proto__":7,"big":18446744073709551615,"list":[1,"2",-1,1.5,4294967295,4294967296," 3 "]}"#;
    let json = Json::parse(text).ok_or("the text is JSON")?;
    same("the last of two", json.get("a").and_then(Json::as_text), Some("y"))?;
    same("a key like any other", json.get("__proto__").and_then(Json::as_count), Some(7))?;
    same("no key", json.get("toString"), None)?;
    same("a big number", json.get("big"), Some(&Json::Number(18_446_744_073_709_551_616.0)))?;
    let list = json.get("list").and_then(Json::as_list).unwrap_or_default();
    let counts: Vec<Option<u32>> = list.iter().map(Json::as_count).collect();
    same("counts", counts, vec![Some(1), Some(2), None, None, Some(u32::MAX), None, Some(3)])
}
