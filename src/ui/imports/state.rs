//! The state of the import: the file, its lines, and how far they are checked. Pure: no host, no browser, no clock.

use super::columns::{Choice, Head};
use super::judge::Basis;
use super::line::{Line, Status};
use super::messages::{Segment, Wanted};
use super::users::Users;
use host::HostError;
use std::collections::VecDeque;

/// Lines on a page.
pub const PAGE: usize = 50;
/// Most lines of a file. More are the list of a whole country, and a page cannot hold them.
pub const MOST_LINES: u32 = 100_000;

/// The steps that a person goes through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// Choose a file.
    #[default]
    File,
    /// Say which column is which.
    Columns,
    /// Look at what will happen.
    Check,
    /// It runs.
    Run,
}

/// Where the devices are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Devices {
    /// Nobody knows yet.
    Unknown,
    /// In the list, of which so many devices of so many are known.
    Coming(u32, Option<u32>),
    /// In the list.
    Listed,
    /// One by one at the host.
    Single,
}

/// Everything about the import.
pub struct State {
    /// The step.
    pub step: Step,
    /// The name of the file; empty for a pasted text.
    pub name: String,
    /// How many percent of the file are read, while it is opened.
    pub opening: Option<u32>,
    /// Why no file could be opened: the code of a sentence.
    pub refusal: Option<&'static str>,
    /// The file, once it was opened.
    pub head: Option<Head>,
    /// What its columns are to be read as.
    pub choice: Choice,
    /// Why the host cannot be asked any more.
    pub error: Option<HostError>,
    /// The lines that are shown.
    pub segment: Segment,
    /// The row whose fields are shown.
    pub open_row: Option<u32>,
    /// How many devices the run changes.
    pub started: usize,
    /// Grows with every file, so that a late answer about an earlier one is dropped.
    pub generation: u32,
    /// The users that the lines name.
    pub users: Users,
    pub(super) basis: Basis,
    pub(super) lines: Vec<Line>,
    pub(super) page: usize,
    /// Whether all lines have come.
    pub(super) is_whole: bool,
    /// Whether the columns were chosen by a person or remembered.
    pub(super) is_chosen: bool,
    pub(super) devices: Devices,
    /// Whether the list was asked for as a whole.
    pub(super) asked_all: bool,
    /// How often nothing was known of the list.
    pub(super) looks: u32,
    /// All lines before this place have a verdict, or somebody is asked about them.
    pub(super) cursor: usize,
    /// Whether the list is being looked through.
    pub(super) is_finding: bool,
    pub(super) singles: VecDeque<Wanted>,
    /// Devices that are being read.
    pub(super) reading: usize,
    /// Rows whose suggestions are still to be used.
    pub(super) repairs: Vec<u32>,
    pub(super) has_directory: bool,
}

impl State {
    /// No file yet.
    pub fn new(has_directory: bool) -> State {
        State {
            step: Step::File,
            name: String::new(),
            opening: None,
            refusal: None,
            head: None,
            choice: Vec::new(),
            error: None,
            segment: Segment::All,
            open_row: None,
            started: 0,
            generation: 0,
            users: Users::new(has_directory),
            basis: Basis::default(),
            lines: Vec::new(),
            page: 0,
            is_whole: false,
            is_chosen: false,
            devices: Devices::Unknown,
            asked_all: false,
            looks: 0,
            cursor: 0,
            is_finding: false,
            singles: VecDeque::new(),
            reading: 0,
            repairs: Vec::new(),
            has_directory,
        }
    }

    /// Begins anew. Answers to earlier questions are dropped.
    pub(super) fn reset(&mut self) {
        *self =
            State { generation: self.generation.wrapping_add(1), ..State::new(self.has_directory) };
    }

    /// Forgets the lines and everything that was found out about them.
    pub(super) fn forget_lines(&mut self) {
        self.lines.clear();
        self.users = Users::new(self.has_directory);
        self.forget_devices();
        (self.page, self.open_row, self.is_whole) = (0, None, false);
        self.repairs.clear();
    }

    /// Forgets where the devices are looked for. What is under way is dropped by its generation.
    pub(super) fn forget_devices(&mut self) {
        self.generation = self.generation.wrapping_add(1);
        (self.devices, self.asked_all, self.looks) = (Devices::Unknown, false, 0);
        (self.cursor, self.is_finding, self.reading) = (0, false, 0);
        self.singles.clear();
        self.error = None;
    }

    /// How many lines there are.
    pub fn total(&self) -> usize {
        self.lines.len()
    }

    /// The lines of each status, in the order of [`Status`].
    pub fn counts(&self) -> [usize; 4] {
        let mut counts = [0; 4];
        for line in &self.lines {
            counts[line.status(&self.users) as usize] += 1;
        }
        counts
    }

    /// The wrong lines that have a suggestion.
    pub fn repairable(&self) -> impl Iterator<Item = &Line> {
        let is_wrong = |line: &&Line| line.status(&self.users) == Status::Wrong;
        self.lines.iter().filter(is_wrong).filter(|line| !line.repairs(&self.users).is_empty())
    }

    /// The lines of the segment that is shown.
    fn shown(&self) -> impl Iterator<Item = &Line> {
        let wanted = match self.segment {
            Segment::All => None,
            Segment::Change => Some(Status::Change),
            Segment::Same => Some(Status::Same),
            Segment::Wrong => Some(Status::Wrong),
        };
        // A row that somebody works at stays, whatever it has become.
        let is_wanted = move |line: &&Line| {
            wanted.is_none_or(|wanted| line.status(&self.users) == wanted)
                || self.open_row == Some(line.row)
        };
        self.lines.iter().filter(is_wanted)
    }

    /// The page that is shown: the place of its first line, its lines, and how many there are in all.
    pub fn shown_page(&self) -> (usize, Vec<&Line>, usize) {
        let count = self.shown().count();
        let last = count.saturating_sub(1) / PAGE;
        let first = self.page.min(last) * PAGE;
        (first, self.shown().skip(first).take(PAGE).collect(), count)
    }

    /// The wrong lines from a place on, and the place after them: at most so many lines are looked at.
    pub fn wrong_lines(&self, from: usize, most: usize) -> (Vec<&Line>, Option<usize>) {
        let to = (from + most).min(self.lines.len());
        let lines = &self.lines[from.min(to)..to];
        let wrong = lines.iter().filter(|line| line.status(&self.users) == Status::Wrong).collect();
        (wrong, Some(to).filter(|to| *to < self.lines.len()))
    }

    /// Whether the file has a column for a cell.
    pub fn has_cell(&self, cell: super::line::Cell) -> bool {
        self.lines.first().is_some_and(|line| line.cells[cell as usize].is_some())
    }

    /// How far the list of devices is read, while it is waited for.
    pub fn coming(&self) -> Option<(u32, Option<u32>)> {
        match self.devices {
            Devices::Coming(seen, total) => Some((seen, total)),
            _ => None,
        }
    }

    /// Whether all lines are there and have a verdict.
    pub fn is_checked(&self) -> bool {
        self.is_whole && self.counts()[Status::Waiting as usize] == 0
    }

    /// The user to whom all devices would belong, and how many there are.
    pub fn one_user(&self) -> Option<(&str, usize)> {
        let mut all: Option<(&str, usize)> = None;
        for line in self.lines.iter().filter(|line| line.status(&self.users) == Status::Change) {
            let change = line.verdict.as_ref()?.change.as_ref()?;
            let name = change.after.enrollment.as_ref()?.username.as_str();
            let (known, count) = all.unwrap_or((name, 0));
            if name.is_empty() || name != known {
                return None;
            }
            all = Some((name, count + 1));
        }
        all.filter(|(_, count)| *count > 1)
    }

    /// The name of a profile by its UUID; the text itself if it is none.
    pub fn profile_name(&self, uuid: &str) -> String {
        let normal = rules::profile::check(uuid).value;
        let profiles = self.basis.profiles.as_ref();
        let found = profiles.zip(normal).and_then(|(all, normal)| all.current(&normal));
        found.map_or_else(|| uuid.to_owned(), |profile| profile.name.clone())
    }

    /// The place of a row.
    pub(super) fn place(&self, row: u32) -> Option<usize> {
        self.lines.binary_search_by_key(&row, |line| line.row).ok()
    }

    /// A row.
    pub fn line(&self, row: u32) -> Option<&Line> {
        self.lines.get(self.place(row)?)
    }
}
