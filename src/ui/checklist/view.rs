//! The stand-alone checklist: draws its state and runs its effects.

use super::list::{CheckList, Judged, Summary, summary};
use super::state::{Effect, Msg, Overlay, State};
use super::tasks;
use crate::answers::Subscription;
use crate::callbacks::{give, hand_on, later, press};
use crate::format::now;
use crate::news::News;
use crate::notices::{bad_serial, failed_read, read_only};
use crate::panel::{DevicePanel, Start};
use crate::shared::Shared;
use crate::widgets::{button, el, skeleton, tag};
use host::{Device, Part};
use rules::checklist::Fix;
use rules::serial;
use yew::prelude::*;

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

impl ChecklistProps {
    /// The checklist of a device of which nothing more is known.
    pub fn new(shared: Shared, serial: impl Into<AttrValue>) -> Self {
        yew::props!(ChecklistProps { shared, serial: serial.into() })
    }
}

/// The checklist of one device, reading everything itself. Another device is another checklist: its owner gives each serial
/// a key of its own, so that nothing under way for the one reaches the other.
pub struct ChecklistView {
    state: State,
    _answers: Subscription,
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
            Effect::Store(answer) => shared.answers().take(&serial, answer),
            Effect::Tell(news) => props.on_news.emit(news),
        }
    }

    fn overlay(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        let device = self.state.reads.device.value.clone();
        let on_news = hand_on(scope.link(), &props.on_news, Msg::News);
        let start = match self.state.overlay {
            None => return html! {},
            Some(Overlay::Assign { .. }) => Start::Profile,
            Some(Overlay::Enrollment) => Start::Enrollment,
        };
        html! {
            <DevicePanel shared={props.shared.clone()} serial={props.serial.clone()} {device} {start}
                on_close={press(scope.link(), || Msg::OverlayClosed)}
                {on_news} />
        }
    }

    fn judged(&self) -> Option<Judged> {
        let state = &self.state;
        let facts = state.facts(now())?;
        Some(Judged::new(&facts, &state.answers, state.pending(), state.failed()))
    }

    fn list(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        let link = scope.link();
        let reads = &self.state.reads;
        let Some(judged) = self.judged() else {
            return match reads.device.asking {
                true => skeleton(4, props.shared.texts.get("checklist.loading")),
                false => html! {},
            };
        };
        let texts = &props.shared.texts;
        let heading = tag(if props.level == 2 { "h2" } else { "h3" }, "section-title")
            .text(texts.get("checklist.label"));
        let list = CheckList {
            shared: &props.shared,
            name: "checklist",
            serial: &props.serial,
            judged: &judged,
            answers: &self.state.answers,
            shows_all: self.state.shows_all,
            heading,
            on_fix: give(link, Msg::Fix),
            on_answer: give(link, Msg::Answer),
            on_show_all: press(link, || Msg::ShowAll),
        };
        let refreshing = reads.device.asking || reads.profiles.asking || reads.readiness.asking;
        let again = if refreshing { "checklist.refreshing" } else { "checklist.refresh" };
        let word: Summary = judged.summary(false);
        let head = tag("div", "panel-readiness").child(summary(&props.shared, word)).child(button(
            "link-button",
            texts.get(again),
            press(link, || Msg::Refresh),
        ));
        el("div").child(head).child(list.view()).into()
    }
}

impl Component for ChecklistView {
    type Message = Msg;
    type Properties = ChecklistProps;

    fn create(scope: &yew::Context<Self>) -> Self {
        let props = scope.props();
        let answers = props.shared.answers().of(&props.serial);
        let (mut state, effects) = State::new(props.device.clone(), answers, props.shared.policy());
        state.reads.no_enrollment = !props.shared.client.offers(Part::Enrollment);
        let (answers, serial) = (props.shared.answers().clone(), props.serial.clone());
        let heard = scope.link().callback(move |()| Msg::Answers(answers.of(&serial)));
        let view = ChecklistView { state, _answers: props.shared.answers().listen(heard) };
        for effect in effects {
            view.run(scope, effect);
        }
        view
    }

    fn update(&mut self, scope: &yew::Context<Self>, msg: Msg) -> bool {
        if matches!(msg, Msg::Refresh | Msg::Fix(Fix::Refresh)) {
            // Another admin may have answered something.
            scope.props().shared.answers().reread();
        }
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
        let failure = self
            .state
            .failure()
            .map(|error| failed_read(&props.shared, error, press(scope.link(), || Msg::Refresh)));
        tag("div", "checklist-view")
            .child(read_only(&props.shared))
            .list(failure.into_iter().collect())
            .child(el("div").child(self.list(scope)))
            .child(el("div").child(self.overlay(scope)))
            .into()
    }
}
