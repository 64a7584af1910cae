//! Where the focus goes when the control that has it vanishes. Browsers let it fall to the page, and then a keyboard begins
//! at the top and a screen reader is silent.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};
use yew::NodeRef;

/// Remembers the focused control of a surface across a change of the surface.
#[derive(Default)]
pub struct Heir {
    focused: Option<Element>,
}

impl Heir {
    /// Before a change: remembers what has the focus inside `surface`. Call it where the message is taken.
    pub fn before(&mut self, surface: &NodeRef) {
        let Some(surface) = surface.cast::<Element>() else { return };
        let root = surface.get_root_node().dyn_into::<ShadowRoot>().ok();
        let focused = root.and_then(|root| root.active_element());
        self.focused = focused.filter(|focused| surface.contains(Some(focused)));
    }

    /// After the change, in `rendered`: if the control has gone and nothing else has taken the focus, `heir` gets it.
    pub fn after(&mut self, heir: &NodeRef) {
        let Some(focused) = self.focused.take() else { return };
        let Some(heir) = heir.cast::<HtmlElement>() else { return };
        let root = heir.get_root_node().dyn_into::<ShadowRoot>().ok();
        let now = root.and_then(|root| root.active_element());
        let is_usable = focused.is_connected()
            && focused.get_client_rects().length() > 0
            && !focused.matches(":disabled").unwrap_or(false);
        if !is_usable && now.is_none_or(|now| now == focused) {
            let _ = heir.focus();
        }
    }
}
