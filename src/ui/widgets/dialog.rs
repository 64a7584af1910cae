//! A modal dialog on the platform's own `<dialog>`: top layer, focus kept inside, focus given back. It must never close
//! by itself: it asks, and its owner stops drawing it.

use wasm_bindgen::JsValue;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// What asked for the dialog to close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseSource {
    /// The Escape key or the platform's back gesture.
    Escape,
    /// The close button in the corner.
    Button,
}

/// What the dialog is to a screen reader.
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
    pub on_close: Callback<CloseSource>,
    /// The buttons at the bottom.
    #[prop_or_default]
    pub footer: Html,
    /// The content.
    pub children: Html,
}

/// A modal dialog, open as long as it is drawn.
pub struct Dialog {
    element: NodeRef,
}

/// What happens to a [`Dialog`].
pub enum DialogMsg {
    /// Something asked for it to close.
    Close(CloseSource),
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
        Dialog { element: NodeRef::default() }
    }

    fn update(&mut self, ctx: &yew::Context<Self>, msg: DialogMsg) -> bool {
        match msg {
            DialogMsg::Close(source) => ctx.props().on_close.emit(source),
            DialogMsg::ClosedByBrowser => {
                if let Some(dialog) = self.dialog()
                    && !dialog.open()
                    && dialog.is_connected()
                {
                    let _ = dialog.show_modal();
                    ctx.props().on_close.emit(CloseSource::Escape);
                }
            }
        }
        false
    }

    fn view(&self, ctx: &yew::Context<Self>) -> Html {
        let props = ctx.props();
        let link = ctx.link();
        let title_id = format!("{}-title", props.name);
        let role = match props.role {
            DialogRole::Dialog => None,
            DialogRole::AlertDialog => Some("alertdialog"),
        };
        // Escape is taken at the key, because a browser lets a page refuse the later `cancel` only once.
        let onkeydown = link.batch_callback(|event: KeyboardEvent| {
            (event.key() == "Escape" && !event.default_prevented()).then(|| {
                event.prevent_default();
                event.stop_propagation();
                DialogMsg::Close(CloseSource::Escape)
            })
        });
        let own = self.element.clone();
        let oncancel = link.batch_callback(move |event: yew::Event| {
            is_own(&event, &own).then(|| {
                event.prevent_default();
                DialogMsg::Close(CloseSource::Escape)
            })
        });
        let own = self.element.clone();
        let onclose = link.batch_callback(move |event: yew::Event| {
            is_own(&event, &own).then_some(DialogMsg::ClosedByBrowser)
        });
        html! {
            <dialog ref={self.element.clone()} class={classes!("dialog", props.wide.then_some("dialog-wide"))} part="dialog"
                aria-labelledby={title_id.clone()} {role} {onkeydown} {oncancel} {onclose}>
                <header class="dialog-head">
                    <h2 id={title_id}>{ &props.title }</h2>
                    <button type="button" class="icon-button" aria-label={&props.close_label}
                        onclick={link.callback(|_| DialogMsg::Close(CloseSource::Button))}>{ "×" }</button>
                </header>
                <div class="dialog-body">{ props.children.clone() }</div>
                <footer class="dialog-foot">{ props.footer.clone() }</footer>
            </dialog>
        }
    }

    fn rendered(&mut self, _: &yew::Context<Self>, first: bool) {
        if let Some(dialog) = self.dialog().filter(|dialog| first && !dialog.open()) {
            let _ = dialog.show_modal();
        }
    }

    fn destroy(&mut self, _: &yew::Context<Self>) {
        // Closing, unlike removing, gives the focus back to whatever opened the dialog.
        if let Some(dialog) = self.dialog() {
            dialog.close();
        }
    }
}

/// Whether the event came from this dialog itself and not from a picker or another dialog inside it.
fn is_own(event: &yew::Event, dialog: &NodeRef) -> bool {
    event.target().map(JsValue::from).as_ref() == dialog.get().map(JsValue::from).as_ref()
}
