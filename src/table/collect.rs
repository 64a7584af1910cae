//! The whole answer at once, for callers that have the whole file. It must never judge anything by itself.

use crate::delimiter::Delimiter;
use crate::importer::{Importer, Options};
use crate::preview::Column;
use crate::row::{Row, RowProblem, Sink};
use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use rules::Severity;

/// A [`Row`] that outlives its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedRow {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The serial number.
    pub serial: String,
    /// The UUID or the name of the profile.
    pub profile: Option<String>,
    /// The username.
    pub username: Option<String>,
    /// "Login required".
    pub login_required: Option<bool>,
    /// "Agent install required".
    pub agent_required: Option<bool>,
}

impl From<Row<'_>> for OwnedRow {
    fn from(row: Row<'_>) -> OwnedRow {
        OwnedRow {
            row: row.row,
            serial: row.serial.to_owned(),
            profile: row.profile.map(str::to_owned),
            username: row.username.map(str::to_owned),
            login_required: row.login_required,
            agent_required: row.agent_required,
        }
    }
}

/// A row with an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// Its cells as the file has them.
    pub cells: Vec<String>,
}

/// The answer about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Whether no problem is an error.
    pub ok: bool,
    /// How many records there are below the header, good or bad.
    pub total: u32,
    /// The character between the cells; `None` when the header could not be read.
    pub delimiter: Option<Delimiter>,
    /// The columns, and how each is read.
    pub columns: Vec<Column>,
    /// The rows without an error.
    pub rows: Vec<OwnedRow>,
    /// The rows with a listed error.
    pub rejects: Vec<Reject>,
    /// All problems, in the order of the file.
    pub problems: Vec<RowProblem>,
}

/// Keeps everything.
#[derive(Default)]
struct Collector {
    rows: Vec<OwnedRow>,
    rejects: Vec<Reject>,
    problems: Vec<RowProblem>,
}

impl Sink for Collector {
    fn row(&mut self, row: Row<'_>) {
        self.rows.push(row.into());
    }

    fn problem(&mut self, problem: RowProblem) {
        self.problems.push(problem);
    }

    fn reject(&mut self, row: u32, cells: &[Cow<'_, str>]) {
        let cells = cells.iter().map(|cell| cell.clone().into_owned()).collect();
        self.rejects.push(Reject { row, cells });
    }
}

/// Checks a whole file.
///
/// ```
/// use table::{Options, check};
///
/// let import = check(b"serial,username\nC02XK1ZZJGH5,bob\nC02-XK1ZZJGH6,alice\n", Options::default());
/// assert!(!import.ok);
/// assert_eq!(import.total, 2);
/// assert_eq!(import.rows[0].username.as_deref(), Some("bob"));
/// assert_eq!((import.problems[0].row, import.problems[0].column), (3, 1));
/// assert_eq!(import.problems[0].problem.code, "serial.characters");
/// assert_eq!(import.rejects[0].cells, ["C02-XK1ZZJGH6", "alice"]);
/// ```
pub fn check(bytes: &[u8], options: Options) -> Import {
    collect([bytes], options)
}

/// Checks a file that comes in slices, cut anywhere.
pub fn collect<'a>(slices: impl IntoIterator<Item = &'a [u8]>, options: Options) -> Import {
    let mut importer = Importer::new(options);
    let mut collector = Collector::default();
    for slice in slices {
        importer.feed(slice, &mut collector);
    }
    importer.finish(&mut collector);
    let Collector { rows, rejects, problems } = collector;
    Import {
        ok: problems.iter().all(|it| it.problem.severity != Severity::Error),
        total: importer.total(),
        delimiter: importer.delimiter(),
        columns: importer.columns(),
        rows,
        rejects,
        problems,
    }
}
