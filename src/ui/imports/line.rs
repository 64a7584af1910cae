//! A line of a file: its cells, what the rules say about them, and what the host has. It must never judge itself.

use super::users::Users;
use rules::changes::Kind;
use rules::checklist::Existence;
use rules::{Draft, Problem};

/// A cell of a line, in the order in which they cross from the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The serial number.
    Serial,
    /// The name or the UUID of a profile.
    Profile,
    /// The username.
    Username,
    /// “Login required”.
    Login,
    /// “Agent install required”.
    Agent,
}

impl Cell {
    /// All of them.
    pub const ALL: [Cell; 5] =
        [Cell::Serial, Cell::Profile, Cell::Username, Cell::Login, Cell::Agent];

    /// Its name in a file that this page writes, which every import recognises.
    pub fn word(self) -> &'static str {
        match self {
            Cell::Serial => "serial",
            Cell::Profile => "profile",
            Cell::Username => "username",
            Cell::Login => "loginRequired",
            Cell::Agent => "agentRequired",
        }
    }
}

/// What the rules say about a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remark {
    /// Stable code, for tests and support.
    pub code: String,
    /// Whether the line cannot be imported.
    pub is_error: bool,
    /// The cell it is about, by its place.
    pub cell: Option<usize>,
    /// A text in place of the cell's; empty without one.
    pub repaired: String,
    /// The sentence.
    pub text: String,
    /// The row that has the same serial number; 0 for other remarks.
    pub first: u32,
}

/// What the host has, and what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// What will happen.
    pub kind: Kind,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// The change to run, if there is one.
    pub change: Option<run::Change>,
    /// The name of the assigned profile; empty without one.
    pub profile: String,
    /// The stored enrollment.
    pub enrollment: Draft,
    /// The number of the user who has to exist.
    pub user: Option<u32>,
}

/// A line of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The texts by [`Cell`]; `None` where the file has no such column.
    pub cells: [Option<String>; 5],
    /// What the rules say.
    pub remarks: Vec<Remark>,
    /// What the host says; `None` while it was not asked.
    pub verdict: Option<Box<Verdict>>,
}

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nobody knows yet.
    Waiting,
    /// The device will change.
    Change,
    /// The device is as the file wants it.
    Same,
    /// It cannot be imported.
    Wrong,
}

impl Status {
    /// The stable word, for tests and measurements.
    pub fn word(self) -> &'static str {
        match self {
            Status::Waiting => "waiting",
            Status::Change => "change",
            Status::Same => "same",
            Status::Wrong => "wrong",
        }
    }
}

impl Line {
    /// The text of a cell; empty where the file has no such column.
    pub fn text(&self, cell: Cell) -> &str {
        self.cells[cell as usize].as_deref().unwrap_or_default()
    }

    /// Whether the rules have an error to say.
    pub fn is_wrong(&self) -> bool {
        self.remarks.iter().any(|remark| remark.is_error)
    }

    /// What becomes of it.
    pub fn status(&self, users: &Users) -> Status {
        if self.is_wrong() {
            return Status::Wrong;
        }
        let Some(verdict) = &self.verdict else { return Status::Waiting };
        if verdict.kind == Kind::Impossible {
            return Status::Wrong;
        }
        match verdict.user.map(|user| users.existence(user)) {
            Some(None) => Status::Waiting,
            Some(Some(Existence::Missing)) => Status::Wrong,
            _ if verdict.change.is_none() => Status::Same,
            _ => Status::Change,
        }
    }

    /// The repairs that are offered: a cell and its new text, at most one for each cell.
    pub fn repairs(&self, users: &Users) -> Vec<(Cell, String)> {
        let mut repairs: Vec<(Cell, String)> = Vec::new();
        let mut add = |cell: Option<Cell>, text: &str| {
            if let Some(cell) = cell.filter(|_| !text.is_empty())
                && repairs.iter().all(|(known, _)| *known != cell)
            {
                repairs.push((cell, text.to_owned()));
            }
        };
        for remark in self.remarks.iter().filter(|remark| remark.is_error) {
            add(remark.cell.and_then(|place| Cell::ALL.get(place).copied()), &remark.repaired);
        }
        if self.is_wrong() {
            return repairs;
        }
        let Some(verdict) = &self.verdict else { return repairs };
        for problem in &verdict.problems {
            add(cell_of(problem), repaired(problem));
        }
        if let Some(near) = verdict.user.and_then(|user| users.near(user)) {
            add(Some(Cell::Username), near);
        }
        repairs
    }
}

/// The cell that a problem is about.
pub fn cell_of(problem: &Problem) -> Option<Cell> {
    Cell::ALL.into_iter().find(|cell| cell.word() == problem.path)
}

/// The text that repairs a problem; empty without one.
pub fn repaired(problem: &Problem) -> &str {
    let found = problem.params.iter().find(|(name, _)| *name == "repaired");
    found.map(|(_, text)| text.as_str()).unwrap_or_default()
}
