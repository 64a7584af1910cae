//! The settings of the checklist and of the list, behind a button at the top of the page. They hold for all devices. It must
//! never keep a copy of them.

use super::settings_form::SettingsProps;
use crate::rest::{self, Rest, RestSurface};
use crate::shared::Shared;
use crate::widgets::{DomEvent, El, button, focus, focus_target, key_of, tag};
use web_sys::Node;
use yew::prelude::*;

/// The button with its settings: a part of the page, because a component of its own would cost another three kilobytes.
#[derive(Default)]
pub struct SettingsButton {
    is_open: bool,
    whole: NodeRef,
    button: NodeRef,
}

/// A message to the settings.
pub enum SettingsMsg {
    /// The button was pressed.
    Toggle,
    /// Escape was pressed: the button gets the focus.
    Escape,
    /// The focus went from an element to this one, which may be outside.
    Left(Option<Node>),
}

impl SettingsButton {
    /// Takes one message.
    pub fn update(&mut self, msg: SettingsMsg) {
        match msg {
            SettingsMsg::Toggle => {
                self.is_open = !self.is_open;
                // Safari gives no focus to a button that is pressed, and then nothing would tell that it has left.
                focus(&self.button);
            }
            SettingsMsg::Escape if self.is_open => {
                self.is_open = false;
                focus(&self.button);
            }
            SettingsMsg::Escape => {}
            SettingsMsg::Left(to) => {
                let stays = match &to {
                    Some(to) => self.whole.get().is_some_and(|whole| whole.contains(Some(to))),
                    // To nothing: a press beside the settings, or another window, from which one comes back.
                    None => !has_window(),
                };
                self.is_open &= stays;
            }
        }
    }

    /// Draws the button, and the settings while they are open.
    pub fn view(&self, shared: &Shared, send: &Callback<SettingsMsg>) -> El {
        let pressed = send.clone();
        let key = Callback::from(move |event: Event| {
            if key_of(&event).0 == "Escape" {
                pressed.emit(SettingsMsg::Escape);
            }
        });
        let left = send.reform(|event: Event| SettingsMsg::Left(focus_target(&event)));
        let text = shared.texts.get("devices.settings");
        let toggle = button("button button-small", text, send.reform(|()| SettingsMsg::Toggle))
            .node(&self.button)
            .aria_bool("aria-expanded", self.is_open);
        let form = self.is_open.then(|| {
            let owner = shared.clone();
            let on_change = Callback::from(move |settings| rest::set_settings(&owner, settings));
            let form = SettingsProps { shared: shared.clone(), on_change };
            html! { <Rest surface={RestSurface::Settings(form)} /> }
        });
        tag("div", "settings")
            .node(&self.whole)
            // Takes the focus of a press on what takes none itself, such as a label: so the focus stays inside.
            .attr("tabindex", "-1")
            .on(DomEvent::Key, key)
            .on(DomEvent::FocusOut, left)
            .child(toggle)
            .list(form.into_iter().collect())
    }
}

/// Whether the window with the page has the focus.
fn has_window() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.and_then(|document| document.has_focus().ok()).unwrap_or_default()
}
