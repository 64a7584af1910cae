//! The foot of the editor: what saving does to the devices, the trouble with the newest attempt, and the buttons.

use super::compare::table;
use super::form::Form;
use super::messages::Msg;
use super::state::{State, Trouble};
use super::view::FORM;
use crate::notices::{error_banner, error_sentence};
use crate::shared::Shared;
use crate::widgets::{BannerKind, Checkbox, El, SAY, Urgency, banner, button, el, fragment, tag};
use rules::Severity;
use yew::prelude::*;

/// Draws the foot.
pub fn foot(shared: &Shared, state: &State, form: &Form, on_msg: &Callback<Msg>) -> Html {
    fragment(vec![
        tag("div", "editor-trouble").child(trouble(shared, state, form, on_msg)).into(),
        tag("div", "editor-effect").list(effect(shared, state, on_msg)).into(),
        if state.leaving {
            question(shared, state, on_msg)
        } else {
            buttons(shared, state, form, on_msg)
        }
        .into(),
    ])
}

/// What saving does to the devices on the version that is edited.
fn effect(shared: &Shared, state: &State, on_msg: &Callback<Msg>) -> Vec<Html> {
    let texts = &shared.texts;
    if state.replaces().is_none() {
        return Vec::new();
    }
    let new_uuid = texts.get("editor.new-uuid");
    let Some(count) = state.devices() else {
        return vec![el("p").text(new_uuid).into()];
    };
    let format = &shared.format;
    let on_old = match count.all() {
        0 => texts.get("editor.devices.none"),
        all => texts.count(format, "editor.devices", all),
    };
    let said = el("p").text(texts.fill("editor.effect", &[("new", new_uuid), ("devices", on_old)]));
    if count.all() == 0 {
        return vec![said.into()];
    }
    let part = |code: &str, count: u32| texts.count(format, code, count);
    let params = [
        ("now", part("editor.at-once", count.assigned)),
        ("later", part("editor.after-reset", count.pushed)),
    ];
    let reassign = Checkbox {
        label: texts.get("editor.reassign"),
        name: "editor-reassign".to_owned(),
        checked: state.reassign,
        help: texts.fill("editor.reassign.parts", &params),
        disabled: false,
        input: NodeRef::default(),
        on_change: on_msg.reform(Msg::Reassign),
    };
    vec![said.into(), reassign.view()]
}

fn buttons(shared: &Shared, state: &State, form: &Form, on_msg: &Callback<Msg>) -> El {
    let texts = &shared.texts;
    let wrong: Vec<&str> = form
        .problems()
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| problem.path)
        .collect();
    let said = if state.busy {
        texts.get("editor.saving")
    } else if state.tried && !wrong.is_empty() {
        texts.count(&shared.format, "editor.wrong", wrong.len() as u32)
    } else if state.replaces().is_some() && !state.is_changed() {
        texts.get("editor.changes.none")
    } else {
        String::new()
    };
    let is_open = matches!(state.trouble, None | Some(Trouble::Failed(_) | Trouble::NotFound(_)));
    let save = is_open.then(|| {
        tag("button", "button button-primary")
            .attr("type", "submit")
            .attr("form", FORM)
            .aria_bool("aria-disabled", !state.can_save())
            .text(texts.get("enrollment.save"))
    });
    tag("div", "panel-buttons")
        .child(tag("p", "panel-said").attr(SAY, Urgency::Polite.word()).text(said))
        .child(button("button", texts.get("common.cancel"), on_msg.reform(|()| Msg::Exit)))
        .maybe(save)
}

/// The question before unsaved values are left.
fn question(shared: &Shared, state: &State, on_msg: &Callback<Msg>) -> El {
    let texts = &shared.texts;
    let is_unclear = state.busy
        || matches!(
            state.trouble,
            Some(Trouble::Unclear(..) | Trouble::NotFound(_) | Trouble::NotReadBack(..))
        );
    let code = if is_unclear { "editor.leave.unclear" } else { "enrollment.discard.text" };
    let leave = if is_unclear { "enrollment.discard.leave" } else { "enrollment.discard.yes" };
    let stay = button("button", texts.get("enrollment.discard.no"), on_msg.reform(|()| Msg::Stay));
    let discard =
        button("button button-danger", texts.get(leave), on_msg.reform(|()| Msg::Discard));
    tag("div", "panel-buttons")
        .attr("role", "group")
        .attr("aria-labelledby", "editor-question")
        .child(
            tag("p", "panel-said")
                .attr("id", "editor-question")
                .attr(SAY, Urgency::Assertive.word())
                .text(texts.get(code)),
        )
        .child(stay)
        .child(discard)
}

fn trouble(shared: &Shared, state: &State, form: &Form, on_msg: &Callback<Msg>) -> Html {
    let texts = &shared.texts;
    let press = |class, code: &str, msg: fn() -> Msg| {
        button(class, texts.get(code), on_msg.reform(move |()| msg())).html()
    };
    let warning = |code: &'static str, text: String, rest: Vec<Html>, buttons: Vec<Html>| {
        let mut parts = vec![el("p").text(text).into()];
        parts.extend(rest);
        parts.push(tag("div", "banner-buttons").list(buttons).into());
        banner(BannerKind::Warning, code, fragment(parts))
    };
    let detail = |error| vec![tag("p", "banner-detail").text(error_sentence(shared, error)).into()];
    let look = || vec![press("button", "editor.look", || Msg::Look)];
    match &state.trouble {
        None => Html::default(),
        Some(Trouble::Failed(error)) => fragment(vec![
            error_banner(shared, error, None),
            tag("p", "help").text(texts.get("editor.failed")).into(),
        ]),
        Some(Trouble::Unclear(error, _)) => {
            let code = "editor.unclear";
            warning(code, texts.get(code), detail(error), look())
        }
        Some(Trouble::NotFound(_)) => {
            let code = "editor.not-found";
            warning(code, texts.get(code), Vec::new(), look())
        }
        Some(Trouble::NotReadBack(uuid, error)) => {
            let code = "editor.not-read-back";
            let text = texts.fill(code, &[("uuid", uuid.clone())]);
            warning(code, text, detail(error), look())
        }
        Some(Trouble::Gone) => {
            let code = "editor.gone";
            warning(
                code,
                texts.get(code),
                Vec::new(),
                vec![press("button", "editor.as-new", || Msg::AsNew)],
            )
        }
        Some(Trouble::Replaced(theirs, record)) => {
            let code = "editor.replaced";
            let text = texts.fill(code, &[("uuid", theirs.uuid.clone())]);
            match record {
                Ok(record) => warning(
                    code,
                    text,
                    vec![table(shared, record, form.record(), true)],
                    vec![
                        press("button button-primary", "editor.onto-theirs", || Msg::OntoTheirs),
                        press("button", "editor.use-theirs", || Msg::UseTheirs),
                    ],
                ),
                Err(error) => warning(
                    code,
                    text,
                    detail(error),
                    vec![press("button", "common.retry", || Msg::Save)],
                ),
            }
        }
        Some(Trouble::Differs(uuid, record)) => {
            let code = "editor.differs";
            let text = texts.fill(code, &[("uuid", uuid.clone())]);
            warning(
                code,
                text,
                vec![table(shared, record, form.record(), true)],
                vec![
                    press("button button-primary", "editor.onto-theirs", || Msg::OntoTheirs),
                    press("button", "editor.leave-stored", || Msg::UseTheirs),
                ],
            )
        }
    }
}
