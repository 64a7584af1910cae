//! Form fields with their label, help and notes tied together for screen readers.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// How much a note under a field weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// The value cannot be used.
    Error,
    /// Probably a mistake.
    Warning,
    /// Something was repaired or could be.
    Hint,
    /// It is right.
    Good,
}

impl NoteKind {
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
    /// How much it weighs.
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
    pub label: AttrValue,
    /// A name that is unique in the element, for the ids.
    pub name: AttrValue,
    /// The text in it.
    pub value: AttrValue,
    /// A sentence of help that is always there.
    pub help: AttrValue,
    /// Sentences about the value.
    pub notes: Vec<FieldNote>,
    /// The whole text after each change.
    pub on_input: Callback<String>,
}

impl TextField {
    /// Draws the field.
    pub fn view(&self) -> Html {
        let props = self;
        let id = props.name.clone();
        let help_id = format!("{id}-help");
        let notes_id = format!("{id}-notes");
        let invalid = props.notes.iter().any(|note| note.kind == NoteKind::Error);
        let oninput = props
            .on_input
            .reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
        html! {
            <div class="field">
                <label for={id.clone()}>{ &props.label }</label>
                <input id={id} type="text" class="input" part="input" autocomplete="off" autocapitalize="off" spellcheck="false"
                    value={props.value.clone()}
                    aria-invalid={invalid.to_string()} aria-describedby={format!("{help_id} {notes_id}")} {oninput} />
                <p id={help_id} class="help">{ &props.help }</p>
                <div id={notes_id} class="notes" aria-live="polite">{ for props.notes.iter().map(note) }</div>
            </div>
        }
    }
}

/// One note under a field.
pub fn note(note: &FieldNote) -> Html {
    html! {
        <div key={note.code.to_string()} class={note.kind.class()} data-code={note.code.clone()}>
            <span>{ &note.text }</span>
            if let Some((text, action)) = &note.repair {
                <button type="button" class="link-button" onclick={action.reform(|_| ())}>{ text }</button>
            }
        </div>
    }
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
        let onchange = self.on_change.reform(|event: yew::Event| {
            event.target_unchecked_into::<HtmlInputElement>().checked()
        });
        html! {
            <div class="check">
                <input id={self.name.clone()} type="checkbox" ref={self.input} checked={self.checked} disabled={self.disabled}
                    aria-describedby={help_id.clone()} {onchange} />
                <label for={self.name}>{ self.label }</label>
                <p id={help_id} class="help">{ self.help }</p>
            </div>
        }
    }
}
