//! Cuts a file into records and records into cells, and remembers where it was when a slice ended. It knows quotes,
//! delimiters and line ends; it must never know what a cell means.

use crate::prelude::*;

use super::Delimiter;
use crate::text;
use alloc::borrow::Cow;

/// Most cells of a record that are kept, which is the widest sheet there is; more are only counted, so that a file of
/// nothing but commas does not fill the memory.
pub(super) const MOST_CELLS: usize = 16_384;

/// What a byte can mean outside quotes.
const CONTENT: u8 = 0;
const DELIMITER: u8 = 1;
const LINE_END: u8 = 2;

/// How a cell is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
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

/// Where a cell stands in its record, without the quotes around it.
#[derive(Clone, Copy)]
struct Cell {
    start: usize,
    end: usize,
    kind: Kind,
}

/// Where the scanner is.
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
pub(super) struct Scanner {
    /// What each byte means outside quotes.
    classes: [u8; 256],
    state: State,
    /// Where the cell begins that is being read, where it ended if that was behind a quote, and how it is written.
    start: usize,
    end: usize,
    kind: Kind,
    cells: Vec<Cell>,
    /// How many cells there are, kept or not.
    count: usize,
    /// Whether one of them is written so that nobody can tell what belongs to it.
    is_broken: bool,
}

impl Scanner {
    pub(super) fn new(delimiter: Option<Delimiter>) -> Scanner {
        let mut scanner = Scanner {
            classes: [CONTENT; 256],
            state: State::Start,
            start: 0,
            end: 0,
            kind: Kind::Plain,
            cells: Vec::new(),
            count: 0,
            is_broken: false,
        };
        scanner.classes[usize::from(b'\n')] = LINE_END;
        scanner.classes[usize::from(b'\r')] = LINE_END;
        scanner.restart(delimiter);
        scanner
    }

    /// Forgets the record, for another one or for the same with the delimiter that was found. Without a delimiter all
    /// three are taken for one, to find the end of the header.
    pub(super) fn restart(&mut self, delimiter: Option<Delimiter>) {
        for known in Delimiter::ALL {
            let counts = delimiter.is_none_or(|delimiter| delimiter == known);
            self.classes[usize::from(known.byte())] = if counts { DELIMITER } else { CONTENT };
        }
        self.next();
    }

    /// Forgets the record, for the next one.
    pub(super) fn next(&mut self) {
        self.state = State::Start;
        self.cells.clear();
        self.count = 0;
        self.is_broken = false;
    }

    /// Reads on, and stops at the end of the record: gives the place of the line end that ends it. `before` is how much
    /// of the record came in earlier slices.
    pub(super) fn advance(&mut self, bytes: &[u8], before: usize) -> Option<usize> {
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
                    let classes = &self.classes;
                    let is_content = |byte: &u8| classes[usize::from(*byte)] == CONTENT;
                    at += rest.iter().position(|byte| !is_content(byte))?;
                    self.push(if self.kind == Kind::Plain { before + at } else { self.end });
                    if self.class(*bytes.get(at)?) == LINE_END {
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
                    } else if self.class(byte) != CONTENT {
                        self.state = State::Plain;
                    } else if byte == b' ' || byte == b'\t' {
                        // White space around a cell means nothing.
                        at += 1;
                    } else {
                        self.kind = Kind::Stray;
                        self.is_broken = true;
                        self.state = State::Plain;
                    }
                }
            }
        }
    }

    /// Ends the record where the file ends; `false` when there is none.
    pub(super) fn close(&mut self, length: usize) -> bool {
        match self.state {
            State::Start if self.count == 0 => return false,
            State::Start => (self.start, self.kind) = (length, Kind::Plain),
            State::Quoted => {
                self.kind = Kind::Unclosed;
                self.is_broken = true;
            }
            State::Plain | State::Closed => {}
        }
        self.push(if matches!(self.kind, Kind::Plain | Kind::Unclosed) {
            length
        } else {
            self.end
        });
        true
    }

    /// Which of the three delimiters stands most often between the cells of a record.
    pub(super) fn most_frequent(&self, record: &[u8]) -> Delimiter {
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
    pub(super) fn column_at(&self, place: usize) -> usize {
        self.cells.iter().take_while(|cell| cell.start <= place).count()
    }

    /// The cells of the record, whose text this is.
    pub(super) fn cells<'a>(&'a self, text: &'a str) -> Cells<'a> {
        Cells { text, cells: &self.cells, count: self.count, is_broken: self.is_broken }
    }

    fn class(&self, byte: u8) -> u8 {
        self.classes[usize::from(byte)]
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

/// The cells of one record.
pub(super) struct Cells<'a> {
    text: &'a str,
    cells: &'a [Cell],
    count: usize,
    is_broken: bool,
}

impl<'a> Cells<'a> {
    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The text of a cell, with doubled quotes made single; empty when the record has no such cell.
    #[inline]
    pub(super) fn text(&self, place: usize) -> Cow<'a, str> {
        let Some(cell) = self.cells.get(place) else { return Cow::Borrowed("") };
        let text = self.text.get(cell.start..cell.end).unwrap_or_default();
        if cell.kind != Kind::Doubled {
            return Cow::Borrowed(text);
        }
        Cow::Owned(undouble(text))
    }

    /// Whether all cells from a place on are empty.
    pub(super) fn are_blank_from(&self, place: usize) -> bool {
        self.count <= MOST_CELLS
            && (place..self.count).all(|place| text::trim(&self.text(place)).is_empty())
    }

    /// Whether nothing stands in the record, not even a quote that does not fit.
    pub(super) fn are_blank(&self) -> bool {
        !self.is_broken && self.are_blank_from(0)
    }

    /// The first cell that is written so that nobody can tell what belongs to it.
    pub(super) fn broken(&self) -> Option<(usize, Kind)> {
        if !self.is_broken {
            return None;
        }
        let is_broken = |cell: &Cell| matches!(cell.kind, Kind::Stray | Kind::Unclosed);
        let place = self.cells.iter().position(is_broken)?;
        Some((place, self.cells[place].kind))
    }
}

/// A text between quotes with the doubled ones made single.
fn undouble(text: &str) -> String {
    let mut single = text.to_owned();
    let mut is_second = false;
    single.retain(|c| {
        is_second = c == '"' && !is_second;
        c != '"' || is_second
    });
    single
}
