//! The state of the device list and how it changes. Pure: no host, no browser, no clock.

use crate::facts_cache::Freshness;
use crate::load::Load;
use crate::profile_index::ProfileIndex;
use host::{Device, DeviceQuery, HostError, Page};
use rules::Draft;
use rules::checklist::Status;
use std::rc::Rc;

/// Rows on a page, below the hosts' limit of 100 so that a page is drawn at once.
pub const PAGE_SIZE: u32 = 50;

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
    /// A sync ended; the host now knows this many devices.
    Synced(u32),
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
    /// The enrollment of a device was saved.
    Saved {
        /// Its serial number.
        serial: String,
    },
}

/// Everything the list shows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The text in the search field.
    pub search: String,
    /// The field that it is compared with.
    pub search_in: SearchIn,
    /// Status filter, empty for all.
    pub status: String,
    /// Profile filter: UUID and name.
    pub profile: Option<(String, String)>,
    /// First row shown.
    pub offset: u32,
    /// The rows of the last answer; they stay while the next are on their way.
    pub page: Option<Rc<Page<Device>>>,
    /// Whether rows are on their way, and the failure if they did not come.
    pub load: Load<()>,
    /// The current profiles, when they are known.
    pub profiles: Option<ProfileIndex>,
    /// The last sync.
    pub sync: Sync,
    /// The newest success.
    pub notice: Option<Notice>,
    /// The open dialog and its device, as the row showed it.
    pub open: Option<(Action, Device)>,
    /// Number of the newest request; older answers are dropped.
    generation: u32,
    /// Number of the newest keystroke; older pauses are dropped.
    keystroke: u32,
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
    /// HostQuestion the host to sync with Apple.
    Sync,
    /// The sync ended.
    Synced(Result<Option<u32>, HostError>),
    /// An action of a row was chosen.
    Open(Action, Box<Device>),
    /// The open dialog is done.
    Close,
    /// A dialog read this device again.
    Changed(Box<Device>),
    /// A dialog saved the enrollment of this device.
    Saved(String, Draft),
}

/// An effect that the list asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read a page.
    Load(u32, DeviceQuery),
    /// Wait until the admin stops typing, then send `SearchPaused` with this number.
    Pause(u32),
    /// HostQuestion the host to sync.
    Sync,
    /// Read the profiles. Without them the list only lacks the superseded marks.
    LoadProfiles(Freshness),
    /// Tell the owner that the profile filter was dropped here.
    AllProfiles,
}

impl Default for State {
    fn default() -> Self {
        State {
            search: String::new(),
            search_in: SearchIn::Serial,
            status: String::new(),
            profile: None,
            offset: 0,
            page: None,
            load: Load::Loading,
            profiles: None,
            sync: Sync::Idle,
            notice: None,
            open: None,
            generation: 0,
            keystroke: 0,
        }
    }
}

impl State {
    /// A list that has to be read, with this profile filter.
    pub fn new(profile: Option<(String, String)>) -> (State, Vec<Effect>) {
        let mut state = State { profile, ..State::default() };
        let mut effects = state.load();
        effects.push(Effect::LoadProfiles(Freshness::Cached));
        (state, effects)
    }

    /// Whether anything narrows the list.
    pub fn is_filtered(&self) -> bool {
        !self.search.trim().is_empty() || !self.status.is_empty() || self.profile.is_some()
    }

    /// Rows in the whole list, as last answered.
    pub fn count(&self) -> u32 {
        self.page.as_ref().map_or(0, |page| page.count)
    }

    /// First and last row shown, counted from 1.
    pub fn range(&self) -> (u32, u32) {
        let rows = self.page.as_ref().map_or(0, |page| page.rows.len() as u32);
        (self.offset + rows.min(1), self.offset + rows)
    }

    /// Whether the list can be turned this way.
    pub fn can_turn(&self, turn: Turn) -> bool {
        self.target(turn) != self.offset
    }

    fn target(&self, turn: Turn) -> u32 {
        let last = self.count().saturating_sub(1) / PAGE_SIZE * PAGE_SIZE;
        match turn {
            Turn::First => 0,
            Turn::Previous => self.offset.saturating_sub(PAGE_SIZE),
            Turn::Next => (self.offset + PAGE_SIZE).min(last),
            Turn::Last => last,
        }
    }

    /// Reads the page that the filters and the offset ask for.
    fn load(&mut self) -> Vec<Effect> {
        self.generation += 1;
        self.load = Load::Loading;
        let text = self.search.trim().to_owned();
        let (serial, user) = match self.search_in {
            // Serial numbers are stored in capitals; the host's comparison may be exact about it.
            SearchIn::Serial => (text.to_ascii_uppercase(), String::new()),
            SearchIn::User => (String::new(), text),
        };
        let profile = self.profile.as_ref().map(|(uuid, _)| uuid.clone()).unwrap_or_default();
        let status = self.status.clone();
        let query =
            DeviceQuery { offset: self.offset, limit: PAGE_SIZE, serial, user, status, profile };
        vec![Effect::Load(self.generation, query)]
    }

    fn load_first(&mut self) -> Vec<Effect> {
        self.offset = 0;
        self.load()
    }

    /// Takes one message and returns the effects.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Search(text) => {
                self.search = text;
                self.keystroke += 1;
                vec![Effect::Pause(self.keystroke)]
            }
            Msg::SearchPaused(keystroke) if keystroke == self.keystroke => self.load_first(),
            Msg::SearchPaused(_) => Vec::new(),
            Msg::SearchIn(search_in) => {
                self.search_in = search_in;
                if self.search.trim().is_empty() { Vec::new() } else { self.load_first() }
            }
            Msg::Status(status) => {
                self.status = status;
                self.load_first()
            }
            Msg::Profile(profile) if profile != self.profile => {
                self.profile = profile;
                self.load_first()
            }
            Msg::Profile(_) => Vec::new(),
            Msg::ClearFilters => {
                self.search = String::new();
                self.status = String::new();
                self.profile = None;
                let mut effects = vec![Effect::AllProfiles];
                effects.extend(self.load_first());
                effects
            }
            Msg::Turn(turn) if self.can_turn(turn) => {
                self.offset = self.target(turn);
                self.load()
            }
            Msg::Turn(_) => Vec::new(),
            Msg::Reload => self.load(),
            Msg::Loaded(generation, answer) if generation == self.generation => self.loaded(answer),
            Msg::Loaded(..) => Vec::new(),
            Msg::Profiles(profiles) => {
                self.profiles = Some(profiles);
                Vec::new()
            }
            Msg::Sync if self.sync != Sync::Running => {
                self.sync = Sync::Running;
                self.notice = self.notice.take().filter(|it| !matches!(it, Notice::Synced(_)));
                vec![Effect::Sync]
            }
            Msg::Sync => Vec::new(),
            Msg::Synced(Ok(count)) => {
                self.sync = Sync::Idle;
                self.notice = count.map(Notice::Synced);
                let mut effects = vec![Effect::LoadProfiles(Freshness::Fresh)];
                effects.extend(self.load());
                effects
            }
            Msg::Synced(Err(error)) => {
                self.sync = Sync::Failed(error);
                Vec::new()
            }
            Msg::Open(action, device) => {
                self.open = Some((action, *device));
                Vec::new()
            }
            Msg::Close => {
                self.open = None;
                Vec::new()
            }
            Msg::Changed(device) => {
                if let Some(notice) = self.news(&device) {
                    self.notice = Some(notice);
                }
                self.replace(*device);
                // A dialog may have read the profiles afresh; the marks follow.
                vec![Effect::LoadProfiles(Freshness::Cached)]
            }
            Msg::Saved(serial, draft) => {
                if let Some(row) = self.row(&serial) {
                    let enrollment = draft.into();
                    self.replace(Device { enrollment, ..row.clone() });
                }
                self.notice = Some(Notice::Saved { serial });
                Vec::new()
            }
        }
    }

    fn loaded(&mut self, answer: Result<Page<Device>, HostError>) -> Vec<Effect> {
        match answer {
            // The list has become shorter than the page asked for: go to its last page.
            Ok(page) if page.rows.is_empty() && page.count > 0 && self.offset > 0 => {
                self.page = Some(Rc::new(page));
                self.offset = self.target(Turn::Last).min(self.offset.saturating_sub(PAGE_SIZE));
                self.load()
            }
            Ok(page) => {
                self.page = Some(Rc::new(page));
                self.load = Load::Ready(());
                Vec::new()
            }
            Err(error) => {
                self.load = Load::Failed(error);
                Vec::new()
            }
        }
    }

    fn row(&self, serial: &str) -> Option<&Device> {
        self.page.as_ref()?.rows.iter().find(|row| row.serial == serial)
    }

    /// The notice about a device whose assignment differs from its row.
    fn news(&self, device: &Device) -> Option<Notice> {
        let is_same =
            |row: &Device| row.status == device.status && row.profile_uuid == device.profile_uuid;
        if self.row(&device.serial).is_some_and(is_same) {
            return None;
        }
        let serial = device.serial.clone();
        match device.status {
            Status::Assigned => {
                let names = [&device.profile_name, &device.profile_uuid];
                let profile = names.into_iter().find(|name| !name.is_empty());
                Some(Notice::Assigned { serial, profile: profile.cloned().unwrap_or_default() })
            }
            Status::Removed => Some(Notice::Removed { serial }),
            Status::Empty | Status::Pushed | Status::Missing | Status::Other(_) => None,
        }
    }

    fn replace(&mut self, device: Device) {
        if let Some(page) = &mut self.page
            && let Some(at) = page.rows.iter().position(|row| row.serial == device.serial)
        {
            Rc::make_mut(page).rows[at] = device;
        }
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
