//! The report of one run: how each of its devices ended and why, and what can be done about it. It must never decide how a
//! device ended.

use super::past::Standing;
use super::state::{Ask, Msg, State, count_of, triable};
use super::words;
use crate::callbacks::press;
use crate::format::joined;
use crate::shared::Shared;
use crate::storage;
use crate::widgets::{
    BannerKind, El, SAY, Segment, Tone, Urgency, banner, button, el, fragment, mark, segments,
    skeleton, tag,
};
use host::Part;
use run::{About, Cannot, Kind, Obstacle, Report};
use yew::html::Scope;
use yew::prelude::*;

/// The most devices that are read before undo, to say what was changed meanwhile. A run looks at each one anyway.
pub const LOOKED: usize = 100;

/// What is shown.
pub struct Shown<'a> {
    /// The shared context.
    pub shared: &'a Shared,
    /// What the admin looks at.
    pub state: &'a State,
    /// The report as it stands.
    pub report: &'a Report,
    /// What was found in place of what the plan saw.
    pub found: &'a [(String, run::State)],
    /// How the run stands; `None` while it is under way here.
    pub standing: Option<Standing>,
    /// The time.
    pub now: run::Time,
}

/// Draws a report.
pub fn report<C: Component<Message = Msg>>(shown: &Shown, link: &Scope<C>, title: &NodeRef) -> El {
    let Shown { shared, state, report, .. } = *shown;
    let texts = &shared.texts;
    let back = button("link-button", texts.get("runs.back"), press(link, || Msg::Go(None)));
    let heading =
        el("h2").node(title).attr("tabindex", "-1").text(words::title(shared, &report.plan.about));
    let body = tag("section", "run")
        .child(back)
        .child(heading)
        .child(tag("p", "muted").text(about(shared, &report.plan, shown.standing)))
        .child(filter(shown, link))
        .child(buttons(shown, link));
    let ask = match state.ask {
        Some(Ask::Undo) => Some(preview(shown, link)),
        Some(Ask::Delete) => Some(question(shown, link)),
        None => None,
    };
    let all = report.rows(state.segment);
    let count = all.count();
    let rows = report.rows(state.segment).take(state.rows).map(|(_, change, result)| {
        let (tone, code) = words::word(result.outcome.kind());
        let found = shown.found.iter().find(|(serial, _)| *serial == change.serial);
        let why = words::why(shared, change, result, found.map(|(_, found)| found));
        let is_told = shown.standing == Some(Standing::Told);
        let why = if (count == 1 || is_told) && result.outcome == run::Outcome::Done {
            joined(&[&why, &words::both(shared, change)], " ")
        } else {
            why
        };
        tag("li", "run-row")
            .key(change.serial.clone())
            .child(tag("span", "serial").attr("dir", "ltr").text(change.serial.clone()))
            .child(mark(tone, texts.get(code)))
            .child(tag("span", "run-why").text(why))
            .into()
    });
    let rows =
        tag("ul", "plain-list").attr("aria-label", texts.get("runs.devices")).list(rows.collect());
    let more = button("button", texts.get("runs.more"), press(link, || Msg::More))
        .flag("hidden", count <= state.rows);
    body.list(ask.into_iter().collect()).child(rows).child(more)
}

/// When and by whom, and for how many devices.
fn about(shared: &Shared, plan: &run::Plan, standing: Option<Standing>) -> String {
    let devices = u32::try_from(plan.changes.len()).unwrap_or(u32::MAX);
    let count = shared.texts.count(&shared.format, "runs.count-devices", devices);
    joined(&[&count, &when(shared, &plan.about, standing)], " · ")
}

/// When a run was made, and by whom if the host page names the account, or the host's history whoever made it.
pub fn when(shared: &Shared, about: &About, standing: Option<Standing>) -> String {
    let time = if about.at > 0 { shared.format.minute(about.at as f64) } else { String::new() };
    match standing {
        Some(Standing::Told) => by(shared, time, &about.by),
        _ => by(shared, time, storage::account().name()),
    }
}

/// When, and by whom as far as it is known.
pub fn by(shared: &Shared, time: String, name: &str) -> String {
    match (time.is_empty(), name.is_empty()) {
        (_, true) => time,
        (true, _) => name.to_owned(),
        _ => shared.texts.fill("runs.by", &[("time", time), ("name", name.to_owned())]),
    }
}

fn filter<C: Component<Message = Msg>>(shown: &Shown, link: &Scope<C>) -> El {
    let Shown { shared, state, report, .. } = *shown;
    let segment = |kind: Option<Kind>, text: String, count: u32, tone: Tone| Segment {
        text,
        count: Some(shared.format.number(count)),
        tone,
        pressed: state.segment == kind,
        on_press: link.callback(move |()| Msg::Segment(kind)),
    };
    let total = u32::try_from(report.results.len()).unwrap_or(u32::MAX);
    let mut all = vec![segment(None, shared.texts.get("runs.all"), total, Tone::Quiet)];
    for (kind, count) in Kind::ALL.into_iter().zip(report.counts()) {
        if count > 0 || state.segment == Some(kind) {
            let (tone, code) = words::word(kind);
            all.push(segment(Some(kind), shared.texts.get(code), count, tone));
        }
    }
    segments(shared.texts.get("runs.filter"), all)
}

fn buttons<C: Component<Message = Msg>>(shown: &Shown, link: &Scope<C>) -> El {
    let Shown { shared, report, .. } = *shown;
    let texts = &shared.texts;
    let act = |text: String, message: fn() -> Msg| button("button", text, press(link, message));
    let mut all = Vec::new();
    let is_over = matches!(shown.standing, Some(Standing::Ended | Standing::Told));
    let may_change = shared.can_edit && is_over;
    let tries = count_of(report, &triable(report, shown.now));
    if may_change && tries > 0 {
        let text = texts.count(&shared.format, "runs.again", tries);
        all.push(act(text, || Msg::Again).into());
    }
    if may_change && report.results.iter().any(|result| result.left.is_changed()) {
        all.push(act(texts.get("common.undo"), || Msg::Ask(Ask::Undo)).into());
    }
    if shared.can_edit && shown.standing == Some(Standing::Interrupted) {
        let about = &report.plan.about;
        all.push(resume(shared, link, &about.id, Some(words::title(shared, about))));
    }
    all.push(act(texts.get("runs.csv"), || Msg::Save).into());
    // The question has this button too.
    if shown.standing == Some(Standing::Ended) && shown.state.ask != Some(Ask::Delete) {
        all.push(act(texts.get("runs.delete"), || Msg::Ask(Ask::Delete)).into());
    }
    tag("div", "run-buttons").list(all)
}

/// The two ways out of an interruption. `item` is said with the name of each button, where the strip has the same ones.
pub fn resume<C: Component<Message = Msg>>(
    shared: &Shared,
    link: &Scope<C>,
    id: &str,
    item: Option<String>,
) -> Html {
    let act = |class: &'static str, code: &str, is_left: bool| {
        let id = id.to_owned();
        let clicked = link.callback(move |()| Msg::Resume(id.clone(), is_left));
        let action = shared.texts.get(code);
        let name = item.as_ref().map(|item| {
            let params = [("action", action.clone()), ("item", item.clone())];
            shared.texts.fill("common.named", &params)
        });
        let button = button(class, action, clicked);
        match name {
            Some(name) => button.attr("aria-label", name).into(),
            None => button.into(),
        }
    };
    fragment(vec![
        act("button button-primary", "runs.resume", false),
        act("button", "runs.leave", true),
    ])
}

/// What undo will do, and what it cannot.
fn preview<C: Component<Message = Msg>>(shown: &Shown, link: &Scope<C>) -> Html {
    let Shown { shared, report, .. } = *shown;
    let texts = &shared.texts;
    // The host knows which profiles can be assigned.
    let is_known = shared.facts().newest().0.is_some() || !shared.client.offers(Part::Profiles);
    if !is_known || !shown.state.has_looked() {
        return skeleton(2, texts.get("common.loading"));
    }
    let now = shown.state.now();
    let (plan, cannot) = words::way_back(shared, report, &now, About::default());
    let back = u32::try_from(plan.changes.len()).unwrap_or(u32::MAX);
    let mut lines = Vec::new();
    if back > 0 {
        let text = texts.count(&shared.format, "runs.undo.back", back);
        lines.push(el("li").child(mark(Tone::Ok, text)).into());
    }
    for obstacle in [
        Obstacle::Changed,
        Obstacle::Fetched,
        Obstacle::OldProfile,
        Obstacle::Unknown,
        Obstacle::OpenEnrollment,
        Obstacle::Already,
        Obstacle::NotDone,
    ] {
        let of_kind: Vec<&Cannot> = cannot.iter().filter(|one| one.obstacle == obstacle).collect();
        if of_kind.is_empty() {
            continue;
        }
        let tone = match obstacle {
            Obstacle::NotDone | Obstacle::Already => Tone::Quiet,
            _ => Tone::Warn,
        };
        let text = texts.count(&shared.format, words::obstacle(obstacle), of_kind.len() as u32);
        let serial = |one: &&Cannot| {
            let serial = report.plan.changes.get(one.device).map(|change| change.serial.clone());
            el("li").child(tag("span", "serial").text(serial.unwrap_or_default())).into()
        };
        let which = tag("details", "which")
            .child(el("summary").text(texts.get("reassign.which")))
            .child(tag("ul", "plain-list").list(of_kind.iter().map(serial).collect()));
        lines.push(el("li").child(mark(tone, text)).child(which).into());
    }
    let is_read = |change: &run::Change| now.iter().any(|(serial, _)| *serial == change.serial);
    if !plan.changes.iter().all(is_read) {
        lines.push(el("li").child(mark(Tone::Quiet, texts.get("runs.undo.unread"))).into());
    }
    let yes = texts.count(&shared.format, "runs.undo.go", back);
    let buttons = choice(shared, link, (back > 0).then_some(("button button-primary", yes)));
    let body = vec![
        el("h3").text(texts.get("runs.undo.title")).into(),
        tag("ul", "plain-list").list(lines).into(),
        buttons,
    ];
    tag("div", "run-ask").attr(SAY, Urgency::Polite.word()).list(body).into()
}

fn question<C: Component<Message = Msg>>(shown: &Shown, link: &Scope<C>) -> Html {
    let texts = &shown.shared.texts;
    let yes = ("button button-danger", texts.get("runs.delete"));
    let children = vec![
        el("p").text(texts.get("runs.delete.question")).into(),
        choice(shown.shared, link, Some(yes)),
    ];
    banner(BannerKind::Warning, "runs.delete.question", fragment(children))
}

fn choice<C: Component<Message = Msg>>(
    shared: &Shared,
    link: &Scope<C>,
    yes: Option<(&'static str, String)>,
) -> Html {
    let yes = yes.map(|(class, text)| button(class, text, press(link, || Msg::Confirm)));
    let no = button("button", shared.texts.get("common.cancel"), press(link, || Msg::Cancel));
    tag("div", "banner-buttons").maybe(yes).child(no).into()
}
