//! How far the verdicts of all devices are, and the buttons to begin, stop and go on. It must never count anything itself.

use crate::fleet::{Counts, Msg, Progress};
use crate::notices::error_sentence;
use crate::shared::Shared;
use crate::widgets::{El, button, el, tag};
use yew::prelude::*;

/// Draws the progress; nothing once everything is checked.
pub fn progress(shared: &Shared, counts: &Counts, on_msg: &Callback<Msg>) -> El {
    let texts = &shared.texts;
    let number = |count: u32| shared.format.number(count);
    let total = counts.total.unwrap_or(counts.checked);
    let params = [("checked", number(counts.checked)), ("total", number(total))];
    let press = |code: &str, msg: Msg| {
        let text = texts.get(code);
        button("link-button", text, on_msg.reform(move |()| msg.clone()))
    };
    let (text, act) = match &counts.progress {
        // Until the list itself has come, there is no number to show.
        _ if total == 0 && counts.checked == 0 => (String::new(), None),
        Progress::Idle | Progress::Done => (String::new(), None),
        Progress::Checking | Progress::Hidden | Progress::Waiting => (
            texts.fill("devices.checking.progress", &params),
            Some(press("devices.check-stop", Msg::Stop)),
        ),
        Progress::TooMany => {
            let all = texts.count(&shared.format, "devices.check-all", total);
            let all = button("link-button", all, on_msg.reform(|()| Msg::GoOn));
            (texts.fill("devices.checking.paused", &params), Some(all))
        }
        Progress::Stopped => (
            texts.fill("devices.checking.paused", &params),
            Some(press("devices.check-more", Msg::GoOn)),
        ),
        Progress::Failed(error) => {
            let paused = texts.fill("devices.checking.paused", &params);
            let sentence = format!("{paused} {}", error_sentence(shared, error));
            (sentence, Some(press("devices.check-more", Msg::GoOn)))
        }
        Progress::Unsure => (
            texts.get("devices.checking.unsure"),
            Some(press("devices.action.refresh", Msg::Again)),
        ),
    };
    tag("div", "progress")
        .attr("data-progress", counts.progress.word())
        .attr("data-checked", counts.checked.to_string())
        .attr("data-total", total.to_string())
        .flag("hidden", text.is_empty())
        .child(el("span").text(text))
        .maybe(act)
}
