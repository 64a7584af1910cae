//! What must hold for every file: no cut matters, a plain record is judged as the full checks judge it, and a file
//! without mistakes is read as the `csv` crate reads it.

use super::{pasted, policies};
use csv::{QuoteStyle, ReaderBuilder, Terminator, WriterBuilder};
use proptest::collection::vec;
use proptest::prelude::*;
use rules::problem::Problem;
use rules::{Draft, UsernamePolicy, enrollment, profile, serial, spreadsheet};
use table::{
    Choice, Delimiter, Field, Import, Options, OwnedRow, Place, RowProblem, check, collect,
};

/// Any bytes at all, or the pieces that a table is made of, well and badly put together.
fn files() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        &b"serial"[..],
        b"profile",
        b"username",
        b"Login required",
        b"agent",
        b"sep=",
        b",",
        b",",
        b";",
        b"\t",
        b"\n",
        b"\n",
        b"\r",
        b"\r\n",
        b"\"",
        b"\"\"",
        b" ",
        b"\0",
        b"C02XK1ZZJGH5",
        b"c02t0hl0ggc0",
        b"F2LXK0ABCD",
        b"CO2-XK1",
        b"bob",
        b"PRIMARY/alice",
        b"x@acme.com",
        b"yes",
        b"no",
        b"maybe",
        b"A1F0C3D2E4B5968778695A4B3C2D1E0F",
        b"a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xc3\xbc",
        b"\xe2\x80\xa8",
        b"\xfc",
        b"\xf0\x9f\x98\x80",
    ]);
    let pieces = |most: usize| vec(piece.clone(), 0..most).prop_map(|pieces| pieces.concat());
    let under =
        |header: &'static str| pieces(60).prop_map(move |rest| [header.as_bytes(), &rest].concat());
    prop_oneof![
        1 => vec(any::<u8>(), 0..200),
        2 => pieces(40),
        2 => under("serial\n"),
        3 => under("serial,username,login\n"),
        3 => under("agent;profile;user;serial\r\n"),
    ]
}

fn options() -> impl Strategy<Value = Options> {
    let delimiter = prop::option::of(prop::sample::select(Delimiter::ALL.to_vec()));
    let place = prop_oneof![
        Just(Place::Nowhere),
        (0u32..6).prop_map(Place::Number),
        Just(Place::Named("username".to_owned())),
    ];
    let choice = (prop::sample::select(Field::ALL.to_vec()), place)
        .prop_map(|(field, place)| Choice { field, place });
    let columns = prop_oneof![3 => Just(Vec::new()), 1 => vec(choice, 1..3)];
    (policies(), delimiter, columns).prop_map(|(policy, delimiter, columns)| Options {
        policy,
        delimiter,
        columns,
        header: None,
        is_sheet: false,
    })
}

/// A serial as a file may have it: right, nearly right, or anything.
fn serials() -> impl Strategy<Value = String> {
    prop_oneof![2 => "[A-Z0-9]{6,16}", 1 => "S?[A-HJ-NP-Z0-9]{10,12}", 1 => "[ -~]{0,20}", 1 => pasted()]
}

fn usernames() -> impl Strategy<Value = String> {
    prop_oneof![2 => "[a-z0-9._-]{1,33}", 2 => "[!-~]{0,12}", 1 => pasted()]
}

fn cells() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "[a-z ,;\t\"\r\n]{0,8}",
        1 => Just("A1F0C3D2E4B5968778695A4B3C2D1E0F".to_owned()),
        1 => Just("{a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f}".to_owned()),
        1 => pasted(),
    ]
}

/// A cell of a column as most files have it, or with something about it.
fn usual(column: &'static str) -> BoxedStrategy<String> {
    let flags = || {
        let word = prop::sample::select(vec![
            "true",
            "false",
            "",
            "TRUE",
            "False",
            "yes",
            "no",
            "1",
            "0",
            "x",
            "wahr",
            "verdadero",
            "maybe",
            "tru",
            "truee",
            " true",
            "\"no\"",
            "\u{11}",
        ]);
        word.prop_map(str::to_owned)
    };
    let usual = match column {
        "serial" => prop_oneof!["C02XK1[A-Z0-9]{0,3}", "S?[A-HJ-NP-Z0-9]{7,15}"].boxed(),
        "username" => prop_oneof![
            Just(String::new()),
            "[a-z]{1,9}[.-][a-z]{1,9}",
            "[a-z0-9.]{1,33}",
            "[a-z]{1,9}[ /@;\u{7f}\\\\][a-z]{1,9}",
            "(SALES/)?[a-zßñ]{1,9}"
        ]
        .boxed(),
        "login" | "agent" => flags().boxed(),
        "profile" => prop_oneof!["[A-F0-9]{32}", "[A-Z][a-zü]{0,12}", "[ -~]{0,9}"].boxed(),
        _ => "[ -~üé—]{0,20}".boxed(),
    };
    let odd = prop_oneof![serials(), usernames(), cells(), "[!-~]{0,20}", "[a-zß\u{7f}\u{1}]{0,9}"];
    let quoted = usual.clone().prop_map(|cell| format!("\"{cell}\""));
    prop_oneof![12 => usual, 2 => quoted, 1 => odd].boxed()
}

/// Tables in which most records are right as they stand.
fn tables() -> impl Strategy<Value = Vec<u8>> {
    let columns = prop::sample::select(vec![
        &["serial", "username", "login", "agent"][..],
        &["agent", "profile", "username", "serial"],
        &["note", "serial", "login"],
        &["serial", "note", "profile", "agent"],
        &["serial"],
    ]);
    let delimiter = prop::sample::select(vec![",", ";", "\t"]);
    columns.prop_flat_map(move |columns| {
        let cells: Vec<_> = columns.iter().map(|column| usual(column)).collect();
        let end = prop::sample::select(vec!["\r\n", "\r\n", "\r\n", "\n", "\r", "\n\n", ",\n"]);
        (delimiter.clone(), vec((cells, end), 0..24)).prop_map(move |(delimiter, rows)| {
            let mut file = columns.join(delimiter) + "\r\n";
            for (cells, end) in rows {
                file += &(cells.join(delimiter) + end);
            }
            // Near the end of a slice there are no words to look at.
            (file + &"\n".repeat(16)).into_bytes()
        })
    })
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

/// The profile that a cell names, told without any quick way; `None` when the cell is empty.
fn named(cell: &str) -> Option<String> {
    Some(profile::named(cell)).filter(|name| !name.is_empty())
}

fn is_lost(cell: &str) -> bool {
    spreadsheet::lost("profile", cell).is_some()
}

/// One row below this header, whose last column keeps it from being blank.
fn one(header: &str, cells: &[&str], policy: &UsernamePolicy) -> Import {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    let file = format!("{header},agent\n{},yes\n", cells.join(","));
    check(file.as_bytes(), Options { policy: policy.clone(), ..Options::default() })
}

fn problems(import: &Import) -> Vec<Problem> {
    import.problems.iter().map(|found| found.problem.clone()).collect()
}

fn is_header_again(problem: &Problem) -> bool {
    matches!(problem.code, "import.repeated-header" | "import.other-header")
}

/// Whether a header with this cell has a column of serial numbers.
fn names_serials(cell: &str) -> bool {
    one(&quoted(cell), &["C02XK1ZZJGH5"], &UsernamePolicy::default()).rows.len() == 1
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn no_cut_changes_the_answer(file in files(), options in options(), lengths in vec(0usize..9, 1..20)) {
        let mut slices = Vec::new();
        let mut rest = &file[..];
        for length in lengths {
            let (slice, behind) = rest.split_at(length.min(rest.len()));
            slices.push(slice);
            rest = behind;
        }
        slices.push(rest);
        let whole = check(&file, options.clone());
        prop_assert_eq!(&collect(slices, options.clone()), &whole);
        prop_assert_eq!(&collect(file.chunks(1), options), &whole);
    }

    /// In slices of one byte no record is ever whole, so that each is read by the scanner and judged by the full checks.
    #[test]
    fn a_plain_record_is_judged_as_the_full_checks_judge_it(file in tables(), policy in policies()) {
        let options = Options { policy, ..Options::default() };
        let slowly = collect(file.chunks(1), options.clone());
        prop_assert_eq!(&check(&file, options.clone()), &slowly);
        prop_assert_eq!(&collect(file.chunks(64), options), &slowly);
    }

    #[test]
    fn no_row_gets_through_that_the_rules_refuse(file in files(), options in options()) {
        let import = check(&file, options.clone());
        prop_assert!(import.rows.len() <= import.total as usize);
        let mut seen: Vec<&str> = Vec::new();
        for OwnedRow { serial, username, login_required, agent_required, row, .. } in &import.rows {
            let checked = serial::check(serial);
            prop_assert_eq!(checked.value.as_ref().map(|value| value.as_str()), Some(&**serial));
            prop_assert!(!seen.contains(&&**serial));
            seen.push(serial);
            if username.is_some() || login_required.is_some() {
                let draft = Draft {
                    username: username.clone().unwrap_or_default(),
                    login_required: login_required.unwrap_or(false),
                    agent_required: agent_required.unwrap_or(false),
                };
                let checked = enrollment::check(&draft, &options.policy);
                prop_assert_eq!(checked.value.map(|value| value.to_draft()), Some(draft));
            }
            let refused = |found: &&RowProblem| {
                found.row == *row && found.problem.severity == rules::Severity::Error
            };
            // A duplicate column is the header's error, and that is no row that gets through.
            prop_assert!(import.problems.iter().find(refused).is_none());
        }
    }

    #[test]
    fn a_serial_is_judged_as_it_is_alone(raw in serials(), policy in policies()) {
        let import = one("serial", &[&raw], &policy);
        // The name of the column again is a second header, as in exports that were joined, and no device.
        if problems(&import).iter().any(is_header_again) {
            prop_assert!(names_serials(&raw) && import.rows.is_empty(), "{raw:?}");
            return Ok(());
        }
        let checked = serial::check(&raw);
        prop_assert_eq!(problems(&import), checked.problems);
        let serial = import.rows.first().map(|row| row.serial.clone());
        prop_assert_eq!(serial, checked.value.map(|value| value.as_str().to_owned()));
    }

    #[test]
    fn an_enrollment_is_judged_as_it_is_alone(username in usernames(), login in any::<bool>(), policy in policies()) {
        let cells = ["C02XK1ZZJGH5", &username, if login { "yes" } else { "" }];
        let import = one("serial,username,login", &cells, &policy);
        let draft = Draft { username, login_required: login, agent_required: true };
        let checked = enrollment::check(&draft, &policy);
        prop_assert_eq!(problems(&import), checked.problems);
        let username = import.rows.first().and_then(|row| row.username.clone());
        prop_assert_eq!(username, checked.value.map(|value| value.to_draft().username));
    }

    #[test]
    fn a_profile_is_read_as_it_is_alone(first in cells(), second in cells()) {
        let file = format!(
            "serial,profile\nC02XK1ZZJGH5,{0}\nC02T0HL0GGC0,{1}\nF2LXK0ABCD,{1}\nDMQVGC0DHLKC,{0}",
            quoted(&first),
            quoted(&second),
        );
        let import = check(file.as_bytes(), Options::default());
        let profiles: Vec<_> = import.rows.into_iter().map(|row| row.profile).collect();
        let cells = [&first, &second, &second, &first].into_iter().filter(|cell| !is_lost(cell));
        prop_assert_eq!(profiles, cells.map(|cell| named(cell)).collect::<Vec<_>>());
    }

    #[test]
    fn a_good_table_is_read_as_the_csv_crate_reads_it(
        table in vec((cells(), cells(), cells()), 0..8),
        delimiter in prop::sample::select(Delimiter::ALL.to_vec()),
        quotes in any::<bool>(),
        line_end in prop::sample::select(vec![Terminator::CRLF, Terminator::Any(b'\n'), Terminator::Any(b'\r')]),
    ) {
        let mut writer = WriterBuilder::new()
            .delimiter(delimiter.byte())
            .quote_style(if quotes { QuoteStyle::Always } else { QuoteStyle::Necessary })
            .terminator(line_end)
            .from_writer(Vec::new());
        writer.write_record(["a", "profile", "serial", "b"]).unwrap();
        for (place, (left, middle, right)) in table.iter().enumerate() {
            writer.write_record([left, middle, &format!("C02XK{place:05}"), right]).unwrap();
        }
        let file = writer.into_inner().unwrap();
        let mut reader = ReaderBuilder::new().delimiter(delimiter.byte()).from_reader(&file[..]);
        let expected: Vec<(String, Option<String>)> = reader
            .records()
            .map(Result::unwrap)
            .filter(|record| !is_lost(&record[1]))
            .map(|record| (record[2].to_owned(), named(&record[1])))
            .collect();
        let import = check(&file, Options::default());
        prop_assert_eq!(import.delimiter, Some(delimiter));
        let got: Vec<(String, Option<String>)> =
            import.rows.into_iter().map(|row| (row.serial, row.profile)).collect();
        prop_assert_eq!(got, expected);
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them(lines in vec((0usize..4, 0usize..4, 0usize..3), 0..20)) {
        let ends = ["\n", "\r\n", "\r"];
        let mut file = "serial,profile\n".to_owned();
        let mut expected = Vec::new();
        let mut row = 1;
        for (place, (blank, breaks, end)) in lines.iter().enumerate() {
            for _ in 0..*blank {
                // A blank line between a CR and an LF would not be one.
                file.push_str([" ", ","][place % 2]);
                file.push_str(ends[*end]);
            }
            row += u32::try_from(*blank).unwrap() + 1;
            expected.push(row);
            let text = quoted(&ends[*end].repeat(*breaks));
            file.push_str(&format!("C02XK{place:05},{text}{}", ends[*end]));
        }
        let import = check(file.as_bytes(), Options::default());
        let rows: Vec<u32> = import.rows.iter().map(|row| row.row).collect();
        prop_assert_eq!(rows, expected);
        prop_assert!(import.ok);
    }
}
