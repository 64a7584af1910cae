//! The import's vectors, each in one piece and in many: the answer must not depend on where a slice ends.

use super::{cases, plain_problem, policy, run, text};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rules::Severity;
use serde_json::{Value, json};
use table::{Delimiter, Import, Importer, Options, OwnedRow, Row, RowProblem, Sink, check};

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
}

/// The answer to a file that comes in these slices.
pub(crate) fn in_slices<'a>(
    slices: impl IntoIterator<Item = &'a [u8]>,
    options: Options,
) -> Import {
    let mut importer = Importer::new(options);
    let mut collector = Collector::default();
    for slice in slices {
        importer.feed(slice, &mut collector);
    }
    importer.finish(&mut collector);
    let Collector { rows, problems } = collector;
    Import {
        ok: problems.iter().all(|found| found.problem.severity != Severity::Error),
        total: importer.total(),
        delimiter: importer.delimiter(),
        rows,
        problems,
    }
}

fn bytes(input: &Value) -> Vec<u8> {
    match input["base64"].as_str() {
        Some(coded) => BASE64_STANDARD.decode(coded).unwrap(),
        None => text(input).as_bytes().to_vec(),
    }
}

fn options(value: &Value) -> Options {
    let delimiter = value["delimiter"].as_str().map(|word| Delimiter::of(word.as_bytes()[0]));
    Options { policy: policy(&value["policy"]), delimiter: delimiter.map(Option::unwrap) }
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
    plain
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
    run("import.json", |case| plain(&imported(case)), Value::eq);
}

/// A cut at every place, at every second one, and so on: every pair of neighbours is parted, and most are also kept together.
#[test]
fn slices_change_nothing() {
    for case in cases("import.json") {
        let (bytes, whole) = (bytes(&case["input"]), imported(&case));
        for length in [1, 2, 3, 5, 7, 11, 64] {
            let sliced = in_slices(bytes.chunks(length), options(&case["options"]));
            assert_eq!(sliced, whole, "{} in slices of {length}", case["name"]);
        }
        for cut in 0..bytes.len().min(200) {
            let (head, tail) = bytes.split_at(cut);
            let sliced = in_slices([head, &[], tail], options(&case["options"]));
            assert_eq!(sliced, whole, "{} cut at {cut}", case["name"]);
        }
    }
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
