//! The steps to skip as they are drawn. It must never decide what a step does.

use super::form::STEPS;
use super::messages::Msg;
use super::skip::{self, Preset, SYSTEMS};
use super::view::{View, notes, part};
use crate::widgets::{DomEvent, SAY, Urgency, button, el, is_checked, note, option, tag};
use rules::setup::title;
use rules::system::System;
use yew::prelude::*;

/// Draws the steps, the presets, and the choice of the system whose steps are shown.
pub fn steps(view: &View) -> Html {
    let texts = &view.shared.texts;
    let skipped = view.form.steps();
    let shown: Vec<&'static str> = skip::steps(view.state.system).map(|(key, _)| key).collect();
    let presets = Preset::ALL.map(|preset| {
        let text = texts.get(&format!("editor.preset.{}", preset.word()));
        button("button button-small", text, view.on_msg.reform(move |()| Msg::Preset(preset)))
            .html()
    });
    let system = |value: String| {
        let found = SYSTEMS.iter().find(|(_, word)| *word == value);
        Msg::System(found.map(|(system, _)| *system))
    };
    let choice = |system: Option<System>, word: &'static str| {
        let text = texts.get(&format!("editor.system.{word}"));
        option(word, text, view.state.system == system)
    };
    let systems = std::iter::once(choice(None, "all"))
        .chain(SYSTEMS.iter().map(|(system, word)| choice(Some(*system), word)));
    let select = tag("select", "input editor-system")
        .attr("id", "editor-system")
        .on_value(DomEvent::Change, view.on_msg.reform(system))
        .list(systems.collect());
    let count = shown.iter().filter(|key| skipped.iter().any(|step| step == *key)).count();
    let number = |count: usize| view.shared.format.number(count as u32);
    let count =
        texts.fill("editor.steps.count", &[("count", number(count)), ("all", number(shown.len()))]);
    let step = |key: &'static str| {
        let id = format!("step-{key}");
        let changed = view.on_msg.reform(move |event| Msg::Step(key, is_checked(&event)));
        let input = el("input")
            .attr("id", id.clone())
            .attr("type", "checkbox")
            .checked(skipped.iter().any(|step| step == key))
            .on(DomEvent::Change, changed);
        tag("li", "check")
            .key(key)
            .child(input)
            .child(el("label").attr("for", id).text(texts.get(&title(key))))
            .into()
    };
    let others: Vec<&str> = skipped
        .iter()
        .map(String::as_str)
        .filter(|key| !skip::steps(None).any(|(known, _)| known == *key))
        .collect();
    let others = (!others.is_empty()).then(|| {
        let params = [("steps", others.join(", "))];
        tag("p", "help").text(texts.fill("editor.steps.others", &params))
    });
    let notes = notes(view, STEPS).iter().map(note).collect();
    part(view, "steps")
        .child(
            tag("div", "editor-tools")
                .child(el("label").attr("for", "editor-system").text(texts.get("editor.system")))
                .child(select)
                .child(tag("span", "muted").attr(SAY, Urgency::Polite.word()).text(count))
                .child(
                    tag("div", "editor-presets")
                        .attr("role", "group")
                        .attr("aria-label", texts.get("editor.presets"))
                        .list(presets.into()),
                ),
        )
        .child(tag("ul", "editor-steps").list(shown.into_iter().map(step).collect()))
        .maybe(others)
        .child(tag("div", "notes").list(notes))
        .into()
}
