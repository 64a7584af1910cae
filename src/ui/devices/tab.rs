//! The Devices tab: draws the list and opens the dialogs of its rows.

use super::row::Action;
use super::state::{Effect, Msg, PAGE_SIZE, SearchIn, State, Sync, Turn};
use super::table::DeviceTable;
use crate::assign::AssignDialog;
use crate::callbacks::{give, later, press};
use crate::checklist::ChecklistDialog;
use crate::enrollment::EnrollmentDialog;
use crate::facts_cache::Freshness;
use crate::notices::{error_banner, read_only};
use crate::shared::Shared;
use crate::widgets::{El, Heard, button, div, el, skeleton};
use gloo_timers::callback::Timeout;
use host::Device;
use rules::Draft;
use rules::checklist::Status;
use yew::prelude::*;

/// Milliseconds without a keystroke before the list is searched: short enough to feel live, long enough not to search
/// for every letter.
const SEARCH_PAUSE_MS: u32 = 300;

/// Properties of [`DevicesTab`].
#[derive(Clone, PartialEq, Properties)]
pub struct DevicesTabProps {
    /// What all surfaces share.
    pub shared: Shared,
    /// Only devices of this profile: UUID and name.
    #[prop_or_default]
    pub profile: Option<(String, String)>,
    /// The profile filter was dropped here.
    pub on_all_profiles: Callback<()>,
}

/// What happens to [`DevicesTab`].
pub enum TabMsg {
    /// To the list.
    List(Msg),
    /// A row action was chosen.
    Open(Action, Device),
    /// The open dialog is done.
    Close,
    /// A dialog read the device again.
    Changed(Device),
    /// A dialog saved the enrollment of this device.
    Saved(String, Draft),
}

/// The Devices tab.
pub struct DevicesTab {
    state: State,
    open: Option<(Action, Device)>,
    notice: String,
    pause: Option<Timeout>,
    /// Always the same one: a new callback would draw all rows again.
    on_action: Callback<(Action, Device)>,
}

impl DevicesTab {
    fn send(&mut self, scope: &yew::Context<Self>, msg: Msg) {
        for effect in self.state.update(msg) {
            self.run(scope, effect);
        }
    }

    fn run(&mut self, scope: &yew::Context<Self>, effect: Effect) {
        let shared = scope.props().shared.clone();
        match effect {
            Effect::Load(generation, query) => later(
                scope.link(),
                Box::pin(async move {
                    TabMsg::List(Msg::Loaded(
                        generation,
                        shared.seen(shared.client.devices(&query).await),
                    ))
                }),
            ),
            Effect::Pause(keystroke) => {
                let link = scope.link().clone();
                // Replacing the timer drops the one of the keystroke before.
                self.pause = Some(Timeout::new(SEARCH_PAUSE_MS, move || {
                    link.send_message(TabMsg::List(Msg::SearchPaused(keystroke)));
                }));
            }
            Effect::Sync => later(
                scope.link(),
                Box::pin(async move {
                    TabMsg::List(Msg::Synced(shared.seen(shared.client.sync().await)))
                }),
            ),
        }
    }

    fn load_profiles(&self, scope: &yew::Context<Self>, freshness: Freshness) {
        let shared = scope.props().shared.clone();
        let link = scope.link().clone();
        wasm_bindgen_futures::spawn_local(async move {
            // Without profiles the list only lacks the superseded marks; the Profiles tab shows the failure.
            if let Ok(read) = shared.profiles(freshness).await {
                link.send_message(TabMsg::List(Msg::Profiles(read.value)));
            }
        });
    }

    fn toolbar(&self, scope: &yew::Context<Self>) -> Html {
        let texts = &scope.props().shared.texts;
        let link = scope.link();
        let state = &self.state;
        let list = |msg: fn(String) -> Msg| link.callback(move |text| TabMsg::List(msg(text)));
        let search = el("input")
            .attr("type", "search")
            .attr("autocomplete", "off")
            .attr("autocapitalize", "off")
            .attr("spellcheck", "false")
            .value(state.search.clone())
            .holds(Heard::Input, list(Msg::Search));
        let option = |value: &'static str, code: &str, selected: bool| {
            el("option")
                .attr("value", value)
                .flag("selected", selected)
                .text(texts.get(code))
                .into()
        };
        let searched = |place: SearchIn, value, code| option(value, code, state.search_in == place);
        let search_in = el("select")
            .holds(
                Heard::Change,
                list(|value| {
                    Msg::SearchIn(if value == "user" { SearchIn::User } else { SearchIn::Serial })
                }),
            )
            .list(vec![
                searched(SearchIn::Serial, "serial", "devices.search-in.serial"),
                searched(SearchIn::User, "user", "devices.search-in.user"),
            ]);
        let words = ["", "Empty", "Assigned", "Pushed", "Removed"];
        let codes = [
            "devices.status.any",
            "status.empty",
            "status.assigned",
            "status.pushed",
            "status.removed",
        ];
        let status = el("select").holds(Heard::Change, list(Msg::Status)).list(
            words
                .into_iter()
                .zip(codes)
                .map(|(word, code)| option(word, code, state.status == word))
                .collect(),
        );
        let field = |id: &'static str, code: &str, input: El| {
            let label = el("label").attr("for", id).text(texts.get(code));
            div("div", "field").with(label).with(input.attr("id", id).attr("class", "input"))
        };
        let running = state.sync == Sync::Running;
        let sync = texts.get(if running { "devices.syncing" } else { "devices.sync" });
        let sync = button("button", sync, press(link, || TabMsg::List(Msg::Sync)));
        div("div", "toolbar")
            .with(field("devices-search", "devices.search", search))
            .with(field("devices-search-in", "devices.search-in", search_in))
            .with(field("devices-status", "devices.status", status))
            .with(
                div("div", "toolbar-end")
                    .flag("hidden", !scope.props().shared.can_edit)
                    .with(sync.says("aria-disabled", running)),
            )
            .into()
    }

    fn messages(&self, scope: &yew::Context<Self>) -> Html {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        let link = scope.link();
        let synced = match &self.state.sync {
            Sync::Done(count) => texts.count(&shared.format, "devices.synced", *count),
            _ => String::new(),
        };
        let notice = if self.notice.is_empty() { synced } else { self.notice.clone() };
        let filter = self.state.profile.as_ref().map(|(_, name)| {
            let text = texts.fill("devices.profile-filter", &[("profile", name.clone())]);
            let clear = texts.get("devices.profile-filter.clear");
            let all = scope.props().on_all_profiles.clone();
            div("p", "filter-chip").with(el("span").text(text)).with(button(
                "link-button",
                clear,
                all,
            ))
        });
        let sync_error = match &self.state.sync {
            Sync::Failed(error) => {
                Some(error_banner(shared, error, Some(press(link, || TabMsg::List(Msg::Sync)))))
            }
            _ => None,
        };
        let load_error = self.state.load.error().map(|error| {
            error_banner(shared, error, Some(press(link, || TabMsg::List(Msg::Reload))))
        });
        div("div", "messages")
            .with(div("p", "notice").attr("role", "status").text(notice))
            .maybe(filter)
            .list(sync_error.into_iter().collect())
            .list(load_error.into_iter().collect())
            .with(read_only(shared))
            .into()
    }

    fn list(&self, scope: &yew::Context<Self>) -> Html {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        let Some(page) = self.state.page.clone() else {
            return match self.state.load.error() {
                Some(_) => html! {},
                None => skeleton(12, texts.get("common.loading")),
            };
        };
        if page.rows.is_empty() {
            let filtered = self.state.is_filtered();
            let code = if filtered { "devices.none-match" } else { "devices.empty" };
            let clear = press(scope.link(), || TabMsg::List(Msg::ClearFilters));
            return div("div", "empty")
                .with(el("h2").text(texts.get(code)))
                .with(el("p").text(texts.get(&format!("{code}.todo"))))
                .maybe(filtered.then(|| button("button", texts.get("devices.clear"), clear)))
                .into();
        }
        html! {
            <DeviceTable shared={shared.clone()} {page} profiles={self.state.profiles.clone()}
                is_busy={self.state.load.is_loading()} on_action={self.on_action.clone()} />
        }
    }

    fn pager(&self, scope: &yew::Context<Self>) -> Html {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        let (from, to) = self.state.range();
        let range = texts.fill(
            "devices.range",
            &[
                ("from", shared.format.number(from)),
                ("to", shared.format.number(to)),
                ("count", shared.format.number(self.state.count())),
            ],
        );
        let act = |turn: Turn, code: &str, sign: &'static str| {
            // Not `disabled`: the button that reaches the end must not lose the focus it holds.
            let off = !self.state.can_turn(turn);
            let turned = scope.link().callback(move |()| TabMsg::List(Msg::Turn(turn)));
            button("button button-small", sign.to_owned(), turned)
                .attr("aria-label", texts.get(code))
                .says("aria-disabled", off)
        };
        let buttons = div("span", "pager-buttons")
            .flag("hidden", self.state.count() <= PAGE_SIZE)
            .with(act(Turn::First, "devices.page.first", "«"))
            .with(act(Turn::Previous, "devices.page.previous", "‹"))
            .with(act(Turn::Next, "devices.page.next", "›"))
            .with(act(Turn::Last, "devices.page.last", "»"));
        div("nav", "pager")
            .attr("aria-label", texts.get("devices.pages"))
            .flag("hidden", self.state.count() == 0)
            .with(div("span", "pager-range").attr("aria-live", "polite").text(range))
            .with(buttons)
            .into()
    }

    fn dialog(&self, scope: &yew::Context<Self>) -> Html {
        let Some((action, device)) = &self.open else { return html! {} };
        let shared = scope.props().shared.clone();
        let link = scope.link();
        let on_changed = give(link, TabMsg::Changed);
        let serial = AttrValue::from(device.serial.clone());
        let saved_serial = device.serial.clone();
        let on_saved = link.callback(move |draft| TabMsg::Saved(saved_serial.clone(), draft));
        let device = device.clone();
        match action {
            Action::Assign => html! {
                <AssignDialog {shared} {device} on_close={press(link, || TabMsg::Close)} {on_changed} />
            },
            Action::Enrollment => html! {
                <EnrollmentDialog {shared} {serial} {device} on_close={link.callback(|_| TabMsg::Close)} {on_saved} on_device={on_changed} />
            },
            Action::Checklist => ChecklistDialog {
                shared,
                serial,
                device: Some(device),
                on_close: press(link, || TabMsg::Close),
                on_device: on_changed,
                on_saved,
            }
            .view(),
        }
    }

    fn changed_notice(&self, shared: &Shared, device: &Device) -> String {
        let before = self
            .state
            .page
            .as_ref()
            .and_then(|page| page.rows.iter().find(|row| row.serial == device.serial));
        let same = before.is_some_and(|row| {
            row.status == device.status && row.profile_uuid == device.profile_uuid
        });
        let serial = ("serial", device.serial.clone());
        match device.status {
            _ if same => self.notice.clone(),
            Status::Assigned => {
                let name = if device.profile_name.is_empty() {
                    &device.profile_uuid
                } else {
                    &device.profile_name
                };
                shared.texts.fill("devices.notice.assigned", &[serial, ("profile", name.clone())])
            }
            Status::Removed => shared.texts.fill("devices.notice.removed", &[serial]),
            _ => self.notice.clone(),
        }
    }
}

impl Component for DevicesTab {
    type Message = TabMsg;
    type Properties = DevicesTabProps;

    fn create(scope: &yew::Context<Self>) -> Self {
        let profile = scope.props().profile.clone();
        let mut state = State::default();
        state.profile = profile;
        let on_action = scope.link().callback(|(action, device)| TabMsg::Open(action, device));
        let mut tab =
            DevicesTab { state, open: None, notice: String::new(), pause: None, on_action };
        for effect in tab.state.load() {
            tab.run(scope, effect);
        }
        tab.load_profiles(scope, Freshness::Cached);
        tab
    }

    fn changed(&mut self, scope: &yew::Context<Self>, _: &DevicesTabProps) -> bool {
        let profile = scope.props().profile.clone();
        if profile != self.state.profile {
            self.send(scope, Msg::Profile(profile));
        }
        true
    }

    fn update(&mut self, scope: &yew::Context<Self>, msg: TabMsg) -> bool {
        match msg {
            TabMsg::List(msg) => {
                if matches!(msg, Msg::Synced(Ok(_))) {
                    self.notice = String::new();
                    self.load_profiles(scope, Freshness::Fresh);
                }
                if matches!(msg, Msg::ClearFilters) {
                    scope.props().on_all_profiles.emit(());
                }
                self.send(scope, msg);
            }
            TabMsg::Open(action, device) => self.open = Some((action, device)),
            TabMsg::Close => self.open = None,
            TabMsg::Changed(device) => {
                self.notice = self.changed_notice(&scope.props().shared, &device);
                self.send(scope, Msg::Changed(Box::new(device)));
                // A dialog may have read the profiles afresh; the marks follow.
                self.load_profiles(scope, Freshness::Cached);
            }
            TabMsg::Saved(serial, draft) => {
                let text = &scope.props().shared.texts;
                self.notice = text.fill("devices.notice.saved", &[("serial", serial.clone())]);
                let known =
                    self.state.page.as_ref().and_then(|page| {
                        page.rows.iter().find(|row| row.serial == serial).cloned()
                    });
                if let Some(device) = known {
                    self.send(
                        scope,
                        Msg::Changed(Box::new(Device { enrollment: draft.into(), ..device })),
                    );
                }
            }
        }
        true
    }

    fn view(&self, scope: &yew::Context<Self>) -> Html {
        div("section", "devices")
            .with(self.toolbar(scope))
            .with(self.messages(scope))
            .with(div("div", "list").with(self.list(scope)))
            .with(self.pager(scope))
            .with(el("div").with(self.dialog(scope)))
            .into()
    }
}
