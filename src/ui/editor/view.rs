//! What the parts of the form share: what they are drawn from, their names, and what the rules say about a field. It must never
//! judge.

use super::form::{Form, STEPS};
use super::messages::Msg;
use super::state::State;
use crate::shared::Shared;
use crate::widgets::{El, FieldNote, NoteKind, el, tag};
use rules::{Problem, Severity};
use yew::prelude::*;

/// The id of the form, for its button in the foot.
pub const FORM: &str = "profile-editor";

/// What the parts of the form need.
pub struct View<'a> {
    /// The shared context.
    pub shared: &'a Shared,
    /// The state.
    pub state: &'a State,
    /// The form in it.
    pub form: &'a Form,
    /// Takes what the admin does.
    pub on_msg: &'a Callback<Msg>,
}

/// A part of the form with its name.
pub fn part(view: &View, name: &str) -> El {
    let text = view.shared.texts.get(&format!("editor.part.{name}"));
    tag("fieldset", "editor-part").child(el("legend").text(text))
}

/// The name of a field.
pub fn label(shared: &Shared, name: &str) -> String {
    shared.texts.find(&format!("editor.field.{name}")).unwrap_or(name).to_owned()
}

/// What the rules say about a field, each with the repair that they offer.
pub fn notes(view: &View, name: &'static str) -> Vec<FieldNote> {
    let texts = &view.shared.texts;
    let note = |problem: &&Problem| {
        let repair = problem.param("repaired").map(|repaired| {
            let value = repaired.to_owned();
            let text = texts.fill("editor.use", &[("value", value.clone())]);
            let action = view.on_msg.reform(move |()| Msg::Text(name, value.clone()));
            (AttrValue::from(text), action)
        });
        FieldNote {
            kind: kind(problem.severity),
            code: problem.code.into(),
            text: texts.problem(problem).into(),
            repair: repair.filter(|_| name != STEPS),
        }
    };
    view.state.remarks(name).iter().map(note).collect()
}

fn kind(severity: Severity) -> NoteKind {
    match severity {
        Severity::Error => NoteKind::Error,
        Severity::Warning => NoteKind::Warning,
        Severity::Hint => NoteKind::Hint,
    }
}
