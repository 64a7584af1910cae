//! Form fields with their label, help and notes tied together for screen readers.

use super::marked::{SAY, Urgency};
use super::{DomEvent, El, Tone, button, el, is_checked, tag};
use yew::prelude::*;

/// The weight of a note under a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// The value cannot be used.
    Error,
    /// Probably a mistake.
    Warning,
    /// A repair was made or is offered.
    Hint,
    /// The value is right.
    Good,
}

impl NoteKind {
    fn tone(self) -> Tone {
        match self {
            NoteKind::Error => Tone::ToDo,
            NoteKind::Warning => Tone::Warn,
            NoteKind::Hint => Tone::Quiet,
            NoteKind::Good => Tone::Ok,
        }
    }

    fn class(self) -> &'static str {
        match self {
            NoteKind::Error => "note note-error",
            NoteKind::Warning => "note note-warning",
            NoteKind::Hint => "note note-hint",
            NoteKind::Good => "note note-good",
        }
    }
}

/// One sentence under a field, with a button that repairs the value, where there is one.
#[derive(Clone, PartialEq)]
pub struct FieldNote {
    /// Its weight.
    pub kind: NoteKind,
    /// Stable code, for tests and support.
    pub code: AttrValue,
    /// The sentence.
    pub text: AttrValue,
    /// Text and action of the repair button.
    pub repair: Option<(AttrValue, Callback<()>)>,
}

/// A line of text with label, help and notes.
pub struct TextField {
    /// The label, and so the accessible name.
    pub label: String,
    /// A name that is unique in the element, for the ids.
    pub name: &'static str,
    /// The text in it.
    pub value: String,
    /// A sentence of help that always shows.
    pub help: String,
    /// Sentences about the value.
    pub notes: Vec<FieldNote>,
    /// Called with the whole text after each change.
    pub on_input: Callback<String>,
}

impl TextField {
    /// Draws the field.
    pub fn view(self) -> Html {
        let input = el("input")
            .attr("type", "text")
            .value(self.value)
            .on_value(DomEvent::Input, self.on_input);
        field(self.name, self.label, self.help, input, None, &self.notes).into()
    }
}

/// A labelled field around an input. Under it come `below`, the help and the notes, which are tied to the input.
pub fn field(
    id: &'static str,
    label: String,
    help: String,
    input: El,
    below: Option<El>,
    notes: &[FieldNote],
) -> El {
    let help_id = format!("{id}-help");
    let notes_id = format!("{id}-notes");
    let invalid = notes.iter().any(|note| note.kind == NoteKind::Error);
    let input = input
        .attr("id", id)
        .attr("class", "input")
        .attr("part", "input")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        // Usernames and UUIDs run like this in every language.
        .attr("dir", "ltr")
        .attr("spellcheck", "false")
        .aria_bool("aria-invalid", invalid)
        .attr("aria-describedby", format!("{help_id} {notes_id}"));
    tag("div", "field")
        .child(el("label").attr("for", id).text(label))
        .child(tag("div", "combobox").child(input).maybe(below))
        .child(tag("p", "help").attr("id", help_id).text(help))
        .child(
            tag("div", "notes")
                .attr("id", notes_id)
                .attr(SAY, Urgency::Polite.word())
                .list(notes.iter().map(note).collect()),
        )
}

/// One note under a field.
pub fn note(note: &FieldNote) -> Html {
    let repair = note
        .repair
        .as_ref()
        .map(|(text, action)| button("link-button", text.to_string(), action.clone()));
    tag("div", note.kind.class())
        .key(note.code.to_string())
        .attr("data-code", note.code.clone())
        .maybe(note.kind.tone().sign())
        .child(el("span").text(note.text.clone()))
        .maybe(repair)
        .into()
}

/// A check box with label and help.
pub struct Checkbox {
    /// The label, and so the accessible name.
    pub label: String,
    /// A name that is unique in the element, for the ids.
    pub name: String,
    /// Ticked.
    pub checked: bool,
    /// A sentence of help under it.
    pub help: String,
    /// Cannot be changed.
    pub disabled: bool,
    /// Handle on the `<input>`, for focus.
    pub input: NodeRef,
    /// The new state.
    pub on_change: Callback<bool>,
}

impl Checkbox {
    /// Draws the check box.
    pub fn view(self) -> Html {
        let help_id = format!("{}-help", self.name);
        let input = el("input")
            .attr("id", self.name.clone())
            .attr("type", "checkbox")
            .node(&self.input)
            .checked(self.checked)
            .flag("disabled", self.disabled)
            .attr("aria-describedby", help_id.clone())
            .on(DomEvent::Change, self.on_change.reform(|event| is_checked(&event)));
        tag("div", "check")
            .child(input)
            .child(el("label").attr("for", self.name).text(self.label))
            .child(tag("p", "help").attr("id", help_id).text(self.help))
            .into()
    }
}
