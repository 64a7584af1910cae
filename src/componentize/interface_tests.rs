//! Tests of the interface in `wit/`, and of the guard on small interfaces. They must never leave a file behind.

use super::*;
use std::path::PathBuf;
use wit_parser::{Function, Type, TypeDefKind, TypeOwner, WorldItem};

fn ours() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../wit")
}

#[test]
fn the_interface_is_what_was_released_under_its_version() {
    if let Err(error) = check(&ours()) {
        panic!("{error:#}");
    }
}

#[test]
fn every_item_of_the_interface_is_documented() {
    let mut resolve = Resolve::default();
    let (package, _) = resolve.push_path(ours()).unwrap();
    let mut mute = Vec::new();
    let mut look = |name: String, docs: &wit_parser::Docs| {
        // A sentence, and not a word that repeats the name.
        if docs.contents.as_deref().is_none_or(|text| text.trim().len() < 3) {
            mute.push(name);
        }
    };
    let package = &resolve.packages[package];
    look("package".into(), &package.docs);
    for (name, world) in package.worlds.iter().map(|(name, id)| (name, &resolve.worlds[*id])) {
        look(name.clone(), &world.docs);
        for (key, item) in &world.exports {
            if let WorldItem::Function(Function { docs, .. }) = item {
                look(format!("{name}.{}", resolve.name_world_key(key)), docs);
            }
        }
    }
    for (outer, id) in &package.interfaces {
        let interface = &resolve.interfaces[*id];
        look(outer.clone(), &interface.docs);
        for (name, function) in &interface.functions {
            look(format!("{outer}.{name}"), &function.docs);
        }
        for (name, kind) in interface.types.iter().map(|(name, id)| (name, &resolve.types[*id])) {
            if let TypeDefKind::Type(Type::Id(other)) = &kind.kind
                && resolve.types[*other].owner != TypeOwner::Interface(*id)
            {
                continue; // Used from another interface, which documents it.
            }
            let name = format!("{outer}.{name}");
            look(name.clone(), &kind.docs);
            let parts: Vec<_> = match &kind.kind {
                TypeDefKind::Record(it) => {
                    it.fields.iter().map(|it| (&it.name, &it.docs)).collect()
                }
                TypeDefKind::Enum(it) => it.cases.iter().map(|it| (&it.name, &it.docs)).collect(),
                TypeDefKind::Variant(it) => {
                    it.cases.iter().map(|it| (&it.name, &it.docs)).collect()
                }
                TypeDefKind::Flags(it) => it.flags.iter().map(|it| (&it.name, &it.docs)).collect(),
                _ => Vec::new(),
            };
            for (part, docs) in parts {
                look(format!("{name}.{part}"), docs);
            }
        }
    }
    assert!(mute.is_empty(), "without documentation: {}", mute.join(", "));
}

/// A folder with an interface and its snapshots. It is deleted when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("interface-{name}-{}", std::process::id()));
        fs::create_dir_all(path.join("released")).unwrap();
        Folder(path)
    }

    /// Replaces the interface.
    fn write(&self, version: &str, items: &str) {
        let text = format!(
            "package a:b@{version};\n\ninterface i {{\n{items}\n}}\nworld w {{\nexport i;\n}}"
        );
        fs::write(self.0.join("a.wit"), text).unwrap();
    }

    #[track_caller]
    fn fails(&self, words: &[&str]) {
        let message = check(&self.0).unwrap_err().to_string();
        for word in words {
            assert!(message.contains(word), "“{word}” is not in: {message}");
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const FIRST: &str = "enum e { a, b }\nf: func(x: e) -> e;";

#[test]
fn a_change_needs_a_version_of_its_own() {
    let folder = Folder::new("changes");
    folder.write("0.1.0", FIRST);
    folder.fails(&["there is no snapshot of version 0.1.0", "snapshot"]);
    snapshot(&folder.0).unwrap();
    check(&folder.0).unwrap();

    for (items, words) in [
        (
            "enum e { a, b }\nf: func(x: e) -> e;\ng: func();",
            &["something was added", "`g`", "0.1.1 or above"][..],
        ),
        (
            "enum e { a, b, c }\nf: func(x: e) -> e;",
            &["hosts that were built for it break", "0.2.0"],
        ),
        ("enum e { b, a }\nf: func(x: e) -> e;", &["break", "0.2.0 or above"]),
        ("enum e { a, b }\nf: func(y: e) -> e;", &["break", "`y`", "0.2.0 or above"]),
        ("enum e { a, b }\ng: func(x: e) -> e;", &["break", "`f`", "0.2.0 or above"]),
        ("enum d { a, b }\nf: func(x: d) -> d;", &["break", "`e`", "0.2.0 or above"]),
    ] {
        folder.write("0.1.0", items);
        folder.fails(words);
        assert!(snapshot(&folder.0).is_err(), "a release was overwritten");
    }
}

#[test]
fn a_method_or_a_type_that_is_added_breaks_nobody() {
    let folder = Folder::new("additions");
    folder.write("0.1.0", "resource r { a: func(); }");
    snapshot(&folder.0).unwrap();
    for more in ["resource r { a: func(); b: func(); }", "resource r { a: func(); } enum e { a }"] {
        folder.write("0.1.0", more);
        folder.fails(&["something was added", "0.1.1 or above"]);
    }
}

#[test]
fn a_component_that_begins_to_ask_for_something_breaks_hosts() {
    let folder = Folder::new("imports");
    folder.write("0.1.0", FIRST);
    snapshot(&folder.0).unwrap();
    let text = fs::read_to_string(folder.0.join("a.wit")).unwrap();
    fs::write(folder.0.join("a.wit"), text.replace("export i;", "export i; import g: func();"))
        .unwrap();
    folder.fails(&["break", "`g`", "0.2.0 or above"]);
}

#[test]
fn comments_and_the_order_of_items_are_no_change() {
    let folder = Folder::new("comments");
    folder.write("0.1.0", FIRST);
    snapshot(&folder.0).unwrap();
    folder.write(
        "0.1.0",
        "/// Does f.\nf: func(x: e) -> e;\n// Not for readers.\n/// Is e.\nenum e { a, b }",
    );
    check(&folder.0).unwrap();
}

#[test]
fn a_version_that_is_too_low_for_the_change_is_refused() {
    let folder = Folder::new("versions");
    folder.write("0.1.0", FIRST);
    snapshot(&folder.0).unwrap();
    folder.write("0.1.1", FIRST);
    folder.fails(&["there is no snapshot of version 0.1.1"]);
    folder.write("0.0.9", FIRST);
    folder.fails(&["must be 0.1.1 or above"]);
    folder.write("0.1.1", "enum e { a }\nf: func(x: e) -> e;");
    folder.fails(&["It follows 0.1.0 and must be 0.2.0 or above: hosts that", "break"]);
    assert!(snapshot(&folder.0).is_err(), "a snapshot of a version that is too low was written");
    folder.write("0.2.0", "enum e { a }\nf: func(x: e) -> e;");
    snapshot(&folder.0).unwrap();
    check(&folder.0).unwrap();
}

#[test]
fn a_release_is_named_after_its_version() {
    let folder = Folder::new("names");
    folder.write("0.1.0", FIRST);
    fs::copy(folder.0.join("a.wit"), folder.0.join("released/0.3.0.wit")).unwrap();
    folder.fails(&["0.3.0.wit holds the version 0.1.0"]);
}

#[test]
fn the_next_version_depends_on_whether_there_was_a_first_one() {
    let next = |change: Change, from: &str| change.next(&Version::parse(from).unwrap()).to_string();
    for (from, none, addition, broken) in
        [("0.1.3", "0.1.4", "0.1.4", "0.2.0"), ("1.2.3", "1.2.4", "1.3.0", "2.0.0")]
    {
        assert_eq!(next(Change::None, from), none);
        assert_eq!(next(Change::Addition(String::new()), from), addition);
        assert_eq!(next(Change::Break(String::new()), from), broken);
    }
}
