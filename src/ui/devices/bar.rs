//! In place of the search and the filters, while devices are selected: how many, what can be done with them, and all that match.
//! It must never act upon a device: it says what was pressed.

use super::state::selection::{Gathering, Msg as Select};
use super::state::{Msg, State};
use crate::bulk::{Action, Batch};
use crate::notices::error_sentence;
use crate::shared::Shared;
use crate::widgets::{El, button, el, tag};
use yew::prelude::*;

/// Draws it.
pub fn selection_bar(
    shared: &Shared,
    state: &State,
    on_msg: &Callback<Msg>,
    on_plan: Callback<Action>,
    on_hand_over: Callback<()>,
) -> El {
    let texts = &shared.texts;
    let selection = &state.selection;
    let count = texts.count(&shared.format, "devices.selected", selection.count());
    let here = state.devices().filter(|device| selection.has(&device.serial)).count() as u32;
    let elsewhere = selection.count().saturating_sub(here);
    let elsewhere = (elsewhere > 0)
        .then(|| texts.count(&shared.format, "devices.selected.elsewhere", elsewhere));
    let action = |(at, action): (usize, Action)| {
        // The first one is meant first.
        let class =
            if at == 0 { "button button-small button-primary" } else { "button button-small" };
        button(class, texts.get(action.button()), on_plan.reform(move |()| action)).into()
    };
    let actions = Action::ALL.into_iter().filter(|action| action.is_offered(&shared.client));
    let hand_over = texts.get("devices.action.hand-over");
    let hand_over = button("button button-small", hand_over, on_hand_over);
    let clear = button("link-button", texts.get("devices.clear"), send(on_msg, Select::Clear))
        .attr("aria-label", texts.get("devices.select.clear"));
    tag("div", "bar")
        .attr("role", "group")
        .attr("aria-label", texts.get("devices.select.bar"))
        .child(
            tag("p", "bar-count")
                .child(el("strong").text(count))
                .maybe(elsewhere.map(|text| tag("span", "muted").text(text))),
        )
        .child(
            tag("div", "bar-actions")
                .list(actions.enumerate().map(action).collect())
                .child(hand_over),
        )
        .child(tag("div", "bar-end").list(all(shared, state, on_msg)).child(clear))
}

/// The selected devices, as they are when a plan begins.
pub fn batch(state: &State, action: Action, total: Option<u32>) -> Batch {
    let selection = &state.selection;
    let shown = state.devices().filter(|device| selection.has(&device.serial));
    Batch { action, serials: selection.serials(), known: shown.cloned().collect(), total }
}

fn send(on_msg: &Callback<Msg>, msg: Select) -> Callback<()> {
    on_msg.reform(move |()| Msg::Select(msg.clone()))
}

/// The way to all that match, and how far it is.
fn all(shared: &Shared, state: &State, on_msg: &Callback<Msg>) -> Vec<Html> {
    let texts = &shared.texts;
    let link = |text: String, msg: Select| button("link-button", text, send(on_msg, msg)).into();
    match &state.selection.gathering {
        Some(Gathering { failure: Some(error), .. }) => {
            let sentence = texts.get("devices.select.failed");
            let sentence = format!("{sentence} {}", error_sentence(shared, error));
            vec![
                tag("span", "danger").attr("data-say", "assertive").text(sentence).into(),
                link(texts.get("common.retry"), Select::Again),
                link(texts.get("devices.select.stop"), Select::Stop),
            ]
        }
        Some(Gathering { done, total, .. }) => {
            let number = |number: u32| shared.format.number(number);
            let params = [("done", number(*done)), ("total", number(*total.max(&state.count())))];
            let text = texts.fill("devices.select.reading", &params);
            vec![el("span").text(text).into(), link(texts.get("devices.select.stop"), Select::Stop)]
        }
        None if can_select_all(state) => {
            let code = match (state.is_partial, state.question.is_filtered()) {
                (true, _) => "devices.select.found",
                (false, true) => "devices.select.matching",
                (false, false) => "devices.select.all",
            };
            let text = texts.count(&shared.format, code, state.count());
            vec![link(text, Select::All)]
        }
        None => Vec::new(),
    }
}

/// Whether there are more devices that match than those that are known to be selected.
fn can_select_all(state: &State) -> bool {
    let is_page_all = state.count() as usize == state.devices().count()
        && state.devices().all(|device| state.selection.has(&device.serial));
    state.has_answer()
        && state.count() > 0
        && !is_page_all
        && !state.selection.is_all_of(&state.question)
}

/// Pasted serial numbers are there to be selected: the way to all that were found.
pub fn found(shared: &Shared, state: &State, on_msg: &Callback<Msg>) -> Option<El> {
    let is_list = !super::state::serials(&state.question.search).is_empty();
    let is_offered = is_list
        && shared.can_edit
        && state.selection.count() == 0
        && state.has_answer()
        && state.count() > 0;
    is_offered.then(|| {
        let text = shared.texts.count(&shared.format, "devices.select.pasted", state.count());
        button("button button-small", text, send(on_msg, Select::All))
    })
}
