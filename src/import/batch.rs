//! Rows and problems on their way out. It must never leave one out or change one.
//!
//! A column of the file is a list here, because a list crosses at once. An object for each row would be made one field at a
//! time, and JSON for each row takes longer to read than the file.

use crate::problems::Kinds;
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
    /// For each problem its row.
    #[wasm_bindgen(js_name = problemRows)]
    pub problem_rows: Vec<u32>,
    /// For each problem its column.
    #[wasm_bindgen(js_name = problemColumns)]
    pub problem_columns: Vec<u32>,
    /// For each problem the number of its kind.
    #[wasm_bindgen(js_name = problemKinds)]
    pub problem_kinds: Vec<u32>,
    /// The kinds that no earlier batch had, as a JSON list.
    #[wasm_bindgen(js_name = newKinds)]
    pub new_kinds: String,
    /// The values of the problems' parameters, without anything between them.
    pub params: String,
    /// Where each of them ends.
    #[wasm_bindgen(js_name = paramEnds)]
    pub param_ends: Vec<u32>,
    kinds: Kinds,
}

impl Batch {
    /// Takes what there is, and goes on with as much room.
    pub fn take(&mut self) -> Batch {
        self.new_kinds = self.kinds.take();
        let next = self.empty();
        let mut taken = core::mem::replace(self, next);
        self.kinds = core::mem::take(&mut taken.kinds);
        taken
    }

    /// An empty batch with room for as much as this one has.
    fn empty(&self) -> Batch {
        Batch {
            rows: Vec::with_capacity(self.rows.len()),
            serials: String::with_capacity(self.serials.len()),
            serial_ends: Vec::with_capacity(self.serial_ends.len()),
            profiles: String::with_capacity(self.profiles.len()),
            profile_ends: Vec::with_capacity(self.profile_ends.len()),
            usernames: String::with_capacity(self.usernames.len()),
            username_ends: Vec::with_capacity(self.username_ends.len()),
            login_required: Vec::with_capacity(self.login_required.len()),
            agent_required: Vec::with_capacity(self.agent_required.len()),
            reject_rows: Vec::with_capacity(self.reject_rows.len()),
            reject_ends: Vec::with_capacity(self.reject_ends.len()),
            cells: String::with_capacity(self.cells.len()),
            cell_ends: Vec::with_capacity(self.cell_ends.len()),
            problem_rows: Vec::with_capacity(self.problem_rows.len()),
            problem_columns: Vec::with_capacity(self.problem_columns.len()),
            problem_kinds: Vec::with_capacity(self.problem_kinds.len()),
            new_kinds: String::new(),
            params: String::with_capacity(self.params.len()),
            param_ends: Vec::with_capacity(self.param_ends.len()),
            kinds: Kinds::default(),
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

    fn problem(&mut self, RowProblem { row, column, problem }: RowProblem) {
        self.problem_rows.push(row);
        self.problem_columns.push(column);
        self.problem_kinds.push(self.kinds.number(&problem));
        for (_, value) in &problem.params {
            push(&mut self.params, &mut self.param_ends, value);
        }
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
