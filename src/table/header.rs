//! Reads the header: which column is which. It must never guess a column by its place.

use crate::catalogue::code;
use crate::choice::{self, Choice};
use crate::delimiter::Delimiter;
use crate::names::{self, Field, Sureness};
use crate::problems::{RowProblems, cut};
use crate::scanner::Cells;
use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use rules::{Severity, serial, text};

/// Most names that are listed when the one that matters is missing.
const LISTED: usize = 12;

/// Longest name of a column that is kept, in characters.
pub(crate) const LONGEST: usize = 255;

/// The places of the columns, the first is 0.
pub(crate) struct Columns {
    pub(crate) serial: usize,
    pub(crate) profile: Option<usize>,
    pub(crate) uuid: Option<usize>,
    pub(crate) username: Option<usize>,
    pub(crate) login: Option<usize>,
    pub(crate) agent: Option<usize>,
    /// The field of each place; `None` for a column that is not read.
    pub(crate) fields: Vec<Option<Field>>,
    /// How many cells a record has: as many as the header, without unnamed ones at its end. Fewer are empty ones at its end.
    pub(crate) expected: usize,
    /// How many it can have; more must be empty.
    pub(crate) most: usize,
    /// The names, without white space around them.
    pub(crate) names: Vec<String>,
    /// The sorted [`names::key`] of each name; none in a file without a header.
    keys: Vec<String>,
    /// The same, each in its place, if a column was chosen by its number: a header further down must not move it.
    places: Option<Vec<String>>,
}

impl Columns {
    fn of(&self, field: Field) -> Option<usize> {
        match field {
            Field::Serial => Some(self.serial),
            Field::Profile => self.profile,
            Field::Uuid => self.uuid,
            Field::Username => self.username,
            Field::Login => self.login,
            Field::Agent => self.agent,
        }
    }

    /// Whether a record below the header names columns, and then whether they are the same ones, in whatever order.
    pub(crate) fn named_again(&self, cells: &Cells<'_>) -> Option<bool> {
        let cell = cells.text(self.serial);
        // Nearly every serial number has a digit, and a name has none: a file of 100,000 rows is asked about few of them.
        let is_word = !cell.bytes().any(|byte| byte.is_ascii_digit());
        let is_name = |cell: &str| {
            (is_word && names::field(cell).is_some())
                || self.keys.iter().any(|key| names::is_plain_of(key, cell))
        };
        let is_serial = is_word
            && (names::field(&cell) == Some(Field::Serial)
                || matches!(names::likely(&cell), Some((Field::Serial, _))));
        if !is_serial && !is_name(&cell) {
            return None;
        }
        let has_moved = |places: &Vec<String>| {
            let filled = places.iter().rposition(|key| !key.is_empty()).map_or(0, |last| last + 1);
            cells
                .texts()
                .take(filled)
                .map(|cell| names::key(&cell))
                .ne(places[..filled].iter().cloned())
        };
        let is_same =
            keys(cells.texts()) == self.keys && !self.places.as_ref().is_some_and(has_moved);
        let known = || cells.texts().filter_map(|cell| names::field(&cell));
        let is_other = known().any(|field| field == Field::Serial) && known().count() > 1;
        // `Seriennummer` could pass for a device, and the cell beside it for its user.
        let passes = || {
            let filled = cells.texts().filter(|cell| !text::is_blank(cell)).count();
            filled > 1 && serial::check(&cell).value.is_some()
        };
        let is_other = is_other || (is_serial && passes());
        (is_same || is_other).then_some(is_same)
    }
}

/// Why a record is no header.
pub(crate) enum Refusal {
    /// No column has serial numbers: the header may stand further down.
    NoSerial,
    /// The file cannot be read.
    Final,
}

/// Reads the header. When it is refused, a problem says why.
pub(crate) fn read(
    cells: &Cells<'_>,
    choices: &[Choice],
    problems: &mut RowProblems,
) -> Result<Columns, Refusal> {
    if problems.add_broken_quotes(cells) {
        return Err(Refusal::Final);
    }
    // A name may have a delimiter in it.
    if is_quoted_header(cells) && names::field(&cells.text(0)) != Some(Field::Serial) {
        problems.error(1, code!("import.quoted-row"));
        return Err(Refusal::Final);
    }
    if !choice::are_filled(choices, cells) {
        add_no_serial(cells.texts(), problems);
        return Err(Refusal::NoSerial);
    }
    recognise(cells.texts().collect(), choices, problems)
}

/// The columns of a file without a header, or of records by themselves, whose names are known.
pub(crate) fn given(
    names: &[String],
    choices: &[Choice],
    problems: &mut RowProblems,
) -> Option<Columns> {
    let mut columns =
        recognise(names.iter().map(|name| Cow::Borrowed(&**name)).collect(), choices, problems)
            .ok()?;
    columns.keys.clear();
    Some(columns)
}

/// Says which column is which by their names, where nobody has chosen.
#[inline(never)]
fn recognise(
    mut names: Vec<Cow<'_, str>>,
    choices: &[Choice],
    problems: &mut RowProblems,
) -> Result<Columns, Refusal> {
    let is_named = |name: &str| !text::is_blank(name);
    let mut fields: Vec<Option<Field>> = names.iter().map(|name| names::field(name)).collect();
    choice::apply(choices, &mut names, &mut fields, problems);
    // The places of the columns that may be meant, for each field that no column is named for.
    let mut unclear: Vec<(Field, Vec<usize>)> = Vec::new();
    let mut likely = Vec::new();
    for field in [Field::Serial, Field::Profile, Field::Uuid, Field::Username] {
        if fields.contains(&Some(field)) || choice::is_chosen(choices, field) {
            continue;
        }
        let candidates = |sureness| -> Vec<usize> {
            let is_it = |place: &usize| {
                fields[*place].is_none() && names::likely(&names[*place]) == Some((field, sureness))
            };
            (0..names.len()).filter(is_it).collect()
        };
        match (&candidates(Sureness::Likely)[..], candidates(Sureness::Possible)) {
            ([], possible) if possible.is_empty() => {}
            ([], possible) => unclear.push((field, possible)),
            ([place], _) => likely.push((*place, field)),
            (several, _) => unclear.push((field, several.to_vec())),
        }
    }
    for (place, field) in &likely {
        fields[*place] = Some(*field);
    }
    let place_of = |wanted| fields.iter().position(|field| *field == Some(wanted));
    let Some(serial) = place_of(Field::Serial) else {
        return Err(match unclear.first() {
            Some((Field::Serial, places)) => {
                add_unclear(Field::Serial, places, &names, problems);
                Refusal::Final
            }
            _ => {
                add_no_serial(names.iter().cloned(), problems);
                Refusal::NoSerial
            }
        });
    };
    let mut columns = Columns {
        serial,
        profile: place_of(Field::Profile),
        uuid: place_of(Field::Uuid),
        username: place_of(Field::Username),
        login: place_of(Field::Login),
        agent: place_of(Field::Agent),
        expected: names.iter().rposition(|name| is_named(name)).map_or(0, |last| last + 1),
        most: names.len(),
        fields: Vec::new(),
        names: names.iter().map(|name| cut(name, LONGEST)).collect(),
        keys: keys(names.iter().cloned()),
        places: choice::has_number(choices)
            .then(|| names.iter().map(|name| names::key(name)).collect()),
    };
    for (place, (name, field)) in names.iter().zip(&fields).enumerate() {
        if let Some((field, places)) = unclear.iter().find(|(_, places)| places.contains(&place)) {
            if places.first() == Some(&place) {
                add_unclear(*field, places, &names, problems);
            }
            continue;
        }
        let (code, severity) = match field {
            _ if !is_named(name) => continue,
            None => (code!("import.unknown-column"), Severity::Warning),
            Some(field) if likely.contains(&(place, *field)) => {
                (code!("import.column-read"), Severity::Hint)
            }
            Some(field) if columns.of(*field) == Some(place) => continue,
            Some(_) => (code!("import.duplicate-column"), Severity::Error),
        };
        let problem = problems.add(place + 1, "", code, severity).put("name", &text::quoted(name));
        if severity == Severity::Hint {
            problem.put("field", field.map_or("", Field::name));
        }
    }
    let is_read = |(place, field): (usize, Option<Field>)| {
        field.filter(|field| columns.of(*field) == Some(place))
    };
    columns.fields = fields.iter().copied().enumerate().map(is_read).collect();
    Ok(columns)
}

/// Adds an error that lists the names of a record without a column of serial numbers.
fn add_no_serial<'a>(names: impl Iterator<Item = Cow<'a, str>>, problems: &mut RowProblems) {
    let named: Vec<_> = names.filter(|name| !text::is_blank(name)).take(LISTED + 1).collect();
    problems
        .error(0, code!("import.no-serial-column"))
        .put("columns", &listed(named.iter().map(|name| &**name)));
}

/// Adds an error about the columns that may be a field.
fn add_unclear(field: Field, places: &[usize], names: &[Cow<'_, str>], problems: &mut RowProblems) {
    let column = places.first().map_or(0, |place| place + 1);
    problems
        .error(column, code!("import.unclear-column"))
        .put("field", field.name())
        .put("columns", &listed(places.iter().map(|place| &*names[*place])));
}

/// Names as a problem lists them.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut listed: Vec<_> = names.take(LISTED + 1).map(text::quoted).collect();
    if let Some(last) = listed.get_mut(LISTED) {
        *last = "…".to_owned();
    }
    listed.join(", ")
}

/// What tells the names of a record apart from those of another, in whatever order.
fn keys<'a>(names: impl Iterator<Item = Cow<'a, str>>) -> Vec<String> {
    let mut keys: Vec<_> =
        names.map(|name| names::key(&name)).filter(|key| !key.is_empty()).collect();
    keys.sort_unstable();
    keys
}

/// Whether quotes stand around all of a header.
fn is_quoted_header(cells: &Cells<'_>) -> bool {
    let whole = cells.text(0);
    let mut names = whole.split([',', ';', '\t']);
    is_whole(cells) && names.any(|name| names::field(name) == Some(Field::Serial))
}

/// Whether quotes stand around all of a record with several cells.
pub(crate) fn is_quoted(cells: &Cells<'_>, delimiter: Delimiter) -> bool {
    is_whole(cells) && cells.text(0).bytes().any(|byte| byte == delimiter.byte())
}

/// Whether a record is one cell between quotes.
fn is_whole(cells: &Cells<'_>) -> bool {
    cells.count() == 1 && cells.is_quoted(0)
}
