//! Cuts a file into records and records into cells, and remembers its state between slices. It knows quotes, delimiters and
//! line ends; it must never know what a cell means.

use crate::delimiter::Delimiter;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use rules::text;

/// Most cells of a record that are kept, which is the widest sheet there is. More are only counted, so that a file of
/// nothing but commas does not fill the memory.
pub(crate) const MOST_CELLS: usize = 16_384;

/// Most bytes of a record. A row of the widest sheet that is full of usual texts has fewer, and behind a quote that is never
/// closed the whole file would be one record.
pub(crate) const MOST_BYTES: usize = 1 << 20;

/// What a byte means outside quotes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Content,
    Delimiter,
    LineEnd,
}

/// How a cell is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Without quotes around it.
    Plain,
    /// Between quotes.
    Quoted,
    /// Between quotes, with doubled quotes in it.
    Doubled,
    /// Between quotes, with text behind them.
    Stray,
    /// Behind a quote that is never closed.
    Unclosed,
}

/// The place of a cell in its record, without the quotes around it.
#[derive(Clone, Copy)]
struct Cell {
    start: usize,
    end: usize,
    kind: Kind,
}

/// The state between two bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the beginning of a cell.
    Start,
    /// In a cell without quotes, or behind the quotes of one.
    Plain,
    /// Between quotes.
    Quoted,
    /// Behind a quote that may have closed the cell, or be the first of a doubled one.
    Closed,
}

/// Cuts records into cells. Places are counted from the beginning of the record, so that a record may come in pieces.
pub(crate) struct Scanner {
    delimiter: Option<Delimiter>,
    state: State,
    /// Where the current cell begins.
    start: usize,
    /// Where it ends, if its closing quote is already read.
    end: usize,
    kind: Kind,
    cells: Vec<Cell>,
    /// How many cells there are, kept or not.
    count: usize,
}

impl Scanner {
    /// A scanner at the beginning of a record; see [`Scanner::restart`] about the delimiter.
    pub(crate) fn new(delimiter: Option<Delimiter>) -> Scanner {
        Scanner {
            delimiter,
            state: State::Start,
            start: 0,
            end: 0,
            kind: Kind::Plain,
            cells: Vec::new(),
            count: 0,
        }
    }

    /// Forgets the record and sets the delimiter. Without one all three count, which is enough to find the end of the header.
    pub(crate) fn restart(&mut self, delimiter: Option<Delimiter>) {
        self.delimiter = delimiter;
        self.next();
    }

    /// Forgets the record, for the next one.
    pub(crate) fn next(&mut self) {
        self.state = State::Start;
        self.cells.clear();
        self.count = 0;
    }

    /// Reads on to the end of the record. Returns the place of the line end there, or `None` if the bytes end first.
    /// `before` is the length of what earlier slices had of the record.
    pub(crate) fn advance(&mut self, bytes: &[u8], before: usize) -> Option<usize> {
        let mut at = 0;
        loop {
            let rest = bytes.get(at..)?;
            match self.state {
                State::Start => {
                    let quoted = *rest.first()? == b'"';
                    at += usize::from(quoted);
                    self.start = before + at;
                    (self.kind, self.state) = if quoted {
                        (Kind::Quoted, State::Quoted)
                    } else {
                        (Kind::Plain, State::Plain)
                    };
                }
                State::Plain => {
                    let length = match self.delimiter {
                        Some(delimiter) => content_length(rest, delimiter)?,
                        None => rest.iter().position(|byte| self.class(*byte) != Class::Content)?,
                    };
                    at += length;
                    let is_raw = matches!(self.kind, Kind::Plain | Kind::Stray);
                    self.push(if is_raw { before + at } else { self.end });
                    if self.class(rest[length]) == Class::LineEnd {
                        return Some(at);
                    }
                    at += 1;
                }
                State::Quoted => {
                    at += rest.iter().position(|byte| *byte == b'"')?;
                    self.end = before + at;
                    at += 1;
                    self.state = State::Closed;
                }
                State::Closed => {
                    let byte = *rest.first()?;
                    if byte == b'"' && self.end + 1 == before + at {
                        self.kind = Kind::Doubled;
                        self.state = State::Quoted;
                        at += 1;
                    } else if self.class(byte) != Class::Content {
                        self.state = State::Plain;
                    } else if byte == b' ' || byte == b'\t' {
                        // White space around a cell means nothing.
                        at += 1;
                    } else {
                        self.kind = Kind::Stray;
                        self.state = State::Plain;
                    }
                }
            }
        }
    }

    /// Ends the record where the file ends. Returns `false` when nothing of a record was read.
    pub(crate) fn close(&mut self, length: usize) -> bool {
        match self.state {
            State::Start if self.count == 0 => return false,
            State::Start => (self.start, self.kind) = (length, Kind::Plain),
            State::Quoted => {
                self.kind = Kind::Unclosed;
            }
            State::Plain | State::Closed => {}
        }
        let is_raw = matches!(self.kind, Kind::Plain | Kind::Unclosed | Kind::Stray);
        self.push(if is_raw { length } else { self.end });
        true
    }

    /// The place of the cell whose quote is still open; `None` when none is.
    pub(crate) fn open_quote(&self) -> Option<usize> {
        (self.state == State::Quoted).then_some(self.count)
    }

    /// The most frequent of the three delimiters between the cells of a record.
    pub(crate) fn most_frequent(&self, record: &[u8]) -> Delimiter {
        let mut best = (0, Delimiter::Comma);
        for delimiter in Delimiter::ALL {
            let is_behind = |cell: &&Cell| {
                let quote = usize::from(cell.kind != Kind::Plain);
                cell.start > quote && record.get(cell.start - quote - 1) == Some(&delimiter.byte())
            };
            let count = self.cells.iter().filter(is_behind).count();
            if count > best.0 {
                best = (count, delimiter);
            }
        }
        best.1
    }

    /// The column of a place in the record.
    pub(crate) fn column_at(&self, place: usize) -> usize {
        let is_in_open = self.state != State::Start && self.start <= place;
        self.cells.iter().take_while(|cell| cell.start <= place).count() + usize::from(is_in_open)
    }

    /// The cells of the record with this text.
    pub(crate) fn cells<'a>(&'a self, text: &'a str) -> Cells<'a> {
        Cells { text, cells: &self.cells, count: self.count }
    }

    fn class(&self, byte: u8) -> Class {
        match byte {
            b'\n' | b'\r' => Class::LineEnd,
            b',' | b';' | b'\t' if self.delimiter.is_none_or(|it| it.byte() == byte) => {
                Class::Delimiter
            }
            _ => Class::Content,
        }
    }

    /// Ends the cell.
    fn push(&mut self, end: usize) {
        if self.count < MOST_CELLS {
            self.cells.push(Cell { start: self.start, end, kind: self.kind });
        }
        self.count += 1;
        self.state = State::Start;
    }
}

/// The place of the first byte that is a delimiter or ends a line.
///
/// It looks at eight bytes at a time. Without this and the short list of `flags`, a file of 100,000 rows takes 30 ms in the
/// module instead of 27.
pub(crate) fn content_length(bytes: &[u8], delimiter: Delimiter) -> Option<usize> {
    let delimiter = delimiter.byte();
    let mut at = 0;
    while let Some(chunk) = bytes.get(at..)?.first_chunk() {
        let word = u64::from_le_bytes(*chunk);
        let ends = equal(word, b'\n') | equal(word, b'\r') | equal(word, delimiter);
        if ends != 0 {
            return Some(at + ends.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let rest = bytes.get(at..)?;
    let is_end = |byte: &u8| *byte == delimiter || matches!(byte, b'\n' | b'\r');
    rest.iter().position(is_end).map(|place| at + place)
}

/// Sets the highest bit of each byte of a word that equals `byte`. Right up to the first such byte, and maybe wrong above it.
fn equal(word: u64, byte: u8) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let differences = word ^ (ONES * u64::from(byte));
    differences.wrapping_sub(ONES) & !differences & (ONES << 7)
}

/// The cells of one record.
pub(crate) struct Cells<'a> {
    text: &'a str,
    cells: &'a [Cell],
    count: usize,
}

impl<'a> Cells<'a> {
    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// The text of a cell, with doubled quotes made single; empty when the record has no such cell.
    pub(crate) fn text(&self, place: usize) -> Cow<'a, str> {
        self.cells.get(place).map_or(Cow::Borrowed(""), |cell| self.text_of(cell))
    }

    /// The texts of the cells, of a very wide record only those that are kept.
    pub(crate) fn texts(&self) -> impl Iterator<Item = Cow<'a, str>> {
        self.cells.iter().map(|cell| self.text_of(cell))
    }

    /// Whether a cell stands between quotes.
    pub(crate) fn is_quoted(&self, place: usize) -> bool {
        let kind = self.cells.get(place).map(|cell| cell.kind);
        matches!(kind, Some(Kind::Quoted | Kind::Doubled))
    }

    fn text_of(&self, cell: &Cell) -> Cow<'a, str> {
        // Where the quotes do not fit, nobody can tell what belongs to the cell: all of it does.
        let start = cell.start - usize::from(cell.kind == Kind::Stray);
        let text = self.text.get(start..cell.end).unwrap_or_default();
        match cell.kind {
            Kind::Doubled => Cow::Owned(undouble(text)),
            _ => Cow::Borrowed(text),
        }
    }

    /// Whether all cells from a place on are empty.
    pub(crate) fn are_blank_from(&self, place: usize) -> bool {
        self.count <= MOST_CELLS
            && (place..self.count).all(|place| text::is_blank(&self.text(place)))
    }

    /// Whether nothing stands in the record, not even a quote that does not fit.
    pub(crate) fn are_blank(&self) -> bool {
        self.are_blank_from(0) && self.broken().is_none()
    }

    /// The first cell whose quotes do not fit, so that nobody can tell what belongs to it: its place, and how it is written.
    pub(crate) fn broken(&self) -> Option<(usize, Kind)> {
        let is_broken = |cell: &Cell| matches!(cell.kind, Kind::Stray | Kind::Unclosed);
        let place = self.cells.iter().position(is_broken)?;
        Some((place, self.cells[place].kind))
    }
}

/// A text between quotes with the doubled ones made single.
fn undouble(text: &str) -> String {
    text.replace("\"\"", "\"")
}
