//! The verdict on one device: whether it can be handed out, and what keeps it back. It must never judge anything itself: the
//! rules do, on the facts that the panel has as well.

use crate::answers::AdminAnswers;
use crate::facts::{FactInputs, facts_of};
use crate::profile_index::ProfileIndex;
use host::{Device, Readiness};
use rules::checklist::{Ages, DeviceReadiness, Existence, Fix, Item, ItemId, Scope, evaluate};
use rules::{UsernamePolicy, Verdict as ItemVerdict};

/// The item that only the user directory can settle.
const UNVERIFIED: &str = "checklist.user.unverified";

/// Whether a device can be handed out, and what keeps it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The answer. It is never `Ready` while the directory has still to be asked about the user.
    pub readiness: DeviceReadiness,
    /// What keeps the device back, in the order of the items.
    pub causes: Vec<Cause>,
    /// Whether the directory's answer may still change `readiness`: the list shows "Checking …".
    pub checking: bool,
}

/// One cause that keeps a device back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The item that is open.
    pub item: ItemId,
    /// Why; see [`Item::code`].
    pub code: &'static str,
    /// The way to the repair.
    pub fix: Option<Fix>,
    /// Whether a person may settle it by confirming.
    pub confirmable: bool,
    /// How far such a confirmation counts.
    pub scope: Scope,
    /// Whether nobody can tell from the facts: the item is a question, not a failure.
    pub is_question: bool,
}

impl Cause {
    fn of(item: &Item) -> Cause {
        Cause {
            item: item.id,
            code: item.code,
            fix: item.fix,
            confirmable: item.confirmable,
            scope: item.scope,
            is_question: item.verdict == ItemVerdict::Unknown,
        }
    }
}

/// What the list can be filtered by: the causes in an admin's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No profile is assigned.
    NoProfile,
    /// The profile was edited after the device got it.
    OlderProfile,
    /// A setting of the profile keeps the device back.
    Settings,
    /// Nobody is decided as its user.
    NoUser,
    /// The username cannot be right, or stands beside a required login.
    Username,
    /// The directory has no such user.
    UserMissing,
    /// The agent app is not ready.
    Agent,
    /// The device has to be reset.
    Reset,
    /// Nobody can tell, or the facts could not be read.
    Question,
}

impl Problem {
    /// All problems, in the order in which they are offered.
    pub const ALL: [Problem; 9] = [
        Problem::NoProfile,
        Problem::OlderProfile,
        Problem::Settings,
        Problem::NoUser,
        Problem::Username,
        Problem::UserMissing,
        Problem::Agent,
        Problem::Reset,
        Problem::Question,
    ];

    /// The problem that a cause is.
    pub fn of(cause: &Cause) -> Problem {
        if cause.is_question {
            return Problem::Question;
        }
        match (cause.item, cause.code) {
            (ItemId::Supervised | ItemId::Mandatory, _) => Problem::Settings,
            (ItemId::Current, _) => Problem::OlderProfile,
            (ItemId::Assigned, _) => Problem::NoProfile,
            (ItemId::User, "checklist.user.neither") => Problem::NoUser,
            (ItemId::User, "checklist.user.missing") => Problem::UserMissing,
            (ItemId::User, _) => Problem::Username,
            (ItemId::Agent, _) => Problem::Agent,
            (ItemId::Reset, _) => Problem::Reset,
        }
    }

    /// The stable word, as in an address.
    pub fn word(self) -> &'static str {
        match self {
            Problem::NoProfile => "no-profile",
            Problem::OlderProfile => "older-profile",
            Problem::Settings => "settings",
            Problem::NoUser => "no-user",
            Problem::Username => "username",
            Problem::UserMissing => "user-missing",
            Problem::Agent => "agent",
            Problem::Reset => "reset",
            Problem::Question => "question",
        }
    }

    /// The problem of a word; `None` for any other text.
    pub fn parse(word: &str) -> Option<Problem> {
        Problem::ALL.into_iter().find(|problem| problem.word() == word)
    }
}

/// What a verdict depends on beside the device record.
#[derive(Clone, Copy)]
pub struct JudgeInputs<'a> {
    /// The profiles; `None` when they could not be read.
    pub profiles: Option<&'a ProfileIndex>,
    /// The host's readiness answer.
    pub readiness: Option<&'a Readiness>,
    /// What the admin said about the device and for all devices, with the settings.
    pub answers: &'a AdminAnswers,
    /// Username rules.
    pub policy: &'a UsernamePolicy,
    /// What the directory says about the user of the record; `None` while it has still to be asked.
    pub existence: Option<Existence>,
    /// Whether the host knows no enrollments.
    pub no_enrollment: bool,
}

/// Judges a device on its record.
pub fn judge(device: &Device, inputs: &JudgeInputs) -> Verdict {
    let facts = facts_of(
        device,
        FactInputs {
            profiles: inputs.profiles,
            readiness: inputs.readiness,
            draft: device.enrollment.complete(),
            no_enrollment: inputs.no_enrollment,
            policy: inputs.policy,
            existence: inputs.existence.unwrap_or_default(),
            answers: inputs.answers,
            ages: Ages::default(),
        },
    );
    let checklist = evaluate(&facts, &inputs.answers.confirmations);
    // What the directory has not been asked yet is no question to the admin.
    let waits = |item: &Item| inputs.existence.is_none() && item.code == UNVERIFIED;
    let is_waiting = checklist.causes().any(waits);
    Verdict {
        readiness: checklist.readiness,
        causes: checklist.causes().filter(|item| !waits(item)).map(Cause::of).collect(),
        // Another cause that fails decides whatever the directory says.
        checking: is_waiting && checklist.readiness != DeviceReadiness::ToDo,
    }
}

#[cfg(test)]
#[path = "verdict_tests.rs"]
mod tests;
