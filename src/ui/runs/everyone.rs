//! The changes of all admins, as a host with a history tells them: the list of runs, page by page, and one run as a report. Pure:
//! no host, no browser. It must never say more of a change than the host does.

use super::past::{Past, Standing};
use super::plan::Kind;
use host::{ChangeQuery, DeviceChange, HostError, Page};
use run::{About, Change, DeviceReport, Left, LeftProfile, Outcome, Plan, Report, State, Time};
use std::rc::Rc;

/// Rows of a page.
pub const PAGE: u32 = 25;

/// A run of the history that was asked for; `None` if the host does not know it.
pub type Told = Result<Option<Rc<Past>>, HostError>;

/// What is shown of the history of all admins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Everyone {
    /// The admin looks at the runs of this browser instead.
    pub is_mine: bool,
    /// What is asked for.
    pub query: ChangeQuery,
    /// The page that came last.
    pub page: Option<Page<DeviceChange>>,
    /// Why the page that is asked for did not come.
    pub error: Option<HostError>,
    /// How many pages were asked for. An answer to an earlier one is not shown.
    asked: u32,
    /// Whether the newest one is on its way.
    pub is_loading: bool,
    /// The run that was asked for, and what came.
    one: Option<(String, Option<Told>)>,
}

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Look at the runs of this browser, or at those of all admins.
    Mine(bool),
    /// Only devices with this in their serial number.
    Serial(String),
    /// Only admins with this in their name.
    By(String),
    /// Another page: its first row.
    Turn(u32),
    /// Ask for the page again.
    Again,
    /// Ask for this run.
    Ask(String),
    /// A page has come.
    Listed(u32, Result<Page<DeviceChange>, HostError>),
    /// A run has come.
    Told(String, Told),
}

/// What is to be asked of the host.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// A page. The number comes back with it.
    List(u32, ChangeQuery),
    /// All changes of a run.
    Tell(String),
}

impl Everyone {
    /// Takes one message and returns what is to be asked, if anything.
    pub fn update(&mut self, msg: Msg) -> Option<Effect> {
        match msg {
            Msg::Mine(is_mine) => {
                self.is_mine = is_mine;
                return (!is_mine).then(|| self.list());
            }
            Msg::Serial(text) if text.trim() == self.query.serial => {}
            Msg::By(text) if text.trim() == self.query.by => {}
            Msg::Serial(text) => {
                self.query.serial = text.trim().to_owned();
                self.query.offset = 0;
                return Some(self.list());
            }
            Msg::By(text) => {
                self.query.by = text.trim().to_owned();
                self.query.offset = 0;
                return Some(self.list());
            }
            Msg::Turn(offset) => {
                self.query.offset = offset;
                return Some(self.list());
            }
            Msg::Again => return Some(self.list()),
            Msg::Ask(id) => {
                self.one = Some((id.clone(), None));
                return Some(Effect::Tell(id));
            }
            Msg::Listed(number, answer) if number == self.asked => {
                self.is_loading = false;
                match answer {
                    // The last page can be gone by now.
                    Ok(page) if page.rows.is_empty() && self.query.offset > 0 && page.count > 0 => {
                        let last = (page.count - 1) / PAGE * PAGE;
                        // A count of rows that are not there is not followed: to the first page then.
                        self.query.offset = if last < self.query.offset { last } else { 0 };
                        return Some(self.list());
                    }
                    Ok(page) => self.page = Some(page),
                    Err(error) => self.error = Some(error),
                }
            }
            Msg::Told(id, told) => {
                if let Some((asked, answer)) = &mut self.one
                    && *asked == id
                {
                    *answer = Some(told);
                }
            }
            Msg::Listed(..) => {}
        }
        None
    }

    fn list(&mut self) -> Effect {
        self.asked += 1;
        self.is_loading = true;
        self.error = None;
        Effect::List(self.asked, self.query.clone())
    }

    /// Whether only some changes are asked for.
    pub fn is_filtered(&self) -> bool {
        !self.query.serial.is_empty() || !self.query.by.is_empty()
    }

    /// What came of asking for a run; `None` while it is on its way, or if nobody asked.
    pub fn told(&self, id: &str) -> Option<&Told> {
        self.one.as_ref().filter(|(asked, _)| asked == id)?.1.as_ref()
    }

    /// A run that came.
    pub fn past(&self, id: &str) -> Option<Rc<Past>> {
        self.told(id)?.as_ref().ok()?.clone()
    }
}

/// A run as a report, from its changes, the newest first; `None` without one. A device that was changed several times counts
/// once, from what it was before the first change to what it was after the last.
pub fn past(id: &str, rows: &[DeviceChange]) -> Option<Past> {
    let first = rows.last()?;
    let mut whole: Vec<Change> = Vec::new();
    // Places of the changes, in the order of their serial numbers.
    let mut places: Vec<usize> = Vec::new();
    for row in rows.iter().rev() {
        match places.binary_search_by(|at| whole[*at].serial.cmp(&row.serial)) {
            Ok(place) => follow(&mut whole[places[place]], row),
            Err(place) => {
                places.insert(place, whole.len());
                whole.push(whole_change(row));
            }
        }
    }
    let changes: Vec<Change> = whole.into_iter().map(told).collect();
    let (kind, name) = match &changes[..] {
        [one] => (Kind::One, one.serial.clone()),
        _ => (Kind::Many, String::new()),
    };
    let about = About {
        id: id.to_owned(),
        kind: kind.word().to_owned(),
        name,
        by: first.by.clone(),
        at: first.at.millis().map_or(0, |at| at as Time),
    };
    let result = |change: &Change| {
        let profile =
            if change.touches_profile() { LeftProfile::Wanted } else { LeftProfile::Kept };
        let left = Left { profile, enrollment: change.touches_enrollment(), fetched: false };
        let outcome = if left.is_changed() { Outcome::Done } else { Outcome::Unchanged };
        DeviceReport { outcome, left }
    };
    let results = changes.iter().map(result).collect();
    let report = Report { plan: Plan { about, changes }, results };
    Some(Past { report, standing: Standing::Told, found: Vec::new() })
}

/// A change of a device, and a later one. A row without an enrollment says nothing of it.
fn follow(change: &mut Change, row: &DeviceChange) {
    let (before, after) = (state(&row.before), state(&row.after));
    change.after.profile = after.profile;
    if after.enrollment.is_some() {
        change.after.enrollment = after.enrollment;
        change.before.enrollment = change.before.enrollment.take().or(before.enrollment);
    }
}

/// One change of the history. An enrollment that was not changed, or that the host does not tell wholly, is left out.
pub fn change(row: &DeviceChange) -> Change {
    told(whole_change(row))
}

fn whole_change(row: &DeviceChange) -> Change {
    let (before, after) = (state(&row.before), state(&row.after));
    Change { serial: row.serial.clone(), before, after }
}

fn told(mut change: Change) -> Change {
    let (before, after) = (&change.before.enrollment, &change.after.enrollment);
    if before.is_none() || after.is_none() || before == after {
        change.before.enrollment = None;
        change.after.enrollment = None;
    }
    change
}

fn state(device: &host::DeviceState) -> State {
    let enrollment = device.enrollment.complete();
    State { profile: device.profile.clone(), fetched: false, enrollment }
}

#[cfg(test)]
#[path = "everyone_tests.rs"]
mod tests;
