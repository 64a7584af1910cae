//! The import's vectors, each in one piece and in many: the answer must not depend on where a slice ends.

use super::{cases, plain_problem, policy, run, text};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rules::Severity;
use serde_json::{Value, json};
use std::borrow::Cow;
use table::{
    Choice, Delimiter, Field, Import, Importer, Options, OwnedRow, Place, Row, RowProblem, Sink,
    check, collect,
};

/// Rows and problems as an importer gives them.
#[derive(Default)]
struct Collector {
    rows: Vec<OwnedRow>,
    problems: Vec<RowProblem>,
}

impl Sink for Collector {
    fn row(&mut self, row: Row<'_>) {
        self.rows.push(row.into());
    }

    fn problem(&mut self, problem: RowProblem) {
        self.problems.push(problem);
    }

    fn reject(&mut self, _: u32, _: &[Cow<'_, str>]) {}
}

fn bytes(input: &Value) -> Vec<u8> {
    match input["base64"].as_str() {
        Some(coded) => BASE64_STANDARD.decode(coded).unwrap(),
        None => text(input).as_bytes().to_vec(),
    }
}

fn options(value: &Value) -> Options {
    let delimiter = value["delimiter"].as_str().map(|word| Delimiter::of(word.as_bytes()[0]));
    let chosen = |field: Field| {
        let place = match &value["columns"][field.word()] {
            Value::Null => return None,
            Value::String(name) => Place::Named(name.clone()),
            number => match u32::try_from(number.as_u64().unwrap()).unwrap() {
                0 => Place::Nowhere,
                number => Place::Number(number),
            },
        };
        Some(Choice { field, place })
    };
    Options {
        policy: policy(&value["policy"]),
        delimiter: delimiter.map(Option::unwrap),
        columns: Field::ALL.into_iter().filter_map(chosen).collect(),
        header: None,
        is_sheet: false,
    }
}

/// The answer to a case.
pub(super) fn imported(case: &Value) -> Import {
    check(&bytes(&case["input"]), options(&case["options"]))
}

fn plain(import: &Import) -> Value {
    let rows: Vec<Value> = import.rows.iter().map(plain_row).collect();
    let problems: Vec<Value> = import
        .problems
        .iter()
        .map(|found| {
            let mut plain = plain_problem(&found.problem);
            plain["row"] = json!(found.row);
            plain["column"] = json!(found.column);
            plain
        })
        .collect();
    let mut plain =
        json!({ "ok": import.ok, "total": import.total, "rows": rows, "problems": problems });
    if let Some(delimiter) = import.delimiter {
        plain["delimiter"] = json!(delimiter.word());
    }
    let columns = import.columns.iter().map(|column| {
        let mut plain = json!({ "name": column.name, "samples": column.samples });
        if let Some(field) = column.field {
            plain["field"] = json!(field.word());
        }
        plain
    });
    plain["columns"] = columns.collect();
    let rejects = import.rejects.iter();
    plain["rejects"] =
        rejects.map(|reject| json!({ "row": reject.row, "cells": reject.cells })).collect();
    plain
}

/// Whether an answer is the expected one. Most cases say nothing about columns and rejected rows.
fn agrees(answer: &Value, expected: &Value) -> bool {
    let mut answer = answer.clone();
    for key in ["columns", "rejects"] {
        if expected[key].is_null() {
            answer.as_object_mut().unwrap().remove(key);
        }
    }
    answer == *expected
}

fn plain_row(row: &OwnedRow) -> Value {
    let mut plain = json!({ "row": row.row, "serial": row.serial });
    for (key, value) in [
        ("profile", row.profile.as_ref().map(|text| json!(text))),
        ("username", row.username.as_ref().map(|text| json!(text))),
        ("loginRequired", row.login_required.map(|flag| json!(flag))),
        ("agentRequired", row.agent_required.map(|flag| json!(flag))),
    ] {
        if let Some(value) = value {
            plain[key] = value;
        }
    }
    plain
}

#[test]
fn imports_are_judged_as_the_vectors_say() {
    run("import.json", |case| plain(&imported(case)), agrees);
}

/// A cut at every place, at every second one, and so on: every pair of neighbours is parted, and most are also kept together.
#[test]
fn slices_change_nothing() {
    for case in cases("import.json") {
        let (bytes, whole) = (bytes(&case["input"]), imported(&case));
        for length in [1, 2, 3, 5, 7, 11, 64] {
            let sliced = collect(bytes.chunks(length), options(&case["options"]));
            assert_eq!(sliced, whole, "{} in slices of {length}", case["name"]);
        }
        for cut in 0..bytes.len().min(200) {
            let (head, tail) = bytes.split_at(cut);
            let sliced = collect([head, &[], tail], options(&case["options"]));
            assert_eq!(sliced, whole, "{} cut at {cut}", case["name"]);
        }
    }
}

/// The answer about a file with one record more than are read.
pub(super) fn most_rows() -> Import {
    let rows = (0..=table::MOST_RECORDS).map(|row| format!("C0{row:08}\n"));
    check(("serial\n".to_owned() + &rows.collect::<String>()).as_bytes(), Options::default())
}

/// A page must hold all serial numbers of a file, and no sheet has more rows.
#[test]
fn a_file_with_more_rows_than_a_sheet_is_refused() {
    let import = most_rows();
    assert_eq!((import.ok, import.total), (false, table::MOST_RECORDS));
    assert_eq!(import.problems.len(), 1);
    let last = &import.problems[0];
    assert_eq!((last.row, last.problem.code), (table::MOST_RECORDS + 2, "import.many-rows"));
}

/// Only scripts read workbooks.
#[test]
fn a_workbook_is_named() {
    let import = check(b"PK\x03\x04\x14\0\x06\0\x08\0", Options::default());
    let problem = &import.problems[0].problem;
    assert_eq!(problem.code, "import.encoding");
    assert_eq!(problem.param("encoding"), Some("an Excel workbook (.xlsx)"));
}

/// Behind a quote that is never closed the rest of the file is one cell, which would be held until its end.
#[test]
fn a_record_of_a_million_bytes_is_refused_wherever_the_file_is_cut() {
    const LONG: usize = 1 << 20;
    let code = |file: &[u8]| {
        let whole = check(file, Options::default());
        for length in [1 << 16, LONG - 1, LONG + 1, LONG + 9] {
            assert_eq!(collect(file.chunks(length), Options::default()), whole);
        }
        whole.problems.last().map(|last| (last.row, last.column, last.problem.code))
    };
    let rows =
        |cell: &str| format!("serial,note\nC02XK1ZZJGH5,{cell}\nC02T0HL0GGC0,\n").into_bytes();
    let before = "C02XK1ZZJGH5,".len();
    assert_eq!(code(&rows(&"x".repeat(LONG - before))), Some((1, 2, "import.unknown-column")));
    assert_eq!(code(&rows(&"x".repeat(LONG - before + 1))), Some((2, 0, "import.long-row")));
    let open = format!("\"{}", "serial\n".repeat(LONG / 2));
    assert_eq!(code(&rows(&open)), Some((2, 2, "import.unclosed-quote")));
    assert_eq!(
        code(&[b"serial\n", &[0xfc; 2 * LONG][..]].concat()),
        Some((2, 1, "import.encoding"))
    );
    assert_eq!(code(&[0; 2 * LONG]), Some((1, 0, "import.kind")));
}

/// Rejected rows are kept for somebody who corrects them: of a file of nothing else so many that a page can hold them.
#[test]
fn of_rejected_rows_thirty_two_megabytes_are_kept_and_the_others_counted() {
    let row = format!("A-1,{}\n", "x".repeat(1_000));
    let import =
        check(format!("serial,note\n{}", row.repeat(40_000)).as_bytes(), Options::default());
    let kept: usize = import.rejects.iter().flat_map(|it| &it.cells).map(String::len).sum();
    assert!((30 << 20..33 << 20).contains(&kept), "{kept}");
    let last = &import.problems[import.problems.len() - 1];
    assert_eq!(last.problem.code, "import.more-problems");
    let listed = import.problems.iter().filter(|it| it.problem.code == "serial.characters").count();
    assert_eq!(listed, import.rejects.len(), "each listed row has its cells");
}

/// What somebody corrects is judged by itself, in its own row.
#[test]
fn records_without_a_header_are_judged_by_the_columns_that_are_given() {
    let choice = |field, number| Choice { field, place: Place::Number(number) };
    let mut importer = Importer::new(Options {
        header: Some(vec!["Owner".to_owned(), "serial".to_owned()]),
        columns: vec![choice(Field::Serial, 2), choice(Field::Username, 1)],
        ..Options::default()
    });
    let mut collector = Collector::default();
    importer.add_taken("F2LXK0ABCD", 3);
    for (row, record) in [(17, "bob,C02XK1ZZJGH5\n"), (40, "x,serial\n"), (41, "eve,F2LXK0ABCD\n")]
    {
        importer.go_to(row);
        importer.feed(record.as_bytes(), &mut collector);
    }
    importer.finish(&mut collector);
    assert_eq!((collector.rows.len(), collector.rows[0].row), (1, 17));
    let found: Vec<_> = collector.problems.iter().map(|it| (it.row, it.problem.code)).collect();
    assert_eq!(
        found,
        [(40, "serial.length"), (40, "username.too-short"), (41, "import.duplicate")]
    );
}

/// The widest sheet there is has 16,384 columns; nobody has to hold more of a row.
#[test]
fn a_row_can_be_wider_than_any_sheet() {
    let wide = ",".repeat(20_000);
    let file = format!("serial\nC02XK1ZZJGH5{wide}\n{wide}\nC02T0HL0GGC0\n");
    let import = check(file.as_bytes(), Options::default());
    let found: Vec<(u32, &str, Option<&str>)> = import
        .problems
        .iter()
        .map(|found| (found.row, found.problem.code, found.problem.param("found")))
        .collect();
    assert_eq!(found, [(2, "import.columns", Some("20001")), (3, "import.columns", Some("20001"))]);
    assert_eq!(import.rows.len(), 1);
}

/// The answer about a file with so many rows that are all wrong: the first is a serial number, the others repeat it.
pub(super) fn duplicates(rows: usize) -> Import {
    check(("serial\n".to_owned() + &"A1\n".repeat(rows)).as_bytes(), Options::default())
}

/// A file of 100 MB can have millions of mistakes. Nobody reads them, and a page must hold them.
#[test]
fn a_file_of_nothing_but_mistakes_lists_the_first_and_counts_the_others() {
    let most = table::LISTED as usize;
    // Each row has a warning about its length, and all but the first an error.
    let more = 3;
    let import = duplicates(most / 2 + more);
    assert_eq!(import.problems.len(), most + 1);
    let last = &import.problems[most];
    assert_eq!(last.problem.code, "import.more-problems");
    assert_eq!(last.problem.param("count"), Some(&*(2 * more - 1).to_string()));
    assert_eq!((last.row as usize, last.problem.severity), (most / 2 + more + 1, Severity::Error));
    assert_eq!(import.total as usize, most / 2 + more, "the rows are judged all the same");
    assert!(!import.ok);
}

/// Without a listed error the file is still not right when one of the others is.
#[test]
fn an_error_behind_many_warnings_is_not_lost() {
    let warnings: String = (0..table::LISTED + 1).map(|row| format!("A{row}\n")).collect();
    let warned = check(format!("serial\n{warnings}").as_bytes(), Options::default());
    assert!(warned.ok && warned.rows.len() > table::LISTED as usize);
    let wrong = check(format!("serial\n{warnings}A_1\n").as_bytes(), Options::default());
    assert!(!wrong.ok);
    let foreign = [format!("serial\n{warnings}").as_bytes(), b"\xfc\n"].concat();
    let last = check(&foreign, Options::default()).problems.pop();
    assert_eq!(last.map(|last| last.problem.code), Some("import.more-problems"));
}

/// What is refused as a whole stays refused, whatever comes behind it.
#[test]
fn nothing_comes_behind_a_refusal() {
    let mut importer = Importer::new(Options::default());
    let mut collector = Collector::default();
    importer.feed(&b"profile\n".repeat(9), &mut collector);
    assert!(!importer.stopped(), "the header may stand in the tenth row");
    importer.feed(b"profile\n", &mut collector);
    assert!(importer.stopped());
    importer.feed(b"serial\nC02XK1ZZJGH5\n", &mut collector);
    importer.finish(&mut collector);
    importer.finish(&mut collector);
    assert_eq!((collector.rows.len(), collector.problems.len(), importer.total()), (0, 1, 0));
}
