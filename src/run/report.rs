//! How each device ended. A report must never call a device done that no read has shown as wanted.

use crate::csv;
use crate::plan::{Change, Plan, Time};

/// Why the host or Apple did not change a device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// The stable code.
    pub code: String,
    /// The host's own message. The journal does not keep it, because it may name a person.
    pub message: String,
}

/// How a device is different from what the plan saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Somebody else has changed it.
    Changed,
    /// The device has fetched its profile meanwhile.
    Fetched,
}

/// How a device ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was done with it.
    #[default]
    NotStarted,
    /// It is as wanted, a read has shown it, and the run has made it so.
    Done,
    /// It already was as wanted.
    Unchanged,
    /// It is not as the plan saw it.
    Conflict(Difference),
    /// The host or Apple did not do it.
    Refused(Reason),
    /// Apple or the host wants to be left alone until then.
    Waiting(Time),
    /// It could not be read after something was sent.
    Unknown,
}

/// The kind of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// [`Outcome::Done`]
    Done,
    /// [`Outcome::Unchanged`]
    Unchanged,
    /// [`Outcome::Conflict`]
    Conflict,
    /// [`Outcome::Refused`]
    Refused,
    /// [`Outcome::Waiting`]
    Waiting,
    /// [`Outcome::Unknown`]
    Unknown,
    /// [`Outcome::NotStarted`]
    NotStarted,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 7] = [
        Kind::Done,
        Kind::Unchanged,
        Kind::Conflict,
        Kind::Refused,
        Kind::Waiting,
        Kind::Unknown,
        Kind::NotStarted,
    ];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Done => "done",
            Kind::Unchanged => "unchanged",
            Kind::Conflict => "conflict",
            Kind::Refused => "refused",
            Kind::Waiting => "waiting",
            Kind::Unknown => "unknown",
            Kind::NotStarted => "not-started",
        }
    }
}

impl Outcome {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Outcome::NotStarted => Kind::NotStarted,
            Outcome::Done => Kind::Done,
            Outcome::Unchanged => Kind::Unchanged,
            Outcome::Conflict(_) => Kind::Conflict,
            Outcome::Refused(_) => Kind::Refused,
            Outcome::Waiting(_) => Kind::Waiting,
            Outcome::Unknown => Kind::Unknown,
        }
    }
}

/// The profile that a run has left on a device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeftProfile {
    /// The run has not changed it.
    #[default]
    Kept,
    /// The earlier one is removed, and the wanted one is not assigned.
    Removed,
    /// The wanted one, or none where none is wanted.
    Wanted,
}

/// What a run has changed on a device, as the last read showed it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// The profile.
    pub profile: LeftProfile,
    /// Whether the wanted enrollment was saved.
    pub enrollment: bool,
    /// Whether the device had fetched its profile by then.
    pub fetched: bool,
}

impl Left {
    /// Whether the run has changed anything.
    pub fn is_changed(&self) -> bool {
        self.profile != LeftProfile::Kept || self.enrollment
    }
}

/// The end of one device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceReport {
    /// How it ended.
    pub outcome: Outcome,
    /// What the run has changed.
    pub left: Left,
}

impl DeviceReport {
    /// Whether a part of the change was done and another was not.
    pub fn is_half(&self) -> bool {
        self.outcome != Outcome::Done && self.left.is_changed()
    }
}

/// Why a run has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Every device has an outcome.
    Finished,
    /// The admin stopped it.
    Stopped,
    /// No change is allowed.
    Forbidden(Reason),
    /// Another tab runs this plan.
    Elsewhere,
}

/// A plan and how each of its devices ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The plan.
    pub plan: Plan,
    /// The result of each change, in the plan's order.
    pub results: Vec<DeviceReport>,
}

impl Report {
    /// A report of a plan of which nothing is done.
    pub fn new(plan: Plan) -> Report {
        let results = vec![DeviceReport::default(); plan.changes.len()];
        Report { plan, results }
    }

    /// How many devices ended in each way, in the order of [`Kind::ALL`].
    pub fn counts(&self) -> [u32; Kind::ALL.len()] {
        Kind::ALL.map(|kind| {
            self.results.iter().map(|result| u32::from(result.outcome.kind() == kind)).sum()
        })
    }

    /// The devices that ended in one way, or all (`None`), with their numbers.
    pub fn rows(
        &self,
        kind: Option<Kind>,
    ) -> impl Iterator<Item = (usize, &Change, &DeviceReport)> {
        let rows = self.plan.changes.iter().zip(&self.results).enumerate();
        rows.map(|(number, (change, result))| (number, change, result))
            .filter(move |(.., result)| kind.is_none_or(|kind| result.outcome.kind() == kind))
    }

    /// The rows as CSV, under a head. `cells` says what stands in a row.
    pub fn csv(
        &self,
        head: &[String],
        kind: Option<Kind>,
        cells: &dyn Fn(&Change, &DeviceReport) -> Vec<String>,
    ) -> String {
        let mut text = csv::row(head);
        for (_, change, result) in self.rows(kind) {
            text.push_str(&csv::row(&cells(change, result)));
        }
        text
    }
}
