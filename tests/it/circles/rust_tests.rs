//! Tests of the analysis, on crates of a few lines.

use super::*;

/// The circles of a crate whose files are given by their names in its folder.
fn circles(files: &[(&str, &str)]) -> Vec<String> {
    let files = files.iter().map(|(name, text)| (format!("c/{name}"), (*text).to_owned()));
    needs("c", &files.collect()).circles()
}

#[track_caller]
fn is_circle(files: &[(&str, &str)]) {
    let found = circles(files);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[track_caller]
fn is_none(files: &[(&str, &str)]) {
    let found = circles(files);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn siblings_that_use_each_other_are_a_circle() {
    is_circle(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::B; pub struct A;"),
        ("b.rs", "pub struct B; fn f() { crate::a::A; }"),
    ]);
    is_circle(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use super::{b::{B as C}, x}; pub struct A;"),
        ("b.rs", "use super::a; pub struct B;"),
    ]);
}

#[test]
fn a_circle_of_three_is_found_and_a_way_back_is_needed() {
    let b = ("b.rs", "use crate::c; pub struct B;");
    let a = ("a.rs", "use crate::b; pub struct A;");
    is_circle(&[("lib.rs", ""), a, b, ("c.rs", "fn f(x: crate::a::A) {}")]);
    is_none(&[("lib.rs", ""), a, b, ("c.rs", "fn f(x: other::a::A) {}")]);
}

#[test]
fn a_parent_and_a_child_that_use_each_other_are_a_circle() {
    let child = ("a/child.rs", "use super::Parent; pub fn help(x: Parent) {}");
    for parent in [
        "mod child; pub struct Parent; fn f() { child::help(Parent); }",
        "mod child; use child::help; pub struct Parent; fn f() { help(Parent); }",
        "mod child; pub use child::help; pub struct Parent; fn f() { help(Parent); }",
        "mod child; pub use self::child::*; pub struct Parent; fn f() { help(Parent); }",
    ] {
        is_circle(&[("lib.rs", "mod a;"), ("a.rs", parent), child]);
    }
}

#[test]
fn a_parent_that_only_hands_on_what_its_child_defines_needs_nothing() {
    let child = ("a/child.rs", "use super::Parent; pub fn help(x: Parent) {}");
    for parent in [
        "mod child; pub struct Parent;",
        "pub mod child; pub use child::help; pub struct Parent;",
        "pub mod child; pub(crate) use child::{help}; pub struct Parent;",
        "mod child; pub use child::*; pub struct Parent;",
    ] {
        is_none(&[("lib.rs", "mod a;"), ("a.rs", parent), child]);
    }
}

#[test]
fn a_child_that_takes_a_siblings_item_from_the_parent_needs_the_sibling() {
    let parent = "mod one; mod two; pub use one::One; pub fn f() { two::two(); }";
    let two = ("a/two.rs", "use super::One; pub fn two() { One; }");
    is_none(&[("lib.rs", ""), ("a.rs", parent), ("a/one.rs", "pub struct One;"), two]);
    is_circle(&[
        ("lib.rs", ""),
        ("a.rs", parent),
        ("a/one.rs", "pub struct One; fn f() { super::two::two(); }"),
        two,
    ]);
}

#[test]
fn all_names_of_a_module_are_needed_only_where_they_are_mentioned() {
    let lib = ("lib.rs", "mod a; mod b;");
    let a = ("a.rs", "use crate::b::*; pub struct A; fn f() { g(); }");
    is_circle(&[lib, a, ("b.rs", "use crate::a::A; pub fn g() {}")]);
    is_none(&[lib, a, ("b.rs", "use crate::a::A; pub fn h() {}")]);
}

#[test]
fn tests_comments_and_strings_need_nothing() {
    is_none(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::B; pub struct A;"),
        (
            "b.rs",
            "//! See crate::a::A.\npub struct B; const S: &str = \"crate::a\";
             #[cfg(test)] mod tests { use crate::a::A; } #[cfg(test)] mod b_tests;",
        ),
        ("b_tests.rs", "use crate::a::A;"),
        ("b/tests.rs", "use crate::a::A;"),
    ]);
}

#[test]
fn modules_that_hand_everything_on_to_each_other_end_the_search() {
    is_none(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "pub use crate::b::*;"),
        ("b.rs", "pub use crate::a::*; use crate::a::missing;"),
    ]);
}
