//! The assign dialog: draws its state and runs its effects.

use super::notes;
use super::state::{Effect, Job, Msg, Phase, State, Trouble, Way};
use crate::callbacks::{give, later, press};
use crate::event::Event;
use crate::facts_cache::Freshness;
use crate::load::Load;
use crate::notices::{error_banner, read_only};
use crate::shared::Shared;
use crate::widgets::{
    BannerKind, Dialog, DomEvent, TextField, button, el, fragment, note, sentence, tag,
};
use host::{Assignment, Device, Outcome};
use rules::checklist::{Lineage, Status};
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
    /// The record was read and may differ from before.
    pub on_changed: Callback<Device>,
}

/// The dialog "Assign device".
pub struct AssignDialog {
    state: State,
}

impl AssignDialog {
    fn run(&self, scope: &yew::Context<Self>, effect: Effect) {
        let props = scope.props();
        let shared = props.shared.clone();
        let serial = self.state.device.serial.clone();
        match effect {
            Effect::LoadProfiles => load_profiles(scope, Freshness::Fresh),
            Effect::Assign(uuid) => later(
                scope.link(),
                Box::pin(async move {
                    let answer = shared.client.assign(&serial, uuid.as_str()).await;
                    Msg::Assigned(shared.seen(answer.map(|answer| or_accepted(answer, &serial))))
                }),
            ),
            Effect::Remove => later(
                scope.link(),
                Box::pin(async move {
                    let answer = shared.client.unassign(&serial).await;
                    Msg::Removed(shared.seen(answer.map(|answer| or_accepted(answer, &serial))))
                }),
            ),
            Effect::ReadBack => later(
                scope.link(),
                Box::pin(async move { Msg::ReadBack(read(&shared, &serial).await) }),
            ),
            Effect::Reread => later(
                scope.link(),
                Box::pin(async move { Msg::Reread(read(&shared, &serial).await) }),
            ),
            Effect::Changed(device) => props.on_changed.emit(device),
            Effect::Done(job, device) => {
                let serial = device.serial.clone();
                let event = match job {
                    Job::Remove => Event::ProfileRemoved { serial },
                    Job::Assign | Job::Reassign => {
                        Event::ProfileAssigned { serial, uuid: device.profile_uuid.clone() }
                    }
                };
                props.on_changed.emit(device);
                props.shared.emit(event);
                props.on_close.emit(());
            }
        }
    }

    fn standing(&self, props: &AssignProps) -> Html {
        let texts = &props.shared.texts;
        let device = &self.state.device;
        let uuid = || vec![("uuid", device.profile_uuid.clone())];
        let named = |name: &str| vec![("profile", name.to_owned())];
        let (code, params) = match self.state.lineage() {
            _ if self.state.profiles.is_loading() => ("common.loading", Vec::new()),
            Lineage::None => ("assign.now.none", Vec::new()),
            Lineage::Current(profile) if self.state.is_assigned() => {
                ("assign.now.current", named(&profile.name))
            }
            Lineage::Current(profile) | Lineage::Superseded(Some(profile))
                if !self.state.is_assigned() =>
            {
                ("assign.now.removed", named(&profile.name))
            }
            Lineage::Current(profile) => ("assign.now.current", named(&profile.name)),
            Lineage::Superseded(Some(profile)) => ("assign.now.superseded", named(&profile.name)),
            Lineage::Superseded(None) => ("assign.now.superseded-unknown", uuid()),
            Lineage::Unknown => ("assign.now.unknown", uuid()),
        };
        let lead = el("strong").text(format!("{}: ", texts.get("assign.now")));
        tag("p", "lead").child(lead).text(texts.fill(code, &params)).into()
    }

    fn way(&self, scope: &yew::Context<Self>, way: Way, code: &str) -> Html {
        let id = if way == Way::List { "assign-way-list" } else { "assign-way-paste" };
        let input = el("input")
            .attr("type", "radio")
            .attr("id", id)
            .attr("name", "assign-way")
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
        let missing = self.state.tried && self.state.choice().value.is_none();
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
        let props = scope.props();
        let texts = &props.shared.texts;
        let Phase::Stuck { trouble, removed } = &self.state.phase else { return html! {} };
        let what = match trouble {
            Trouble::Call(error) => error_banner(&props.shared, error, None),
            Trouble::Apple(assignment) => {
                let (code, text) = notes::apple(&props.shared, assignment);
                sentence(BannerKind::Danger, code, text)
            }
            Trouble::NotInRecord => {
                let status = self.state.device.status.word().to_owned();
                let code = "assign.not-in-record";
                sentence(BannerKind::Warning, code, texts.fill(code, &[("status", status)]))
            }
        };
        let half = removed.then(|| {
            let button = texts.get("assign.reassign");
            sentence(
                BannerKind::Warning,
                "assign.half",
                texts.fill("assign.half", &[("button", button)]),
            )
        });
        fragment(vec![what, fragment(half.into_iter().collect())])
    }

    fn footer(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        let texts = &props.shared.texts;
        let cancel = button("button", texts.get("common.cancel"), props.on_close.clone());
        if !props.shared.can_edit {
            return cancel.into();
        }
        let half = matches!(self.state.phase, Phase::Stuck { removed: true, .. });
        let reassign = half || self.state.needs_reassign();
        let act = |job: Job, class: &'static str, code: &str, doing: &str| {
            let running = self.state.phase == Phase::Working(job);
            let text = texts.get(if running { doing } else { code });
            button(class, text, scope.link().callback(move |()| Msg::Start(job)))
                .aria_bool("aria-disabled", self.state.is_working())
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
}

impl Component for AssignDialog {
    type Message = Msg;
    type Properties = AssignProps;

    fn create(scope: &yew::Context<Self>) -> Self {
        load_profiles(scope, Freshness::Cached);
        AssignDialog { state: State::new(scope.props().device.clone()) }
    }

    fn update(&mut self, scope: &yew::Context<Self>, msg: Msg) -> bool {
        for effect in self.state.update(msg) {
            self.run(scope, effect);
        }
        true
    }

    fn view(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        let texts = &props.shared.texts;
        let title = texts.fill("assign.title", &[("serial", self.state.device.serial.clone())]);
        let working = self.state.is_working();
        let on_close = props.on_close.clone();
        let on_close = Callback::from(move |()| {
            // Closing does not stop a job under way, and the list would not learn its result.
            if !working {
                on_close.emit(());
            }
        });
        let profiles_error = self.state.profiles.error().map(|error| {
            let on_retry = press(scope.link(), || Msg::RetryProfiles);
            error_banner(&props.shared, error, Some(on_retry))
        });
        let choice = tag("fieldset", "plain")
            .flag("disabled", !props.shared.can_edit)
            .child(el("legend").text(texts.get("assign.way")))
            .child(self.way(scope, Way::List, "assign.way.list"))
            .child(self.way(scope, Way::Paste, "assign.way.paste"))
            .child(self.picker(scope))
            .child(self.paste(scope));
        let body = fragment(vec![
            read_only(&props.shared),
            self.standing(props),
            fragment(profiles_error.into_iter().collect()),
            choice.into(),
            self.warnings(props),
            el("div").child(self.trouble(scope)).into(),
        ]);
        html! {
            <Dialog name="assign" {title} close_label={texts.get("common.close")} {on_close} footer={self.footer(scope)}>
                { body }
            </Dialog>
        }
    }
}

/// The host's answer, or that it accepted the call and said nothing more. Either way the record is read back.
fn or_accepted(answer: Option<Assignment>, serial: &str) -> Assignment {
    answer.unwrap_or_else(|| Assignment {
        serial: serial.to_owned(),
        outcome: Outcome::Success,
        status: Status::Missing,
        message: String::new(),
        retry_after: None,
    })
}

async fn read(shared: &Shared, serial: &str) -> Result<Device, host::HostError> {
    shared.seen(shared.client.device(serial).await)
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
