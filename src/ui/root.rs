//! The content of an element's shadow root: one of the surfaces, or nothing while the root waits in the pool.

use crate::checklist::ChecklistProps;
use crate::enrollment::CloseReason;
use crate::page::{self, Page};
use crate::panel::{Frame, PanelProps};
use crate::rest::{Rest, RestSurface};
use crate::route::{Route, Tab};
use crate::shared::Shared;
use crate::widgets::{Announcer, fragment};
use yew::prelude::*;

/// The surface that an element shows.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Surface {
    /// Nothing: the root is in the pool.
    #[default]
    Idle,
    /// `<dep-enroll>` at a tab; its list of devices stays where it is.
    Tab(Tab),
    /// `<dep-enroll>` at a place.
    Page(Route),
    /// `<dep-enroll-dialog>`, open for this serial.
    Dialog(String),
    /// `<dep-enroll-checklist>` for this serial.
    Checklist(String),
}

/// Properties of [`Root`].
#[derive(Clone, PartialEq, Properties)]
pub struct RootProps {
    /// The shared context; absent only while idle.
    pub shared: Option<Shared>,
    /// The surface to show.
    pub surface: Surface,
    /// Grows each time the element asks for a surface. It may ask for one again that the admin has left meanwhile.
    pub visit: u32,
    /// Grows with every new use of the root. Nothing of an earlier use is kept.
    pub generation: u32,
    /// The dialog has closed.
    pub on_closed: Callback<CloseReason>,
}

/// The root of every mounted element.
pub struct Root {
    page: Page,
}

impl Root {
    fn show(&mut self, props: &RootProps) {
        let Some(shared) = &props.shared else { return };
        self.page.without_profiles = !shared.client.offers(host::Part::Profiles);
        self.page.without_import = !shared.can_edit;
        match &props.surface {
            Surface::Tab(tab) => self.page.select(*tab),
            Surface::Page(route) => self.page.go(route.clone()),
            Surface::Idle | Surface::Dialog(_) | Surface::Checklist(_) => {}
        }
    }
}

impl Component for Root {
    type Message = page::Msg;
    type Properties = RootProps;

    fn create(scope: &Context<Self>) -> Self {
        let mut root = Root { page: Page::default() };
        root.show(scope.props());
        root
    }

    fn changed(&mut self, scope: &Context<Self>, old: &RootProps) -> bool {
        let props = scope.props();
        if props.generation != old.generation {
            self.page = Page::default();
        }
        if props.generation != old.generation || props.visit != old.visit {
            self.show(props);
        }
        true
    }

    fn update(&mut self, scope: &Context<Self>, msg: page::Msg) -> bool {
        let news = self.page.update(msg);
        if let (Some(news), Some(shared)) = (news, &scope.props().shared) {
            shared.emit(news);
        }
        true
    }

    fn view(&self, scope: &Context<Self>) -> Html {
        let props = scope.props();
        let Some(shared) = props.shared.clone() else { return Html::default() };
        // Another device is another surface: nothing under way for the one may reach the other.
        let key = |serial: &str| format!("{} {serial}", props.generation);
        // Stand-alone surfaces have no list to keep up to date: the events tell the host page.
        let announcements = shared.announcements().clone();
        let surface = match &props.surface {
            Surface::Idle => return Html::default(),
            Surface::Tab(_) | Surface::Page(_) => self.page.view(&shared, scope.link(), key("")),
            Surface::Dialog(serial) => {
                let frame = Frame::Dialog(props.on_closed.clone());
                let surface = PanelProps { frame, ..PanelProps::new(shared, serial.clone()) };
                html! { <Rest key={key(serial)} surface={RestSurface::Panel(surface)} /> }
            }
            Surface::Checklist(serial) => {
                let surface = RestSurface::Checklist(ChecklistProps::new(shared, serial.clone()));
                html! { <Rest key={key(serial)} {surface} /> }
            }
        };
        let announcer = html! { <Announcer key={props.generation} {announcements} /> };
        html! { <>{ fragment(vec![surface]) }{ fragment(vec![announcer]) }</> }
    }

    fn rendered(&mut self, scope: &Context<Self>, _: bool) {
        self.page.rendered(scope.link());
    }
}
