//! The dialog that reassigns every device on an older version of one profile: draws its run and carries out its effects.

use super::report;
use super::run::{Effect, Msg, PAGE, Phase, Run};
use crate::assign::change;
use crate::callbacks::{later, press};
use crate::news::News;
use crate::notices::failed_read;
use crate::shared::Shared;
use crate::widgets::{
    El, Heir, Icon, Modal, ModalKey, button, el, fragment, icon_button, skeleton, tag,
};
use host::{DeviceQuery, Profile};
use web_sys::HtmlElement;
use yew::prelude::*;

/// Properties of [`ReassignDialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct ReassignProps {
    /// The shared context.
    pub shared: Shared,
    /// The profile, with its older UUIDs.
    pub profile: Profile,
    /// The dialog is to disappear. It never asks for it while a device is being changed.
    pub on_close: Callback<()>,
}

/// The dialog "Reassign devices of …".
pub struct ReassignDialog {
    run: Run,
    modal: Modal,
    heading: NodeRef,
    /// Everything, the buttons included.
    surface: NodeRef,
    /// What gets the focus when the button that has it goes.
    content: NodeRef,
    heir: Heir,
}

impl ReassignDialog {
    fn carry_out(scope: &yew::Context<Self>, effect: Effect) {
        let shared = scope.props().shared.clone();
        match effect {
            Effect::Read(part, offset) => later(
                scope.link(),
                Box::pin(async move {
                    let query = DeviceQuery {
                        offset,
                        limit: PAGE,
                        status: part.status.word().to_owned(),
                        profile: part.uuid.clone(),
                        ..DeviceQuery::default()
                    };
                    let page = shared.seen(shared.client.devices(&query).await);
                    Msg::Page(part, offset, page)
                }),
            ),
            Effect::Change(serial, change) => later(
                scope.link(),
                Box::pin(async move {
                    let report = change::run(&shared, &serial, change).await;
                    shared.tell(serial.clone(), News::Profile(report.clone()));
                    Msg::Ended(serial, report)
                }),
            ),
            Effect::Look(serial, before) => later(
                scope.link(),
                Box::pin(async move {
                    let report = change::look(&shared, &serial, &before).await;
                    shared.tell(serial.clone(), News::Profile(report.clone()));
                    Msg::Ended(serial, report)
                }),
            ),
            Effect::Finished => {}
        }
    }

    fn body(&self, scope: &yew::Context<Self>) -> Html {
        let shared = &scope.props().shared;
        match &self.run.phase {
            Phase::Reading => skeleton(3, shared.texts.get("reassign.reading")),
            Phase::Failed(error) => failed_read(shared, error, press(scope.link(), || Msg::Read)),
            Phase::Preview => report::preview(shared, &self.run),
            Phase::Running => report::progress(shared, &self.run),
            Phase::Ended => report::report(shared, &self.run),
        }
    }

    fn footer(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        let texts = &props.shared.texts;
        let act = |key: &'static str, class: &'static str, text: String, message: fn() -> Msg| {
            button(class, text, press(scope.link(), message)).key(key)
        };
        let close = |code: &str| {
            button("button", texts.get(code), props.on_close.clone()).key("close").html()
        };
        let counted = |code: &str, count: u32| texts.count(&props.shared.format, code, count);
        let primary = "button button-primary";
        let buttons: Vec<Html> = match &self.run.phase {
            Phase::Preview if self.run.possible() > 0 => {
                let text = counted("profiles.reassign", self.run.possible());
                let start = act("start", primary, text, || Msg::Start);
                vec![close("common.cancel"), start.into()]
            }
            Phase::Running => {
                let stop = act("stop", "button", texts.get("reassign.stop"), || Msg::Stop);
                vec![stop.aria_bool("aria-disabled", self.run.is_stopping).into()]
            }
            Phase::Ended if self.run.again() > 0 => {
                let text = counted("reassign.again", self.run.again());
                let again = act("again", primary, text, || Msg::Again);
                vec![close("common.close"), again.into()]
            }
            Phase::Reading | Phase::Failed(_) => vec![close("common.cancel")],
            Phase::Preview | Phase::Ended => vec![close("common.close")],
        };
        fragment(buttons)
    }
}

impl Component for ReassignDialog {
    type Message = Msg;
    type Properties = ReassignProps;

    fn create(scope: &yew::Context<Self>) -> Self {
        scope.link().send_message(Msg::Read);
        ReassignDialog {
            run: Run::new(scope.props().profile.clone()),
            modal: Modal::default(),
            heading: NodeRef::default(),
            surface: NodeRef::default(),
            content: NodeRef::default(),
            heir: Heir::default(),
        }
    }

    fn update(&mut self, scope: &yew::Context<Self>, msg: Msg) -> bool {
        self.heir.before(&self.surface);
        for effect in self.run.update(msg) {
            if effect == Effect::Finished {
                let shared = &scope.props().shared;
                shared.say(report::summary(shared, &self.run));
            }
            Self::carry_out(scope, effect);
        }
        true
    }

    fn view(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        let texts = &props.shared.texts;
        let title = texts.fill("reassign.title", &[("profile", props.profile.name.clone())]);
        let runs = self.run.phase == Phase::Running;
        // A run is stopped before the dialog goes, because nobody else would carry it on.
        let on_close =
            if runs { press(scope.link(), || Msg::Stop) } else { props.on_close.clone() };
        let body: El = el("div")
            .node(&self.content)
            .attr("tabindex", "-1")
            .attr("role", "group")
            .attr("aria-labelledby", "reassign-title")
            // Leaving the page is asked about, because the rest would not be changed.
            .aria_bool("data-unsaved", runs)
            .child(tag("div", "reassign").child(self.body(scope)));
        let heading = el("h2")
            .node(&self.heading)
            .attr("id", "reassign-title")
            .attr("tabindex", "-1")
            .text(title.clone());
        let escape = on_close.clone();
        let key = Callback::from(move |key| {
            if key == ModalKey::Escape {
                escape.emit(());
            }
        });
        // A button in the foot is called "Close" too.
        let params = [("action", texts.get("common.close")), ("item", title.clone())];
        let close = texts.fill("common.named", &params);
        let dialog = self
            .modal
            .view("dialog", title.clone(), key)
            .child(tag("header", "dialog-head").child(heading))
            .child(tag("div", "dialog-body").child(body))
            .child(tag("footer", "dialog-foot").child(self.footer(scope)))
            .child(icon_button("icon-button dialog-close", Icon::Close, close, on_close));
        el("div").node(&self.surface).child(dialog).into()
    }

    fn rendered(&mut self, _: &yew::Context<Self>, first: bool) {
        if first {
            self.modal.open();
            if let Some(heading) = self.heading.cast::<HtmlElement>() {
                let _ = heading.focus();
            }
        }
        self.heir.after(&self.content);
    }

    fn destroy(&mut self, _: &yew::Context<Self>) {
        self.modal.close();
    }
}
