//! Judges one record by the rules of its fields. The quick ways in here must say exactly what the full checks would say;
//! they must never be the only ones to decide.

use crate::prelude::*;

use super::Row;
use super::flags;
use super::header::{Columns, Field};
use super::report::{Report, quoted};
use super::scanner::{Cells, Kind};
use super::serials::Serials;
use crate::enrollment::{self, Draft};
use crate::report::{Problem, Severity};
use crate::username::UsernamePolicy;
use crate::{profile, serial, text, username};
use alloc::borrow::Cow;

/// Judges the records below a header.
pub(super) struct Judge {
    columns: Columns,
    policy: UsernamePolicy,
    serials: Serials,
}

/// An error of the table itself.
fn error(code: &'static str) -> Problem {
    Problem::new("", code, Severity::Error)
}

/// Reports a record whose quotes do not fit; whether it is one.
pub(super) fn refuse_broken(cells: &Cells<'_>, report: &mut Report<'_>) -> bool {
    let Some((place, kind)) = cells.broken() else { return false };
    let unclosed = kind == Kind::Unclosed;
    let code = if unclosed { "import.unclosed-quote" } else { "import.stray-quote" };
    report.error(place + 1, error(code));
    true
}

impl Judge {
    pub(super) fn new(columns: Columns, policy: UsernamePolicy) -> Judge {
        Judge { columns, policy, serials: Serials::default() }
    }

    /// Judges a record that is not blank.
    pub(super) fn record(&mut self, cells: &Cells<'_>, report: &mut Report<'_>) {
        if refuse_broken(cells, report) {
            return;
        }
        let (least, most) = (self.columns.least, self.columns.most);
        if cells.count() < least || !cells.are_blank_from(most) {
            let problem = error("import.columns")
                .with("expected", text::decimal(least as u64))
                .with("found", text::decimal(cells.count() as u64));
            report.error(0, problem);
            return;
        }
        let serial = self.serial(cells, report);
        let profile = self.columns.of(Field::Profile).map(|place| profile_of(cells.text(place)));
        let login = self.flag(Field::Login, "loginRequired", cells, report);
        let agent = self.flag(Field::Agent, "agentRequired", cells, report);
        let (Some(login), Some(agent)) = (login, agent) else { return };
        let username = self.username(cells, login, agent, report);
        let has = |field| self.columns.of(field).is_some();
        report.good(Row {
            row: report.row(),
            serial: &serial,
            profile: profile.as_deref().filter(|profile| !profile.is_empty()),
            username: has(Field::Username).then_some(&*username),
            login_required: has(Field::Login).then_some(login),
            agent_required: has(Field::Agent).then_some(agent),
        });
    }

    /// The serial in its normal form, or an empty text with its problems reported.
    fn serial<'a>(&mut self, cells: &Cells<'a>, report: &mut Report<'_>) -> Cow<'a, str> {
        let place = self.columns.of(Field::Serial).unwrap_or_default();
        let mut serial = cells.text(place);
        if !serial::is_plain(&serial) {
            let checked = serial::check(&serial);
            for problem in checked.problems {
                report.add(place + 1, problem);
            }
            match checked.value {
                Some(value) => serial = Cow::Owned(value.as_str().to_owned()),
                None => return Cow::Borrowed(""),
            }
        }
        if let Some(first) = self.serials.first(&serial, report.row()) {
            let problem = Problem::new("serial", "import.duplicate", Severity::Error);
            report.error(place + 1, problem.with("first", text::decimal(first.into())));
        }
        serial
    }

    /// A flag; no when the file has no such column, `None` with the problem reported when it cannot be read.
    fn flag(
        &self,
        field: Field,
        path: &'static str,
        cells: &Cells<'_>,
        report: &mut Report<'_>,
    ) -> Option<bool> {
        let Some(place) = self.columns.of(field) else { return Some(false) };
        let cell = cells.text(place);
        let flag = flags::read(&cell);
        if flag.is_none() {
            let problem = Problem::new(path, "import.flag", Severity::Error);
            report.error(place + 1, problem.with("value", quoted(&cell)));
        }
        flag
    }

    /// The username in its normal form, with the problems of the enrollment reported.
    fn username<'a>(
        &self,
        cells: &Cells<'a>,
        login: bool,
        agent: bool,
        report: &mut Report<'_>,
    ) -> Cow<'a, str> {
        let place = self.columns.of(Field::Username);
        if place.is_none() && self.columns.of(Field::Login).is_none() {
            return Cow::Borrowed("");
        }
        let username = place.map_or(Cow::Borrowed(""), |place| cells.text(place));
        let plain = !login && username::is_plain(&username, &self.policy);
        if plain || (login && username.is_empty()) {
            return username;
        }
        let draft =
            Draft { username: username.into_owned(), login_required: login, agent_required: agent };
        let checked = enrollment::check(&draft, &self.policy);
        for problem in checked.problems {
            let column =
                if problem.path.is_empty() { 0 } else { place.map_or(0, |place| place + 1) };
            report.add(column, problem);
        }
        Cow::Owned(checked.value.map(|value| value.to_draft().username).unwrap_or_default())
    }
}

/// The profile that a cell names: the UUID in its normal form when it is one, else the name.
fn profile_of(cell: Cow<'_, str>) -> Cow<'_, str> {
    let digits = cell.bytes().filter(u8::is_ascii_hexdigit).count();
    if digits >= profile::USUAL_LENGTH
        && let Some(uuid) = profile::check(&cell).value
        && profile::is_usual(uuid.as_str())
    {
        return Cow::Owned(uuid.as_str().to_owned());
    }
    match cell {
        Cow::Borrowed(name) => Cow::Borrowed(text::trim(name)),
        Cow::Owned(name) => Cow::Owned(text::trim(&name).to_owned()),
    }
}
