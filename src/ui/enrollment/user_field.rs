//! The username field: a text field that offers users. Without the directory it is a plain text field.

use super::people::People;
use super::state::Key;
use crate::context::Ctx;
use crate::widgets::{FieldNote, NoteKind, note};
use host::DirectoryUser;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The combobox "Assigned user's username".
pub struct UserField<'a> {
    /// Texts.
    pub ctx: &'a Ctx,
    /// A name that is unique in the element, for the ids.
    pub name: &'a str,
    /// The text in it.
    pub value: &'a str,
    /// Sentence of help.
    pub help: String,
    /// Sentences about the value.
    pub notes: Vec<FieldNote>,
    /// Users offered.
    pub people: &'a People,
    /// Cannot be changed now.
    pub read_only: bool,
    /// Handle on the `<input>`.
    pub input: NodeRef,
    /// The whole text after each change.
    pub on_input: Callback<String>,
    /// A key with a meaning of its own.
    pub on_key: Callback<Key>,
    /// A user was clicked.
    pub on_choose: Callback<usize>,
    /// The field was left.
    pub on_leave: Callback<()>,
}

impl UserField<'_> {
    /// Draws the field.
    pub fn view(&self) -> Html {
        field(self)
    }
}

fn field(props: &UserField) -> Html {
    let texts = &props.ctx.texts;
    let id = props.name.to_owned();
    let help_id = format!("{id}-help");
    let notes_id = format!("{id}-notes");
    let list_id = format!("{id}-list");
    let invalid = props.notes.iter().any(|note| note.kind == NoteKind::Error);
    let active =
        props.people.active.filter(|_| props.people.open).map(|index| option_id(&id, index));
    let oninput = props
        .on_input
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    let open = props.people.open;
    let on_key = props.on_key.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        // Keys of an input method that is composing a character are its own.
        let key = match event.key().as_str() {
            _ if event.is_composing() => return,
            "ArrowDown" => Key::Down,
            "ArrowUp" => Key::Up,
            "Enter" => Key::Enter,
            // Without a list, Escape is the dialog's.
            "Escape" if open => Key::Escape,
            _ => return,
        };
        event.prevent_default();
        on_key.emit(key);
    });
    html! {
        <div class="field">
            <label for={id.clone()}>{ texts.get("enrollment.username") }</label>
            <div class="combobox">
                <input id={id.clone()} type="text" ref={props.input.clone()} class="input" part="input" role="combobox"
                    autocomplete="off" autocapitalize="off" spellcheck="false" value={props.value.to_owned()} readonly={props.read_only}
                    aria-autocomplete="list" aria-expanded={open.to_string()} aria-controls={list_id.clone()} aria-activedescendant={active}
                    aria-invalid={invalid.to_string()} aria-describedby={format!("{help_id} {notes_id}")}
                    {oninput} {onkeydown} onblur={props.on_leave.reform(|_| ())} />
                <ul id={list_id} class="combobox-list" role="listbox" aria-label={texts.get("enrollment.users")} hidden={!open}>
                    { for props.people.options.iter().enumerate().map(|(index, user)| option(props, index, user)) }
                </ul>
            </div>
            <p id={help_id} class="help">{ &props.help }</p>
            <div id={notes_id} class="notes" aria-live="polite">{ for props.notes.iter().map(note) }</div>
        </div>
    }
}

fn option_id(name: &str, index: usize) -> String {
    format!("{name}-option-{index}")
}

fn option(props: &UserField, index: usize, user: &DirectoryUser) -> Html {
    let selected = props.people.active == Some(index);
    let about = [user.display_name.as_str(), user.email.as_str()];
    let about: Vec<&str> = about.into_iter().filter(|word| !word.is_empty()).collect();
    html! {
        <li key={user.username.clone()} id={option_id(props.name, index)} role="option"
            class={classes!("combobox-option", selected.then_some("combobox-active"))} aria-selected={selected.to_string()}
            onmousedown={Callback::from(|event: MouseEvent| event.prevent_default())}
            onclick={props.on_choose.reform(move |_| index)}>
            <span class="combobox-name">{ &user.username }</span>
            <span class="combobox-about">{ about.join(" · ") }</span>
        </li>
    }
}
