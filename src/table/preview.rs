//! The first records of a file as a person looks at them who says which column is which. It must never decide anything.

use crate::header::LONGEST;
use crate::names::Field;
use crate::problems::cut;
use crate::scanner::Cells;
use alloc::string::String;
use alloc::vec::Vec;
use rules::text;

/// Values of a column that are shown.
const SHOWN: usize = 3;

/// Columns that are shown. Nobody looks through more.
const WIDEST: usize = 256;

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header, empty when it has none.
    pub name: String,
    /// What it is read as; `None` when it is not read.
    pub field: Option<Field>,
    /// Its first values, without empty ones.
    pub samples: Vec<String>,
}

/// The header and the records below it; the first records of a file without a header.
#[derive(Default)]
pub(crate) struct Preview {
    names: Vec<String>,
    fields: Vec<Option<Field>>,
    records: Vec<Vec<String>>,
    /// It is known where the records begin.
    has_begun: bool,
}

impl Preview {
    /// Whether a record is shown that comes next.
    pub(crate) fn wants_more(&self) -> bool {
        !self.has_begun || self.records.len() < SHOWN
    }

    /// Shows a record.
    pub(crate) fn add(&mut self, cells: &Cells<'_>) {
        if self.wants_more() {
            self.records.push(cells.texts().take(WIDEST).map(|cell| cut(&cell, LONGEST)).collect());
        }
    }

    /// Begins with the header, or with the first record of a file without one: shows what comes from now on.
    pub(crate) fn begin(&mut self, names: Vec<String>, fields: Vec<Option<Field>>) {
        *self = Preview { names, fields, records: Vec::new(), has_begun: true };
    }

    /// The columns. Where no header was found, the first of the fullest records has the names.
    pub(crate) fn columns(&self) -> Vec<Column> {
        let mut names = &self.names;
        let mut records = &self.records[..];
        let filled = |record: &Vec<String>| record.iter().filter(|it| !it.is_empty()).count();
        let fullest = records.iter().map(filled).max().unwrap_or_default();
        if !self.has_begun
            && let Some(place) = records.iter().position(|record| filled(record) == fullest)
            && let (above, below) = records.split_at(place + 1)
            && let Some(header) = above.last()
        {
            (names, records) = (header, below);
        }
        let width = records.iter().map(Vec::len).chain([names.len()]).max().unwrap_or_default();
        let column = |place: usize| Column {
            name: names.get(place).cloned().unwrap_or_default(),
            field: self.fields.get(place).copied().flatten(),
            samples: records
                .iter()
                .filter_map(|record| record.get(place))
                .filter(|cell| !text::is_blank(cell))
                .take(SHOWN)
                .map(|cell| text::quoted(cell))
                .collect(),
        };
        (0..width.min(WIDEST)).map(column).collect()
    }
}
