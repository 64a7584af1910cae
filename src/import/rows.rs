//! Good rows on their way out: texts, and marks into them. It must never leave one out or change one.

use crate::texts::Texts;
use alloc::string::String;
use alloc::vec::Vec;
use rules::import::Row;
use rules::{serial, username};

/// Numbers for each row: its own, where its serial, its profile and its username begin, and a word of bits.
///
/// The word has, from its lowest bit on: whether there is a profile, whether there is a username, two bits each for "login
/// required" and "agent required" (whether it is there, and what it is), whether the texts stand in the caller's own text,
/// six bits for the length of the serial, nine for that of the username, and ten for that of a profile in the caller's own
/// text; any other profile ends where the username begins. Places and lengths are counted as JavaScript does.
const MARKS: usize = 5;

const GIVEN: u32 = 1 << 6;
const SERIAL: u32 = 7;
const USERNAME: u32 = 13;
const PROFILE: u32 = 22;

// No character is more than two units.
const _: () = assert!(serial::HARD_MAX_LENGTH < 1 << (USERNAME - SERIAL));
const _: () = assert!(username::HARD_MAX_LENGTH * 2 < 1 << (PROFILE - USERNAME));
const LONGEST_PROFILE: usize = (1 << (u32::BITS - PROFILE)) - 1;

/// Rows that were found and not taken yet.
#[derive(Default)]
pub struct Rows {
    texts: Texts,
    marks: Vec<u32>,
    given: Given,
}

/// A slice that the caller keeps as a text, so that a place in there stands for whatever is taken from it as it is.
#[derive(Default)]
struct Given {
    /// Where the slice lies in memory.
    address: usize,
    length: usize,
    /// Where it begins in the caller's text.
    place: u32,
}

impl Given {
    /// Where a text begins in the caller's; `None` when it is not from there.
    fn place(&self, text: &str) -> Option<u32> {
        let place = text.as_ptr().addr().wrapping_sub(self.address);
        (place < self.length).then_some(self.place + place as u32)
    }
}

impl Rows {
    /// Says that rows come from a slice that the caller keeps as a text from this place on. It must be ASCII, where bytes
    /// are counted as characters are.
    pub fn begin(&mut self, slice: &[u8], place: u32) {
        self.given = Given { address: slice.as_ptr().addr(), length: slice.len(), place };
    }

    /// Says that nothing comes from that slice any longer.
    pub fn end(&mut self) {
        self.given = Given::default();
    }

    /// Appends a row.
    pub fn push(&mut self, row: Row<'_>) {
        let flag = |value: Option<bool>| value.map_or(0, |value| 1 | u32::from(value) << 1);
        let word = u32::from(row.profile.is_some())
            | u32::from(row.username.is_some()) << 1
            | flag(row.login_required) << 2
            | flag(row.agent_required) << 4;
        let marks = self.given(&row).unwrap_or_else(|| self.copied(&row));
        let [serial, profile, username, lengths] = marks;
        self.marks.extend_from_slice(&[row.row, serial, profile, username, word | lengths]);
    }

    /// Places and lengths of a row whose texts all are the caller's.
    fn given(&self, row: &Row<'_>) -> Option<[u32; MARKS - 1]> {
        let serial = self.given.place(row.serial)?;
        let (profile, username) = (row.profile.unwrap_or(""), row.username.unwrap_or(""));
        let place = |text: &str| if text.is_empty() { Some(0) } else { self.given.place(text) };
        let lengths = lengths(row.serial.len(), username.len()) | (profile.len() as u32) << PROFILE;
        (profile.len() <= LONGEST_PROFILE).then_some(())?;
        Some([serial, place(profile)?, place(username)?, lengths | GIVEN])
    }

    /// The same of any row, for which its texts are copied.
    fn copied(&mut self, row: &Row<'_>) -> [u32; MARKS - 1] {
        let start = self.texts.units();
        let profile = self.texts.push(row.serial);
        let username = row.profile.map_or(profile, |text| self.texts.push(text));
        let end = row.username.map_or(username, |text| self.texts.push(text));
        let lengths = lengths((profile - start) as usize, (end - username) as usize);
        [start, profile, username, lengths]
    }

    /// Gives the copied texts away, without anything between them.
    pub fn texts(&mut self) -> String {
        self.texts.take()
    }

    /// Gives the marks away.
    pub fn marks(&mut self) -> Vec<u32> {
        // The next slice will hold about as many rows.
        let room = self.marks.len() + self.marks.len() / 8;
        core::mem::replace(&mut self.marks, Vec::with_capacity(room))
    }
}

fn lengths(serial: usize, username: usize) -> u32 {
    (serial as u32) << SERIAL | (username as u32) << USERNAME
}
