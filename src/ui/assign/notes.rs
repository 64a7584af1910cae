//! The notes about the choice of a profile: about the text in its field, before the click, and Apple's answer as a sentence.

use super::choice::{Choice, Meant};
use super::state::State;
use crate::format::joined;
use crate::load::Load;
use crate::notices::duration;
use crate::profile_index::ProfileIndex;
use crate::shared::Shared;
use crate::widgets::{FieldNote, NoteKind};
use host::{Assignment, Outcome, Profile};
use rules::checklist::was_used;
use rules::{Severity, profile};

/// The notes under the field. Nothing is called a mistake while it is being typed.
pub fn about_choice(
    shared: &Shared,
    choice: &Choice,
    profiles: &Load<ProfileIndex>,
    tried: bool,
) -> Vec<FieldNote> {
    let texts = &shared.texts;
    let empty = choice.typed.trim().is_empty();
    let told = (choice.left || tried) && !choice.offer.open;
    let is_listed = profiles.ready().is_some();
    let named = |kind, code: &str, name: &str| {
        vec![plain(kind, code, texts.fill(code, &[("profile", name.to_owned())]))]
    };
    let checked = choice.as_uuid();
    let problems = |most: Severity| {
        let problems = checked.problems.iter().filter(move |it| it.severity <= most);
        problems.map(|problem| {
            let kind = match problem.severity {
                Severity::Error => NoteKind::Error,
                Severity::Warning => NoteKind::Warning,
                Severity::Hint => NoteKind::Hint,
            };
            plain(kind, problem.code, texts.problem(problem))
        })
    };
    match choice.meant(profiles) {
        // The list shows that the name is right.
        Meant::Listed(profile)
            if !choice.picked.is_empty() || profile.name.trim() == choice.typed.trim() =>
        {
            Vec::new()
        }
        Meant::Listed(profile) => {
            let repaired = checked.problems.iter().any(|it| it.code == "profile.repaired");
            let mut notes = named(NoteKind::Good, "assign.uuid.found", &profile.name);
            notes.extend(problems(Severity::Hint).filter(|_| repaired));
            notes
        }
        Meant::Successor(profile) => {
            named(NoteKind::Warning, "assign.uuid.superseded", &profile.name)
        }
        // One warning does for a UUID that nothing is known about.
        Meant::Unlisted(_) if is_listed => named(NoteKind::Warning, "assign.uuid.not-listed", ""),
        Meant::Unlisted(_) => problems(Severity::Warning).collect(),
        Meant::Nothing if !told || (empty && !tried) => Vec::new(),
        Meant::Nothing if empty => named(NoteKind::Error, "assign.profile.missing", ""),
        Meant::Nothing if !is_listed => problems(Severity::Error).collect(),
        Meant::Nothing if choice.options(profiles).is_empty() => {
            named(NoteKind::Error, "assign.profile.no-match", choice.typed.trim())
        }
        Meant::Nothing => named(NoteKind::Error, "assign.profile.several", ""),
    }
}

/// The warnings before the click.
pub fn warnings(shared: &Shared, state: &State) -> Vec<FieldNote> {
    let device = &state.device;
    let mut codes = Vec::new();
    let mut warnings = Vec::new();
    if let Some(profile) = state.chosen_profile() {
        warnings = about_profile(shared, profile);
        if state.is_assigned() && profile::same(&profile.uuid, &device.profile_uuid) {
            codes.push("assign.warn.same");
        }
    }
    let fetched = device.profile_push_time.happened();
    if was_used(&device.status, fetched, &device.device_identifier) {
        codes.push("assign.warn.pushed");
    }
    let warning = |code: &str| plain(NoteKind::Warning, code, shared.texts.get(code));
    warnings.extend(codes.into_iter().map(warning));
    warnings
}

/// The warnings about a profile, whatever the device.
pub fn about_profile(shared: &Shared, profile: &Profile) -> Vec<FieldNote> {
    let test_round = shared.answers().settings().test_round;
    let unsupervised = (profile.supervised == Some(false)).then_some("assign.warn.unsupervised");
    let mandatory =
        (profile.mandatory == Some(true) && test_round).then_some("assign.warn.mandatory");
    let warning = |code: &str| {
        let params = [("profile", profile.name.clone())];
        plain(NoteKind::Warning, code, shared.texts.fill(code, &params))
    };
    unsupervised.into_iter().chain(mandatory).map(warning).collect()
}

/// What tells a profile from the others: its settings, the beginning of its UUID and its devices.
pub fn description(shared: &Shared, profile: &Profile) -> String {
    let texts = &shared.texts;
    let flag = |value: Option<bool>, on: &str, off: &str| match value {
        Some(true) => texts.get(on),
        Some(false) => texts.get(off),
        None => String::new(),
    };
    let supervised = flag(profile.supervised, "profiles.supervised", "profiles.unsupervised");
    let mandatory = flag(profile.mandatory, "profiles.mandatory", "profiles.optional");
    let devices =
        profile.device_count.map(|count| texts.count(&shared.format, "profiles.devices", count));
    let words = [supervised, mandatory, short(&profile.uuid), devices.unwrap_or_default()];
    joined(&words.each_ref().map(String::as_str), " · ")
}

/// The first digits of a UUID, enough to tell two profiles of one name apart.
fn short(uuid: &str) -> String {
    format!("{}…", uuid.chars().take(8).collect::<String>())
}

/// A note without a repair.
pub fn plain(kind: NoteKind, code: &str, text: String) -> FieldNote {
    FieldNote { kind, code: code.to_owned().into(), text: text.into(), repair: None }
}

/// Apple's answer about one device: the code of the sentence, and the sentence.
pub fn apple(shared: &Shared, assignment: &Assignment) -> (&'static str, String) {
    let mut params = vec![("serial", assignment.serial.clone())];
    let code = match (&assignment.outcome, assignment.retry_after) {
        (Outcome::NotAccessible, _) => "assign.apple.not-accessible",
        (Outcome::Throttled, Some(seconds)) => {
            // The sentence stays on the screen, and a span alone would soon be wrong.
            let end = assignment.at + f64::from(seconds) * 1000.0;
            params.push(("duration", duration(shared, seconds)));
            params.push(("time", shared.format.minute(end)));
            "assign.apple.throttled"
        }
        (Outcome::Throttled, None) => "assign.apple.throttled-later",
        (Outcome::Other(word), _) => {
            params.push(("word", word.clone()));
            "assign.apple.other"
        }
        // `Success` never gets here; if it did, "failed" would claim the least.
        (Outcome::Failed | Outcome::Success, _) => "assign.apple.failed",
    };
    (code, shared.texts.fill(code, &params))
}
