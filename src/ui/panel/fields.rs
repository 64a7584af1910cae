//! Section 2: the user, the login and the agent.

use super::state::Msg;
use super::view::View;
use crate::combobox::{Choice, Combobox};
use crate::enrollment::form::{Remark, Repair};
use crate::enrollment::state::{Msg as About, Phase};
use crate::format::joined;
use crate::notices::failed_read;
use crate::widgets::{
    Checkbox, DomEvent, El, FieldNote, NoteKind, button, el, fragment, skeleton, tag,
};
use rules::Draft;
use yew::prelude::*;

/// The id of the form; its button stands in the foot of the panel.
pub const FORM: &str = "enrollment-form";

/// Draws the section.
pub fn section(view: &View) -> El {
    let saving = matches!(view.state.enrollment.phase, Phase::Saving);
    let head = tag("div", "section-head").child(view.heading(
        "2",
        "panel.enrollment",
        &view.places.enrollment,
    ));
    tag("section", "panel-section")
        .attr("aria-label", view.text("panel.enrollment"))
        .aria_bool("aria-busy", saving)
        .child(head)
        .child(el("div").child(content(view)))
}

fn content(view: &View) -> Html {
    let state = &view.state.enrollment;
    match &state.phase {
        // The record that the owner knows is shown at once. It can be changed when the host has answered.
        Phase::Loading => match state.reads.recorded_draft() {
            Some(recorded) if view.shared().can_edit => form(view, &recorded).into(),
            Some(recorded) => text(view, &recorded).into(),
            None => skeleton(4, view.text("enrollment.loading")),
        },
        Phase::Failed(error) => {
            let retry = view.press(|| Msg::Enrollment(About::Retry));
            failed_read(view.shared(), error, retry)
        }
        Phase::Editing | Phase::Saving if !view.shared().can_edit => {
            text(view, state.form.draft()).into()
        }
        Phase::Editing | Phase::Saving => form(view, state.form.draft()).into(),
    }
}

/// The fields for somebody who may only look.
fn text(view: &View, draft: &Draft) -> El {
    let yes = |on: bool| view.text(if on { "common.yes" } else { "common.no" });
    let name = match draft.username.trim() {
        "" => view.text("enrollment.nobody"),
        name => name.to_owned(),
    };
    let line = |code: &str, value: String| {
        fragment(vec![el("dt").text(view.text(code)).into(), el("dd").text(value).into()])
    };
    tag("dl", "panel-facts")
        .child(line("enrollment.username", name))
        .child(line("enrollment.login", yes(draft.login_required)))
        .child(line("enrollment.agent", yes(draft.agent_required)))
}

fn form(view: &View, draft: &Draft) -> El {
    let state = &view.state.enrollment;
    let locked = !state.editable();
    let check = |name: &str, code: &str, checked: bool, input: &NodeRef, on_change| {
        Checkbox {
            label: view.text(code),
            name: format!("enrollment-{name}"),
            checked,
            help: view.text(&format!("{code}.help")),
            disabled: locked,
            input: input.clone(),
            on_change,
        }
        .view()
    };
    let send = view.send.clone();
    let submit = Callback::from(move |event: Event| {
        event.prevent_default();
        send.emit(Msg::Enrollment(About::Save));
    });
    let places = view.places;
    tag("form", "panel-form")
        .attr("id", FORM)
        .flag("novalidate", true)
        .on(DomEvent::Submit, submit)
        .child(el("div").maybe(state.form.is_both().then(|| both(view))))
        .child(username(view, draft, locked))
        .child(tag("p", "panel-or").text(view.text("enrollment.or")))
        .child(check(
            "login",
            "enrollment.login",
            draft.login_required,
            &places.login,
            view.enroll(About::Login),
        ))
        .child(check(
            "agent",
            "enrollment.agent",
            draft.agent_required,
            &places.agent,
            view.enroll(About::Agent),
        ))
}

/// The question about a device that the host stored with a user and a login.
fn both(view: &View) -> El {
    let name = view.state.enrollment.form.draft().username.trim().to_owned();
    let user = view.shared().texts.fill("enrollment.keep-user", &[("username", name)]);
    let keep =
        |repair: Repair| view.send.reform(move |()| Msg::Enrollment(About::Repair(repair.clone())));
    let login = view.text("enrollment.keep-login");
    tag("div", "panel-question")
        .attr("data-code", "enrollment.both")
        .child(el("p").text(view.text("enrollment.both")))
        .child(
            tag("div", "section-actions")
                .child(button("button button-small", user, keep(Repair::KeepUser)))
                .child(button("button button-small", login, keep(Repair::KeepLogin))),
        )
}

fn username(view: &View, draft: &Draft, locked: bool) -> El {
    let shared = view.shared();
    let state = &view.state.enrollment;
    let people = &state.people;
    let loading = matches!(state.phase, Phase::Loading);
    let gave_way = state.form.gave_way();
    let help = match (gave_way, state.form.policy().email_usernames) {
        (true, _) => "enrollment.username.gave-way",
        (_, true) => "enrollment.username.help-email",
        (_, false) => "enrollment.username.help",
    };
    let options = people.options.iter().map(|user| Choice {
        name: user.username.clone(),
        about: joined(&[&user.display_name, &user.email], " · "),
    });
    let count = u32::try_from(people.options.len()).unwrap_or(u32::MAX);
    Combobox {
        name: "enrollment-username",
        label: view.text("enrollment.username"),
        help: view.text(help),
        value: if loading { &draft.username } else { state.form.shown_username() },
        notes: notes(view),
        list_label: view.text("enrollment.users"),
        options: options.collect(),
        offer: people.offer,
        count: shared.texts.count(&shared.format, "enrollment.users.count", count),
        read_only: locked || gave_way,
        input: view.places.username.clone(),
        on_input: view.enroll(About::Type),
        on_key: view.enroll(About::Key),
        on_choose: view.enroll(About::Choose),
        on_leave: view.enroll(|()| About::Leave),
    }
    .view()
}

fn notes(view: &View) -> Vec<FieldNote> {
    let texts = &view.shared().texts;
    let state = &view.state.enrollment;
    if !state.has_form() {
        return Vec::new();
    }
    let note = |remark: Remark| {
        // Codes must differ within a field, so the code of a near name ends with the name.
        let near = remark.code.starts_with("enrollment.user.near.");
        let sentence = if near { "enrollment.user.near" } else { &remark.code };
        let text = texts.fill(sentence, &remark.params).into();
        let repair = remark.repair.filter(|_| state.can_edit).map(|repair| {
            let text = match &repair {
                Repair::Use(name) => texts.fill("offer.repaired", &[("repaired", name.clone())]),
                Repair::KeepUser | Repair::KeepLogin => texts.get("common.undo"),
            };
            let action = view.send.reform(move |()| Msg::Enrollment(About::Repair(repair.clone())));
            (text.into(), action)
        });
        FieldNote { kind: remark.kind, code: remark.code.into(), text, repair }
    };
    let remarks = state.remarks().into_iter();
    // A name that exists is what is expected: the sentence is for those who cannot see that nothing is wrong.
    remarks
        .filter(|remark| remark.kind != NoteKind::Good || !state.form.gave_way())
        .map(note)
        .collect()
}
