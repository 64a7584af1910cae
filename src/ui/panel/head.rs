//! The head of the panel: which device, whether it can be handed out, how old that is, and the way to the neighbours.

use super::state::Msg;
use super::view::View;
use crate::checklist::list::{Summary, summary};
use crate::enrollment::state::{Exit, Msg as About};
use crate::format::{joined, now};
use crate::shared::Shared;
use crate::widgets::{El, Icon, Menu, MenuEntry, SAY, Urgency, button, icon_button, tag};
use crate::words::{model, title_case};
use host::{Device, Millis};
use rules::checklist::Fix;
use yew::{Callback, Html, html};

/// Draws the head.
pub fn head(view: &View) -> El {
    let serial = view.props.serial.clone();
    let title = match view.is_dialog() {
        true => view.shared().texts.fill("enrollment.title", &[("serial", serial.to_string())]),
        false => serial.to_string(),
    };
    let heading =
        tag("h2", "panel-title").node(&view.places.heading).attr("tabindex", "-1").text(title);
    let copied = match view.state.copied {
        Some(true) => view.text("profiles.copied"),
        Some(false) => view.text("profiles.copy-refused"),
        None => String::new(),
    };
    let text = serial.to_string();
    let copy = view.send.reform(move |()| Msg::Copy(text.clone()));
    let copy = icon_button("icon-button", Icon::Copy, view.text("panel.copy-serial"), copy);
    let line = tag("div", "panel-line")
        .child(heading)
        .child(copy)
        .list(more(view))
        .maybe(neighbours(view));
    let device = view.state.enrollment.reads.device.value.as_ref();
    let about = device.map(about).unwrap_or_default();
    tag("header", "dialog-head panel-head")
        .child(line)
        .child(tag("p", "panel-about").text(about))
        .child(
            tag("p", "help")
                .attr(SAY, Urgency::Polite.word())
                .flag("hidden", copied.is_empty())
                .text(copied),
        )
        .child(readiness(view))
}

/// What can be done with the device beside its sections. The dialog of the enrollment has no list to come back to.
fn more(view: &View) -> Vec<Html> {
    if view.is_dialog() {
        return Vec::new();
    }
    let shared = view.shared();
    let serial = [("serial", view.props.serial.to_string())];
    let label = shared.texts.fill("devices.action.more", &serial);
    let entries = vec![MenuEntry {
        text: view.text("devices.action.hand-over").into(),
        name: None,
        action: view.press(|| Msg::Enrollment(About::Exit(Exit::HandOver))),
        danger: false,
    }];
    vec![html! { <Menu {label} {entries} /> }]
}

/// The model and the color of a device in one line.
pub fn about(device: &Device) -> String {
    joined(&[model(device), &title_case(&device.color)], " · ")
}

/// Whether the device can be handed out, and when that was read.
fn readiness(view: &View) -> El {
    let reads = &view.state.enrollment.reads;
    let word = match view.judged {
        Some(judged) => judged.summary(view.state.enrollment.is_changed()),
        None if reads.device.error.is_some() && !reads.device.asking => Summary::NotReadable,
        None => Summary::Reading,
    };
    let refreshing = reads.device.asking || reads.profiles.asking || reads.readiness.asking;
    let again = if refreshing { "checklist.refreshing" } else { "checklist.refresh" };
    let again = button("link-button", view.text(again), view.press(|| Msg::Fix(Fix::Refresh)));
    // Not both "Checking …" and "checked now".
    let at = reads.device.at.filter(|_| word != Summary::Reading);
    let age = at.map(|at| age(view.shared(), at)).unwrap_or_default();
    tag("div", "panel-readiness")
        .child(summary(view.shared(), word))
        .child(tag("span", "help").text(age))
        .child(again)
}

/// How long ago the device was read.
fn age(shared: &Shared, at: Millis) -> String {
    let seconds = ((now() - at) / 1000.0).max(0.0) as u32;
    shared.texts.fill("panel.checked", &[("ago", shared.format.ago(seconds))])
}

fn neighbours(view: &View) -> Option<El> {
    let props = view.props;
    let turn = |code: &str, sign: Icon, there: bool, exit: Exit| {
        let go = view.send.reform(move |()| Msg::Enrollment(About::Exit(exit)));
        // Not `disabled`: the button that reaches the end must not lose the focus that it has.
        let go = if there { go } else { Callback::noop() };
        icon_button("icon-button", sign, view.text(code), go).aria_bool("aria-disabled", !there)
    };
    let any = props.has_previous || props.has_next;
    any.then(|| {
        tag("span", "panel-neighbours")
            .child(turn("panel.previous", Icon::Up, props.has_previous, Exit::Previous))
            .child(turn("panel.next", Icon::Down, props.has_next, Exit::Next))
    })
}

/// The button in the corner. It is the last one for the keyboard.
pub fn corner(view: &View) -> El {
    let close = view.press(|| Msg::Enrollment(About::Exit(Exit::Close)));
    icon_button("icon-button dialog-close", Icon::Close, view.text("common.close"), close)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_described_by_the_first_word_that_there_is() {
        let device = Device { color: "SILVER".to_owned(), ..Device::default() };
        assert_eq!(about(&device), "Silver");
        let device = Device { family: "iPad".to_owned(), ..device };
        assert_eq!(about(&device), "iPad · Silver");
        let device = Device { model: "iPad (9th generation)".to_owned(), ..device };
        assert_eq!(about(&device), "iPad (9th generation) · Silver");
        assert_eq!(about(&Device::default()), "");
    }
}
