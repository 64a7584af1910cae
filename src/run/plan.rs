//! What a run is to do, and how fast. A plan is a value: it must never change while it runs.

use rules::{Draft, profile};

/// Milliseconds since 1970, UTC; also a number of them.
pub type Time = u64;

/// A device as far as a run cares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// UUID of the assigned profile, as the host writes it; `None` without an assignment, whatever UUID still stands in the
    /// record.
    pub profile: Option<String>,
    /// Whether the device has fetched the profile. Without meaning in a wanted state.
    pub fetched: bool,
    /// The enrollment; `None` if the change does not touch it.
    pub enrollment: Option<Draft>,
}

/// A change of one device. What is the same before and after is not touched: it is neither compared nor written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The serial number, as the host writes it. A plan has each device once.
    pub serial: String,
    /// What the admin saw.
    pub before: State,
    /// What the admin wants.
    pub after: State,
}

impl Change {
    /// Whether the profile is to change.
    pub fn touches_profile(&self) -> bool {
        !same_profile(&self.before.profile, &self.after.profile)
    }

    /// Whether the enrollment is to change.
    pub fn touches_enrollment(&self) -> bool {
        self.after.enrollment.is_some() && self.before.enrollment != self.after.enrollment
    }

    /// Whether a profile must be removed before another one is assigned.
    pub fn is_reassignment(&self) -> bool {
        self.touches_profile() && self.before.profile.is_some() && self.after.profile.is_some()
    }
}

/// A write of one device. A change takes one to three, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The assignment is removed.
    Remove,
    /// The profile is assigned.
    Assign,
    /// The enrollment is saved.
    Save,
}

impl Step {
    pub(crate) const ALL: [Step; 3] = [Step::Remove, Step::Assign, Step::Save];
}

/// Whether two records have the same profile, or none.
pub(crate) fn same_profile(one: &Option<String>, other: &Option<String>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => profile::same(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// What a plan says about itself, for the history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The key of its journal, unique in the browser.
    pub id: String,
    /// The word for the kind of run. It belongs to whoever shows the run.
    pub kind: String,
    /// A name for the title: of the profile, or of the file.
    pub name: String,
    /// The account that made it.
    pub by: String,
    /// When it was made.
    pub at: Time,
}

/// All changes of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What it says about itself.
    pub about: About,
    /// The changes, in the admin's order. The number of a device is its place here.
    pub changes: Vec<Change>,
}

/// How much a run asks of a host at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most devices in one write; 100 is the most that a host takes.
    pub chunk: usize,
    /// Most chunks under way at a time.
    pub chunks: usize,
    /// Most writes under way at a time.
    pub calls: usize,
    /// How often a device may fail on its way to one step before it is given up.
    pub tries: u8,
    /// The pause after the first failure. It doubles with each further one.
    pub pause: Time,
    /// The longest such pause.
    pub longest: Time,
    /// How long a host may still carry out a write that nobody waits for any more. A write of unknown fate is sent again only
    /// after so long a time, and only if a read then shows the old state.
    pub settle: Time,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            chunk: 100,
            chunks: 2,
            calls: 4,
            tries: 4,
            pause: 1_000,
            longest: 60_000,
            settle: 30_000,
        }
    }
}
