//! Collects the problems of one row and takes them to the sink. It must never hold one back.

use crate::prelude::*;

use super::{RowProblem, Sink};
use crate::problem::{Problem, Severity};
use crate::text;

/// Most characters of a cell that a problem quotes: enough to recognise it.
const QUOTED: usize = 40;

/// The problems of one row, in their order.
pub(super) struct Report {
    row: u32,
    found: Vec<RowProblem>,
}

impl Report {
    pub(super) fn new(row: u32) -> Report {
        Report { row, found: Vec::new() }
    }

    /// The number of the row.
    pub(super) fn row(&self) -> u32 {
        self.row
    }

    /// Adds a problem of a column, counted from 1, or of the whole row with 0, and gives it back for its parameters.
    #[inline(never)]
    pub(super) fn add(
        &mut self,
        column: usize,
        path: &'static str,
        code: &'static str,
        severity: Severity,
    ) -> &mut Problem {
        let problem = Problem::new(path, code, severity);
        let found = RowProblem { row: self.row, column: column as u32, problem };
        &mut self.found.push_mut(found).problem
    }

    /// Adds an error of the import itself.
    pub(super) fn error(&mut self, column: usize, code: &'static str) -> &mut Problem {
        self.add(column, "", code, Severity::Error)
    }

    /// Adds what a check has found in a column. What it says about the record as a whole is in no column.
    pub(super) fn take(&mut self, column: usize, problems: Vec<Problem>) {
        for problem in problems {
            let column = if problem.path.is_empty() { 0 } else { column as u32 };
            self.found.push(RowProblem { row: self.row, column, problem });
        }
    }

    /// Gives all problems to a sink; whether none was an error.
    pub(super) fn send(self, sink: &mut dyn Sink) -> bool {
        let mut good = true;
        for found in self.found {
            good &= found.problem.severity != Severity::Error;
            sink.problem(found);
        }
        good
    }
}

/// A cell as a problem quotes it: trimmed, and cut when somebody put a novel there.
pub(super) fn quoted(cell: &str) -> String {
    let cell = text::trim(cell);
    match cell.char_indices().nth(QUOTED) {
        None => cell.to_owned(),
        Some((end, _)) => {
            let mut cut = cell.get(..end).unwrap_or_default().to_owned();
            cut.push('…');
            cut
        }
    }
}
