//! The page `<dep-enroll>`: two tabs. Both stay mounted, so that changing the tab loses nothing.

use crate::context::Ctx;
use crate::devices::DevicesTab;
use crate::profiles::ProfilesTab;
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
        let onkeydown = ctx.link().batch_callback(|event: KeyboardEvent| {
            matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight").then(|| {
                event.prevent_default();
                Msg::Arrow
            })
        });
        html! {
            <button type="button" role="tab" id={format!("tab-{word}")} ref={self.buttons[tab as usize].clone()} class="tab" part="tab"
                aria-selected={selected.to_string()} aria-controls={format!("panel-{word}")} tabindex={if selected { "0" } else { "-1" }}
                onclick={ctx.link().callback(move |_| Msg::Select(tab))} {onkeydown}>
                { ctx.props().ctx.texts.get(&format!("page.{word}")) }
            </button>
        }
    }

    fn panel(&self, tab: Tab, content: Html) -> Html {
        let word = tab.word();
        html! {
            <div role="tabpanel" id={format!("panel-{word}")} aria-labelledby={format!("tab-{word}")} hidden={self.tab != tab}>{ content }</div>
        }
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
            <DevicesTab ctx={shared.clone()} profile={self.profile.clone()} on_all_profiles={link.callback(|()| Msg::Devices(None))} />
        };
        // The profiles are read when they are first looked at.
        let profiles = self.visited_profiles.then(|| html! {
            <ProfilesTab ctx={shared.clone()} on_devices={link.callback(|profile| Msg::Devices(Some(profile)))} />
        });
        html! {
            <div class="page" part="page">
                <div role="tablist" class="tabs" part="tabs" aria-label={shared.texts.get("page.tabs")}>
                    { for Tab::ALL.map(|tab| self.tab(ctx, tab)) }
                </div>
                { self.panel(Tab::Devices, devices) }
                { self.panel(Tab::Profiles, html! { <div>{ for profiles }</div> }) }
            </div>
        }
    }

    fn rendered(&mut self, _: &yew::Context<Self>, _: bool) {
        let focus = self.focus.take();
        if let Some(button) = focus.and_then(|tab| self.buttons[tab as usize].cast::<HtmlElement>())
        {
            let _ = button.focus();
        }
    }
}
