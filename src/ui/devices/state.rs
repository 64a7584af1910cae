//! The state of the device list and how it changes. Pure: no host, no browser, no clock.

use crate::load::Load;
use crate::profile_index::ProfileIndex;
use host::{Device, DeviceQuery, HostError, Page};
use std::rc::Rc;

/// Rows on a page, below the hosts' limit of 100 so that a page is drawn at once.
pub const PAGE_SIZE: u32 = 50;

/// What the search text is compared with.
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

/// How the last "Sync with Apple" stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Sync {
    /// Not asked for.
    Idle,
    /// Waiting for the host.
    Running,
    /// Done; the host now knows this many devices.
    Done(u32),
    /// Failed.
    Failed(HostError),
}

/// Everything the list shows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The text in the search field.
    pub search: String,
    /// What it is compared with.
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
    /// Number of the newest request; older answers are dropped.
    generation: u32,
    /// Number of the newest keystroke; older pauses are dropped.
    keystroke: u32,
}

/// What can happen to the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The search text changed.
    Search(String),
    /// The admin stopped typing for a moment.
    SearchPaused(u32),
    /// What to search in.
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
    Synced(Result<u32, HostError>),
    /// A dialog read this device again.
    Changed(Box<Device>),
}

/// What must then be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read a page.
    Load(u32, DeviceQuery),
    /// Wait until the admin stops typing, then send `SearchPaused` with this number.
    Pause(u32),
    /// Ask the host to sync.
    Sync,
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
            generation: 0,
            keystroke: 0,
        }
    }
}

impl State {
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
    pub fn load(&mut self) -> Vec<Effect> {
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

    /// Takes one message and answers what to do.
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
            Msg::Profile(profile) => {
                self.profile = profile;
                self.load_first()
            }
            Msg::ClearFilters => {
                self.search = String::new();
                self.status = String::new();
                self.profile = None;
                self.load_first()
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
                vec![Effect::Sync]
            }
            Msg::Sync => Vec::new(),
            Msg::Synced(Ok(count)) => {
                self.sync = Sync::Done(count);
                self.load()
            }
            Msg::Synced(Err(error)) => {
                self.sync = Sync::Failed(error);
                Vec::new()
            }
            Msg::Changed(device) => {
                self.replace(*device);
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

    fn replace(&mut self, device: Device) {
        if let Some(page) = &mut self.page
            && let Some(at) = page.rows.iter().position(|row| row.serial == device.serial)
        {
            Rc::make_mut(page).rows[at] = device;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use host::Kind;

    fn page(serials: &[&str], count: u32) -> Page<Device> {
        let row = |serial: &&str| Device { serial: (*serial).to_owned(), ..Device::default() };
        Page { rows: serials.iter().map(row).collect(), count }
    }

    fn loaded(count: u32) -> State {
        let mut state = State::default();
        state.load();
        state.update(Msg::Loaded(1, Ok(page(&["A", "B"], count))));
        state
    }

    #[test]
    fn a_late_answer_does_not_replace_a_newer_one() {
        let mut state = loaded(120);
        state.update(Msg::Turn(Turn::Next));
        state.update(Msg::Turn(Turn::Next));
        state.update(Msg::Loaded(2, Ok(page(&["LATE"], 120))));
        assert!(state.load.is_loading());
        state.update(Msg::Loaded(3, Ok(page(&["NEW"], 120))));
        assert_eq!(state.page.as_ref().unwrap().rows[0].serial, "NEW");
    }

    #[test]
    fn only_the_last_keystroke_searches_and_it_starts_at_the_first_page() {
        let mut state = loaded(120);
        state.update(Msg::Turn(Turn::Last));
        assert_eq!(state.update(Msg::Search("c0".into())), [Effect::Pause(1)]);
        assert_eq!(state.update(Msg::Search(" c02 ".into())), [Effect::Pause(2)]);
        assert_eq!(state.update(Msg::SearchPaused(1)), []);
        let effects = state.update(Msg::SearchPaused(2));
        let query =
            DeviceQuery { limit: PAGE_SIZE, serial: "C02".into(), ..DeviceQuery::default() };
        assert_eq!(effects, [Effect::Load(3, query)]);
    }

    #[test]
    fn pages_end_where_the_list_ends() {
        let mut state = loaded(120);
        assert!(!state.can_turn(Turn::Previous) && !state.can_turn(Turn::First));
        state.update(Msg::Turn(Turn::Last));
        assert_eq!(state.offset, 100);
        assert!(!state.can_turn(Turn::Next));
        assert!(!loaded(50).can_turn(Turn::Next), "a full page is not two");
        assert!(!loaded(0).can_turn(Turn::Last));
    }

    #[test]
    fn a_list_that_became_shorter_shows_its_last_page() {
        let mut state = loaded(120);
        state.update(Msg::Turn(Turn::Last));
        let effects = state.update(Msg::Loaded(2, Ok(page(&[], 60))));
        assert_eq!(state.offset, 50);
        assert!(matches!(effects[..], [Effect::Load(3, _)]));
    }

    #[test]
    fn a_failed_page_keeps_the_rows_that_were_there() {
        let mut state = loaded(120);
        state.update(Msg::Reload);
        let error = HostError {
            kind: Kind::Server,
            status: Some(500),
            message: String::new(),
            items: Vec::new(),
            retry_after: None,
        };
        state.update(Msg::Loaded(2, Err(error)));
        assert!(state.load.error().is_some());
        assert_eq!(state.page.unwrap().rows.len(), 2);
    }

    #[test]
    fn a_changed_device_is_replaced_where_it_stands() {
        let mut state = loaded(2);
        let status = rules::checklist::Status::Assigned;
        let changed = Device { serial: "B".into(), status, ..Device::default() };
        state.update(Msg::Changed(Box::new(changed)));
        let page = state.page.unwrap();
        assert_eq!(page.rows[1].status, rules::checklist::Status::Assigned);
        assert_eq!(page.rows[0].serial, "A");
    }
}
