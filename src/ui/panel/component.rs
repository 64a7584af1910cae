//! The device panel: draws its state. `run` does the effects.

use super::fields;
use super::foot::foot;
use super::head::{corner, head};
use super::profile;
use super::props::{Frame, PanelProps, Start};
use super::run::{Goal, Places, Runner};
use super::state::{Msg, State};
use super::view::View;
use crate::answers::Subscription;
use crate::assign::state as assign;
use crate::checklist::list::{CheckList, Judged};
use crate::enrollment::state::{Exit, Msg as About, Phase, Place};
use crate::format::now;
use crate::notices::{bad_serial, failed_read, read_only};
use crate::setup::{DeviceSetup, device_of};
use crate::widgets::{El, Modal, ModalKey, el, skeleton, tag};
use gloo_timers::callback::{Interval, Timeout};
use host::Part;
use rules::checklist::Fix;
use rules::serial;
use yew::prelude::*;

/// How often the age on the screen is refreshed, in milliseconds.
const TICK: u32 = 10_000;

/// The device panel.
pub struct DevicePanel {
    state: State,
    runner: Runner,
    places: Places,
    modal: Modal,
    /// The drawing that is to come for the answers that came by themselves.
    drawing: Option<Timeout>,
    /// Where the focus goes when its element has gone.
    heir: Goal,
    _answers: Subscription,
    _tick: Interval,
}

impl DevicePanel {
    /// Takes a message and runs all effects. Answers that are there already are taken at once, so that one drawing shows them.
    fn take(&mut self, scope: &yew::Context<Self>, msg: Msg) {
        let effects = self.state.update(msg);
        self.run(scope, effects);
    }

    fn run(&mut self, scope: &yew::Context<Self>, mut effects: Vec<super::state::Effect>) {
        while !effects.is_empty() {
            let effect = effects.remove(0);
            let address = self.state.enrollment.reads.address(&scope.props().serial);
            if let Some(answer) = self.runner.run(scope, address, effect) {
                effects.extend(self.state.update(answer));
            }
        }
    }

    fn checklist(&self, view: &View) -> El {
        let reads = &self.state.enrollment.reads;
        let failure =
            reads.device.error.as_ref().filter(|_| !reads.device.asking).map(|error| {
                failed_read(view.shared(), error, view.press(|| Msg::Fix(Fix::Refresh)))
            });
        let number = if view.is_dialog() { "" } else { "3" };
        let list = match view.judged {
            Some(judged) => CheckList {
                shared: view.shared(),
                name: "enrollment-checklist",
                serial: &view.props.serial,
                judged,
                answers: &self.state.enrollment.answers,
                shows_all: self.state.shows_all,
                heading: view.heading(number, "checklist.label", &self.places.checks),
                on_fix: view.give(Msg::Fix),
                on_answer: view.enroll(About::Answer),
                on_show_all: view.press(|| Msg::ShowAll),
            }
            .view()
            .into(),
            None if failure.is_some() => html! {},
            None => skeleton(3, view.text("checklist.loading")),
        };
        tag("div", "panel-section")
            .list(failure.into_iter().chain([list]).collect())
            .list(self.setup(view).into_iter().collect())
    }

    /// What the user will see, where the host has whole profiles and the device is on one.
    fn setup(&self, view: &View) -> Option<Html> {
        let shared = view.shared().clone();
        let profile = &self.state.profile;
        if view.is_dialog() || !shared.client.offers(Part::Profile) || !profile.is_assigned() {
            return None;
        }
        let uuid = profile.device.profile_uuid.clone();
        let device = device_of(&profile.device);
        let enrollment = self.state.enrollment.facts(now()).and_then(|facts| facts.draft);
        Some(html! { <DeviceSetup {shared} {uuid} {device} {enrollment} /> })
    }

    fn judged(&self) -> Option<Judged> {
        let state = &self.state.enrollment;
        let facts = state.facts(now())?;
        Some(Judged::new(&facts, &state.answers, state.pending(), state.reads.failed()))
    }

    /// Whether the dialog of the enrollment shows the profile too: something is going on with it.
    fn shows_profile(&self) -> bool {
        let profile = &self.state.profile;
        profile.choosing || profile.done.is_some() || profile.phase != assign::Phase::Idle
    }
}

/// The place that gets the focus when the focused element has gone after a message.
fn heir(msg: &Msg) -> Option<Goal> {
    match msg {
        Msg::Profile(_) => Some(Goal::Profile),
        Msg::Fix(_) | Msg::ShowAll | Msg::Enrollment(About::Answer(_)) => Some(Goal::Checks),
        Msg::Enrollment(
            About::Save | About::KeepMine | About::UseTheirs | About::CheckAgain | About::Retry,
        ) => Some(Goal::Enrollment(Place::Username)),
        _ => None,
    }
}

impl Component for DevicePanel {
    type Message = Msg;
    type Properties = PanelProps;

    fn create(scope: &yew::Context<Self>) -> Self {
        let props = scope.props();
        let shared = &props.shared;
        let answers = shared.answers().of(&props.serial);
        let device = props.device.clone();
        let (mut state, effects) =
            State::new(&props.serial, device, answers, shared.policy(), shared.can_edit);
        let is_panel = props.frame == Frame::Panel;
        let enrollment = &mut state.enrollment;
        enrollment.reads.no_enrollment = !shared.client.offers(Part::Enrollment);
        enrollment.stays = is_panel;
        enrollment.takes_focus = !is_panel || props.start == Start::Enrollment;
        let ticked = scope.link().clone();
        let mut panel = DevicePanel {
            state,
            runner: Runner::default(),
            places: Places::default(),
            modal: Modal::default(),
            drawing: None,
            heir: Goal::Heading,
            _answers: shared.answers().listen(scope.link().callback(|()| Msg::Answers)),
            _tick: Interval::new(TICK, move || ticked.send_message(Msg::Draw)),
        };
        panel.run(scope, effects);
        panel.heir = match props.start {
            _ if !is_panel => Goal::Enrollment(Place::Username),
            Start::None => Goal::Heading,
            Start::Enrollment => Goal::Enrollment(Place::Username),
            Start::Checklist => Goal::Checks,
            Start::Profile => {
                if shared.can_edit && shared.client.offers(Part::Assignment) {
                    panel.take(scope, Msg::Profile(assign::Msg::Open));
                }
                Goal::Choice
            }
        };
        panel.runner.aim(panel.heir);
        panel
    }

    fn changed(&mut self, scope: &yew::Context<Self>, _: &PanelProps) -> bool {
        self.state.enrollment.can_edit = scope.props().shared.can_edit;
        true
    }

    fn update(&mut self, scope: &yew::Context<Self>, msg: Msg) -> bool {
        if matches!(msg, Msg::Draw) {
            self.drawing = None;
            return true;
        }
        self.modal.remember_focus();
        if matches!(msg, Msg::Answers) {
            let props = scope.props();
            self.state.enrollment.answers = props.shared.answers().of(&props.serial);
            return true;
        }
        if matches!(msg, Msg::Fix(Fix::Refresh)) {
            // Another admin may have answered something.
            scope.props().shared.answers().reread();
        }
        if let Some(heir) = heir(&msg) {
            self.heir = heir;
        }
        let soon = msg.is_answer();
        self.take(scope, msg);
        if !soon {
            self.drawing = None;
            return true;
        }
        if self.drawing.is_none() {
            let link = scope.link().clone();
            self.drawing = Some(Timeout::new(0, move || link.send_message(Msg::Draw)));
        }
        false
    }

    fn view(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        let shared = &props.shared;
        let send = scope.link().callback(|msg: Msg| msg);
        let judged = self.judged();
        let view = View {
            props,
            state: &self.state,
            places: &self.places,
            judged: judged.as_ref(),
            send: send.clone(),
        };
        let is_dialog = view.is_dialog();
        let leaving = self.state.enrollment.leaving.is_some();
        let (previous, next) = (props.has_previous, props.has_next);
        let key = Callback::from(move |key: ModalKey| {
            let about = match key {
                ModalKey::Escape if leaving => About::KeepEditing,
                ModalKey::Escape => About::Exit(Exit::Close),
                ModalKey::Previous if previous => About::Exit(Exit::Previous),
                ModalKey::Next if next => About::Exit(Exit::Next),
                ModalKey::Previous | ModalKey::Next => return,
            };
            send.emit(Msg::Enrollment(about));
        });
        let (class, code) = match is_dialog {
            true => ("dialog panel panel-dialog", "enrollment.title"),
            false => ("dialog dialog-side panel", "panel.title"),
        };
        let label = shared.texts.fill(code, &[("serial", props.serial.to_string())]);
        let sound = serial::check(&props.serial).value.is_some();
        let body = if sound {
            tag("div", "dialog-body panel-body")
                .child(el("div").flag("hidden", shared.can_edit).child(read_only(shared)))
                .maybe((!is_dialog || self.shows_profile()).then(|| profile::section(&view)))
                .maybe(shared.client.offers(Part::Enrollment).then(|| fields::section(&view)))
                .child(self.checklist(&view))
        } else {
            tag("div", "dialog-body panel-body").child(bad_serial(shared, &props.serial))
        };
        let state = &self.state.enrollment;
        // The shell looks for this mark before the page is left or another host is meant.
        let unsaved =
            matches!(state.phase, Phase::Saving) || (state.can_edit && state.is_changed());
        self.modal
            .view(class, label, key)
            .aria_bool("data-unsaved", unsaved)
            .child(head(&view))
            .child(body)
            .child(foot(&view, sound))
            .child(corner(&view))
            .into()
    }

    fn rendered(&mut self, _: &yew::Context<Self>, first: bool) {
        if first {
            self.modal.open();
        }
        self.runner.go(&self.places);
        if !first && self.modal.has_lost_focus() {
            self.runner.aim(self.heir);
            self.runner.go(&self.places);
        }
    }

    fn destroy(&mut self, _: &yew::Context<Self>) {
        self.runner.close();
        self.modal.close();
    }
}
