//! The enrollment dialog: draws its state. `run` does the effects.

use super::conflict::conflict;
use super::form::{Remark, Repair};
use super::props::EnrollmentProps;
use super::run::{Places, Runner};
use super::state::{Effect, Msg, Phase, State, Trouble};
use super::user_field::UserField;
use crate::assign::AssignDialog;
use crate::callbacks::{give, hand_on, press};
use crate::checklist::host_reads::may_be_ios;
use crate::checklist::{ChecklistPanel, tasks};
use crate::format::now;
use crate::notices::{bad_serial, error_banner, error_sentence, read_only};
use crate::shared::Shared;
use crate::widgets::{
    BannerKind, Checkbox, Dialog, DialogRole, El, FieldNote, banner, button, el, fragment,
    sentence, skeleton, tag,
};
use gloo_timers::callback::Interval;
use host::Part;
use rules::serial;
use yew::prelude::*;

/// How often the ages on the screen are refreshed, in milliseconds.
const TICK: u32 = 30_000;

/// The dialog "Edit enrollment".
pub struct EnrollmentDialog {
    state: State,
    runner: Runner,
    places: Places,
    _tick: Interval,
}

impl EnrollmentDialog {
    fn run(&mut self, scope: &yew::Context<Self>, effect: Effect) {
        let address = self.state.reads.address(&scope.props().serial);
        self.runner.run(scope, address, effect);
    }

    /// The device in one line, shown while everything else is still being read.
    fn device(&self, shared: &Shared) -> AttrValue {
        let Some(device) = &self.state.reads.device.value else { return AttrValue::default() };
        let texts = &shared.texts;
        let status = device.status.word();
        let code = if status.is_empty() { "missing" } else { status };
        let code = format!("status.{}", code.to_ascii_lowercase());
        let status = texts.find(&code).unwrap_or(status).to_owned();
        let words = [&device.model, &device.description, &device.family];
        let name = words.into_iter().find(|word| !word.is_empty()).unwrap_or(&device.serial);
        let params = [("device", name.clone()), ("status", status)];
        let text = texts.fill("enrollment.device", &params);
        let profile = Some(&device.profile_name).filter(|name| !name.is_empty());
        let profile = profile.map(|name| format!(" · {name}")).unwrap_or_default();
        (text + &profile).into()
    }

    fn flows(&self, shared: &Shared) -> El {
        let texts = &shared.texts;
        let form = &self.state.form;
        let flow = |chosen: bool, code: &str| {
            let badge = tag("span", "badge flow-badge").flag("hidden", !chosen);
            tag("li", if chosen { "flow flow-chosen" } else { "flow" })
                .aria_bool("data-chosen", chosen)
                .child(tag("span", "flow-mark").attr("aria-hidden", "true"))
                .child(el("strong").text(texts.get(code)))
                .child(badge.text(texts.get("enrollment.flow.chosen")))
                .child(tag("span", "flow-text").text(texts.get(&format!("{code}.text"))))
        };
        let login = form.draft().login_required;
        tag("ul", "flows")
            .attr("aria-label", texts.get("enrollment.flows"))
            .child(flow(form.names_user() && !login, "enrollment.flow.user"))
            .child(flow(login && !form.names_user(), "enrollment.flow.login"))
    }

    fn notes(&self, scope: &yew::Context<Self>) -> Vec<FieldNote> {
        let texts = &scope.props().shared.texts;
        let note = |remark: Remark| {
            // Codes must differ within a field, so the code of a near name ends with the name.
            let near = remark.code.starts_with("enrollment.user.near.");
            let sentence = if near { "enrollment.user.near" } else { &remark.code };
            let text = texts.fill(sentence, &remark.params).into();
            let repair = remark.repair.filter(|_| self.state.can_edit).map(|repair| {
                let text = match &repair {
                    Repair::Use(name) => {
                        texts.fill("offer.repaired", &[("repaired", name.clone())])
                    }
                    Repair::AssignUser => texts.get("enrollment.assign-user"),
                    Repair::RequireLogin => texts.get("enrollment.require-login"),
                };
                let action = scope.link().callback(move |()| Msg::Repair(repair.clone()));
                (text.into(), action)
            });
            FieldNote { kind: remark.kind, code: remark.code.into(), text, repair }
        };
        self.state.remarks().into_iter().map(note).collect()
    }

    fn form(&self, scope: &yew::Context<Self>) -> Html {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        let link = scope.link();
        let state = &self.state;
        let draft = state.form.draft();
        let locked = !state.editable();
        let help = match state.form.policy().email_usernames {
            true => "enrollment.username.help-email",
            false => "enrollment.username.help",
        };
        let field = UserField {
            shared,
            name: "enrollment-username",
            value: &draft.username,
            help: texts.get(help),
            notes: self.notes(scope),
            people: &state.people,
            read_only: locked,
            input: self.places.username.clone(),
            on_input: give(link, Msg::Type),
            on_key: give(link, Msg::Key),
            on_choose: give(link, Msg::Choose),
            on_leave: press(link, || Msg::Leave),
        };
        let check = |name: &str, code: &str, checked, input: &NodeRef, on_change| {
            Checkbox {
                label: texts.get(code),
                name: format!("enrollment-{name}"),
                checked,
                help: texts.get(&format!("{code}.help")),
                disabled: locked,
                input: input.clone(),
                on_change,
            }
            .view()
        };
        let (login, agent) = (draft.login_required, draft.agent_required);
        fragment(vec![
            self.flows(shared).into(),
            field.view().into(),
            check("login", "enrollment.login", login, &self.places.login, give(link, Msg::Login)),
            check("agent", "enrollment.agent", agent, &self.places.agent, give(link, Msg::Agent)),
        ])
    }

    fn trouble(&self, scope: &yew::Context<Self>) -> Html {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        let link = scope.link();
        let state = &self.state;
        match &state.trouble {
            Some(Trouble::Differs(reason, theirs)) => {
                let keep = press(link, || Msg::KeepMine);
                let take = press(link, || Msg::UseTheirs);
                return conflict(shared, reason, state.form.draft(), theirs, keep, take);
            }
            Some(Trouble::NotReadBack(error)) => {
                let code = "enrollment.not-read-back";
                let check = texts.get("enrollment.check-saved");
                let check = button("button", check, press(link, || Msg::CheckAgain));
                let parts = vec![
                    el("p").text(texts.get(code)).into(),
                    tag("p", "banner-detail").text(error_sentence(shared, error)).into(),
                    check.into(),
                ];
                return banner(BannerKind::Warning, code, fragment(parts));
            }
            Some(Trouble::Failed { error, in_doubt }) => {
                let in_doubt = tag("p", "help").flag("hidden", !in_doubt);
                return fragment(vec![
                    error_banner(shared, error, Some(press(link, || Msg::Save))),
                    in_doubt.text(texts.get("enrollment.in-doubt")).into(),
                ]);
            }
            None => {}
        }
        if state.saved && !state.is_changed() {
            return sentence(
                BannerKind::Success,
                "enrollment.saved",
                texts.get("enrollment.saved"),
            );
        }
        html! {}
    }

    fn left(&self, scope: &yew::Context<Self>) -> Html {
        let shared = &scope.props().shared;
        match &self.state.phase {
            Phase::Loading => skeleton(6, shared.texts.get("enrollment.loading")),
            Phase::Failed(error) => {
                error_banner(shared, error, Some(press(scope.link(), || Msg::Retry)))
            }
            Phase::Editing | Phase::Saving => self.form(scope),
        }
    }

    fn checklist(&self, scope: &yew::Context<Self>) -> Html {
        let shared = &scope.props().shared;
        let link = scope.link();
        let state = &self.state;
        let reads = &state.reads;
        let failure = reads.device.error.as_ref().filter(|_| !reads.device.asking).map(|error| {
            let on_retry = press(link, || Msg::Fix(rules::checklist::Fix::Refresh));
            error_banner(shared, error, Some(on_retry))
        });
        let list = match (state.facts(now()), &reads.device.value) {
            (Some(facts), Some(device)) => ChecklistPanel {
                shared,
                name: "enrollment-checklist",
                facts: &facts,
                answers: &state.answers,
                pending: state.pending(),
                failed: reads.failed(),
                refreshing: reads.device.asking || reads.profiles.asking || reads.readiness.asking,
                ask_os: may_be_ios(device),
                level: 3,
                on_fix: give(link, Msg::Fix),
                on_answer: give(link, Msg::Answer),
            }
            .view(),
            _ if failure.is_some() => html! {},
            _ => skeleton(9, shared.texts.get("checklist.loading")),
        };
        el("div").list(failure.into_iter().chain([list]).collect()).into()
    }

    /// `sound`: there is a device to save something for.
    fn footer(&self, scope: &yew::Context<Self>, sound: bool) -> Html {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        let saving = matches!(self.state.phase, Phase::Saving);
        let save = if saving { "enrollment.saving" } else { "enrollment.save" };
        let off = !self.state.editable();
        let save = (shared.can_edit && sound).then(|| {
            button("button button-primary", texts.get(save), press(scope.link(), || Msg::Save))
                .aria_bool("aria-disabled", off)
                .html()
        });
        let cancel = texts.get("common.cancel");
        let cancel = button("button", cancel, press(scope.link(), || Msg::Close));
        fragment(vec![cancel.into(), fragment(save.into_iter().collect())])
    }

    fn question(&self, scope: &yew::Context<Self>) -> Html {
        let texts = &scope.props().shared.texts;
        let link = scope.link();
        let code = match self.state.phase {
            Phase::Saving => "enrollment.discard.saving",
            _ if self.state.in_doubt() => "enrollment.discard.in-doubt",
            _ => "enrollment.discard.text",
        };
        let discard = texts.get("enrollment.discard.yes");
        let keep = texts.get("enrollment.discard.no");
        let footer = fragment(vec![
            button("button button-danger", discard, press(link, || Msg::Discard)).into(),
            button("button button-primary", keep, press(link, || Msg::KeepEditing)).into(),
        ]);
        html! {
            <Dialog name="enrollment-discard" title={texts.get("enrollment.discard")} role={DialogRole::AlertDialog}
                close_label={texts.get("common.close")} on_close={press(link, || Msg::KeepEditing)} {footer}>
                <p>{ texts.get(code) }</p>
            </Dialog>
        }
    }

    fn assign(&self, scope: &yew::Context<Self>) -> Html {
        let link = scope.link();
        let on_news = hand_on(link, &scope.props().on_news, Msg::News);
        match (self.state.assigning, &self.state.reads.device.value) {
            (Some(reassign), Some(device)) => html! {
                <AssignDialog shared={scope.props().shared.clone()} device={device.clone()} {reassign}
                    on_close={press(link, || Msg::AssignClosed)}
                    {on_news} />
            },
            _ => html! {},
        }
    }

    /// Above the form: the problem with the serial, or the reason why nothing can be changed.
    fn head(&self, props: &EnrollmentProps) -> Html {
        if serial::check(&props.serial).value.is_some() {
            return read_only(&props.shared);
        }
        bad_serial(&props.shared, &props.serial)
    }
}

impl Component for EnrollmentDialog {
    type Message = Msg;
    type Properties = EnrollmentProps;

    fn create(scope: &yew::Context<Self>) -> Self {
        let props = scope.props();
        let answers = tasks::read_answers(&props.serial);
        let shared = &props.shared;
        let (mut state, effects) =
            State::new(props.device.clone(), answers, shared.policy(), shared.can_edit);
        state.reads.no_enrollment = !shared.client.offers(Part::Enrollment);
        let link = scope.link().clone();
        let mut dialog = EnrollmentDialog {
            state,
            runner: Runner::default(),
            places: Places::default(),
            _tick: Interval::new(TICK, move || link.send_message(Msg::Tick)),
        };
        for effect in effects {
            dialog.run(scope, effect);
        }
        dialog
    }

    fn changed(&mut self, scope: &yew::Context<Self>, _: &EnrollmentProps) -> bool {
        // The host page may have set other options.
        let shared = &scope.props().shared;
        self.state.can_edit = shared.can_edit;
        self.state.form.set_policy(shared.policy());
        true
    }

    fn update(&mut self, scope: &yew::Context<Self>, msg: Msg) -> bool {
        for effect in self.state.update(msg) {
            self.run(scope, effect);
        }
        true
    }

    fn view(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        let shared = &props.shared;
        let texts = &shared.texts;
        let title = texts.fill("enrollment.title", &[("serial", props.serial.to_string())]);
        let sound = serial::check(&props.serial).value.is_some();
        let saving = matches!(self.state.phase, Phase::Saving);
        let form = tag("div", "enrollment-form")
            .aria_bool("aria-busy", saving)
            .child(tag("div", "enrollment-fields").child(self.left(scope)))
            .child(
                tag("div", "enrollment-trouble")
                    .node(&self.places.trouble)
                    .child(self.trouble(scope)),
            );
        let body = fragment(vec![
            el("div").child(self.head(props)).into(),
            tag("p", "enrollment-device").text(self.device(shared)).into(),
            tag("div", "enrollment")
                .flag("hidden", !sound)
                .child(form)
                .child(tag("div", "enrollment-checklist").child(self.checklist(scope)))
                .into(),
        ]);
        let dialog = html! {
            <Dialog name="enrollment" {title} wide={true} close_label={texts.get("common.close")}
                on_close={press(scope.link(), || Msg::Close)} footer={self.footer(scope, sound)}>{ body }</Dialog>
        };
        let question = self.state.asking.then(|| self.question(scope));
        // The shell looks for this mark before the page is left or another host is meant.
        let unsaved = saving || (self.state.can_edit && self.state.is_changed());
        tag("div", "enrollment-surface")
            .aria_bool("data-unsaved", unsaved)
            .child(dialog)
            .child(el("div").list(question.into_iter().collect()))
            .child(el("div").child(self.assign(scope)))
            .into()
    }

    fn rendered(&mut self, _: &yew::Context<Self>, _: bool) {
        self.runner.go(&self.places);
    }

    fn destroy(&mut self, _: &yew::Context<Self>) {
        self.runner.close();
    }
}
