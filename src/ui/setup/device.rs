//! The drawn device: a frame for each kind, with a step on its screen, and the buttons to step with. The drawing is hidden from
//! screen readers, because its caption and the list say all of it.

use super::choose::Kind;
use super::flags::sentence;
use super::glyphs::{Sketch, glyph};
use super::state::{Move, Msg, Place, State};
use crate::shared::Shared;
use crate::widgets::{DomEvent, El, Icon, el, icon, tag};
use rules::setup::{Flag, Profile, Shown, SignIn, title};
use yew::prelude::*;

/// The device with its caption and its buttons. `key`: a key was pressed in it.
pub fn device(shared: &Shared, state: &State, send: &Callback<Msg>, key: Callback<Event>) -> El {
    let texts = &shared.texts;
    let on = state.kind().system_name(state.version());
    let label = texts
        .fill("preview.device.name", &[("device", state.kind().name().to_owned()), ("system", on)]);
    let step = |icon_is: Icon, code: &str, step: Move, is_end: bool| {
        let send = send.clone();
        tag("button", "icon-button setup-turn")
            .attr("type", "button")
            .attr("aria-label", texts.get(code))
            .attr("title", texts.get(code))
            .aria_bool("aria-disabled", is_end)
            .click(Callback::from(move |()| send.emit(Msg::Step(Place::Device, step))))
            .child(icon(icon_is))
    };
    let last = state.steps().count().saturating_sub(1);
    tag("div", "setup-stage")
        .attr("role", "group")
        .attr("aria-roledescription", texts.get("preview.device.role"))
        .attr("aria-label", label)
        .attr("data-kind", state.kind().family())
        .on(DomEvent::Key, key)
        .child(drawing(shared, state))
        .child(
            tag("div", "setup-turns")
                .child(step(Icon::Before, "preview.previous", Move::Previous, state.at() == 0))
                .child(tag("p", "setup-caption").list(about(shared, state)))
                .child(step(Icon::After, "preview.next", Move::Next, state.at() >= last)),
        )
}

/// Which step it is.
fn about(shared: &Shared, state: &State) -> Vec<Html> {
    let texts = &shared.texts;
    let Some(shown) = state.step() else {
        let flag = state.flags().iter().find(|found| found.flag == Flag::AutoAdvance);
        let by_itself = flag.filter(|found| found.value == Some(true));
        let why = by_itself.map(|found| sentence(texts, found)).unwrap_or_default();
        return vec![
            tag("span", "setup-step-name").text(texts.get("preview.none")).into(),
            tag("span", "muted").text(why).into(),
        ];
    };
    vec![
        tag("span", "setup-step-name").text(texts.get(&title(shown.pane))).into(),
        tag("span", "muted").text(position(shared, state)).into(),
    ]
}

/// "3 of 14".
pub fn position(shared: &Shared, state: &State) -> String {
    let number = |number: usize| shared.format.number(u32::try_from(number).unwrap_or(u32::MAX));
    let params = [("at", number(state.at() + 1)), ("count", number(state.steps().count()))];
    shared.texts.fill("preview.position", &params)
}

fn drawing(shared: &Shared, state: &State) -> El {
    let screen = tag("div", "setup-screen").maybe(state.step().map(|shown| {
        let sign_in = state.preview().sign_in.answer;
        screen(shared, shown, state.profile(), sign_in)
    }));
    let body = tag("div", "setup-body").child(tag("i", "setup-eye")).child(screen);
    let foot = matches!(state.kind(), Kind::Mac | Kind::Tv).then(|| tag("i", "setup-foot"));
    tag("div", "setup-drawing").attr("aria-hidden", "true").child(body).maybe(foot)
}

/// What is on the screen. Its key makes it a new one with every step, so that it appears.
fn screen(shared: &Shared, shown: &Shown, profile: &Profile, sign_in: SignIn) -> El {
    let (path, sketch) = glyph(shown.pane);
    let is_management = shown.pane == "RemoteManagement";
    let sketch = match sign_in {
        SignIn::Credentials | SignIn::Web if is_management => Sketch::Form,
        _ => sketch,
    };
    let department = profile.department.as_deref().filter(|_| is_management).unwrap_or_default();
    tag("div", "setup-pane")
        .key(shown.pane)
        .child(
            tag("svg", "setup-glyph")
                .attr("viewBox", "0 0 24 24")
                .child(el("path").attr("d", path)),
        )
        .child(tag("p", "setup-pane-title").text(shared.texts.get(&title(shown.pane))))
        .child(
            tag("p", "setup-pane-by")
                .flag("hidden", department.is_empty())
                .text(department.to_owned()),
        )
        .child(sketched(sketch))
        .child(tag("i", "setup-press"))
}

fn sketched(sketch: Sketch) -> El {
    let (class, count) = match sketch {
        Sketch::List => ("setup-sketch setup-rows", 3),
        Sketch::Form => ("setup-sketch setup-fields", 2),
        Sketch::Dots => ("setup-sketch setup-dots", 6),
        Sketch::Text => ("setup-sketch setup-words", 3),
    };
    tag("div", class).list((0..count).map(|_| el("i").into()).collect())
}
