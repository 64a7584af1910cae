//! Where the focus goes when the control that had it has gone with a message: to the row that it was about, else to the list.
//! It must never move a focus that is somewhere.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, ShadowRoot};
use yew::NodeRef;

/// The focus before a message, and the row that was used last.
#[derive(Default)]
pub struct RowHeir {
    /// The serial number of that row.
    pub serial: String,
    focused: Option<Element>,
}

fn focused(node: &NodeRef) -> Option<Element> {
    let root = node.get()?.get_root_node().dyn_into::<ShadowRoot>().ok()?;
    root.active_element()
}

impl RowHeir {
    /// Before a message: remembers what has the focus in the shadow root of a node.
    pub fn before(&mut self, node: &NodeRef) {
        self.focused = focused(node);
    }

    /// After it is drawn: if that has gone and nothing has the focus, the row gets it.
    pub fn after(&mut self, table: &NodeRef) {
        let Some(before) = self.focused.take() else { return };
        if before.is_connected() || focused(table).is_some() {
            return;
        }
        let Some(list) = table.cast::<Element>() else { return };
        let rows = list.query_selector_all(".serial").ok();
        let buttons = rows.iter().flat_map(|rows| (0..rows.length()).filter_map(|at| rows.get(at)));
        let mut row = buttons.filter(|one| one.text_content().as_deref() == Some(&*self.serial));
        let heir = row.next_back().unwrap_or_else(|| list.into());
        if let Ok(heir) = heir.dyn_into::<HtmlElement>() {
            // The list stays where the admin has scrolled it to.
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = heir.focus_with_options(&options);
        }
    }
}
