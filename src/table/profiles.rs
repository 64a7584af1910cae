//! Reads the profiles of the rows. It must never judge a UUID: a name is right, too.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use rules::{Problem, profile, spreadsheet, text};

/// Profiles that are remembered. A file names few of them, again and again.
const REMEMBERED: usize = 16;

/// Reads the profiles of the rows, and remembers the last ones.
#[derive(Default)]
pub(crate) struct Profiles {
    known: Vec<Known>,
    /// The place of the oldest one, once there is no room for more.
    oldest: usize,
}

/// A cell and what it names.
struct Known {
    cell: String,
    profile: Result<String, Problem>,
}

impl Profiles {
    /// The profile of a row: its UUID in normal form when one is given, else its name; the problem when a spreadsheet has lost
    /// it.
    pub(crate) fn read<'a>(&'a mut self, cell: &'a str) -> Result<&'a str, &'a Problem> {
        if profile::is_plain(cell) || cell.is_empty() {
            return Ok(cell);
        }
        let found = self.known.iter().position(|known| known.cell == cell);
        let place = found.unwrap_or_else(|| self.remember(cell));
        self.known[place].profile.as_deref()
    }

    /// Reads a cell that is not known. Returns its place.
    fn remember(&mut self, cell: &str) -> usize {
        let lost = spreadsheet::lost("profile", cell);
        let profile = lost.map_or_else(|| Ok(profile::named(cell)), Err);
        let known = Known { cell: cell.to_owned(), profile };
        if self.known.len() < REMEMBERED {
            self.known.push(known);
            return self.known.len() - 1;
        }
        let place = self.oldest;
        self.oldest = (place + 1) % REMEMBERED;
        self.known[place] = known;
        place
    }
}

/// The cell that names the profile: that of the UUID, unless it is empty.
pub(crate) fn chosen<T: AsRef<str>>(uuid: T, name: T) -> T {
    if text::is_blank(uuid.as_ref()) { name } else { uuid }
}
