//! The settings of the checklist and of the list, behind a button at the top of the page. They hold for all devices. It must
//! never keep a copy of them.

use crate::answers::{Density, Keeper, Settings};
use crate::shared::Shared;
use crate::widgets::{Checkbox, DomEvent, El, button, el, focus_target, key_of, option, tag};
use web_sys::{HtmlElement, Node};
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
    /// The settings were changed here.
    Change(Settings),
}

impl SettingsButton {
    /// Takes one message.
    pub fn update(&mut self, shared: &Shared, msg: SettingsMsg) {
        match msg {
            SettingsMsg::Toggle => {
                self.is_open = !self.is_open;
                // Safari gives no focus to a button that is pressed, and then nothing would tell that it has left.
                self.focus();
            }
            SettingsMsg::Escape if self.is_open => {
                self.is_open = false;
                self.focus();
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
            SettingsMsg::Change(settings) => shared.answers().set_settings(settings),
        }
    }

    fn focus(&self) {
        if let Some(button) = self.button.cast::<HtmlElement>() {
            let _ = button.focus();
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
        tag("div", "settings")
            .node(&self.whole)
            // Takes the focus of a press on what takes none itself, such as a label: so the focus stays inside.
            .attr("tabindex", "-1")
            .on(DomEvent::Key, key)
            .on(DomEvent::FocusOut, left)
            .child(toggle)
            .maybe(self.is_open.then(|| self.form(shared, &send.reform(SettingsMsg::Change))))
    }

    fn form(&self, shared: &Shared, on_change: &Callback<Settings>) -> El {
        let settings = shared.answers().settings();
        let texts = &shared.texts;
        let check = |name: &str, checked: bool, change: Callback<bool>| {
            let code = format!("devices.settings.{name}");
            Checkbox {
                label: texts.get(&code),
                name: format!("settings-{name}"),
                checked,
                help: texts.get(&format!("{code}.help")),
                disabled: !shared.can_edit,
                input: NodeRef::default(),
                on_change: change,
            }
            .view()
        };
        let test_round = on_change.reform(move |test_round| Settings { test_round, ..settings });
        let from_ios13 = on_change.reform(move |from_ios13| Settings { from_ios13, ..settings });
        let policies = settings.policies_need_supervision;
        let policies = select(
            "settings-policies",
            texts.get("devices.settings.policies"),
            vec![
                ("", texts.get("devices.settings.policies.unsaid"), policies.is_none()),
                ("yes", texts.get("common.yes"), policies == Some(true)),
                ("no", texts.get("common.no"), policies == Some(false)),
            ],
            on_change.reform(move |word: String| Settings {
                policies_need_supervision: (!word.is_empty()).then(|| word == "yes"),
                ..settings
            }),
        )
        .flag("hidden", !shared.can_edit);
        let is_compact = settings.density == Density::Compact;
        let density = select(
            "settings-density",
            texts.get("devices.settings.density"),
            vec![
                ("cozy", texts.get("devices.settings.density.cozy"), !is_compact),
                ("compact", texts.get("devices.settings.density.compact"), is_compact),
            ],
            on_change.reform(move |word: String| Settings {
                density: if word == "compact" { Density::Compact } else { Density::Cozy },
                ..settings
            }),
        );
        let sizes = Settings::PAGE_SIZES.map(|size| size.to_string());
        let options = sizes.iter().zip(Settings::PAGE_SIZES).map(|(text, size)| {
            (text.as_str(), shared.format.number(size), size == settings.page_size)
        });
        let size = select(
            "settings-page-size",
            texts.get("devices.page.size"),
            options.collect(),
            on_change.reform(move |word: String| Settings {
                page_size: word.parse().unwrap_or(settings.page_size),
                ..settings
            }),
        );
        tag("div", "settings-form")
            .attr("role", "group")
            .attr("aria-label", texts.get("devices.settings"))
            .child(tag("p", "help").text(texts.get("devices.settings.scope")))
            .child(check("test-round", settings.test_round, test_round))
            .child(policies)
            .child(check("ios13", settings.from_ios13, from_ios13))
            .child(size)
            .child(density)
            .child(kept(shared))
    }
}

/// Whether the window with the page has the focus.
fn has_window() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.and_then(|document| document.has_focus().ok()).unwrap_or_default()
}

/// Who keeps the answers about devices, and a file of what this browser keeps where the host keeps nothing.
fn kept(shared: &Shared) -> El {
    let texts = &shared.texts;
    let keeper = shared.answers().keeper();
    let code = match keeper {
        Keeper::Browser => "devices.settings.kept",
        Keeper::Host => "devices.settings.kept.shared",
        Keeper::Refused(_) => "devices.settings.kept.refused",
    };
    let export = (keeper != Keeper::Host).then(|| {
        // An address with the whole file: it needs no object that somebody would have to give back.
        let text = js_sys::encode_uri_component(&shared.answers().export());
        tag("a", "button button-small")
            .attr("href", format!("data:application/json,{}", String::from(text)))
            .attr("download", "dep-enroll-answers.json")
            .text(texts.get("devices.settings.export"))
    });
    tag("div", "field")
        .child(tag("p", "help").attr("data-code", code).text(texts.get(code)))
        .maybe(export)
}

/// A labelled list to choose from: value, text, whether it is chosen.
fn select(
    id: &'static str,
    label: String,
    options: Vec<(&str, String, bool)>,
    choose: Callback<String>,
) -> El {
    let option =
        |(value, text, is_chosen): (&str, String, bool)| option(value.to_owned(), text, is_chosen);
    let select = tag("select", "input")
        .attr("id", id)
        .on_value(DomEvent::Change, choose)
        .list(options.into_iter().map(option).collect());
    tag("div", "field").child(el("label").attr("for", id).text(label)).child(select)
}
