//! The import of a file: bytes in, rows and problems out. It must never look into the bytes.

use crate::bindings::exports::dep_enroll::rules::bulk_import::{
    Delimiter, Guest, GuestImporter, ImportOptions, ImportProblem, ImportReport, ImportRow,
    ImportSlice, Importer,
};
use crate::checks::read_policy;
use crate::report::{Texts, problem};
use alloc::borrow::ToOwned;
use alloc::vec::Vec;
use core::cell::RefCell;
use core::mem;
use rules::Severity;
use table::{Row, RowProblem, Sink};

impl Guest for crate::world::Component {
    type Importer = RefCell<Reading>;

    fn validate_import(file: Vec<u8>, options: ImportOptions) -> ImportReport {
        let mut reading = Reading::new(options);
        reading.importer.feed(&file, &mut reading.output);
        reading.end()
    }
}

/// A file on the way in. The canonical ABI hands out shared references only, so the resource is a cell around it.
pub struct Reading {
    importer: table::Importer,
    output: Output,
}

impl Reading {
    fn new(options: ImportOptions) -> Reading {
        let delimiter = options.delimiter.map(|delimiter| match delimiter {
            Delimiter::Comma => table::Delimiter::Comma,
            Delimiter::Semicolon => table::Delimiter::Semicolon,
            Delimiter::Tab => table::Delimiter::Tab,
        });
        let read = table::Options { policy: read_policy(options.policy), delimiter };
        let output = Output {
            texts: Texts::new(options.messages),
            ok: true,
            rows: Vec::new(),
            problems: Vec::new(),
        };
        Reading { importer: table::Importer::new(read), output }
    }

    fn end(mut self) -> ImportReport {
        self.importer.finish(&mut self.output);
        ImportReport {
            ok: self.output.ok,
            total: self.importer.total(),
            delimiter: self.importer.delimiter().map(|delimiter| match delimiter {
                table::Delimiter::Comma => Delimiter::Comma,
                table::Delimiter::Semicolon => Delimiter::Semicolon,
                table::Delimiter::Tab => Delimiter::Tab,
            }),
            rows: self.output.rows,
            problems: self.output.problems,
        }
    }
}

impl GuestImporter for RefCell<Reading> {
    fn new(options: ImportOptions) -> Self {
        RefCell::new(Reading::new(options))
    }

    fn feed(&self, bytes: Vec<u8>) -> ImportSlice {
        let Reading { importer, output } = &mut *self.borrow_mut();
        importer.feed(&bytes, output);
        ImportSlice {
            rows: mem::take(&mut output.rows),
            problems: mem::take(&mut output.problems),
            total: importer.total(),
            stopped: importer.stopped(),
        }
    }

    fn finish(importer: Importer) -> ImportReport {
        importer.into_inner::<RefCell<Reading>>().into_inner().end()
    }
}

/// Rows and problems that were not handed over yet.
struct Output {
    texts: Texts,
    /// No error so far, in the whole file.
    ok: bool,
    rows: Vec<ImportRow>,
    problems: Vec<ImportProblem>,
}

impl Sink for Output {
    fn row(&mut self, row: Row<'_>) {
        self.rows.push(ImportRow {
            row: row.row,
            serial: row.serial.to_owned(),
            profile: row.profile.map(str::to_owned),
            username: row.username.map(str::to_owned),
            login_required: row.login_required,
            agent_required: row.agent_required,
        });
    }

    fn problem(&mut self, it: RowProblem) {
        self.ok &= it.problem.severity != Severity::Error;
        self.problems.push(ImportProblem {
            row: it.row,
            column: it.column,
            problem: problem(it.problem, &self.texts),
        });
    }
}
