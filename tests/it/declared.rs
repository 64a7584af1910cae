//! Compares the npm package's declarations with the sources: the TypeScript unions with the words of the rules, and
//! `custom-elements.json` with the elements' attributes, events, properties and parts.

use rules::changes::Kind;
use rules::checklist::{DeviceReadiness, Fix, ItemId, Scope, Source, Verdict};
use rules::setup::{Agent, Flag, KeyState, Owner, PaneState, SignIn, panes};
use rules::system::System;
use rules::{Severity, catalogue};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Set to write the generated file instead of comparing it.
const GENERATE: &str = "DEP_GENERATE";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The contents of all files with this ending below a folder.
fn texts(folder: &str, ending: &str) -> String {
    let mut all = String::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                all.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    all
}

/// The first `"…"` after each occurrence of `before`.
fn quoted<'a>(text: &'a str, before: &str) -> BTreeSet<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split('"').nth(1)).collect()
}

fn union(out: &mut String, doc: &str, name: &str, words: impl IntoIterator<Item = &'static str>) {
    write!(out, "\n/** {doc} */\nexport type {name} =").unwrap();
    for word in words {
        write!(out, "\n  | \"{word}\"").unwrap();
    }
    out.push_str(";\n");
}

fn codes() -> impl Iterator<Item = &'static str> {
    let all = catalogue::entries(catalogue::ENGLISH)
        .chain(catalogue::entries(rules::setup::ENGLISH))
        .chain(catalogue::entries(table::ENGLISH));
    all.map(|entry| entry.code)
}

/// The codes of problems, without those of checklist items and kinds of changes.
fn problem_codes() -> BTreeSet<&'static str> {
    let others = ["checklist.", "kind.", "title."];
    let is_other = |code: &&str| others.iter().any(|subject| code.starts_with(subject));
    codes()
        .filter(|code| !is_other(code) && (!is_reason(code) || IN_PROBLEMS.contains(code)))
        .collect()
}

/// The codes about profiles that problems have, of those that begin as the reasons of the setup do.
const IN_PROBLEMS: [&str; 6] =
    ["key.legacy", "key.near", "key.repeated", "key.unknown", "setup.device", "setup.version"];

fn is_reason(code: &str) -> bool {
    ["flag.", "pane.", "key.", "setup."].iter().any(|subject| code.starts_with(subject))
}

/// The codes of reasons about flags, panes, keys and the setup.
fn setup_codes() -> BTreeSet<&'static str> {
    let never = ["key.repeated", "setup.device", "setup.version"];
    codes().filter(|code| is_reason(code) && !never.contains(code)).collect()
}

fn checklist_codes() -> BTreeSet<&'static str> {
    codes().filter(|code| code.starts_with("checklist.")).collect()
}

const HEAD: &str = "// The words of the rules as types. Made from the Rust code; a test fails when they differ.\n\
         //\n\
         //   DEP_GENERATE=1 cargo test --package it declared\n";

fn generated() -> String {
    let mut out = HEAD.to_owned();
    union(&mut out, "The severity of a problem.", "Severity", Severity::ALL.map(Severity::word));
    union(&mut out, "The stable code of a problem.", "ProblemCode", problem_codes());
    union(&mut out, "An item of the checklist.", "ItemId", ItemId::ALL.map(ItemId::word));
    union(&mut out, "The verdict on an item.", "Verdict", Verdict::ALL.map(Verdict::word));
    union(&mut out, "The reason for a verdict.", "ChecklistCode", checklist_codes());
    union(&mut out, "The source of a fact.", "Source", Source::ALL.map(Source::word));
    union(&mut out, "How far a confirmation counts.", "Scope", Scope::ALL.map(Scope::word));
    let readiness = DeviceReadiness::ALL.map(DeviceReadiness::word);
    union(&mut out, "Whether a device can be handed out.", "DeviceReadiness", readiness);
    union(&mut out, "The action that leads to the repair.", "Fix", Fix::ALL.map(Fix::word));
    let kinds = Kind::ALL.map(Kind::word);
    union(&mut out, "What a plan comes to for one row.", "ChangeKind", kinds);
    out
}

fn generated_setup() -> String {
    let mut out = HEAD.to_owned();
    union(&mut out, "A setting of a profile.", "ProfileFlag", Flag::ALL.map(Flag::word));
    union(&mut out, "The system of a device.", "SetupSystem", System::ALL.map(System::word));
    let ids = panes().map(|pane| pane.id).collect::<BTreeSet<_>>();
    union(&mut out, "A pane of Setup Assistant: its key, or a name of our own.", "PaneId", ids);
    union(&mut out, "What happens to a pane.", "PaneState", PaneState::ALL.map(PaneState::word));
    union(&mut out, "Why a key does nothing.", "KeyState", KeyState::ALL.map(KeyState::word));
    union(&mut out, "How the user signs in.", "SetupSignIn", SignIn::ALL.map(SignIn::word));
    union(&mut out, "Whose device it becomes.", "SetupOwner", Owner::ALL.map(Owner::word));
    let agents = Agent::ALL.map(Agent::word);
    union(&mut out, "Whether the agent app is installed.", "SetupAgent", agents);
    union(&mut out, "The reason for what happens in the setup.", "SetupCode", setup_codes());
    out
}

/// A generated file has this text; writes the file instead when [`GENERATE`] is set.
#[track_caller]
pub fn holds(file: &str, wanted: &str) {
    if std::env::var_os(GENERATE).is_some() {
        fs::write(root().join(file), wanted).unwrap();
    } else {
        let found = fs::read_to_string(root().join(file)).unwrap_or_default();
        assert!(
            found == wanted,
            "{file} differs from the Rust code; write it again with `{GENERATE}=1 cargo test --package it`, \
             and name what a page can notice in www/CHANGELOG.md"
        );
    }
}

#[test]
fn the_generated_types_match_the_words_of_the_rules() {
    holds("www/src/generated.ts", &generated());
    holds("www/src/setup/generated.ts", &generated_setup());
}

/// The names in one list of the manifest, over all elements.
fn manifest(list: &str) -> BTreeSet<String> {
    let manifest: Value = serde_json::from_str(&read("www/custom-elements.json")).unwrap();
    let mut names = BTreeSet::new();
    for module in manifest["modules"].as_array().unwrap() {
        for element in module["declarations"].as_array().unwrap() {
            for entry in element[list].as_array().into_iter().flatten() {
                names.insert(entry["name"].as_str().unwrap().to_owned());
            }
        }
    }
    names
}

#[track_caller]
fn agrees<'a>(list: &str, code: impl IntoIterator<Item = &'a str>) {
    let code: BTreeSet<String> = code.into_iter().map(str::to_owned).collect();
    assert!(!code.is_empty(), "the search for {list} in the sources is broken");
    assert_eq!(manifest(list), code, "www/custom-elements.json and the sources differ in {list}");
}

#[test]
fn the_manifest_lists_the_attributes_of_the_elements() {
    let shell = read("www/src/elements.ts");
    let lists = shell.split("observedAttributes = [").skip(1);
    let lists = lists.map(|rest| rest.split(']').next().unwrap());
    agrees("attributes", lists.flat_map(|list| list.split('"').skip(1).step_by(2)));
}

#[test]
fn the_manifest_and_the_types_list_the_events_of_the_plugin() {
    let code = read("src/events.rs");
    let names: BTreeSet<&str> = code.split('"').filter(|word| word.starts_with("dep-")).collect();
    agrees("events", names.iter().copied());
    let types = read("www/src/events.ts");
    let typed: BTreeSet<&str> = types.split('"').filter(|word| word.starts_with("dep-")).collect();
    assert_eq!(typed, names, "www/src/events.ts and src/events.rs differ");
}

#[test]
fn the_manifest_lists_the_custom_properties_of_the_style_sheets() {
    let css = texts("src/ui/css", "css");
    agrees(
        "cssProperties",
        css.split("var(").filter_map(|rest| {
            let name = rest.split([',', ')']).next()?;
            name.starts_with("--dep-").then_some(name)
        }),
    );
}

#[test]
fn the_manifest_lists_the_parts_of_the_surfaces() {
    let ui = texts("src/ui", "rs");
    agrees("cssParts", quoted(&ui, ".attr(\"part\","));
}
