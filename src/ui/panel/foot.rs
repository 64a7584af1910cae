//! The foot of the panel: the trouble with the newest save, and the buttons. It is there only when there is something to
//! save or to say.

use super::fields::FORM;
use super::view::View;
use crate::enrollment::conflict::conflict;
use crate::enrollment::state::{Exit, Msg as About, Phase, Trouble};
use crate::notices::{error_banner, error_sentence};
use crate::widgets::{BannerKind, El, SAY, Urgency, banner, button, el, fragment, tag};
use yew::prelude::*;

/// Draws the foot. `sound`: there is a device to save something for.
pub fn foot(view: &View, sound: bool) -> El {
    let state = &view.state.enrollment;
    let saving = matches!(state.phase, Phase::Saving);
    let wanted = state.has_to_save() || state.trouble.is_some() || saving || state.form.tried;
    let shown = view.is_dialog() || wanted || state.leaving.is_some() || state.saved;
    tag("footer", "dialog-foot panel-foot")
        .flag("hidden", !shown)
        .child(tag("div", "panel-trouble").node(&view.places.trouble).child(trouble(view)))
        .child(if state.leaving.is_some() { question(view) } else { buttons(view, sound, wanted) })
}

fn buttons(view: &View, sound: bool, wanted: bool) -> El {
    let state = &view.state.enrollment;
    let saving = matches!(state.phase, Phase::Saving);
    // While two versions stand side by side, their own buttons choose.
    let chooses = matches!(state.trouble, Some(Trouble::Differs(..)));
    let can_save = view.shared().can_edit && sound && !chooses && (wanted || view.is_dialog());
    let save = can_save.then(|| {
        let code = if saving { "enrollment.saving" } else { "enrollment.save" };
        tag("button", "button button-primary")
            .attr("type", "submit")
            .attr("form", FORM)
            .aria_bool("aria-disabled", !state.editable())
            .text(view.text(code))
    });
    let discard =
        (!view.is_dialog() && state.is_changed() && state.editable() && !chooses).then(|| {
            let reset = view.enroll(|()| About::Reset);
            button("button", view.text("enrollment.reset"), reset)
        });
    let cancel = view.is_dialog().then(|| {
        let code = if view.shared().can_edit && sound { "common.cancel" } else { "common.close" };
        // The button in the corner is called "Close" too.
        let name = view.named(code, "panel.enrollment");
        button("button", view.text(code), view.enroll(|()| About::Exit(Exit::Close)))
            .attr("aria-label", name)
    });
    let said = if saving {
        String::new()
    } else if state.is_changed() {
        view.text("enrollment.unsaved")
    } else if state.saved {
        view.text("enrollment.saved")
    } else {
        String::new()
    };
    tag("div", "panel-buttons")
        .child(tag("p", "panel-said").attr(SAY, Urgency::Polite.word()).text(said))
        .list([discard, cancel, save].into_iter().flatten().map(El::html).collect())
}

/// The question before unsaved values are left.
fn question(view: &View) -> El {
    let state = &view.state.enrollment;
    let saving = matches!(state.phase, Phase::Saving);
    let (code, leave) = match state.phase {
        Phase::Saving => ("enrollment.discard.saving", "enrollment.discard.leave"),
        _ if state.in_doubt() => ("enrollment.discard.in-doubt", "enrollment.discard.leave"),
        _ => ("enrollment.discard.text", "enrollment.discard.yes"),
    };
    let save = (!saving).then(|| {
        let save = view.enroll(|()| About::SaveAndGo);
        button("button button-primary", view.text("enrollment.discard.save"), save)
    });
    let stay = view.enroll(|()| About::KeepEditing);
    let discard = view.enroll(|()| About::Discard);
    tag("div", "panel-buttons")
        .attr("role", "group")
        .attr("aria-labelledby", "panel-question")
        .child(
            tag("p", "panel-said")
                .attr("id", "panel-question")
                .attr(SAY, Urgency::Assertive.word())
                .text(view.text(code)),
        )
        .child(button("button", view.text("enrollment.discard.no"), stay).node(&view.places.stay))
        .child(button("button button-danger", view.text(leave), discard))
        .maybe(save)
}

fn trouble(view: &View) -> Html {
    let shared = view.shared();
    let texts = &shared.texts;
    let state = &view.state.enrollment;
    match &state.trouble {
        Some(Trouble::Differs(reason, theirs)) => {
            let keep = view.enroll(|()| About::KeepMine);
            let take = view.enroll(|()| About::UseTheirs);
            conflict(shared, reason, state.form.draft(), theirs, keep, take)
        }
        Some(Trouble::NotReadBack(error)) => {
            let code = "enrollment.not-read-back";
            let check = texts.get("enrollment.check-saved");
            let check = button("button", check, view.enroll(|()| About::CheckAgain));
            let parts = vec![
                el("p").text(texts.get(code)).into(),
                tag("p", "banner-detail").text(error_sentence(shared, error)).into(),
                check.into(),
            ];
            banner(BannerKind::Warning, code, fragment(parts))
        }
        Some(Trouble::Failed { error, in_doubt }) => {
            let in_doubt = tag("p", "help").flag("hidden", !in_doubt);
            fragment(vec![
                error_banner(shared, error, Some(view.enroll(|()| About::Save))),
                in_doubt.text(texts.get("enrollment.in-doubt")).into(),
            ])
        }
        None => html! {},
    }
}
