//! Collects the problems of one row and hands them to the sink. It must never hold one back without counting it.

use crate::catalogue::code;
use crate::row::{RowProblem, Sink};
use crate::scanner::{Cells, Kind};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use rules::{Problem, Severity, text};

/// Most problems of a file that are listed: nobody reads more, a page holds them in 40 MB, and a file of 100 MB can have five
/// million.
pub const LISTED: u32 = 100_000;

/// Most bytes of rejected rows that are handed out. Behind them problems are only counted, so that each row with a listed error
/// has its cells.
const REJECTED: usize = 32 << 20;

/// What a cell takes beside its bytes.
const CELL: usize = 8;

/// How many problems of a file are listed, and what is known of the others.
#[derive(Default)]
pub(crate) struct Tally {
    listed: u32,
    /// Bytes of rejected rows.
    rejected: usize,
    more: u32,
    has_error: bool,
}

impl Tally {
    /// Whether the next problem is listed.
    fn has_room(&self) -> bool {
        self.listed < LISTED && self.rejected < REJECTED
    }

    /// Hands a problem on, or counts it.
    fn take(&mut self, problem: RowProblem, sink: &mut dyn Sink) {
        if self.has_room() {
            self.listed += 1;
            sink.problem(problem);
        } else {
            self.more += 1;
            self.has_error |= problem.problem.severity == Severity::Error;
        }
    }

    /// The problem that stands for those that are not listed; `None` when all are. It is an error if one of them is.
    pub(crate) fn rest(&mut self, row: u32) -> Option<RowProblem> {
        let Tally { more, has_error, .. } = core::mem::take(self);
        let severity = if has_error { Severity::Error } else { Severity::Warning };
        let mut problem = Problem::new("", code!("import.more-problems"), severity);
        problem.put_number("count", more as usize);
        (more > 0).then_some(RowProblem { row, column: 0, problem })
    }
}

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

    /// Gives all problems to a sink, as long as they are listed, and the cells of the record if one of them is an error.
    /// Returns whether none is.
    pub(crate) fn send(self, cells: &Cells<'_>, tally: &mut Tally, sink: &mut dyn Sink) -> bool {
        let has_room = tally.has_room();
        let mut good = true;
        for problem in self.list {
            good &= problem.problem.severity != Severity::Error;
            tally.take(problem, sink);
        }
        if !good && has_room {
            let cells: Vec<_> = cells.texts().collect();
            tally.rejected += cells.iter().map(|cell| cell.len() + CELL).sum::<usize>();
            sink.reject(self.row, &cells);
        }
        good
    }

    /// Gives all problems to a sink, however many there were before: they are about the whole file.
    pub(crate) fn send_all(self, sink: &mut dyn Sink) {
        for problem in self.list {
            sink.problem(problem);
        }
    }
}

/// A cell without white space around it, and cut after so many characters.
pub(crate) fn cut(cell: &str, most: usize) -> String {
    let cell = text::trim(cell);
    match cell.char_indices().nth(most) {
        None => cell.to_owned(),
        Some((end, _)) => cell[..end].to_owned() + "…",
    }
}
