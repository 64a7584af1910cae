//! The short answers of the boundary are the long ones, told sooner. It must never know a rule: whatever `ask` says is
//! right here.

use boundary::{ask, glance, glanced};
use proptest::prelude::*;
use serde_json::{Value, json};

const USERNAME: u8 = 0;
const SERIAL: u8 = 1;
const PROFILE: u8 = 2;
const ENROLLMENT: u8 = 3;
const LOGIN: u8 = 5;
/// The number of what is absent.
const ABSENT: u32 = u32::MAX;

fn text(request: &mut Vec<u8>, text: &str) {
    request.extend((text.len() as u32).to_le_bytes());
    request.extend(text.as_bytes());
}

/// A request for one value, as the script side writes it.
fn request(subject: u8, raw: &str, min: u32, max: u32) -> Vec<u8> {
    let asked = if subject == LOGIN { ENROLLMENT } else { subject };
    let mut request = vec![asked];
    if asked == USERNAME || asked == ENROLLMENT {
        request.extend(ABSENT.to_le_bytes());
        request.push(0);
        request.extend(min.to_le_bytes());
        request.extend(max.to_le_bytes());
    }
    request.extend(1_u32.to_le_bytes());
    text(&mut request, raw);
    if asked == ENROLLMENT {
        request.extend([if subject == LOGIN { 2 } else { 1 }, 1]);
    }
    request
}

/// The whole answer; a value that is as it was given stands for itself.
fn whole(subject: u8, raw: &str, min: u32, max: u32) -> Value {
    let answers: Value = serde_json::from_str(&ask(&request(subject, raw, min, max))).unwrap();
    match &answers[0] {
        Value::Null => json!({ "ok": true, "value": value(subject, raw), "problems": [] }),
        answer => answer.clone(),
    }
}

fn value(subject: u8, raw: &str) -> Value {
    match subject {
        ENROLLMENT | LOGIN => {
            json!({ "username": raw, "loginRequired": subject == LOGIN, "agentRequired": false })
        }
        _ => json!(raw),
    }
}

/// The short answer, put together as `www/src/validate/glance.ts` does; none when it does not tell.
fn short(subject: u8, raw: &str, min: u32, max: u32) -> Option<Value> {
    let seen = glance(subject, raw, min, max);
    let (kind, number) = (seen & 15, (seen >> 4) as usize);
    match kind {
        0 => return None,
        1 => return Some(json!({ "ok": true, "value": value(subject, raw), "problems": [] })),
        _ => {}
    }
    let mut problems = vec![described(kind, number, raw)];
    if subject == LOGIN && kind != WITH_LOGIN {
        problems.push(described(WITH_LOGIN, 0, raw));
    }
    Some(json!({ "ok": false, "problems": problems }))
}

/// The kind that says that a username stands beside "login required".
const WITH_LOGIN: u32 = 6;

fn described(kind: u32, number: usize, raw: &str) -> Value {
    let mut problem: Value = serde_json::from_str(&glanced(kind)).unwrap();
    for (name, value) in problem["params"].as_object_mut().unwrap() {
        let text = match name.as_str() {
            "min" | "max" => number.to_string(),
            "length" => raw.len().to_string(),
            "domain" => raw[number + 1..].to_owned(),
            "repaired" => raw[..number].to_owned(),
            _ => continue,
        };
        *value = json!(text);
    }
    problem
}

fn agree(subject: u8, raw: &str, min: u32, max: u32) {
    if let Some(short) = short(subject, raw, min, max) {
        assert_eq!(short, whole(subject, raw, min, max), "{subject} {raw:?} {min}..{max}");
    }
}

#[test]
fn what_is_told_at_first_sight_is_what_is_told_in_full() {
    let texts = [
        "",
        " ",
        "a",
        "al",
        "bob",
        "bob ",
        "bob@",
        "bob@acme.com",
        "al@acme.com",
        "a@b@c",
        "@acme.com",
        "Maria Garcia",
        "Maria  Garcia ",
        "Müller",
        "SALES/Müller",
        "PRIMARY/bob",
        "Internal/bob",
        "/bob",
        "a/b/c",
        "bob@acme com",
        "bob@a/b",
        "SALES/bob",
        "a\\b",
        "zoë",
        "C02XK1ZZJGH5",
        "SC02XK1ZZJGH5",
        "C02XK1ZZJGHO",
        "A1F0C3D2E4B5968778695A4B3C2D1E0F",
        "a1f0",
    ];
    let long = "x".repeat(300);
    for subject in [USERNAME, SERIAL, PROFILE, ENROLLMENT, LOGIN] {
        for text in texts.iter().copied().chain([&long[..30], &long[..31], &long[..256]]) {
            for (min, max) in [(ABSENT, ABSENT), (0, 0), (1, 1000), (5, 4)] {
                agree(subject, text, min, max);
            }
        }
    }
}

#[test]
fn what_admins_type_is_told_at_first_sight() {
    for (subject, text) in [
        (USERNAME, "alice"),
        (USERNAME, "al"),
        (USERNAME, "alice@acme.com"),
        (ENROLLMENT, ""),
        (ENROLLMENT, "alice"),
        (LOGIN, ""),
        (LOGIN, "alice"),
        (LOGIN, "alice@acme.com"),
        (USERNAME, ""),
        (USERNAME, "Maria Garcia"),
        (USERNAME, "Müller"),
        (USERNAME, "SALES/alice"),
        (SERIAL, "C02XK1ZZJGH5"),
        (PROFILE, "A1F0C3D2E4B5968778695A4B3C2D1E0F"),
    ] {
        assert!(short(subject, text, ABSENT, ABSENT).is_some(), "{subject} {text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_told_the_same(
        subject in prop::sample::select(vec![USERNAME, SERIAL, PROFILE, ENROLLMENT, LOGIN]),
        raw in prop_oneof!["[a-zA-Z0-9@/ .-]{0,40}", "[A-Z0-9]{6,34}", "\\PC{0,12}"],
        min in prop_oneof![Just(ABSENT), 0..40_u32],
        max in prop_oneof![Just(ABSENT), 0..300_u32],
    ) {
        agree(subject, &raw, min, max);
    }
}
