//! Every code has a sentence, and every sentence a vector that says it.

use super::changes::planned;
use super::import::{duplicates, imported};
use super::{cases, draft, judged, policy, text};
use rules::{Verdict, catalogue, enrollment, profile, serial, username};
use std::collections::BTreeSet;
use std::path::Path;
use table::{Options, check};

/// Every code that the sources of `rules` and `table` mention is in the catalogue and the other way round, and the vectors produce each of
/// them: so each sentence has been said with the parameters it really gets.
#[test]
fn every_code_has_its_sentence_and_is_produced_by_a_vector() {
    let mut produced = BTreeSet::new();
    for case in cases("enrollment.json").iter().chain(&cases("usernames.json")) {
        let input = &case["input"];
        let problems = if input.is_string() {
            username::check(text(input), &policy(&case["policy"])).problems
        } else {
            enrollment::check(&draft(input), &policy(&case["policy"])).problems
        };
        produced.extend(problems.iter().map(|problem| problem.code));
    }
    for case in cases("serials.json") {
        produced.extend(
            serial::check(text(&case["input"])).problems.iter().map(|problem| problem.code),
        );
    }
    for case in cases("profiles.json") {
        produced.extend(
            profile::check(text(&case["input"])).problems.iter().map(|problem| problem.code),
        );
    }
    for case in cases("import.json") {
        produced.extend(imported(&case).problems.iter().map(|found| found.problem.code));
    }
    // A vector would be too long.
    let many = duplicates(table::LISTED as usize / 2 + 1);
    produced.extend(many.problems.last().map(|found| found.problem.code));
    for case in cases("checklist.json") {
        produced.extend(judged(&case).items.iter().map(|item| item.code));
    }

    for case in cases("changes.json") {
        let plan = planned(&case);
        for change in &plan.changes {
            produced.insert(change.kind.code());
            produced.extend(change.problems.iter().map(|problem| problem.code));
        }
        produced.extend(plan.problems.iter().map(|problem| problem.code));
    }

    let of_setup = super::setup::produced();
    produced.extend(of_setup.iter().map(String::as_str));

    // A vector would be too long.
    let long = check(&[b'x'; 2 << 20], Options::default());
    produced.extend(long.problems.iter().map(|found| found.problem.code));
    produced.extend(super::import::most_rows().problems.last().map(|found| found.problem.code));

    // What cannot be read as an input never gets to the rules: the faces say it. So it is with workbooks, which scripts read.
    let extra = |code: &str| code.starts_with("input.") || code.starts_with("workbook.");
    let catalogue: BTreeSet<&str> = catalogue::entries(catalogue::ENGLISH)
        .chain(catalogue::entries(rules::setup::ENGLISH))
        .chain(catalogue::entries(table::ENGLISH))
        .map(|entry| entry.code)
        .filter(|code| !extra(code))
        .collect();
    assert_eq!(produced, catalogue);
    // The titles of panes are made of the names in the table of panes; a test of their own compares the two.
    let said = catalogue.iter().filter(|code| !code.starts_with("title."));
    assert_eq!(codes_in_sources(), said.map(|code| (*code).to_owned()).collect());
}

/// Whoever is kept from going on is told how to go on.
#[test]
fn every_item_that_is_open_or_warns_says_what_to_do() {
    for case in cases("checklist.json") {
        for item in judged(&case).items {
            if item.verdict.is_open() || item.verdict == Verdict::Warning {
                assert!(catalogue::english(&item.todo_code()).is_some(), "{}", item.code);
            }
        }
    }
}

/// The string literals of `rules` and `table` that have the shape of a code, outside the catalogues and the tests.
fn codes_in_sources() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src");
    let mut codes = BTreeSet::new();
    for folder in [
        "rules",
        "rules/changes",
        "rules/checklist",
        "rules/serial",
        "rules/setup",
        "rules/username",
        "table",
        "table/importer",
    ] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|kind| kind != "rs") || path.ends_with("catalogue.rs") {
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            let code = source.split("#[cfg(test)]").next().unwrap();
            for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
                codes.extend(
                    line.split('"')
                        .skip(1)
                        .step_by(2)
                        .filter(|word| is_code(word))
                        .map(str::to_owned),
                );
            }
        }
    }
    codes
}

fn is_code(word: &str) -> bool {
    let subjects = [
        "value.",
        "username.",
        "serial.",
        "profile.",
        "enrollment.",
        "changes.",
        "kind.",
        "checklist.",
        "import.",
        "flag.",
        "pane.",
        "key.",
        "setup.",
    ];
    subjects.iter().any(|subject| word.starts_with(subject))
        && word
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-'))
}
