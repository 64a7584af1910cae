//! Import of a table of devices: a CSV file in, checked rows and every problem out, while the file still comes in.
//!
//! It owns what a table must look like; what a serial number or a username must look like is left to their own modules,
//! and no row gets through that they refuse. It must never hold more of the file than the record that it is in, never
//! repair text that it cannot read, and never answer differently because the file came in other slices.
//!
//! The scanner is our own and not the `csv` crate's: that one takes an unclosed quote and text behind a quote as they come
//! and does not count rows as a spreadsheet does, so the three mistakes admins make could not be named; and it weighs
//! more than this whole module in WebAssembly.

use crate::prelude::*;

mod collect;
mod encoding;
mod flags;
mod header;
mod record;
mod report;
mod scanner;
mod serials;

pub use collect::{Import, OwnedRow, check};

use crate::report::{Problem, Severity};
use crate::username::UsernamePolicy;
use core::mem;
use record::Judge;
use report::Report;
use scanner::{Cells, Scanner};

/// What stands between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, which spreadsheets write where the comma is the decimal sign.
    Semicolon,
    /// The tab, which comes with a copied range of cells.
    Tab,
}

impl Delimiter {
    /// All three, in the order in which they are preferred when they stand equally often in a header.
    pub const ALL: [Delimiter; 3] = [Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab];

    /// The character as a byte.
    pub fn byte(self) -> u8 {
        match self {
            Delimiter::Comma => b',',
            Delimiter::Semicolon => b';',
            Delimiter::Tab => b'\t',
        }
    }

    /// The character as a text: `","`, `";"`, `"\t"`.
    pub fn word(self) -> &'static str {
        match self {
            Delimiter::Comma => ",",
            Delimiter::Semicolon => ";",
            Delimiter::Tab => "\t",
        }
    }

    /// The delimiter that is this byte.
    pub fn of(byte: u8) -> Option<Delimiter> {
        Delimiter::ALL.into_iter().find(|delimiter| delimiter.byte() == byte)
    }
}

/// How a file is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What the host page knows about usernames.
    pub policy: UsernamePolicy,
    /// What stands between the cells; sniffed from the header when nobody says.
    pub delimiter: Option<Delimiter>,
}

/// A row that can be sent to the host, in normal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The serial number.
    pub serial: &'a str,
    /// The UUID or the name of the profile; `None` when the cell is empty or the file has no such column.
    pub profile: Option<&'a str>,
    /// The username, empty for a device whose user logs in; `None` when the file has no such column.
    pub username: Option<&'a str>,
    /// "Login required"; `None` when the file has no such column.
    pub login_required: Option<bool>,
    /// "Agent install required"; `None` when the file has no such column.
    pub agent_required: Option<bool>,
}

/// A problem and where in the file it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// The row as a spreadsheet counts it: the first is 1, blank ones count, a line break within quotes does not.
    pub row: u32,
    /// The column, the first is 1; 0 when it is about the whole row.
    pub column: u32,
    /// What is wrong.
    pub problem: Problem,
}

/// Who takes what an [`Importer`] finds, as soon as it is found: the problems of a row, then the row if it is good.
pub trait Sink {
    /// A row without an error.
    fn row(&mut self, row: Row<'_>);
    /// A problem. The row it is about is not given when it is an error.
    fn problem(&mut self, problem: RowProblem);
}

/// Where in the file the reading is.
enum Phase {
    /// The header was not met yet.
    Head,
    /// The records below the header are being judged.
    Body(Judge),
    /// The whole file is refused.
    Stopped,
}

/// Reads a file slice by slice.
///
/// ```
/// use rules::import::{Importer, Options, Row, RowProblem, Sink};
///
/// #[derive(Default)]
/// struct Serials(Vec<String>);
/// impl Sink for Serials {
///     fn row(&mut self, row: Row<'_>) {
///         self.0.push(row.serial.to_owned());
///     }
///     fn problem(&mut self, _: RowProblem) {}
/// }
///
/// let (mut importer, mut serials) = (Importer::new(Options::default()), Serials::default());
/// importer.feed(b"Serial Number;Profile\nC02XK1Z", &mut serials);
/// importer.feed(b"ZJGH5;Staff\n", &mut serials);
/// importer.finish(&mut serials);
/// assert_eq!(serials.0, ["C02XK1ZZJGH5"]);
/// ```
pub struct Importer {
    policy: UsernamePolicy,
    delimiter: Option<Delimiter>,
    phase: Phase,
    scanner: Scanner,
    /// The beginning of the record that the last slice ended in.
    carry: Vec<u8>,
    /// How many bytes of a byte order mark the file began with so far; all three once anything else was met.
    mark: usize,
    /// The last byte ended a row and was a carriage return: a line feed behind it belongs to it.
    after_return: bool,
    /// How many rows are behind us.
    row: u32,
    /// How many bytes are behind us, as long as the header is not.
    offset: usize,
    total: u32,
}

impl Importer {
    /// Begins with a file.
    pub fn new(options: Options) -> Importer {
        Importer {
            policy: options.policy,
            delimiter: options.delimiter,
            phase: Phase::Head,
            scanner: Scanner::new(options.delimiter),
            carry: Vec::new(),
            mark: 0,
            after_return: false,
            row: 0,
            offset: 0,
            total: 0,
        }
    }

    /// Reads on. The file may be cut anywhere, within a character too.
    pub fn feed(&mut self, bytes: &[u8], sink: &mut dyn Sink) {
        let mut rest = bytes;
        while let Some(expected) = encoding::UTF_8_MARK.get(self.mark) {
            match rest.split_first() {
                None => return,
                Some((byte, behind)) if byte == expected => {
                    self.mark += 1;
                    rest = behind;
                }
                Some(_) => self.give_back_mark(sink),
            }
        }
        self.read(rest, sink);
    }

    /// Ends the file: judges a last row without a line end, and what only the whole file tells.
    pub fn finish(&mut self, sink: &mut dyn Sink) {
        if self.mark < encoding::UTF_8_MARK.len() {
            self.give_back_mark(sink);
        }
        // A header that is the whole file is read twice: to find its delimiter, and then by it.
        while !self.stopped() && self.scanner.close(self.carry.len()) {
            let record = mem::take(&mut self.carry);
            self.record(&record, None, sink);
        }
        if matches!(self.phase, Phase::Head) {
            // That is where a header was to be.
            self.row = 1;
            self.refuse(0, Problem::new("", "import.empty", Severity::Error), sink);
        }
    }

    /// How many records below the header were judged so far; blank ones do not count.
    pub fn total(&self) -> u32 {
        self.total
    }

    /// What stands between the cells; known once the header was read, or from the options.
    pub fn delimiter(&self) -> Option<Delimiter> {
        self.delimiter
    }

    /// Whether the whole file is refused, so that nothing more will come, whatever is fed.
    pub fn stopped(&self) -> bool {
        matches!(self.phase, Phase::Stopped)
    }

    /// What looked like a byte order mark was the beginning of a text.
    fn give_back_mark(&mut self, sink: &mut dyn Sink) {
        let met = mem::replace(&mut self.mark, encoding::UTF_8_MARK.len());
        self.read(&encoding::UTF_8_MARK[..met], sink);
    }

    /// Cuts bytes into records.
    fn read(&mut self, bytes: &[u8], sink: &mut dyn Sink) {
        let mut rest = bytes;
        while let Some(first) = rest.first()
            && !self.stopped()
        {
            if mem::take(&mut self.after_return) && *first == b'\n' {
                rest = &rest[1..];
                self.offset += 1;
                continue;
            }
            let Some(end) = self.scanner.advance(rest, self.carry.len()) else {
                self.carry.extend_from_slice(rest);
                return;
            };
            let (record, behind) = rest.split_at(end);
            let Some((line_end, behind)) = behind.split_first() else { return };
            self.after_return = *line_end == b'\r';
            if self.carry.is_empty() {
                self.record(record, Some(*line_end), sink);
            } else {
                let mut whole = mem::take(&mut self.carry);
                whole.extend_from_slice(record);
                self.record(&whole, Some(*line_end), sink);
                if self.carry.is_empty() {
                    whole.clear();
                    self.carry = whole;
                }
            }
            rest = behind;
        }
    }

    /// Takes one record, which the scanner has cut into cells.
    fn record(&mut self, record: &[u8], line_end: Option<u8>, sink: &mut dyn Sink) {
        if self.delimiter.is_none() && self.is_header(record) {
            self.delimiter = Some(self.scanner.most_frequent(record));
            self.scanner.restart(self.delimiter);
            self.after_return = false;
            self.read(record, sink);
            if let Some(line_end) = line_end {
                self.read(&[line_end], sink);
            }
            return;
        }
        self.row += 1;
        self.judge(record, sink);
        self.offset += record.len() + 1;
        self.scanner.next();
    }

    /// Whether a record above the data is the header, and not blank, a spreadsheet's word about the delimiter, or unreadable.
    fn is_header(&self, record: &[u8]) -> bool {
        matches!(self.phase, Phase::Head)
            && self.separator(record).is_none()
            && encoding::foreign(record, self.offset).is_none()
            && core::str::from_utf8(record).is_ok_and(|text| !self.scanner.cells(text).are_blank())
    }

    /// The delimiter in a first line `sep=;`, with which spreadsheets tell each other about it.
    fn separator(&self, record: &[u8]) -> Option<Delimiter> {
        match record {
            [word @ .., byte] if self.offset == 0 && word.eq_ignore_ascii_case(b"sep=") => {
                Delimiter::of(*byte)
            }
            _ => None,
        }
    }

    fn judge(&mut self, record: &[u8], sink: &mut dyn Sink) {
        if matches!(self.phase, Phase::Head) {
            if let Some(separator) = self.separator(record) {
                self.delimiter = self.delimiter.or(Some(separator));
                self.scanner.restart(self.delimiter);
                return;
            }
            if let Some(encoding) = encoding::foreign(record, self.offset) {
                return self.refuse(0, encoding::problem(encoding), sink);
            }
        }
        let text = match core::str::from_utf8(record) {
            Ok(text) => text,
            Err(error) => {
                let column = self.scanner.column_at(error.valid_up_to());
                return self.refuse(column, encoding::problem(encoding::LIKELY), sink);
            }
        };
        let cells: Cells<'_> = self.scanner.cells(text);
        if cells.are_blank() {
            return;
        }
        let mut report = Report::new(sink, self.row);
        match &mut self.phase {
            Phase::Head => {
                self.phase = match header::read(&cells, &mut report) {
                    Some(columns) => Phase::Body(Judge::new(columns, mem::take(&mut self.policy))),
                    None => Phase::Stopped,
                };
            }
            Phase::Body(judge) => {
                self.total += 1;
                judge.record(&cells, &mut report);
            }
            Phase::Stopped => {}
        }
    }

    /// Refuses the whole file.
    fn refuse(&mut self, column: u32, problem: Problem, sink: &mut dyn Sink) {
        sink.problem(RowProblem { row: self.row, column, problem });
        self.phase = Phase::Stopped;
    }
}
