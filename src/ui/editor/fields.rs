//! The form as it is drawn: each field with its help and with what the rules say about its value. It must never judge.

use super::form::{FLAGS, Form};
use super::messages::Msg;
use super::state::State;
use super::view::{FORM, View, label, notes, part};
use super::{anchors, steps};
use crate::shared::Shared;
use crate::widgets::{DomEvent, El, NoteKind, SAY, Urgency, el, field, is_checked, note, tag};
use yew::prelude::*;

/// The flags under “Management”, and those that only some newer systems know.
const MANAGEMENT: [&str; 7] =
    [FLAGS[0], FLAGS[1], FLAGS[2], FLAGS[3], FLAGS[4], FLAGS[5], FLAGS[6]];
const NEWER: [&str; 2] = [FLAGS[7], FLAGS[8]];

/// Draws the form. `on_files` takes an event that brings files.
pub fn form(
    shared: &Shared,
    state: &State,
    form: &Form,
    on_msg: &Callback<Msg>,
    on_files: Callback<Event>,
) -> Html {
    let view = View { shared, state, form, on_msg };
    let send = on_msg.reform(|event: Event| {
        event.prevent_default();
        Msg::Save
    });
    tag("form", "editor-form")
        .attr("id", FORM)
        .on(DomEvent::Submit, send)
        .child(
            part(&view, "general")
                .child(line(&view, "profile_name"))
                .child(line(&view, "url"))
                .child(line(&view, "configuration_web_url"))
                .child(pair(&view, "department", "org_magic"))
                .child(pair(&view, "support_phone_number", "support_email_address"))
                .child(pair(&view, "language", "region")),
        )
        .child(part(&view, "management").list(MANAGEMENT.map(|name| switch(&view, name)).into()))
        .child(steps::steps(&view))
        .child(anchors::anchors(&view, on_files))
        .child(part(&view, "newer").list(NEWER.map(|name| switch(&view, name)).into()))
        .into()
}

fn pair(view: &View, one: &'static str, other: &'static str) -> El {
    tag("div", "editor-pair").child(line(view, one)).child(line(view, other))
}

fn help(shared: &Shared, name: &str) -> String {
    shared.texts.find(&format!("editor.field.{name}.help")).unwrap_or_default().to_owned()
}

fn line(view: &View, name: &'static str) -> El {
    let kind = match name {
        "url" | "configuration_web_url" => "url",
        "support_phone_number" => "tel",
        "support_email_address" => "email",
        _ => "text",
    };
    let left = view.on_msg.reform(move |_| Msg::Left(name));
    let input = el("input")
        // A browser's own check of addresses would stop the form with a message of its own.
        .attr("type", "text")
        .attr("inputmode", kind)
        .value(view.form.record().text(name))
        .on_value(DomEvent::Input, view.on_msg.reform(move |text| Msg::Text(name, text)))
        .on(DomEvent::Blur, left);
    let shared = view.shared;
    let notes = notes(view, name);
    field(name, label(shared, name), help(shared, name), input, None, &notes)
}

fn switch(view: &View, name: &'static str) -> Html {
    let notes = notes(view, name);
    let invalid = notes.iter().any(|note| note.kind == NoteKind::Error);
    let (help_id, notes_id) = (format!("{name}-help"), format!("{name}-notes"));
    // “MDM cannot be removed” is what Apple calls “is MDM removable”, the other way round.
    let is_turned = name == "is_mdm_removable";
    let change = view.on_msg.reform(move |event| Msg::Flag(name, is_checked(&event) != is_turned));
    let input = el("input")
        .attr("id", name)
        .attr("type", "checkbox")
        .checked(view.form.flag(name) != is_turned)
        .aria_bool("aria-invalid", invalid)
        .attr("aria-describedby", format!("{help_id} {notes_id}"))
        .on(DomEvent::Change, change);
    tag("div", "check")
        .key(name)
        .child(input)
        .child(el("label").attr("for", name).text(label(view.shared, name)))
        .child(tag("p", "help").attr("id", help_id).text(help(view.shared, name)))
        .child(
            tag("div", "notes")
                .attr("id", notes_id)
                .attr(SAY, Urgency::Polite.word())
                .list(notes.iter().map(note).collect()),
        )
        .into()
}
