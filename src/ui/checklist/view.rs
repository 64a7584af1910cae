//! The stand-alone checklist: draws its state and runs its effects.

use super::host_reads::may_be_ios;
use super::panel::ChecklistPanel;
use super::state::{Effect, Msg, Overlay, State};
use super::tasks;
use crate::assign::AssignDialog;
use crate::callbacks::{give, hand_on, later, press};
use crate::enrollment::EnrollmentDialog;
use crate::format::now;
use crate::news::News;
use crate::notices::{bad_serial, error_banner, read_only};
use crate::shared::Shared;
use crate::widgets::{el, skeleton, tag};
use gloo_timers::callback::Interval;
use host::{Device, Part};
use rules::serial;
use yew::prelude::*;

/// How often the ages on the screen are refreshed, in milliseconds.
const TICK: u32 = 30_000;

/// Properties of [`ChecklistView`].
#[derive(Clone, PartialEq, Properties)]
pub struct ChecklistProps {
    /// The shared context.
    pub shared: Shared,
    /// Which device.
    pub serial: AttrValue,
    /// Its record, as far as the owner knows it.
    #[prop_or_default]
    pub device: Option<Device>,
    /// Level of the heading in its page.
    #[prop_or(2)]
    pub level: u8,
    /// There is news about the device.
    #[prop_or_default]
    pub on_news: Callback<News>,
}

/// The checklist of one device, reading everything itself. Another device is another checklist: its owner gives each serial
/// a key of its own, so that nothing under way for the one reaches the other.
pub struct ChecklistView {
    state: State,
    _tick: Interval,
}

impl ChecklistView {
    fn run(&self, scope: &yew::Context<Self>, effect: Effect) {
        let props = scope.props();
        let shared = props.shared.clone();
        let link = scope.link();
        let state = &self.state;
        let Some(serial) = state.reads.address(&props.serial) else { return };
        match effect {
            Effect::Read(generation, ask) => later(
                link,
                Box::pin(async move {
                    let part = tasks::read(shared.clone(), serial, ask).await;
                    Msg::HostAnswer(generation, part, shared.policy())
                }),
            ),
            Effect::ReadEnrollment(generation) => later(
                link,
                Box::pin(async move {
                    let answer = shared.seen(shared.client.enrollment(&serial).await);
                    Msg::Enrollment(generation, answer)
                }),
            ),
            Effect::Check(generation, username) => later(
                link,
                Box::pin(async move {
                    let answer = shared.seen(shared.client.user_exists(&username).await);
                    Msg::Checked(generation, answer, now())
                }),
            ),
            Effect::Store(answer) => tasks::store(&serial, &answer),
            Effect::Tell(news) => props.on_news.emit(news),
        }
    }

    fn overlay(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        let serial = props.serial.clone();
        let closed = move || Msg::OverlayClosed(tasks::read_answers(&serial));
        let device = self.state.reads.device.value.clone();
        let on_news = hand_on(scope.link(), &props.on_news, Msg::News);
        match (self.state.overlay, device) {
            (Some(Overlay::Assign { reassign }), Some(device)) => html! {
                <AssignDialog shared={props.shared.clone()} {device} {reassign}
                    on_close={scope.link().callback(move |()| closed())}
                    {on_news} />
            },
            (Some(Overlay::Enrollment), device) => html! {
                <EnrollmentDialog shared={props.shared.clone()} serial={props.serial.clone()} {device}
                    on_close={scope.link().callback(move |_| closed())}
                    {on_news} />
            },
            (None | Some(Overlay::Assign { .. }), _) => html! {},
        }
    }

    fn list(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        let link = scope.link();
        let reads = &self.state.reads;
        match (self.state.facts(now()), &reads.device.value) {
            (Some(facts), Some(device)) => ChecklistPanel {
                shared: &props.shared,
                name: "checklist",
                facts: &facts,
                answers: &self.state.answers,
                pending: self.state.pending(),
                failed: self.state.failed(),
                refreshing: reads.device.asking || reads.profiles.asking || reads.readiness.asking,
                ask_os: may_be_ios(device),
                level: props.level,
                on_fix: give(link, Msg::Fix),
                on_answer: give(link, Msg::Answer),
            }
            .view(),
            _ if reads.device.asking => skeleton(9, props.shared.texts.get("checklist.loading")),
            _ => html! {},
        }
    }
}

impl Component for ChecklistView {
    type Message = Msg;
    type Properties = ChecklistProps;

    fn create(scope: &yew::Context<Self>) -> Self {
        let props = scope.props();
        let answers = tasks::read_answers(&props.serial);
        let (mut state, effects) = State::new(props.device.clone(), answers, props.shared.policy());
        state.reads.no_enrollment = !props.shared.client.offers(Part::Enrollment);
        let link = scope.link().clone();
        let _tick = Interval::new(TICK, move || link.send_message(Msg::Tick));
        let view = ChecklistView { state, _tick };
        for effect in effects {
            view.run(scope, effect);
        }
        view
    }

    fn update(&mut self, scope: &yew::Context<Self>, msg: Msg) -> bool {
        for effect in self.state.update(msg) {
            self.run(scope, effect);
        }
        true
    }

    fn view(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        if serial::check(&props.serial).value.is_none() {
            return bad_serial(&props.shared, &props.serial);
        }
        let failure = self.state.failure().map(|error| {
            error_banner(&props.shared, error, Some(press(scope.link(), || Msg::Refresh)))
        });
        tag("div", "checklist-view")
            .child(read_only(&props.shared))
            .list(failure.into_iter().collect())
            .child(el("div").child(self.list(scope)))
            .child(el("div").child(self.overlay(scope)))
            .into()
    }
}
