//! Carries out what the list asks for: calls to the host, timers, the focus. It must never decide what is shown.

use super::judge::item_of;
use super::notes;
use super::state::{Ask, Column, Effect, FleetQuery, Msg, Place, Question, State, selection};
use crate::assign::job::{Change, Report};
use crate::clipboard;
use crate::facts_cache::Freshness;
use crate::fleet::{self, Filter, SortBy};
use crate::news::News;
use crate::rest::{self, prefetch};
use crate::route::{Navigation, Route};
use crate::shared::Shared;
use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use host::{Device, DeviceQuery, HostError, Kind, Page};
use rules::ItemId;
use rules::checklist::Item;
use std::pin::Pin;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Milliseconds without a keystroke before the list is searched: short enough to feel live, long enough not to search
/// for every letter.
const SEARCH_PAUSE_MS: u32 = 300;

/// Most pasted serial numbers that are read one by one.
const MOST_READ: usize = 100;

/// What the list acts upon, around it.
pub struct Outside<'a> {
    /// The shared context.
    pub shared: &'a Shared,
    /// The place that the page is at.
    pub route: &'a Route,
    /// The admin goes to another place.
    pub on_navigate: &'a Callback<Navigation>,
}

/// Carries out effects, and holds what they leave for later.
pub struct Runner {
    /// The verdicts of all devices.
    pub fleet: fleet::Runner,
    /// Where the focus goes when the state is drawn.
    pub focus: Option<Place>,
    /// Whether the head of the table comes into view when the state is drawn.
    pub scroll: bool,
    pause: Option<Timeout>,
    on_msg: Callback<Msg>,
}

impl Runner {
    /// A runner. `on_msg` takes answers to the list; `on_verdicts` hears that the verdicts have changed.
    pub fn new(shared: &Shared, on_msg: Callback<Msg>, on_verdicts: Callback<()>) -> Runner {
        let fleet = fleet::Runner::new(shared.clone(), on_verdicts);
        Runner { fleet, focus: None, scroll: false, pause: None, on_msg }
    }

    /// Carries out one effect of the list. Returns the message that it comes to at once, if there is one.
    pub fn run(&mut self, outside: Outside, state: &State, effect: Effect) -> Option<Msg> {
        let shared = outside.shared.clone();
        let on_msg = self.on_msg.clone();
        match effect {
            Effect::Load(generation, Ask::Host(query)) => self.tell(async move {
                let answer = shared.seen(shared.client.devices(&query).await);
                prepare(&shared, answer.is_ok());
                Msg::Loaded(generation, answer)
            }),
            Effect::Load(generation, Ask::Fleet(selection)) => {
                // A link to a filter has no rows of the host before.
                self.fleet.send(fleet::Msg::Begin);
                if !state.is_complete && is_only_list(&selection) {
                    read_list(shared, on_msg, generation, selection);
                    return None;
                }
                if state.is_complete && !selection.serials.is_empty() {
                    let all = FleetQuery { offset: 0, limit: u32::MAX, ..selection.clone() };
                    let found = select(&self.fleet, &all).rows;
                    let is_missing =
                        |serial: &String| !found.iter().any(|device| device.serial == *serial);
                    let missing = selection.serials.iter().filter(|one| is_missing(one)).cloned();
                    on_msg.emit(Msg::Missing(generation, missing.collect()));
                }
                return Some(Msg::Loaded(generation, Ok(select(&self.fleet, &selection))));
            }
            Effect::Gather(request, ask) => self.gather(&shared, state, request, ask),
            Effect::LookFor(generation, near) => {
                self.tell(async move { Msg::Near(generation, present(&shared, near).await) });
            }
            Effect::Pause(keystroke) => {
                // Replacing the timer drops the one of the keystroke before.
                self.pause = Some(Timeout::new(SEARCH_PAUSE_MS, move || {
                    on_msg.emit(Msg::SearchPaused(keystroke));
                }));
            }
            Effect::Sync => {
                self.tell(async move { Msg::Synced(shared.seen(shared.client.sync().await)) });
            }
            Effect::LoadProfiles(freshness) => {
                wasm_bindgen_futures::spawn_local(async move {
                    // The Profiles tab shows why they could not be read.
                    if let Ok(read) = shared.profiles(freshness).await {
                        on_msg.emit(Msg::Profiles(read.value));
                    }
                });
            }
            Effect::LoadReadiness => {
                wasm_bindgen_futures::spawn_local(async move {
                    // The verdicts hear of it. Without it the strip keeps what was read before.
                    let _ = shared.readiness(Freshness::Fresh).await;
                });
            }
            Effect::Judge => {
                let verdict = |device: &Rc<Device>| self.fleet.verdict(&device.serial);
                return Some(Msg::Verdicts(state.devices().map(verdict).collect()));
            }
            Effect::JudgeRest => self.tell(async {
                TimeoutFuture::new(0).await;
                Msg::JudgeRest
            }),
            Effect::Navigate(replace) => {
                let route = state.route();
                if route != *outside.route {
                    outside.on_navigate.emit(Navigation { route, replace });
                }
            }
            Effect::Run(serial, change) => {
                let before = state.devices().find(|device| device.serial == serial).cloned();
                let row = before.as_deref().cloned();
                self.tell(async move {
                    let done = rest::change(&shared, serial.clone(), row, change.clone()).await;
                    let report = done.unwrap_or_else(|| Rc::new(not_sent(change, before)));
                    Msg::Changed(serial, report)
                });
            }
            Effect::Toast(notice, undo) => notes::toast(&shared, &on_msg, notice, undo),
            Effect::Say(announcement) => shared.say(notes::said(&shared, announcement)),
            Effect::Focus(place) => self.focus = Some(place),
            Effect::ScrollToHead => self.scroll = true,
        }
        None
    }

    /// Reads serial numbers of devices to select.
    fn gather(&self, shared: &Shared, state: &State, request: u32, ask: Ask) {
        let shared = shared.clone();
        let gathered = move |answer: Result<Page<Device>, HostError>| {
            let serials = |page: Page<Device>| Page {
                rows: page.rows.into_iter().map(|device| device.serial).collect(),
                count: page.count,
            };
            Msg::Select(selection::Msg::Gathered(request, answer.map(serials)))
        };
        match ask {
            Ask::Host(query) => {
                self.tell(async move { gathered(shared.seen(shared.client.devices(&query).await)) })
            }
            Ask::Fleet(query) if !state.is_complete && is_only_list(&query) => {
                self.tell(async move {
                    let answer = read_each(&shared, query.serials).await;
                    gathered(answer.map(|(rows, _)| {
                        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
                        Page { rows, count }
                    }))
                });
            }
            Ask::Fleet(query) => {
                let page = select(&self.fleet, &query);
                self.tell(async move {
                    // The page breathes between two slices.
                    TimeoutFuture::new(0).await;
                    gathered(Ok(page))
                });
            }
        }
    }

    /// Reads a device again, by the admin's press.
    pub fn refresh(&self, shared: &Shared, serial: String) {
        let shared = shared.clone();
        shared.answers().reread();
        self.tell(async move {
            match shared.seen(shared.client.device(&serial).await) {
                Ok(device) => Msg::News(serial, News::Record(Box::new(device))),
                // The page says why, in its banner.
                Err(_) => Msg::Reload,
            }
        });
    }

    fn tell(&self, msg: impl Future<Output = Msg> + 'static) {
        let on_msg = self.on_msg.clone();
        // Boxed, because each future's own type would cost kilobytes.
        let msg: Pin<Box<dyn Future<Output = Msg>>> = Box::pin(msg);
        wasm_bindgen_futures::spawn_local(async move { on_msg.emit(msg.await) });
    }
}

/// A change whose code could not be loaded: the record is as it was.
fn not_sent(change: Change, before: Option<Rc<Device>>) -> Report {
    let error = HostError::of(Kind::Server);
    let record = before.map(|device| (*device).clone()).ok_or_else(|| error.clone());
    Report { change, removed: false, answer: Err(error), record }
}

/// The serial numbers among these that the host has, or that are a part of one.
async fn present(shared: &Shared, near: Vec<String>) -> Vec<String> {
    let mut present = Vec::new();
    for serial in near {
        let query = DeviceQuery { limit: 1, serial: serial.clone(), ..DeviceQuery::default() };
        let page = shared.seen(shared.client.devices(&query).await);
        if page.is_ok_and(|page| page.count > 0) {
            present.push(serial);
        }
    }
    present
}

/// An item of a device of the page, to confirm it.
pub fn item(state: &State, shared: &Shared, serial: &str, id: ItemId) -> Option<Item> {
    let device = state.devices().find(|device| device.serial == serial)?;
    let (profiles, readiness) = shared.facts().newest();
    item_of(shared, device, profiles.as_ref(), readiness.as_deref(), id)
}

/// Puts the focus on an element.
pub fn focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Copies a serial number.
pub fn copy(shared: &Shared, serial: String) {
    let shared = shared.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let done = clipboard::copy(&serial).await;
        let code = if done { "devices.notice.copied" } else { "profiles.copy-refused" };
        shared.toast(shared.texts.fill(code, &[("serial", serial)]), None);
    });
}

/// What the verdicts of all devices learn from a message to the list.
pub fn for_fleet(msg: &Msg) -> Vec<fleet::Msg> {
    match msg {
        // The first rows are on the screen by then.
        Msg::Loaded(_, Ok(page)) => vec![fleet::Msg::Rows(page.rows.clone()), fleet::Msg::Begin],
        Msg::News(serial, news) | Msg::Heard(serial, news) => {
            vec![fleet::Msg::News(serial.clone(), news.clone())]
        }
        Msg::Changed(serial, report) => {
            vec![fleet::Msg::News(serial.clone(), News::Profile(report.clone()))]
        }
        Msg::Synced(Ok(_)) => vec![fleet::Msg::Again],
        _ => Vec::new(),
    }
}

/// The devices that the verdicts of all devices select, and how many there are.
fn select(fleet: &fleet::Runner, selection: &FleetQuery) -> Page<Device> {
    let question = &selection.question;
    let is_list = !selection.serials.is_empty();
    let filter = Filter {
        readiness: question.readiness,
        problem: question.problem,
        status: question.status.clone(),
        profile: question.profile.clone().unwrap_or_default(),
        text: if is_list { String::new() } else { question.search.clone() },
        serials: selection.serials.clone(),
    };
    let sort = question.sort.map_or(fleet::Sort::default(), |sort| fleet::Sort {
        by: match sort.column {
            Column::Device => SortBy::Serial,
            Column::Readiness => SortBy::Readiness,
            Column::Profile => SortBy::Profile,
            Column::User => SortBy::User,
        },
        descending: sort.descending,
    });
    let (rows, count) = fleet.select(&filter, sort, selection.offset, selection.limit);
    Page { rows, count }
}

/// Reads devices one by one: those that the host has, and the serial numbers of the others. Fails when the host cannot say.
async fn read_each(
    shared: &Shared,
    serials: Vec<String>,
) -> Result<(Vec<Device>, Vec<String>), HostError> {
    let (mut devices, mut missing) = (Vec::new(), Vec::new());
    for serial in serials {
        match shared.seen(shared.client.device(&serial).await) {
            Ok(device) => devices.push(device),
            Err(error) if error.kind == Kind::NotFound => missing.push(serial),
            Err(error) => return Err(error),
        }
    }
    Ok((devices, missing))
}

/// Filters to pasted serial numbers, read one by one: the verdicts of all devices are not complete, so they cannot say which
/// are missing.
fn read_list(shared: Shared, on_msg: Callback<Msg>, generation: u32, selection: FleetQuery) {
    wasm_bindgen_futures::spawn_local(async move {
        let answer = read_each(&shared, selection.serials).await.map(|(devices, missing)| {
            on_msg.emit(Msg::Missing(generation, missing));
            let count = u32::try_from(devices.len()).unwrap_or(u32::MAX);
            let (from, limit) = (selection.offset as usize, selection.limit as usize);
            Page { rows: devices.into_iter().skip(from).take(limit).collect(), count }
        });
        prepare(&shared, answer.is_ok());
        on_msg.emit(Msg::Loaded(generation, answer));
    });
}

/// Has the panel's code loaded once the first rows are there, so that nobody waits for it.
fn prepare(shared: &Shared, has_rows: bool) {
    if has_rows {
        prefetch(shared);
    }
}

/// Whether only a list of serial numbers is asked for.
fn is_only_list(selection: &FleetQuery) -> bool {
    let Question { readiness, problem, status, profile, sort, .. } = &selection.question;
    !selection.serials.is_empty()
        && selection.serials.len() <= MOST_READ
        && readiness.is_none()
        && problem.is_none()
        && status.is_empty()
        && profile.is_none()
        && sort.is_none()
}
