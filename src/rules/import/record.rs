//! Judges one record by the rules of its fields. The quick ways in here must say exactly what the full checks would say;
//! they must never be the only ones to decide.

use crate::catalogue::code;
use crate::prelude::*;

use super::header::{Columns, Field};
use super::quick::Quick;
use super::report::{Report, quoted};
use super::scanner::{Cells, Kind};
use super::serials::Serials;
use super::{Delimiter, Row, Sink, flags};
use crate::enrollment::{self, Draft, User};
use crate::problem::Severity;
use crate::username::UsernamePolicy;
use crate::{profile, serial, text, username};
use alloc::borrow::Cow;

/// Judges the records below a header.
pub(super) struct Judge {
    columns: Columns,
    policy: UsernamePolicy,
    quick: Option<Quick>,
    serials: Serials,
    profiles: Profiles,
}

/// Reports a record whose quotes do not fit; whether it is one.
pub(super) fn refuse_broken(cells: &Cells<'_>, report: &mut Report) -> bool {
    let Some((place, kind)) = cells.broken() else { return false };
    let unclosed = kind == Kind::Unclosed;
    let code = if unclosed { code!("import.unclosed-quote") } else { code!("import.stray-quote") };
    report.error(place + 1, code);
    true
}

impl Judge {
    /// `rows` is about how many records there will be.
    pub(super) fn new(
        columns: Columns,
        delimiter: Delimiter,
        policy: UsernamePolicy,
        rows: usize,
    ) -> Judge {
        Judge {
            quick: Quick::new(&columns, delimiter, &policy),
            columns,
            policy,
            serials: Serials::with_room(rows),
            profiles: Profiles::default(),
        }
    }

    /// Judges the record that begins at a place of a text and gives the place behind it; `None` when anything is unusual
    /// about the record, which is then left as if nobody had looked.
    pub(super) fn quick(
        &mut self,
        text: &str,
        start: usize,
        row: u32,
        sink: &mut dyn Sink,
    ) -> Option<usize> {
        let Judge { columns, policy, quick, serials, profiles } = self;
        let plain = quick.as_ref()?.read(text, start, policy)?;
        let serial = text.get(plain.serial)?;
        let profile = text.get(plain.profile)?;
        let username = text.get(plain.username)?;
        if serials.first_of(plain.key, row).is_some() {
            return None;
        }
        let profile = if profile.is_empty() { "" } else { profiles.read(profile) };
        let has = |field| columns.of(field).is_some();
        sink.row(Row {
            row,
            serial,
            profile: Some(profile).filter(|profile| !profile.is_empty()),
            username: has(Field::Username).then_some(username),
            login_required: has(Field::Login).then_some(plain.login),
            agent_required: has(Field::Agent).then_some(plain.agent),
        });
        Some(plain.behind)
    }

    /// Judges a record that is not blank, and gives it on when nothing is wrong with it.
    pub(super) fn record(&mut self, cells: &Cells<'_>, mut report: Report, sink: &mut dyn Sink) {
        let Judge { columns, policy, serials, profiles, .. } = self;
        if refuse_broken(cells, &mut report) || refuse_uneven(cells, columns, &mut report) {
            report.send(sink);
            return;
        }
        let row = report.row();
        let serial = serial_of(cells, columns, serials, &mut report);
        let profile = columns.of(Field::Profile).map(|place| cells.text(place));
        let profile = profile.as_deref().map_or("", |cell| profiles.read(cell));
        let login = flag(Field::Login, "loginRequired", cells, columns, &mut report);
        let agent = flag(Field::Agent, "agentRequired", cells, columns, &mut report);
        let username = match (login, agent) {
            (Some(login), Some(_)) => username_of(login, cells, columns, policy, &mut report),
            _ => Cow::Borrowed(""),
        };
        if report.send(sink) {
            let has = |field| columns.of(field).is_some();
            sink.row(Row {
                row,
                serial: &serial,
                profile: Some(profile).filter(|profile| !profile.is_empty()),
                username: has(Field::Username).then_some(&*username),
                login_required: login.filter(|_| has(Field::Login)),
                agent_required: agent.filter(|_| has(Field::Agent)),
            });
        }
    }
}

/// Reports a record that has not as many cells as the header; whether it is one.
fn refuse_uneven(cells: &Cells<'_>, columns: &Columns, report: &mut Report) -> bool {
    let uneven = cells.count() < columns.least || !cells.are_blank_from(columns.most);
    if uneven {
        report
            .error(0, code!("import.columns"))
            .put_number("expected", columns.least)
            .put_number("found", cells.count());
    }
    uneven
}

/// The serial in its normal form, or an empty text with its problems reported.
fn serial_of<'a>(
    cells: &Cells<'a>,
    columns: &Columns,
    serials: &mut Serials,
    report: &mut Report,
) -> Cow<'a, str> {
    let place = columns.of(Field::Serial).unwrap_or_default();
    let mut serial = cells.text(place);
    if !serial::is_plain(&serial) {
        let checked = serial::check(&serial);
        report.take(place + 1, checked.problems);
        match checked.value {
            Some(value) => serial = Cow::Owned(value.as_str().to_owned()),
            None => return Cow::Borrowed(""),
        }
    }
    if let Some(first) = serials.first(&serial, report.row()) {
        report
            .add(place + 1, "serial", code!("import.duplicate"), Severity::Error)
            .put_number("first", first as usize);
    }
    serial
}

/// A flag; no when the file has no such column, `None` with the problem reported when it cannot be read.
fn flag(
    field: Field,
    path: &'static str,
    cells: &Cells<'_>,
    columns: &Columns,
    report: &mut Report,
) -> Option<bool> {
    let Some(place) = columns.of(field) else { return Some(false) };
    let cell = cells.text(place);
    let flag = flags::read(&cell);
    if flag.is_none() {
        report
            .add(place + 1, path, code!("import.flag"), Severity::Error)
            .put("value", &quoted(&cell));
    }
    flag
}

/// The username in its normal form, with the problems of the enrollment reported.
fn username_of<'a>(
    login: bool,
    cells: &Cells<'a>,
    columns: &Columns,
    policy: &UsernamePolicy,
    report: &mut Report,
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
    report.take(place.map_or(0, |place| place + 1), checked.problems);
    match checked.value.map(|enrollment| enrollment.user) {
        Some(User::Preassigned(username)) => Cow::Owned(username.as_str().to_owned()),
        _ => Cow::Borrowed(""),
    }
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
        if self.cell == cell {
            return &self.uuid;
        }
        let digits = || cell.bytes().filter(u8::is_ascii_hexdigit).count();
        // Nothing that is taken off a UUID is put back, so fewer digits can be none.
        if cell.len() < profile::USUAL_LENGTH
            || profile::is_usual(cell)
            || digits() < profile::USUAL_LENGTH
        {
            return text::trim(cell);
        }
        let uuid = profile::check(cell).value.filter(|uuid| profile::is_usual(uuid.as_str()));
        cell.clone_into(&mut self.cell);
        uuid.as_ref().map_or(text::trim(cell), |uuid| uuid.as_str()).clone_into(&mut self.uuid);
        &self.uuid
    }
}
