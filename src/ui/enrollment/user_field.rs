//! The username field: a text field that offers users. Without the directory it is a plain text field.

use super::people::People;
use super::state::Key;
use crate::format::joined;
use crate::shared::Shared;
use crate::widgets::{DomEvent, El, FieldNote, el, field, key_of, tag};
use host::DirectoryUser;
use yew::prelude::*;

/// The combobox "Assigned user's username".
pub struct UserField<'a> {
    /// Texts.
    pub shared: &'a Shared,
    /// A name that is unique in the element, for the ids.
    pub name: &'static str,
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
    pub fn view(&self) -> El {
        view(self)
    }
}

fn view(props: &UserField) -> El {
    let texts = &props.shared.texts;
    let people = props.people;
    let open = people.open;
    let list_id = format!("{}-list", props.name);
    let on_key = props.on_key.clone();
    let key = Callback::from(move |event: Event| {
        let key = match key_of(&event) {
            // Keys of an input method that is composing a character are its own.
            (_, true) => return,
            (key, false) => key,
        };
        let key = match key.as_str() {
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
    let mut input = el("input")
        .attr("type", "text")
        .node(&props.input)
        .attr("role", "combobox")
        .attr("aria-autocomplete", "list")
        .aria_bool("aria-expanded", open)
        .attr("aria-controls", list_id.clone())
        .flag("readonly", props.read_only)
        .value(props.value.to_owned())
        .on_value(DomEvent::Input, props.on_input.clone())
        .on(DomEvent::Key, key)
        .on(DomEvent::Blur, props.on_leave.reform(|_| ()));
    if let Some(index) = people.active.filter(|_| open) {
        input = input.attr("aria-activedescendant", option_id(props.name, index));
    }
    let options = people.options.iter().enumerate();
    let list = tag("ul", "combobox-list")
        .attr("id", list_id)
        .attr("role", "listbox")
        .attr("aria-label", texts.get("enrollment.users"))
        .flag("hidden", !open)
        .list(options.map(|(index, user)| option(props, index, user)).collect());
    let label = texts.get("enrollment.username");
    field(props.name, label, props.help.clone(), input, Some(list), &props.notes)
}

fn option_id(name: &str, index: usize) -> String {
    format!("{name}-option-{index}")
}

fn option(props: &UserField, index: usize, user: &DirectoryUser) -> Html {
    let selected = props.people.active == Some(index);
    let about = joined(&[&user.display_name, &user.email], " · ");
    tag("li", if selected { "combobox-option combobox-active" } else { "combobox-option" })
        .key(user.username.clone())
        .attr("id", option_id(props.name, index))
        .attr("role", "option")
        .aria_bool("aria-selected", selected)
        // The field keeps the focus, so that the click is not taken for leaving it.
        .on(DomEvent::MouseDown, Callback::from(|event: Event| event.prevent_default()))
        .click(props.on_choose.reform(move |()| index))
        .child(tag("span", "combobox-name").text(user.username.clone()))
        .child(tag("span", "combobox-about").text(about))
        .into()
}
