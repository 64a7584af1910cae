//! Who may use whom inside the user interface, the client and a run: widgets know nothing of the host, a run knows no clock, and
//! no two files use each other. Read from `use` lines and paths; a parent that only passes on its children's items is seen through.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The modules of a crate: the path from its root, such as `devices::row`, and the text. Tests are left out.
fn modules(krate: &str) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src").join(krate);
    let mut modules = BTreeMap::new();
    let mut folders = vec![(root, String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let is_test = name == "tests" || name.ends_with("_tests");
            if path.is_dir() && !is_test {
                folders.push((path, format!("{prefix}{name}::")));
            } else if path.extension().is_some_and(|kind| kind == "rs") && !is_test {
                let text = fs::read_to_string(path).unwrap();
                let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
                let code: Vec<&str> =
                    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
                let name = if name == "lib" { String::new() } else { format!("{prefix}{name}") };
                modules.insert(name, code.join("\n"));
            }
        }
    }
    modules
}

/// The paths under the braces of a `use`: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn spread(path: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else {
        return vec![path.split(" as ").next().unwrap_or_default().trim().to_owned()];
    };
    let rest = rest.strip_suffix('}').unwrap_or(rest);
    let mut depth = 0;
    let mut parts = vec![String::new()];
    for c in rest.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        match c {
            ',' if depth == 0 => parts.push(String::new()),
            c => parts.last_mut().unwrap().push(c),
        }
    }
    let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    parts.flat_map(|part| spread(&format!("{}{part}", before.trim()))).collect()
}

/// Every path that a module writes and that leads into its own crate, from the crate's root, and whether it is passed on.
fn paths(module: &str, code: &str) -> Vec<(String, bool)> {
    let flat = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    let mut code = String::new();
    for statement in flat.split_inclusive(';') {
        let start = ["pub use ", "pub(crate) use ", "pub(super) use ", "use "];
        let at = start.iter().filter_map(|word| Some((statement.rfind(word)?, *word))).min();
        match at {
            Some((at, word)) if statement[at..].starts_with(word) => {
                let path = statement[at + word.len()..].trim_end_matches(';');
                let all = spread(path);
                found.extend(all.into_iter().map(|path| (path, word != "use ")));
                code.push_str(&statement[..at]);
            }
            _ => code.push_str(statement),
        }
    }
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let words = code.split(|c| !is_path(c)).filter(|word| word.contains("::"));
    found.extend(words.map(|word| (word.to_owned(), false)));
    let parent = module.rsplit_once("::").map_or("", |(parent, _)| parent);
    let grand = parent.rsplit_once("::").map_or("", |(parent, _)| parent);
    let join = |base: &str, rest: &str| match base {
        "" => rest.to_owned(),
        base => format!("{base}::{rest}"),
    };
    let absolute = |path: &str| {
        if let Some(rest) = path.strip_prefix("crate::") {
            return rest.to_owned();
        }
        if let Some(rest) = path.strip_prefix("super::super::") {
            return join(grand, rest);
        }
        match path.strip_prefix("super::") {
            Some(rest) => join(parent, rest),
            // A child of this module, or another crate, which no module here is named like.
            None => join(module, path),
        }
    };
    found.into_iter().map(|(path, passed)| (absolute(&path), passed)).collect()
}

/// The module that holds an item, through every parent that passes it on.
fn home(
    path: &str,
    passed_on: &BTreeMap<String, String>,
    known: &BTreeSet<String>,
) -> Option<String> {
    if let Some(real) = passed_on.get(path).filter(|real| *real != path) {
        return home(real, passed_on, known);
    }
    let mut module = path;
    loop {
        if known.contains(module) && !module.is_empty() {
            return Some(module.to_owned());
        }
        (module, _) = module.rsplit_once("::")?;
    }
}

/// Which module uses which.
fn uses(krate: &str) -> BTreeMap<String, BTreeSet<String>> {
    let modules = modules(krate);
    let known: BTreeSet<String> = modules.keys().cloned().collect();
    let all: BTreeMap<&String, _> =
        modules.iter().map(|(name, code)| (name, paths(name, code))).collect();
    let mut passed_on = BTreeMap::new();
    for (name, paths) in &all {
        for (path, _) in paths.iter().filter(|(_, passed)| *passed) {
            let item = path.rsplit("::").next().unwrap_or_default();
            let here = if name.is_empty() { item.to_owned() } else { format!("{name}::{item}") };
            passed_on.insert(here, path.clone());
        }
    }
    let mut uses = BTreeMap::new();
    for (name, paths) in all {
        let used = paths.iter().filter(|(_, passed)| !passed);
        let mut homes: BTreeSet<String> =
            used.filter_map(|(path, _)| home(path, &passed_on, &known)).collect();
        homes.remove(name);
        uses.insert(name.clone(), homes);
    }
    uses
}

/// The circles of modules, each as the names along it.
fn circles(uses: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<Vec<String>> {
    fn walk(
        uses: &BTreeMap<String, BTreeSet<String>>,
        way: &mut Vec<String>,
        done: &mut BTreeSet<String>,
        found: &mut BTreeSet<Vec<String>>,
    ) {
        let here = way.last().unwrap().clone();
        for next in &uses[&here] {
            if let Some(at) = way.iter().position(|name| name == next) {
                found.insert(way[at..].to_vec());
            } else if !done.contains(next) {
                way.push(next.clone());
                walk(uses, way, done, found);
                way.pop();
            }
        }
        done.insert(here);
    }
    let (mut done, mut found) = (BTreeSet::new(), BTreeSet::new());
    for start in uses.keys() {
        if !done.contains(start) {
            walk(uses, &mut vec![start.clone()], &mut done, &mut found);
        }
    }
    found
}

#[test]
fn no_two_files_of_the_user_interface_the_client_or_a_run_use_each_other() {
    for krate in ["ui", "host", "run"] {
        let found = circles(&uses(krate));
        assert!(found.is_empty(), "circles in src/{krate}: {found:#?}");
    }
}

#[test]
fn uses_are_seen_through_parents_and_braces() {
    let ui = uses("ui");
    assert!(ui["devices::tab"].contains("panel::props"), "{:?}", ui["devices::tab"]);
    assert!(ui["devices::tab"].contains("widgets::el"), "{:?}", ui["devices::tab"]);
    assert!(ui["root"].contains("page"), "{:?}", ui["root"]);
    let circle = BTreeMap::from([
        ("a".to_owned(), BTreeSet::from(["b".to_owned()])),
        ("b".to_owned(), BTreeSet::from(["c".to_owned()])),
        ("c".to_owned(), BTreeSet::from(["b".to_owned()])),
    ]);
    assert_eq!(circles(&circle), BTreeSet::from([vec!["b".to_owned(), "c".to_owned()]]));
}

#[test]
fn widgets_know_nothing_of_the_host_or_of_the_shared_context() {
    let modules = modules("ui");
    let widgets: Vec<_> = modules.iter().filter(|(name, _)| name.starts_with("widgets")).collect();
    assert!(widgets.len() > 3, "the walk through the widgets is broken");
    for (name, code) in widgets {
        for stranger in ["host::", "crate::shared", "rules::"] {
            assert!(!code.contains(stranger), "{name} names `{stranger}`");
        }
    }
}

#[test]
fn a_run_knows_no_clock_no_browser_and_no_input_or_output() {
    let modules = modules("run");
    assert!(modules.len() > 8, "the walk through the run is broken");
    for (name, code) in modules {
        let world = ["time", "thread", "io", "fs", "net", "env", "process"];
        for stranger in world.map(|part| format!("std::{part}")) {
            assert!(!code.contains(&stranger), "{name} names `{stranger}`");
        }
    }
}
