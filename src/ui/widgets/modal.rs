//! A modal dialog on the platform's own `<dialog>`, which brings the top layer, keeps the focus inside and gives it back. It
//! must never close by itself: it asks, and its owner stops drawing it.

use super::{DomEvent, El, key_of, layer, tag};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlDialogElement, HtmlElement, ShadowRoot};
use yew::prelude::*;

/// A modal `<dialog>`, open as long as it is drawn. A part of its owner, because a component of its own costs another drawing.
#[derive(Default)]
pub struct Modal {
    element: NodeRef,
    opener: Option<HtmlElement>,
    focused: Option<Element>,
}

/// A key that was pressed in the modal and that nothing in it has taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModalKey {
    /// Escape, or the platform's way back.
    Escape,
    /// The neighbour before: K, outside of fields.
    Previous,
    /// The neighbour after: J, outside of fields.
    Next,
}

impl Modal {
    fn dialog(&self) -> Option<HtmlDialogElement> {
        self.element.cast()
    }

    /// The element, empty, with this name for screen readers.
    pub fn view(&self, class: &'static str, label: String, on_key: Callback<ModalKey>) -> El {
        // Escape is taken at the key, because a browser lets a page refuse the later `cancel` only once.
        let (own, pressed) = (self.element.clone(), on_key.clone());
        let key = Callback::from(move |event: Event| {
            if event.default_prevented() {
                return;
            }
            let key = match key_of(&event) {
                (_, true) => return,
                (key, false) => key,
            };
            let key = match key.as_str() {
                "Tab" => {
                    if let Some(next) = beyond_the_end(&own, &event) {
                        event.prevent_default();
                        let _ = next.focus();
                    }
                    return;
                }
                "Escape" => ModalKey::Escape,
                "k" if !is_field(&event) => ModalKey::Previous,
                "j" if !is_field(&event) => ModalKey::Next,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            pressed.emit(key);
        });
        let (own, pressed) = (self.element.clone(), on_key.clone());
        let cancel = Callback::from(move |event: Event| {
            if is_own(&event, &own) {
                event.prevent_default();
                pressed.emit(ModalKey::Escape);
            }
        });
        let own = self.element.clone();
        // A browser that closes it without asking: it is shown again until its owner decides.
        let close = Callback::from(move |event: Event| {
            if is_own(&event, &own)
                && let Some(dialog) = own.cast::<HtmlDialogElement>()
                && !dialog.open()
                && dialog.is_connected()
            {
                let _ = dialog.show_modal();
                on_key.emit(ModalKey::Escape);
            }
        });
        tag("dialog", class)
            .node(&self.element)
            .attr("part", "dialog")
            .attr("aria-label", label)
            .on(DomEvent::Key, key)
            .on(DomEvent::Cancel, cancel)
            .on(DomEvent::Close, close)
    }

    /// Opens it when it was drawn for the first time.
    pub fn open(&mut self) {
        if let Some(dialog) = self.dialog().filter(|dialog| !dialog.open()) {
            self.opener = focused(&dialog);
            let _ = dialog.show_modal();
            layer::opened(&dialog);
        }
    }

    /// Closes it before it leaves the page, and gives the focus back to its opener.
    pub fn close(&mut self) {
        let Some(dialog) = self.dialog() else { return };
        // Closing, unlike removing, gives the focus back to the element that opened the dialog.
        dialog.close();
        layer::closed(&dialog);
        // A dialog that has already left the page with its parent cannot give anything back, so it is done for it.
        if let Some(opener) = self.opener.take().filter(|opener| opener.is_connected())
            && !dialog.is_connected()
        {
            let _ = opener.focus();
        }
    }

    /// Before a change: remembers the element that has the focus. While the focus moves, none has it.
    pub fn remember_focus(&mut self) {
        let root = self.dialog().and_then(|dialog| root(&dialog));
        self.focused = root.and_then(|root| root.active_element());
    }

    /// After the change: whether the element that had the focus has gone, and the focus with it. It asks for no layout, which
    /// would cost more than the change.
    pub fn has_lost_focus(&mut self) -> bool {
        let Some(focused) = self.focused.take() else { return false };
        let is_hidden = || focused.closest("[hidden], :disabled").is_ok_and(|it| it.is_some());
        if focused.is_connected() && !is_hidden() {
            return false;
        }
        let root = self.dialog().and_then(|dialog| root(&dialog));
        let now = root.and_then(|root| root.active_element());
        now.is_none_or(|now| now == focused)
    }
}

/// What Tab stops at, while it is shown.
const STOPS: &str =
    "a[href], summary, :is(button, input, select, textarea):not(:disabled), [tabindex]";

/// The first control when Tab is pressed on the last one, and the other way round with Shift; else `None`. Browsers go to their
/// own controls there, and where they have none Firefox never comes back to the first.
fn beyond_the_end(dialog: &NodeRef, event: &Event) -> Option<HtmlElement> {
    let all = dialog.cast::<Element>()?.query_selector_all(STOPS).ok()?;
    let all = (0..all.length()).filter_map(|at| all.get(at)?.dyn_into::<HtmlElement>().ok());
    let mut stops = all.filter(|stop| stop.tab_index() >= 0 && stop.offset_width() > 0);
    let first = stops.next()?;
    let last = stops.last().unwrap_or_else(|| first.clone());
    let is_back = event.unchecked_ref::<web_sys::KeyboardEvent>().shift_key();
    let (end, next) = if is_back { (first, last) } else { (last, first) };
    (event.target().map(JsValue::from)? == JsValue::from(end)).then_some(next)
}

fn root(dialog: &HtmlDialogElement) -> Option<ShadowRoot> {
    dialog.get_root_node().dyn_into::<ShadowRoot>().ok()
}

/// The focused element outside the dialog: in its own shadow root, else in the page.
fn focused(dialog: &HtmlDialogElement) -> Option<HtmlElement> {
    let inside = root(dialog).and_then(|root| root.active_element());
    let active = inside.or_else(|| web_sys::window()?.document()?.active_element());
    active.and_then(|active| active.dyn_into().ok())
}

/// Whether the event came from this dialog itself and not from a picker inside it.
fn is_own(event: &Event, dialog: &NodeRef) -> bool {
    event.target().map(JsValue::from).as_ref() == dialog.get().map(JsValue::from).as_ref()
}

/// Whether the event came from a field, where letters are text.
fn is_field(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| matches!(&*element.tag_name(), "INPUT" | "SELECT" | "TEXTAREA"))
}
