//! The check boxes of the list, and the keys of its table. They must never know what is selected: they tell what was pressed.

use super::state::{Coverage, Msg, State, selection};
use crate::shared::Shared;
use crate::widgets::{DomEvent, El, el, key_of, shift_of, tag};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Whether the Shift key was held when the space bar went down on a box. Not every browser says so at the click that follows.
pub type Held = Rc<Cell<bool>>;

/// The cell with the box of a device. A press beside the box counts, too. `toggle` gets whether all boxes since the one before
/// are meant.
pub fn row_box(name: String, is_on: bool, held: &Held, toggle: Callback<bool>) -> El {
    let (at_key, at_click) = (held.clone(), held.clone());
    let key = Callback::from(move |event: Event| at_key.set(shift_of(&event).0));
    // With the Shift key a browser would select the text of the rows between, too.
    let down = Callback::from(|event: Event| {
        if shift_of(&event).0 {
            event.prevent_default();
        }
    });
    let click = Callback::from(move |event: Event| {
        let (shift, is_by_key) = shift_of(&event);
        let was_held = at_click.take() && is_by_key;
        let target = event.target().and_then(|it| it.dyn_into::<HtmlElement>().ok());
        match target.filter(|target| target.tag_name() == "INPUT") {
            // The box has the focus that the press would have given it.
            Some(input) if shift => {
                let _ = input.focus();
            }
            Some(_) => {}
            // Beside the box nothing else is to press it, too.
            None => event.prevent_default(),
        }
        toggle.emit(shift || was_held);
    });
    let input = el("input").attr("type", "checkbox").attr("aria-label", name).checked(is_on);
    tag("td", "cell-box")
        .attr("role", "cell")
        .on(DomEvent::Key, key)
        .on(DomEvent::MouseDown, down)
        .on(DomEvent::Click, click)
        .child(tag("label", "box").child(input))
}

/// The head of the column of boxes, with the box of the page.
pub fn head_box(shared: &Shared, state: &State, on_msg: &Callback<Msg>) -> El {
    let coverage = state.selection.coverage(state.devices().map(|device| &*device.serial));
    let toggle = on_msg.reform(|_| Msg::Select(selection::Msg::TogglePage));
    let input = el("input")
        .attr("type", "checkbox")
        .checked(coverage == Coverage::All)
        .mixed(coverage == Coverage::Some)
        .on(DomEvent::Change, toggle);
    let label = tag("label", "box")
        .child(input)
        .child(tag("span", "box-text").text(shared.texts.get("devices.select.page")));
    tag("th", "cell-box").attr("role", "columnheader").attr("scope", "col").child(label)
}

/// The keys of the table: Escape lets the selection go, the arrows lead through the buttons at the end of a row.
pub fn table_keys(state: &State, on_msg: &Callback<Msg>) -> Callback<Event> {
    let has_selection = state.selection.count() > 0;
    let on_msg = on_msg.clone();
    Callback::from(move |event: Event| {
        if event.default_prevented() {
            return;
        }
        match key_of(&event).0.as_str() {
            "Escape" if has_selection => {
                event.prevent_default();
                on_msg.emit(Msg::Select(selection::Msg::Clear));
            }
            key @ ("ArrowLeft" | "ArrowRight") => step(&event, key == "ArrowRight"),
            _ => {}
        }
    })
}

/// Moves the focus to the button before or behind, among those at the end of a row.
fn step(event: &Event, is_right: bool) {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let Some(button) = target.filter(|it| it.closest(".cell-actions").is_ok_and(|it| it.is_some()))
    else {
        return;
    };
    let is_forward = is_right != button.matches(":dir(rtl)").unwrap_or(false);
    let mut next = Some(button);
    loop {
        next = next.and_then(|it| {
            if is_forward { it.next_element_sibling() } else { it.previous_element_sibling() }
        });
        match next.clone().map(|it| it.dyn_into::<HtmlElement>()) {
            None => return,
            Some(Ok(it)) if it.tag_name() == "BUTTON" => {
                event.prevent_default();
                let _ = it.focus();
                return;
            }
            Some(_) => {}
        }
    }
}
