//! A surface of the second module: grey lines while the module is loaded, the shell's card if that fails, then the surface. It
//! must never keep anything of a surface.

use super::module::{drawing, wait};
use super::surface::{RestSurface, Stand};
use crate::callbacks::later;
use crate::shared::Shared;
use crate::widgets::{DomEvent, Icon, Modal, ModalKey, icon_button, skeleton, tag};
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

/// Properties of [`Rest`].
#[derive(Clone, PartialEq, Properties)]
pub struct RestProps {
    /// The surface.
    pub surface: RestSurface,
}

/// A message to [`Rest`].
pub enum Msg {
    /// The load has ended; whether the module is there.
    Loaded(bool),
    /// Try again.
    Retry,
}

/// Draws a surface of the second module as soon as it can.
#[derive(Default)]
pub struct Rest {
    /// Why the last load has failed.
    failure: Option<Html>,
    /// The dialog in place of a surface that is one.
    modal: Modal,
}

impl Rest {
    fn load(&mut self, scope: &Context<Self>) {
        self.failure = None;
        let loading = (scope.props().surface.shared().rest().load)();
        later(scope.link(), Box::pin(async { Msg::Loaded(loading.await) }));
    }

    fn waiting(&self, scope: &Context<Self>, shared: &Shared) -> Html {
        let content = match &self.failure {
            None => skeleton(6, shared.texts.get("common.loading")),
            Some(failure) => failure.clone(),
        };
        let pressed = scope.link().batch_callback(|event: Event| {
            let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok())?;
            (pressed.tag_name() == "BUTTON").then_some(Msg::Retry)
        });
        tag("div", "dialog-body").on(DomEvent::Click, pressed).child(content).into()
    }
}

impl Component for Rest {
    type Message = Msg;
    type Properties = RestProps;

    fn create(scope: &Context<Self>) -> Self {
        let mut rest = Rest::default();
        if drawing().is_none() {
            match scope.props().surface.can_wait() {
                true => wait(scope.link().callback(|()| Msg::Loaded(true))),
                false => rest.load(scope),
            }
        }
        rest
    }

    fn update(&mut self, scope: &Context<Self>, msg: Msg) -> bool {
        match msg {
            // The dialog gives the focus back before the surface takes it.
            Msg::Loaded(true) => self.modal.close(),
            Msg::Loaded(false) => {
                let card = (scope.props().surface.shared().rest().card)();
                self.failure = Some(card.map_or_else(Html::default, Html::VRef));
            }
            Msg::Retry => self.load(scope),
        }
        true
    }

    fn view(&self, scope: &Context<Self>) -> Html {
        let surface = &scope.props().surface;
        if let Some(draw) = drawing() {
            return draw(surface);
        }
        if surface.can_wait() {
            return Html::default();
        }
        let shared = surface.shared();
        let content = self.waiting(scope, shared);
        let Some(Stand { class, label, on_close }) = surface.stand() else { return content };
        let close = shared.texts.get("common.close");
        let escape = on_close.clone();
        let key = Callback::from(move |key| {
            if key == ModalKey::Escape {
                escape.emit(());
            }
        });
        self.modal
            .view(class, label, key)
            .child(content)
            .child(icon_button("icon-button dialog-close", Icon::Close, close, on_close))
            .into()
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if drawing().is_none() {
            self.modal.open();
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        self.modal.close();
    }
}
