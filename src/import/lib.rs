//! The import of a CSV file as a module of its own, which a page loads when it first reads a file: the functions that it
//! calls for every keystroke must not wait for a table reader.
//!
//! Rows leave as one text with marks into it, problems as JSON. Nothing is kept that the script side has taken, so a file
//! may be larger than the module's memory. It must never decide anything: that is `rules::import`'s.

//!
//! Each import has an instance of the module for itself, whose memory goes with it. The exports are plain numbers, and
//! `www/src/import/wasm.ts` calls them by hand; `src/validate` says what that is good for.

#![no_std]
// The names of exports are global, and the compiler calls that unsafe.
#![allow(unsafe_code)]

extern crate alloc;

mod heap;

use alloc::{string::String, vec::Vec};
use boundary::read::Reader;
use boundary::{answer, facts, json};
use core::cell::RefCell;
use heap::Heap;
use rules::import::{Delimiter, Importer, Options, Row, RowProblem, Sink};

#[global_allocator]
static HEAP: Heap = Heap::new();

/// The import of this instance.
struct Import {
    /// What the script wrote for this call.
    input: Vec<u8>,
    /// Absent until the options were read.
    importer: Option<Importer>,
    found: Found,
    /// What the last call of [`take`] gave away.
    taken: Found,
    /// Where that stands.
    places: [usize; 6],
}

struct Single(RefCell<Import>);

// SAFETY: the module has one thread; WebAssembly without shared memory knows no other.
unsafe impl Sync for Single {}

static IMPORT: Single = Single(RefCell::new(Import {
    input: Vec::new(),
    importer: None,
    found: Found::new(),
    taken: Found::new(),
    places: [0; 6],
}));

/// Makes room for so many bytes of input and says where to write them.
#[unsafe(no_mangle)]
pub extern "C" fn begin(length: usize) -> *mut u8 {
    let import = &mut *IMPORT.0.borrow_mut();
    import.input.resize(length, 0);
    import.input.as_mut_ptr()
}

/// Starts the import. The input is the policy for usernames, then the delimiter as a text, if it is to be a certain one.
#[unsafe(no_mangle)]
pub extern "C" fn open() {
    let import = &mut *IMPORT.0.borrow_mut();
    let mut reader = Reader::new(&import.input);
    let policy = facts::policy(&mut reader);
    let delimiter = reader.text().and_then(|text| Delimiter::of(*text.as_bytes().first()?));
    import.importer = Some(Importer::new(Options { policy, delimiter }));
}

/// Takes the next bytes of the file, the input. Answers whether it makes sense to go on.
#[unsafe(no_mangle)]
pub extern "C" fn feed() -> bool {
    let import = &mut *IMPORT.0.borrow_mut();
    let Some(importer) = &mut import.importer else { return false };
    importer.feed(&import.input, &mut import.found);
    !importer.stopped()
}

/// Says that the file has ended.
#[unsafe(no_mangle)]
pub extern "C" fn finish() {
    let import = &mut *IMPORT.0.borrow_mut();
    if let Some(importer) = &mut import.importer {
        importer.finish(&mut import.found);
    }
}

/// How many records have been judged.
#[unsafe(no_mangle)]
pub extern "C" fn total() -> u32 {
    IMPORT.0.borrow().importer.as_ref().map_or(0, Importer::total)
}

/// The delimiter as a character code, once the header was read; 0 before.
#[unsafe(no_mangle)]
pub extern "C" fn delimiter() -> u8 {
    let delimiter = IMPORT.0.borrow().importer.as_ref().and_then(Importer::delimiter);
    delimiter.map_or(0, Delimiter::byte)
}

/// What was found since the last call of this: where it stands in the memory until the next one, and how much it is. The
/// texts of the rows without anything between them; for each row five numbers, which are its own, where in the text of the
/// whole import its serial, its profile and its username end, counted as JavaScript does, and its flags; and the problems
/// as objects with commas between.
#[unsafe(no_mangle)]
pub extern "C" fn take() -> *const [usize; 6] {
    let import = &mut *IMPORT.0.borrow_mut();
    import.taken.clear();
    import.found.move_to(&mut import.taken);
    let Found { texts, marks, problems, .. } = &import.taken;
    import.places = [
        texts.as_ptr().addr(),
        texts.len(),
        marks.as_ptr().addr(),
        marks.len(),
        problems.as_ptr().addr(),
        problems.len(),
    ];
    &raw const import.places
}

/// What came out of the rules and was not taken yet.
struct Found {
    texts: String,
    /// Length of all texts since the start of the import, in UTF-16 units.
    end: u32,
    marks: Vec<u32>,
    problems: String,
}

impl Found {
    const fn new() -> Found {
        Found { texts: String::new(), end: 0, marks: Vec::new(), problems: String::new() }
    }

    fn clear(&mut self) {
        self.texts.clear();
        self.marks.clear();
        self.problems.clear();
    }

    /// Moves everything but the end of all texts.
    fn move_to(&mut self, taken: &mut Found) {
        core::mem::swap(self, taken);
        self.end = taken.end;
    }

    fn text(&mut self, text: Option<&str>) {
        let text = text.unwrap_or_default();
        self.texts.push_str(text);
        self.end += if text.is_ascii() { text.len() } else { text.encode_utf16().count() } as u32;
        self.marks.push(self.end);
    }
}

impl Sink for Found {
    fn row(&mut self, row: Row<'_>) {
        self.marks.push(row.row);
        self.text(Some(row.serial));
        self.text(row.profile);
        self.text(row.username);
        // Two bits for each flag that a file may lack: whether it is there, and what it is.
        let flag = |value: Option<bool>| value.map_or(0, |value| 1 | u32::from(value) << 1);
        self.marks.push(
            u32::from(row.profile.is_some())
                | u32::from(row.username.is_some()) << 1
                | flag(row.login_required) << 2
                | flag(row.agent_required) << 4,
        );
    }

    fn problem(&mut self, found: RowProblem) {
        let out = &mut self.problems;
        out.push_str(if out.is_empty() { "{" } else { ",{" });
        json::number(out, "row", found.row);
        json::number(out, "column", found.column);
        answer::problem(out, &found.problem);
        out.push('}');
    }
}

/// Nothing here panics on input. If something did, the module would end here, and say so by a trap.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
