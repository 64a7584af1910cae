//! The state of the device list and the questions about it. Changing it is the business of its siblings.

use super::messages::{Action, Effect, Notice, SearchIn, Sync, Turn};
use crate::facts_cache::Freshness;
use crate::load::Load;
use crate::profile_index::ProfileIndex;
use host::{Device, DeviceQuery, Page};
use std::rc::Rc;

/// Rows on a page, below the hosts' limit of 100 so that a page is drawn at once.
pub const PAGE_SIZE: u32 = 50;

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
    /// The question that these rows answer.
    pub(super) answered: DeviceQuery,
    /// The question that was asked last.
    pub(super) asked: DeviceQuery,
    /// Serial numbers whose newest change is not confirmed by the rows, each with the newest request at that moment. Only the
    /// answer to a later one can confirm it.
    pub(super) in_doubt: Vec<(String, u32)>,
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
    pub(super) generation: u32,
    /// Number of the newest keystroke; older pauses are dropped.
    pub(super) keystroke: u32,
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
            answered: DeviceQuery::default(),
            asked: DeviceQuery::default(),
            in_doubt: Vec::new(),
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

    /// Whether nobody knows if the newest change of this device was made.
    pub fn is_in_doubt(&self, serial: &str) -> bool {
        self.in_doubt.iter().any(|(doubtful, _)| doubtful == serial)
    }

    /// The rows to show. After a failed answer to another question there are none: the filters and the pager would lie.
    pub fn rows(&self) -> Option<&Rc<Page<Device>>> {
        let stale = self.load.error().is_some() && self.answered != self.asked;
        self.page.as_ref().filter(|_| !stale)
    }

    /// First and last row shown, counted from 1.
    pub fn range(&self) -> (u32, u32) {
        let rows = self.page.as_ref().map_or(0, |page| page.rows.len() as u32);
        let offset = self.answered.offset;
        (offset.saturating_add(rows.min(1)), offset.saturating_add(rows))
    }

    /// Whether the list can be turned this way.
    pub fn can_turn(&self, turn: Turn) -> bool {
        self.target(turn) != self.offset
    }

    pub(super) fn target(&self, turn: Turn) -> u32 {
        let last = self.count().saturating_sub(1) / PAGE_SIZE * PAGE_SIZE;
        match turn {
            Turn::First => 0,
            Turn::Previous => self.offset.saturating_sub(PAGE_SIZE),
            Turn::Next => self.offset.saturating_add(PAGE_SIZE).min(last),
            Turn::Last => last,
        }
    }

    /// Reads the page that the filters and the offset ask for.
    pub(super) fn load(&mut self) -> Vec<Effect> {
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
        self.asked = query.clone();
        vec![Effect::Load(self.generation, query)]
    }

    pub(super) fn load_first(&mut self) -> Vec<Effect> {
        self.offset = 0;
        self.load()
    }
}
