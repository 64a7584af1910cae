//! What the list is asked to show, and who can answer it: the host, or the verdicts of all devices.

use super::search::{self, Field};
use crate::fleet::Problem;
use crate::route::Route;
use host::DeviceQuery;
use rules::checklist::DeviceReadiness;

/// A column by which the list can be put in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The serial number.
    Device,
    /// The readiness.
    Readiness,
    /// The profile.
    Profile,
    /// The user.
    User,
}

impl Column {
    /// All columns.
    pub const ALL: [Column; 4] = [Column::Device, Column::Readiness, Column::Profile, Column::User];

    /// The word of the host and of the address.
    pub fn word(self) -> &'static str {
        match self {
            Column::Device => "serial",
            Column::Readiness => "readiness",
            Column::Profile => "profile",
            Column::User => "user",
        }
    }
}

/// An order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By this column.
    pub column: Column,
    /// From the end.
    pub descending: bool,
}

impl Sort {
    /// The word of the host and of the address: the column's, with a `-` before it from the end.
    pub fn word(self) -> String {
        let sign = if self.descending { "-" } else { "" };
        format!("{sign}{}", self.column.word())
    }

    /// The order of a word; `None` for any other text.
    pub fn parse(word: &str) -> Option<Sort> {
        let (descending, word) = match word.strip_prefix('-') {
            Some(word) => (true, word),
            None => (false, word),
        };
        let column = Column::ALL.into_iter().find(|column| column.word() == word)?;
        Some(Sort { column, descending })
    }
}

/// The filters and the order.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Question {
    /// The text in the search field.
    pub search: String,
    /// Only devices of this readiness.
    pub readiness: Option<DeviceReadiness>,
    /// Only devices with this problem.
    pub problem: Option<Problem>,
    /// Only devices of this status; empty for all.
    pub status: String,
    /// Only devices of the profile with this UUID.
    pub profile: Option<String>,
    /// The order; the host's own without one.
    pub sort: Option<Sort>,
}

/// A question with the party that answers it.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// The host.
    Host(DeviceQuery),
    /// The verdicts of all devices.
    Fleet(FleetQuery),
}

/// A question to the verdicts of all devices.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct FleetQuery {
    /// The question.
    pub question: Question,
    /// The only serial numbers wanted; empty for all.
    pub serials: Vec<String>,
    /// First row.
    pub offset: u32,
    /// Rows wanted.
    pub limit: u32,
}

impl Question {
    /// The question of a link. Words that the list does not know are left out.
    pub fn of(route: &Route) -> Question {
        Question {
            search: route.search.clone(),
            readiness: route.readiness,
            problem: route.problem.as_deref().and_then(Problem::parse),
            status: route.status.clone(),
            profile: route.profile.clone(),
            sort: route.sort.as_deref().and_then(Sort::parse),
        }
    }

    /// The question as a link to its first page.
    pub(super) fn route(&self) -> Route {
        Route {
            search: self.search.trim().to_owned(),
            readiness: self.readiness,
            problem: self.problem.map(|problem| problem.word().to_owned()),
            status: self.status.clone(),
            profile: self.profile.clone(),
            sort: self.sort.map(Sort::word),
            ..Route::default()
        }
    }

    /// Whether anything narrows the list.
    pub fn is_filtered(&self) -> bool {
        !self.search.trim().is_empty()
            || self.readiness.is_some()
            || self.problem.is_some()
            || !self.status.is_empty()
            || self.profile.is_some()
    }

    /// The question about some rows, with the search text in this field. The host knows neither verdicts nor lists of serials,
    /// and not every host can sort.
    pub(super) fn ask(&self, field: Field, host_sorts: bool, offset: u32, limit: u32) -> Ask {
        let serials = search::serials(&self.search);
        let text = self.search.trim();
        let is_sorted_elsewhere =
            self.sort.is_some_and(|sort| sort.column == Column::Readiness || !host_sorts);
        if self.readiness.is_some()
            || self.problem.is_some()
            || is_sorted_elsewhere
            || !serials.is_empty()
        {
            return Ask::Fleet(FleetQuery { question: self.clone(), serials, offset, limit });
        }
        let (serial, user) = match field {
            // Serial numbers are stored in capitals; the host's comparison may be exact about it.
            Field::Serial => (text.to_ascii_uppercase(), String::new()),
            Field::User => (String::new(), text.to_owned()),
        };
        Ask::Host(DeviceQuery {
            offset,
            limit,
            serial,
            user,
            status: self.status.clone(),
            profile: self.profile.clone().unwrap_or_default(),
            sort: self.sort.map(Sort::word).unwrap_or_default(),
        })
    }
}

impl Ask {
    /// First row asked for.
    pub(super) fn offset(&self) -> u32 {
        match self {
            Ask::Host(query) => query.offset,
            Ask::Fleet(query) => query.offset,
        }
    }
}
