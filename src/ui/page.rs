//! The page `<dep-enroll>`: two tabs. Both stay mounted, so that changing the tab loses nothing.
//! It must never know the content of a tab.

use crate::callbacks::press;
use crate::devices::DevicesTab;
use crate::profiles::ProfilesTab;
use crate::shared::Shared;
use crate::widgets::{DomEvent, El, button, el, fragment, key_of, tag};
use host::Part;
use web_sys::HtmlElement;
use yew::html::Scope;
use yew::prelude::*;

/// The tabs of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tab {
    /// The devices.
    #[default]
    Devices,
    /// The profiles.
    Profiles,
}

impl Tab {
    /// The word of the `tab` attribute.
    pub fn word(self) -> &'static str {
        match self {
            Tab::Devices => "devices",
            Tab::Profiles => "profiles",
        }
    }

    /// Reads the word of the `tab` attribute; an unknown one is the first tab.
    pub fn parse(word: &str) -> Tab {
        if word == Tab::Profiles.word() { Tab::Profiles } else { Tab::Devices }
    }

    fn other(self) -> Tab {
        match self {
            Tab::Devices => Tab::Profiles,
            Tab::Profiles => Tab::Devices,
        }
    }
}

/// A message to the page.
pub enum Msg {
    /// Go to a tab.
    Select(Tab),
    /// Go to the tab that an arrow key points at, and put the focus there.
    Arrow,
    /// Show the devices of this UUID, under this name; `None` for all.
    Devices(Option<(String, String)>),
}

/// The page: a part of its root, because a component of its own would cost another three kilobytes.
#[derive(Default)]
pub struct Page {
    tab: Tab,
    visited_profiles: bool,
    profile: Option<(String, String)>,
    buttons: [NodeRef; 2],
    focus: Option<Tab>,
    /// Whether the host has no list of profiles.
    pub only_devices: bool,
}

impl Page {
    /// Goes to a tab.
    pub fn select(&mut self, tab: Tab) {
        if self.only_devices && tab != Tab::Devices {
            return;
        }
        self.tab = tab;
        self.visited_profiles |= tab == Tab::Profiles;
    }

    /// Takes one message.
    pub fn update(&mut self, msg: Msg) {
        match msg {
            Msg::Select(tab) => self.select(tab),
            Msg::Arrow if self.only_devices => {}
            Msg::Arrow => {
                let tab = self.tab.other();
                self.select(tab);
                self.focus = Some(tab);
            }
            Msg::Devices(profile) => {
                self.profile = profile;
                self.select(Tab::Devices);
            }
        }
    }

    /// Draws the page; `key` changes when everything in it is to start afresh.
    pub fn view(
        &self,
        shared: &Shared,
        link: &Scope<impl Component<Message = Msg>>,
        key: String,
    ) -> Html {
        let devices = html! {
            <DevicesTab shared={shared.clone()} profile={self.profile.clone()} on_all_profiles={press(link, || Msg::Devices(None))} />
        };
        // The profiles are read when they are first looked at.
        let profiles = self.visited_profiles.then(|| {
            html! {
                <ProfilesTab shared={shared.clone()} on_devices={link.callback(|profile| Msg::Devices(Some(profile)))} />
            }
        });
        let tabs = tag("div", "tabs")
            .attr("role", "tablist")
            .attr("part", "tabs")
            .attr("aria-label", shared.texts.get("page.tabs"))
            .child(self.button(shared, link, Tab::Devices))
            .child(
                self.button(shared, link, Tab::Profiles)
                    .flag("hidden", !shared.client.offers(Part::Profiles)),
            );
        tag("div", "page")
            .key(key)
            .attr("part", "page")
            .child(tabs)
            .child(self.panel(Tab::Devices, devices))
            .child(self.panel(Tab::Profiles, fragment(profiles.into_iter().collect())))
            .into()
    }

    /// Puts the focus where an arrow key has moved it.
    pub fn rendered(&mut self) {
        let focus = self.focus.take();
        if let Some(button) = focus.and_then(|tab| self.buttons[tab as usize].cast::<HtmlElement>())
        {
            let _ = button.focus();
        }
    }

    fn button(&self, shared: &Shared, link: &Scope<impl Component<Message = Msg>>, tab: Tab) -> El {
        let word = tab.word();
        let selected = self.tab == tab;
        let key = link.batch_callback(|event: Event| {
            matches!(key_of(&event).0.as_str(), "ArrowLeft" | "ArrowRight").then(|| {
                event.prevent_default();
                Msg::Arrow
            })
        });
        let text = shared.texts.get(&format!("page.{word}"));
        button("tab", text, link.callback(move |()| Msg::Select(tab)))
            .node(&self.buttons[tab as usize])
            .attr("role", "tab")
            .attr("id", format!("tab-{word}"))
            .attr("part", "tab")
            .aria_bool("aria-selected", selected)
            .attr("aria-controls", format!("panel-{word}"))
            .attr("tabindex", if selected { "0" } else { "-1" })
            .on(DomEvent::Key, key)
    }

    fn panel(&self, tab: Tab, content: Html) -> El {
        let word = tab.word();
        el("div")
            .attr("role", "tabpanel")
            .attr("id", format!("panel-{word}"))
            .attr("aria-labelledby", format!("tab-{word}"))
            .flag("hidden", self.tab != tab)
            .child(content)
    }
}
