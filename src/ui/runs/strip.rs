//! The strip above every tab's content while a run is under way, when one has ended, and when one was interrupted.

use super::past::{Past, Standing};
use super::plan::Kind as Purpose;
use super::report::resume;
use super::state::Msg;
use super::words::{counts, title as name_of};
use crate::callbacks::press;
use crate::format::joined;
use crate::notices::duration;
use crate::shared::Shared;
use crate::sign_in::OnReturn;
use crate::widgets::{El, SAY, Tone, Urgency, button, el, tag};
use run::{End, Event, Phase, Run, Time};
use yew::html::Scope;
use yew::prelude::*;

/// Where the strip is.
pub struct Shown<'a, C: Component> {
    /// The shared context.
    pub shared: &'a Shared,
    /// Where its messages go.
    pub link: &'a Scope<C>,
    /// The run whose report is open.
    pub open: Option<&'a String>,
}

/// Draws the strip; nothing if there is nothing to say.
pub fn strip<C: Component<Message = Msg>>(place: &Shown<C>, now: Time) -> Html {
    let shared = place.shared;
    let runs = shared.runs();
    let shown = runs.look(|run| match run.phase(now) {
        Phase::Ended(End::Elsewhere) => None,
        // Whoever has taken back the change of one device hears of it there.
        Phase::Ended(_) | Phase::Running if is_of_one(run) => None,
        Phase::Ended(_) => Some(ended(place, run)),
        phase => Some(under_way(place, run, &phase, now)),
    });
    let past = runs.past();
    let interrupted = past.iter().find(|past| past.standing == Standing::Interrupted);
    let interrupted = interrupted.filter(|_| shared.can_edit);
    match (shown.flatten(), interrupted) {
        (Some(shown), _) => shown.into(),
        (None, Some(past)) => found(place, past).into(),
        (None, None) => Html::default(),
    }
}

/// Whether a run takes back the change of one device.
pub fn is_of_one(run: &Run) -> bool {
    let plan = &run.report().plan;
    plan.about.kind == Purpose::Undo.word() && plan.changes.len() == 1
}

fn frame(name: String, is_running: bool) -> El {
    tag("section", "run-strip").attr("aria-label", name).aria_bool("data-running", is_running)
}

fn title(text: String) -> El {
    tag("strong", "run-title").text(text)
}

/// The line of a run. The way to the report is its last button always: a press on it that is late by a moment, as the run ends, is
/// no press on "Close".
fn line<C: Component<Message = Msg>>(place: &Shown<C>, id: &str, words: El, buttons: El) -> El {
    tag("div", "run-line").child(words).child(buttons.maybe(show(place, id)))
}

fn words() -> El {
    tag("span", "run-words")
}

fn buttons() -> El {
    tag("span", "run-buttons")
}

/// The way to the report; none while it is open.
fn show<C: Component<Message = Msg>>(place: &Shown<C>, id: &str) -> Option<El> {
    let id = id.to_owned();
    if place.open == Some(&id) {
        return None;
    }
    let clicked = place.link.callback(move |()| Msg::Go(Some(id.clone())));
    Some(button("button button-small", place.shared.texts.get("runs.show"), clicked))
}

/// How far a run is, what it waits for, and how to stop it.
fn under_way<C: Component<Message = Msg>>(
    place: &Shown<C>,
    run: &Run,
    phase: &Phase,
    now: Time,
) -> El {
    let Shown { shared, link, .. } = *place;
    let texts = &shared.texts;
    let about = &run.report().plan.about;
    let progress = run.progress(now);
    let number = |count: usize| shared.format.number(count as u32);
    let places = [("done", number(progress.ended)), ("count", number(progress.total))];
    let count = texts.fill("runs.progress", &places);
    let bar = el("progress")
        .attr("max", progress.total.to_string())
        .attr("value", progress.ended.to_string())
        .attr("aria-label", count.clone());
    let until = |at: Time| vec![("time", shared.format.minute(at as f64))];
    let is_signed_out = *phase == Phase::SignedOut;
    let what = match phase {
        Phase::Waiting(at) => texts.fill("runs.phase.waiting", &until(*at)),
        Phase::Paused => texts.get("runs.phase.paused"),
        Phase::SignedOut => texts.get("runs.phase.signed-out"),
        Phase::Stopping => texts.get("runs.phase.stopping"),
        _ => String::new(),
    };
    let left = progress.time_left.filter(|_| *phase == Phase::Running).map(|left| {
        let left = duration(shared, (left / 1000).min(360_000) as u32);
        texts.fill("runs.left", &[("duration", left)])
    });
    let wait = match shared.runs().waiting() {
        0 => String::new(),
        count => texts.count(&shared.format, "runs.queue", count),
    };
    let so_far = joined(&[&count, &left.unwrap_or_default(), &wait], " · ");
    let act = |code: &str, message: fn() -> Msg| {
        button("button button-small", texts.get(code), press(link, message))
    };
    let can_stop = matches!(phase, Phase::Running | Phase::Waiting(_) | Phase::Paused);
    let pause = match phase {
        Phase::Paused => Some(act("runs.go-on", || Msg::Tell(Event::Resume))),
        Phase::Running | Phase::Waiting(_) => Some(act("runs.pause", || Msg::Tell(Event::Pause))),
        _ => None,
    };
    let stop = can_stop.then(|| act("runs.stop", || Msg::Tell(Event::Stop)));
    let sign_in = shared.sign_in_url().filter(|_| is_signed_out).map(|url| {
        tag("a", "button button-small")
            .attr("href", url)
            .attr("target", "_blank")
            .attr("rel", "noopener")
            .text(texts.get("common.sign-in"))
    });
    let retry = is_signed_out.then(|| act("common.retry", || Msg::Back));
    let on_return = press(link, || Msg::Back);
    let back = is_signed_out.then(|| html! { <OnReturn {on_return} /> });
    let unkept = (!run.is_recorded()).then(|| tag("p", "muted").text(texts.get("runs.unkept")));
    let name = name_of(shared, about);
    let words = words()
        .child(title(name.clone()))
        .child(tag("span", "muted").text(so_far))
        .child(tag("span", "run-phase").attr(SAY, Urgency::Polite.word()).text(what));
    let buttons = buttons().maybe(pause).maybe(stop).maybe(sign_in).maybe(retry);
    frame(name, true)
        .child(line(place, &about.id, words, buttons))
        .child(bar)
        .maybe(unkept)
        .list(back.into_iter().collect())
}

/// How the last run ended.
fn ended<C: Component<Message = Msg>>(place: &Shown<C>, run: &Run) -> El {
    let Shown { shared, link, .. } = *place;
    let report = run.report();
    let name = name_of(shared, &report.plan.about);
    let close = button(
        "button button-small",
        shared.texts.get("common.close"),
        press(link, || Msg::Dismiss),
    );
    let is_whole = super::state::count_of(report, &super::state::triable(report, 0)) == 0;
    let tone = if is_whole { Tone::Ok } else { Tone::ToDo };
    let words = words()
        .maybe(tone.sign())
        .child(title(name.clone()))
        .child(el("span").text(counts(shared, report)));
    frame(name, false).child(line(place, &report.plan.about.id, words, buttons().child(close)))
}

/// A run that was interrupted.
fn found<C: Component<Message = Msg>>(place: &Shown<C>, past: &Past) -> El {
    let Shown { shared, link, .. } = *place;
    let texts = &shared.texts;
    let about = &past.report.plan.about;
    let name = name_of(shared, about);
    let words = words()
        .maybe(Tone::Warn.sign())
        .child(title(texts.fill("runs.found", &[("run", name.clone())])))
        .child(tag("span", "muted").text(counts(shared, &past.report)));
    let buttons = buttons().child(resume(shared, link, &about.id, None));
    frame(name, false).child(line(place, &about.id, words, buttons))
}
