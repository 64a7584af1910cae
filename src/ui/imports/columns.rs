//! Which column of a file holds what: read from its names, chosen by hand, and remembered for the next file with the same names.
//! It must never remember a name or a value of a file.

use super::line::Remark;

/// What a column can hold, by the words of the import.
pub const FIELDS: [&str; 6] =
    ["serial", "profile", "profileUuid", "username", "loginRequired", "agentRequired"];

/// A column of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Its name in the header.
    pub name: String,
    /// What it is read as, by its place in [`FIELDS`].
    pub field: Option<usize>,
    /// Its first values.
    pub samples: Vec<String>,
}

/// What is known of a file before its lines are looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// Lines below the header.
    pub total: u32,
    /// What stands between the cells; empty for a workbook.
    pub delimiter: String,
    /// The sheet that was read; empty for a text.
    pub sheet: String,
    /// All sheets.
    pub sheets: Vec<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// What is odd about the whole file.
    pub problems: Vec<Remark>,
}

/// What each column of a file is read as.
pub type Choice = Vec<Option<usize>>;

/// What the columns were read as.
pub fn choice_of(head: &Head) -> Choice {
    head.columns.iter().map(|column| column.field).collect()
}

/// Whether nobody has to be asked: the serial numbers are found, something to change too, and no column may be meant.
pub fn is_clear(head: &Head) -> bool {
    let has = |field: usize| head.columns.iter().any(|column| column.field == Some(field));
    let is_unclear = |code: &str| {
        matches!(code, "import.unclear-column" | "import.duplicate-column" | "import.chosen-column")
    };
    has(0)
        && (1..FIELDS.len()).any(has)
        && head.problems.iter().all(|problem| !is_unclear(&problem.code))
}

/// Makes a column hold something else. Two columns never hold the same.
pub fn choose(choice: &mut Choice, place: usize, field: Option<usize>) {
    for other in choice.iter_mut() {
        if other.is_some() && *other == field {
            *other = None;
        }
    }
    if let Some(column) = choice.get_mut(place) {
        *column = field;
    }
}

/// The key under which a choice is remembered: a digest of the names.
pub fn key(head: &Head) -> String {
    let bytes = head.columns.iter().flat_map(|column| column.name.bytes().chain([0x1f]));
    let digest = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |digest, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut key = "columns:".to_owned();
    rules::text::hex(&mut key, digest, 1, b'a');
    key
}

/// A choice as text: a digit for each column, or a dash.
pub fn written(choice: &Choice) -> String {
    let digit = |field: usize| char::from(b'0' + field as u8);
    choice.iter().map(|field| field.map_or('-', digit)).collect()
}

/// The choice that a text means; `None` for another number of columns and for any other text.
pub fn read(text: &str, columns: usize) -> Option<Choice> {
    let mut choice = Vec::new();
    for byte in text.bytes() {
        let field = usize::from(byte.wrapping_sub(b'0'));
        match byte {
            b'-' => choice.push(None),
            _ if field < FIELDS.len() && !choice.contains(&Some(field)) => choice.push(Some(field)),
            _ => return None,
        }
    }
    Some(choice).filter(|choice| choice.len() == columns && choice.contains(&Some(0)))
}
