//! Section 1: the profile that the device has, the choice of another one, and the way back from a change.

use super::state::Msg;
use super::view::View;
use crate::assign::job::Change;
use crate::assign::notes;
use crate::assign::state::{Job, Msg as About, Phase, State, Undo};
use crate::combobox::{Choice, Combobox};
use crate::format::now;
use crate::notices::{error_banner, error_sentence, failed_read};
use crate::setup::{listed_flags, profile_flags};
use crate::widgets::{
    BannerKind, DomEvent, El, SAY, Urgency, banner, button, el, fragment, note, sentence, tag,
};
use host::{Millis, Moment, Outcome, Part, Profile};
use rules::checklist::{Fix, Lineage, Status};
use yew::prelude::*;

/// Draws the section.
pub fn section(view: &View) -> El {
    let state = &view.state.profile;
    let can_change = view.shared().can_edit && view.shared().client.offers(Part::Assignment);
    let chooses = can_change && state.choosing;
    let head = tag("div", "section-head")
        .child(view.heading("1", "panel.profile", &view.places.profile))
        .maybe(can_change.then(|| actions(view, chooses)));
    tag("section", "panel-section")
        .attr("aria-label", view.text("panel.profile"))
        // Leaving the page is asked about, because nobody would see the end of the change.
        .aria_bool("data-unsaved", state.is_working())
        .child(head)
        .child(standing(view))
        .child(el("div").maybe(flags(view)))
        .child(tag("div", "section-actions").list(if can_change {
            rarer(view)
        } else {
            Vec::new()
        }))
        .child(el("div").maybe(chooses.then(|| form(view))))
        .child(el("div").child(trouble(view)))
        .child(outcome(view))
}

/// The state of the profile: a sentence, and what is known beside it.
fn standing(view: &View) -> El {
    let texts = &view.shared().texts;
    let state = &view.state.profile;
    let lineage = state.lineage();
    let is_read = view.state.enrollment.reads.device.value.is_some();
    let code = match &lineage {
        _ if !is_read => "panel.reading",
        _ if is_unread_after_change(state) => "assign.now.not-known",
        Lineage::Current(_) | Lineage::Superseded(Some(_)) if !state.is_assigned() => {
            "assign.now.removed"
        }
        _ if !state.is_assigned() => "assign.now.none",
        _ if state.profiles.is_loading() => "assign.now.reading",
        Lineage::None => "assign.now.none",
        Lineage::Current(_) => "assign.now.current",
        Lineage::Superseded(Some(_)) => "assign.now.superseded",
        Lineage::Superseded(None) => "assign.now.superseded-unknown",
        Lineage::Unknown => "assign.now.unknown",
    };
    let name = match lineage {
        Lineage::Current(profile) | Lineage::Superseded(Some(profile)) => profile.name,
        _ => state.device.profile_name.clone(),
    };
    let params = [("profile", name), ("uuid", state.device.profile_uuid.clone())];
    let second = if is_read { status(view) } else { String::new() };
    tag("div", "panel-standing")
        .attr("data-code", code)
        .child(el("p").text(texts.fill(code, &params)))
        .child(tag("p", "help").flag("hidden", second.is_empty()).text(second))
}

/// What takes effect of the settings of the profile, as far as the list of profiles tells them. Of an older version it tells
/// nothing.
fn flags(view: &View) -> Option<El> {
    let state = &view.state.profile;
    let device = &state.device;
    let is_there = state.is_assigned() && !is_unread_after_change(state);
    let uuid = rules::profile::check(&device.profile_uuid).value.filter(|_| is_there)?;
    let profile = state.profiles.ready()?.current(&uuid)?;
    Some(profile_flags(view.shared(), &listed_flags(profile, device)))
}

/// Apple's word for the status, with its meaning.
fn status(view: &View) -> String {
    let shared = view.shared();
    let device = &view.state.profile.device;
    let code = match &device.status {
        Status::Assigned => "panel.status.assigned",
        Status::Pushed => match device.profile_push_time {
            Moment::At(at) => {
                let params = [("date", shared.format.day(at))];
                return shared.texts.fill("panel.status.pushed-at", &params);
            }
            Moment::Never | Moment::Unreadable => "panel.status.pushed",
        },
        Status::Empty | Status::Removed | Status::Missing => return String::new(),
        Status::Other(word) => {
            return shared.texts.fill("panel.status.other", &[("status", word.clone())]);
        }
    };
    shared.texts.get(code)
}

fn is_unread_after_change(state: &State) -> bool {
    matches!(&state.phase, Phase::Stuck(report) if report.record.is_err() && report.is_open())
}

/// The button beside the heading: the action that is meant first.
fn actions(view: &View, chooses: bool) -> El {
    let state = &view.state.profile;
    let runs = |job: Job| matches!(&state.phase, Phase::Working(running) if *running == job);
    let working = state.is_working();
    let reassign = state.is_half() || state.needs_reassign() || runs(Job::Reassign);
    let until = throttled_until(state);
    let first = if reassign && (state.successor().is_some() || working) {
        let code = if working { "assign.reassigning" } else { "assign.reassign" };
        let start = unless_throttled(until, view.press(|| Msg::Fix(Fix::Reassign)));
        button("button button-small", view.text(code), start)
            .aria_bool("aria-disabled", working || is_ahead(until))
    } else {
        let doing = working && !runs(Job::Remove);
        let text = match (doing, working) {
            (true, _) => "assign.doing",
            (false, true) => "assign.removing",
            (false, false) => "assign.do",
        };
        let text = view.text(text);
        button("button button-small", text, view.press(|| Msg::Fix(Fix::AssignProfile)))
            .aria_bool("aria-disabled", working)
    };
    tag("div", "section-actions").maybe((!chooses).then_some(first))
}

/// Until when Apple wants to be left alone about the device.
fn throttled_until(state: &State) -> Option<Millis> {
    match &state.phase {
        Phase::Stuck(report) => report.throttled_until(),
        _ => None,
    }
}

fn is_ahead(until: Option<Millis>) -> bool {
    until.is_some_and(|end| now() < end)
}

/// Asking again before that time would make the wait longer.
fn unless_throttled(until: Option<Millis>, start: Callback<()>) -> Callback<()> {
    Callback::from(move |()| {
        if !is_ahead(until) {
            start.emit(());
        }
    })
}

/// The rarer actions, under the state of the profile.
fn rarer(view: &View) -> Vec<Html> {
    let state = &view.state.profile;
    if !state.is_assigned() || state.is_working() {
        return Vec::new();
    }
    let uuid = state.device.profile_uuid.clone();
    let copy = view.send.reform(move |()| Msg::Copy(uuid.clone()));
    let remove = view.press(|| Msg::Profile(About::Start(Job::Remove)));
    vec![
        button("button button-small", view.text("profiles.copy"), copy).into(),
        button("button button-small button-danger", view.text("assign.remove"), remove).into(),
    ]
}

/// The choice of a profile.
fn form(view: &View) -> El {
    let shared = view.shared();
    let texts = &shared.texts;
    let state = &view.state.profile;
    let working = state.is_working();
    let options = state.choice.options(&state.profiles);
    let help = match (view.state.has_no_list(), state.profiles.ready()) {
        (true, _) => "assign.profile.no-list",
        (_, Some(profiles)) if profiles.is_empty() => "assign.profile.no-profiles",
        _ => "assign.profile.help",
    };
    let count = u32::try_from(options.len()).unwrap_or(u32::MAX);
    let field = Combobox {
        name: "assign-profile",
        label: view.text("assign.profile"),
        help: view.text(help),
        value: &state.choice.typed,
        notes: notes::about_choice(shared, &state.choice, &state.profiles, state.tried),
        list_label: view.text("profiles.table"),
        options: options.iter().map(|profile| choice(view, profile)).collect(),
        offer: state.choice.offer,
        count: texts.count(&shared.format, "assign.profile.count", count),
        read_only: working,
        input: view.places.choice.clone(),
        on_input: view.assign(About::Type),
        on_key: view.assign(About::Key),
        on_choose: view.assign(About::Choose),
        on_leave: view.assign(|()| About::Leave),
    };
    let failed = state.profiles.error().filter(|_| !view.state.has_no_list());
    let failed =
        failed.map(|error| failed_read(shared, error, view.press(|| Msg::Fix(Fix::Refresh))));
    let reassign = state.is_half() || state.needs_reassign();
    let code = match (working, reassign) {
        (true, true) => "assign.reassigning",
        (true, false) => "assign.doing",
        (false, true) => "assign.reassign",
        (false, false) => "assign.do",
    };
    let cancel = if working { "common.close" } else { "common.cancel" };
    let until = throttled_until(state);
    let job = if reassign { Job::Reassign } else { Job::Assign };
    let start = view.send.reform(move |()| Msg::Profile(About::Start(job)));
    let start = unless_throttled(until, start);
    let submit = Callback::from(move |event: Event| {
        event.prevent_default();
        start.emit(());
    });
    let warnings = notes::warnings(shared, state);
    tag("form", "panel-form")
        .flag("novalidate", true)
        .on(DomEvent::Submit, submit)
        .list(failed.into_iter().collect())
        .child(field.view())
        .child(
            tag("div", "notes")
                .attr(SAY, Urgency::Polite.word())
                .list(warnings.iter().map(note).collect()),
        )
        .child(
            tag("div", "section-actions")
                // The press leaves the focus in the field. Leaving it would bring a note, which moves the button away from
                // under the pointer, and the click would be lost.
                .on(DomEvent::MouseDown, Callback::from(|event: Event| event.prevent_default()))
                .child(
                    tag("button", "button button-primary")
                        .attr("type", "submit")
                        .aria_bool("aria-disabled", working || is_ahead(until))
                        .text(view.text(code)),
                )
                .child(
                    // The button in the corner is called "Close" too.
                    button("button", view.text(cancel), view.assign(|()| About::Cancel))
                        .attr("aria-label", view.named(cancel, "panel.profile")),
                ),
        )
}

/// A profile as an option.
fn choice(view: &View, profile: &Profile) -> Choice {
    Choice { name: profile.name.clone(), about: notes::description(view.shared(), profile) }
}

/// Why the newest change did not succeed, or is not known to have.
fn trouble(view: &View) -> Html {
    let shared = view.shared();
    let texts = &shared.texts;
    let state = &view.state.profile;
    let Phase::Stuck(report) = &state.phase else { return html! {} };
    let mut parts = Vec::new();
    match (&report.answer, &report.record) {
        (Err(error), _) => parts.push(error_banner(shared, error, None)),
        (Ok(Some(assignment)), _) if assignment.outcome != Outcome::Success => {
            let (code, text) = notes::apple(shared, assignment);
            parts.push(sentence(BannerKind::Danger, code, text));
        }
        (Ok(_), _) => {}
    }
    if report.is_half() {
        let code = "assign.half";
        let text = texts.fill(code, &[("button", texts.get("assign.reassign"))]);
        parts.push(sentence(BannerKind::Warning, code, text));
    }
    if report.is_open() {
        let code = match (&report.answer, &report.record) {
            (_, Err(_)) => "assign.not-read-back",
            (Err(_), Ok(_)) => "assign.late",
            (Ok(_), Ok(_)) => "assign.not-in-record",
        };
        let status = [("status", state.device.status.word().to_owned())];
        let cause = report.record.as_ref().err();
        let cause = cause.map(|error| error_sentence(shared, error)).unwrap_or_default();
        let look = view.press(|| Msg::Profile(About::Start(Job::Look)));
        let open = vec![
            el("p").text(texts.fill(code, &status)).into(),
            tag("p", "banner-detail").flag("hidden", cause.is_empty()).text(cause).into(),
            button("button", texts.get("assign.look"), look).into(),
        ];
        parts.push(banner(BannerKind::Warning, code, fragment(open)));
    }
    fragment(parts)
}

/// What was changed here, with the way back; while something is running, that leaving does no harm.
fn outcome(view: &View) -> El {
    let texts = &view.shared().texts;
    let state = &view.state.profile;
    let (code, undo) = match &state.done {
        _ if state.is_working() => ("assign.working", None),
        None => ("", None),
        Some((change, undo)) => (
            if *change == Change::Remove { "assign.removed" } else { "assign.assigned" },
            Some(undo),
        ),
    };
    let text = match undo {
        Some(Undo::Ended(text)) => text.clone(),
        _ if code.is_empty() => String::new(),
        _ => texts.fill(code, &[("profile", state.device.profile_name.clone())]),
    };
    let older = matches!(undo, Some(Undo::OlderVersion));
    let back = matches!(undo, Some(Undo::Change(_))).then(|| {
        button("link-button", view.text("common.undo"), view.assign(|()| About::Undo))
            .attr("aria-label", view.text("assign.undo"))
    });
    tag("div", "panel-outcome")
        .flag("hidden", text.is_empty())
        .child(
            tag("p", "help")
                .attr(SAY, Urgency::Polite.word())
                .attr("data-code", code)
                .text(if older { format!("{text} {}", view.text("assign.no-undo")) } else { text }),
        )
        .maybe(back)
}
