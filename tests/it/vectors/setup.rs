//! Limits of profiles, effective flags and previews, as the vectors say. The answers are those of the boundary.

use super::{cases, places, run, text};
use rules::{catalogue, setup};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The files, and the question that each is about.
pub(super) const FILES: [(&str, &str); 4] = [
    ("limits.json", "profile"),
    ("flags.json", "flags"),
    ("setup.json", "preview"),
    ("setup-edges.json", "preview"),
];

/// The answer of the boundary, which the scripts of a page see before they put sentences in.
fn answered(check: &str, case: &Value) -> Value {
    let request = json!({ "check": check, "values": [case["input"]] });
    let mut answers: Vec<Value> =
        serde_json::from_str(&boundary::setup::ask(&request.to_string())).unwrap();
    answers.remove(0)
}

/// Everything in an answer that has a code, each with its parameters.
fn reasons(answer: &Value, found: &mut Vec<(String, Value)>) {
    if let Some(code) = answer["code"].as_str() {
        found.push((code.to_owned(), answer["params"].clone()));
    }
    let fields = answer.as_object().into_iter().flat_map(Map::values);
    for part in fields.chain(answer.as_array().into_iter().flatten()) {
        if part.is_object() || part.is_array() {
            reasons(part, found);
        }
    }
}

/// The codes that the vectors produce. On the way each sentence is proven to have all its places.
pub(super) fn produced() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for (file, check) in FILES {
        for case in cases(file) {
            let answer = answered(check, &case);
            let mut found = Vec::new();
            reasons(&answer, &mut found);
            for (code, params) in found {
                let template = setup::english(&code).unwrap_or_else(|| panic!("{code}"));
                for place in places(template) {
                    assert!(params[place].is_string(), "{code} lacks the parameter {place}");
                }
                codes.insert(code);
            }
            for pane in answer["panes"].as_array().into_iter().flatten() {
                codes.insert(setup::title(text(&pane["pane"])));
            }
        }
    }
    codes
}

#[test]
fn profiles_are_judged_as_the_vectors_say() {
    run("limits.json", |case| answered("profile", case), Value::eq);
}

/// A case names some flags, and of each what it is about.
#[test]
fn flags_take_effect_as_the_vectors_say() {
    let agrees = |got: &Value, expected: &Value| {
        expected.as_object().unwrap().iter().all(|(name, wanted)| {
            let flags = got["flags"].as_array().unwrap();
            let flag = flags.iter().find(|flag| flag["flag"] == **name).unwrap();
            wanted.as_object().unwrap().iter().all(|(key, wanted)| flag[key] == *wanted)
        })
    };
    run("flags.json", |case| answered("flags", case), agrees);
}

/// Codes by names of panes or keys.
fn by_name(list: &Value) -> Value {
    let name =
        |item: &Value| item["pane"].as_str().or_else(|| item["key"].as_str()).map(str::to_owned);
    let items = list.as_array().into_iter().flatten();
    Value::Object(items.map(|item| (name(item).unwrap(), item["code"].clone())).collect())
}

#[test]
fn a_preview_shows_what_the_vectors_say() {
    let agrees = |got: &Value, expected: &Value| {
        expected.as_object().unwrap().iter().all(|(part, wanted)| match part.as_str() {
            "panes" | "keys" => by_name(&got[part]) == *wanted,
            "signIn" | "owner" | "agent" => got[part]["code"] == *wanted,
            _ => got[part] == *wanted,
        })
    };
    for file in ["setup.json", "setup-edges.json"] {
        run(file, |case| answered("preview", case), agrees);
    }
}

/// Each case of every setting, once with each of its values.
#[test]
fn every_pane_has_a_title_and_every_title_a_pane() {
    let titles: BTreeSet<&str> = catalogue::entries(setup::ENGLISH)
        .filter_map(|entry| entry.code.strip_prefix("title."))
        .collect();
    assert_eq!(titles, setup::panes().map(|pane| pane.id).collect());
}
