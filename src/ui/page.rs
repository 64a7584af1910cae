//! The page `<dep-enroll>`: its tabs. A tab is made when it is first looked at and stays mounted, so that changing the tab
//! loses nothing.
//! It must never know the content of a tab.

use crate::callbacks::{give, later};
use crate::devices::DevicesTab;
use crate::event::Event as HostEvent;
use crate::imports::ImportProps;
use crate::profiles::ProfilesTabProps;
use crate::rest::{Rest, RestSurface};
use crate::route::{Navigation, Route, Tab};
use crate::runs::{Place, RunsProps};
use crate::shared::Shared;
use crate::widgets::{DomEvent, El, button, el, focus, key_of, tag};
use gloo_timers::future::TimeoutFuture;
use yew::html::Scope;
use yew::prelude::*;

/// A message to the page.
pub enum Msg {
    /// Go to a tab.
    Select(Tab),
    /// Make the content of a tab.
    Make(Tab),
    /// Go to the tab that an arrow key points at, so many places further, and put the focus there.
    Arrow(isize),
    /// Show the devices of this UUID.
    Devices(String),
    /// The list of devices is at another place.
    Navigate(Navigation),
    /// Show the report of a run, or the list of runs.
    Run(Option<String>),
    /// The editor of the profiles is open for this, or is closed.
    Editor(Option<String>),
}

/// The page: a part of its root, because a component of its own would cost another three kilobytes.
#[derive(Default)]
pub struct Page {
    tab: Tab,
    /// Tabs whose content is made. The devices are made in any case.
    made: Vec<Tab>,
    /// The place in the list of devices, which stays while another tab is shown.
    devices: Route,
    /// The run whose report is open.
    run: Option<String>,
    /// What the editor of the profiles is open for.
    editor: Option<String>,
    buttons: [NodeRef; Tab::ALL.len()],
    focus: Option<Tab>,
    /// Whether the host has no list of profiles.
    pub without_profiles: bool,
    /// Whether nothing may be changed.
    pub without_import: bool,
}

impl Page {
    /// Goes to a place that a link or the host page names. A place in another tab leaves the list of devices where it is.
    pub fn go(&mut self, route: Route) {
        self.select(route.tab);
        match route.tab {
            Tab::Devices => self.devices = route,
            Tab::History => self.run = route.run,
            Tab::Profiles => self.editor = route.editor,
            Tab::Import => {}
        }
    }

    /// The place as text.
    pub fn state(&self) -> String {
        let (run, editor) = (self.run.clone(), self.editor.clone());
        Route { tab: self.tab, run, editor, ..self.devices.clone() }.to_string()
    }

    /// Goes to a tab.
    pub fn select(&mut self, tab: Tab) {
        if self.has(tab) {
            self.tab = tab;
        }
    }

    /// Whether the content of a tab is made.
    fn is_made(&self, tab: Tab) -> bool {
        tab == Tab::Devices || self.made.contains(&tab)
    }

    /// Whether the page has a tab.
    fn has(&self, tab: Tab) -> bool {
        match tab {
            Tab::Devices | Tab::History => true,
            Tab::Profiles => !self.without_profiles,
            Tab::Import => !self.without_import,
        }
    }

    /// The tab so many places behind this one; behind the last one comes the first.
    fn beside(&self, by: isize) -> Tab {
        let tabs: Vec<Tab> = Tab::ALL.into_iter().filter(|tab| self.has(*tab)).collect();
        let here = tabs.iter().position(|tab| *tab == self.tab).unwrap_or_default();
        let there = (here as isize + by).rem_euclid(tabs.len() as isize);
        tabs[there as usize]
    }

    /// Takes one message. Returns the news for the host page if it leads to another place.
    pub fn update(&mut self, msg: Msg) -> Option<HostEvent> {
        let before = self.state();
        let replace = matches!(&msg, Msg::Navigate(Navigation { replace: true, .. }));
        match msg {
            Msg::Select(tab) => self.select(tab),
            Msg::Make(tab) => self.made.push(tab),
            Msg::Arrow(by) => {
                let tab = self.beside(by);
                self.select(tab);
                self.focus = Some(tab);
            }
            Msg::Devices(uuid) => {
                self.go(Route { profile: Some(uuid), ..Route::default() });
            }
            Msg::Navigate(to) if to.route.tab != Tab::Devices => self.select(to.route.tab),
            Msg::Navigate(to) => self.devices = to.route,
            Msg::Editor(editor) => self.editor = editor,
            Msg::Run(run) => {
                self.run = run;
                // What was pressed leaves the screen with its tab. The report's title takes the focus once it is there.
                self.focus = (self.tab != Tab::History).then_some(Tab::History);
                self.select(Tab::History);
            }
        }
        let state = self.state();
        (state != before).then_some(HostEvent::Navigate { state, replace })
    }

    /// Draws the page; `key` changes when everything in it is to start afresh.
    pub fn view(
        &self,
        shared: &Shared,
        link: &Scope<impl Component<Message = Msg>>,
        key: String,
    ) -> Html {
        let tabs = tag("div", "tabs")
            .attr("role", "tablist")
            .attr("part", "tabs")
            .attr("aria-label", shared.texts.get("page.tabs"));
        let page = tag("div", "page").key(key).attr("part", "page");
        let tabs = Tab::ALL.into_iter().fold(tabs, |tabs, tab| {
            tabs.child(self.button(shared, link, tab).flag("hidden", !self.has(tab)))
        });
        let on_go = give(link, Msg::Run);
        let open = self.run.clone().filter(|_| self.tab == Tab::History);
        let strip = Page::runs(shared, Place::Strip(open), on_go);
        Tab::ALL
            .into_iter()
            .fold(page.child(tabs).child(strip), |page, tab| {
                page.child(self.panel(shared, link, tab))
            })
            .into()
    }

    /// Puts the focus where an arrow key has moved it, and has the content of a tab made that is looked at for the first time. That
    /// is a task of its own: together with the tab before, which leaves the screen, it would keep a slow browser busy for too long.
    pub fn rendered(&mut self, link: &Scope<impl Component<Message = Msg>>) {
        let tab = self.tab;
        if !self.is_made(tab) {
            let make = async move {
                TimeoutFuture::new(0).await;
                Msg::Make(tab)
            };
            later(link, Box::pin(make));
        }
        if let Some(tab) = self.focus.take() {
            focus(&self.buttons[tab as usize]);
        }
    }

    fn button(&self, shared: &Shared, link: &Scope<impl Component<Message = Msg>>, tab: Tab) -> El {
        let word = tab.word();
        let selected = self.tab == tab;
        let key = link.batch_callback(|event: Event| {
            let by = match key_of(&event).0.as_str() {
                "ArrowLeft" => -1,
                "ArrowRight" => 1,
                _ => return None,
            };
            event.prevent_default();
            Some(Msg::Arrow(by))
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

    fn panel(&self, shared: &Shared, link: &Scope<impl Component<Message = Msg>>, tab: Tab) -> El {
        let word = tab.word();
        let content =
            if self.is_made(tab) { self.content(shared, link, tab) } else { Html::default() };
        el("div")
            .attr("role", "tabpanel")
            .attr("id", format!("panel-{word}"))
            .attr("aria-labelledby", format!("tab-{word}"))
            .flag("hidden", self.tab != tab)
            .child(content)
    }

    fn runs(shared: &Shared, place: Place, on_go: Callback<Option<String>>) -> Html {
        let surface = RestSurface::Runs(RunsProps { shared: shared.clone(), place, on_go });
        html! { <Rest {surface} /> }
    }

    fn content(
        &self,
        shared: &Shared,
        link: &Scope<impl Component<Message = Msg>>,
        tab: Tab,
    ) -> Html {
        let shared = shared.clone();
        match tab {
            Tab::Devices => html! {
                <DevicesTab {shared} route={self.devices.clone()} on_navigate={give(link, Msg::Navigate)} />
            },
            Tab::Profiles => {
                let on_devices = link.callback(|(uuid, _)| Msg::Devices(uuid));
                let (editor, on_editor) = (self.editor.clone(), give(link, Msg::Editor));
                let props = ProfilesTabProps { shared, on_devices, editor, on_editor };
                let surface = RestSurface::Profiles(props);
                html! { <Rest {surface} /> }
            }
            Tab::Import => {
                let on_started = link.callback(|run| Msg::Run(Some(run)));
                let surface = RestSurface::Import(ImportProps { shared, on_started });
                html! { <Rest {surface} /> }
            }
            Tab::History => {
                Page::runs(&shared, Place::History(self.run.clone()), give(link, Msg::Run))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(page: &mut Page, msg: Msg) -> Option<(String, bool)> {
        page.update(msg).map(|news| match news {
            HostEvent::Navigate { state, replace } => (state, replace),
            other => panic!("{other:?} is no place"),
        })
    }

    fn searched(text: &str, replace: bool) -> Msg {
        let route = Route { search: text.into(), ..Route::default() };
        Msg::Navigate(Navigation { route, replace })
    }

    #[test]
    fn each_step_of_a_person_is_told_once() {
        let mut page = Page::default();
        assert_eq!(place(&mut page, Msg::Select(Tab::Devices)), None, "it is there already");
        assert_eq!(place(&mut page, searched("C", true)), Some(("devices?q=C".into(), true)));
        assert_eq!(place(&mut page, searched("C", false)), None);
        assert_eq!(place(&mut page, Msg::Arrow(1)), Some(("profiles".into(), false)));
        assert_eq!(place(&mut page, Msg::Arrow(1)), Some(("import".into(), false)));
        assert_eq!(place(&mut page, Msg::Arrow(1)), Some(("history".into(), false)));
        assert_eq!(place(&mut page, Msg::Arrow(1)), Some(("devices?q=C".into(), false)));
        let shown = place(&mut page, Msg::Devices("A1F0".into()));
        assert_eq!(shown, Some(("devices?profile=A1F0".into(), false)));
    }

    #[test]
    fn a_place_in_another_tab_leaves_the_list_of_devices_where_it_is() {
        let mut page = Page::default();
        page.go(Route::parse("devices?q=C02&page=3"));
        page.go(Route::parse("profiles"));
        assert_eq!(page.state(), "profiles");
        page.select(Tab::Devices);
        assert_eq!(page.state(), "devices?q=C02&page=3");
        page.go(Route::parse("devices"));
        assert_eq!(page.state(), "devices", "a link to all devices has no filter");
    }

    #[test]
    fn a_host_without_profiles_has_no_place_there() {
        let mut page = Page { without_profiles: true, without_import: true, ..Page::default() };
        page.go(Route::parse("profiles"));
        assert_eq!(page.state(), "devices");
        assert_eq!(place(&mut page, Msg::Arrow(1)), Some(("history".into(), false)));
    }

    #[test]
    fn a_report_has_a_place_of_its_own_and_leaves_the_list_where_it_is() {
        let mut page = Page::default();
        page.go(Route::parse("devices?q=C02"));
        let opened = place(&mut page, Msg::Run(Some("17a".into())));
        assert_eq!(opened, Some(("history/17a".into(), false)));
        assert_eq!(place(&mut page, Msg::Run(None)), Some(("history".into(), false)));
        page.go(Route::parse("profiles/A1F0/edit"));
        assert_eq!(page.state(), "profiles/A1F0/edit");
        assert_eq!(place(&mut page, Msg::Editor(None)), Some(("profiles".into(), false)));
        page.go(Route::parse("history/a%2Fb"));
        assert_eq!(page.state(), "history/a%2Fb");
        page.select(Tab::Devices);
        assert_eq!(page.state(), "devices?q=C02");
    }
}
