//! Sentences about runs: titles, how a device ended and why. Nothing here may say more than a read has shown.

use super::plan::Kind as Purpose;
use crate::format::joined;
use crate::shared::Shared;
use crate::widgets::Tone;
use rules::profile;
use run::{
    About, Cannot, Change, DeviceReport, Difference, Kind, LeftProfile, Obstacle, Outcome, Plan,
    Reason, Report, State,
};

/// The title of a run.
pub fn title(shared: &Shared, about: &About) -> String {
    let kind = Purpose::parse(&about.kind).unwrap_or(Purpose::Import);
    let code = match (kind, about.name.is_empty()) {
        (Purpose::Assign, false) => "runs.title.assign",
        (Purpose::Assign, true) => "runs.title.assign-all",
        (Purpose::Remove, _) => "runs.title.remove",
        (Purpose::Enrollment, _) => "runs.title.enrollment",
        (Purpose::Reassign, _) => "runs.title.reassign",
        (Purpose::Import, _) => "runs.title.import",
        (Purpose::Undo, _) => "runs.title.undo",
        (Purpose::Again, _) => "runs.title.again",
        (Purpose::One, _) => "runs.title.one",
        (Purpose::Many, _) => "runs.title.many",
    };
    shared.texts.fill(code, &[("name", about.name.clone())])
}

/// The tone of a way to end, and the code of its word.
pub fn word(kind: Kind) -> (Tone, &'static str) {
    match kind {
        Kind::Done => (Tone::Ok, "runs.done"),
        Kind::Unchanged => (Tone::Quiet, "runs.unchanged"),
        Kind::Conflict => (Tone::ToDo, "runs.conflict"),
        Kind::Refused => (Tone::ToDo, "runs.refused"),
        Kind::Waiting => (Tone::Warn, "runs.waiting"),
        Kind::Unknown => (Tone::Ask, "runs.unknown"),
        Kind::NotStarted => (Tone::Quiet, "runs.not-started"),
    }
}

/// How many devices ended in each way, for example `98 done · 6 not changed`.
pub fn counts(shared: &Shared, report: &Report) -> String {
    let ways = Kind::ALL.into_iter().zip(report.counts());
    let part = |(kind, count): (Kind, u32)| match count {
        0 => String::new(),
        count => {
            let params =
                [("count", shared.format.number(count)), ("word", shared.texts.get(word(kind).1))];
            shared.texts.fill("runs.count", &params)
        }
    };
    let parts: Vec<String> = ways.map(part).collect();
    joined(&parts.iter().map(String::as_str).collect::<Vec<_>>(), " · ")
}

/// Why a device ended like this. `found` is what was there in place of what the plan saw.
pub fn why(
    shared: &Shared,
    change: &Change,
    result: &DeviceReport,
    found: Option<&State>,
) -> String {
    let texts = &shared.texts;
    let mut sentences = match &result.outcome {
        Outcome::Done if change.before.fetched && change.touches_profile() => {
            vec![texts.get("assign.warn.pushed")]
        }
        Outcome::Done => Vec::new(),
        Outcome::Unchanged => vec![texts.get("runs.unchanged.why")],
        Outcome::Conflict(Difference::Fetched) => vec![texts.get("runs.fetched.why")],
        Outcome::Conflict(Difference::Changed) => {
            let mut sentences = vec![texts.get("runs.conflict.why")];
            sentences.extend(found.map(|found| {
                let now = state(shared, found);
                texts.fill("runs.conflict.now", &[("state", now)])
            }));
            sentences
        }
        Outcome::Refused(reason) => refused(shared, &change.serial, reason),
        Outcome::Waiting(until) => {
            vec![texts.fill("runs.waiting.why", &[("time", shared.format.minute(*until as f64))])]
        }
        Outcome::Unknown => vec![texts.get("runs.unknown.why")],
        Outcome::NotStarted => vec![texts.get("runs.not-started.why")],
    };
    if result.is_half() {
        let code = match result.left.profile {
            LeftProfile::Removed => "runs.half.removed",
            LeftProfile::Wanted | LeftProfile::Kept => "runs.half.profile",
        };
        sentences.push(texts.get(code));
    }
    joined(&sentences.iter().map(String::as_str).collect::<Vec<_>>(), " ")
}

fn refused(shared: &Shared, serial: &str, reason: &Reason) -> Vec<String> {
    let texts = &shared.texts;
    let mut sentences = vec![texts.fill(&reason.code, &[("serial", serial.to_owned())])];
    if !reason.message.is_empty() {
        sentences.push(texts.fill("common.host-says", &[("message", reason.message.clone())]));
    }
    sentences
}

/// A device as a person reads it, for example `Staff iPads · alice`.
pub fn state(shared: &Shared, state: &State) -> String {
    joined(&[&profile_name(shared, state), &user(shared, state)], " · ")
}

/// A device before a change and after it, for a report that has room for it.
pub fn both(shared: &Shared, change: &Change) -> String {
    let agent = |state: &State| state.enrollment.as_ref().map(|draft| draft.agent_required);
    let has_agent_changed = agent(&change.before) != agent(&change.after);
    let line = |code: &str, place: &State| {
        let agent = match agent(place).filter(|_| has_agent_changed) {
            Some(true) => shared.texts.get("runs.single.agent"),
            Some(false) => shared.texts.get("runs.single.no-agent"),
            None => String::new(),
        };
        let state = joined(&[&state(shared, place), &agent], " · ");
        shared.texts.fill(code, &[("state", state)])
    };
    let (before, after) =
        (line("runs.single.before", &change.before), line("runs.single.after", &change.after));
    joined(&[&before, &after], " ")
}

/// The name of the profile, or its UUID where no name is known.
pub fn profile_name(shared: &Shared, state: &State) -> String {
    let Some(uuid) = &state.profile else { return shared.texts.get("devices.profile.none") };
    let (profiles, _) = shared.facts().newest();
    let key = profile::check(uuid).value;
    let known = profiles.as_ref().zip(key.as_ref());
    let known = known.and_then(|(profiles, key)| {
        let older = profiles
            .successor(key)
            .map(|profile| shared.texts.fill("runs.older", &[("profile", profile.name.clone())]));
        profiles.current(key).map(|profile| profile.name.clone()).or(older)
    });
    known.unwrap_or_else(|| uuid.clone())
}

/// The way back of a report, and what it cannot bring back. `now` are devices as they are by now, as far as they were read.
pub fn way_back(
    shared: &Shared,
    report: &Report,
    now: &[(String, State)],
    about: About,
) -> (Plan, Vec<Cannot>) {
    let (profiles, _) = shared.facts().newest();
    run::compare(report, now, super::single::way_back(report, profiles.as_ref(), about))
}

/// The code of the sentence about devices that undo leaves as they are.
pub fn obstacle(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Fetched => "runs.undo.fetched",
        Obstacle::OldProfile => "runs.undo.older",
        Obstacle::Unknown => "runs.undo.unknown",
        Obstacle::OpenEnrollment => "runs.undo.open",
        Obstacle::NotDone => "runs.undo.not-done",
        Obstacle::Changed => "runs.undo.changed",
        Obstacle::Already => "runs.undo.already",
    }
}

/// Who uses the device; empty where the run does not touch that.
pub fn user(shared: &Shared, state: &State) -> String {
    match &state.enrollment {
        None => String::new(),
        Some(draft) if draft.login_required => shared.texts.get("devices.user.login"),
        Some(draft) if draft.username.is_empty() => shared.texts.get("devices.user.undecided"),
        Some(draft) => draft.username.clone(),
    }
}
