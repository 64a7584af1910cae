//! The notes about the choice of a profile: about the text in its field, before the click, and Apple's answer as a sentence.

use super::choice::Meant;
use super::state::State;
use crate::notices::duration;
use crate::shared::Shared;
use crate::widgets::{FieldNote, NoteKind};
use host::{Assignment, Outcome};
use rules::checklist::was_used;
use rules::{Severity, profile};

/// The notes under the field. Nothing is called a mistake while it is being typed.
pub fn about_choice(shared: &Shared, state: &State) -> Vec<FieldNote> {
    let texts = &shared.texts;
    let choice = &state.choice;
    let empty = choice.typed.trim().is_empty();
    let told = (choice.left || state.tried) && !choice.offer.open;
    let is_listed = state.profiles.ready().is_some();
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
    match choice.meant(&state.profiles) {
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
        Meant::Nothing if !told || (empty && !state.tried) => Vec::new(),
        Meant::Nothing if empty => named(NoteKind::Error, "assign.profile.missing", ""),
        Meant::Nothing if !is_listed => problems(Severity::Error).collect(),
        Meant::Nothing if choice.options(&state.profiles).is_empty() => {
            named(NoteKind::Error, "assign.profile.no-match", choice.typed.trim())
        }
        Meant::Nothing => named(NoteKind::Error, "assign.profile.several", ""),
    }
}

/// The warnings before the click.
pub fn warnings(shared: &Shared, state: &State) -> Vec<FieldNote> {
    let device = &state.device;
    let mut codes = Vec::new();
    let mut name = String::new();
    if let Some(profile) = state.chosen_profile() {
        name = profile.name.clone();
        if profile.supervised == Some(false) {
            codes.push("assign.warn.unsupervised");
        }
        let test_round = shared.answers().settings().test_round;
        if profile.mandatory == Some(true) && test_round {
            codes.push("assign.warn.mandatory");
        }
        if state.is_assigned() && profile::same(&profile.uuid, &device.profile_uuid) {
            codes.push("assign.warn.same");
        }
    }
    let fetched = device.profile_push_time.happened();
    if was_used(&device.status, fetched, &device.device_identifier) {
        codes.push("assign.warn.pushed");
    }
    let warning = |code: &str| {
        plain(NoteKind::Warning, code, shared.texts.fill(code, &[("profile", name.clone())]))
    };
    codes.into_iter().map(warning).collect()
}

/// The first digits of a UUID, enough to tell two profiles of one name apart.
pub fn short(uuid: &str) -> String {
    format!("{}…", uuid.chars().take(8).collect::<String>())
}

fn plain(kind: NoteKind, code: &str, text: String) -> FieldNote {
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
