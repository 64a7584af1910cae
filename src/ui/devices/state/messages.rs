//! Everything that can happen to the list, everything that it then asks for, and the parts of its state that both name.

use crate::facts_cache::Freshness;
use crate::news::News;
use crate::profile_index::ProfileIndex;
use host::{Device, DeviceQuery, HostError, Page};

/// The field that the search text is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchIn {
    /// Serial number.
    Serial,
    /// Assigned user.
    User,
}

/// Where to go in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// To the first page.
    First,
    /// One page back.
    Previous,
    /// One page on.
    Next,
    /// To the last page.
    Last,
}

/// How "Sync with Apple" stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Sync {
    /// Not running.
    Idle,
    /// Waiting for the host.
    Running,
    /// Failed.
    Failed(HostError),
}

/// An action that a row offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Open the assign dialog.
    Assign,
    /// Open the enrollment dialog.
    Enrollment,
    /// Open the checklist.
    Checklist,
}

/// The newest success, shown above the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A sync ended; the host now knows this many devices, if it says so.
    Synced(Option<u32>),
    /// A device was assigned.
    Assigned {
        /// Its serial number.
        serial: String,
        /// Name of the profile, or its UUID.
        profile: String,
    },
    /// The assignment of a device was removed.
    Removed {
        /// Its serial number.
        serial: String,
    },
    /// A device has lost its old profile and not got the new one.
    Half {
        /// Its serial number.
        serial: String,
    },
    /// Nobody knows whether a change of a device was made.
    InDoubt {
        /// Its serial number.
        serial: String,
    },
    /// The enrollment of a device was saved.
    Saved {
        /// Its serial number.
        serial: String,
    },
}

/// A message to the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The search text changed.
    Search(String),
    /// The admin stopped typing for a moment.
    SearchPaused(u32),
    /// The field to search in.
    SearchIn(SearchIn),
    /// Status filter.
    Status(String),
    /// Profile filter.
    Profile(Option<(String, String)>),
    /// Drop all filters.
    ClearFilters,
    /// Turn the page.
    Turn(Turn),
    /// Read the page again.
    Reload,
    /// A page came.
    Loaded(u32, Result<Page<Device>, HostError>),
    /// The profiles came.
    Profiles(ProfileIndex),
    /// Ask the host to sync with Apple.
    Sync,
    /// The sync ended.
    Synced(Result<Option<u32>, HostError>),
    /// An action of a row was chosen.
    Open(Action, Box<Device>),
    /// The open dialog is done.
    Close,
    /// A dialog has news about the device with this serial number.
    News(String, News),
}

/// An effect that the list asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read a page.
    Load(u32, DeviceQuery),
    /// Wait until the admin stops typing, then send `SearchPaused` with this number.
    Pause(u32),
    /// Ask the host to sync.
    Sync,
    /// Read the profiles. Without them the list only lacks the superseded marks.
    LoadProfiles(Freshness),
    /// Tell the owner that the profile filter was dropped here.
    AllProfiles,
}
