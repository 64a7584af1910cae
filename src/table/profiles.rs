//! Reads the profiles of the rows. It must never judge a UUID: a name is right, too.

use alloc::borrow::ToOwned;
use alloc::string::String;
use rules::{Problem, profile, spreadsheet, text};

/// Reads the profiles of the rows, and remembers the last one: most rows of a file name the same profile as the row before.
#[derive(Default)]
pub(crate) struct Profiles {
    cell: String,
    profile: String,
    lost: Option<Problem>,
}

impl Profiles {
    /// The profile of a row: its UUID in normal form when one is given, else its name; the problem when a spreadsheet has lost
    /// it.
    pub(crate) fn read<'a>(&'a mut self, cell: &'a str) -> Result<&'a str, &'a Problem> {
        if profile::is_plain(cell) {
            return Ok(cell);
        }
        if self.cell != cell {
            self.lost = spreadsheet::lost("profile", cell);
            self.profile = profile::named(cell);
            cell.clone_into(&mut self.cell);
        }
        self.lost.as_ref().map_or(Ok(&self.profile), Err)
    }
}

/// The cell that names the profile: that of the UUID, unless it is empty.
pub(crate) fn chosen<T: AsRef<str>>(uuid: T, name: T) -> T {
    if text::is_blank(uuid.as_ref()) { name } else { uuid }
}
