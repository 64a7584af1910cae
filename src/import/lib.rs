//! The import of a CSV file as a module of its own, which a page loads when it first reads a file: the functions that it
//! calls for every keystroke must not wait for a table reader.
//!
//! Rows leave as marks into one text and into the caller's own, problems as JSON. Nothing is kept that the script side has
//! taken, so a file may be larger than the module's memory. It must never decide anything: that is `rules::import`'s.

#![no_std]

extern crate alloc;

mod problems;
mod rows;
mod texts;

use alloc::{borrow::ToOwned, string::String, vec::Vec};
use boundary::facts;
use boundary::input::Input;
use boundary::json::{self, Value};
use problems::Problems;
use rows::Rows;
use rules::import::{Delimiter, Importer, Options, Row, RowProblem, Sink};
use wasm_bindgen::prelude::*;

/// The place of a slice that does not stand in a text of the caller.
const NOWHERE: u32 = u32::MAX;

/// One file on its way in.
#[wasm_bindgen]
pub struct CsvImport {
    importer: Importer,
    found: Found,
}

#[wasm_bindgen]
impl CsvImport {
    /// Starts an import. `options` is JSON, `{"policy"?, "delimiter"?}`; `length` is about how many bytes there are.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str, length: u32) -> CsvImport {
        let options = json::parse(options).unwrap_or(Value::Null);
        let policy = facts::policy(&(&options).field("policy"));
        let delimiter = (&options).field("delimiter").text_or_empty();
        let delimiter = delimiter.bytes().next().and_then(Delimiter::of);
        let mut importer = Importer::new(Options { policy, delimiter });
        importer.expect(length as usize);
        CsvImport { importer, found: Found::default() }
    }

    /// Takes the next bytes of the file. `place` is where they begin in the caller's text, if there is one and they are as
    /// many characters there; else `NOWHERE`. Answers whether it makes sense to go on.
    pub fn feed(&mut self, bytes: &[u8], place: u32) -> bool {
        if place != NOWHERE {
            self.found.rows.begin(bytes, place);
        }
        self.importer.feed(bytes, &mut self.found);
        self.found.rows.end();
        !self.importer.stopped()
    }

    /// Says that the file has ended.
    pub fn finish(&mut self) {
        self.importer.finish(&mut self.found);
    }

    /// How many records have been judged.
    pub fn total(&self) -> u32 {
        self.importer.total()
    }

    /// The delimiter, once the header was read.
    pub fn delimiter(&self) -> Option<String> {
        self.importer.delimiter().map(|delimiter| delimiter.word().to_owned())
    }

    /// The texts of the rows since the last call that do not stand in the caller's, without anything between them.
    pub fn texts(&mut self) -> String {
        self.found.rows.texts()
    }

    /// The rows since the last call; `Rows` says what the numbers mean.
    pub fn marks(&mut self) -> Vec<u32> {
        self.found.rows.marks()
    }

    /// The problems since the last call, as one JSON list; `Problems` says what stands in it.
    pub fn problems(&mut self) -> String {
        self.found.problems.take()
    }
}

/// The English sentences about files, as `rules::catalogue::entries` reads them: each line a code, a space, its template.
#[wasm_bindgen]
pub fn sentences() -> String {
    rules::import::ENGLISH.to_owned()
}

/// What came out of the rules and was not taken yet.
#[derive(Default)]
struct Found {
    rows: Rows,
    problems: Problems,
}

impl Sink for Found {
    fn row(&mut self, row: Row<'_>) {
        self.rows.push(row);
    }

    fn problem(&mut self, problem: RowProblem) {
        self.problems.push(&problem);
    }
}

/// The default allocator is three times the size of this one.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Nothing here panics on input. If something did, the module would end here, and say so by a trap.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
