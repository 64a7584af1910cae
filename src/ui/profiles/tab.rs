//! The Profiles tab: draws the profiles, copies UUIDs, counts devices.

use super::actions;
use super::at_once;
use super::dialog::ReassignDialog;
use super::state::{Count, Effect, Msg, Part, State};
use crate::callbacks::{later, press};
use crate::clipboard::copy;
use crate::editor::Editor;
use crate::facts_cache::Freshness;
use crate::format::joined;
use crate::listeners::Subscription;
use crate::notices::{failed_read, read_only};
use crate::runs::plan::{Kind, about};
use crate::setup::SetupDialog;
use crate::shared::Shared;
use crate::widgets::{
    El, Heir, SAY, Tone, Urgency, button, el, fragment, mark, skeleton, table, tag,
};
use host::Profile;
use std::cell::RefCell;
use std::rc::Rc;
use yew::html::Scope;
use yew::prelude::*;

/// Counts that are asked for at the same time.
const COUNTED_AT_ONCE: usize = 2;

/// Properties of [`ProfilesTab`].
#[derive(Clone, PartialEq, Properties)]
pub struct ProfilesTabProps {
    /// The shared context.
    pub shared: Shared,
    /// The admin wants to see the devices of this UUID, under this name.
    pub on_devices: Callback<(String, String)>,
    /// The place of the editor that the page is at; `None` for the list.
    pub editor: Option<String>,
    /// The editor is at another place.
    pub on_editor: Callback<Option<String>>,
}

/// The Profiles tab.
pub struct ProfilesTab {
    state: State,
    surface: NodeRef,
    list: NodeRef,
    /// A button “Reassign” goes when there is nothing left to reassign.
    heir: Heir,
    /// How many runs had ended when the devices were counted last.
    ended: u32,
    _runs: Subscription,
}

impl ProfilesTab {
    fn run(&self, scope: &yew::Context<Self>, effect: Effect) {
        let shared = scope.props().shared.clone();
        let link = scope.link().clone();
        match effect {
            Effect::Place(place) => scope.props().on_editor.emit(place),
            Effect::Load => later(
                scope.link(),
                Box::pin(async move {
                    Msg::Loaded(shared.profiles(Freshness::Fresh).await.map(|read| read.value))
                }),
            ),
            Effect::Count(generation, parts) => {
                let parts = Rc::new(RefCell::new(parts));
                for _ in 0..COUNTED_AT_ONCE {
                    count(shared.clone(), link.clone(), generation, parts.clone());
                }
            }
            Effect::ReassignNow(profile) => {
                wasm_bindgen_futures::spawn_local(async move {
                    match at_once::changes(&shared, profile.clone()).await {
                        Ok(changes) if changes.is_empty() => {}
                        Ok(changes) => {
                            let about = about(Kind::Reassign, &profile.name);
                            shared.runs().start(run::Plan { about, changes });
                        }
                        // The dialog reads the devices once more, and says what stands in the way.
                        Err(_) => link.send_message(Msg::Reassign(profile)),
                    }
                });
            }
            Effect::TellSaved(profile) => {
                let params = [("profile", profile.name)];
                shared.toast(shared.texts.fill("editor.saved", &params), None);
            }
            Effect::TellRetired(name) => {
                shared.toast(shared.texts.fill("profiles.retired", &[("profile", name)]), None);
            }
            Effect::Retire(uuid) => later(
                scope.link(),
                Box::pin(async move {
                    let answer = shared.client.retire_profile(&uuid).await;
                    match &answer {
                        Ok(()) => shared.tell_session_works(),
                        Err(error) => shared.tell_lost_session(error.cause()),
                    }
                    Msg::Retired(answer)
                }),
            ),
            Effect::Copy(uuid) => later(
                scope.link(),
                Box::pin(async move {
                    let done = copy(&uuid).await;
                    Msg::Copied(uuid, done)
                }),
            ),
        }
    }

    /// Takes the place that the page is at, where the editor can be opened at all.
    fn arrive(&mut self, scope: &yew::Context<Self>) {
        let props = scope.props();
        if actions::can_define(&props.shared) {
            for effect in self.state.update(Msg::At(props.editor.clone())) {
                self.run(scope, effect);
            }
        }
    }

    fn profile(&self, scope: &yew::Context<Self>, profile: &Profile) -> Html {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        let label = |column: &str| texts.get(&format!("profiles.column.{column}"));
        let setting = |set: Option<bool>, yes: &str, no: &str| {
            set.map(|set| texts.get(if set { yes } else { no })).unwrap_or_default()
        };
        let settings = [
            setting(profile.supervised, "profiles.supervised", "profiles.unsupervised"),
            setting(profile.mandatory, "profiles.mandatory", "profiles.optional"),
            setting(profile.mdm_removable, "profiles.removable", "profiles.locked"),
        ];
        let settings = joined(&settings.each_ref().map(String::as_str), " · ");
        let uuid = profile.uuid.clone();
        let said = match (&self.state.copied, &self.state.copy_refused) {
            (Some(copied), _) if *copied == uuid => texts.get("profiles.copied"),
            (_, Some(refused)) if *refused == uuid => texts.get("profiles.copy-refused"),
            _ => String::new(),
        };
        let cell = |column: &str| el("td").attr("role", "cell").attr("data-label", label(column));
        let head = el("th")
            .attr("role", "rowheader")
            .attr("scope", "row")
            .attr("data-label", label("name"))
            .child(tag("span", "profile-name").text(profile.name.clone()))
            .child(tag("span", "muted profile-settings").text(settings));
        let copy = texts.get("profiles.copy");
        let params = [("action", copy.clone()), ("item", profile.name.clone())];
        let name = texts.fill("common.about", &params);
        let clicked = scope.link().callback(move |()| Msg::Copy(uuid.clone()));
        let uuid = cell("uuid")
            .child(tag("code", "uuid").text(profile.uuid.clone()))
            .child(button("button button-small", copy, clicked).attr("aria-label", name))
            .child(tag("span", "muted").attr(SAY, Urgency::Polite.word()).text(said))
            .maybe(self.superseded(scope, profile));
        let show = texts.fill("profiles.devices.show", &[("profile", profile.name.clone())]);
        let current = self.state.current(profile);
        let current =
            self.count(scope, current, "profiles.current", &profile.uuid, &profile.name, &show);
        el("tr")
            .key(profile.uuid.clone())
            .attr("role", "row")
            .child(head)
            .child(uuid)
            .child(cell("devices").child(current).maybe(self.older(scope, profile)))
            .maybe(actions::cell(shared, scope.link(), profile))
            .into()
    }

    /// How many devices are on an older version, and the way to the current one.
    fn older(&self, scope: &yew::Context<Self>, profile: &Profile) -> Option<El> {
        let shared = &scope.props().shared;
        let (texts, format) = (&shared.texts, &shared.format);
        let count = self.state.older(profile).map(Count::all).filter(|count| *count > 0)?;
        let text = texts.count(format, "profiles.reassign", count);
        let params = [("action", text.clone()), ("item", profile.name.clone())];
        let name = texts.fill("common.named", &params);
        let reassigned = profile.clone();
        let clicked = scope.link().callback(move |()| Msg::Reassign(reassigned.clone()));
        let act = shared
            .can_edit
            .then(|| button("button button-small", text, clicked).attr("aria-label", name));
        let older = texts.count(format, "profiles.older", count);
        Some(tag("div", "older").child(mark(Tone::ToDo, older)).maybe(act))
    }

    fn count(
        &self,
        scope: &yew::Context<Self>,
        count: Option<u32>,
        code: &str,
        uuid: &str,
        name: &str,
        label: &str,
    ) -> El {
        let shared = &scope.props().shared;
        let filter = (uuid.to_owned(), name.to_owned());
        let text = match count {
            Some(count) => shared.texts.count(&shared.format, code, count),
            None => shared.texts.get("common.unknown"),
        };
        let params = [("action", label.to_owned()), ("item", text.clone())];
        let label = shared.texts.fill("common.named", &params);
        let clicked = scope.props().on_devices.reform(move |()| filter.clone());
        button("link-button", text, clicked).attr("aria-label", label)
    }

    fn superseded(&self, scope: &yew::Context<Self>, profile: &Profile) -> Option<El> {
        let texts = &scope.props().shared.texts;
        if profile.superseded.is_empty() {
            return None;
        }
        let name = texts.fill("profiles.superseded.name", &[("profile", profile.name.clone())]);
        let older = |old: &String| {
            let show = texts.fill("profiles.superseded.show", &[("uuid", old.clone())]);
            let count = self.state.count(old);
            let all = count.map(Count::all);
            let parts = count.map(|count| self.parts(scope, count)).unwrap_or_default();
            el("li")
                .key(old.clone())
                .child(tag("code", "uuid").text(old.clone()))
                .child(self.count(scope, all, "profiles.devices", old, &name, &show))
                .child(tag("span", "muted older-parts").text(parts))
                .into()
        };
        let details = tag("details", "superseded")
            .child(el("summary").text(texts.get("profiles.superseded")))
            .child(tag("p", "muted").text(texts.get("profiles.superseded.note")))
            .child(el("ul").list(profile.superseded.iter().map(older).collect()));
        Some(details)
    }

    /// How many of the devices need only reassigning, and how many a reset too.
    fn parts(&self, scope: &yew::Context<Self>, count: Count) -> String {
        let shared = &scope.props().shared;
        let part = |code: &str, count: u32| match count {
            0 => String::new(),
            count => shared.texts.count(&shared.format, code, count),
        };
        let parts =
            [part("profiles.at-once", count.assigned), part("profiles.after-reset", count.pushed)];
        joined(&parts.each_ref().map(String::as_str), " · ")
    }
}

impl Component for ProfilesTab {
    type Message = Msg;
    type Properties = ProfilesTabProps;

    fn create(scope: &yew::Context<Self>) -> Self {
        let runs = scope.props().shared.runs();
        let mut tab = ProfilesTab {
            state: State::default(),
            surface: NodeRef::default(),
            list: NodeRef::default(),
            heir: Heir::default(),
            ended: runs.ended(),
            _runs: runs.listen(scope.link().callback(|()| Msg::Runs)),
        };
        tab.run(scope, Effect::Load);
        tab.arrive(scope);
        tab
    }

    fn changed(&mut self, scope: &yew::Context<Self>, old: &ProfilesTabProps) -> bool {
        if scope.props().editor != old.editor {
            self.arrive(scope);
        }
        true
    }

    fn update(&mut self, scope: &yew::Context<Self>, msg: Msg) -> bool {
        if msg == Msg::Runs {
            let ended = scope.props().shared.runs().ended();
            if self.ended == ended {
                return false;
            }
            self.ended = ended;
        }
        self.heir.before(&self.surface);
        for effect in self.state.update(msg) {
            self.run(scope, effect);
        }
        true
    }

    fn view(&self, scope: &yew::Context<Self>) -> Html {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        if let Some(intent) = self.state.editing.clone() {
            let on_done =
                scope.link().callback(|(profile, reassign)| Msg::Edited(profile, reassign));
            let on_close = press(scope.link(), || Msg::CloseEditor);
            let on_stay = press(scope.link(), || Msg::StayInEditor);
            let leave = self.state.next.is_some();
            // Another place is another form.
            let key = intent.place();
            let shared = shared.clone();
            return tag("section", "profiles")
                .node(&self.surface)
                .child(
                    html! { <Editor {key} {shared} {intent} {leave} {on_done} {on_close} {on_stay} /> },
                )
                .into();
        }
        let error = self.state.profiles.error().map(|error| {
            let on_retry = press(scope.link(), || Msg::Reload);
            failed_read(shared, error, on_retry)
        });
        let list = match self.state.profiles.ready() {
            None if error.is_some() => html! {},
            None => skeleton(5, texts.get("common.loading")),
            Some(profiles) if profiles.is_empty() => tag("div", "empty")
                .child(el("h2").text(texts.get("profiles.empty")))
                .child(el("p").text(texts.get("profiles.empty.todo")))
                .into(),
            Some(profiles) => {
                let rows = profiles.iter().map(|profile| self.profile(scope, profile)).collect();
                let columns = ["name", "uuid", "devices", "actions"];
                let count = if actions::has_any(shared) { 4 } else { 3 };
                table(texts, "profiles", &columns[..count], rows).into()
            }
        };
        let dialog = self.state.reassigning.clone().map(|profile| {
            let on_close = press(scope.link(), || Msg::Close);
            html! { <ReassignDialog shared={shared.clone()} {profile} {on_close} /> }
        });
        let preview = self.state.previewing.clone().map(|profile| {
            let on_close = press(scope.link(), || Msg::Close);
            html! { <SetupDialog shared={shared.clone()} {profile} {on_close} /> }
        });
        tag("section", "profiles")
            .node(&self.surface)
            .list(error.into_iter().collect())
            .list(scope.props().editor.iter().map(|_| read_only(shared)).collect())
            .maybe(actions::unknown(shared, &self.state))
            .maybe(actions::bar(shared, scope.link()))
            .maybe(actions::retiring(shared, &self.state, scope.link()))
            .child(tag("div", "list").node(&self.list).attr("tabindex", "-1").child(list))
            .child(fragment(dialog.into_iter().chain(preview).collect()))
            .into()
    }

    fn rendered(&mut self, _: &yew::Context<Self>, _: bool) {
        self.heir.after(&self.list);
    }
}

/// Counts one part after the other until none is left.
fn count(shared: Shared, link: Scope<ProfilesTab>, generation: u32, parts: Rc<RefCell<Vec<Part>>>) {
    wasm_bindgen_futures::spawn_local(async move {
        loop {
            let next = parts.borrow_mut().pop();
            let Some(part) = next else { break };
            let query = part.query(0, 1);
            let page = shared.seen(shared.client.devices(&query).await).ok();
            link.send_message(Msg::Counted(generation, part, page.map(|page| page.count)));
        }
    });
}
