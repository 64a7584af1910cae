//! Everything that the checklist is judged on, typed, and the few questions that several items ask about it. It must never
//! judge an item.

use crate::enrollment::Draft;
use crate::prelude::*;
use crate::system::{self, Enforcement, System};
use crate::text;
use crate::username::UsernamePolicy;
use crate::version::Version;

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
    /// Every status that this version knows.
    const KNOWN: [Status; 5] =
        [Status::Empty, Status::Assigned, Status::Pushed, Status::Removed, Status::Missing];

    /// Reads the host's word.
    pub fn parse(word: &str) -> Status {
        let word = text::trim(word);
        let known = Status::KNOWN.into_iter().find(|known| known.word().eq_ignore_ascii_case(word));
        known.unwrap_or_else(|| Status::Other(word.to_owned()))
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

/// What is known about the profile that a device is assigned to.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Lineage {
    /// The device has no profile UUID.
    #[default]
    None,
    /// The UUID is a current profile's.
    Current(ProfileFacts),
    /// The UUID is no current profile's; the successor, when lineage or name tell it.
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

impl Existence {
    /// Reads the directory's answer; `None` when there is none.
    pub fn of(exists: Option<bool>) -> Existence {
        match exists {
            Some(true) => Existence::Exists,
            Some(false) => Existence::Missing,
            None => Existence::Unknown,
        }
    }
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
    /// The kind of the device by Apple's word (`iPhone`, `iPad`, `iPod`, `Mac`, `AppleTV`, …); may be empty. It counts more
    /// than the platform, which older records do not have.
    pub device_family: String,
    /// The platform word of the record (`iOS`, `iPadOS`, `OSX`, `tvOS`, …); may be empty.
    pub os: String,
    /// The OS version, when a person or the host knows it; the DEP record never does.
    pub os_version: Option<Version>,
    /// The identifier that the host gives a device when it enrolls; empty before.
    pub device_identifier: String,
    /// The record has the time at which the device fetched its profile.
    pub profile_fetched: bool,
    /// Whether policies that need supervision will be applied; `None` when nobody said.
    pub dep_policies: Option<bool>,
    /// The enrollment fields as they are in the form or at the host; `None` when they could not be read.
    pub draft: Option<Draft>,
    /// Whether the host knows no enrollments. Then the items about the user and the agent are left out.
    pub no_enrollment: bool,
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
    /// How old the facts are.
    pub ages: Ages,
}

impl Facts {
    /// Whether the device record shows that the device was used before: it has enrolled, or it has fetched a profile.
    pub(super) fn was_used(&self) -> bool {
        was_used(&self.status, self.profile_fetched, &self.device_identifier)
    }

    /// The profile that the device is on. A UUID may stand in the record of a device whose assignment was removed, so the
    /// status has the last word.
    pub(super) fn assignment(&self) -> &Lineage {
        match self.status {
            Status::Empty | Status::Removed => &Lineage::None,
            _ => &self.lineage,
        }
    }

    /// The current profile that the device is on. The flags of any other profile say nothing about the device.
    pub(super) fn current_profile(&self) -> Option<&ProfileFacts> {
        match &self.lineage {
            Lineage::Current(profile) => Some(profile),
            Lineage::None | Lineage::Superseded(_) | Lineage::Unknown => None,
        }
    }

    /// Whether Apple supervises the device whatever its profile says.
    pub(super) fn supervision(&self) -> Enforcement<'_> {
        system::supervision(self.system(), self.os_version.as_ref())
    }

    /// Whether Apple makes the enrollment mandatory whatever the profile says.
    pub(super) fn obligation(&self) -> Enforcement<'_> {
        system::obligation(self.system(), self.os_version.as_ref())
    }

    fn system(&self) -> System {
        System::of(&self.device_family, &self.os)
    }
}

/// Whether a device record shows that the device was used before: it has fetched a profile, or it has an identifier, which the
/// host gives at the enrollment. Such a device keeps its profile until a factory reset.
pub fn was_used(status: &Status, profile_fetched: bool, device_identifier: &str) -> bool {
    *status == Status::Pushed || profile_fetched || !device_identifier.is_empty()
}

/// Whether a device record shows an assignment that can be removed. A UUID stays in the record of a device whose assignment was
/// removed, so the status has the last word.
pub fn is_assigned(status: &Status, profile_uuid: &str) -> bool {
    !matches!(status, Status::Empty | Status::Removed) && !text::is_blank(profile_uuid)
}
