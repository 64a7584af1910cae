//! The import of a CSV file as a module of its own, which a page loads when it first reads a file: the functions that it
//! calls for every keystroke must not wait for a table reader.
//!
//! Rows leave as one text with marks into it, problems as JSON. Nothing is kept that the script side has taken, so a file
//! may be larger than the module's memory. It must never decide anything: that is `rules::import`'s.

#![no_std]

extern crate alloc;

mod problems;
mod texts;

use alloc::{borrow::ToOwned, string::String, vec::Vec};
use boundary::facts;
use boundary::read::Reader;
use problems::Problems;
use rules::import::{Delimiter, Importer, Options, Row, RowProblem, Sink};
use texts::Texts;
use wasm_bindgen::prelude::*;

/// One file on its way in.
#[wasm_bindgen]
pub struct CsvImport {
    importer: Importer,
    found: Found,
}

#[wasm_bindgen]
impl CsvImport {
    /// Starts an import. `options` is the policy for usernames, then the delimiter as a text, if it is to be a certain one;
    /// `length` is about how many bytes there are.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &[u8], length: u32) -> CsvImport {
        let mut reader = Reader::new(options);
        let policy = facts::policy(&mut reader);
        let delimiter = reader.text().and_then(|text| Delimiter::of(*text.as_bytes().first()?));
        let mut importer = Importer::new(Options { policy, delimiter });
        importer.expect(length as usize);
        CsvImport { importer, found: Found::default() }
    }

    /// Takes the next bytes of the file. Answers whether it makes sense to go on.
    pub fn feed(&mut self, bytes: &[u8]) -> bool {
        self.importer.feed(bytes, &mut self.found);
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

    /// The texts of the rows since the last call, without anything between them.
    pub fn texts(&mut self) -> String {
        self.found.texts.take()
    }

    /// Five numbers for each row since the last call: its number, where in the texts since the last call its serial, its
    /// profile and its username end, counted as JavaScript does, and its flags.
    pub fn marks(&mut self) -> Vec<u32> {
        // The next slice will hold about as many rows.
        let room = self.found.marks.len() + self.found.marks.len() / 8;
        core::mem::replace(&mut self.found.marks, Vec::with_capacity(room))
    }

    /// The problems since the last call, as one JSON list; [`Problems`] says what stands in it.
    pub fn problems(&mut self) -> String {
        self.found.problems.take()
    }
}

/// What came out of the rules and was not taken yet.
#[derive(Default)]
struct Found {
    texts: Texts,
    marks: Vec<u32>,
    problems: Problems,
}

impl Sink for Found {
    fn row(&mut self, row: Row<'_>) {
        // Two bits for each flag that a file may lack: whether it is there, and what it is.
        let flag = |value: Option<bool>| value.map_or(0, |value| 1 | u32::from(value) << 1);
        let flags = u32::from(row.profile.is_some())
            | u32::from(row.username.is_some()) << 1
            | flag(row.login_required) << 2
            | flag(row.agent_required) << 4;
        let serial = self.texts.push(row.serial);
        let profile = row.profile.map_or(serial, |text| self.texts.push(text));
        let username = row.username.map_or(profile, |text| self.texts.push(text));
        self.marks.extend_from_slice(&[row.row, serial, profile, username, flags]);
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
