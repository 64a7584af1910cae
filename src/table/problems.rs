//! Collects the problems of one row and hands them to the sink. It must never hold one back without counting it.

use crate::catalogue::code;
use crate::row::{RowProblem, Sink};
use crate::scanner::{Cells, Kind};
use alloc::vec::Vec;
use rules::{Problem, Severity};

/// Most problems of a file that are listed: nobody reads more, a page holds them in 40 MB, and a file of 100 MB can have five
/// million.
pub const LISTED: u32 = 100_000;

/// How many problems of a file are listed, and what is known of the others.
#[derive(Default)]
pub(crate) struct Tally {
    listed: u32,
    more: u32,
    has_error: bool,
}

impl Tally {
    /// Hands a problem on, or counts it.
    fn take(&mut self, problem: RowProblem, sink: &mut dyn Sink) {
        if self.listed < LISTED {
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

    /// Gives all problems to a sink, as long as they are listed. Returns whether none of them is an error.
    pub(crate) fn send(self, tally: &mut Tally, sink: &mut dyn Sink) -> bool {
        let mut good = true;
        for problem in self.list {
            good &= problem.problem.severity != Severity::Error;
            tally.take(problem, sink);
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
