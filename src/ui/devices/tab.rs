//! The Devices tab: draws the list and opens the dialogs of its rows.

use super::state::{Action, Effect, Msg, Notice, PAGE_SIZE, SearchIn, State, Sync, Turn};
use super::table::device_table;
use crate::assign::AssignDialog;
use crate::callbacks::{give, later, press};
use crate::checklist::ChecklistDialog;
use crate::enrollment::EnrollmentDialog;
use crate::notices::{error_banner, read_only};
use crate::shared::Shared;
use crate::widgets::{DomEvent, El, button, el, skeleton, tag};
use gloo_timers::callback::Timeout;
use host::Part;
use yew::prelude::*;

/// Milliseconds without a keystroke before the list is searched: short enough to feel live, long enough not to search
/// for every letter.
const SEARCH_PAUSE_MS: u32 = 300;

/// Properties of [`DevicesTab`].
#[derive(Clone, PartialEq, Properties)]
pub struct DevicesTabProps {
    /// The shared context.
    pub shared: Shared,
    /// Only devices of this profile: UUID and name.
    #[prop_or_default]
    pub profile: Option<(String, String)>,
    /// The profile filter was dropped here.
    pub on_all_profiles: Callback<()>,
}

/// The Devices tab.
pub struct DevicesTab {
    state: State,
    pause: Option<Timeout>,
}

impl DevicesTab {
    fn run(&mut self, scope: &yew::Context<Self>, effect: Effect) {
        let shared = scope.props().shared.clone();
        match effect {
            Effect::Load(generation, query) => later(
                scope.link(),
                Box::pin(async move {
                    Msg::Loaded(generation, shared.seen(shared.client.devices(&query).await))
                }),
            ),
            Effect::Pause(keystroke) => {
                let link = scope.link().clone();
                // Replacing the timer drops the one of the keystroke before.
                self.pause = Some(Timeout::new(SEARCH_PAUSE_MS, move || {
                    link.send_message(Msg::SearchPaused(keystroke));
                }));
            }
            Effect::Sync => later(
                scope.link(),
                Box::pin(async move { Msg::Synced(shared.seen(shared.client.sync().await)) }),
            ),
            Effect::LoadProfiles(freshness) => {
                let link = scope.link().clone();
                wasm_bindgen_futures::spawn_local(async move {
                    // The Profiles tab shows why they could not be read.
                    if let Ok(read) = shared.profiles(freshness).await {
                        link.send_message(Msg::Profiles(read.value));
                    }
                });
            }
            Effect::AllProfiles => scope.props().on_all_profiles.emit(()),
        }
    }

    fn toolbar(&self, scope: &yew::Context<Self>) -> Html {
        let texts = &scope.props().shared.texts;
        let link = scope.link();
        let state = &self.state;

        let search = el("input")
            .attr("type", "search")
            .attr("autocomplete", "off")
            .attr("autocapitalize", "off")
            .attr("spellcheck", "false")
            .value(state.search.clone())
            .on_value(DomEvent::Input, give(link, Msg::Search));
        let option = |value: &'static str, code: &str, selected: bool| {
            el("option")
                .attr("value", value)
                .flag("selected", selected)
                .text(texts.get(code))
                .into()
        };
        let searched = |place: SearchIn, value, code| option(value, code, state.search_in == place);
        let search_in = el("select")
            .on_value(
                DomEvent::Change,
                give(link, |value: String| {
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
        let status = el("select").on_value(DomEvent::Change, give(link, Msg::Status)).list(
            words
                .into_iter()
                .zip(codes)
                .map(|(word, code)| option(word, code, state.status == word))
                .collect(),
        );
        let field = |id: &'static str, code: &str, input: El| {
            let label = el("label").attr("for", id).text(texts.get(code));
            tag("div", "field").child(label).child(input.attr("id", id).attr("class", "input"))
        };
        let shared = &scope.props().shared;
        let can_sync = shared.can_edit && shared.client.offers(Part::Sync);
        let running = matches!(state.sync, Sync::Running);
        let sync = texts.get(if running { "devices.syncing" } else { "devices.sync" });
        let sync = button("button", sync, press(link, || Msg::Sync));
        tag("div", "toolbar")
            .child(field("devices-search", "devices.search", search))
            .child(
                field("devices-search-in", "devices.search-in", search_in)
                    .flag("hidden", !shared.client.offers(Part::Enrollment)),
            )
            .child(field("devices-status", "devices.status", status))
            .child(
                tag("div", "toolbar-end")
                    .flag("hidden", !can_sync)
                    .child(sync.aria_bool("aria-disabled", running)),
            )
            .into()
    }

    fn messages(&self, scope: &yew::Context<Self>) -> Html {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        let link = scope.link();
        let notice = self.state.notice.as_ref().map(|notice| tell(shared, notice));
        let filter = self.state.profile.as_ref().map(|(_, name)| {
            let text = texts.fill("devices.profile-filter", &[("profile", name.clone())]);
            let clear = texts.get("devices.profile-filter.clear");
            let all = scope.props().on_all_profiles.clone();
            tag("p", "filter-chip").child(el("span").text(text)).child(button(
                "link-button",
                clear,
                all,
            ))
        });
        let sync_error = match &self.state.sync {
            Sync::Failed(error) => {
                Some(error_banner(shared, error, Some(press(link, || Msg::Sync))))
            }
            _ => None,
        };
        let load_error = self
            .state
            .load
            .error()
            .map(|error| error_banner(shared, error, Some(press(link, || Msg::Reload))));
        tag("div", "messages")
            .child(tag("p", "notice").attr("role", "status").text(notice.unwrap_or_default()))
            .maybe(filter)
            .list(sync_error.into_iter().collect())
            .list(load_error.into_iter().collect())
            .child(read_only(shared))
            .into()
    }

    fn list(&self, scope: &yew::Context<Self>) -> Html {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        let Some(page) = self.state.rows() else {
            return match self.state.load.error() {
                Some(_) => html! {},
                None => skeleton(12, texts.get("common.loading")),
            };
        };
        if page.rows.is_empty() {
            let filtered = self.state.is_filtered();
            let code = if filtered { "devices.none-match" } else { "devices.empty" };
            let clear = press(scope.link(), || Msg::ClearFilters);
            return tag("div", "empty")
                .child(el("h2").text(texts.get(code)))
                .child(el("p").text(texts.get(&format!("{code}.todo"))))
                .maybe(filtered.then(|| button("button", texts.get("devices.clear"), clear)))
                .into();
        }
        let on_action = give(scope.link(), |(action, device)| Msg::Open(action, Box::new(device)));
        device_table(shared, page, &self.state, &on_action).into()
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
            let turned = scope.link().callback(move |()| Msg::Turn(turn));
            button("button button-small", sign.to_owned(), turned)
                .attr("aria-label", texts.get(code))
                .aria_bool("aria-disabled", off)
        };
        let buttons = tag("span", "pager-buttons")
            .flag("hidden", self.state.count() <= PAGE_SIZE)
            .child(act(Turn::First, "devices.page.first", "«"))
            .child(act(Turn::Previous, "devices.page.previous", "‹"))
            .child(act(Turn::Next, "devices.page.next", "›"))
            .child(act(Turn::Last, "devices.page.last", "»"));
        tag("nav", "pager")
            .attr("aria-label", texts.get("devices.pages"))
            .flag("hidden", self.state.count() == 0)
            .child(
                tag("span", "pager-range")
                    .attr("aria-live", "polite")
                    .text(if self.state.rows().is_some() { range } else { String::new() }),
            )
            .child(buttons)
            .into()
    }

    fn dialog(&self, scope: &yew::Context<Self>) -> Html {
        let Some((action, device)) = &self.state.open else { return html! {} };
        let shared = scope.props().shared.clone();
        let link = scope.link();
        let serial = AttrValue::from(device.serial.clone());
        let about = device.serial.clone();
        let on_news = link.callback(move |news| Msg::News(about.clone(), news));
        let device = device.clone();
        match action {
            Action::Assign => html! {
                <AssignDialog {shared} {device} on_close={press(link, || Msg::Close)} {on_news} />
            },
            Action::Enrollment => html! {
                <EnrollmentDialog {shared} {serial} {device} on_close={link.callback(|_| Msg::Close)} {on_news} />
            },
            Action::Checklist => ChecklistDialog {
                shared,
                serial,
                device: Some(device),
                on_close: press(link, || Msg::Close),
                on_news,
            }
            .view(),
        }
    }
}

fn tell(shared: &Shared, notice: &Notice) -> String {
    let texts = &shared.texts;
    let (code, serial, profile) = match notice {
        Notice::Synced(Some(count)) => {
            return texts.count(&shared.format, "devices.synced", *count);
        }
        Notice::Synced(None) => return texts.get("devices.synced.accepted"),
        Notice::Assigned { serial, profile } => ("devices.notice.assigned", serial, &**profile),
        Notice::Removed { serial } => ("devices.notice.removed", serial, ""),
        Notice::Half { serial } => ("devices.notice.half", serial, ""),
        Notice::InDoubt { serial } => ("devices.notice.in-doubt", serial, ""),
        Notice::Saved { serial } => ("devices.notice.saved", serial, ""),
    };
    texts.fill(code, &[("serial", serial.clone()), ("profile", profile.to_owned())])
}

impl Component for DevicesTab {
    type Message = Msg;
    type Properties = DevicesTabProps;

    fn create(scope: &yew::Context<Self>) -> Self {
        let (state, effects) = State::new(scope.props().profile.clone());
        let mut tab = DevicesTab { state, pause: None };
        for effect in effects {
            tab.run(scope, effect);
        }
        tab
    }

    fn changed(&mut self, scope: &yew::Context<Self>, _: &DevicesTabProps) -> bool {
        Component::update(self, scope, Msg::Profile(scope.props().profile.clone()))
    }

    fn update(&mut self, scope: &yew::Context<Self>, msg: Msg) -> bool {
        for effect in self.state.update(msg) {
            self.run(scope, effect);
        }
        true
    }

    fn view(&self, scope: &yew::Context<Self>) -> Html {
        tag("section", "devices")
            .child(self.toolbar(scope))
            .child(self.messages(scope))
            .child(tag("div", "list").child(self.list(scope)))
            .child(self.pager(scope))
            .child(el("div").child(self.dialog(scope)))
            .into()
    }
}
