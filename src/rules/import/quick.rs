//! Reads records in which nothing is unusual, which is nearly all of them, eight bytes at a time and without making
//! anything. Whatever it does not know it leaves alone: the scanner and the full checks then read that record from its
//! beginning. It must never accept what they refuse, and never report anything. Properties prove that.

use super::header::{Columns, Field};
use super::scanner::MOST_CELLS;
use super::words::{before, ends, first, lower, marks_before, not_in_name, not_in_serial};
use super::words::{pattern, word};
use super::{Delimiter, flags};
use crate::prelude::*;
use crate::serial;
use crate::username::{self, UsernamePolicy};
use core::ops::Range;

/// Knows what a record of a certain file looks like.
pub(super) struct Quick {
    /// What stands in which column.
    columns: Vec<Option<Field>>,
    delimiter: u8,
    delimiters: u64,
    /// How long a username can be, in bytes.
    name_lengths: Range<usize>,
    /// Whether a record says who the user of its device is.
    has_users: bool,
}

/// What stands in a record, and where.
#[derive(Default)]
pub(super) struct Plain {
    pub(super) serial: Range<usize>,
    /// The serial again, as [`super::serials`] compares it.
    pub(super) key: [u64; 2],
    pub(super) profile: Range<usize>,
    pub(super) username: Range<usize>,
    /// Whether the username is one that can stand for a user, or nobody asks for it.
    is_name: bool,
    pub(super) login: bool,
    pub(super) agent: bool,
    /// Where the next record begins.
    pub(super) behind: usize,
}

impl Quick {
    /// `None` when no record can be as wide as the header.
    pub(super) fn new(
        columns: &Columns,
        delimiter: Delimiter,
        policy: &UsernamePolicy,
    ) -> Option<Quick> {
        let fields = [Field::Serial, Field::Profile, Field::Username, Field::Login, Field::Agent];
        let field_at = |place| fields.into_iter().find(|field| columns.of(*field) == Some(place));
        if columns.most > MOST_CELLS {
            return None;
        }
        let most = policy.max_length.min(username::HARD_MAX_LENGTH);
        Some(Quick {
            columns: (0..columns.most).map(field_at).collect(),
            delimiter: delimiter.byte(),
            delimiters: pattern(delimiter.byte()),
            name_lengths: policy.min_length.max(1)..most + 1,
            has_users: columns.of(Field::Username).is_some() || columns.of(Field::Login).is_some(),
        })
    }

    /// Reads the record that begins at a place; `None` when there is anything unusual about it, and when its end is not
    /// there or too near to the end of the text to look at words.
    pub(super) fn read(&self, text: &str, start: usize, policy: &UsernamePolicy) -> Option<Plain> {
        let bytes = text.as_bytes();
        let mut plain = Plain { is_name: !self.has_users, ..Plain::default() };
        let mut at = start;
        let mut left = self.columns.len();
        for field in &self.columns {
            left -= 1;
            let is_end = |end: usize| {
                bytes.get(end).is_some_and(|byte| {
                    if left > 0 { *byte == self.delimiter } else { matches!(byte, b'\n' | b'\r') }
                })
            };
            let end = match self.cell(*field, bytes, at, &mut plain) {
                Some(end) if is_end(end) => end,
                _ => self
                    .odd_cell(*field, text, at, &mut plain, policy)
                    .filter(|end| is_end(*end))?,
            };
            at = end + 1;
        }
        plain.behind = match *bytes.get(at - 1)? {
            b'\r' => at + usize::from(*bytes.get(at)? == b'\n'),
            _ => at,
        };
        let is_nobody = plain.username.is_empty();
        let is_decided = (plain.login & is_nobody) | (!plain.login & plain.is_name);
        is_decided.then_some(plain)
    }

    /// Reads a cell that is as most are, and gives its end; `None`, or an end that is none, when it is another one.
    #[inline(always)]
    fn cell(
        &self,
        field: Option<Field>,
        bytes: &[u8],
        at: usize,
        plain: &mut Plain,
    ) -> Option<usize> {
        match field {
            Some(Field::Serial) => {
                let end = read_serial(bytes, at, &mut plain.key)?;
                plain.serial = at..end;
                Some(end)
            }
            Some(Field::Username) => {
                let end = self.name_end(bytes, at)?;
                plain.is_name = self.name_lengths.contains(&(end - at));
                plain.username = at..end;
                Some(end)
            }
            Some(Field::Login) => {
                let (flag, end) = self.flag(bytes, at)?;
                plain.login = flag;
                Some(end)
            }
            Some(Field::Agent) => {
                let (flag, end) = self.flag(bytes, at)?;
                plain.agent = flag;
                Some(end)
            }
            Some(Field::Profile) => {
                let end = self.cell_end(bytes, at, false)?;
                plain.profile = at..end;
                Some(end)
            }
            None => self.cell_end(bytes, at, false),
        }
    }

    /// The same for a cell with quotes around it, a username with the prefix of a store or in other letters, and a flag
    /// that is a longer word or has white space around it.
    #[inline(never)]
    fn odd_cell(
        &self,
        field: Option<Field>,
        text: &str,
        start: usize,
        plain: &mut Plain,
        policy: &UsernamePolicy,
    ) -> Option<usize> {
        let bytes = text.as_bytes();
        let is_quoted = *bytes.get(start)? == b'"';
        let at = start + usize::from(is_quoted);
        let end = self.cell_end(bytes, at, is_quoted)?;
        let cell = text.get(at..end)?;
        match field {
            Some(Field::Serial) => {
                plain.serial = at..end;
                read_serial(bytes, at, &mut plain.key).filter(|found| *found == end)?;
            }
            Some(Field::Username) => {
                plain.username = at..end;
                plain.is_name = username::is_plain(cell, policy);
            }
            Some(Field::Login) => plain.login = flags::read(cell)?,
            Some(Field::Agent) => plain.agent = flags::read(cell)?,
            Some(Field::Profile) => plain.profile = at..end,
            None => {}
        }
        Some(end + usize::from(is_quoted))
    }

    /// The end of a username that is plain or empty. Two words are looked at whatever the first one holds, and put together
    /// by arithmetic: half of all names are longer than one word, so a processor would guess wrong every other time.
    fn name_end(&self, bytes: &[u8], start: usize) -> Option<usize> {
        let mut at = start;
        loop {
            let (head, tail) = (word(bytes, at)?, word(bytes, at + 8)?);
            let (in_head, in_tail) = (ends(head, self.delimiters), ends(tail, self.delimiters));
            let (length, more) = (first(in_head), first(in_tail));
            // All ones when the first word holds no end, else zero.
            let goes_on = (length as u64 >> 3).wrapping_neg();
            let odd = marks_before(not_in_name(head), in_head)
                | (marks_before(not_in_name(tail), in_tail) & goes_on);
            if odd != 0 {
                return None;
            }
            let length = length + (more & goes_on as usize);
            at += length;
            if length < 16 {
                return Some(at);
            }
        }
    }

    /// A flag and the end of its cell.
    #[inline(always)]
    fn flag(&self, bytes: &[u8], start: usize) -> Option<(bool, usize)> {
        let word = word(bytes, start)?;
        let ends = ends(word, self.delimiters);
        let flag = flags::read_word(lower(before(word, ends))).filter(|_| ends != 0)?;
        Some((flag, start + first(ends)))
    }

    /// The end of a cell, which is the next quote when there is one before it.
    fn cell_end(&self, bytes: &[u8], start: usize, is_quoted: bool) -> Option<usize> {
        let mut at = start;
        loop {
            let ends = ends(word(bytes, at)?, self.delimiters);
            at += first(ends);
            if ends == 0 {
                continue;
            }
            match *bytes.get(at)? {
                b'"' if is_quoted => return Some(at),
                // Without this a cell between quotes would be taken for one that is not.
                b'"' if at == start => return None,
                // A line end between quotes is no end of a row.
                b'\n' | b'\r' => return (!is_quoted).then_some(at),
                byte if byte == self.delimiter && !is_quoted => return Some(at),
                _ => at += 1,
            }
        }
    }
}

/// The end of a serial that is right as it stands.
fn read_serial(bytes: &[u8], start: usize, key: &mut [u64; 2]) -> Option<usize> {
    let head = word(bytes, start)?;
    if not_in_serial(head) != 0 {
        return None;
    }
    let tail = word(bytes, start + 8)?;
    let ends = not_in_serial(tail);
    let length = 8 + first(ends);
    if !(serial::MIN_LENGTH..=serial::MAX_LENGTH).contains(&length)
        || (head as u8 == b'S' && serial::SCANNED_LENGTHS.contains(&length))
    {
        return None;
    }
    *key = [head, before(tail, ends)];
    Some(start + length)
}
