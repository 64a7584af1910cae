//! Rows and problems on their way out. It must never leave one out or change one.
//!
//! A column of the file is a list here, because a list crosses at once. An object for each row would be made one field at a
//! time, and JSON for each row takes longer to read than the file.

use crate::problems;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use table::{Row, RowProblem, Sink};
use wasm_bindgen::prelude::*;

/// Rows and problems that were not taken yet. The lists of a column that is not in the file are empty.
#[wasm_bindgen(getter_with_clone)]
#[derive(Default)]
pub struct Batch {
    /// For each row its number.
    pub rows: Vec<u32>,
    /// The serial numbers, without anything between them.
    pub serials: String,
    /// Where each of them ends. Places are counted in UTF-16 units, here and below, as JavaScript does.
    #[wasm_bindgen(js_name = serialEnds)]
    pub serial_ends: Vec<u32>,
    /// The profiles, without anything between them; that of a row without one is empty.
    pub profiles: String,
    /// Where each of them ends; empty while no row of the batch has a profile.
    #[wasm_bindgen(js_name = profileEnds)]
    pub profile_ends: Vec<u32>,
    /// The usernames, without anything between them.
    pub usernames: String,
    /// Where each of them ends.
    #[wasm_bindgen(js_name = usernameEnds)]
    pub username_ends: Vec<u32>,
    /// For each row 1 if "login required" is set, else 0.
    #[wasm_bindgen(js_name = loginRequired)]
    pub login_required: Vec<u8>,
    /// For each row 1 if "agent install required" is set, else 0.
    #[wasm_bindgen(js_name = agentRequired)]
    pub agent_required: Vec<u8>,
    /// For each rejected row its number.
    #[wasm_bindgen(js_name = rejectRows)]
    pub reject_rows: Vec<u32>,
    /// For each of them how many cells it and those before it have.
    #[wasm_bindgen(js_name = rejectEnds)]
    pub reject_ends: Vec<u32>,
    /// The cells of the rejected rows, without anything between them.
    pub cells: String,
    /// Where each of them ends.
    #[wasm_bindgen(js_name = cellEnds)]
    pub cell_ends: Vec<u32>,
    /// The problems, as the items of a JSON list without its brackets.
    pub problems: String,
}

impl Batch {
    /// An empty batch with room for as much as another one has.
    pub fn with_room_of(other: &Batch) -> Batch {
        Batch {
            rows: Vec::with_capacity(other.rows.len()),
            serials: String::with_capacity(other.serials.len()),
            serial_ends: Vec::with_capacity(other.serial_ends.len()),
            profiles: String::with_capacity(other.profiles.len()),
            profile_ends: Vec::with_capacity(other.profile_ends.len()),
            usernames: String::with_capacity(other.usernames.len()),
            username_ends: Vec::with_capacity(other.username_ends.len()),
            login_required: Vec::with_capacity(other.login_required.len()),
            agent_required: Vec::with_capacity(other.agent_required.len()),
            reject_rows: Vec::with_capacity(other.reject_rows.len()),
            reject_ends: Vec::with_capacity(other.reject_ends.len()),
            cells: String::with_capacity(other.cells.len()),
            cell_ends: Vec::with_capacity(other.cell_ends.len()),
            problems: String::with_capacity(other.problems.len()),
        }
    }
}

impl Sink for Batch {
    fn row(&mut self, row: Row<'_>) {
        self.rows.push(row.row);
        push(&mut self.serials, &mut self.serial_ends, row.serial);
        if row.profile.is_some() || !self.profile_ends.is_empty() {
            // The first profile of a batch: the rows before it have none.
            self.profile_ends.resize(self.rows.len() - 1, 0);
            push(&mut self.profiles, &mut self.profile_ends, row.profile.unwrap_or_default());
        }
        if let Some(username) = row.username {
            push(&mut self.usernames, &mut self.username_ends, username);
        }
        self.login_required.extend(row.login_required.map(u8::from));
        self.agent_required.extend(row.agent_required.map(u8::from));
    }

    fn problem(&mut self, problem: RowProblem) {
        problems::write(&mut self.problems, &problem);
    }

    fn reject(&mut self, row: u32, cells: &[Cow<'_, str>]) {
        for cell in cells {
            push(&mut self.cells, &mut self.cell_ends, cell);
        }
        self.reject_rows.push(row);
        self.reject_ends.push(self.cell_ends.len() as u32);
    }
}

/// Appends a text and where it ends.
fn push(texts: &mut String, ends: &mut Vec<u32>, text: &str) {
    texts.push_str(text);
    let start = ends.last().copied().unwrap_or_default();
    // ASCII is nearly all of it, and is told eight bytes at a time.
    let length = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
    ends.push(start + length as u32);
}
