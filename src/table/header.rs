//! Reads the header: which column is which. It must never guess a column by its place.

use crate::catalogue::code;
use crate::problems::{RowProblems, quoted};
use crate::scanner::Cells;
use alloc::borrow::ToOwned;
use alloc::vec::Vec;
use rules::{Severity, text};

/// The columns that mean something.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
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

/// The places of the columns, the first is 0.
pub(crate) struct Columns {
    pub(crate) serial: usize,
    pub(crate) profile: Option<usize>,
    pub(crate) username: Option<usize>,
    pub(crate) login: Option<usize>,
    pub(crate) agent: Option<usize>,
    /// The field of each place; `None` for a column that is not read.
    pub(crate) fields: Vec<Option<Field>>,
    /// How many cells a record must have: as many as the header, without unnamed ones at its end.
    pub(crate) least: usize,
    /// How many it can have; more must be empty.
    pub(crate) most: usize,
}

impl Columns {
    fn of(&self, field: Field) -> Option<usize> {
        match field {
            Field::Serial => Some(self.serial),
            Field::Profile => self.profile,
            Field::Username => self.username,
            Field::Login => self.login,
            Field::Agent => self.agent,
        }
    }
}

/// Reads the header. `None` when no record can be judged by it; a problem is reported then.
pub(crate) fn read(cells: &Cells<'_>, problems: &mut RowProblems) -> Option<Columns> {
    if problems.add_broken_quotes(cells) {
        return None;
    }
    let names: Vec<_> = cells.texts().collect();
    let fields: Vec<Option<Field>> = names.iter().map(|name| field(name)).collect();
    let place_of = |wanted| fields.iter().position(|field| *field == Some(wanted));
    let is_named = |name: &str| !text::is_blank(name);
    let Some(serial) = place_of(Field::Serial) else {
        let named = names.iter().filter(|name| is_named(name));
        let mut listed: Vec<_> = named.take(LISTED + 1).map(|name| quoted(name)).collect();
        if let Some(last) = listed.get_mut(LISTED) {
            *last = "…".to_owned();
        }
        problems.error(0, code!("import.no-serial-column")).put("columns", &listed.join(", "));
        return None;
    };
    let mut columns = Columns {
        serial,
        profile: place_of(Field::Profile),
        username: place_of(Field::Username),
        login: place_of(Field::Login),
        agent: place_of(Field::Agent),
        least: names.iter().rposition(|name| is_named(name)).map_or(0, |last| last + 1),
        most: cells.count(),
        fields: Vec::new(),
    };
    for (place, (name, field)) in names.iter().zip(&fields).enumerate() {
        let (code, severity) = match field {
            _ if !is_named(name) => continue,
            None => (code!("import.unknown-column"), Severity::Warning),
            Some(field) if columns.of(*field) == Some(place) => continue,
            Some(_) => (code!("import.duplicate-column"), Severity::Error),
        };
        problems.add(place + 1, "", code, severity).put("name", &quoted(name));
    }
    let is_read = |(place, field): (usize, Option<Field>)| {
        field.filter(|field| columns.of(*field) == Some(place))
    };
    columns.fields = fields.iter().copied().enumerate().map(is_read).collect();
    Some(columns)
}

/// The field that a column names. Capitals, spaces, dashes, underscores and brackets make no difference.
fn field(name: &str) -> Option<Field> {
    let mut plain = name.to_ascii_lowercase();
    plain.retain(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    NAMES.iter().find(|(known, _)| *known == plain).map(|(_, field)| *field)
}
