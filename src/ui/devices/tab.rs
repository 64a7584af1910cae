//! The Devices tab: draws the list and opens the dialogs of its rows.

use super::row::{Action, Row, row};
use super::state::{Effect, Msg, PAGE_SIZE, SearchIn, State, Sync, Turn};
use crate::assign::AssignDialog;
use crate::checklist::ChecklistDialog;
use crate::context::{Ctx, Freshness, later, profile_facts};
use crate::enrollment::EnrollmentDialog;
use crate::widgets::{error_banner, read_only, skeleton};
use gloo_timers::callback::Timeout;
use host::Device;
use rules::Draft;
use rules::checklist::Status;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Milliseconds without a keystroke before the list is searched: short enough to feel live, long enough not to search
/// for every letter.
const SEARCH_PAUSE_MS: u32 = 300;

/// Properties of [`DevicesTab`].
#[derive(Clone, PartialEq, Properties)]
pub struct DevicesTabProps {
    /// What all surfaces share.
    pub ctx: Ctx,
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
}

impl DevicesTab {
    fn send(&mut self, ctx: &yew::Context<Self>, msg: Msg) {
        for effect in self.state.update(msg) {
            self.run(ctx, effect);
        }
    }

    fn run(&mut self, ctx: &yew::Context<Self>, effect: Effect) {
        let host = ctx.props().ctx.clone();
        match effect {
            Effect::Load(generation, query) => later(
                ctx.link(),
                Box::pin(async move {
                    TabMsg::List(Msg::Loaded(
                        generation,
                        host.seen(host.client.devices(&query).await),
                    ))
                }),
            ),
            Effect::Pause(keystroke) => {
                let link = ctx.link().clone();
                // Replacing the timer drops the one of the keystroke before.
                self.pause = Some(Timeout::new(SEARCH_PAUSE_MS, move || {
                    link.send_message(TabMsg::List(Msg::SearchPaused(keystroke)));
                }));
            }
            Effect::Sync => later(
                ctx.link(),
                Box::pin(
                    async move { TabMsg::List(Msg::Synced(host.seen(host.client.sync().await))) },
                ),
            ),
        }
    }

    fn load_profiles(&self, ctx: &yew::Context<Self>, freshness: Freshness) {
        let host = ctx.props().ctx.clone();
        ctx.link().send_future_batch(async move {
            // Without profiles the list only lacks the superseded marks; the Profiles tab shows the failure.
            let profiles = host.profiles(freshness).await.ok();
            profiles.map(|read| TabMsg::List(Msg::Profiles(read.value)))
        });
    }

    fn toolbar(&self, ctx: &yew::Context<Self>) -> Html {
        let texts = &ctx.props().ctx.texts;
        let link = ctx.link();
        let state = &self.state;
        let oninput = link.callback(|event: InputEvent| {
            TabMsg::List(Msg::Search(event.target_unchecked_into::<HtmlInputElement>().value()))
        });
        let search_in = link.callback(|event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            TabMsg::List(Msg::SearchIn(if value == "user" {
                SearchIn::User
            } else {
                SearchIn::Serial
            }))
        });
        let status = link.callback(|event: Event| {
            TabMsg::List(Msg::Status(event.target_unchecked_into::<HtmlSelectElement>().value()))
        });
        let running = state.sync == Sync::Running;
        html! {
            <div class="toolbar">
                <div class="field">
                    <label for="devices-search">{ texts.get("devices.search") }</label>
                    <input id="devices-search" type="search" class="input" autocomplete="off" autocapitalize="off" spellcheck="false" value={state.search.clone()} {oninput} />
                </div>
                <div class="field">
                    <label for="devices-search-in">{ texts.get("devices.search-in") }</label>
                    <select id="devices-search-in" class="input" onchange={search_in}>
                        <option value="serial" selected={state.search_in == SearchIn::Serial}>{ texts.get("devices.search-in.serial") }</option>
                        <option value="user" selected={state.search_in == SearchIn::User}>{ texts.get("devices.search-in.user") }</option>
                    </select>
                </div>
                <div class="field">
                    <label for="devices-status">{ texts.get("devices.status") }</label>
                    <select id="devices-status" class="input" onchange={status}>
                        <option value="" selected={state.status.is_empty()}>{ texts.get("devices.status.any") }</option>
                        { for [(Status::Empty, "status.empty"), (Status::Assigned, "status.assigned"), (Status::Pushed, "status.pushed"), (Status::Removed, "status.removed")]
                            .map(|(status, code)| html! {
                                <option value={status.word().to_owned()} selected={state.status == status.word()}>{ texts.get(code) }</option>
                            }) }
                    </select>
                </div>
                <div class="toolbar-end" hidden={!ctx.props().ctx.can_edit}>
                    <button type="button" class="button" aria-disabled={running.to_string()} onclick={link.callback(|_| TabMsg::List(Msg::Sync))}>
                        { texts.get(if running { "devices.syncing" } else { "devices.sync" }) }
                    </button>
                </div>
            </div>
        }
    }

    fn messages(&self, ctx: &yew::Context<Self>) -> Html {
        let shared = &ctx.props().ctx;
        let texts = &shared.texts;
        let link = ctx.link();
        let synced = match &self.state.sync {
            Sync::Done(count) => texts.count(&shared.format, "devices.synced", *count),
            _ => String::new(),
        };
        let notice = if self.notice.is_empty() { synced } else { self.notice.clone() };
        html! {
            <div class="messages">
                <p class="notice" role="status">{ notice }</p>
                if let Some((_, name)) = &self.state.profile {
                    <p class="filter-chip">
                        <span>{ texts.fill("devices.profile-filter", &[("profile", name.clone())]) }</span>
                        <button type="button" class="link-button" onclick={ctx.props().on_all_profiles.reform(|_| ())}>{ texts.get("devices.profile-filter.clear") }</button>
                    </p>
                }
                if let Sync::Failed(error) = &self.state.sync {
                    { error_banner(shared, error, Some(link.callback(|()| TabMsg::List(Msg::Sync)))) }
                }
                if let Some(error) = self.state.load.error() {
                    { error_banner(shared, error, Some(link.callback(|()| TabMsg::List(Msg::Reload)))) }
                }
                { read_only(shared) }
            </div>
        }
    }

    fn list(&self, ctx: &yew::Context<Self>) -> Html {
        let shared = &ctx.props().ctx;
        let texts = &shared.texts;
        let Some(page) = &self.state.page else {
            return match self.state.load.error() {
                Some(_) => html! {},
                None => skeleton(12, texts.get("common.loading")),
            };
        };
        if page.rows.is_empty() {
            let filtered = self.state.is_filtered();
            let code = if filtered { "devices.none-match" } else { "devices.empty" };
            return html! {
                <div class="empty">
                    <h3>{ texts.get(code) }</h3>
                    <p>{ texts.get(&format!("{code}.todo")) }</p>
                    if filtered {
                        <button type="button" class="button" onclick={ctx.link().callback(|_| TabMsg::List(Msg::ClearFilters))}>{ texts.get("devices.clear") }</button>
                    }
                </div>
            };
        }
        let on_action = ctx.link().callback(|(action, device)| TabMsg::Open(action, device));
        let facts = self.state.profiles.as_ref().map(|profiles| profile_facts(profiles));
        let columns = ["device", "status", "profile", "user", "agent", "actions"];
        html! {
            <table class="table" role="table" aria-label={texts.get("devices.table")} aria-busy={self.state.load.is_loading().to_string()}>
                <thead role="rowgroup"><tr role="row">
                    { for columns.iter().map(|column| html! { <th role="columnheader" scope="col">{ texts.get(&format!("devices.column.{column}")) }</th> }) }
                </tr></thead>
                <tbody role="rowgroup">
                    { for page.rows.iter().map(|device| row(&Row { ctx: shared, device, profiles: facts.as_deref(), on_action: &on_action })) }
                </tbody>
            </table>
        }
    }

    fn pager(&self, ctx: &yew::Context<Self>) -> Html {
        let shared = &ctx.props().ctx;
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
        let button = |turn: Turn, code: &str, sign: &'static str| {
            // Not `disabled`: the button that reaches the end must not lose the focus it holds.
            let off = !self.state.can_turn(turn);
            html! {
                <button type="button" class="button button-small" aria-label={texts.get(code)} aria-disabled={off.to_string()}
                    onclick={ctx.link().callback(move |_| TabMsg::List(Msg::Turn(turn)))}>{ sign }</button>
            }
        };
        html! {
            <nav class="pager" aria-label={texts.get("devices.pages")} hidden={self.state.count() == 0}>
                <span class="pager-range" aria-live="polite">{ range }</span>
                <span class="pager-buttons" hidden={self.state.count() <= PAGE_SIZE}>
                    { button(Turn::First, "devices.page.first", "«") }
                    { button(Turn::Previous, "devices.page.previous", "‹") }
                    { button(Turn::Next, "devices.page.next", "›") }
                    { button(Turn::Last, "devices.page.last", "»") }
                </span>
            </nav>
        }
    }

    fn dialog(&self, ctx: &yew::Context<Self>) -> Html {
        let Some((action, device)) = &self.open else { return html! {} };
        let shared = ctx.props().ctx.clone();
        let link = ctx.link();
        let on_changed = link.callback(TabMsg::Changed);
        let serial = AttrValue::from(device.serial.clone());
        let saved_serial = device.serial.clone();
        let on_saved = link.callback(move |draft| TabMsg::Saved(saved_serial.clone(), draft));
        let device = device.clone();
        match action {
            Action::Assign => html! {
                <AssignDialog ctx={shared} {device} on_close={link.callback(|()| TabMsg::Close)} {on_changed} />
            },
            Action::Enrollment => html! {
                <EnrollmentDialog ctx={shared} {serial} {device} on_close={link.callback(|_| TabMsg::Close)} {on_saved} on_device={on_changed} />
            },
            Action::Checklist => ChecklistDialog {
                ctx: shared,
                serial,
                device: Some(device),
                on_close: link.callback(|()| TabMsg::Close),
                on_device: on_changed,
                on_saved,
            }
            .view(),
        }
    }

    fn changed_notice(&self, shared: &Ctx, device: &Device) -> String {
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

    fn create(ctx: &yew::Context<Self>) -> Self {
        let profile = ctx.props().profile.clone();
        let mut state = State::default();
        state.profile = profile;
        let mut tab = DevicesTab { state, open: None, notice: String::new(), pause: None };
        for effect in tab.state.load() {
            tab.run(ctx, effect);
        }
        tab.load_profiles(ctx, Freshness::Cached);
        tab
    }

    fn changed(&mut self, ctx: &yew::Context<Self>, _: &DevicesTabProps) -> bool {
        let profile = ctx.props().profile.clone();
        if profile != self.state.profile {
            self.send(ctx, Msg::Profile(profile));
        }
        true
    }

    fn update(&mut self, ctx: &yew::Context<Self>, msg: TabMsg) -> bool {
        match msg {
            TabMsg::List(msg) => {
                if matches!(msg, Msg::Synced(Ok(_))) {
                    self.notice = String::new();
                    self.load_profiles(ctx, Freshness::Fresh);
                }
                if matches!(msg, Msg::ClearFilters) {
                    ctx.props().on_all_profiles.emit(());
                }
                self.send(ctx, msg);
            }
            TabMsg::Open(action, device) => self.open = Some((action, device)),
            TabMsg::Close => self.open = None,
            TabMsg::Changed(device) => {
                self.notice = self.changed_notice(&ctx.props().ctx, &device);
                self.send(ctx, Msg::Changed(device));
                // A dialog may have read the profiles afresh; the marks follow.
                self.load_profiles(ctx, Freshness::Cached);
            }
            TabMsg::Saved(serial, draft) => {
                let text = &ctx.props().ctx.texts;
                self.notice = text.fill("devices.notice.saved", &[("serial", serial.clone())]);
                let known =
                    self.state.page.as_ref().and_then(|page| {
                        page.rows.iter().find(|row| row.serial == serial).cloned()
                    });
                if let Some(device) = known {
                    self.send(ctx, Msg::Changed(Device { draft, ..device }));
                }
            }
        }
        true
    }

    fn view(&self, ctx: &yew::Context<Self>) -> Html {
        html! {
            <section class="devices">
                { self.toolbar(ctx) }
                { self.messages(ctx) }
                <div class="list">{ self.list(ctx) }</div>
                { self.pager(ctx) }
                <div>{ self.dialog(ctx) }</div>
            </section>
        }
    }
}
