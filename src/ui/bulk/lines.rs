//! Draws what will happen: a sentence and a number for each kind, and the devices of the one that is opened. It must never count
//! anything itself.

use super::action::Action;
use super::state::{Line, Msg, State};
use crate::notices::failed_read;
use crate::shared::Shared;
use crate::widgets::{El, SAY, Tone, Urgency, button, el, skeleton, tag};
use rules::changes::{Change, Kind};
use rules::{Severity, catalogue};
use yew::prelude::*;

/// Devices that are listed; the others are counted.
const LISTED: usize = 100;

/// The preview.
pub fn preview(shared: &Shared, state: &State, send: &Callback<Msg>) -> El {
    let texts = &shared.texts;
    let planning = &state.planning;
    let around = tag("section", "plan")
        .attr("aria-labelledby", "bulk-what")
        .child(el("h3").attr("id", "bulk-what").text(texts.get("bulk.what")));
    if let Some(reading) = &state.reading {
        let (done, total) = reading.progress();
        let number = |number: u32| shared.format.number(number);
        let params = [("done", number(done)), ("total", number(total))];
        let text = texts.fill("bulk.reading", &params);
        return match &reading.failure {
            Some(error) => around
                .child(failed_read(shared, error, send.reform(|()| Msg::Again)))
                .child(tag("p", "help").text(text)),
            None => around
                .child(tag("p", "help").attr("data-done", done.to_string()).text(text.clone()))
                .child(skeleton(2, text)),
        };
    }
    if !planning.is_done() {
        let code = match (planning.is_open(), state.action) {
            (true, _) => "common.loading",
            (false, Action::Assign) => "bulk.choose.profile",
            (false, Action::Enrollment | Action::Remove) => "bulk.choose.change",
        };
        return around.child(tag("p", "help").text(texts.get(code)));
    }
    let lines = Line::all().filter(|line| count(state, *line) > 0);
    let lines = lines.map(|line| one(shared, state, line, send).into()).collect();
    let summary = match planning.changed {
        0 => texts.get("bulk.none"),
        changed => texts.count(&shared.format, "bulk.summary", changed),
    };
    let class = if planning.changed == 0 { "plan-none" } else { "visually-hidden" };
    around
        .child(tag("p", class).attr(SAY, Urgency::Polite.word()).text(summary))
        .child(tag("ul", "plan-lines").list(lines))
        .list(remarks(shared, state))
}

fn count(state: &State, line: Line) -> u32 {
    match line {
        Line::Kind(kind) => state.planning.count(kind),
        Line::Gone => state.planning.gone.len() as u32,
    }
}

fn one(shared: &Shared, state: &State, line: Line, send: &Callback<Msg>) -> El {
    let texts = &shared.texts;
    let count = count(state, line);
    let (code, word) = match line {
        Line::Kind(kind) => (kind.code(), kind.word()),
        Line::Gone => ("bulk.gone", "gone"),
    };
    let sentence = texts.get(code);
    let is_shown = state.shown == Some(line);
    let show = texts.get("bulk.show");
    let params = [("action", show.clone()), ("item", sentence.clone())];
    let name = texts.fill("common.named", &params);
    let toggle = button("link-button", show, send.reform(move |()| Msg::Show(line)))
        .attr("aria-label", name)
        .aria_bool("aria-expanded", is_shown);
    let is_wrong = matches!(line, Line::Kind(Kind::Impossible) | Line::Gone);
    tag("li", "plan-line")
        .key(word)
        .attr("data-kind", word)
        .child(tag("span", "plan-count").text(shared.format.number(count)))
        .child(
            tag("span", "plan-text")
                .maybe(is_wrong.then_some(Tone::Warn).and_then(Tone::sign))
                .child(el("span").text(sentence)),
        )
        .child(toggle)
        .maybe(is_shown.then(|| devices(shared, state, line, count)))
}

/// The devices of a line, with the reason where nothing can be done.
fn devices(shared: &Shared, state: &State, line: Line, count: u32) -> El {
    let device = |serial: &str, why: String| {
        tag("li", "plan-device")
            .child(el("bdi").text(serial.to_owned()))
            .maybe((!why.is_empty()).then(|| tag("span", "muted").text(why)))
            .into()
    };
    let mut rows: Vec<Html> = match line {
        Line::Kind(kind) => {
            let all = state.planning.of(kind).take(LISTED);
            all.map(|change| device(&change.serial, why(shared, change))).collect()
        }
        Line::Gone => {
            let all = state.planning.gone.iter().take(LISTED);
            all.map(|serial| device(serial, String::new())).collect()
        }
    };
    let more = count.saturating_sub(LISTED as u32);
    if more > 0 {
        let text = shared.texts.count(&shared.format, "bulk.more", more);
        rows.push(tag("li", "muted").text(text).into());
    }
    // It scrolls, so a keyboard has to reach it.
    tag("ul", "plan-devices").attr("tabindex", "0").list(rows)
}

fn why(shared: &Shared, change: &Change) -> String {
    let error = change.problems.iter().find(|problem| problem.severity == Severity::Error);
    error.map(|problem| shared.texts.problem(problem)).unwrap_or_default()
}

/// What else is to know: that users go, that all get one.
fn remarks(shared: &Shared, state: &State) -> Vec<Html> {
    let texts = &shared.texts;
    let planning = &state.planning;
    let mut remarks = Vec::new();
    if planning.users_removed > 0 {
        let code = "bulk.users-removed";
        remarks.push((code, texts.count(&shared.format, code, planning.users_removed)));
    }
    if state.form.names_user() && planning.possible() > 1 {
        let code = "changes.username.all";
        let count = shared.format.number(planning.possible());
        let template = catalogue::fill(texts.find(code).unwrap_or(code), &[("count", count)]);
        let username = state.form.username.trim().to_owned();
        remarks.push((code, catalogue::fill(&template, &[("username", username)])));
    }
    let remark = |(code, text): (&'static str, String)| {
        tag("p", "plan-remark")
            .attr("data-code", code)
            .attr(SAY, Urgency::Polite.word())
            .maybe(Tone::Warn.sign())
            .child(el("span").text(text))
            .into()
    };
    remarks.into_iter().map(remark).collect()
}
