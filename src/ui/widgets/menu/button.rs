//! The button of a menu. A closed menu is its button and no other node, because a table has fifty. It must never know the actions.

use crate::widgets::{DomEvent, El, focus, key_of, tag};
use yew::prelude::*;

/// The entry of a menu that has the focus first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuEnd {
    /// The first one.
    First,
    /// The last one: the menu was opened by the arrow that leads up.
    Last,
}

/// What the button shows: three dots that every font has.
const DOTS: &str = "\u{2022}\u{2022}\u{2022}";

/// Draws the button. It opens the menu at an end, or closes it with `None`. `node` is its own, where the list is placed.
pub fn menu_button(
    node: &NodeRef,
    label: String,
    is_open: bool,
    on_toggle: Callback<Option<MenuEnd>>,
) -> El {
    // The press would take the focus from the list and so close it, and the click would open it again.
    let keep = Callback::from(move |event: Event| {
        if is_open {
            event.prevent_default();
        }
    });
    let by_key = on_toggle.clone();
    let key = Callback::from(move |event: Event| {
        let end = match key_of(&event).0.as_str() {
            "ArrowDown" if !is_open => Some(MenuEnd::First),
            "ArrowUp" if !is_open => Some(MenuEnd::Last),
            "Escape" if is_open => None,
            _ => return,
        };
        // The dialog around the menu must not take the key as its own.
        event.stop_propagation();
        event.prevent_default();
        by_key.emit(end);
    });
    let own = node.clone();
    let click = Callback::from(move |()| {
        if is_open {
            focus(&own);
        }
        on_toggle.emit((!is_open).then_some(MenuEnd::First));
    });
    tag("button", "icon-button dots")
        .node(node)
        .attr("type", "button")
        .attr("aria-haspopup", "menu")
        .aria_bool("aria-expanded", is_open)
        .attr("aria-label", label)
        .on(DomEvent::MouseDown, keep)
        .on(DomEvent::Key, key)
        .click(click)
        .text(DOTS)
}
