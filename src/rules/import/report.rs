//! Takes the problems of one row to the sink and remembers whether one of them is an error. It must never hold one back.

use crate::prelude::*;

use super::{Row, RowProblem, Sink};
use crate::report::{Problem, Severity};
use crate::text;

/// Most characters of a cell that a problem quotes: enough to recognise it.
const QUOTED: usize = 40;

/// The problems of one row.
pub(super) struct Report<'s> {
    sink: &'s mut dyn Sink,
    row: u32,
    failed: bool,
}

impl<'s> Report<'s> {
    pub(super) fn new(sink: &'s mut dyn Sink, row: u32) -> Report<'s> {
        Report { sink, row, failed: false }
    }

    /// The number of the row.
    pub(super) fn row(&self) -> u32 {
        self.row
    }

    /// Reports a problem of a column, counted from 1; 0 for the whole row.
    pub(super) fn add(&mut self, column: usize, problem: Problem) {
        self.failed |= problem.severity == Severity::Error;
        self.sink.problem(RowProblem { row: self.row, column: column as u32, problem });
    }

    /// Reports all problems of a column.
    pub(super) fn all(&mut self, column: usize, problems: Vec<Problem>) {
        for problem in problems {
            self.add(column, problem);
        }
    }

    /// Gives a row without an error on.
    pub(super) fn good(&mut self, row: Row<'_>) {
        if !self.failed {
            self.sink.row(row);
        }
    }
}

/// A cell as a problem quotes it: trimmed, and cut when somebody put a novel there.
pub(super) fn quoted(cell: &str) -> String {
    let cell = text::trim(cell);
    match cell.char_indices().nth(QUOTED) {
        None => cell.to_owned(),
        Some((end, _)) => [cell.get(..end).unwrap_or_default(), "…"].concat(),
    }
}
