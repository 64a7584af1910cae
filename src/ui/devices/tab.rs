//! The Devices page: draws the list, and opens the panel of a device.

use super::bar::batch;
use super::empty::empty;
use super::failures::failures;
use super::heir::RowHeir;
use super::judge::asks_agent;
use super::pager::pager;
use super::progress::progress;
use super::row::RowRequest;
use super::run::{self, Outside, Runner};
use super::settings::{SettingsButton, SettingsMsg};
use super::state::{Effect, HostAbilities, Msg, OpenPanel, Place, State, selection};
use super::strip::{StripProps, strip};
use super::table::{TableProps, device_table};
use super::toolbar::{ToolbarProps, missing, readiness, toolbar};
use crate::answers::{Density, Settings, Subscription};
use crate::bulk::{self, PlanProps};
use crate::callbacks::{give, press};
use crate::fleet;
use crate::handover::SheetProps;
use crate::panel::{Neighbour, PanelProps};
use crate::rest::{self, Rest, RestSurface};
use crate::route::{Navigation, Route, Tab};
use crate::shared::Shared;
use crate::widgets::{El, button, el, focus, tag};
use host::Part;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Properties of [`DevicesTab`].
#[derive(Clone, PartialEq, Properties)]
pub struct DevicesTabProps {
    /// The shared context.
    pub shared: Shared,
    /// The place that the page is at.
    #[prop_or_default]
    pub route: Route,
    /// The admin goes to another place.
    #[prop_or_default]
    pub on_navigate: Callback<Navigation>,
}

/// A message to the page around the list.
pub enum TabMsg {
    /// A message to the list.
    List(Msg),
    /// A button in a row was pressed.
    Row(RowRequest),
    /// The verdicts have changed.
    Fleet,
    /// Check all devices, go on, or stop.
    Check(fleet::Msg),
    /// Somebody answered something, perhaps in another tab.
    Answers,
    /// The question about the agent was answered.
    Agent(bool),
    /// The button of the settings.
    Settings(SettingsMsg),
    /// This is no test round.
    TestRoundOff,
    /// The second module is there, with what it draws.
    Rest,
    /// Open or close the filters, on a phone.
    Filters,
    /// Plan this for the selected devices.
    Plan(bulk::Action),
    /// The dialog of the plan has ended.
    Planned(bulk::End),
    /// Show the hand-over sheet of these devices; none closes it.
    HandOver(Vec<String>),
    /// Show that of the selected devices.
    HandOverSelected,
    /// So many rows on a page, from now on.
    PageSize(u32),
    /// Go to what follows the list.
    Skip,
}

/// The Devices page.
pub struct DevicesTab {
    state: State,
    runner: Runner,
    /// Whether the admin said that the agent is too old.
    is_agent_denied: bool,
    search: NodeRef,
    table: NodeRef,
    head: NodeRef,
    end: NodeRef,
    heir: RowHeir,
    on_request: Callback<RowRequest>,
    settings: SettingsButton,
    shows_filters: bool,
    /// What is being planned for the selected devices.
    plan: Option<Rc<bulk::Batch>>,
    /// The devices on the hand-over sheet, while it is open.
    sheet: Rc<Vec<String>>,
    _answers: Subscription,
    _news: Subscription,
}

impl DevicesTab {
    fn take(&mut self, scope: &Context<Self>, msg: Msg) {
        for told in run::for_fleet(&msg) {
            self.runner.fleet.send(told);
        }
        self.apply(scope, msg);
    }

    fn apply(&mut self, scope: &Context<Self>, msg: Msg) {
        for effect in self.state.update(msg) {
            self.run(scope, effect);
        }
    }

    fn run(&mut self, scope: &Context<Self>, effect: Effect) {
        let DevicesTabProps { shared, route, on_navigate } = scope.props();
        let outside = Outside { shared, route, on_navigate };
        if let Some(answer) = self.runner.run(outside, &self.state, effect) {
            self.apply(scope, answer);
        }
    }

    fn strip(&self, scope: &Context<Self>) -> El {
        let shared = &scope.props().shared;
        let settings = shared.answers().settings();
        strip(&StripProps {
            shared,
            state: &self.state,
            readiness: shared.facts().newest().1.as_deref(),
            asks_agent: asks_agent(&self.state).is_some(),
            is_agent_denied: self.is_agent_denied,
            is_test_round: settings.test_round,
            settings: self.settings.view(shared, &give(scope.link(), TabMsg::Settings)).into(),
            on_sync: press(scope.link(), || TabMsg::List(Msg::Sync)),
            on_agent: give(scope.link(), TabMsg::Agent),
            on_test_round_off: press(scope.link(), || TabMsg::TestRoundOff),
        })
    }

    fn list(&self, scope: &Context<Self>) -> Html {
        let shared = &scope.props().shared;
        // Among the devices that are not judged yet may be some that match.
        let is_coming = self.state.is_partial && self.runner.fleet.counts().progress.is_going_on();
        let rows = self.state.rows().filter(|rows| !(is_coming && rows.is_empty()));
        if rows.is_none() && self.state.load.error().is_some() {
            return html! {};
        }
        if rows.as_ref().is_some_and(Vec::is_empty) {
            let on_msg = give(scope.link(), TabMsg::List);
            return empty(shared, &self.state, &self.table, &on_msg).into();
        }
        device_table(TableProps {
            shared,
            state: &self.state,
            rows,
            node: &self.table,
            on_request: &self.on_request,
            on_msg: give(scope.link(), TabMsg::List),
        })
        .into()
    }

    fn panel(&self, scope: &Context<Self>) -> Html {
        let Some(OpenPanel { serial, device, start }) = self.state.open.clone() else {
            return html! {};
        };
        let link = scope.link();
        let (told, about, key) = (serial.clone(), serial.clone(), serial.clone());
        let on_news = link.callback(move |news| TabMsg::List(Msg::News(told.clone(), news)));
        let panel = PanelProps {
            device,
            start,
            has_previous: self.state.neighbour(Neighbour::Previous).is_some(),
            has_next: self.state.neighbour(Neighbour::Next).is_some(),
            on_neighbour: link.callback(|neighbour| TabMsg::List(Msg::GoTo(neighbour))),
            on_hand_over: link.callback(move |()| TabMsg::HandOver(vec![about.clone()])),
            on_close: press(link, || TabMsg::List(Msg::Close)),
            on_news,
            ..PanelProps::new(scope.props().shared.clone(), serial)
        };
        html! { <Rest {key} surface={RestSurface::Panel(panel)} /> }
    }

    fn hand_over(&self, scope: &Context<Self>) -> Html {
        let (shared, serials) = (scope.props().shared.clone(), self.sheet.clone());
        if serials.is_empty() {
            return html! {};
        }
        let on_close = press(scope.link(), || TabMsg::HandOver(Vec::new()));
        html! { <Rest surface={RestSurface::Sheet(SheetProps { shared, serials, on_close })} /> }
    }

    fn planning(&self, scope: &Context<Self>) -> Html {
        let Some(batch) = self.plan.clone() else { return html! {} };
        let on_end = give(scope.link(), TabMsg::Planned);
        let props = PlanProps { shared: scope.props().shared.clone(), batch, on_end };
        html! { <Rest surface={RestSurface::Bulk(props)} /> }
    }
}

impl Component for DevicesTab {
    type Message = TabMsg;
    type Properties = DevicesTabProps;

    fn create(scope: &Context<Self>) -> Self {
        let shared = &scope.props().shared;
        let host = HostAbilities {
            has_users: shared.client.offers(Part::Enrollment),
            can_sort: shared.client.can_sort(),
        };
        let size = shared.answers().settings().page_size;
        let (state, effects) = State::new(&scope.props().route, size, host);
        let mut tab = DevicesTab {
            state,
            runner: Runner::new(
                shared,
                give(scope.link(), TabMsg::List),
                press(scope.link(), || TabMsg::Fleet),
            ),
            is_agent_denied: false,
            search: NodeRef::default(),
            table: NodeRef::default(),
            head: NodeRef::default(),
            end: NodeRef::default(),
            heir: RowHeir::default(),
            on_request: give(scope.link(), TabMsg::Row),
            settings: SettingsButton::default(),
            shows_filters: false,
            plan: None,
            sheet: Rc::default(),
            _answers: shared.answers().listen(press(scope.link(), || TabMsg::Answers)),
            _news: shared
                .hear(give(scope.link(), |(serial, news)| TabMsg::List(Msg::Heard(serial, news)))),
        };
        for effect in effects {
            tab.run(scope, effect);
        }
        rest::wait(press(scope.link(), || TabMsg::Rest));
        tab
    }

    fn changed(&mut self, scope: &Context<Self>, old: &DevicesTabProps) -> bool {
        let DevicesTabProps { shared, route, .. } = scope.props();
        // The place where the list is already is the list's own news, coming back.
        let is_elsewhere = *route != self.state.route();
        if *route != old.route && route.tab == Tab::Devices {
            self.take(scope, Msg::Show(Box::new(route.clone())));
        }
        is_elsewhere || *shared != old.shared
    }

    fn update(&mut self, scope: &Context<Self>, msg: TabMsg) -> bool {
        let shared = &scope.props().shared;
        self.heir.before(&self.head);
        if let TabMsg::Row(request) = &msg {
            self.heir.serial = request.serial().to_owned();
        }
        match msg {
            TabMsg::List(msg) => self.take(scope, msg),
            TabMsg::Row(RowRequest::List(msg)) => self.take(scope, msg),
            TabMsg::Row(RowRequest::ConfirmReset(serial)) => {
                if let Some(device) = self.state.devices().find(|device| device.serial == serial) {
                    rest::confirm(shared, device.clone(), rules::ItemId::Reset);
                }
            }
            TabMsg::Row(RowRequest::Refresh(serial)) => self.runner.refresh(shared, serial),
            TabMsg::Row(RowRequest::HandOver(serial)) => self.sheet = Rc::new(vec![serial]),
            TabMsg::HandOverSelected => {
                let serials = self.state.selection.serials();
                let all = (0..serials.count()).map(|at| serials.get(at).to_owned());
                self.sheet = Rc::new(all.collect());
            }
            TabMsg::HandOver(serials) => {
                if self.state.open.is_some() {
                    self.take(scope, Msg::Close);
                }
                self.sheet = Rc::new(serials);
            }
            TabMsg::Fleet => {
                let is_complete = self.runner.fleet.counts().progress == fleet::Progress::Done;
                self.apply(scope, Msg::FleetChanged(is_complete));
            }
            TabMsg::Check(msg) => self.runner.fleet.send(msg),
            TabMsg::Answers => {
                self.take(scope, Msg::UsualSize(shared.answers().settings().page_size));
                self.run(scope, Effect::Judge);
            }
            TabMsg::Agent(false) => self.is_agent_denied = true,
            TabMsg::Agent(true) => {
                self.is_agent_denied = false;
                if let Some(device) = asks_agent(&self.state) {
                    rest::confirm(shared, device, rules::ItemId::Agent);
                }
            }
            TabMsg::PageSize(page_size) => {
                self.take(scope, Msg::PageSize(page_size));
                let settings = Settings { page_size, ..shared.answers().settings() };
                rest::set_settings(shared, settings);
            }
            TabMsg::Settings(msg) => self.settings.update(msg),
            TabMsg::TestRoundOff => {
                let settings = Settings { test_round: false, ..shared.answers().settings() };
                rest::set_settings(shared, settings);
            }
            TabMsg::Rest => {}
            TabMsg::Plan(action) => {
                let total = self.runner.fleet.counts().total;
                self.plan = Some(Rc::new(batch(&self.state, action, total)));
            }
            TabMsg::Planned(end) => {
                self.plan = None;
                match end {
                    bulk::End::Started => self.take(scope, Msg::Select(selection::Msg::Clear)),
                    bulk::End::Import => {
                        scope.props().on_navigate.emit(Navigation::to_tab(Tab::Import));
                    }
                    bulk::End::Closed => {}
                }
            }
            TabMsg::Filters => self.shows_filters ^= true,
            TabMsg::Skip => {
                focus(&self.end);
                return false;
            }
        }
        true
    }

    fn view(&self, scope: &Context<Self>) -> Html {
        let shared = &scope.props().shared;
        let on_msg: Callback<Msg> = give(scope.link(), TabMsg::List);
        let bar = ToolbarProps {
            shared,
            state: &self.state,
            counts: &self.runner.fleet.counts(),
            search: &self.search,
            shows_filters: self.shows_filters,
            on_filters: press(scope.link(), || TabMsg::Filters),
            on_msg: on_msg.clone(),
        };
        let settings = shared.answers().settings();
        let on_size = give(scope.link(), TabMsg::PageSize);
        let is_selecting = self.state.selection.count() > 0;
        let parts = rest::list_parts();
        let class = match (settings.density == Density::Compact, is_selecting) {
            (false, false) => "devices",
            (true, false) => "devices devices-compact",
            (false, true) => "devices devices-selecting",
            (true, true) => "devices devices-compact devices-selecting",
        };
        let check = give(scope.link(), TabMsg::Check);
        let (skip, skip_text) =
            (press(scope.link(), || TabMsg::Skip), shared.texts.get("devices.skip"));
        let has_rows = self.state.shown().is_some_and(|page| !page.devices.is_empty());
        tag("section", class)
            .child(self.strip(scope))
            .child(failures(shared, &self.state, &on_msg))
            .child(tag("div", "counts").node(&self.head).child(readiness(&bar)).child(progress(
                shared,
                &self.runner.fleet.counts(),
                &check,
            )))
            .child(tag("div", "tools").child(toolbar(&bar)).maybe(
                parts.filter(|_| is_selecting).map(|parts| {
                    let on_hand_over = press(scope.link(), || TabMsg::HandOverSelected);
                    let on_plan = give(scope.link(), TabMsg::Plan);
                    (parts.bar)(shared, &self.state, &on_msg, on_plan, on_hand_over)
                }),
            ))
            .child(
                missing(&bar)
                    .maybe(parts.and_then(|parts| (parts.found)(shared, &self.state, &on_msg))),
            )
            .maybe(has_rows.then(|| button("link-button skip-link", skip_text, skip)))
            .child(tag("div", "list").child(self.list(scope)))
            .child(
                pager(shared, &self.state, &on_msg, on_size).node(&self.end).attr("tabindex", "-1"),
            )
            .child(el("div").child(self.panel(scope)))
            .child(el("div").child(self.planning(scope)))
            .child(el("div").child(self.hand_over(scope)))
            .into()
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if std::mem::take(&mut self.runner.scroll)
            && let Some(head) = self.head.cast::<HtmlElement>()
        {
            head.scroll_into_view();
        }
        self.heir.after(&self.table);
        let place = self.runner.focus.take().map(|place| match place {
            Place::Search => &self.search,
            Place::List => &self.table,
        });
        place.into_iter().for_each(focus);
    }
}
