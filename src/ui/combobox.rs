//! A text field that offers options: an editable combobox with a list, as the ARIA practices describe it. It must never
//! choose by itself: its owner keeps the options, and the one that Enter takes.

use crate::widgets::{DomEvent, El, FieldNote, SAY, Urgency, el, field, key_of, tag};
use yew::prelude::*;

/// A key with a meaning of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The next option.
    Down,
    /// The one before.
    Up,
    /// Take the option.
    Enter,
    /// Close the list.
    Escape,
    /// A press into the field with the pointer: show the list, for those who know no name.
    Press,
}

/// Whether the list is shown, and the option that Enter takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// Whether the list is shown.
    pub open: bool,
    /// The option that Enter takes.
    pub active: Option<usize>,
}

impl Offer {
    /// Moves to the next of `count` options, or to the one before. A closed list is opened first.
    pub fn step(&mut self, forward: bool, count: usize) {
        let Some(last) = count.checked_sub(1) else { return };
        self.active = Some(match (self.active.filter(|_| self.open), forward) {
            (None, true) => 0,
            (None, false) => last,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => at.checked_sub(1).unwrap_or(last),
        });
        self.open = true;
    }

    /// The option that Enter takes now.
    pub fn chosen(self) -> Option<usize> {
        self.active.filter(|_| self.open)
    }
}

/// One option.
pub struct Choice {
    /// The word for it.
    pub name: String,
    /// What tells it from the others.
    pub about: String,
}

/// The combobox.
pub struct Combobox<'a> {
    /// A name that is unique in the element, for the ids.
    pub name: &'static str,
    /// The label, and so the accessible name.
    pub label: String,
    /// A sentence of help.
    pub help: String,
    /// The text in it.
    pub value: &'a str,
    /// Sentences about the value.
    pub notes: Vec<FieldNote>,
    /// The accessible name of the list.
    pub list_label: String,
    /// The options.
    pub options: Vec<Choice>,
    /// The state of the list.
    pub offer: Offer,
    /// The number of options in words, for screen readers.
    pub count: String,
    /// Cannot be changed now.
    pub read_only: bool,
    /// Handle on the `<input>`.
    pub input: NodeRef,
    /// The whole text after each change.
    pub on_input: Callback<String>,
    /// A key with a meaning of its own.
    pub on_key: Callback<Key>,
    /// An option was clicked.
    pub on_choose: Callback<usize>,
    /// The field was left.
    pub on_leave: Callback<()>,
}

impl Combobox<'_> {
    /// Draws the field. While its list is closed, the list has no nodes for the options.
    pub fn view(self) -> El {
        let open = self.offer.open && !self.options.is_empty();
        let chosen = self.offer.active.filter(|_| open);
        let list_id = format!("{}-list", self.name);
        let mut input = el("input")
            .attr("type", "text")
            .node(&self.input)
            .attr("role", "combobox")
            .attr("aria-autocomplete", "list")
            .aria_bool("aria-expanded", open)
            .attr("aria-controls", list_id.clone())
            .flag("readonly", self.read_only)
            .value(self.value.to_owned())
            .on_value(DomEvent::Input, self.on_input)
            .click(self.on_key.reform(|()| Key::Press))
            .on(DomEvent::Key, keys(self.on_key, open, chosen.is_some()))
            .on(DomEvent::Blur, self.on_leave.reform(|_| ()));
        if let Some(index) = chosen {
            input = input.attr("aria-activedescendant", option_id(self.name, index));
        }
        let options = self.options.iter().enumerate().filter(|_| open);
        let list = tag("ul", "combobox-list")
            .attr("id", list_id)
            .attr("role", "listbox")
            .attr("aria-label", self.list_label)
            .flag("hidden", !open)
            .list(
                options
                    .map(|(index, choice)| {
                        option(self.name, index, choice, chosen == Some(index), &self.on_choose)
                    })
                    .collect(),
            );
        let count = tag("span", "visually-hidden")
            .attr(SAY, Urgency::Polite.word())
            .text(if open { self.count } else { String::new() });
        let below = tag("div", "combobox-below").child(list).child(count);
        field(self.name, self.label, self.help, input, Some(below), &self.notes)
    }
}

/// The keys of the list. Enter is the form's as long as no option is chosen, and Escape the panel's while there is no list.
fn keys(on_key: Callback<Key>, open: bool, chosen: bool) -> Callback<Event> {
    Callback::from(move |event: Event| {
        let key = match key_of(&event) {
            // Keys of an input method that is composing a character are its own.
            (_, true) => return,
            (key, false) => key,
        };
        let key = match key.as_str() {
            "ArrowDown" => Key::Down,
            "ArrowUp" => Key::Up,
            "Enter" if chosen => Key::Enter,
            "Escape" if open => Key::Escape,
            _ => return,
        };
        event.prevent_default();
        on_key.emit(key);
    })
}

fn option_id(name: &str, index: usize) -> String {
    format!("{name}-option-{index}")
}

fn option(
    name: &str,
    index: usize,
    choice: &Choice,
    selected: bool,
    on_choose: &Callback<usize>,
) -> Html {
    tag("li", if selected { "combobox-option combobox-active" } else { "combobox-option" })
        .key(format!("{} {}", choice.name, choice.about))
        .attr("id", option_id(name, index))
        .attr("role", "option")
        .aria_bool("aria-selected", selected)
        // The field keeps the focus, so that the click is not taken for leaving it.
        .on(DomEvent::MouseDown, Callback::from(|event: Event| event.prevent_default()))
        .click(on_choose.reform(move |()| index))
        .child(tag("span", "combobox-name").text(choice.name.clone()))
        .child(tag("span", "combobox-about").text(choice.about.clone()))
        .into()
}
