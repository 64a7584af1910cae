//! The house rules of the source tree as tests. They must never read build outputs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The longest file that a reader can keep in mind.
const MOST_LINES: usize = 400;

/// Files written by hand, by the end of their names.
const SOURCES: [&str; 9] = ["rs", "ts", "tsx", "js", "mjs", "css", "html", "sql", "wit"];

/// The allowed names at the top of the tree, beside dot files.
const TOP: [&str; 9] = [
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "LICENSE",
    "rust-toolchain.toml",
    "src",
    "www",
    "tests",
    "wit",
];

/// Forbidden words in source files, and the reasons. The words are concatenated, so that this file does not contain them.
const FORBIDDEN: [(&str, &str); 5] = [
    (concat!("to", "do!("), "missing code must not look finished"),
    (concat!("unimple", "mented!("), "missing code must not look finished"),
    (concat!("#[", "ignore"), "a test that does not run proves nothing"),
    (concat!("waitFor", "Timeout"), "wait for a state, not for a time"),
    (concat!("allow(", "dead_code"), "delete unused code"),
];

/// Forbidden everywhere but in the build tool, which polls child processes: the standard library cannot wait for one with a
/// timeout.
const SLEEP: (&str, &str) = (concat!("thread::", "sleep"), "wait for a state, not for a time");

/// Further forbidden words in scripts.
const FORBIDDEN_IN_SCRIPTS: [(&str, &str); 4] = [
    (concat!("test.", "skip"), "a test that does not run proves nothing"),
    (concat!("test.", "only"), "the others would not run"),
    (concat!("it.", "only("), "the others would not run"),
    (concat!(": ", "any;"), "an untyped value hides bugs"),
];

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every file under a folder, without dot folders, build outputs and installed packages.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let kind = entry.file_type().unwrap();
        if kind.is_dir()
            && !name.starts_with('.')
            && !["target", "node_modules", "dist"].contains(&&*name)
        {
            files(&entry.path(), found);
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
}

/// The source files of the tree, by their paths from the top.
pub fn sources() -> BTreeMap<String, String> {
    let root = root();
    let mut found = Vec::new();
    files(&root, &mut found);
    let mut sources = BTreeMap::new();
    for path in found {
        let kind =
            path.extension().map(|kind| kind.to_string_lossy().into_owned()).unwrap_or_default();
        if SOURCES.contains(&kind.as_str()) {
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            sources.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    assert!(sources.contains_key("src/rules/lib.rs"), "the walk through the tree is broken");
    sources
}

#[track_caller]
pub fn none(what: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{what}:\n  {}", faults.join("\n  "));
}

#[test]
fn no_source_file_is_longer_than_400_lines() {
    let long: Vec<String> = sources()
        .iter()
        // A published interface is one generated file, which never changes.
        .filter(|(name, _)| !name.starts_with("wit/released/"))
        .map(|(name, text)| (name, text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(name, lines)| format!("{name} has {lines} lines"))
        .collect();
    none("files to be split", &long);
}

#[test]
fn no_source_file_holds_a_forbidden_word() {
    let mut faults = Vec::new();
    for (name, text) in sources() {
        let is_script = [".ts", ".tsx", ".js", ".mjs"].iter().any(|kind| name.ends_with(kind));
        let besides = if is_script { &FORBIDDEN_IN_SCRIPTS[..] } else { &[] };
        let sleep = (!name.starts_with("src/xtask/")).then_some(&SLEEP);
        for (word, reason) in FORBIDDEN.iter().chain(besides).chain(sleep) {
            if let Some(line) = text.lines().position(|line| line.contains(word)) {
                faults.push(format!("{name}:{}: {word} ({reason})", line + 1));
            }
        }
    }
    none("forbidden words", &faults);
}

#[test]
fn every_rust_file_opens_with_a_module_comment() {
    let without: Vec<String> = sources()
        .into_iter()
        .filter(|(name, text)| name.ends_with(".rs") && !text.trim_start().starts_with("//! "))
        .map(|(name, _)| name)
        .collect();
    none("files that do not open with `//!`", &without);
}

#[test]
fn the_top_of_the_tree_has_only_known_names() {
    let unknown: Vec<String> = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        // Ignored by git: the build folder and the demo's database.
        .filter(|name| !name.starts_with('.') && name != "target" && !name.contains(".sqlite"))
        .filter(|name| !TOP.contains(&name.as_str()))
        .collect();
    none("unknown names", &unknown);
}

/// The dependencies that a manifest names in any of its dependency tables, by their real names.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    let mut in_table = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(table) = line.strip_prefix('[') {
            let table = table.trim_matches(['[', ']']);
            in_table = table.ends_with("dependencies") && !table.starts_with("workspace");
            if let Some((_, name)) = table.split_once("dependencies.") {
                named.insert(name.trim_matches('"').to_owned());
            }
        } else if in_table
            && !line.starts_with('#')
            && let Some((key, value)) = line.split_once('=')
        {
            let name = key.trim().split('.').next().unwrap_or_default().trim_matches('"');
            named.insert(name.to_owned());
            if let Some((_, package)) = value.split_once("package = \"") {
                named.extend(package.split('"').next().map(str::to_owned));
            }
        }
    }
    named
}

#[test]
fn dependencies_are_read_from_every_kind_of_table() {
    let manifest = r#"
        [package]
        name = "x"
        [dependencies]
        a.workspace = true
        # c = "1"
        b = { package = "d", version = "1" }
        [target.'cfg(unix)'.dependencies]
        e = "1"
        [dev-dependencies.f]
        version = "1"
        [features]
        g = []
    "#;
    let names: Vec<String> = dependencies(manifest).into_iter().collect();
    assert_eq!(names, ["a", "b", "d", "e", "f"]);
}

/// `rules <- host <- ui <- plugin`, `rules <- run <- ui` and `rules <- table <- import, component`. The reference host must not use the rules,
/// because it tests them.
#[test]
fn the_crates_depend_on_each_other_in_one_direction_only() {
    let root = root();
    let read = |folder: &str| {
        dependencies(&fs::read_to_string(root.join(folder).join("Cargo.toml")).unwrap())
    };
    assert_eq!(read("src/rules"), BTreeSet::new(), "the rules have no dependencies");
    let rules = BTreeSet::from(["rules".to_owned()]);
    assert_eq!(read("src/run"), rules, "a run knows no host, no browser and no clock");

    let mut ours: BTreeSet<String> = BTreeSet::from(["dep-enroll".to_owned()]);
    for folder in ["src", "tests"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.join("Cargo.toml").exists() {
                ours.insert(path.file_name().unwrap().to_string_lossy().into_owned());
            }
        }
    }
    assert!(ours.contains("rules") && ours.contains("refhost"), "{ours:?}");
    for (folder, allowed) in [
        ("src/boundary", &["rules"][..]),
        ("src/component", &["rules", "table"]),
        ("src/componentize", &[]),
        ("src/host", &["rules"]),
        ("src/import", &["boundary", "rules", "table"]),
        ("src/setup", &["boundary"]),
        ("src/table", &["rules"]),
        ("src/ui", &["rules", "host", "run"]),
        ("src/validate", &["boundary"]),
        ("", &["rules", "boundary", "host", "ui"]),
        ("tests/refhost", &[]),
    ] {
        let used: Vec<String> = read(folder).intersection(&ours).cloned().collect();
        let foreign: Vec<&String> =
            used.iter().filter(|name| !allowed.contains(&name.as_str())).collect();
        assert!(foreign.is_empty(), "{folder} must not depend on {foreign:?}");
    }
}
