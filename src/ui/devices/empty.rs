//! In place of the rows, when there are none: with the buttons that it talks about. It must never decide whether there are any.

use super::state::{Msg, State};
use crate::shared::Shared;
use crate::widgets::{El, SAY, Urgency, button, el, tag};
use host::Part;
use yew::prelude::*;

/// Draws it. `node` gets the focus that the table would get.
pub fn empty(shared: &Shared, state: &State, node: &NodeRef, on_msg: &Callback<Msg>) -> El {
    let texts = &shared.texts;
    let question = &state.question;
    let around = tag("div", "empty").node(node).attr("tabindex", "-1");
    let said = |part: El| part.attr(SAY, Urgency::Polite.word());
    let send = |msg: Msg| on_msg.reform(move |()| msg.clone());
    // A button above does the same. The name says where this one is.
    let named = |code: &str, place: &str, msg: Msg| {
        let text = texts.get(code);
        let params = [("action", text.clone()), ("item", texts.get(place))];
        let name = texts.fill("common.named", &params);
        button("button", text, send(msg)).attr("aria-label", name)
    };
    if !question.is_filtered() {
        let can_sync = shared.can_edit && shared.client.offers(Part::Sync);
        let sync = named("devices.sync", "devices.empty", Msg::Sync);
        return around
            .child(said(el("h2")).text(texts.get("devices.empty")))
            .child(el("p").text(texts.get("devices.empty.todo")))
            .maybe(can_sync.then_some(sync));
    }
    let text = question.search.trim().to_owned();
    let sentence = if text.is_empty() {
        texts.get("devices.none-match.filters")
    } else {
        texts.fill("devices.none-match.text", &[("text", text)])
    };
    let near = state.near.iter().map(|serial| {
        let text = texts.fill("devices.near", &[("serial", serial.clone())]);
        button("link-button", text, send(Msg::SearchNow(serial.clone()))).into()
    });
    around
        .child(el("h2").text(texts.get("devices.none-match")))
        .child(said(el("p")).text(sentence))
        .list(near.collect())
        .child(named("devices.clear", "devices.none-match", Msg::ClearFilters))
}
