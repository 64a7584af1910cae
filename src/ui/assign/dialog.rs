//! The assign dialog: draws its state and runs its effects.

use super::job::{self, Change, Report};
use super::notes;
use super::state::{Effect, Job, Msg, Phase, State, Way};
use crate::callbacks::{give, later, press};
use crate::event::Event;
use crate::facts_cache::Freshness;
use crate::load::Load;
use crate::news::News;
use crate::notices::{bad_serial, error_banner, error_sentence, read_only};
use crate::shared::Shared;
use crate::widgets::{
    BannerKind, Dialog, DomEvent, TextField, banner, button, el, fragment, note, sentence, tag,
};
use host::{Device, Kind, Outcome};
use rules::checklist::Lineage;
use rules::serial;
use std::pin::Pin;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`AssignDialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct AssignProps {
    /// The shared context.
    pub shared: Shared,
    /// The device, as last read.
    pub device: Device,
    /// Opened to reassign a superseded device.
    #[prop_or_default]
    pub reassign: bool,
    /// The dialog is to disappear.
    pub on_close: Callback<()>,
    /// A change ended. It is told also when the dialog has disappeared before.
    pub on_news: Callback<News>,
}

/// The dialog "Assign device".
pub struct AssignDialog {
    state: State,
    ways: [NodeRef; 2],
}

impl AssignDialog {
    fn run(scope: &yew::Context<Self>, serial: String, effect: Effect) {
        let client = scope.props().shared.client.clone();
        match effect {
            Effect::LoadProfiles => load_profiles(scope, Freshness::Fresh),
            Effect::Run(change) => {
                let device = serial.clone();
                let work = async move { job::run(&client, &device, change).await };
                follow(scope, serial, false, Box::pin(work));
            }
            Effect::Look(before) => {
                let (device, told) = (serial.clone(), before.is_half());
                let work = async move { job::look(&client, &device, &before).await };
                follow(scope, serial, told, Box::pin(work));
            }
            Effect::Close => scope.props().on_close.emit(()),
        }
    }

    fn standing(&self, props: &AssignProps) -> Html {
        let texts = &props.shared.texts;
        let device = &self.state.device;
        let lineage = self.state.lineage();
        let code = match &lineage {
            _ if matches!(&self.state.phase, Phase::Stuck(report) if report.record.is_err() && report.is_open()) => {
                "assign.now.not-known"
            }
            _ if self.state.profiles.is_loading() => "common.loading",
            Lineage::None => "assign.now.none",
            Lineage::Current(_) | Lineage::Superseded(Some(_)) if !self.state.is_assigned() => {
                "assign.now.removed"
            }
            _ if !self.state.is_assigned() => "assign.now.none",
            Lineage::Current(_) => "assign.now.current",
            Lineage::Superseded(Some(_)) => "assign.now.superseded",
            Lineage::Superseded(None) => "assign.now.superseded-unknown",
            Lineage::Unknown => "assign.now.unknown",
        };
        let name = match lineage {
            Lineage::Current(profile) | Lineage::Superseded(Some(profile)) => profile.name,
            _ => String::new(),
        };
        let params = [("profile", name), ("uuid", device.profile_uuid.clone())];
        let lead = el("strong").text(format!("{}: ", texts.get("assign.now")));
        tag("p", "lead").child(lead).text(texts.fill(code, &params)).into()
    }

    fn way(&self, scope: &yew::Context<Self>, way: Way, code: &str) -> Html {
        let id = if way == Way::List { "assign-way-list" } else { "assign-way-paste" };
        let input = el("input")
            .attr("type", "radio")
            .attr("id", id)
            .attr("name", "assign-way")
            .node(&self.ways[way as usize])
            .checked(self.state.way == way)
            .on(DomEvent::Change, scope.link().callback(move |_| Msg::Choose(way)));
        let label = el("label").attr("for", id).text(scope.props().shared.texts.get(code));
        tag("span", "radio").child(input).child(label).into()
    }

    fn picker(&self, scope: &yew::Context<Self>) -> Html {
        let texts = &scope.props().shared.texts;
        let profiles = match &self.state.profiles {
            Load::Ready(profiles) => &profiles[..],
            Load::Loading | Load::Failed(_) => &[],
        };
        let missing = self.state.tried && self.state.choice().is_none();
        let none = profiles.is_empty() && self.state.profiles.ready().is_some();
        let help = match (none, missing) {
            (true, _) => texts.get("assign.profile.no-profiles"),
            (false, true) => texts.get("assign.profile.missing"),
            (false, false) => String::new(),
        };
        let option = |value: String, text: String, picked: bool| {
            el("option")
                .key(value.clone())
                .attr("value", value)
                .flag("selected", picked)
                .text(text)
                .into()
        };
        let first =
            option(String::new(), texts.get("assign.profile.none"), self.state.picked.is_empty());
        let others = profiles.iter().map(|profile| {
            let params = [("name", profile.name.clone()), ("uuid", notes::short(&profile.uuid))];
            let text = texts.fill("assign.profile.option", &params);
            option(profile.uuid.clone(), text, profile.uuid == self.state.picked)
        });
        let select = tag("select", "input")
            .attr("id", "assign-profile")
            .flag("disabled", self.state.profiles.is_loading())
            .aria_bool("aria-invalid", missing)
            .attr("aria-describedby", "assign-profile-help")
            .on_value(DomEvent::Change, give(scope.link(), Msg::Pick))
            .list(std::iter::once(first).chain(others).collect());
        let help = tag("p", "note note-error")
            .attr("id", "assign-profile-help")
            .attr("aria-live", "polite")
            .text(help);
        tag("div", "field")
            .flag("hidden", self.state.way != Way::List)
            .child(el("label").attr("for", "assign-profile").text(texts.get("assign.profile")))
            .child(select)
            .child(help)
            .into()
    }

    fn paste(&self, scope: &yew::Context<Self>) -> Html {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        let on_input = give(scope.link(), Msg::Paste);
        let field = TextField {
            name: "assign-uuid",
            label: texts.get("assign.uuid"),
            help: texts.get("assign.uuid.help"),
            value: self.state.pasted.clone(),
            notes: notes::about_paste(shared, &self.state, &on_input),
            on_input,
        };
        el("div").flag("hidden", self.state.way != Way::Paste).child(field.view()).into()
    }

    /// The warnings before the click.
    fn warnings(&self, props: &AssignProps) -> Html {
        let notes = notes::warnings(&props.shared, &self.state);
        tag("div", "notes")
            .attr("aria-live", "polite")
            .list(notes.iter().map(note).collect())
            .into()
    }

    fn trouble(&self, scope: &yew::Context<Self>) -> Html {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        let Phase::Stuck(report) = &self.state.phase else { return html! {} };
        let mut parts = Vec::new();
        match (&report.answer, &report.record) {
            (Err(error), _) => parts.push(error_banner(shared, error, None)),
            (Ok(Some(assignment)), _) if assignment.outcome != Outcome::Success => {
                let (code, text) = notes::apple(shared, assignment);
                parts.push(sentence(BannerKind::Danger, code, text));
            }
            (Ok(_), _) => {}
        }
        if report.is_half() {
            let code = "assign.half";
            let text = texts.fill(code, &[("button", texts.get("assign.reassign"))]);
            parts.push(sentence(BannerKind::Warning, code, text));
        }
        if report.is_open() {
            let code = match (&report.answer, &report.record) {
                (_, Err(_)) => "assign.not-read-back",
                (Err(_), Ok(_)) => "assign.late",
                (Ok(_), Ok(_)) => "assign.not-in-record",
            };
            let status = [("status", self.state.device.status.word().to_owned())];
            let cause = report.record.as_ref().err();
            let cause = cause.map(|error| error_sentence(shared, error)).unwrap_or_default();
            let look = scope.link().callback(|()| Msg::Start(Job::Look));
            let open = vec![
                el("p").text(texts.fill(code, &status)).into(),
                tag("p", "banner-detail").flag("hidden", cause.is_empty()).text(cause).into(),
                button("button", texts.get("assign.look"), look).into(),
            ];
            parts.push(banner(BannerKind::Warning, code, fragment(open)));
        }
        fragment(parts)
    }

    fn footer(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        let texts = &props.shared.texts;
        let working = self.state.is_working();
        // A change under way cannot be called back, so leaving it is no cancelling.
        let cancel = if working || !self.is_usable() { "common.close" } else { "common.cancel" };
        let cancel = button("button", texts.get(cancel), props.on_close.clone());
        if !props.shared.can_edit || !self.is_usable() {
            return cancel.into();
        }
        let half = self.state.is_half();
        let runs =
            |job: Job| matches!(&self.state.phase, Phase::Working(running) if *running == job);
        let reassign = half || self.state.needs_reassign() || runs(Job::Reassign);
        let act = |job: Job, class: &'static str, code: &str, doing: &str| {
            let text = texts.get(if runs(job) { doing } else { code });
            button(class, text, scope.link().callback(move |()| Msg::Start(job)))
                .aria_bool("aria-disabled", working)
                .html()
        };
        let plain = if reassign { "button" } else { "button button-primary" };
        let mut buttons = Vec::new();
        if self.state.is_assigned() {
            let class = "button button-danger button-start";
            buttons.push(act(Job::Remove, class, "assign.remove", "assign.removing"));
        }
        buttons.push(cancel.html());
        if !half {
            buttons.push(act(Job::Assign, plain, "assign.do", "assign.doing"));
        }
        if reassign {
            let class = "button button-primary";
            buttons.push(act(Job::Reassign, class, "assign.reassign", "assign.reassigning"));
        }
        fragment(buttons)
    }

    /// Whether the host can be asked about the device at all.
    fn is_usable(&self) -> bool {
        serial::check(&self.state.device.serial).value.is_some()
    }
}

impl Component for AssignDialog {
    type Message = Msg;
    type Properties = AssignProps;

    fn create(scope: &yew::Context<Self>) -> Self {
        load_profiles(scope, Freshness::Cached);
        AssignDialog { state: State::new(scope.props().device.clone()), ways: Default::default() }
    }

    fn update(&mut self, scope: &yew::Context<Self>, msg: Msg) -> bool {
        for effect in self.state.update(msg) {
            Self::run(scope, self.state.device.serial.clone(), effect);
        }
        true
    }

    fn view(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        let texts = &props.shared.texts;
        let title = texts.fill("assign.title", &[("serial", self.state.device.serial.clone())]);
        let profiles_error =
            self.state.profiles.error().filter(|error| error.kind != Kind::Absent).map(|error| {
                let on_retry = press(scope.link(), || Msg::RetryProfiles);
                error_banner(&props.shared, error, Some(on_retry))
            });
        let working = self.state.is_working();
        let choice = tag("fieldset", "plain")
            .flag("disabled", !props.shared.can_edit || working)
            // Leaving the page is asked about, because nobody would see the end of the change.
            .aria_bool("data-unsaved", working)
            .child(el("legend").text(texts.get("assign.way")))
            .child(self.way(scope, Way::List, "assign.way.list"))
            .child(self.way(scope, Way::Paste, "assign.way.paste"))
            .child(self.picker(scope))
            .child(self.paste(scope));
        let body = if self.is_usable() {
            fragment(vec![
                read_only(&props.shared),
                self.standing(props),
                fragment(profiles_error.into_iter().collect()),
                choice.into(),
                self.warnings(props),
                el("div").child(self.trouble(scope)).into(),
                tag("p", "help")
                    .attr("role", "status")
                    .text(if working { texts.get("assign.working") } else { String::new() })
                    .into(),
            ])
        } else {
            bad_serial(&props.shared, &self.state.device.serial)
        };
        html! {
            <Dialog name="assign" {title} close_label={texts.get("common.close")} on_close={props.on_close.clone()}
                footer={self.footer(scope)}>
                { body }
            </Dialog>
        }
    }

    fn destroy(&mut self, _: &yew::Context<Self>) {
        // Chromium's group of radio buttons keeps every button that leaves the page with its name, and all nodes around it.
        for way in &self.ways {
            if let Some(input) = way.cast::<web_sys::Element>() {
                let _ = input.remove_attribute("name");
            }
        }
    }
}

/// Follows a change to its end and tells the end: to the owner and the host page, also when the dialog is gone by then, and to
/// the dialog. `told`: the host page knows of the first half of a reassignment.
fn follow(
    scope: &yew::Context<AssignDialog>,
    serial: String,
    told: bool,
    work: Pin<Box<dyn Future<Output = Report>>>,
) {
    let (shared, on_news) = (scope.props().shared.clone(), scope.props().on_news.clone());
    let message = async move {
        let report = Rc::new(work.await);
        if let Err(error) = &report.answer {
            shared.tell_lost_session(error);
        }
        match &report.record {
            Ok(_) => shared.tell_session_works(),
            Err(error) => shared.tell_lost_session(error),
        }
        on_news.emit(News::Profile(report.clone()));
        if report.is_done() || (report.is_half() && !told) {
            emit(&shared, serial, &report);
        }
        Msg::Ended(report)
    };
    later(scope.link(), Box::pin(message));
}

/// Tells the host page what the host's record shows.
fn emit(shared: &Shared, serial: String, report: &Report) {
    shared.emit(match (&report.change, &report.record) {
        (Change::Assign(_) | Change::Reassign(_), Ok(device)) if report.is_done() => {
            Event::ProfileAssigned { serial, uuid: device.profile_uuid.clone() }
        }
        _ => Event::ProfileRemoved { serial },
    });
}

fn load_profiles(scope: &yew::Context<AssignDialog>, freshness: Freshness) {
    let shared = scope.props().shared.clone();
    later(
        scope.link(),
        Box::pin(
            async move { Msg::Profiles(shared.profiles(freshness).await.map(|read| read.value)) },
        ),
    );
}
