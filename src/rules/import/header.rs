//! Reads the header: which column is which. It must never guess a column by its place.

use crate::prelude::*;

use super::record::refuse_broken;
use super::report::{Report, quoted};
use super::scanner::Cells;
use crate::report::{Problem, Severity};

/// The columns that mean something.
#[derive(Clone, Copy)]
pub(super) enum Field {
    Serial,
    Profile,
    Username,
    Login,
    Agent,
}

/// The names of the columns, in the order of [`Field`], as [`plain`] leaves them.
const NAMES: [&str; 5] = [
    "serial|serialnumber|serialno|deviceserial",
    "profile|profileuuid|profilename|depprofile",
    "username|user|assigneduser|assignedusername|assignedusersusername",
    "loginrequired|login",
    "agentrequired|agentinstallrequired|agentinstall|agent",
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
pub(super) fn read(cells: &Cells<'_>, report: &mut Report<'_>) -> Option<Columns> {
    if refuse_broken(cells, report) {
        return None;
    }
    let mut columns = Columns { places: [None; 5], least: 0, most: cells.count() };
    let mut odd: Vec<(usize, Problem)> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for place in 0..cells.count() {
        let name = quoted(&cells.text(place));
        if name.is_empty() {
            continue;
        }
        columns.least = place + 1;
        let plain = plain(&name);
        let known = NAMES.iter().position(|names| names.split('|').any(|known| known == plain));
        let problem = match known.map(|field| columns.places[field].replace(place)) {
            Some(None) => None,
            Some(first) => {
                if let Some(field) = known {
                    columns.places[field] = first;
                }
                Some(Problem::new("", "import.duplicate-column", Severity::Error))
            }
            None => Some(Problem::new("", "import.unknown-column", Severity::Warning)),
        };
        if let Some(problem) = problem {
            odd.push((place + 1, problem.with("name", name.clone())));
        }
        names.push(name);
    }
    if columns.of(Field::Serial).is_none() {
        if names.len() > LISTED {
            names.truncate(LISTED);
            names.push("…".to_owned());
        }
        let problem = Problem::new("", "import.no-serial-column", Severity::Error);
        report.add(0, problem.with("columns", names.join(", ")));
        return None;
    }
    for (column, problem) in odd {
        report.add(column, problem);
    }
    Some(columns)
}

/// A name without what people write differently: capitals, spaces, dashes, underscores, brackets.
fn plain(name: &str) -> String {
    name.chars()
        .map(|c| c.to_ascii_lowercase())
        .filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        .collect()
}
