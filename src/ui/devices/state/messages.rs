//! Everything that can happen to the list, everything that it then asks for, and the parts of its state that both name.

use super::question::{Ask, Sort};
use super::selection;
use crate::assign::job::{Change, Report};
use crate::facts_cache::Freshness;
use crate::fleet::{Problem, Verdict};
use crate::news::News;
use crate::panel::{Neighbour, Start};
use crate::profile_index::ProfileIndex;
use crate::route::Route;
use host::{Device, HostError, Page, SyncAnswer};
use rules::checklist::DeviceReadiness;
use std::rc::Rc;

/// Where to go in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// One page back.
    Previous,
    /// One page on.
    Next,
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

/// A result that is told in a toast.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A sync ended. It brought the devices with these serial numbers, if the host says so.
    Synced(Vec<String>),
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

/// The change that was made, for whoever takes it back.
pub type Undo = run::Change;

/// What a screen reader is told about the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Announcement {
    /// The list has this many devices.
    Count(u32),
    /// The rows with these numbers are shown.
    Range(u32, u32),
    /// No device matches.
    NoMatch,
    /// So many devices are selected.
    Selected(u32),
}

/// A place that gets the focus when the control that had it is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The search field.
    Search,
    /// The list.
    List,
}

/// A message to the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The search text changed.
    Search(String),
    /// The admin stopped typing for a moment.
    SearchPaused(u32),
    /// Search for this text now: a hint was taken, or a list pasted.
    SearchNow(String),
    /// Search for the text among the users, although serial numbers have it.
    SearchUsers,
    /// Readiness filter.
    Readiness(Option<DeviceReadiness>),
    /// Problem filter.
    Problem(Option<Problem>),
    /// Status filter.
    Status(String),
    /// Profile filter.
    Profile(Option<String>),
    /// The order.
    Sort(Sort),
    /// A link leads here: filters, page and open device.
    Show(Box<Route>),
    /// Drop all filters.
    ClearFilters,
    /// Select devices.
    Select(selection::Msg),
    /// Turn the page.
    Turn(Turn),
    /// The number of a page is being typed.
    PageText(String),
    /// Go to the page that was typed.
    GoToPage,
    /// The admin chose so many rows on a page.
    PageSize(u32),
    /// The admin's usual number of rows on a page, as the settings have it by now.
    UsualSize(u32),
    /// Read the page again, by the admin's click.
    Reload,
    /// A page came.
    Loaded(u32, Result<Page<Device>, HostError>),
    /// These near serial numbers have devices.
    Near(u32, Vec<String>),
    /// The host does not have these pasted serial numbers.
    Missing(u32, Vec<String>),
    /// The profiles came.
    Profiles(ProfileIndex),
    /// The verdicts of the rows, in their order; none where it is not known yet.
    Verdicts(Vec<Option<Verdict>>),
    /// Some rows have got their verdicts and are drawn: the others are next.
    JudgeRest,
    /// The verdicts of other devices have changed; whether they are complete by now.
    FleetChanged(bool),
    /// Ask the host to sync with Apple.
    Sync,
    /// The sync ended.
    Synced(Result<SyncAnswer, HostError>),
    /// Open the panel of a device.
    Open(String, Start),
    /// Open the panel of the device before or after the open one.
    GoTo(Neighbour),
    /// The panel is done.
    Close,
    /// Change the profile of a device at once.
    Change(String, Change),
    /// There is news about the device with this serial number, from the panel.
    News(String, News),
    /// There is news about the device with this serial number, from another surface, which reports it itself.
    Heard(String, News),
    /// A change that was started in a row ended.
    Changed(String, Rc<Report>),
}

/// An effect that the list asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read a page.
    Load(u32, Ask),
    /// Read serial numbers of devices to select.
    Gather(u32, Ask),
    /// Find out which of these serial numbers the host has.
    LookFor(u32, Vec<String>),
    /// Wait until the admin stops typing, then send `SearchPaused` with this number.
    Pause(u32),
    /// Ask the host to sync.
    Sync,
    /// Read the profiles. Without them the list cannot tell older versions.
    LoadProfiles(Freshness),
    /// Read the host's readiness answer again.
    LoadReadiness,
    /// Judge the rows, and send `Verdicts`.
    Judge,
    /// Let the browser draw, then send `JudgeRest`.
    JudgeRest,
    /// The question, the page or the open device has changed: the address follows. `true`: while the admin types.
    Navigate(bool),
    /// Run a change.
    Run(String, Change),
    /// Tell a result, and offer to take back the change if a way leads back from it.
    Toast(Notice, Option<Undo>),
    /// Tell a screen reader.
    Say(Announcement),
    /// Move the focus.
    Focus(Place),
    /// Bring the head of the table into view.
    ScrollToHead,
}
