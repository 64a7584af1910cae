//! A modal dialog on the platform's own `<dialog>`, which brings the top layer, keeps the focus inside and gives it back.
//! It must never close by itself: it asks, and its owner stops drawing it.

use super::{DomEvent, button, el, key_of, tag};
use crate::callbacks::press;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlDialogElement, HtmlElement, ShadowRoot};
use yew::prelude::*;

/// The role of the dialog for a screen reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DialogRole {
    /// A task.
    #[default]
    Dialog,
    /// A question that must be answered.
    AlertDialog,
}

/// Properties of [`Dialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct DialogProps {
    /// Heading and accessible name.
    pub title: AttrValue,
    /// A name that is unique in the element, for the ids inside.
    pub name: AttrValue,
    /// Text of the close button in the corner, for screen readers.
    pub close_label: AttrValue,
    /// Dialog or alert dialog.
    #[prop_or_default]
    pub role: DialogRole,
    /// Wide enough for two columns.
    #[prop_or_default]
    pub wide: bool,
    /// Something asked for it to close.
    pub on_close: Callback<()>,
    /// The buttons at the bottom.
    #[prop_or_default]
    pub footer: Html,
    /// The content.
    pub children: Html,
}

/// A modal dialog, open as long as it is drawn.
pub struct Dialog {
    element: NodeRef,
    opener: Option<HtmlElement>,
}

/// A message to a [`Dialog`].
#[derive(Clone, Copy, Debug)]
pub enum DialogMsg {
    /// Something asked for it to close: Escape, the platform's back gesture, the button in the corner.
    Close,
    /// The browser closed it without asking; it is shown again until its owner decides.
    ClosedByBrowser,
}

impl Dialog {
    fn dialog(&self) -> Option<HtmlDialogElement> {
        self.element.cast()
    }
}

impl Component for Dialog {
    type Message = DialogMsg;
    type Properties = DialogProps;

    fn create(_: &yew::Context<Self>) -> Self {
        Dialog { element: NodeRef::default(), opener: None }
    }

    fn update(&mut self, scope: &yew::Context<Self>, msg: DialogMsg) -> bool {
        match msg {
            DialogMsg::Close => scope.props().on_close.emit(()),
            DialogMsg::ClosedByBrowser => {
                if let Some(dialog) = self.dialog()
                    && !dialog.open()
                    && dialog.is_connected()
                {
                    let _ = dialog.show_modal();
                    scope.props().on_close.emit(());
                }
            }
        }
        false
    }

    fn view(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        let link = scope.link();
        let title_id = format!("{}-title", props.name);
        // Escape is taken at the key, because a browser lets a page refuse the later `cancel` only once.
        let key = link.batch_callback(|event: Event| {
            (key_of(&event).0 == "Escape" && !event.default_prevented()).then(|| {
                event.prevent_default();
                event.stop_propagation();
                DialogMsg::Close
            })
        });
        let own = self.element.clone();
        let cancel = link.batch_callback(move |event: Event| {
            is_own(&event, &own).then(|| {
                event.prevent_default();
                DialogMsg::Close
            })
        });
        let own = self.element.clone();
        let close = link.batch_callback(move |event: Event| {
            is_own(&event, &own).then_some(DialogMsg::ClosedByBrowser)
        });
        let corner = press(link, || DialogMsg::Close);
        let head = tag("header", "dialog-head")
            .child(el("h2").attr("id", title_id.clone()).text(props.title.clone()))
            .child(
                button("icon-button", "×".to_owned(), corner)
                    .attr("aria-label", props.close_label.clone()),
            );
        let dialog = tag("dialog", if props.wide { "dialog dialog-wide" } else { "dialog" })
            .node(&self.element)
            .attr("part", "dialog")
            .attr("aria-labelledby", title_id)
            .on(DomEvent::Key, key)
            .on(DomEvent::Cancel, cancel)
            .on(DomEvent::Close, close)
            .child(head)
            .child(tag("div", "dialog-body").child(props.children.clone()))
            .child(tag("footer", "dialog-foot").child(props.footer.clone()));
        match props.role {
            DialogRole::Dialog => dialog.into(),
            DialogRole::AlertDialog => dialog.attr("role", "alertdialog").into(),
        }
    }

    fn rendered(&mut self, _: &yew::Context<Self>, first: bool) {
        if let Some(dialog) = self.dialog().filter(|dialog| first && !dialog.open()) {
            self.opener = focused(&dialog);
            let _ = dialog.show_modal();
        }
    }

    fn destroy(&mut self, _: &yew::Context<Self>) {
        let Some(dialog) = self.dialog() else { return };
        // Closing, unlike removing, gives the focus back to the element that opened the dialog.
        dialog.close();
        // A dialog that has already left the page with its parent cannot give anything back, so it is done for it.
        if let Some(opener) = self.opener.take().filter(|opener| opener.is_connected())
            && !dialog.is_connected()
        {
            let _ = opener.focus();
        }
    }
}

/// The focused element outside the dialog: in its own shadow root, else in the page.
fn focused(dialog: &HtmlDialogElement) -> Option<HtmlElement> {
    let root = dialog.get_root_node().dyn_into::<ShadowRoot>().ok();
    let inside = root.and_then(|root| root.active_element());
    let active = inside.or_else(|| web_sys::window()?.document()?.active_element());
    active.and_then(|active| active.dyn_into().ok())
}

/// Whether the event came from this dialog itself and not from a picker or another dialog inside it.
fn is_own(event: &Event, dialog: &NodeRef) -> bool {
    event.target().map(JsValue::from).as_ref() == dialog.get().map(JsValue::from).as_ref()
}
