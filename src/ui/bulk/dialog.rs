//! The plan dialog: draws the plan, carries out what it asks for, and hands the finished plan to the runs.

use super::action::{Action, Batch, End};
use super::fields::fields;
use super::lines::preview;
use super::reading;
use super::state::{Effect, Msg, State};
use crate::callbacks::later;
use crate::download::save_table;
use crate::facts_cache::Freshness;
use crate::format::now;
use crate::imports::line::Cell;
use crate::shared::Shared;
use crate::widgets::{
    DomEvent, El, Heir, Icon, Modal, ModalKey, button, el, focus, icon_button, tag,
};
use gloo_timers::future::TimeoutFuture;
use host::DeviceQuery;
use host::contract::PAGE_LIMIT;
use run::csv::row;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`PlanDialog`].
#[derive(Clone, Properties)]
pub struct PlanProps {
    /// The shared context.
    pub shared: Shared,
    /// The devices, and what is planned for them.
    pub batch: Rc<Batch>,
    /// The dialog is to disappear.
    pub on_end: Callback<End>,
}

impl PartialEq for PlanProps {
    fn eq(&self, other: &PlanProps) -> bool {
        self.shared == other.shared && Rc::ptr_eq(&self.batch, &other.batch)
    }
}

/// The dialog.
pub struct PlanDialog {
    state: State,
    modal: Modal,
    heading: NodeRef,
    first: NodeRef,
    /// Everything, the buttons included.
    surface: NodeRef,
    heir: Heir,
}

impl PlanDialog {
    fn carry_out(&self, scope: &Context<Self>, effect: Effect) {
        let PlanProps { shared, on_end, .. } = scope.props().clone();
        match effect {
            Effect::Read(reading::Effect::Page(offset)) => later(
                scope.link(),
                Box::pin(async move {
                    let query = DeviceQuery { offset, limit: PAGE_LIMIT, ..DeviceQuery::default() };
                    Msg::Page(offset, shared.seen(shared.client.devices(&query).await))
                }),
            ),
            Effect::Read(reading::Effect::Device(serial)) => later(
                scope.link(),
                Box::pin(async move {
                    let answer = shared.seen(shared.client.device(&serial).await);
                    Msg::Device(serial, answer.map(Rc::new))
                }),
            ),
            Effect::ReadProfiles => later(
                scope.link(),
                Box::pin(async move {
                    let read = shared.profiles(Freshness::Fresh).await;
                    Msg::Profiles(read.map(|read| read.value))
                }),
            ),
            Effect::LookUp(asked, name) => later(
                scope.link(),
                Box::pin(async move {
                    let found = shared.seen(shared.client.user_exists(&name).await);
                    Msg::LookedUp(asked, found, now())
                }),
            ),
            Effect::Slice => later(
                scope.link(),
                Box::pin(async {
                    TimeoutFuture::new(0).await;
                    Msg::Slice
                }),
            ),
            Effect::Focus => focus(&self.first),
            Effect::Start => {
                shared.runs().start(self.state.plan_of_run());
                on_end.emit(End::Started);
            }
        }
    }

    /// The way to a user for each device: a file with the serial numbers, and the page that reads it.
    fn by_file(&self, scope: &Context<Self>) -> Option<El> {
        let PlanProps { shared, batch, on_end } = scope.props();
        if batch.action != Action::Enrollment {
            return None;
        }
        let texts = &shared.texts;
        let batch = batch.clone();
        let save = Callback::from(move |()| save_table("devices.csv", &rows_to_fill(&batch)));
        let import = on_end.reform(|()| End::Import);
        let buttons = tag("div", "banner-buttons")
            .child(button("button button-small", texts.get("bulk.file.save"), save))
            .child(button("button button-small", texts.get("bulk.file.import"), import));
        Some(el("div").child(tag("p", "help").text(texts.get("bulk.file"))).child(buttons))
    }

    fn footer(&self, scope: &Context<Self>) -> El {
        let PlanProps { shared, on_end, .. } = scope.props();
        let texts = &shared.texts;
        let state = &self.state;
        let can_start = state.can_start();
        let text = if can_start {
            texts.count(&shared.format, state.action.start(), state.planning.changed)
        } else {
            texts.get(state.action.verb())
        };
        let cancel = button("button", texts.get("common.cancel"), on_end.reform(|()| End::Closed));
        let class = match state.action {
            Action::Remove => "button button-danger bulk-remove",
            Action::Assign | Action::Enrollment => "button button-primary",
        };
        let start = tag("button", class)
            .attr("type", "submit")
            .aria_bool("aria-disabled", !can_start)
            .text(text);
        tag("footer", "dialog-foot").child(cancel).child(start)
    }
}

/// The selected devices as a table for the import, where the usernames are to be filled. Columns that nobody fills would say
/// something all the same: an empty flag means no.
fn rows_to_fill(batch: &Batch) -> String {
    let mut table = row(&[Cell::Serial, Cell::Username].map(|cell| cell.word().to_owned()));
    for at in 0..batch.serials.count() {
        table.push_str(&row(&[batch.serials.get(at).to_owned(), String::new()]));
    }
    table
}

impl Component for PlanDialog {
    type Message = Msg;
    type Properties = PlanProps;

    fn create(scope: &Context<Self>) -> Self {
        let PlanProps { shared, batch, .. } = scope.props();
        let (state, effects) = State::new(batch, shared.policy());
        let dialog = PlanDialog {
            state,
            modal: Modal::default(),
            heading: NodeRef::default(),
            first: NodeRef::default(),
            surface: NodeRef::default(),
            heir: Heir::default(),
        };
        for effect in effects {
            dialog.carry_out(scope, effect);
        }
        dialog
    }

    fn update(&mut self, scope: &Context<Self>, msg: Msg) -> bool {
        self.heir.before(&self.surface);
        for effect in self.state.update(msg) {
            self.carry_out(scope, effect);
        }
        true
    }

    fn view(&self, scope: &Context<Self>) -> Html {
        let PlanProps { shared, batch, on_end } = scope.props();
        let texts = &shared.texts;
        let title = batch.title(shared);
        let send = scope.link().callback(|msg: Msg| msg);
        let heading = el("h2").node(&self.heading).attr("tabindex", "-1").text(title.clone());
        let escape = on_end.clone();
        let key = Callback::from(move |key| {
            if key == ModalKey::Escape {
                escape.emit(End::Closed);
            }
        });
        let submit = send.reform(|event: Event| {
            event.prevent_default();
            Msg::Start
        });
        let close = on_end.reform(|()| End::Closed);
        let form = tag("form", "dialog-form")
            .flag("novalidate", true)
            .on(DomEvent::Submit, submit)
            .child(
                tag("div", "dialog-body bulk")
                    .list(fields(shared, &self.state, &self.first, &send))
                    .maybe(self.by_file(scope))
                    .child(preview(shared, &self.state, &send)),
            )
            .child(self.footer(scope));
        let dialog = self
            .modal
            .view("dialog", title, key)
            .child(tag("header", "dialog-head").child(heading))
            .child(form)
            .child(icon_button(
                "icon-button dialog-close",
                Icon::Close,
                texts.get("common.close"),
                close,
            ));
        el("div").node(&self.surface).child(dialog).into()
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        if first {
            self.modal.open();
            focus(if self.first.get().is_some() { &self.first } else { &self.heading });
        }
        self.heir.after(&self.heading);
    }

    fn destroy(&mut self, _: &Context<Self>) {
        self.modal.close();
    }
}
