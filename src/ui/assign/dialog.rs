//! The assign dialog: draws its state and runs what the state asks for.

use super::state::{Effect, Job, Msg, Phase, State, Trouble, Way};
use super::words;
use crate::context::{Ctx, Event, Freshness, give, later, press};
use crate::load::Load;
use crate::widgets::{
    BannerKind, Dialog, Heard, TextField, button, div, el, error_banner, fragment, note, read_only,
    sentence,
};
use host::Device;
use rules::checklist::Lineage;
use rules::{SerialNumber, serial};
use yew::prelude::*;

/// Properties of [`AssignDialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct AssignProps {
    /// What all surfaces share.
    pub ctx: Ctx,
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
    fn run(&self, ctx: &yew::Context<Self>, effect: Effect) {
        let props = ctx.props();
        let host = props.ctx.clone();
        let Some(serial) = serial::check(&self.state.device.serial).value else { return };
        match effect {
            Effect::LoadProfiles => load_profiles(ctx, Freshness::Fresh),
            Effect::Assign(uuid) => later(
                ctx.link(),
                Box::pin(async move {
                    Msg::Assigned(host.seen(host.client.assign(&serial, &uuid).await))
                }),
            ),
            Effect::Remove => later(
                ctx.link(),
                Box::pin(
                    async move { Msg::Removed(host.seen(host.client.unassign(&serial).await)) },
                ),
            ),
            Effect::ReadBack => later(
                ctx.link(),
                Box::pin(async move { Msg::ReadBack(read(&host, &serial).await) }),
            ),
            Effect::Reread => {
                later(ctx.link(), Box::pin(async move { Msg::Reread(read(&host, &serial).await) }))
            }
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
                props.ctx.emit(event);
                props.on_close.emit(());
            }
        }
    }

    fn standing(&self, props: &AssignProps) -> Html {
        let texts = &props.ctx.texts;
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
        div("p", "lead").with(lead).text(texts.fill(code, &params)).into()
    }

    fn way(&self, ctx: &yew::Context<Self>, way: Way, code: &str) -> Html {
        let id = if way == Way::List { "assign-way-list" } else { "assign-way-paste" };
        let input = el("input")
            .attr("type", "radio")
            .attr("id", id)
            .attr("name", "assign-way")
            .checked(self.state.way == way)
            .on(Heard::Change, ctx.link().callback(move |_| Msg::Choose(way)));
        let label = el("label").attr("for", id).text(ctx.props().ctx.texts.get(code));
        div("span", "radio").with(input).with(label).into()
    }

    fn picker(&self, ctx: &yew::Context<Self>) -> Html {
        let texts = &ctx.props().ctx.texts;
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
            let params = [("name", profile.name.clone()), ("uuid", words::short(&profile.uuid))];
            let text = texts.fill("assign.profile.option", &params);
            option(profile.uuid.clone(), text, profile.uuid == self.state.picked)
        });
        let select = div("select", "input")
            .attr("id", "assign-profile")
            .flag("disabled", self.state.profiles.is_loading())
            .says("aria-invalid", missing)
            .attr("aria-describedby", "assign-profile-help")
            .holds(Heard::Change, give(ctx.link(), Msg::Pick))
            .list(std::iter::once(first).chain(others).collect());
        let help = div("p", "note note-error")
            .attr("id", "assign-profile-help")
            .attr("aria-live", "polite")
            .text(help);
        div("div", "field")
            .flag("hidden", self.state.way != Way::List)
            .with(el("label").attr("for", "assign-profile").text(texts.get("assign.profile")))
            .with(select)
            .with(help)
            .into()
    }

    fn paste(&self, ctx: &yew::Context<Self>) -> Html {
        let shared = &ctx.props().ctx;
        let texts = &shared.texts;
        let on_input = give(ctx.link(), Msg::Paste);
        let field = TextField {
            name: "assign-uuid",
            label: texts.get("assign.uuid"),
            help: texts.get("assign.uuid.help"),
            value: self.state.pasted.clone(),
            notes: words::about_paste(shared, &self.state, &on_input),
            on_input,
        };
        el("div").flag("hidden", self.state.way != Way::Paste).with(field.view()).into()
    }

    /// What the admin should know before the click.
    fn warnings(&self, props: &AssignProps) -> Html {
        let notes = words::warnings(&props.ctx, &self.state);
        div("div", "notes")
            .attr("aria-live", "polite")
            .list(notes.iter().map(note).collect())
            .into()
    }

    fn trouble(&self, ctx: &yew::Context<Self>) -> Html {
        let props = ctx.props();
        let texts = &props.ctx.texts;
        let Phase::Stuck { trouble, removed } = &self.state.phase else { return html! {} };
        let what = match trouble {
            Trouble::Call(error) => error_banner(&props.ctx, error, None),
            Trouble::Apple(assignment) => {
                let (code, said) = words::apple(&props.ctx, assignment);
                sentence(BannerKind::Danger, code, said)
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

    fn footer(&self, ctx: &yew::Context<Self>) -> Html {
        let props = ctx.props();
        let texts = &props.ctx.texts;
        let cancel = button("button", texts.get("common.cancel"), props.on_close.clone());
        if !props.ctx.can_edit {
            return cancel.into();
        }
        let half = matches!(self.state.phase, Phase::Stuck { removed: true, .. });
        let reassign = half || self.state.needs_reassign();
        let act = |job: Job, class: &'static str, code: &str, doing: &str| {
            let running = self.state.phase == Phase::Working(job);
            let text = texts.get(if running { doing } else { code });
            button(class, text, ctx.link().callback(move |()| Msg::Start(job)))
                .says("aria-disabled", self.state.is_working())
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

    fn create(ctx: &yew::Context<Self>) -> Self {
        load_profiles(ctx, Freshness::Cached);
        AssignDialog { state: State::new(ctx.props().device.clone()) }
    }

    fn update(&mut self, ctx: &yew::Context<Self>, msg: Msg) -> bool {
        for effect in self.state.update(msg) {
            self.run(ctx, effect);
        }
        true
    }

    fn view(&self, ctx: &yew::Context<Self>) -> Html {
        let props = ctx.props();
        let texts = &props.ctx.texts;
        let title = texts.fill("assign.title", &[("serial", self.state.device.serial.clone())]);
        let working = self.state.is_working();
        let on_close = props.on_close.clone();
        let on_close = Callback::from(move |()| {
            // What is under way is not called back by closing; the list would not learn how it ended.
            if !working {
                on_close.emit(());
            }
        });
        let profiles_error = self.state.profiles.error().map(|error| {
            let on_retry = press(ctx.link(), || Msg::RetryProfiles);
            error_banner(&props.ctx, error, Some(on_retry))
        });
        let choice = div("fieldset", "plain")
            .flag("disabled", !props.ctx.can_edit)
            .with(el("legend").text(texts.get("assign.way")))
            .with(self.way(ctx, Way::List, "assign.way.list"))
            .with(self.way(ctx, Way::Paste, "assign.way.paste"))
            .with(self.picker(ctx))
            .with(self.paste(ctx));
        let body = fragment(vec![
            read_only(&props.ctx),
            self.standing(props),
            fragment(profiles_error.into_iter().collect()),
            choice.into(),
            self.warnings(props),
            el("div").with(self.trouble(ctx)).into(),
        ]);
        html! {
            <Dialog name="assign" {title} close_label={texts.get("common.close")} {on_close} footer={self.footer(ctx)}>
                { body }
            </Dialog>
        }
    }
}

async fn read(host: &Ctx, serial: &SerialNumber) -> Result<Device, host::HostError> {
    host.seen(host.client.device(serial).await)
}

fn load_profiles(ctx: &yew::Context<AssignDialog>, freshness: Freshness) {
    let host = ctx.props().ctx.clone();
    later(
        ctx.link(),
        Box::pin(
            async move { Msg::Profiles(host.profiles(freshness).await.map(|read| read.value)) },
        ),
    );
}
