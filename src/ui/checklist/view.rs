//! The checklist on its own: draws its state and runs what the state asks for.

use super::known::may_be_ios;
use super::panel::ChecklistPanel;
use super::state::{Effect, Msg, Overlay, State};
use super::tasks;
use crate::assign::AssignDialog;
use crate::context::{Ctx, give, later, press};
use crate::enrollment::EnrollmentDialog;
use crate::format::now;
use crate::widgets::{BannerKind, div, el, error_banner, read_only, sentence, skeleton};
use gloo_timers::callback::Interval;
use host::Device;
use rules::{Draft, serial};
use yew::prelude::*;

/// How often the ages on the screen are told anew, in milliseconds.
const TICK: u32 = 30_000;

/// Properties of [`ChecklistView`].
#[derive(Clone, PartialEq, Properties)]
pub struct ChecklistProps {
    /// What all surfaces share.
    pub ctx: Ctx,
    /// Which device.
    pub serial: AttrValue,
    /// Its record, as far as the owner knows it.
    #[prop_or_default]
    pub device: Option<Device>,
    /// Level of the heading in its page.
    #[prop_or(2)]
    pub level: u8,
    /// The record was read and may differ from before.
    #[prop_or_default]
    pub on_device: Callback<Device>,
    /// An enrollment was saved on the way.
    #[prop_or_default]
    pub on_saved: Callback<Draft>,
}

/// The checklist of one device, reading everything itself. Another device is another checklist: its owner gives each serial
/// a key of its own, so that nothing under way for the one reaches the other.
pub struct ChecklistView {
    state: State,
    _tick: Interval,
}

impl ChecklistView {
    fn run(ctx: &yew::Context<Self>, effect: Effect) {
        let props = ctx.props();
        let host = props.ctx.clone();
        let link = ctx.link();
        let Some(serial) = serial::check(&props.serial).value else { return };
        match effect {
            Effect::Read(generation, ask) => later(
                link,
                Box::pin(async move {
                    let part = tasks::read(host.clone(), serial, ask).await;
                    Msg::Part(generation, part, host.policy())
                }),
            ),
            Effect::ReadEnrollment(generation) => later(
                link,
                Box::pin(async move {
                    let answer = host.seen(host.client.enrollment(&serial).await);
                    Msg::Enrollment(generation, answer)
                }),
            ),
            Effect::Check(generation, username) => later(
                link,
                Box::pin(async move {
                    let answer = host.seen(host.client.user_exists(&username).await);
                    Msg::Checked(generation, answer, now())
                }),
            ),
            Effect::Keep(keep) => tasks::keep(serial.as_str(), &keep),
            Effect::TellDevice(device) => props.on_device.emit(*device),
            Effect::TellSaved(draft) => props.on_saved.emit(draft),
        }
    }

    fn overlay(&self, ctx: &yew::Context<Self>) -> Html {
        let props = ctx.props();
        let serial = props.serial.clone();
        let closed = move || Msg::OverlayClosed(tasks::recall(&serial));
        let device = self.state.known.device.value.clone();
        match (self.state.overlay, device) {
            (Some(Overlay::Assign { reassign }), Some(device)) => html! {
                <AssignDialog ctx={props.ctx.clone()} {device} {reassign}
                    on_close={ctx.link().callback(move |()| closed())}
                    on_changed={ctx.link().callback(|device| Msg::Assigned(Box::new(device), now()))} />
            },
            (Some(Overlay::Enrollment), device) => html! {
                <EnrollmentDialog ctx={props.ctx.clone()} serial={props.serial.clone()} {device}
                    on_close={ctx.link().callback(move |_| closed())}
                    on_saved={give(ctx.link(), Msg::Saved)}
                    on_device={ctx.link().callback(|device| Msg::Device(Box::new(device), now()))} />
            },
            (None | Some(Overlay::Assign { .. }), _) => html! {},
        }
    }

    fn list(&self, ctx: &yew::Context<Self>) -> Html {
        let props = ctx.props();
        let link = ctx.link();
        let known = &self.state.known;
        match (self.state.facts(now()), &known.device.value) {
            (Some(facts), Some(device)) => ChecklistPanel {
                ctx: &props.ctx,
                name: "checklist",
                facts: &facts,
                said: &self.state.said,
                pending: self.state.pending(),
                refreshing: known.device.asking || known.profiles.asking || known.readiness.asking,
                ask_os: may_be_ios(device),
                level: props.level,
                on_fix: give(link, Msg::Fix),
                on_say: give(link, Msg::Say),
            }
            .view(),
            _ if known.device.asking => skeleton(9, props.ctx.texts.get("checklist.loading")),
            _ => html! {},
        }
    }
}

impl Component for ChecklistView {
    type Message = Msg;
    type Properties = ChecklistProps;

    fn create(ctx: &yew::Context<Self>) -> Self {
        let props = ctx.props();
        let said = tasks::recall(&props.serial);
        let (state, effects) = State::new(props.device.clone(), said, props.ctx.policy());
        for effect in effects {
            Self::run(ctx, effect);
        }
        let link = ctx.link().clone();
        ChecklistView { state, _tick: Interval::new(TICK, move || link.send_message(Msg::Tick)) }
    }

    fn update(&mut self, ctx: &yew::Context<Self>, msg: Msg) -> bool {
        for effect in self.state.update(msg) {
            Self::run(ctx, effect);
        }
        true
    }

    fn view(&self, ctx: &yew::Context<Self>) -> Html {
        let props = ctx.props();
        let texts = &props.ctx.texts;
        if serial::check(&props.serial).value.is_none() {
            let text = texts.fill("checklist.bad-serial", &[("serial", props.serial.to_string())]);
            return sentence(BannerKind::Danger, "checklist.bad-serial", text);
        }
        let failure = self
            .state
            .failure()
            .map(|error| error_banner(&props.ctx, error, Some(press(ctx.link(), || Msg::Refresh))));
        div("div", "checklist-view")
            .with(read_only(&props.ctx))
            .list(failure.into_iter().collect())
            .with(el("div").with(self.list(ctx)))
            .with(el("div").with(self.overlay(ctx)))
            .into()
    }
}
