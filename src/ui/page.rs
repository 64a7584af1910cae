//! The page `<dep-enroll>`: two tabs. Both stay mounted, so that changing the tab loses nothing.

use crate::context::{Ctx, press};
use crate::devices::DevicesTab;
use crate::profiles::ProfilesTab;
use crate::widgets::{El, Heard, button, div, el, fragment, key_of};
use web_sys::HtmlElement;
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
    const ALL: [Tab; 2] = [Tab::Devices, Tab::Profiles];

    /// The word of the `tab` attribute.
    pub fn word(self) -> &'static str {
        match self {
            Tab::Devices => "devices",
            Tab::Profiles => "profiles",
        }
    }

    /// Reads the word of the `tab` attribute; an unknown one is the first tab.
    pub fn parse(word: &str) -> Tab {
        Tab::ALL.into_iter().find(|tab| tab.word() == word).unwrap_or_default()
    }

    fn other(self) -> Tab {
        match self {
            Tab::Devices => Tab::Profiles,
            Tab::Profiles => Tab::Devices,
        }
    }
}

/// Properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct PageProps {
    /// What all surfaces share.
    pub ctx: Ctx,
    /// The tab that the host page asks for.
    pub tab: Tab,
}

/// What happens to the page.
pub enum Msg {
    /// Go to a tab.
    Select(Tab),
    /// Go to the tab that an arrow key points at, and put the focus there.
    Arrow,
    /// Show the devices of this UUID, under this name; `None` for all.
    Devices(Option<(String, String)>),
}

/// The page.
pub struct Page {
    tab: Tab,
    visited_profiles: bool,
    profile: Option<(String, String)>,
    buttons: [NodeRef; 2],
    focus: Option<Tab>,
}

impl Page {
    fn tab(&self, ctx: &yew::Context<Self>, tab: Tab) -> Html {
        let word = tab.word();
        let selected = self.tab == tab;
        let key = ctx.link().batch_callback(|event: Event| {
            matches!(key_of(&event).0.as_str(), "ArrowLeft" | "ArrowRight").then(|| {
                event.prevent_default();
                Msg::Arrow
            })
        });
        let text = ctx.props().ctx.texts.get(&format!("page.{word}"));
        button("tab", text, ctx.link().callback(move |()| Msg::Select(tab)))
            .node(&self.buttons[tab as usize])
            .attr("role", "tab")
            .attr("id", format!("tab-{word}"))
            .attr("part", "tab")
            .says("aria-selected", selected)
            .attr("aria-controls", format!("panel-{word}"))
            .attr("tabindex", if selected { "0" } else { "-1" })
            .on(Heard::Key, key)
            .into()
    }

    fn panel(&self, tab: Tab, content: Html) -> El {
        let word = tab.word();
        el("div")
            .attr("role", "tabpanel")
            .attr("id", format!("panel-{word}"))
            .attr("aria-labelledby", format!("tab-{word}"))
            .flag("hidden", self.tab != tab)
            .with(content)
    }

    fn select(&mut self, tab: Tab) {
        self.tab = tab;
        self.visited_profiles |= tab == Tab::Profiles;
    }
}

impl Component for Page {
    type Message = Msg;
    type Properties = PageProps;

    fn create(ctx: &yew::Context<Self>) -> Self {
        let tab = ctx.props().tab;
        Page {
            tab,
            visited_profiles: tab == Tab::Profiles,
            profile: None,
            buttons: Default::default(),
            focus: None,
        }
    }

    fn changed(&mut self, ctx: &yew::Context<Self>, old: &PageProps) -> bool {
        if ctx.props().tab != old.tab {
            self.select(ctx.props().tab);
        }
        true
    }

    fn update(&mut self, _: &yew::Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Select(tab) => self.select(tab),
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
        true
    }

    fn view(&self, ctx: &yew::Context<Self>) -> Html {
        let shared = &ctx.props().ctx;
        let link = ctx.link();
        let devices = html! {
            <DevicesTab ctx={shared.clone()} profile={self.profile.clone()} on_all_profiles={press(link, || Msg::Devices(None))} />
        };
        // The profiles are read when they are first looked at.
        let profiles = self.visited_profiles.then(|| html! {
            <ProfilesTab ctx={shared.clone()} on_devices={link.callback(|profile| Msg::Devices(Some(profile)))} />
        });
        let tabs = div("div", "tabs")
            .attr("role", "tablist")
            .attr("part", "tabs")
            .attr("aria-label", shared.texts.get("page.tabs"))
            .list(Tab::ALL.map(|tab| self.tab(ctx, tab)).to_vec());
        div("div", "page")
            .attr("part", "page")
            .with(tabs)
            .with(self.panel(Tab::Devices, devices))
            .with(self.panel(Tab::Profiles, fragment(profiles.into_iter().collect())))
            .into()
    }

    fn rendered(&mut self, _: &yew::Context<Self>, _: bool) {
        let focus = self.focus.take();
        if let Some(button) = focus.and_then(|tab| self.buttons[tab as usize].cast::<HtmlElement>())
        {
            let _ = button.focus();
        }
    }
}
