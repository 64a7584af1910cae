//! The import of a CSV file as a module of its own. A page loads it with the first file: the functions that it calls for
//! every keystroke must not wait for a table reader.
//!
//! Bytes come in, [`Batch`]es of rows and problems go out. Nothing is kept that the script side has taken, so a file may be
//! larger than the module's memory. It must never decide anything: that is the work of `table`.

#![no_std]

extern crate alloc;

mod batch;
mod columns;
mod problems;

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use batch::Batch;
use boundary::facts;
use boundary::input::Input;
use boundary::json::{self, Value};
use table::{Delimiter, Importer, Options};
use wasm_bindgen::prelude::*;

/// One file on its way in.
#[wasm_bindgen]
pub struct CsvImport {
    importer: Importer,
    batch: Batch,
}

#[wasm_bindgen]
impl CsvImport {
    /// Starts an import with the options that `www/src/import/options.ts` writes.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str) -> CsvImport {
        CsvImport { importer: Importer::new(read_options(options)), batch: Batch::default() }
    }

    /// Says that a serial number stands in a row that is not part of this file.
    #[wasm_bindgen(js_name = addTaken)]
    pub fn add_taken(&mut self, serial: &str, row: u32) {
        self.importer.add_taken(serial, row);
    }

    /// Says that the next record is this row.
    #[wasm_bindgen(js_name = goTo)]
    pub fn go_to(&mut self, row: u32) {
        self.importer.go_to(row);
    }

    /// Takes the next bytes of the file. Returns whether it makes sense to go on.
    pub fn feed(&mut self, bytes: &[u8]) -> bool {
        self.importer.feed(bytes, &mut self.batch);
        !self.importer.stopped()
    }

    /// Says that the file has ended.
    pub fn finish(&mut self) {
        self.importer.finish(&mut self.batch);
    }

    /// The rows and problems since the last call.
    pub fn take(&mut self) -> Batch {
        self.batch.take()
    }

    /// How many records have been judged.
    pub fn total(&self) -> u32 {
        self.importer.total()
    }

    /// The columns, as a JSON list.
    pub fn columns(&self) -> String {
        columns::write(&self.importer.columns())
    }

    /// The delimiter, once the header was read.
    pub fn delimiter(&self) -> Option<String> {
        self.importer.delimiter().map(|delimiter| delimiter.word().to_owned())
    }
}

/// Reads the options of an import, which are JSON: `{"policy"?, "delimiter"?, "columns"?, "header"?, "isSheet"?}`.
fn read_options(options: &str) -> Options {
    let options = json::parse(options).unwrap_or(Value::Null);
    let delimiter = (&options).field("delimiter").text_or_empty();
    let names = (&options).field("header").items();
    Options {
        policy: facts::policy(&(&options).field("policy")),
        delimiter: delimiter.bytes().next().and_then(Delimiter::of),
        columns: columns::read(&(&options).field("columns")),
        header: names.map(|names| names.iter().map(Input::text_or_empty).collect::<Vec<_>>()),
        is_sheet: (&options).field("isSheet").is_true(),
    }
}

/// The English sentences about files, in the form that `rules::catalogue::entries` reads.
#[wasm_bindgen]
pub fn sentences() -> String {
    table::ENGLISH.to_owned()
}

/// The default allocator is three times the size of this one.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Nothing here panics on input. If something did, the module would end here, and say so by a trap.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
