//! The editor as a page: draws the state, and carries out what it asks for.

use super::form::Form;
use super::messages::{Effect, Msg};
use super::state::State;
use super::store;
use super::{compare, fields, files, foot};
use crate::callbacks::{later, press};
use crate::load::Load;
use crate::notices::failed_read;
use crate::profiles::state::Intent;
use crate::setup::SetupPreview;
use crate::shared::Shared;
use crate::widgets::{Heir, button, el, focus, fragment, skeleton, tag};
use host::{Defined, Profile};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Properties of [`Editor`].
#[derive(Clone, PartialEq, Properties)]
pub struct EditorProps {
    /// The shared context.
    pub shared: Shared,
    /// What is edited. Another one needs another editor.
    pub intent: Intent,
    /// The profile is stored under its new UUID, with its older ones; whether its devices are to be reassigned right away.
    pub on_done: Callback<(Profile, bool)>,
    /// The editor is to disappear.
    pub on_close: Callback<()>,
    /// The address leads elsewhere: the editor is to leave, and asks where something would be lost.
    pub leave: bool,
    /// It is not left.
    pub on_stay: Callback<()>,
}

/// The editor.
pub struct Editor {
    state: State,
    on_msg: Callback<Msg>,
    surface: NodeRef,
    heading: NodeRef,
    foot: NodeRef,
    heir: Heir,
    has_trouble: bool,
    /// The question comes from a step in the history, so the focus is not at a button of the editor.
    asks_to_leave: bool,
}

impl Editor {
    fn carry_out(&self, scope: &Context<Self>, effect: Effect) {
        let shared = scope.props().shared.clone();
        let link = scope.link();
        match effect {
            Effect::Open(uuid) => {
                later(
                    link,
                    Box::pin(async move { Msg::Opened(store::read(&shared, &uuid).await) }),
                );
            }
            Effect::Read(uuid) => later(
                link,
                Box::pin(async move {
                    let answer = store::read(&shared, &uuid).await;
                    Msg::Version(uuid, answer)
                }),
            ),
            Effect::Count(parts) => {
                let link = link.clone();
                wasm_bindgen_futures::spawn_local(async move {
                    for part in parts {
                        let query = part.query(0, 1);
                        let page = shared.seen(shared.client.devices(&query).await).ok();
                        link.send_message(Msg::Counted(part, page.map(|page| page.count)));
                    }
                });
            }
            Effect::Save(record, replaces) => later(
                link,
                Box::pin(async move {
                    let outcome = store::store(&shared, &record, replaces.as_deref()).await;
                    Msg::Saved(Box::new(outcome))
                }),
            ),
            Effect::Look(record, replaces, known) => later(
                link,
                Box::pin(async move {
                    let look = shared.client.look_for_profile(&record, replaces.as_deref(), &known);
                    Msg::Looked(shared.seen(look.await).map(|found| found.map(Box::new)))
                }),
            ),
            Effect::ReadBack(uuid) => later(
                link,
                Box::pin(async move {
                    let stored = store::read(&shared, &uuid).await.map(|record| *record);
                    Msg::Looked(Ok(Some(Box::new(Defined { uuid, stored }))))
                }),
            ),
            Effect::Focus => self.focus_wrong(),
            Effect::Done(profile, reassign) => scope.props().on_done.emit((profile, reassign)),
            Effect::Close => scope.props().on_close.emit(()),
        }
    }

    /// Puts the focus into the first field that is wrong, once it is marked as wrong.
    fn focus_wrong(&self) {
        let surface = self.surface.clone();
        wasm_bindgen_futures::spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(0).await;
            let surface = surface.cast::<Element>();
            let wrong = surface.and_then(|it| it.query_selector("[aria-invalid='true']").ok()?);
            if let Some(wrong) = wrong.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
                let _ = wrong.focus();
            }
        });
    }

    fn title(&self, shared: &Shared) -> String {
        match &self.state.intent {
            Intent::New | Intent::Duplicate(_) => shared.texts.get("editor.title.new"),
            Intent::Edit(profile) => {
                shared.texts.fill("editor.title.edit", &[("profile", profile.name.clone())])
            }
        }
    }

    fn body(&self, scope: &Context<Self>) -> Html {
        let shared = &scope.props().shared;
        match &self.state.form {
            Load::Loading => skeleton(8, shared.texts.get("common.loading")),
            Load::Failed(error) => failed_read(shared, error, press(scope.link(), || Msg::Reopen)),
            Load::Ready(form) => {
                let on_files = self.take_files(scope);
                tag("div", "editor-sides")
                    .child(fields::form(shared, &self.state, form, &self.on_msg, on_files))
                    .child(preview(shared, form))
                    .into()
            }
        }
    }

    /// Takes the files that an event brings.
    fn take_files(&self, scope: &Context<Self>) -> Callback<Event> {
        let link = scope.link().clone();
        Callback::from(move |event: Event| {
            // A browser would open a file that was dropped.
            if event.type_() == "drop" {
                event.prevent_default();
            }
            for file in files::of(&event) {
                later(&link, Box::pin(async { Msg::AddFile(files::read(file).await) }));
            }
        })
    }
}

/// What the user will see with the profile as it stands.
fn preview(shared: &Shared, form: &Form) -> Html {
    let (shared, profile) = (shared.clone(), Rc::new(form.profile()));
    tag("section", "editor-preview")
        .attr("aria-labelledby", "editor-preview")
        .child(el("h3").attr("id", "editor-preview").text(shared.texts.get("preview.title")))
        .child(html! { <SetupPreview {shared} name="editor-setup" {profile} level=4 /> })
        .into()
}

impl Component for Editor {
    type Message = Msg;
    type Properties = EditorProps;

    fn create(scope: &Context<Self>) -> Self {
        let props = scope.props();
        let shared = &props.shared;
        let copy_name = match &props.intent {
            Intent::Duplicate(profile) => {
                shared.texts.fill("editor.copy-name", &[("profile", profile.name.clone())])
            }
            Intent::New | Intent::Edit(_) => String::new(),
        };
        let empty = shared.client.empty_profile();
        let (state, effects) = State::new(props.intent.clone(), empty, copy_name);
        let editor = Editor {
            state,
            on_msg: scope.link().callback(|msg| msg),
            surface: NodeRef::default(),
            heading: NodeRef::default(),
            foot: NodeRef::default(),
            heir: Heir::default(),
            has_trouble: false,
            asks_to_leave: false,
        };
        for effect in effects {
            editor.carry_out(scope, effect);
        }
        editor
    }

    fn changed(&mut self, scope: &Context<Self>, old: &EditorProps) -> bool {
        if scope.props().leave && !old.leave {
            scope.link().send_message(Msg::Exit);
        }
        true
    }

    fn update(&mut self, scope: &Context<Self>, msg: Msg) -> bool {
        self.heir.before(&self.surface);
        if msg == Msg::Stay {
            scope.props().on_stay.emit(());
        }
        self.asks_to_leave = msg == Msg::Exit && scope.props().leave;
        for effect in self.state.update(msg) {
            self.carry_out(scope, effect);
        }
        true
    }

    fn view(&self, scope: &Context<Self>) -> Html {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        let back =
            button("link-button", texts.get("page.profiles"), self.on_msg.reform(|()| Msg::Exit));
        let heading = el("h2").node(&self.heading).attr("tabindex", "-1").text(self.title(shared));
        let head = tag("header", "editor-head").child(back).child(heading);
        let foot = self.state.form.ready().map(|form| {
            tag("div", "editor-end")
                .maybe(compare::changes(shared, &self.state, form, &self.on_msg))
                .child(
                    tag("footer", "editor-foot")
                        .node(&self.foot)
                        .attr("tabindex", "-1")
                        .child(foot::foot(shared, &self.state, form, &self.on_msg)),
                )
                .html()
        });
        tag("section", "editor")
            .node(&self.surface)
            .aria_bool("data-unsaved", self.state.is_changed())
            .child(head)
            .child(self.body(scope))
            .child(fragment(foot.into_iter().collect()))
            .into()
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        let had_trouble = std::mem::replace(&mut self.has_trouble, self.state.trouble.is_some());
        if first {
            focus(&self.heading);
        } else if std::mem::take(&mut self.asks_to_leave) || (self.has_trouble && !had_trouble) {
            // The buttons that settle it are there.
            focus(&self.foot);
        }
        self.heir.after(&self.foot);
    }
}
