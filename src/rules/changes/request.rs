//! Everything that a plan is made of, typed. It must never judge.

use crate::checklist::{ProfileFacts, Status};
use crate::enrollment::Draft;
use crate::prelude::*;
use crate::username::UsernamePolicy;

/// What a device is to become. What is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// The profile to assign: a UUID as pasted, or a name that only one profile has.
    pub profile: Option<String>,
    /// Whether the assignment is to be removed. A word of its own, so that an empty text never removes one.
    pub remove_profile: bool,
    /// The assigned user's username; empty for none.
    pub username: Option<String>,
    /// "Login required".
    pub login_required: Option<bool>,
    /// "Agent install required".
    pub agent_required: Option<bool>,
}

/// A device and what it is to become: a row of a file, or a serial number that was pasted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The number by which problems name the row; its place from 1 when it has none.
    pub row: Option<u32>,
    /// The serial number, unchecked.
    pub serial: String,
    /// What it is to become. A part that it leaves out is that of the shared wish.
    pub wish: Wish,
}

/// The host's record of a device, as far as a plan needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// The serial number.
    pub serial: String,
    /// Status at Apple.
    pub status: Status,
    /// The profile UUID as the host wrote it; empty without one.
    pub profile_uuid: String,
    /// The identifier that the host gives a device when it enrolls; empty before.
    pub device_identifier: String,
    /// Whether the record has the time at which the device fetched its profile.
    pub profile_fetched: bool,
    /// The enrollment that the host has stored; `None` when it could not be read.
    pub enrollment: Option<Draft>,
}

/// Everything that a plan is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The wish for every row, below the row's own.
    pub wish: Wish,
    /// All devices that are known. Of two with one serial number the first counts.
    pub devices: Vec<Device>,
    /// The current profiles; `None` when they could not be read.
    pub profiles: Option<Vec<ProfileFacts>>,
    /// The rows; `None` stands for every device once, with the shared wish.
    pub rows: Option<Vec<Row>>,
    /// Username rules of the host.
    pub policy: UsernamePolicy,
}
