//! Import of a table of devices: a CSV file in, checked rows and every problem out, while the file still comes in.
//!
//! It owns what a table must look like; what a serial number or a username must look like is left to their own modules,
//! and no row gets through that they refuse. It must never hold more of the file than the record that it is in and
//! the serials before it, never repair text that it cannot read, and never answer differently because the file came in
//! other slices.
//!
//! The scanner is our own and not the `csv` crate's: that one takes an unclosed quote and text behind a quote as they come
//! and does not count rows as a spreadsheet does, so the three mistakes admins make could not be named; and in
//! WebAssembly it weighs more than this whole module and takes its time, because it copies every record.

mod collect;
mod encoding;
mod flags;
mod header;
mod importer;
mod quick;
mod record;
mod report;
mod scanner;
mod serials;
mod words;

pub use collect::{Import, OwnedRow, check};
pub use importer::Importer;

use crate::problem::Problem;
use crate::username::UsernamePolicy;

/// What is said of a file: codes and templates, as [`crate::catalogue::entries`] reads them.
pub const ENGLISH: &str = include_str!("import/english.txt");

/// What stands between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, which spreadsheets write where the comma is the decimal sign.
    Semicolon,
    /// The tab, which comes with a copied range of cells.
    Tab,
}

impl Delimiter {
    /// All three, in the order in which they are preferred when they stand equally often in a header.
    pub const ALL: [Delimiter; 3] = [Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab];

    /// The character as a byte.
    pub fn byte(self) -> u8 {
        match self {
            Delimiter::Comma => b',',
            Delimiter::Semicolon => b';',
            Delimiter::Tab => b'\t',
        }
    }

    /// The character as a text: `","`, `";"`, `"\t"`.
    pub fn word(self) -> &'static str {
        match self {
            Delimiter::Comma => ",",
            Delimiter::Semicolon => ";",
            Delimiter::Tab => "\t",
        }
    }

    /// The delimiter that is this byte.
    pub fn of(byte: u8) -> Option<Delimiter> {
        Delimiter::ALL.into_iter().find(|delimiter| delimiter.byte() == byte)
    }
}

/// How a file is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What the host page knows about usernames.
    pub policy: UsernamePolicy,
    /// What stands between the cells; sniffed from the header when nobody says.
    pub delimiter: Option<Delimiter>,
}

/// A row that can be sent to the host, in normal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The serial number.
    pub serial: &'a str,
    /// The UUID or the name of the profile; `None` when the cell is empty or the file has no such column.
    pub profile: Option<&'a str>,
    /// The username, empty for a device whose user logs in; `None` when the file has no such column.
    pub username: Option<&'a str>,
    /// "Login required"; `None` when the file has no such column.
    pub login_required: Option<bool>,
    /// "Agent install required"; `None` when the file has no such column.
    pub agent_required: Option<bool>,
}

/// A problem and where in the file it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// The row as a spreadsheet counts it: the first is 1, blank ones count, a line break within quotes does not.
    pub row: u32,
    /// The column, the first is 1; 0 when it is about the whole row.
    pub column: u32,
    /// What is wrong.
    pub problem: Problem,
}

/// Who takes what an [`Importer`] finds, as soon as it is found: the problems of a row, then the row if it is good.
pub trait Sink {
    /// A row without an error.
    fn row(&mut self, row: Row<'_>);
    /// A problem. The row it is about is not given when it is an error.
    fn problem(&mut self, problem: RowProblem);
}
