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
    profiles: Profiles,
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
    report.add(place + 1, error(code));
    true
}

impl Judge {
    pub(super) fn new(columns: Columns, policy: UsernamePolicy) -> Judge {
        Judge { columns, policy, serials: Serials::default(), profiles: Profiles::default() }
    }

    /// Judges a record that is not blank.
    pub(super) fn record(&mut self, cells: &Cells<'_>, report: &mut Report<'_>) {
        let Judge { columns, policy, serials, profiles } = self;
        if refuse_broken(cells, report) {
            return;
        }
        if cells.count() < columns.least || !cells.are_blank_from(columns.most) {
            let problem = error("import.columns")
                .with("expected", text::decimal(columns.least as u64))
                .with("found", text::decimal(cells.count() as u64));
            report.add(0, problem);
            return;
        }
        let serial = serial_of(cells, columns, serials, report);
        let profile = columns.of(Field::Profile).map(|place| cells.text(place));
        let profile = profile.as_deref().map_or("", |cell| profiles.read(cell));
        let login = flag(Field::Login, "loginRequired", cells, columns, report);
        let agent = flag(Field::Agent, "agentRequired", cells, columns, report);
        let (Some(login), Some(agent)) = (login, agent) else { return };
        let username = username_of(login, cells, columns, policy, report);
        let has = |field| columns.of(field).is_some();
        report.good(Row {
            row: report.row(),
            serial: &serial,
            profile: Some(profile).filter(|profile| !profile.is_empty()),
            username: has(Field::Username).then_some(&*username),
            login_required: has(Field::Login).then_some(login),
            agent_required: has(Field::Agent).then_some(agent),
        });
    }
}

/// The serial in its normal form, or an empty text with its problems reported.
fn serial_of<'a>(
    cells: &Cells<'a>,
    columns: &Columns,
    serials: &mut Serials,
    report: &mut Report<'_>,
) -> Cow<'a, str> {
    let place = columns.of(Field::Serial).unwrap_or_default();
    let mut serial = cells.text(place);
    if !serial::is_plain(&serial) {
        let checked = serial::check(&serial);
        report.all(place + 1, checked.problems);
        match checked.value {
            Some(value) => serial = Cow::Owned(value.as_str().to_owned()),
            None => return Cow::Borrowed(""),
        }
    }
    if let Some(first) = serials.first(&serial, report.row()) {
        let problem = Problem::new("serial", "import.duplicate", Severity::Error);
        report.add(place + 1, problem.with("first", text::decimal(first.into())));
    }
    serial
}

/// A flag; no when the file has no such column, `None` with the problem reported when it cannot be read.
fn flag(
    field: Field,
    path: &'static str,
    cells: &Cells<'_>,
    columns: &Columns,
    report: &mut Report<'_>,
) -> Option<bool> {
    let Some(place) = columns.of(field) else { return Some(false) };
    let cell = cells.text(place);
    let flag = flags::read(&cell);
    if flag.is_none() {
        let problem = Problem::new(path, "import.flag", Severity::Error);
        report.add(place + 1, problem.with("value", quoted(&cell)));
    }
    flag
}

/// The username in its normal form, with the problems of the enrollment reported.
fn username_of<'a>(
    login: bool,
    cells: &Cells<'a>,
    columns: &Columns,
    policy: &UsernamePolicy,
    report: &mut Report<'_>,
) -> Cow<'a, str> {
    let place = columns.of(Field::Username);
    if place.is_none() && columns.of(Field::Login).is_none() {
        return Cow::Borrowed("");
    }
    let username = place.map_or(Cow::Borrowed(""), |place| cells.text(place));
    if if login { username.is_empty() } else { username::is_plain(&username, policy) } {
        return username;
    }
    // Whether the agent is installed changes nothing about the user.
    let draft =
        Draft { username: username.into_owned(), login_required: login, agent_required: false };
    let checked = enrollment::check(&draft, policy);
    for problem in checked.problems {
        // A record has no single cell for what its cells say together.
        let column = place.filter(|_| !problem.path.is_empty()).map_or(0, |place| place + 1);
        report.add(column, problem);
    }
    Cow::Owned(checked.value.map(|value| value.to_draft().username).unwrap_or_default())
}

/// Reads the profiles of the rows. It keeps the last UUID that had to be tidied, because the rows of a file mostly name
/// the same profile, and tidying takes longer than everything else about a row.
#[derive(Default)]
struct Profiles {
    cell: String,
    uuid: String,
}

impl Profiles {
    /// The profile that a cell names: the UUID in its normal form when it is one, else the name.
    fn read<'a>(&'a mut self, cell: &'a str) -> &'a str {
        let digits = || cell.bytes().filter(u8::is_ascii_hexdigit).count();
        // Nothing that is taken off a UUID is put back, so fewer digits can be none.
        if cell.len() < profile::USUAL_LENGTH
            || profile::is_usual(cell)
            || digits() < profile::USUAL_LENGTH
        {
            return text::trim(cell);
        }
        if self.cell != cell {
            let uuid = profile::check(cell).value.filter(|uuid| profile::is_usual(uuid.as_str()));
            cell.clone_into(&mut self.cell);
            uuid.as_ref().map_or(text::trim(cell), |uuid| uuid.as_str()).clone_into(&mut self.uuid);
        }
        &self.uuid
    }
}
