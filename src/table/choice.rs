//! Columns that a person has chosen, in place of what their names tell. It must never choose one itself.

use crate::catalogue::code;
use crate::names::{self, Field, Sureness};
use crate::problems::RowProblems;
use crate::scanner::{Cells, MOST_CELLS};
use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use rules::{Severity, serial, text};

/// Where a column is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nowhere: the field is not read, whatever the names say.
    Nowhere,
    /// In this column, the first is 1.
    Number(u32),
    /// In the column with this name.
    Named(String),
}

/// A field and the column that was chosen for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The field.
    pub field: Field,
    /// Its column.
    pub place: Place,
}

/// Whether somebody has chosen the column of a field.
pub(crate) fn is_chosen(choices: &[Choice], field: Field) -> bool {
    choices.iter().any(|choice| choice.field == field)
}

/// Whether a column was chosen by its number.
pub(crate) fn has_number(choices: &[Choice]) -> bool {
    choices.iter().any(|choice| matches!(choice.place, Place::Number(_)))
}

/// Whether a record is a device and no header: it has a serial number in the column with the number that was chosen.
pub(crate) fn is_device(choices: &[Choice], cells: &Cells<'_>) -> bool {
    let Some(place) = choices.iter().find_map(|choice| match choice.place {
        Place::Number(number) if choice.field == Field::Serial => Some(number as usize),
        _ => None,
    }) else {
        return false;
    };
    let cell = cells.text(place.wrapping_sub(1));
    let is_name = names::field(&cell) == Some(Field::Serial)
        || matches!(names::likely(&cell), Some((Field::Serial, Sureness::Likely)));
    !is_name
        && cell.bytes().any(|byte| byte.is_ascii_digit())
        && serial::check(&cell).value.is_some()
}

/// Whether something stands in each column that was chosen by its number, as in a header but not in a title.
pub(crate) fn are_filled(choices: &[Choice], cells: &Cells<'_>) -> bool {
    choices.iter().all(|choice| match choice.place {
        Place::Number(number) => !text::is_blank(&cells.text((number as usize).wrapping_sub(1))),
        _ => true,
    })
}

/// Puts the choices in place of what the names say. Adds a problem for each column that is not there, or is chosen for two
/// fields.
pub(crate) fn apply(
    choices: &[Choice],
    names: &mut Vec<Cow<'_, str>>,
    fields: &mut Vec<Option<Field>>,
    problems: &mut RowProblems,
) {
    let mut taken = Vec::new();
    for field in fields.iter_mut() {
        *field = field.filter(|field| !is_chosen(choices, *field));
    }
    for Choice { field, place } in choices {
        let found = match place {
            Place::Nowhere => continue,
            Place::Number(number) => (*number as usize).checked_sub(1),
            Place::Named(name) => {
                let wanted = text::trim(name);
                names.iter().position(|name| text::trim(name).eq_ignore_ascii_case(wanted))
            }
        };
        match found.filter(|place| *place < MOST_CELLS && !taken.contains(place)) {
            Some(place) => {
                taken.push(place);
                if names.len() <= place {
                    names.resize(place + 1, Cow::Borrowed(""));
                    fields.resize(place + 1, None);
                }
                fields[place] = Some(*field);
            }
            None => {
                let name = match place {
                    Place::Named(name) => text::quoted(name),
                    Place::Number(number) => text::decimal(u64::from(*number)),
                    Place::Nowhere => "".to_owned(),
                };
                problems
                    .add(0, "", code!("import.chosen-column"), Severity::Error)
                    .put("name", &name)
                    .put("field", field.name());
            }
        }
    }
}
