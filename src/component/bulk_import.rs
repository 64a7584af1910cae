//! The import of a file: bytes in, rows and problems out. It must never look into the bytes.

use crate::bindings::exports::dep_enroll::rules::bulk_import::{
    Column, ColumnPlace, Delimiter, Field, Guest, GuestImporter, ImportOptions, ImportProblem,
    ImportReport, ImportRow, ImportSlice, Importer, Reject,
};
use crate::checks::read_policy;
use crate::report::{Texts, problem};
use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;
use core::mem;
use rules::Severity;
use table::{Choice, Place, Row, RowProblem, Sink};

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
        let columns = options.columns.into_iter().map(|choice| Choice {
            field: read_field(choice.field),
            place: match choice.place {
                ColumnPlace::Nowhere => Place::Nowhere,
                ColumnPlace::Number(number) => Place::Number(number),
                ColumnPlace::Named(name) => Place::Named(name),
            },
        });
        let read = table::Options {
            policy: read_policy(options.policy),
            delimiter,
            columns: columns.collect(),
            header: None,
            is_sheet: false,
        };
        let output = Output {
            texts: Texts::new(options.messages),
            ok: true,
            rows: Vec::new(),
            rejects: Vec::new(),
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
            columns: self.importer.columns().into_iter().map(column).collect(),
            rows: self.output.rows,
            rejects: self.output.rejects,
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
            rejects: mem::take(&mut output.rejects),
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
    rejects: Vec<Reject>,
    problems: Vec<ImportProblem>,
}

fn read_field(field: Field) -> table::Field {
    match field {
        Field::Serial => table::Field::Serial,
        Field::Profile => table::Field::Profile,
        Field::ProfileUuid => table::Field::Uuid,
        Field::Username => table::Field::Username,
        Field::LoginRequired => table::Field::Login,
        Field::AgentRequired => table::Field::Agent,
    }
}

fn column(column: table::Column) -> Column {
    Column {
        name: column.name,
        field: column.field.map(|field| match field {
            table::Field::Serial => Field::Serial,
            table::Field::Profile => Field::Profile,
            table::Field::Uuid => Field::ProfileUuid,
            table::Field::Username => Field::Username,
            table::Field::Login => Field::LoginRequired,
            table::Field::Agent => Field::AgentRequired,
        }),
        samples: column.samples,
    }
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

    fn reject(&mut self, row: u32, cells: &[Cow<'_, str>]) {
        let cells: Vec<String> = cells.iter().map(|cell| cell.clone().into_owned()).collect();
        self.rejects.push(Reject { row, cells });
    }
}
