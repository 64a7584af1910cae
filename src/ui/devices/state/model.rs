//! The state of the device list and the questions about it. Changing it is the business of its siblings.

use super::messages::{Effect, Sync, Turn};
use super::question::{Ask, Column, Question};
use super::search::{self, Field};
use super::selection::Selection;
use crate::assign::job::{Change, Report};
use crate::facts_cache::Freshness;
use crate::fleet::Verdict;
use crate::load::Load;
use crate::panel::Start;
use crate::profile_index::ProfileIndex;
use crate::route::Route;
use host::Device;
use std::rc::Rc;

/// One device of the page with everything that its row shows. Rows that are equal are drawn once.
#[derive(Clone, Debug, PartialEq)]
pub struct RowState {
    /// The record.
    pub device: Rc<Device>,
    /// Its verdict, as far as it is known.
    pub verdict: Option<Rc<Verdict>>,
    /// Whether nobody knows if the newest change was made.
    pub in_doubt: bool,
    /// The change that runs.
    pub running: Option<Change>,
    /// The end of a change that was started in the row and failed.
    pub failure: Option<Rc<Report>>,
    /// Whether the newest change on this page was this device's.
    pub is_changed: bool,
    /// Whether it is selected.
    pub is_selected: bool,
}

/// The rows of an answer.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Rows {
    /// The devices with their verdicts.
    pub devices: Vec<(Rc<Device>, Option<Rc<Verdict>>)>,
    /// Rows in the whole list.
    pub count: u32,
}

/// The abilities of the host that the list depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostAbilities {
    /// It knows enrollments, and so users.
    pub has_users: bool,
    /// It can sort its list.
    pub can_sort: bool,
}

/// The open panel.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenPanel {
    /// Its serial number.
    pub serial: String,
    /// Its record, when the list has it.
    pub device: Option<Device>,
    /// The section that the admin came for.
    pub start: Start,
}

/// Everything the list shows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Filters and order.
    pub question: Question,
    /// The abilities of the host.
    pub host: HostAbilities,
    /// The place of the field that is searched, among the fields for this text.
    pub(super) attempt: usize,
    /// Serial numbers near the search text that the host has. There are some only when nothing was found.
    pub near: Vec<String>,
    /// Pasted serial numbers that the host does not have.
    pub missing: Vec<String>,
    /// Rows on a page.
    pub page_size: u32,
    /// The admin's usual number of rows on a page. A link may ask for another.
    pub(super) usual_size: u32,
    /// The number of a page that is being typed.
    pub page_text: Option<String>,
    /// First row asked for.
    pub offset: u32,
    /// The rows of the last answer; they stay while the next are on their way.
    pub(super) page: Option<Rows>,
    /// Whether rows came that are not drawn yet.
    pub(super) is_undrawn: bool,
    /// The question that these rows answer.
    pub(super) answered: Option<Ask>,
    /// The question that was asked last.
    pub(super) asked: Option<Ask>,
    /// Serial numbers whose newest change is not confirmed by the rows, each with the newest request at that moment. Only the
    /// answer to a later one can confirm it.
    pub(super) in_doubt: Vec<(String, u32)>,
    /// Changes that were started in a row and run.
    pub(super) running: Vec<(String, Change)>,
    /// The newest change that was started in a row and failed.
    pub(super) failure: Option<(String, Rc<Report>)>,
    /// The device of the newest change.
    pub(super) changed: Option<String>,
    /// Whether rows are on their way, and the failure if they did not come.
    pub load: Load<()>,
    /// Whether the admin turned the page: then its head comes into view.
    pub(super) is_turned: bool,
    /// Whether the button that asked for the rows is gone when they come.
    pub(super) is_orphaned: bool,
    /// Whether the rows come from verdicts that were not complete.
    pub is_partial: bool,
    /// The question whose answer was announced last.
    pub(super) announced: Option<Question>,
    /// The current profiles, when they are known.
    pub profiles: Option<ProfileIndex>,
    /// Whether the verdicts of all devices are known.
    pub is_complete: bool,
    /// The last sync.
    pub sync: Sync,
    /// The open panel.
    pub open: Option<OpenPanel>,
    /// The selected devices.
    pub selection: Selection,
    /// Number of the newest request; older answers are dropped.
    pub(super) generation: u32,
    /// Number of the newest keystroke; older pauses are dropped.
    pub(super) keystroke: u32,
}

impl State {
    /// A list that has to be read: what a link asks for. `usual_size` is the admin's usual number of rows on a page.
    pub fn new(route: &Route, usual_size: u32, host: HostAbilities) -> (State, Vec<Effect>) {
        let page_size = route.page_size.unwrap_or(usual_size).max(1);
        let mut state = State {
            question: Question::of(route),
            host,
            attempt: 0,
            near: Vec::new(),
            missing: Vec::new(),
            page_size,
            usual_size,
            page_text: None,
            offset: offset_of(route.page, page_size),
            page: None,
            is_undrawn: false,
            answered: None,
            asked: None,
            in_doubt: Vec::new(),
            running: Vec::new(),
            failure: None,
            changed: None,
            load: Load::Loading,
            is_turned: false,
            is_orphaned: false,
            is_partial: false,
            announced: None,
            profiles: None,
            is_complete: false,
            sync: Sync::Idle,
            open: route.device.clone().map(OpenPanel::of),
            selection: Selection::default(),
            generation: 0,
            keystroke: 0,
        };
        let mut effects = state.load();
        effects.push(Effect::LoadProfiles(Freshness::Cached));
        (state, effects)
    }

    /// Rows in the whole list, as last answered.
    pub fn count(&self) -> u32 {
        self.page.as_ref().map_or(0, |page| page.count)
    }

    /// The devices of the page, as last read.
    pub fn devices(&self) -> impl Iterator<Item = &Rc<Device>> {
        self.page.iter().flat_map(|page| &page.devices).map(|(device, _)| device)
    }

    /// The page to show. After a failed answer to another question there is none: the filters and the pager would lie.
    pub fn shown(&self) -> Option<&Rows> {
        let stale = self.load.error().is_some() && self.answered != self.asked;
        self.page.as_ref().filter(|_| !stale)
    }

    /// Whether the rows answer the question as it stands.
    pub fn has_answer(&self) -> bool {
        !self.load.is_loading() && self.answered == self.asked
    }

    /// The rows to show.
    pub fn rows(&self) -> Option<Vec<RowState>> {
        let rows = self.shown()?.devices.iter();
        Some(rows.map(|(device, verdict)| self.row(device, verdict)).collect())
    }

    fn row(&self, device: &Rc<Device>, verdict: &Option<Rc<Verdict>>) -> RowState {
        let serial = device.serial.as_str();
        let running = self.running.iter().find(|(runs, _)| runs == serial);
        let failure = self.failure.as_ref().filter(|(failed, _)| failed == serial);
        RowState {
            device: device.clone(),
            verdict: verdict.clone(),
            in_doubt: self.in_doubt.iter().any(|(doubtful, _)| doubtful == serial),
            running: running.map(|(_, change)| change.clone()),
            failure: failure.map(|(_, report)| report.clone()),
            is_changed: self.changed.as_deref() == Some(serial),
            is_selected: self.selection.has(serial),
        }
    }

    /// First and last row shown, counted from 1.
    pub fn range(&self) -> (u32, u32) {
        let rows = self.page.as_ref().map_or(0, |page| page.devices.len() as u32);
        let offset = self.answered.as_ref().map_or(0, Ask::offset);
        (offset.saturating_add(rows.min(1)), offset.saturating_add(rows))
    }

    /// The list as a link.
    pub fn route(&self) -> Route {
        Route {
            page: self.page_numbers().0,
            page_size: (self.page_size != self.usual_size).then_some(self.page_size),
            device: self.open.as_ref().map(|open| open.serial.clone()),
            ..self.question.route()
        }
    }

    /// The number of the page asked for, and of the last one; from 1.
    pub fn page_numbers(&self) -> (u32, u32) {
        (self.offset / self.page_size + 1, self.last_offset() / self.page_size + 1)
    }

    /// Whether the list can be turned this way.
    pub fn can_turn(&self, turn: Turn) -> bool {
        self.target(turn) != self.offset
    }

    /// Whether the list can be put in order by this column.
    pub fn can_sort(&self, column: Column) -> bool {
        self.is_complete || (self.host.can_sort && column != Column::Readiness)
    }

    /// The field in which the text was found, and whether the other field may have it as well. The verdicts of all devices
    /// are searched in both at once.
    pub fn searched(&self) -> (Field, bool) {
        let fields = search::fields(&self.question.search, self.host.has_users);
        let at = self.attempt.min(fields.len() - 1);
        let is_host = !matches!(self.asked, Some(Ask::Fleet(_)));
        (fields[at], is_host && at + 1 < fields.len())
    }

    pub(super) fn last_offset(&self) -> u32 {
        self.count().saturating_sub(1) / self.page_size * self.page_size
    }

    pub(super) fn target(&self, turn: Turn) -> u32 {
        match turn {
            Turn::Previous => self.offset.saturating_sub(self.page_size),
            Turn::Next => self.offset.saturating_add(self.page_size).min(self.last_offset()),
        }
    }

    /// Reads the page that the question and the offset ask for.
    pub(super) fn load(&mut self) -> Vec<Effect> {
        self.generation += 1;
        self.load = Load::Loading;
        self.near.clear();
        self.missing.clear();
        let ask =
            self.question.ask(self.searched().0, self.host.can_sort, self.offset, self.page_size);
        self.asked = Some(ask.clone());
        vec![Effect::Load(self.generation, ask)]
    }

    /// Reads the first page of a changed question.
    pub(super) fn ask_anew(&mut self) -> Vec<Effect> {
        self.offset = 0;
        self.attempt = 0;
        self.page_text = None;
        let mut effects = vec![Effect::Navigate(false)];
        effects.extend(self.load());
        effects
    }
}

/// The first row of a page, whose number counts from 1.
pub(super) fn offset_of(page: u32, page_size: u32) -> u32 {
    page.saturating_sub(1).saturating_mul(page_size)
}

impl OpenPanel {
    /// The panel of a device that the list does not show.
    pub(super) fn of(serial: String) -> OpenPanel {
        OpenPanel { serial, device: None, start: Start::None }
    }
}
