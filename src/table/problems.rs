//! Collects the problems of one row and hands them to the sink. It must never hold one back.

use crate::catalogue::code;
use crate::row::{RowProblem, Sink};
use crate::scanner::{Cells, Kind};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use rules::{Problem, Severity, text};

/// Most characters of a cell that a problem quotes: enough to recognise it.
const QUOTED: usize = 40;

/// The problems of one row, in their order.
pub(crate) struct RowProblems {
    row: u32,
    list: Vec<RowProblem>,
}

impl RowProblems {
    /// A row without problems.
    pub(crate) fn new(row: u32) -> RowProblems {
        RowProblems { row, list: Vec::new() }
    }

    /// The number of the row.
    pub(crate) fn row(&self) -> u32 {
        self.row
    }

    /// Adds a problem of a column, counted from 1, or of the whole row with 0. Returns it, so that it gets its parameters.
    pub(crate) fn add(
        &mut self,
        column: usize,
        path: &'static str,
        code: &'static str,
        severity: Severity,
    ) -> &mut Problem {
        let problem = Problem::new(path, code, severity);
        &mut self
            .list
            .push_mut(RowProblem { row: self.row, column: column as u32, problem })
            .problem
    }

    /// Adds an error about the form of the file.
    pub(crate) fn error(&mut self, column: usize, code: &'static str) -> &mut Problem {
        self.add(column, "", code, Severity::Error)
    }

    /// Adds the problems of a check of `rules`. A problem of the record as a whole is in no column.
    pub(crate) fn add_checked(&mut self, column: usize, problems: Vec<Problem>) {
        for problem in problems {
            let column = if problem.path.is_empty() { 0 } else { column as u32 };
            self.list.push(RowProblem { row: self.row, column, problem });
        }
    }

    /// Adds an error if the quotes of a record do not fit. Returns whether it did.
    pub(crate) fn add_broken_quotes(&mut self, cells: &Cells<'_>) -> bool {
        let Some((place, kind)) = cells.broken() else { return false };
        let code = match kind {
            Kind::Unclosed => code!("import.unclosed-quote"),
            _ => code!("import.stray-quote"),
        };
        self.error(place + 1, code);
        true
    }

    /// Gives all problems to a sink. Returns whether none of them is an error.
    pub(crate) fn send(self, sink: &mut dyn Sink) -> bool {
        let mut good = true;
        for problem in self.list {
            good &= problem.problem.severity != Severity::Error;
            sink.problem(problem);
        }
        good
    }
}

/// A cell as a problem quotes it: trimmed, and cut after 40 characters.
pub(crate) fn quoted(cell: &str) -> String {
    let cell = text::trim(cell);
    match cell.char_indices().nth(QUOTED) {
        None => cell.to_owned(),
        Some((end, _)) => cell[..end].to_owned() + "…",
    }
}
