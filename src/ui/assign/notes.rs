//! The notes of the assign dialog: about a pasted UUID, before the click, and Apple's answer as a sentence.

use super::state::State;
use crate::shared::Shared;
use crate::storage;
use crate::widgets::{FieldNote, NoteKind};
use host::{Assignment, Outcome};
use rules::checklist::Status;
use rules::{Problem, Severity, profile};
use yew::Callback;

/// The notes under the pasted UUID. `on_use` receives another UUID in its place.
pub fn about_paste(shared: &Shared, state: &State, on_use: &Callback<String>) -> Vec<FieldNote> {
    let texts = &shared.texts;
    if state.pasted.trim().is_empty() && !state.tried {
        return Vec::new();
    }
    let paste = state.paste();
    let note = |problem: &Problem| {
        let kind = match problem.severity {
            Severity::Error => NoteKind::Error,
            Severity::Warning => NoteKind::Warning,
            Severity::Hint => NoteKind::Hint,
        };
        plain(kind, problem.code, texts.problem(problem))
    };
    let named = |code: &str, name: &str| texts.fill(code, &[("profile", name.to_owned())]);
    let chosen = state.chosen_profile();
    // A host may name its profiles by words that are no UUIDs.
    let problems = paste.problems.iter();
    let problems = problems.filter(|it| chosen.is_none() || it.severity != Severity::Error);
    let mut notes: Vec<FieldNote> = problems.map(note).collect();
    if let Some(profile) = chosen {
        let code = "assign.uuid.found";
        notes.push(plain(NoteKind::Good, code, named(code, &profile.name)));
        return notes;
    }
    if paste.value.is_none() {
        return notes;
    }
    if let Some(current) = state.successor_of_choice() {
        let code = "assign.uuid.superseded";
        let uuid = current.uuid.clone();
        let use_it = on_use.reform(move |()| uuid.clone());
        notes.push(FieldNote {
            repair: Some((texts.get("assign.uuid.use-current").into(), use_it)),
            ..plain(NoteKind::Warning, code, named(code, &current.name))
        });
    } else if state.profiles.ready().is_some() {
        let code = "assign.uuid.not-listed";
        notes.push(plain(NoteKind::Warning, code, texts.get(code)));
    }
    notes
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
        let test_round = storage::read(storage::TEST_ROUND).is_some();
        if profile.mandatory == Some(true) && test_round {
            codes.push("assign.warn.mandatory");
        }
        if state.is_assigned() && profile::same(&profile.uuid, &device.profile_uuid) {
            codes.push("assign.warn.same");
        }
    }
    if device.status == Status::Pushed || device.profile_push_time.happened() {
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
            let when = match seconds {
                0..3600 => {
                    shared.texts.count(&shared.format, "assign.minutes", seconds.div_ceil(60))
                }
                _ => shared.texts.count(&shared.format, "assign.hours", seconds.div_ceil(3600)),
            };
            params.push(("when", when));
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
