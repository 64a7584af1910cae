//! Random calls, spread over what admins type, what nearly fits, and what nobody should ever send. The same seed gives the
//! same calls. It must never make a call that the component's types cannot hold.

mod changes;
mod facts;
mod files;
mod setup;
mod texts;

use crate::Call;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::{Map, Value, json};

/// The largest number that every face takes: the scripts of the package keep the one above it for what is absent.
const LARGEST: u32 = u32::MAX - 1;

/// Makes calls without an end.
pub struct Random {
    dice: StdRng,
}

/// Every function, as often as it is called.
const FUNCTIONS: [(&str, u32); 16] = [
    ("validateUsername", 28),
    ("validateSerial", 16),
    ("validateProfileUuid", 14),
    ("validateEnrollment", 14),
    ("evaluateChecklist", 12),
    ("validateImport", 8),
    ("planChanges", 8),
    ("validateProfile", 8),
    ("effectiveFlags", 5),
    ("previewSetup", 6),
    ("validateUsernames", 2),
    ("validateSerials", 2),
    ("validateProfileUuids", 1),
    ("validateEnrollments", 1),
    ("evaluateChecklists", 1),
    ("version", 1),
];

impl Random {
    /// Begins a series.
    pub fn new(seed: u64) -> Random {
        Random { dice: StdRng::seed_from_u64(seed) }
    }

    /// This many calls.
    pub fn calls(&mut self, count: usize) -> Vec<Call> {
        (0..count).map(|_| self.call()).collect()
    }

    fn call(&mut self) -> Call {
        let dice = &mut self.dice;
        let function = match FUNCTIONS.choose_weighted(dice, |(_, weight)| *weight) {
            Ok((function, _)) => *function,
            Err(_) => "version",
        };
        let arguments = match function {
            "validateUsername" => json!([texts::username(dice), policy(dice), options(dice)]),
            "validateUsernames" => {
                json!([many(dice, texts::username), policy(dice), options(dice)])
            }
            "validateSerial" => json!([texts::serial(dice), options(dice)]),
            "validateSerials" => json!([many(dice, texts::serial), options(dice)]),
            "validateProfileUuid" => json!([texts::uuid(dice), options(dice)]),
            "validateProfileUuids" => json!([many(dice, texts::uuid), options(dice)]),
            "validateEnrollment" => json!([draft(dice), policy(dice), options(dice)]),
            "validateEnrollments" => json!([many(dice, draft), policy(dice), options(dice)]),
            "evaluateChecklist" => json!([facts::facts(dice), options(dice)]),
            "evaluateChecklists" => json!([many(dice, facts::facts), options(dice)]),
            "planChanges" => json!([changes::request(dice), options(dice)]),
            "validateProfile" => json!([setup::profile(dice), options(dice)]),
            "effectiveFlags" => json!([setup::request(dice, false), options(dice)]),
            "previewSetup" => json!([setup::request(dice, true), options(dice)]),
            "validateImport" => json!([files::file(dice), files::options(dice)]),
            _ => json!([]),
        };
        Call::new(function, arguments)
    }
}

fn many<T: Into<Value>>(dice: &mut StdRng, one: fn(&mut StdRng) -> T) -> Vec<Value> {
    (0..dice.random_range(0..6)).map(|_| one(dice).into()).collect()
}

/// A value now and then, else nothing.
fn perhaps<T: Into<Value>>(
    dice: &mut StdRng,
    odds: f64,
    one: impl FnOnce(&mut StdRng) -> T,
) -> Value {
    if dice.random_bool(odds) { one(dice).into() } else { Value::Null }
}

/// The three fields.
fn draft(dice: &mut StdRng) -> Value {
    let username = if dice.random_bool(0.3) { String::new() } else { texts::username(dice) };
    json!({
        "username": username,
        "loginRequired": dice.random_bool(0.4),
        "agentRequired": dice.random_bool(0.5),
    })
}

/// A policy, mostly a plain one.
fn policy(dice: &mut StdRng) -> Value {
    if dice.random_bool(0.4) {
        return Value::Null;
    }
    let domains = ["acme.com", "carbon.super", "ACME.com", " acme.com ", "", "münchen.example"];
    let lengths = [0, 1, 2, 5, 30, 64, 255, 256, 1000, LARGEST];
    let domain = perhaps(dice, 0.6, |dice| pick(dice, &domains));
    let min = perhaps(dice, 0.2, |dice| pick(dice, &lengths));
    let max = perhaps(dice, 0.2, |dice| pick(dice, &lengths));
    json!({
        "tenantDomain": domain,
        "emailUsernames": dice.random_bool(0.4),
        "minLength": min,
        "maxLength": max,
    })
}

/// Options: now and then other sentences, some with places that are not there or never closed.
fn options(dice: &mut StdRng) -> Value {
    if dice.random_bool(0.9) {
        return Value::Null;
    }
    json!({ "messages": messages(dice) })
}

fn messages(dice: &mut StdRng) -> Value {
    let codes = [
        "username.empty",
        "username.too-short",
        "username.tenant-domain",
        "serial.characters",
        "serial.length",
        "profile.not-hex32",
        "enrollment.neither",
        "checklist.user.neither",
        "checklist.user.neither.todo",
        "checklist.assigned.assigned",
        "changes.device.unknown",
        "kind.assign",
        "import.columns",
        "profile.name.too-long",
        "flag.mandatory.forced",
        "pane.shown",
        "title.Siri",
        "no.such-code",
    ];
    let templates = [
        "",
        "Nein: {min} bis {max}",
        "{repaired}{repaired}",
        "{",
        "}{",
        "{{min}}",
        "{x} é😀 {characters",
    ];
    let entries = (0..dice.random_range(1..4))
        .map(|_| (pick(dice, &codes).to_owned(), Value::from(pick(dice, &templates))));
    Value::Object(entries.collect::<Map<_, _>>())
}

/// One of these.
fn pick<T: Copy>(dice: &mut StdRng, all: &[T]) -> T {
    all[dice.random_range(0..all.len())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::native;
    use rules::catalogue::entries;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn a_seed_gives_the_same_calls_again() {
        assert_eq!(Random::new(7).calls(200), Random::new(7).calls(200));
        assert_ne!(Random::new(7).calls(200), Random::new(8).calls(200));
    }

    /// Good and bad values of every function, and nearly every code: a generator that only ever makes rubbish would prove
    /// that rubbish is refused.
    #[test]
    fn the_calls_reach_every_function_and_most_codes() {
        let mut outcomes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut codes = BTreeSet::new();
        for call in Random::new(1).calls(6000) {
            let answer = native::call(&call.function, &call.arguments).unwrap();
            for code in answer.split("\"code\":\"").skip(1) {
                codes.insert(code.split('"').next().unwrap_or_default().to_owned());
            }
            for kind in answer.split("\"kind\":\"").skip(1) {
                codes.insert(format!("kind.{}", kind.split('"').next().unwrap_or_default()));
            }
            let outcome = answer.get(..14).unwrap_or(&answer).to_owned();
            outcomes.entry(call.function).or_default().insert(outcome);
        }
        assert_eq!(outcomes.len(), FUNCTIONS.len());
        for function in [
            "validateUsername",
            "validateSerial",
            "validateProfileUuid",
            "validateEnrollment",
            "validateImport",
            "planChanges",
            "validateProfile",
            "previewSetup",
        ] {
            assert!(outcomes[function].len() >= 2, "{function} is always {:?}", outcomes[function]);
        }
        let all = entries(rules::catalogue::ENGLISH)
            .chain(entries(rules::setup::ENGLISH))
            .chain(entries(table::ENGLISH))
            .map(|entry| entry.code)
            // Not a reason of its own.
            .filter(|code| !code.starts_with("title."))
            // Only the scripts say these: they read the page's values, and workbooks.
            .filter(|code| !code.starts_with("input.") && !code.starts_with("workbook."))
            .collect::<Vec<_>>();
        let missed: Vec<_> = all.iter().filter(|code| !codes.contains(**code)).collect();
        assert!(missed.len() * 20 <= all.len(), "never met: {missed:?}");
    }
}
