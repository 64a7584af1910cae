//! Judges one record by the rules of its fields. It must never accept a value that `rules` refuses.
//!
//! `is_plain` of a serial or a username says that the check of `rules` has nothing to say. It makes no text, and is asked first
//! because nearly all cells of a file are plain.

use crate::catalogue::code;
use crate::choice::Choice;
use crate::delimiter::Delimiter;
use crate::flags;
use crate::header::{self, Columns};
use crate::names::Field;
use crate::plain;
use crate::problems::{RowProblems, Tally};
use crate::row::{Row, Sink};
use crate::scanner::Cells;
use crate::serials::Serials;
use alloc::borrow::{Cow, ToOwned};
use alloc::vec;
use alloc::vec::Vec;
use rules::{
    Draft, Problem, Severity, User, UsernamePolicy, enrollment, profile, serial, spreadsheet, text,
    username,
};

/// Judges the records below a header.
pub(crate) struct Judge {
    columns: Columns,
    choices: Vec<Choice>,
    delimiter: Delimiter,
    policy: UsernamePolicy,
    serials: Serials,
}

impl Judge {
    /// A judge for the records below the header with these columns.
    pub(crate) fn new(
        columns: Columns,
        choices: Vec<Choice>,
        delimiter: Delimiter,
        policy: UsernamePolicy,
    ) -> Judge {
        Judge { columns, choices, delimiter, policy, serials: Serials::default() }
    }

    /// Says that a serial number stands in a row that is not judged here.
    pub(crate) fn add_taken(&mut self, serial: &str, row: u32) {
        self.serials.first_row(serial, row);
    }

    /// Judges the record at the beginning of a text if nothing about it is unusual, and gives it to the sink. Returns its length
    /// with its line end. `None` when it needs [`Judge::record`], as if nobody had looked at it.
    pub(crate) fn plain_record(
        &mut self,
        text: &str,
        row: u32,
        sink: &mut dyn Sink,
    ) -> Option<usize> {
        let Judge { columns, delimiter, policy, serials, .. } = self;
        let record = plain::read(text, columns, *delimiter)?;
        let profile = read_profile(chosen(record.uuid, record.profile)).ok()?;
        if !is_plain_user(record.username, record.login, columns, policy)
            || serials.first_row(record.serial, row).is_some()
        {
            return None;
        }
        sink.row(Row {
            row,
            serial: record.serial,
            profile: Some(&*profile).filter(|profile| !profile.is_empty()),
            username: columns.username.map(|_| record.username),
            login_required: columns.login.map(|_| record.login),
            agent_required: columns.agent.map(|_| record.agent),
        });
        Some(record.length)
    }

    /// Whether a record names the columns again, as files do that were joined. The columns may have changed places: those
    /// below it are read by it. `Some(false)` when it names other columns.
    pub(crate) fn names_columns(
        &mut self,
        cells: &Cells<'_>,
        problems: &mut RowProblems,
    ) -> Option<bool> {
        let is_same = self.columns.named_again(cells)?;
        if is_same {
            let mut known = RowProblems::new(problems.row());
            if let Ok(mut columns) = header::read(cells, &self.choices, &mut known) {
                columns.most = columns.most.max(self.columns.most);
                self.columns = columns;
            }
            problems.add(0, "", code!("import.repeated-header"), Severity::Warning);
        } else {
            problems.error(0, code!("import.other-header"));
        }
        Some(is_same)
    }

    /// Judges a record that is not blank. Gives its problems to the sink, and the row if none of them is an error.
    pub(crate) fn record(
        &mut self,
        cells: &Cells<'_>,
        mut problems: RowProblems,
        tally: &mut Tally,
        sink: &mut dyn Sink,
    ) {
        let Judge { columns, delimiter, policy, serials, .. } = self;
        if problems.add_broken_quotes(cells)
            || add_quoted(cells, columns, *delimiter, &mut problems)
            || add_uneven(cells, columns, &mut problems)
        {
            problems.send(cells, tally, sink);
            return;
        }
        let row = problems.row();
        let serial = read_serial(cells, columns.serial, serials, &mut problems);
        let [name, uuid] = [columns.profile, columns.uuid].map(|place| {
            place.map_or((0, Cow::Borrowed("")), |place| (place + 1, cells.text(place)))
        });
        let (column, cell) = if text::is_blank(&uuid.1) { name } else { uuid };
        let profile = read_profile(&cell).unwrap_or_else(|lost| {
            problems.add_checked(column, vec![lost]);
            Cow::Borrowed("")
        });
        let login = read_flag(cells, columns, Field::Login, &mut problems);
        let agent = read_flag(cells, columns, Field::Agent, &mut problems);
        let username = match (login, agent) {
            (Some(login), Some(_)) => read_username(cells, columns, login, policy, &mut problems),
            _ => Cow::Borrowed(""),
        };
        if problems.send(cells, tally, sink) {
            sink.row(Row {
                row,
                serial: &serial,
                profile: Some(&*profile).filter(|profile| !profile.is_empty()),
                username: columns.username.map(|_| &*username),
                login_required: columns.login.and(login),
                agent_required: columns.agent.and(agent),
            });
        }
    }
}

/// Adds an error if quotes stand around the whole record. Returns whether it did.
fn add_quoted(
    cells: &Cells<'_>,
    columns: &Columns,
    delimiter: Delimiter,
    problems: &mut RowProblems,
) -> bool {
    let is_quoted = columns.expected > 1 && header::is_quoted(cells, delimiter);
    if is_quoted {
        problems.error(1, code!("import.quoted-row"));
    }
    is_quoted
}

/// Adds an error if a record has more cells than the header. Returns whether it did. Spreadsheets leave out empty cells at
/// the end.
fn add_uneven(cells: &Cells<'_>, columns: &Columns, problems: &mut RowProblems) -> bool {
    let is_uneven = !cells.are_blank_from(columns.most);
    if is_uneven {
        problems
            .error(0, code!("import.columns"))
            .put_number("expected", columns.expected)
            .put_number("found", cells.count());
    }
    is_uneven
}

/// The serial number in its normal form; after an error, a text that must not be used.
fn read_serial<'a>(
    cells: &Cells<'a>,
    place: usize,
    serials: &mut Serials,
    problems: &mut RowProblems,
) -> Cow<'a, str> {
    let mut serial = cells.text(place);
    if !serial::is_plain(&serial) {
        let checked = serial::check(&serial);
        problems.add_checked(place + 1, checked.problems);
        match checked.value {
            Some(value) => serial = Cow::Owned(value.as_str().to_owned()),
            None => return serial,
        }
    }
    if let Some(first) = serials.first_row(&serial, problems.row()) {
        problems
            .add(place + 1, "serial", code!("import.duplicate"), Severity::Error)
            .put_number("first", first as usize);
    }
    serial
}

/// The cell that names the profile: that of the UUID, unless it is empty.
fn chosen<'a>(uuid: &'a str, name: &'a str) -> &'a str {
    if text::is_blank(uuid) { name } else { uuid }
}

/// The profile of a row: its UUID in normal form when one is given, else its name; the problem when a spreadsheet has lost it.
fn read_profile(cell: &str) -> Result<Cow<'_, str>, Problem> {
    if profile::is_plain_name(cell) {
        return Ok(Cow::Borrowed(cell));
    }
    let lost = spreadsheet::lost("profile", cell);
    lost.map_or_else(|| Ok(Cow::Owned(profile::named(cell))), Err)
}

/// A flag: no when the file has no such column, `None` when the cell cannot be read; a problem is reported then.
fn read_flag(
    cells: &Cells<'_>,
    columns: &Columns,
    field: Field,
    problems: &mut RowProblems,
) -> Option<bool> {
    let (place, path) = match field {
        Field::Login => (columns.login, "loginRequired"),
        _ => (columns.agent, "agentRequired"),
    };
    let Some(place) = place else { return Some(false) };
    let cell = cells.text(place);
    let flag = flags::read(&cell);
    if flag.is_none() {
        problems
            .add(place + 1, path, code!("import.flag"), Severity::Error)
            .put("value", &text::quoted(&cell))
            .put(
                "name",
                &columns.names.get(place).map(|name| text::quoted(name)).unwrap_or_default(),
            )
            .put("field", field.name());
    }
    flag
}

/// Whether there is nothing to say about the user of a device. In a file without users there never is.
fn is_plain_user(username: &str, login: bool, columns: &Columns, policy: &UsernamePolicy) -> bool {
    match (login, columns.username.or(columns.login)) {
        (_, None) => true,
        (true, _) => username.is_empty(),
        (false, _) => username::is_plain(username, policy),
    }
}

/// The username in its normal form; after an error, a text that must not be used.
fn read_username<'a>(
    cells: &Cells<'a>,
    columns: &Columns,
    login: bool,
    policy: &UsernamePolicy,
    problems: &mut RowProblems,
) -> Cow<'a, str> {
    let username = columns.username.map_or(Cow::Borrowed(""), |place| cells.text(place));
    if is_plain_user(&username, login, columns, policy) {
        return username;
    }
    // Whether the agent is installed changes nothing about the user.
    let draft =
        Draft { username: username.into_owned(), login_required: login, agent_required: false };
    let checked = enrollment::check(&draft, policy);
    problems.add_checked(columns.username.map_or(0, |place| place + 1), checked.problems);
    match checked.value.map(|enrollment| enrollment.user) {
        Some(User::Preassigned(username)) => Cow::Owned(username.as_str().to_owned()),
        _ => Cow::Borrowed(""),
    }
}
