//! The panes of the setup as a list: those that the user sees are steps to go to, the others say that they are left out. One step
//! at a time is a stop of the Tab key, and the arrow keys go from one to the next.

use super::state::{Msg, State};
use crate::shared::Shared;
use crate::texts::Texts;
use crate::widgets::{DomEvent, El, Icon, el, icon, tag};
use rules::setup::{PaneState, Remark, Shown, title};
use yew::prelude::*;

/// The list. `key`: a key was pressed in it.
pub fn list(shared: &Shared, state: &State, send: &Callback<Msg>, key: Callback<Event>) -> El {
    let mut number = 0;
    let lines = state.preview().panes.iter().map(|shown| {
        if shown.state == PaneState::Skipped {
            return left_out(&shared.texts, shown).html();
        }
        number += 1;
        step(shared, state, shown, number, send).html()
    });
    // A list without signs of its own is no list for some screen readers unless it says so.
    tag("ol", "setup-list")
        .attr("role", "list")
        .attr("aria-label", shared.texts.get("preview.steps"))
        .on(DomEvent::Key, key)
        .list(lines.collect())
}

/// A step that the user sees.
fn step(shared: &Shared, state: &State, shown: &Shown, number: u32, send: &Callback<Msg>) -> El {
    let texts = &shared.texts;
    let is_here = state.step().is_some_and(|here| here.pane == shown.pane);
    let pane = shown.pane;
    let send = send.clone();
    let button = tag("button", "setup-step")
        .attr("type", "button")
        .attr("tabindex", if is_here { "0" } else { "-1" })
        .attr("aria-current", if is_here { "step" } else { "false" })
        .click(Callback::from(move |()| send.emit(Msg::Go(pane))))
        .child(tag("span", "setup-number").text(shared.format.number(number)))
        .text(" ")
        .child(named(texts, shown))
        .text(" ")
        .child(word(texts, shown));
    line(shown).child(button)
}

/// A pane that is left out.
fn left_out(texts: &Texts, shown: &Shown) -> El {
    line(shown).child(
        tag("div", "setup-step muted")
            .child(tag("span", "setup-number").child(icon(Icon::Dash)))
            .child(named(texts, shown))
            .text(" ")
            .child(word(texts, shown)),
    )
}

fn line(shown: &Shown) -> El {
    el("li").key(shown.pane).attr("data-pane", shown.pane).attr("data-state", shown.state.word())
}

/// The name, and why it is so where that is not the plain reason of its state.
fn named(texts: &Texts, shown: &Shown) -> El {
    let reason = match shown.remark.code {
        // Of a setup that goes by itself the device says so, once for all.
        "pane.shown" | "pane.skipped" | "pane.always" | "pane.advanced" => String::new(),
        _ => sentence(texts, &shown.remark),
    };
    tag("span", "setup-name")
        .child(el("span").text(texts.get(&title(shown.pane))))
        .child(tag("span", "setup-reason").flag("hidden", reason.is_empty()).text(reason))
}

fn word(texts: &Texts, shown: &Shown) -> El {
    let code = match shown.state {
        PaneState::Shown => "preview.state.shown",
        PaneState::Skipped => "preview.state.skipped",
        PaneState::Always => "preview.state.always",
    };
    tag("span", "setup-word").text(texts.get(code))
}

/// The sentence of a remark. A pane in it has its name.
fn sentence(texts: &Texts, remark: &Remark) -> String {
    let name = |(name, value): &(&'static str, String)| match *name {
        "needs" => (*name, texts.get(&title(value))),
        _ => (*name, value.clone()),
    };
    texts.fill(remark.code, &remark.params.iter().map(name).collect::<Vec<_>>())
}

/// The keys of the profile that do nothing on the device.
pub fn keys(texts: &Texts, state: &State) -> Option<El> {
    let keys = &state.preview().keys;
    if keys.is_empty() {
        return None;
    }
    let line = |key: &rules::setup::SkipKey| {
        el("li")
            .key(key.key.clone())
            .attr("data-key", key.key.clone())
            .attr("data-state", key.state.word())
            .text(texts.fill(key.remark.code, &key.remark.params))
            .into()
    };
    Some(tag("ul", "setup-lines").list(keys.iter().map(line).collect()))
}
