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
use rules::import::{self, Row, RowProblem, Sink};

impl Guest for crate::world::Component {
    type Importer = RefCell<Reading>;

    fn validate_import(file: Vec<u8>, options: ImportOptions) -> ImportReport {
        let mut reading = Reading::new(options);
        reading.importer.feed(&file, &mut reading.found);
        reading.end()
    }
}

/// A file on the way in. The canonical ABI hands out shared references only, so the resource is a cell around it.
pub struct Reading {
    importer: import::Importer,
    found: Found,
}

impl Reading {
    fn new(options: ImportOptions) -> Reading {
        let delimiter = options.delimiter.map(|delimiter| match delimiter {
            Delimiter::Comma => import::Delimiter::Comma,
            Delimiter::Semicolon => import::Delimiter::Semicolon,
            Delimiter::Tab => import::Delimiter::Tab,
        });
        let read = import::Options { policy: read_policy(options.policy), delimiter };
        let found = Found {
            texts: Texts::new(options.messages),
            ok: true,
            rows: Vec::new(),
            problems: Vec::new(),
        };
        Reading { importer: import::Importer::new(read), found }
    }

    fn end(mut self) -> ImportReport {
        self.importer.finish(&mut self.found);
        ImportReport {
            ok: self.found.ok,
            total: self.importer.total(),
            delimiter: self.importer.delimiter().map(|delimiter| match delimiter {
                import::Delimiter::Comma => Delimiter::Comma,
                import::Delimiter::Semicolon => Delimiter::Semicolon,
                import::Delimiter::Tab => Delimiter::Tab,
            }),
            rows: self.found.rows,
            problems: self.found.problems,
        }
    }
}

impl GuestImporter for RefCell<Reading> {
    fn new(options: ImportOptions) -> Self {
        RefCell::new(Reading::new(options))
    }

    fn feed(&self, bytes: Vec<u8>) -> ImportSlice {
        let Reading { importer, found } = &mut *self.borrow_mut();
        importer.feed(&bytes, found);
        ImportSlice {
            rows: mem::take(&mut found.rows),
            problems: mem::take(&mut found.problems),
            total: importer.total(),
            stopped: importer.stopped(),
        }
    }

    fn finish(importer: Importer) -> ImportReport {
        importer.into_inner::<RefCell<Reading>>().into_inner().end()
    }
}

/// What was found since it was last handed over.
struct Found {
    texts: Texts,
    /// No error so far, in the whole file.
    ok: bool,
    rows: Vec<ImportRow>,
    problems: Vec<ImportProblem>,
}

impl Sink for Found {
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

    fn problem(&mut self, found: RowProblem) {
        self.ok &= found.problem.severity != Severity::Error;
        self.problems.push(ImportProblem {
            row: found.row,
            column: found.column,
            problem: problem(found.problem, &self.texts),
        });
    }
}
