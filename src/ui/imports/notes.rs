//! What there is to say about a line, in sentences. It must never draw anything.

use super::line::{Cell, Line, cell_of, repaired};
use super::state::State;
use crate::shared::Shared;
use rules::Problem;
use rules::changes::Kind;
use rules::checklist::Existence;

/// A sentence about a line, and the text that repairs a cell.
pub struct Note {
    /// Stable code, for tests and support.
    pub code: String,
    /// The sentence.
    pub text: String,
    /// Whether it keeps the line out.
    pub is_error: bool,
    /// A cell and the text that repairs it.
    pub repair: Option<(Cell, String)>,
    /// Whether an earlier line has the same device.
    pub is_repeated: bool,
}

/// Why a line cannot be imported.
pub fn reason(shared: &Shared, state: &State, line: &Line) -> String {
    let errors = notes(shared, state, line).into_iter().filter(|note| note.is_error);
    errors.map(|note| note.text).collect::<Vec<_>>().join(" ")
}

/// What there is to say about a line.
pub fn notes(shared: &Shared, state: &State, line: &Line) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for remark in &line.remarks {
        let cell = remark.cell.and_then(|place| Cell::ALL.get(place).copied());
        notes.push(Note {
            code: remark.code.clone(),
            text: remark.text.clone(),
            is_error: remark.is_error,
            repair: cell
                .map(|cell| (cell, remark.repaired.clone()))
                .filter(|(_, text)| remark.is_error && !text.is_empty()),
            is_repeated: remark.first > 0,
        });
    }
    let Some(verdict) = line.verdict.as_ref().filter(|_| !line.is_wrong()) else { return notes };
    for problem in &verdict.problems {
        let repair = cell_of(problem)
            .map(|cell| (cell, repaired(problem).to_owned()))
            .filter(|(_, text)| !text.is_empty());
        notes.push(Note {
            code: problem.code.to_owned(),
            text: shared.texts.problem(&named(state, problem)),
            is_error: verdict.kind == Kind::Impossible,
            repair,
            is_repeated: false,
        });
    }
    let user = verdict.user.and_then(|user| Some((user, state.users.existence(user)?)));
    if let Some((user, existence)) = user {
        let near = state.users.near(user);
        let code = match (existence, near) {
            (Existence::Exists, _) => return notes,
            (Existence::Missing, Some(_)) => "imports.user.near",
            (Existence::Missing, None) => "imports.user.missing",
            (Existence::Unknown, _) => "imports.user.unverified",
        };
        let params = [
            ("username", line.text(Cell::Username).to_owned()),
            ("repaired", near.unwrap_or_default().to_owned()),
        ];
        notes.push(Note {
            code: code.to_owned(),
            text: shared.texts.fill(code, &params),
            is_error: existence == Existence::Missing,
            repair: near.map(|near| (Cell::Username, near.to_owned())),
            is_repeated: false,
        });
    }
    notes
}

/// A problem with the name of a profile in place of its UUID.
fn named(state: &State, problem: &Problem) -> Problem {
    let mut problem = problem.clone();
    if cell_of(&problem) == Some(Cell::Profile) {
        for (name, value) in &mut problem.params {
            if *name == "repaired" {
                *value = state.profile_name(value);
            }
        }
    }
    problem
}
