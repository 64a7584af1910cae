//! The dialog that reassigns every device on an older version of one profile: shows what will happen, and starts the run.

use super::at_once;
use super::preview::{Effect, Forecast, Msg, Phase, Preview, Row};
use crate::callbacks::{later, press};
use crate::notices::failed_read;
use crate::runs::plan::{Kind, about};
use crate::shared::Shared;
use crate::widgets::{
    El, Heir, Icon, Modal, ModalKey, Tone, button, el, focus, fragment, icon_button, mark,
    skeleton, tag,
};
use host::Profile;
use yew::prelude::*;

/// Properties of [`ReassignDialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct ReassignProps {
    /// The shared context.
    pub shared: Shared,
    /// The profile, with its older UUIDs.
    pub profile: Profile,
    /// The dialog is to disappear.
    pub on_close: Callback<()>,
}

/// The dialog "Reassign devices of …".
pub struct ReassignDialog {
    preview: Preview,
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
                    let page = at_once::page(&shared, &part, offset).await;
                    Msg::Page(part, offset, page)
                }),
            ),
            Effect::Start(changes) => {
                let about = about(Kind::Reassign, &scope.props().profile.name);
                shared.runs().start(run::Plan { about, changes });
                scope.props().on_close.emit(());
            }
        }
    }

    fn body(&self, scope: &yew::Context<Self>) -> Html {
        let shared = &scope.props().shared;
        match &self.preview.phase {
            Phase::Reading => skeleton(3, shared.texts.get("reassign.reading")),
            Phase::Failed(error) => failed_read(shared, error, press(scope.link(), || Msg::Read)),
            Phase::Ready => what_will_happen(shared, &self.preview),
        }
    }

    fn footer(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        let texts = &props.shared.texts;
        let close = |code: &str| {
            button("button", texts.get(code), props.on_close.clone()).key("close").html()
        };
        let buttons: Vec<Html> = match (&self.preview.phase, self.preview.possible()) {
            (Phase::Ready, 0) => vec![close("common.close")],
            (Phase::Ready, possible) => {
                let text = texts.count(&props.shared.format, "profiles.reassign", possible);
                let start = press(scope.link(), || Msg::Start);
                let start = button("button button-primary", text, start).key("start");
                vec![close("common.cancel"), start.into()]
            }
            (Phase::Reading | Phase::Failed(_), _) => vec![close("common.cancel")],
        };
        fragment(buttons)
    }
}

/// What will happen, by kind.
fn what_will_happen(shared: &Shared, preview: &Preview) -> Html {
    let texts = &shared.texts;
    if preview.rows.is_empty() {
        return tag("p", "lead").text(texts.get("reassign.none")).into();
    }
    let kinds = [
        (Forecast::AtOnce, Tone::Ok, "reassign.at-once"),
        (Forecast::AfterReset, Tone::Warn, "reassign.after-reset"),
        (Forecast::Impossible, Tone::ToDo, "reassign.impossible"),
    ];
    let serial = |row: &Row| {
        let serial = row.device.serial.clone();
        el("li").key(serial.clone()).child(tag("span", "serial").text(serial)).into()
    };
    let lines = kinds.into_iter().filter_map(|(forecast, tone, code)| {
        let count = preview.count(|row| row.forecast == forecast);
        let rows = preview.rows.iter().filter(|row| row.forecast == forecast);
        // Their serial numbers are folded away.
        let which = tag("details", "which")
            .child(el("summary").text(texts.get("reassign.which")))
            .child(tag("ul", "plain-list").list(rows.map(serial).collect()));
        let text = texts.count(&shared.format, code, count);
        (count > 0).then(|| el("li").child(mark(tone, text)).child(which).into())
    });
    fragment(vec![
        el("h3").text(texts.get("reassign.what")).into(),
        tag("ul", "plain-list").list(lines.collect()).into(),
    ])
}

impl Component for ReassignDialog {
    type Message = Msg;
    type Properties = ReassignProps;

    fn create(scope: &yew::Context<Self>) -> Self {
        scope.link().send_message(Msg::Read);
        ReassignDialog {
            preview: Preview::new(scope.props().profile.clone()),
            modal: Modal::default(),
            heading: NodeRef::default(),
            surface: NodeRef::default(),
            content: NodeRef::default(),
            heir: Heir::default(),
        }
    }

    fn update(&mut self, scope: &yew::Context<Self>, msg: Msg) -> bool {
        self.heir.before(&self.surface);
        for effect in self.preview.update(msg) {
            Self::carry_out(scope, effect);
        }
        true
    }

    fn view(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        let texts = &props.shared.texts;
        let title = texts.fill("reassign.title", &[("profile", props.profile.name.clone())]);
        let on_close = props.on_close.clone();
        let body: El = el("div")
            .node(&self.content)
            .attr("tabindex", "-1")
            .attr("role", "group")
            .attr("aria-labelledby", "reassign-title")
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
            focus(&self.heading);
        }
        self.heir.after(&self.content);
    }

    fn destroy(&mut self, _: &yew::Context<Self>) {
        self.modal.close();
    }
}
