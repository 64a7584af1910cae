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
    pub(super) fn read(&self, text: &str, start: usize) -> Option<Plain> {
        let bytes = text.as_bytes();
        let mut plain = Plain::default();
        let mut at = start;
        let mut left = self.columns.len();
        for field in &self.columns {
            let end = match field {
                Some(Field::Serial) => {
                    let end = read_serial(bytes, at, &mut plain.key)?;
                    plain.serial = at..end;
                    end
                }
                Some(Field::Username) => {
                    let end = self.name_end(bytes, at)?;
                    plain.username = at..end;
                    end
                }
                Some(Field::Login) => {
                    let (flag, end) = self.flag(text, at)?;
                    plain.login = flag;
                    end
                }
                Some(Field::Agent) => {
                    let (flag, end) = self.flag(text, at)?;
                    plain.agent = flag;
                    end
                }
                Some(Field::Profile) => {
                    let end = self.cell_end(bytes, at)?;
                    plain.profile = at..end;
                    end
                }
                None => self.cell_end(bytes, at)?,
            };
            left -= 1;
            if left > 0 && *bytes.get(end)? != self.delimiter {
                return None;
            }
            at = end + 1;
        }
        plain.behind = match *bytes.get(at - 1)? {
            b'\n' => at,
            b'\r' => at + usize::from(*bytes.get(at)? == b'\n'),
            _ => return None,
        };
        let length = plain.username.len();
        let is_nobody = length == 0;
        let is_somebody = self.name_lengths.contains(&length) | !self.has_users;
        let is_decided = (plain.login & is_nobody) | (!plain.login & is_somebody);
        is_decided.then_some(plain)
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
    fn flag(&self, text: &str, start: usize) -> Option<(bool, usize)> {
        let word = word(text.as_bytes(), start)?;
        let ends = ends(word, self.delimiters);
        if ends != 0
            && let Some(flag) = flags::read_word(lower(before(word, ends)))
        {
            return Some((flag, start + first(ends)));
        }
        self.long_flag(text, start)
    }

    /// The same of a word that is none of the usual ones, or has white space around it.
    #[inline(never)]
    fn long_flag(&self, text: &str, start: usize) -> Option<(bool, usize)> {
        let end = self.cell_end(text.as_bytes(), start)?;
        Some((flags::read(text.get(start..end)?)?, end))
    }

    /// The end of a cell that has anything in it, but does not begin with a quote.
    fn cell_end(&self, bytes: &[u8], start: usize) -> Option<usize> {
        let mut at = start;
        loop {
            let ends = ends(word(bytes, at)?, self.delimiters);
            at += first(ends);
            if ends == 0 {
                continue;
            }
            match *bytes.get(at)? {
                b'\n' | b'\r' => return Some(at),
                b'"' if at == start => return None,
                byte if byte == self.delimiter => return Some(at),
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
