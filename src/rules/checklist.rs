//! The seven items to check before a device is handed out, each judged on facts.
//!
//! This module owns the words of the checklist; its parts judge. It must never guess: what the facts do not tell is
//! [`Verdict::Unknown`], and only a person may settle it.

use crate::prelude::*;

mod evaluate;
mod fingerprint;
mod known;
mod lineage;
mod table;
mod told;

pub use evaluate::{evaluate, evaluate_told};
pub use lineage::{Search, lineage};
pub use told::{FACTS, Fact, Told};

use crate::enrollment::Draft;
use crate::text;
use crate::username::UsernamePolicy;
use crate::version::Version;

/// The word for what an item came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Pass,
    /// It does not hold; the device must not be handed out.
    Fail,
    /// Legal, but the admin should know; does not block.
    Warning,
    /// Nobody can tell from the facts; blocks until a person confirms.
    Unknown,
    /// The item does not concern this device.
    NotApplicable,
    /// A person confirmed it, on the facts as they are now.
    Confirmed,
}

impl Verdict {
    /// All six.
    pub const ALL: [Verdict; 6] = [
        Verdict::Pass,
        Verdict::Fail,
        Verdict::Warning,
        Verdict::Unknown,
        Verdict::NotApplicable,
        Verdict::Confirmed,
    ];

    /// The stable word: `pass`, `fail`, `warning`, `unknown`, `not-applicable`, `confirmed`.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Fail => "fail",
            Verdict::Warning => "warning",
            Verdict::Unknown => "unknown",
            Verdict::NotApplicable => "not-applicable",
            Verdict::Confirmed => "confirmed",
        }
    }
    /// Whether an item with this verdict keeps the device from being handed out.
    pub fn is_open(self) -> bool {
        matches!(self, Verdict::Fail | Verdict::Unknown)
    }
}

/// The seven items, in the order of the product's "Before enroll checklist".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemId {
    /// 1. The profile is supervised, where DEP policies need it.
    Supervised,
    /// 2. In a first test round the profile is not mandatory.
    Mandatory,
    /// 3. After a profile edit the device was reassigned to the new UUID.
    Current,
    /// 4. A profile is assigned.
    Assigned,
    /// 5. Exactly one of username and login required.
    User,
    /// 6. If the agent is installed, it is published, configured and compatible.
    Agent,
    /// 7. A device that was used before was factory-reset.
    Reset,
}

impl ItemId {
    /// All seven, in order.
    pub const ALL: [ItemId; 7] = [
        ItemId::Supervised,
        ItemId::Mandatory,
        ItemId::Current,
        ItemId::Assigned,
        ItemId::User,
        ItemId::Agent,
        ItemId::Reset,
    ];
    /// The stable word: `supervised`, `mandatory`, `current`, `assigned`, `user`, `agent`, `reset`.
    pub fn word(self) -> &'static str {
        match self {
            ItemId::Supervised => "supervised",
            ItemId::Mandatory => "mandatory",
            ItemId::Current => "current",
            ItemId::Assigned => "assigned",
            ItemId::User => "user",
            ItemId::Agent => "agent",
            ItemId::Reset => "reset",
        }
    }
}

/// Where a fact came from, so that the face can say how old it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The device record of the host.
    Device,
    /// The list of profiles.
    Profiles,
    /// The enrollment fields.
    Enrollment,
    /// The user directory.
    Users,
    /// The host's readiness answer.
    Readiness,
    /// A person's word (test round, reused, OS version).
    Person,
}

impl Source {
    /// All six.
    pub const ALL: [Source; 6] = [
        Source::Device,
        Source::Profiles,
        Source::Enrollment,
        Source::Users,
        Source::Readiness,
        Source::Person,
    ];

    /// The stable word: `device`, `profiles`, `enrollment`, `users`, `readiness`, `person`.
    pub fn word(self) -> &'static str {
        match self {
            Source::Device => "device",
            Source::Profiles => "profiles",
            Source::Enrollment => "enrollment",
            Source::Users => "users",
            Source::Readiness => "readiness",
            Source::Person => "person",
        }
    }
}

/// The status of a device at Apple, by the host's word; compared case-insensitively.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Status {
    /// No profile.
    Empty,
    /// A profile is assigned, the device has not fetched it yet.
    Assigned,
    /// The device has fetched its profile.
    Pushed,
    /// The assignment was removed; a UUID may still stand in the record.
    Removed,
    /// Absent or empty.
    #[default]
    Missing,
    /// A word that this version does not know, kept as it came.
    Other(String),
}

impl Status {
    /// Reads the host's word.
    pub fn parse(word: &str) -> Status {
        let word = text::trim(word);
        let is = |known: &str| word.eq_ignore_ascii_case(known);
        if is("Empty") {
            Status::Empty
        } else if is("Assigned") {
            Status::Assigned
        } else if is("Pushed") {
            Status::Pushed
        } else if is("Removed") {
            Status::Removed
        } else if is("") {
            Status::Missing
        } else {
            Status::Other(word.to_owned())
        }
    }
    /// The host's word: `Empty`, `Assigned`, `Pushed`, `Removed`, `""`, or the unknown word.
    pub fn word(&self) -> &str {
        match self {
            Status::Empty => "Empty",
            Status::Assigned => "Assigned",
            Status::Pushed => "Pushed",
            Status::Removed => "Removed",
            Status::Missing => "",
            Status::Other(word) => word,
        }
    }
}

/// A profile as far as the checklist needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileFacts {
    /// Its current UUID.
    pub uuid: String,
    /// Its name.
    pub name: String,
    /// `is_supervised`; absent when the host does not say.
    pub supervised: Option<bool>,
    /// `is_mandatory`; absent when the host does not say.
    pub mandatory: Option<bool>,
    /// Older UUIDs of the same profile, when the host knows them.
    pub superseded: Vec<String>,
}

/// What is known about the profile that a device is assigned to; [`lineage()`] leaves out its older UUIDs.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Lineage {
    /// The device has no profile UUID.
    #[default]
    None,
    /// The UUID is a current profile's.
    Current(ProfileFacts),
    /// The UUID is no current profile's; the successor, when it can be told by lineage or by name.
    Superseded(Option<ProfileFacts>),
    /// The profiles could not be read.
    Unknown,
}

/// What the user directory says about the username.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Existence {
    /// The user exists.
    Exists,
    /// There is no such user.
    Missing,
    /// The directory could not be asked (no permission, endpoint missing, unreachable).
    #[default]
    Unknown,
}

/// What the host says about the agent app. `None` everywhere means that it does not say.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct AgentFacts {
    /// The agent app id is configured.
    pub configured: Option<bool>,
    /// The agent app is published in the store.
    pub published: Option<bool>,
    /// The host's own word on compatibility.
    pub compatible: Option<bool>,
    /// The IoT server version that the agent was released with; *not* the agent's own version, which is not comparable.
    pub server_version: Option<Version>,
}

/// Seconds since each source was read; `None` when it was not read.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Ages {
    /// Device record.
    pub device: Option<u32>,
    /// Profiles.
    pub profiles: Option<u32>,
    /// User directory.
    pub users: Option<u32>,
    /// Readiness.
    pub readiness: Option<u32>,
}

/// Everything the checklist is judged on.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Facts {
    /// Status at Apple.
    pub status: Status,
    /// The profile UUID of the record, as the host wrote it; empty without one. A confirmation given on one profile must
    /// die when the device gets another, also while the profiles cannot be read.
    pub profile_uuid: String,
    /// The profile of the device.
    pub lineage: Lineage,
    /// The platform word of the record (`iOS`, `iPadOS`, `OSX`, `tvOS`, …); may be empty.
    pub os: String,
    /// The OS version, when a person or the host knows it; the DEP record never does.
    pub os_version: Option<Version>,
    /// Whether policies that need supervision will be applied; `None` when nobody said.
    pub dep_policies: Option<bool>,
    /// The enrollment fields as they are in the form or at the host; `None` when they could not be read.
    pub draft: Option<Draft>,
    /// Username rules of the host.
    pub policy: UsernamePolicy,
    /// What the directory says about the draft's username.
    pub existence: Existence,
    /// The agent app.
    pub agent: AgentFacts,
    /// The admin says that this is a first test round.
    pub test_round: bool,
    /// The admin says that the device was used before.
    pub reused: bool,
    /// The record shows that the device was used before (it has enrolled or has fetched a profile).
    pub used_evidence: bool,
    /// How old the facts are.
    pub ages: Ages,
}

/// A person's word for one item, valid only for the facts it was given on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// The item.
    pub item: ItemId,
    /// [`Item::fingerprint`] when the word was given.
    pub fingerprint: String,
}

/// What takes an admin to the repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Open the assign dialog.
    AssignProfile,
    /// Remove the superseded assignment and assign the successor.
    Reassign,
    /// Go to the username field.
    EditUser,
    /// Go to the agent field.
    EditAgent,
    /// Confirm by hand.
    Confirm,
    /// Read the facts again.
    Refresh,
}

impl Fix {
    /// All six.
    pub const ALL: [Fix; 6] = [
        Fix::AssignProfile,
        Fix::Reassign,
        Fix::EditUser,
        Fix::EditAgent,
        Fix::Confirm,
        Fix::Refresh,
    ];

    /// The stable word: `assign-profile`, `reassign`, `edit-user`, `edit-agent`, `confirm`, `refresh`.
    pub fn word(self) -> &'static str {
        match self {
            Fix::AssignProfile => "assign-profile",
            Fix::Reassign => "reassign",
            Fix::EditUser => "edit-user",
            Fix::EditAgent => "edit-agent",
            Fix::Confirm => "confirm",
            Fix::Refresh => "refresh",
        }
    }
}

/// One judged item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Which one.
    pub id: ItemId,
    /// What it came to.
    pub verdict: Verdict,
    /// Why: the stable code of the fact it was judged on, `checklist.<item>.<reason>`; [`crate::catalogue`] has its sentence
    /// and, under `<code>.todo`, what to do.
    pub code: &'static str,
    /// What the sentence needs.
    pub params: Vec<(&'static str, String)>,
    /// Where the fact came from.
    pub source: Source,
    /// Seconds since that source was read.
    pub age: Option<u32>,
    /// The way to the repair.
    pub fix: Option<Fix>,
    /// Whether a person may confirm it by hand.
    pub confirmable: bool,
    /// A hash of the facts it was judged on; a confirmation given on other facts is void.
    pub fingerprint: String,
}

/// The judged checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist {
    /// The seven items, in order.
    pub items: Vec<Item>,
    /// No item is open: the device can be handed out.
    pub ready: bool,
    /// How many items are open.
    pub open: usize,
}
