//! Puts slices together to records and hands them on, the first one to the reader of headers, the others to the judge. It owns
//! what concerns the whole file: its encoding, its delimiter, and that it is not empty. It must never judge a cell.

use crate::catalogue::code;
use crate::delimiter::Delimiter;
use crate::header::Refusal;
use crate::problems::{RowProblems, Tally};
use crate::record::Judge;
use crate::row::Sink;
use crate::scanner::Scanner;
use crate::{encoding, header};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::mem;
use rules::{Severity, UsernamePolicy};

/// Records in which the header is looked for. Spreadsheets and reports put a title and a date above it.
const MOST_ABOVE: usize = 10;

/// How a file is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What the host page knows about usernames.
    pub policy: UsernamePolicy,
    /// The character between the cells; `None` to find it in the header.
    pub delimiter: Option<Delimiter>,
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
/// use table::{Importer, Options, Row, RowProblem, Sink};
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
    /// What stands above the header.
    above: Above,
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
            is_given: options.delimiter.is_some(),
            above: Above::default(),
            tally: Tally::default(),
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
            {
                while let Some(rest) = text.get(at..)
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
            let Some(end) = self.scanner.advance(rest, self.carry.len()) else {
                self.carry.extend_from_slice(rest);
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
            if let Some(encoding) = encoding::foreign(record, self.offset) {
                return self.refuse(0, code!("import.encoding"), Some(encoding), sink);
            }
        }
        let text = match core::str::from_utf8(record) {
            Ok(text) => text,
            Err(error) => {
                let column = self.scanner.column_at(error.valid_up_to());
                return self.refuse(column, code!("import.encoding"), Some(encoding::LIKELY), sink);
            }
        };
        let cells = self.scanner.cells(text);
        if cells.are_blank() {
            return;
        }
        let mut problems = RowProblems::new(self.row);
        match &mut self.phase {
            Phase::Head => {
                let delimiter = self.delimiter.unwrap_or(Delimiter::Comma);
                match header::read(&cells, &mut problems) {
                    Ok(columns) => {
                        if self.above.count > 0 {
                            problems
                                .add(0, "", code!("import.header-row"), Severity::Warning)
                                .put_number("skipped", self.above.count);
                        }
                        problems.send_all(sink);
                        let policy = mem::take(&mut self.policy);
                        self.phase = Phase::Body(Box::new(Judge::new(columns, delimiter, policy)));
                    }
                    Err(Refusal::NoSerial) => self.look_further(problems, sink),
                    Err(Refusal::Final) => {
                        problems.send_all(sink);
                        self.phase = Phase::Stopped;
                    }
                }
            }
            Phase::Body(judge) => match judge.names_columns(&cells, &mut problems) {
                None => {
                    self.total += 1;
                    judge.record(&cells, problems, &mut self.tally, sink);
                }
                Some(true) => {
                    problems.send(&mut self.tally, sink);
                }
                Some(false) => {
                    problems.send_all(sink);
                    self.phase = Phase::Stopped;
                }
            },
            Phase::Stopped => {}
        }
    }

    /// Looks for the header in the next record. It may have another delimiter than a title above it.
    fn look_further(&mut self, problems: RowProblems, sink: &mut dyn Sink) {
        self.above.count += 1;
        self.above.first.get_or_insert((problems, self.delimiter));
        if self.above.count == MOST_ABOVE {
            self.give_up(sink);
        } else if !self.is_given {
            self.delimiter = None;
            self.scanner.restart(None);
        }
    }

    /// Refuses the file because no header was found. Returns whether there was anything in it.
    fn give_up(&mut self, sink: &mut dyn Sink) -> bool {
        let Some((problems, delimiter)) = self.above.first.take() else { return false };
        problems.send_all(sink);
        self.delimiter = delimiter;
        self.phase = Phase::Stopped;
        true
    }

    /// Refuses the whole file.
    fn refuse(
        &mut self,
        column: usize,
        code: &'static str,
        encoding: Option<&'static str>,
        sink: &mut dyn Sink,
    ) {
        let mut problems = RowProblems::new(self.row);
        let problem = problems.error(column, code);
        if let Some(encoding) = encoding {
            problem.put("encoding", encoding);
        }
        problems.send_all(sink);
        self.phase = Phase::Stopped;
    }
}

/// The text up to the first byte that is not UTF-8, or to a character that goes on in the next slice.
fn valid_start(bytes: &[u8]) -> &str {
    match core::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => core::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}
