//! The records that are exchanged with the host. Their names in JSON belong to the contract alone.

use rules::Draft;
use rules::checklist::Status;

/// A moment as milliseconds since the Unix epoch, UTC. Gson dates and epoch numbers both end here.
pub type Millis = f64;

/// A device time. A host writes "not yet" in many ways, and a date in more than can be read here.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub enum Moment {
    /// It has not happened: the field is missing, empty, or a zero value.
    #[default]
    Never,
    /// It happened then.
    At(Millis),
    /// It happened, but the date cannot be understood.
    Unreadable,
}

impl Moment {
    /// Whether it has happened.
    pub fn happened(self) -> bool {
        self != Moment::Never
    }

    /// The date, when it can be read.
    pub fn millis(self) -> Option<Millis> {
        match self {
            Moment::At(millis) => Some(millis),
            Moment::Never | Moment::Unreadable => None,
        }
    }
}

/// The three enrollment fields as a record of the host shows them. This is the one place that decides what a missing field
/// means: the record says nothing about it. Hosts leave null fields out, and a null username is how they write "no user".
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct EnrollmentRecord {
    /// Username of the assigned user.
    pub username: Option<String>,
    /// Whether login is required.
    pub login_required: Option<bool>,
    /// Whether the agent is to be installed.
    pub agent_required: Option<bool>,
}

impl EnrollmentRecord {
    /// The fields to start a form from. A field that the record lacks is empty there.
    pub fn draft(&self) -> Draft {
        Draft {
            username: self.username.clone().unwrap_or_default(),
            login_required: self.login_required.unwrap_or(false),
            agent_required: self.agent_required.unwrap_or(false),
        }
    }

    /// The fields, if the record says enough to judge them. It must hold both flags; a missing username is no user.
    pub fn complete(&self) -> Option<Draft> {
        (self.login_required.is_some() && self.agent_required.is_some()).then(|| self.draft())
    }
}

impl From<Draft> for EnrollmentRecord {
    fn from(draft: Draft) -> EnrollmentRecord {
        EnrollmentRecord {
            username: Some(draft.username),
            login_required: Some(draft.login_required),
            agent_required: Some(draft.agent_required),
        }
    }
}

/// One device record. Everything but the serial may be absent and is then empty.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Device {
    /// Serial number, as the host writes it.
    pub serial: String,
    /// The UDID, once the device has enrolled.
    pub device_identifier: String,
    /// Status at Apple.
    pub status: Status,
    /// The UUID in the record; on `Removed` it may still stand there.
    pub profile_uuid: String,
    /// The profile's name, when the host sends it.
    pub profile_name: String,
    /// The three enrollment fields.
    pub enrollment: EnrollmentRecord,
    /// Platform word.
    pub os: String,
    /// `iPhone`, `iPad`, …
    pub family: String,
    /// Model name.
    pub model: String,
    /// Apple's description.
    pub description: String,
    /// Colour.
    pub color: String,
    /// When the profile was assigned.
    pub profile_assign_time: Moment,
    /// When the device fetched it.
    pub profile_push_time: Moment,
    /// When the device was assigned to this server.
    pub assigned_time: Moment,
    /// By whom.
    pub assigned_by: String,
}

/// One profile.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Profile {
    /// Current UUID.
    pub uuid: String,
    /// Name.
    pub name: String,
    /// `is_supervised`.
    pub supervised: Option<bool>,
    /// `is_mandatory`.
    pub mandatory: Option<bool>,
    /// `is_mdm_removable`.
    pub mdm_removable: Option<bool>,
    /// Older UUIDs of this profile, when the host knows them.
    pub superseded: Vec<String>,
    /// Devices on the current UUID, when the host counts them.
    pub device_count: Option<u32>,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Rows in the whole list.
    pub count: u32,
}

/// Which devices to list.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct DeviceQuery {
    /// First row, from 0.
    pub offset: u32,
    /// Rows wanted, at most [`crate::contract::PAGE_LIMIT`].
    pub limit: u32,
    /// Part of a serial number.
    pub serial: String,
    /// Part of a username.
    pub user: String,
    /// Status word, empty for all.
    pub status: String,
    /// Profile UUID, empty for all.
    pub profile: String,
    /// The order: `serial`, `profile` or `user`, with a `-` before it from the end. Empty for the host's own order, and not
    /// sent to a host that cannot sort.
    pub sort: String,
}

/// The host's answer to a sync. What it does not say is empty.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SyncAnswer {
    /// Devices that the host now knows.
    pub count: Option<u32>,
    /// Serial numbers that this sync has added.
    pub new_serials: Vec<String>,
    /// When the sync was done.
    pub at: Moment,
}

/// Apple's answer for one serial of an assignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Accepted (which is not the same as read back).
    Success,
    /// This server may not touch the serial.
    NotAccessible,
    /// Apple failed for an unexpected reason or did not mention this serial.
    Failed,
    /// Too many requests for this device.
    Throttled,
    /// A word that this version does not know.
    Other(String),
}

/// The answer for one serial of an assignment.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// The serial.
    pub serial: String,
    /// Apple's word.
    pub outcome: Outcome,
    /// The status the host now reports, when it does.
    pub status: Status,
    /// The host's own message.
    pub message: String,
    /// Seconds to wait, with `Throttled`.
    pub retry_after: Option<u32>,
    /// When the answer came; 0 where nobody looked at a clock.
    pub at: Millis,
}

/// The host's readiness answer. Without such an endpoint every field is absent.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Readiness {
    /// Bundle id of the agent.
    pub agent_package: Option<String>,
    /// The agent app id is configured.
    pub agent_configured: Option<bool>,
    /// The agent is published in the store.
    pub agent_published: Option<bool>,
    /// The agent's own version; not comparable with server versions.
    pub agent_version: Option<String>,
    /// The host's word on whether the agent is compatible.
    pub agent_compatible: Option<bool>,
    /// Version of the host.
    pub server_version: Option<String>,
    /// When the DEP token expires.
    pub token_expiry: Moment,
    /// When the host last fetched the list from Apple.
    pub last_sync: Moment,
    /// Whether Apple's current terms are accepted. While they are not, Apple refuses every call.
    pub terms_signed: Option<bool>,
    /// Whether usernames are e-mail addresses.
    pub email_usernames: Option<bool>,
    /// Tenant of the signed-in admin.
    pub tenant_domain: Option<String>,
}

/// A user found in the directory.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct DirectoryUser {
    /// Username; `STORE/name` outside the primary store.
    pub username: String,
    /// First and last name, as far as known.
    pub display_name: String,
    /// E-mail address, when known.
    pub email: String,
}

/// What an admin has said, shared with all admins of the host.
///
/// A note about one device replaces that device's note with the same word. Notes about all devices stand side by side as
/// long as their values differ, because one fingerprint is that of one profile and another that of another.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Note {
    /// Serial number of the device; empty for a note about all devices.
    pub serial: String,
    /// What the note is about: the word of a checklist item that somebody confirmed, or `reused` or `os` for an answer.
    pub word: String,
    /// The fingerprint of the facts that were confirmed, or the answer. Never empty.
    pub value: String,
    /// Who said it. The host sets it, whatever is sent.
    pub by: String,
    /// When. The host sets it.
    pub at: Moment,
}

/// What an admin of the host has changed about a device.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct DeviceChange {
    /// What was made together has the same one. Where the host tells none, each change stands for itself and cannot be asked for.
    pub run: String,
    /// Serial number of the device.
    pub serial: String,
    /// Who made it.
    pub by: String,
    /// When.
    pub at: Moment,
    /// How many devices were changed together. 1 where the host does not say.
    pub devices: u32,
    /// The device before.
    pub before: DeviceState,
    /// The device after.
    pub after: DeviceState,
}

/// What can be changed about a device, as a history tells it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct DeviceState {
    /// UUID of the assigned profile, as the host writes it; `None` without an assignment.
    pub profile: Option<String>,
    /// The enrollment.
    pub enrollment: EnrollmentRecord,
}

/// Which changes are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ChangeQuery {
    /// First row.
    pub offset: u32,
    /// Part of a serial number; empty for all devices.
    pub serial: String,
    /// Part of the name of an admin; empty for everybody.
    pub by: String,
    /// The changes of this run, one row for each device. Empty: one row for each run, with the device that was changed first.
    pub run: String,
}
