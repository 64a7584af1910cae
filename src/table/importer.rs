//! Puts slices together to records and hands them on, the first one to the reader of headers, the others to the judge. It owns
//! what concerns the whole file: its encoding, its delimiter, and that it is not empty. It must never judge a cell.

use crate::catalogue::code;
use crate::choice::Choice;
use crate::delimiter::Delimiter;
use crate::encoding::{self, Foreign};
use crate::header;
use crate::preview::{Column, Preview};
use crate::problems::{RowProblems, Tally};
use crate::record::Judge;
use crate::row::Sink;
use crate::scanner::{MOST_BYTES, Scanner};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::mem;
use rules::UsernamePolicy;

mod head;

/// Most records below the header, as many as a sheet has rows. Their serial numbers are held, to find duplicates.
pub const MOST_RECORDS: u32 = 1 << 20;

/// How a file is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What the host page knows about usernames.
    pub policy: UsernamePolicy,
    /// The character between the cells; `None` to find it in the header.
    pub delimiter: Option<Delimiter>,
    /// Columns that somebody has chosen, in place of what their names tell.
    pub columns: Vec<Choice>,
    /// The names of the columns, for records that come without a header; `None` to look for it.
    pub header: Option<Vec<String>>,
    /// The file is a sheet, where cells beside the table are notes and no sign of a delimiter too many.
    pub is_sheet: bool,
}

/// The part of the file that is being read.
enum Phase {
    /// Everything before the end of the header.
    Head,
    /// The records below the header.
    Body(Box<Judge>),
    /// Nothing more, because the whole file is refused.
    Stopped,
}

/// Reads a file slice by slice.
///
/// ```
/// use std::borrow::Cow;
/// use table::{Importer, Options, Row, RowProblem, Sink};
///
/// #[derive(Default)]
/// struct Serials(Vec<String>);
/// impl Sink for Serials {
///     fn row(&mut self, row: Row<'_>) {
///         self.0.push(row.serial.to_owned());
///     }
///     fn problem(&mut self, _: RowProblem) {}
///     fn reject(&mut self, _: u32, _: &[Cow<'_, str>]) {}
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
    choices: Vec<Choice>,
    delimiter: Option<Delimiter>,
    phase: Phase,
    scanner: Scanner,
    /// The beginning of the record that the last slice ended in.
    carry: Vec<u8>,
    /// How many bytes of a byte order mark the file began with so far; all three as soon as another byte comes.
    mark: usize,
    /// The last byte ended a row and was a carriage return, so a line feed belongs to it.
    after_return: bool,
    /// How many rows are read.
    row: u32,
    /// How many bytes are read. Only right until the header ends, which is all that it is needed for.
    offset: usize,
    /// How many records below the header are judged.
    total: u32,
    /// The delimiter is not found in the header.
    is_given: bool,
    /// The records come without a header, so that none of them names the columns.
    is_headless: bool,
    is_sheet: bool,
    /// What stands above the header.
    above: Above,
    preview: Preview,
    tally: Tally,
}

/// The records without a column of serial numbers, above the header.
#[derive(Default)]
struct Above {
    count: usize,
    /// The problem of the first one, which is reported when there is no header, and its delimiter.
    first: Option<(RowProblems, Option<Delimiter>)>,
}

impl Importer {
    /// Begins with a file.
    pub fn new(options: Options) -> Importer {
        let Options { policy, delimiter, columns, header, is_sheet } = options;
        let mut importer = Importer {
            policy,
            choices: columns,
            delimiter,
            phase: Phase::Head,
            scanner: Scanner::new(delimiter),
            carry: Vec::new(),
            mark: 0,
            after_return: false,
            row: 0,
            offset: 0,
            total: 0,
            is_given: delimiter.is_some(),
            is_headless: header.is_some(),
            is_sheet,
            above: Above::default(),
            preview: Preview::default(),
            tally: Tally::default(),
        };
        let mut unheard = RowProblems::new(0);
        if let Some(names) = header
            && let Some(columns) = header::given(&names, &importer.choices, &mut unheard)
        {
            importer.delimiter = delimiter.or(Some(Delimiter::Comma));
            importer.scanner.restart(importer.delimiter);
            importer.begin(columns);
        }
        importer
    }

    /// Says that the next record is this row, as a spreadsheet counts it.
    pub fn go_to(&mut self, row: u32) {
        self.row = row.saturating_sub(1);
    }

    /// Says that a serial number stands in a row that is not judged here, so that it is a duplicate in any other.
    pub fn add_taken(&mut self, serial: &str, row: u32) {
        if let Phase::Body(judge) = &mut self.phase {
            judge.add_taken(serial, row);
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
        // A header that is the whole file is read twice: to find its delimiter, and then with it.
        while !self.stopped() && self.scanner.close(self.carry.len()) {
            let record = mem::take(&mut self.carry);
            self.record(&record, None, sink);
        }
        if matches!(self.phase, Phase::Head) && !self.give_up(sink) {
            // The header would stand there.
            self.row = 1;
            self.refuse(0, code!("import.empty"), None, sink);
        }
        if let Some(rest) = self.tally.rest(self.row) {
            sink.problem(rest);
        }
    }

    /// How many records below the header are judged so far; blank ones do not count.
    pub fn total(&self) -> u32 {
        self.total
    }

    /// The character between the cells: that of the options, else that of the header once it is read.
    pub fn delimiter(&self) -> Option<Delimiter> {
        self.delimiter
    }

    /// The columns: their names, what each is read as, and their first values.
    pub fn columns(&self) -> Vec<Column> {
        self.preview.columns()
    }

    /// Whether the whole file is refused. Nothing more comes out of it then, whatever is fed.
    pub fn stopped(&self) -> bool {
        matches!(self.phase, Phase::Stopped)
    }

    /// Reads the bytes that looked like a byte order mark and are text.
    fn give_back_mark(&mut self, sink: &mut dyn Sink) {
        let met = mem::replace(&mut self.mark, encoding::UTF_8_MARK.len());
        self.read(&encoding::UTF_8_MARK[..met], sink);
    }

    /// Cuts bytes into records.
    fn read(&mut self, bytes: &[u8], sink: &mut dyn Sink) {
        let text = valid_start(bytes);
        let mut at = 0;
        while !self.stopped() {
            if let Phase::Body(judge) = &mut self.phase
                && self.carry.is_empty()
                && !self.after_return
                && !self.preview.wants_more()
            {
                while self.total < MOST_RECORDS
                    && let Some(rest) = text.get(at..)
                    && let Some(length) = judge.plain_record(rest, self.row + 1, sink)
                {
                    self.row += 1;
                    self.total += 1;
                    at += length;
                }
            }
            let rest = bytes.get(at..).unwrap_or_default();
            let Some(first) = rest.first() else { return };
            if mem::take(&mut self.after_return) && *first == b'\n' {
                self.offset += 1;
                at += 1;
                continue;
            }
            // Whatever the slices, a record that is too long ends at the same byte.
            let window = &rest[..rest.len().min(MOST_BYTES + 1 - self.carry.len())];
            let Some(end) = self.scanner.advance(window, self.carry.len()) else {
                self.carry.extend_from_slice(window);
                if self.carry.len() > MOST_BYTES {
                    self.refuse_long(sink);
                }
                return;
            };
            let (record, behind) = rest.split_at(end);
            let Some((line_end, _)) = behind.split_first() else { return };
            self.after_return = *line_end == b'\r';
            at += end + 1;
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
        }
    }

    /// Takes one record, which the scanner has cut into cells. A header is read once more when its delimiter is found.
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

    /// Whether a record is the header. Before the header there may be blank lines and a `sep=` line; an unreadable record is
    /// none either.
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

    /// Judges one record. Its delimiter is known, or it needs none.
    fn judge(&mut self, record: &[u8], sink: &mut dyn Sink) {
        if matches!(self.phase, Phase::Head) {
            if let Some(separator) = self.separator(record) {
                self.delimiter = self.delimiter.or(Some(separator));
                self.is_given = true;
                self.scanner.restart(self.delimiter);
                return;
            }
            if let Some(foreign) = encoding::foreign(record, self.offset) {
                return self.refuse_foreign(0, foreign, sink);
            }
        }
        let text = match core::str::from_utf8(record) {
            Ok(text) => text,
            Err(error) => {
                let column = self.scanner.column_at(error.valid_up_to());
                return self.refuse_foreign(column, Foreign::Encoding(encoding::LIKELY), sink);
            }
        };
        if self.scanner.cells(text).are_blank() {
            return;
        }
        if matches!(self.phase, Phase::Head) {
            // The record below may have another delimiter, so the scanner may begin anew.
            let scanner = mem::replace(&mut self.scanner, Scanner::new(self.delimiter));
            if !self.read_head(&scanner.cells(text), sink) {
                return;
            }
            self.scanner = scanner;
        }
        let cells = self.scanner.cells(text);
        let mut problems = RowProblems::new(self.row);
        let Phase::Body(judge) = &mut self.phase else { return };
        let named =
            if self.is_headless { None } else { judge.names_columns(&cells, &mut problems) };
        match named {
            None if self.total == MOST_RECORDS => {
                problems
                    .error(0, code!("import.many-rows"))
                    .put_number("most", MOST_RECORDS as usize);
                problems.send_all(sink);
                self.phase = Phase::Stopped;
            }
            None => {
                self.total += 1;
                self.preview.add(&cells);
                judge.record(&cells, problems, &mut self.tally, sink);
            }
            Some(true) => {
                problems.send(&cells, &mut self.tally, sink);
            }
            Some(false) => {
                problems.send_all(sink);
                self.phase = Phase::Stopped;
            }
        }
    }
}

/// The text up to the first byte that is not UTF-8, or to a character that goes on in the next slice.
fn valid_start(bytes: &[u8]) -> &str {
    match core::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => core::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}
