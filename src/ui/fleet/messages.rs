//! What the fleet is told, what it asks for, and what it tells about itself.

use super::reading::Ticket;
use super::verdict::Problem;
use crate::answers::Change;
use crate::news::News;
use crate::profile_index::ProfileIndex;
use host::{Device, HostError, Page, Readiness};
use rules::UsernamePolicy;
use std::rc::Rc;

/// What all verdicts depend on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Basis {
    /// The profiles; `None` when they could not be read.
    pub profiles: Option<ProfileIndex>,
    /// The host's readiness answer.
    pub readiness: Option<Rc<Readiness>>,
    /// Username rules.
    pub policy: UsernamePolicy,
    /// Whether the host knows no enrollments.
    pub no_enrollment: bool,
}

/// A message to the fleet.
#[derive(Clone, Debug)]
pub enum Msg {
    /// The first rows are on the screen: the rest may be read.
    Begin,
    /// Read a long list too, or go on after a stop or a failure.
    GoOn,
    /// Stop reading.
    Stop,
    /// Read everything again: the admin asked for it, or Apple's list was fetched.
    Again,
    /// A lost session works again.
    SessionWorks,
    /// The page is (not) hidden.
    Hidden(bool),
    /// These rows are on the screen, as the host just sent them.
    Rows(Vec<Device>),
    /// There is news about the device with this serial number.
    News(String, News),
    /// What all verdicts depend on, as it is known by now.
    Basis(Basis),
    /// The admin's answers have changed.
    Answers(Change),
    /// A page came.
    Page(Ticket, Result<Page<Device>, HostError>),
    /// A record came that was asked for at this news.
    Record(u32, Box<Result<Device, HostError>>),
    /// The directory answered about a name.
    LookedUp(String, Result<bool, HostError>),
    /// The wait for pages is over.
    PagesWaited,
    /// The wait for the directory is over.
    DirectoryWaited,
    /// There is time for the next slice of work.
    Slice,
}

/// An effect that the fleet asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read a page.
    Read(Ticket),
    /// Read the record of a device, at this news.
    ReadRecord(u32, String),
    /// Ask the directory about a name.
    LookUp(String),
    /// Say [`Msg::PagesWaited`] after so many milliseconds.
    WaitForPages(u32),
    /// Say [`Msg::DirectoryWaited`] after so many milliseconds.
    WaitForDirectory(u32),
    /// Say [`Msg::Slice`] in a task of its own.
    Slice,
}

/// What the fleet is doing.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// Nothing yet.
    Idle,
    /// Reading, looking up users or judging.
    Checking,
    /// Waiting for the page to be seen.
    Hidden,
    /// Waiting after a failure.
    Waiting,
    /// The list is long, and nobody has asked for all of it.
    TooMany,
    /// Stopped by the admin.
    Stopped,
    /// Stopped by failures.
    Failed(HostError),
    /// Everything is checked.
    Done,
    /// Everything that was seen is checked, but the list changed all the time while it was read.
    Unsure,
}

impl Progress {
    /// Whether more verdicts come by themselves.
    pub fn is_going_on(&self) -> bool {
        matches!(self, Progress::Idle | Progress::Checking | Progress::Hidden | Progress::Waiting)
    }

    /// The stable word, for tests and measurements.
    pub fn word(&self) -> &'static str {
        match self {
            Progress::Idle => "idle",
            Progress::Checking => "checking",
            Progress::Hidden => "hidden",
            Progress::Waiting => "waiting",
            Progress::TooMany => "too-many",
            Progress::Stopped => "stopped",
            Progress::Failed(_) => "failed",
            Progress::Done => "done",
            Progress::Unsure => "unsure",
        }
    }
}

/// Numbers about the fleet. `ready`, `to_do` and `cannot_tell` add up to `checked`.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    /// Devices in the list; `None` when nobody knows.
    pub total: Option<u32>,
    /// Devices with a verdict.
    pub checked: u32,
    /// Devices that can be handed out.
    pub ready: u32,
    /// Devices for which somebody must act.
    pub to_do: u32,
    /// Devices that nobody can tell about.
    pub cannot_tell: u32,
    /// Devices with each problem, in the order of [`Problem::ALL`].
    pub problems: [u32; Problem::ALL.len()],
    /// What the fleet is doing.
    pub progress: Progress,
}
