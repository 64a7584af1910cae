//! Carries out what the list asks for: calls to the host, timers, the focus. It must never decide what is shown.

use super::asked::{Asked, tell};
use super::notes;
use super::state::{Ask, Effect, Msg, Place, State};
use crate::assign::job::{Change, Report};
use crate::facts_cache::Freshness;
use crate::fleet;
use crate::news::News;
use crate::rest::{self, prefetch};
use crate::route::{Navigation, Route};
use crate::shared::Shared;
use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use host::{Device, HostError, Kind};
use std::rc::Rc;
use yew::prelude::*;

/// Milliseconds without a keystroke before the list is searched: short enough to feel live, long enough not to search
/// for every letter.
const SEARCH_PAUSE_MS: u32 = 300;

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
            Effect::Load(generation, Ask::Fleet(selection)) => match rest::list_parts() {
                Some(parts) => {
                    // A link to a filter has no rows of the host before.
                    self.fleet.send(fleet::Msg::Begin);
                    let asked = Asked { fleet: &self.fleet, shared, on_msg, state };
                    return (parts.select)(asked, generation, selection);
                }
                None => self.tell(async move {
                    match rest::load_list_parts(&shared).await {
                        Some(_) => Msg::Reload,
                        None => Msg::Loaded(generation, Err(not_loaded())),
                    }
                }),
            },
            Effect::Gather(request, ask) => {
                // The bar that asks for it comes with the same module.
                if let Some(parts) = rest::list_parts() {
                    let asked = Asked { fleet: &self.fleet, shared, on_msg, state };
                    (parts.gather)(asked, request, ask);
                }
            }
            Effect::LookFor(generation, near) => self.tell(async move {
                match rest::load_list_parts(&shared).await {
                    Some(parts) => (parts.look_for)(shared, generation, near).await,
                    None => Msg::Near(generation, Vec::new()),
                }
            }),
            Effect::Pause(keystroke) => {
                // Replacing the timer drops the one of the keystroke before.
                self.pause = Some(Timeout::new(SEARCH_PAUSE_MS, move || {
                    on_msg.emit(Msg::SearchPaused(keystroke));
                }));
            }
            Effect::Sync => self.tell(async move {
                match rest::load_list_parts(&shared).await {
                    Some(parts) => (parts.sync)(shared).await,
                    None => Msg::Synced(Err(not_loaded())),
                }
            }),
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
            Effect::Toast(notice, made) => {
                // What has made the change came with the same module.
                let undo = made.filter(|change| {
                    rest::list_parts()
                        .is_some_and(|parts| (parts.has_way_back)(change, state.profiles.as_ref()))
                });
                notes::toast(&shared, &on_msg, notice, undo);
            }
            Effect::Say(announcement) => shared.say(notes::said(&shared, announcement)),
            Effect::Focus(place) => self.focus = Some(place),
            Effect::ScrollToHead => self.scroll = true,
        }
        None
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
        // Boxed, because each future's own type would cost kilobytes.
        tell(self.on_msg.clone(), Box::pin(msg));
    }
}

/// The second module could not be loaded, so nothing was read.
fn not_loaded() -> HostError {
    HostError::of(Kind::Unreachable)
}

/// A change whose code could not be loaded: the record is as it was.
fn not_sent(change: Change, before: Option<Rc<Device>>) -> Report {
    let error = HostError::of(Kind::Server);
    let record = before.map(|device| (*device).clone()).ok_or_else(|| error.clone());
    Report { change, removed: false, answer: Err(error), record }
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

/// Has the panel's code loaded once the first rows are there, so that nobody waits for it.
fn prepare(shared: &Shared, has_rows: bool) {
    if has_rows {
        prefetch(shared);
    }
}
