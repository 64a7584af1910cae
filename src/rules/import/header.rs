//! Reads the header: which column is which. It must never guess a column by its place.

use crate::catalogue::code;
use crate::prelude::*;

use super::record::refuse_broken;
use super::report::{Report, quoted};
use super::scanner::Cells;
use crate::problem::Severity;
use crate::text;

/// The columns that mean something.
#[derive(Clone, Copy)]
pub(super) enum Field {
    Serial,
    Profile,
    Username,
    Login,
    Agent,
}

/// The names of the columns, as [`field`] reads them.
const NAMES: [(&str, Field); 19] = [
    ("serial", Field::Serial),
    ("serialnumber", Field::Serial),
    ("serialno", Field::Serial),
    ("deviceserial", Field::Serial),
    ("profile", Field::Profile),
    ("profileuuid", Field::Profile),
    ("profilename", Field::Profile),
    ("depprofile", Field::Profile),
    ("username", Field::Username),
    ("user", Field::Username),
    ("assigneduser", Field::Username),
    ("assignedusername", Field::Username),
    ("assignedusersusername", Field::Username),
    ("loginrequired", Field::Login),
    ("login", Field::Login),
    ("agentrequired", Field::Agent),
    ("agentinstallrequired", Field::Agent),
    ("agentinstall", Field::Agent),
    ("agent", Field::Agent),
];

/// Most names that are listed when the one that matters is missing.
const LISTED: usize = 12;

/// Where the columns are.
pub(super) struct Columns {
    places: [Option<usize>; 5],
    /// How many cells a record must have: as many as the header, without unnamed ones at its end.
    pub(super) least: usize,
    /// How many it can have; more must be empty.
    pub(super) most: usize,
}

impl Columns {
    /// The place of a column, the first is 0.
    pub(super) fn of(&self, field: Field) -> Option<usize> {
        self.places[field as usize]
    }
}

/// Reads the header; `None` when the records cannot be judged by it.
pub(super) fn read(cells: &Cells<'_>, report: &mut Report) -> Option<Columns> {
    if refuse_broken(cells, report) {
        return None;
    }
    let mut columns = Columns { places: [None; 5], least: 0, most: cells.count() };
    let mut names = Vec::new();
    for place in 0..cells.count() {
        let cell = cells.text(place);
        if let Some(field) = field(&cell) {
            columns.places[field as usize].get_or_insert(place);
        }
        if !text::trim(&cell).is_empty() {
            columns.least = place + 1;
            if names.len() < LISTED {
                names.push(quoted(&cell));
            } else if names.len() == LISTED {
                names.push("…".to_owned());
            }
        }
    }
    if columns.of(Field::Serial).is_none() {
        report.error(0, code!("import.no-serial-column")).put("columns", &text::join(&names, ", "));
        return None;
    }
    for place in 0..columns.least {
        let cell = cells.text(place);
        let (code, severity) = match field(&cell) {
            None => (code!("import.unknown-column"), Severity::Warning),
            Some(field) if columns.of(field) == Some(place) => continue,
            Some(_) => (code!("import.duplicate-column"), Severity::Error),
        };
        let name = quoted(&cell);
        if !name.is_empty() {
            report.add(place + 1, "", code, severity).put("name", &name);
        }
    }
    Some(columns)
}

/// The field that a column names, whatever people write differently: capitals, spaces, dashes, underscores, brackets.
fn field(name: &str) -> Option<Field> {
    let mut plain = name.to_ascii_lowercase();
    plain.retain(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    NAMES.iter().find(|(known, _)| *known == plain).map(|(_, field)| *field)
}
