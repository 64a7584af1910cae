//! No two source files need each other: none of a crate in `src`, none of `www/src` or `www/dev`. A file can then be read
//! after those that it needs, and changed without those that it does not. It must never look at tests or build outputs.
//!
//! `circles/rust.rs` and `circles/scripts.rs` say what counts as a need; `circles/graph.rs` finds the circles.

mod graph;
mod rust;
mod scripts;
mod tokens;

use crate::tidy::{none, sources};
use graph::Graph;
use std::collections::BTreeMap;

#[test]
fn no_source_files_of_a_crate_need_each_other() {
    let mut crates: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (name, text) in sources() {
        let Some(inside) = name.strip_prefix("src/").filter(|name| name.ends_with(".rs")) else {
            continue;
        };
        // Every folder in `src` is a crate; the files beside them are the plugin's own.
        let folder = inside.split_once('/').map_or("src", |(folder, _)| &name[..4 + folder.len()]);
        crates.entry(folder.to_owned()).or_default().insert(name.clone(), text);
    }
    assert!(crates.len() > 5, "the crates are not found: {:?}", crates.keys());
    let mut found = Vec::new();
    let mut needs = 0;
    for (folder, files) in crates {
        let graph = rust::needs(&folder, &files);
        needs += graph.count();
        found.extend(graph.circles());
    }
    assert!(needs > 150, "only {needs} needs are found");
    none("source files that need each other", &found);
}

#[test]
fn no_scripts_of_the_shell_need_each_other() {
    let all = sources();
    let aliases = scripts::aliases(&all_of("www/tsconfig.json"), "www/");
    assert!(aliases.contains_key("#import-chunk"), "{aliases:?}");
    let is_shell = |name: &str| name.starts_with("www/src/") || name.starts_with("www/dev/");
    let files = all.into_iter().filter(|(name, _)| is_shell(name)).collect();
    let graph: Graph = scripts::needs(&files, &aliases);
    assert!(graph.count() > 30, "only {} needs are found", graph.count());
    none("scripts that need each other", &graph.circles());
}

fn all_of(path: &str) -> String {
    std::fs::read_to_string(crate::tidy::root().join(path)).unwrap()
}
