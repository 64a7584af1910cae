//! What leaves an import: rows, problems, and the trait of whoever takes them.

use alloc::borrow::Cow;
use rules::Problem;

/// A row that can be sent to the host, in normal form.
///
/// A column is in the whole file or in none of it: so `username`, `login_required` and `agent_required` are each `Some` in
/// every row of a file, or `None` in every row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The serial number.
    pub serial: &'a str,
    /// The UUID or the name of the profile, never empty; `None` when the cell is empty or the file has no such column.
    pub profile: Option<&'a str>,
    /// The username, empty for a device whose user logs in; `None` when the file has no such column.
    pub username: Option<&'a str>,
    /// "Login required"; `None` when the file has no such column.
    pub login_required: Option<bool>,
    /// "Agent install required"; `None` when the file has no such column.
    pub agent_required: Option<bool>,
}

/// A problem and its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// The row as a spreadsheet counts it: the first is 1, blank ones count, a line break within quotes does not.
    pub row: u32,
    /// The column, the first is 1; 0 when it is about the whole row.
    pub column: u32,
    /// What is wrong.
    pub problem: Problem,
}

/// Takes rows and problems as soon as an [`Importer`](crate::Importer) has them: the problems of a row first, then the row if
/// it is good, else its cells.
pub trait Sink {
    /// Takes a row without an error.
    fn row(&mut self, row: Row<'_>);
    /// Takes a problem. A row with an error is not given to [`Sink::row`].
    fn problem(&mut self, problem: RowProblem);
    /// Takes the cells of a row with an error, as the file has them: for somebody who corrects them. Not those of a row whose
    /// problems are only counted.
    fn reject(&mut self, row: u32, cells: &[Cow<'_, str>]);
}
