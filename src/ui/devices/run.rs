//! Carries out what the list asks for: calls to the host, timers, the focus. It must never decide what is shown.

use super::judge::item_of;
use super::notes;
use super::state::{Ask, Column, Effect, Msg, Question, Selection};
use super::tab::{DevicesTab, TabMsg};
use crate::assign::change;
use crate::callbacks::later;
use crate::clipboard;
use crate::facts_cache::Freshness;
use crate::fleet::{self, Filter, SortBy};
use crate::news::News;
use crate::route::Navigation;
use crate::shared::Shared;
use gloo_timers::callback::Timeout;
use host::{Device, DeviceQuery, HostError, Kind, Page};
use rules::ItemId;
use rules::checklist::Item;
use std::pin::Pin;
use std::rc::Rc;
use yew::html::Scope;
use yew::prelude::*;

/// Milliseconds without a keystroke before the list is searched: short enough to feel live, long enough not to search
/// for every letter.
const SEARCH_PAUSE_MS: u32 = 300;

/// Most pasted serial numbers that are read one by one.
const MOST_READ: usize = 100;

/// Carries out one effect. Returns the message that it comes to at once, if there is one.
pub fn run(tab: &mut DevicesTab, scope: &Context<DevicesTab>, effect: Effect) -> Option<Msg> {
    let link = scope.link();
    let shared = scope.props().shared.clone();
    match effect {
        Effect::Load(generation, Ask::Host(query)) => tell(
            link,
            Box::pin(async move {
                Msg::Loaded(generation, shared.seen(shared.client.devices(&query).await))
            }),
        ),
        Effect::Load(generation, Ask::Fleet(selection)) => {
            if !tab.state.is_complete && is_only_list(&selection) {
                read_list(scope, generation, selection);
                return None;
            }
            if tab.state.is_complete && !selection.serials.is_empty() {
                let all = Selection { offset: 0, limit: u32::MAX, ..selection.clone() };
                let found = select(tab, &all).rows;
                let is_missing =
                    |serial: &String| !found.iter().any(|device| device.serial == *serial);
                let missing = selection.serials.iter().filter(|one| is_missing(one)).cloned();
                let missing = Msg::Missing(generation, missing.collect());
                link.send_message(TabMsg::List(missing));
            }
            return Some(Msg::Loaded(generation, Ok(select(tab, &selection))));
        }
        Effect::LookFor(generation, near) => {
            tell(
                link,
                Box::pin(async move { Msg::Near(generation, present(&shared, near).await) }),
            );
        }
        Effect::Pause(keystroke) => {
            let link = link.clone();
            // Replacing the timer drops the one of the keystroke before.
            tab.pause = Some(Timeout::new(SEARCH_PAUSE_MS, move || {
                link.send_message(TabMsg::List(Msg::SearchPaused(keystroke)));
            }));
        }
        Effect::Sync => tell(
            link,
            Box::pin(async move { Msg::Synced(shared.seen(shared.client.sync().await)) }),
        ),
        Effect::LoadProfiles(freshness) => {
            let link = link.clone();
            wasm_bindgen_futures::spawn_local(async move {
                // The Profiles tab shows why they could not be read.
                if let Ok(read) = shared.profiles(freshness).await {
                    link.send_message(TabMsg::List(Msg::Profiles(read.value)));
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
            let verdict = |device: &Rc<Device>| tab.fleet.verdict(&device.serial);
            return Some(Msg::Verdicts(tab.state.devices().map(verdict).collect()));
        }
        Effect::Navigate(replace) => {
            let route = tab.state.route();
            if route != scope.props().route {
                scope.props().on_navigate.emit(Navigation { route, replace });
            }
        }
        Effect::Run(serial, change) => tell(
            link,
            Box::pin(async move {
                let report = change::run(&shared, &serial, change).await;
                Msg::Changed(serial, report)
            }),
        ),
        Effect::Toast(notice, undo) => notes::toast(&shared, link, notice, undo),
        Effect::Say(announcement) => shared.say(notes::said(&shared, announcement)),
        Effect::Focus(place) => tab.focus = Some(place),
        Effect::ScrollToHead => tab.scroll = true,
    }
    None
}

fn tell(link: &Scope<DevicesTab>, msg: Pin<Box<dyn Future<Output = Msg>>>) {
    later(link, Box::pin(async move { TabMsg::List(msg.await) }));
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
pub fn item(tab: &DevicesTab, shared: &Shared, serial: &str, id: ItemId) -> Option<Item> {
    let device = tab.state.devices().find(|device| device.serial == serial)?;
    let (profiles, readiness) = shared.facts().newest();
    item_of(shared, device, profiles.as_ref(), readiness.as_deref(), id)
}

/// Reads a device again, by the admin's press.
pub fn refresh(scope: &Context<DevicesTab>, serial: String) {
    let shared = scope.props().shared.clone();
    let link = scope.link().clone();
    wasm_bindgen_futures::spawn_local(async move {
        let read = shared.seen(shared.client.device(&serial).await);
        match read {
            Ok(device) => {
                link.send_message(TabMsg::List(Msg::News(serial, News::Record(Box::new(device)))))
            }
            // The page says why, in its banner.
            Err(_) => link.send_message(TabMsg::List(Msg::Reload)),
        }
    });
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
        Msg::News(serial, news) => vec![fleet::Msg::News(serial.clone(), news.clone())],
        Msg::Changed(serial, report) => {
            vec![fleet::Msg::News(serial.clone(), News::Profile(report.clone()))]
        }
        Msg::Synced(Ok(_)) => vec![fleet::Msg::Again],
        _ => Vec::new(),
    }
}

/// The devices that the verdicts of all devices select, and how many there are.
fn select(tab: &DevicesTab, selection: &Selection) -> Page<Device> {
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
    let (rows, count) = tab.fleet.select(&filter, sort, selection.offset, selection.limit);
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
fn read_list(scope: &Context<DevicesTab>, generation: u32, selection: Selection) {
    let (shared, link) = (scope.props().shared.clone(), scope.link().clone());
    wasm_bindgen_futures::spawn_local(async move {
        let answer = read_each(&shared, selection.serials).await.map(|(devices, missing)| {
            link.send_message(TabMsg::List(Msg::Missing(generation, missing)));
            let count = u32::try_from(devices.len()).unwrap_or(u32::MAX);
            let (from, limit) = (selection.offset as usize, selection.limit as usize);
            Page { rows: devices.into_iter().skip(from).take(limit).collect(), count }
        });
        link.send_message(TabMsg::List(Msg::Loaded(generation, answer)));
    });
}

/// Whether only a list of serial numbers is asked for.
fn is_only_list(selection: &Selection) -> bool {
    let Question { readiness, problem, status, profile, sort, .. } = &selection.question;
    !selection.serials.is_empty()
        && selection.serials.len() <= MOST_READ
        && readiness.is_none()
        && problem.is_none()
        && status.is_empty()
        && profile.is_none()
        && sort.is_none()
}
