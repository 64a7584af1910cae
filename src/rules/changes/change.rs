//! The change of a device, and the kinds by which a plan is counted. It must never decide which change a device needs.

use crate::catalogue::code;
use crate::enrollment::Enrollment;
use crate::prelude::*;
use crate::problem::Problem;
use crate::words::words;

words! {
    /// What a plan comes to for one row. Every row has exactly one kind.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Kind {
        /// It has no profile and is assigned to one.
        Assign = "assign",
        /// It has another profile, in whose place the new one is assigned.
        Replace = "replace",
        /// It is on an older version of a profile, or on one that is gone: removed and assigned in one step.
        Reassign = "reassign",
        /// Its profile changes, but it was set up before, so the change takes effect after a factory reset.
        Fetched = "fetched",
        /// Its assignment is removed.
        Remove = "remove",
        /// Its profile stays, its enrollment changes.
        Enrollment = "enrollment",
        /// It is as wished.
        Unchanged = "unchanged",
        /// An earlier row has the same device and the same outcome.
        Repeated = "repeated",
        /// Its problems tell why nothing can be done.
        Impossible = "impossible",
    }
}

impl Kind {
    /// The code of its sentence, which is about one device or many and has `{count}` as its parameter.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Assign => code!("kind.assign"),
            Kind::Replace => code!("kind.replace"),
            Kind::Reassign => code!("kind.reassign"),
            Kind::Fetched => code!("kind.fetched"),
            Kind::Remove => code!("kind.remove"),
            Kind::Enrollment => code!("kind.enrollment"),
            Kind::Unchanged => code!("kind.unchanged"),
            Kind::Repeated => code!("kind.repeated"),
            Kind::Impossible => code!("kind.impossible"),
        }
    }
}

/// What happens to the profile of a device. UUIDs are as the host wrote them, or in normal form when the profiles could not be
/// read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileStep {
    /// Assign to this UUID.
    Assign(String),
    /// Remove the assignment, then assign to this UUID.
    Reassign(String),
    /// Remove the assignment.
    Remove,
}

/// What a plan comes to for one row: at most one step for the profile, then at most one for the enrollment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The number of the row.
    pub row: u32,
    /// The serial number in its normal form; as it came when it has none.
    pub serial: String,
    /// Its kind.
    pub kind: Kind,
    /// What happens to the profile.
    pub profile: Option<ProfileStep>,
    /// The whole enrollment to send.
    pub enrollment: Option<Enrollment>,
    /// What is wrong or odd. An error is there exactly when the change is impossible, and then nothing happens to the device.
    pub problems: Vec<Problem>,
}
