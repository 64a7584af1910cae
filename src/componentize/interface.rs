//! The interface in `wit/` as a promise: what was released under a version never changes under it.
//!
//! Each released interface is kept as `wit/released/<version>.wit`, without comments. The rule that says which change needs
//! which version is in `wit/README.md`; this file applies it. It must never judge a comment: words may change at any time.

use anyhow::{Context, Result, bail, ensure};
use semver::Version;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use wit_component::WitPrinter;
use wit_parser::Resolve;

/// How to write down what is about to be released.
const SNAPSHOT: &str = "`cargo run --package componentize -- snapshot`";

/// One version of the interface, item by item.
#[derive(Debug)]
pub struct Interface {
    /// The version of its package.
    pub version: Version,
    /// Its text without comments, laid out by the printer.
    pub text: String,
    /// Each type and function under its name, such as `checks.validate-serial`, with its definition.
    items: BTreeMap<String, String>,
}

/// What happened to an item between two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Added,
    Changed,
    Removed,
}

/// What a change means for those who use the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    /// Nobody notices.
    None,
    /// There is something new.
    Compatible,
    /// Something that was relied upon is not there any more.
    Breaking,
}

impl Interface {
    /// Reads a file, or all files of a folder.
    pub fn read(path: &Path) -> Result<Interface> {
        let mut resolve = Resolve::default();
        let (package, _) = resolve.push_path(path)?;
        let name = &resolve.packages[package].name;
        let version = name.version.clone();
        let version = version.with_context(|| format!("the package {name} has no version"))?;
        let mut printer = WitPrinter::default();
        printer.emit_docs(false).print(&resolve, package, &[])?;
        let text = printer.output.to_string();
        let items = items(&text);
        Ok(Interface { version, text, items })
    }

    /// What became of each item since an older version.
    fn changes<'a>(&'a self, old: &'a Interface) -> BTreeMap<&'a str, Change> {
        let mut changes = BTreeMap::new();
        for (name, definition) in &self.items {
            match old.items.get(name) {
                None => drop(changes.insert(name.as_str(), Change::Added)),
                Some(before) if before != definition => {
                    changes.insert(name, Change::Changed);
                }
                Some(_) => {}
            }
        }
        for name in old.items.keys().filter(|name| !self.items.contains_key(*name)) {
            changes.insert(name, Change::Removed);
        }
        changes
    }
}

/// Cuts a printed package into its items. The printer lays every package out in the same way: two spaces before an item,
/// more before its parts, none before the interface or world that it is in.
fn items(text: &str) -> BTreeMap<String, String> {
    let mut items: BTreeMap<String, String> = BTreeMap::new();
    let (mut outer, mut name) = (String::new(), String::new());
    for line in text.lines() {
        let depth = line.len() - line.trim_start().len();
        let words = line.trim();
        if depth == 0 {
            if let Some((_, rest)) = words.split_once(' ') {
                outer = rest.trim_end_matches([' ', '{', ';']).to_owned();
            }
        } else if depth > 2 || words == "}" {
            items.entry(name.clone()).or_default().push_str(words);
        } else if let Some((from, types)) =
            words.strip_prefix("use ").and_then(|used| used.split_once(".{"))
        {
            // One item for each type, so that the use of another one changes nothing about the first.
            for used in types.trim_end_matches("};").split(", ") {
                items.insert(format!("{outer}.use {used}"), from.to_owned());
            }
        } else if !words.is_empty() {
            name = format!("{outer}.{}", name_of(words));
            items.insert(name.clone(), words.to_owned());
        }
    }
    items
}

/// The name in the first line of an item. What a world imports or exports is named together with that word.
fn name_of(line: &str) -> &str {
    let kinds = ["record ", "variant ", "enum ", "flags ", "resource ", "type "];
    let named = kinds.into_iter().find_map(|kind| line.strip_prefix(kind)).unwrap_or(line);
    let end = named.find([':', '{', ';', '=', '(']).unwrap_or(named.len());
    named[..end].trim_end()
}

/// What all changes together mean for those who use the interface.
fn effect(changes: &BTreeMap<&str, Change>) -> Effect {
    let of = |(name, change): (&&str, &Change)| match change {
        // A host that has nothing to give cannot run a component that begins to ask.
        Change::Added if name.contains(".import ") => Effect::Breaking,
        Change::Added => Effect::Compatible,
        Change::Changed | Change::Removed => Effect::Breaking,
    };
    changes.iter().map(of).max().unwrap_or(Effect::None)
}

/// The lowest version that may follow.
fn next(version: &Version, effect: Effect) -> Version {
    let Version { major, minor, patch, .. } = *version;
    match (effect, major) {
        (Effect::Breaking, 1..) => Version::new(major + 1, 0, 0),
        (Effect::Breaking, 0) | (Effect::Compatible, 1..) => Version::new(major, minor + 1, 0),
        (Effect::Compatible, 0) | (Effect::None, _) => Version::new(major, minor, patch + 1),
    }
}

/// The changes as a list for a person, one a line.
fn listed(changes: &BTreeMap<&str, Change>) -> String {
    let word = |change: &Change| match change {
        Change::Added => "added",
        Change::Changed => "changed",
        Change::Removed => "removed",
    };
    changes.iter().map(|(name, change)| format!("\n  {:<8} {name}", word(change))).collect()
}

/// Fails, with what to do, when the interface is not what was released under its version, or has a version that nobody
/// has written down or that promises too much.
pub fn check(folder: &Path) -> Result<()> {
    let current = Interface::read(folder)?;
    let released = released(folder)?;
    let version = &current.version;
    if let Some(same) = released.get(version) {
        let changes = current.changes(same);
        ensure!(
            changes.is_empty(),
            "the interface in wit/ is not what was released as {version}:{}\nWhat is released does not change. Raise the \
             version in the files of wit/ to {} or above, as wit/README.md says, and write the new interface down with \
             {SNAPSHOT}",
            listed(&changes),
            next(version, effect(&changes)),
        );
        return Ok(());
    }
    judge_version(&current, &released)?;
    bail!(
        "nobody has written down what is released as {version}. Do so with {SNAPSHOT} and commit the file"
    )
}

/// Fails when the version does not say what has changed since the last release.
fn judge_version(current: &Interface, released: &BTreeMap<Version, Interface>) -> Result<()> {
    let Some((last, interface)) = released.last_key_value() else { return Ok(()) };
    let version = &current.version;
    let changes = current.changes(interface);
    let least = next(last, effect(&changes));
    ensure!(
        *version >= least,
        "the interface in wit/ has the version {version}. It follows {last} and must be {least} or above{}{}",
        if changes.is_empty() { "" } else { ", because of what has changed:" },
        listed(&changes),
    );
    Ok(())
}

/// Writes the interface down as released under its version. A file that is there already stays as it is.
pub fn snapshot(folder: &Path) -> Result<()> {
    let current = Interface::read(folder)?;
    let file = folder.join(format!("released/{}.wit", current.version));
    ensure!(
        !file.exists(),
        "{} is there already, and what is released does not change. Raise the version in the files of wit/, or delete the \
         file first if this version never left your hands",
        file.display()
    );
    judge_version(&current, &released(folder)?)?;
    fs::write(&file, &current.text).with_context(|| format!("{} cannot be written", file.display()))
}

/// Everything that was ever released, the oldest first.
fn released(folder: &Path) -> Result<BTreeMap<Version, Interface>> {
    let folder = folder.join("released");
    let mut released = BTreeMap::new();
    for entry in
        fs::read_dir(&folder).with_context(|| format!("{} is missing", folder.display()))?
    {
        let path = entry?.path();
        if path.extension().is_none_or(|kind| kind != "wit") {
            continue;
        }
        let interface = Interface::read(&path)?;
        let named = path.file_stem().map(|name| name.to_string_lossy().into_owned());
        ensure!(
            named.as_deref() == Some(interface.version.to_string().as_str()),
            "{} holds the version {}, and must be named after it",
            path.display(),
            interface.version
        );
        released.insert(interface.version.clone(), interface);
    }
    Ok(released)
}

#[cfg(test)]
#[path = "interface_tests.rs"]
mod tests;
