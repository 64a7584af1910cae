//! Carries out what the list asks for: calls to the host, timers, the focus. It must never decide what is shown.

use super::change;
use super::judge::item_of;
use super::notes;
use super::state::{Ask, Effect, Msg};
use super::tab::{DevicesTab, TabMsg};
use super::toolbar::Numbers;
use crate::callbacks::later;
use crate::clipboard;
use crate::facts_cache::Freshness;
use crate::fleet::{JudgeInputs, Verdict, judge};
use crate::news::News;
use crate::route::Navigation;
use crate::shared::Shared;
use gloo_timers::callback::Timeout;
use host::{DeviceQuery, Part};
use rules::ItemId;
use rules::checklist::Item;
use yew::html::Scope;
use yew::prelude::*;

/// Milliseconds without a keystroke before the list is searched: short enough to feel live, long enough not to search
/// for every letter.
const SEARCH_PAUSE_MS: u32 = 300;

/// Carries out one effect. Returns the message that it comes to at once, if there is one.
pub fn run(tab: &mut DevicesTab, scope: &Context<DevicesTab>, effect: Effect) -> Option<Msg> {
    let link = scope.link();
    let shared = scope.props().shared.clone();
    match effect {
        Effect::Load(generation, Ask::Host(query)) => tell(link, async move {
            Msg::Loaded(generation, shared.seen(shared.client.devices(&query).await))
        }),
        Effect::Load(generation, Ask::Fleet(selection)) => {}
        Effect::LookFor(generation, near) => {
            tell(link, async move { Msg::Near(generation, present(&shared, near).await) });
        }
        Effect::Pause(keystroke) => {
            let link = link.clone();
            // Replacing the timer drops the one of the keystroke before.
            tab.pause = Some(Timeout::new(SEARCH_PAUSE_MS, move || {
                link.send_message(TabMsg::List(Msg::SearchPaused(keystroke)));
            }));
        }
        Effect::Sync => {
            tell(link, async move { Msg::Synced(shared.seen(shared.client.sync().await)) })
        }
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
            let freshness =
                if tab.readiness.is_some() { Freshness::Fresh } else { Freshness::Cached };
            later(
                link,
                Box::pin(async move {
                    let read = shared.readiness(freshness).await.ok();
                    TabMsg::Readiness(read.map(|read| read.value))
                }),
            );
        }
        Effect::Judge => return Some(Msg::Verdicts(verdicts(tab, &shared))),
        Effect::Seen(_) => {}
        Effect::Navigate(replace) => {
            let route = tab.state.route();
            if route != scope.props().route {
                scope.props().on_navigate.emit(Navigation { route, replace });
            }
        }
        Effect::Run(serial, change) => tell(link, async move {
            Msg::Changed(serial.clone(), change::run(shared, serial, change).await)
        }),
        Effect::Toast(notice, undo) => notes::toast(&shared, link, notice, undo),
        Effect::Say(announcement) => shared.say(notes::said(&shared, announcement)),
        Effect::Focus(place) => tab.focus = Some(place),
        Effect::ScrollToHead => tab.scroll = true,
    }
    None
}

fn tell(link: &Scope<DevicesTab>, msg: impl Future<Output = Msg> + 'static) {
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
    let readiness = tab.readiness.as_ref().and_then(|read| read.as_deref());
    item_of(shared, device, tab.state.profiles.as_ref(), readiness, id)
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

/// The verdicts of the rows, in their order; none as long as the facts are on their way.
fn verdicts(tab: &DevicesTab, shared: &Shared) -> Vec<Option<Verdict>> {
    let Some(readiness) = &tab.readiness else { return Vec::new() };
    let policy = shared.policy();
    let one = |device: &std::rc::Rc<host::Device>| {
        let inputs = JudgeInputs {
            profiles: tab.state.profiles.as_ref(),
            readiness: readiness.as_deref(),
            answers: &shared.answers().of(&device.serial),
            policy: &policy,
            existence: None,
            no_enrollment: !shared.client.offers(Part::Enrollment),
        };
        Some(judge(device, &inputs))
    };
    tab.state.devices().map(one).collect()
}

/// The numbers in the segments.
pub fn numbers(tab: &DevicesTab) -> Numbers {
    Numbers { total: None, judged: None }
}
