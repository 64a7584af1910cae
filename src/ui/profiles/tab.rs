//! The Profiles tab: draws the profiles, copies UUIDs, counts devices.

use super::state::{Effect, Msg, State};
use crate::callbacks::{later, press};
use crate::facts_cache::Freshness;
use crate::notices::error_banner;
use crate::shared::Shared;
use crate::widgets::{El, button, el, skeleton, table, tag};
use host::{DeviceQuery, Profile};
use wasm_bindgen_futures::JsFuture;
use yew::prelude::*;

/// Properties of [`ProfilesTab`].
#[derive(Clone, PartialEq, Properties)]
pub struct ProfilesTabProps {
    /// The shared context.
    pub shared: Shared,
    /// The admin wants to see the devices of this UUID, under this name.
    pub on_devices: Callback<(String, String)>,
}

/// The Profiles tab.
pub struct ProfilesTab {
    state: State,
}

impl ProfilesTab {
    fn run(&self, scope: &yew::Context<Self>, effect: Effect) {
        let shared = scope.props().shared.clone();
        let link = scope.link().clone();
        match effect {
            Effect::Load => later(
                scope.link(),
                Box::pin(async move {
                    Msg::Loaded(shared.profiles(Freshness::Fresh).await.map(|read| read.value))
                }),
            ),
            Effect::Count(uuids) => wasm_bindgen_futures::spawn_local(async move {
                for uuid in uuids {
                    let query =
                        DeviceQuery { limit: 1, profile: uuid.clone(), ..DeviceQuery::default() };
                    let count = shared.seen(shared.client.devices(&query).await).ok();
                    link.send_message(Msg::Counted(uuid, count.map(|page| page.count)));
                }
            }),
            Effect::Copy(uuid) => later(
                scope.link(),
                Box::pin(async move {
                    let done = copy(&uuid).await;
                    Msg::Copied(uuid, done)
                }),
            ),
        }
    }

    fn profile(&self, scope: &yew::Context<Self>, profile: &Profile) -> Html {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        let label = |column: &str| texts.get(&format!("profiles.column.{column}"));
        let flag = |set: Option<bool>, yes: [&'static str; 2], no: [&'static str; 2]| {
            let [code, class] = if set? { yes } else { no };
            Some(tag("span", class).text(texts.get(code)).html())
        };
        let flags = [
            flag(
                profile.supervised,
                ["profiles.supervised", "badge badge-success"],
                ["profiles.unsupervised", "badge badge-warning"],
            ),
            flag(
                profile.mandatory,
                ["profiles.mandatory", "badge badge-info"],
                ["profiles.optional", "badge badge-neutral"],
            ),
            flag(
                profile.mdm_removable,
                ["profiles.removable", "badge badge-neutral"],
                ["profiles.locked", "badge badge-info"],
            ),
        ];
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
            .child(el("span").text(profile.name.clone()));
        let copy = texts.get("profiles.copy");
        let name = format!("{copy} {}", profile.name);
        let clicked = scope.link().callback(move |()| Msg::Copy(uuid.clone()));
        let uuid = cell("uuid")
            .child(tag("code", "uuid").text(profile.uuid.clone()))
            .child(button("button button-small", copy, clicked).attr("aria-label", name))
            .child(tag("span", "muted").attr("role", "status").text(said))
            .maybe(self.superseded(scope, profile));
        let show = texts.fill("profiles.devices.show", &[("profile", profile.name.clone())]);
        let devices = self.state.devices_of(profile);
        let flags = flags.into_iter().flatten().collect();
        el("tr")
            .key(profile.uuid.clone())
            .attr("role", "row")
            .child(head)
            .child(uuid)
            .child(cell("flags").child(tag("div", "badges").list(flags)))
            .child(cell("devices").child(self.count(
                scope,
                devices,
                &profile.uuid,
                &profile.name,
                &show,
            )))
            .into()
    }

    fn count(
        &self,
        scope: &yew::Context<Self>,
        count: Option<u32>,
        uuid: &str,
        name: &str,
        label: &str,
    ) -> El {
        let shared = &scope.props().shared;
        let filter = (uuid.to_owned(), name.to_owned());
        let text = match count {
            Some(count) => shared.texts.count(&shared.format, "profiles.devices", count),
            None => shared.texts.get("common.unknown"),
        };
        let label = format!("{label}: {text}");
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
            let count = self.state.counts.get(old).copied().flatten();
            el("li")
                .key(old.clone())
                .child(tag("code", "uuid").text(old.clone()))
                .child(self.count(scope, count, old, &name, &show))
                .into()
        };
        let details = tag("details", "superseded")
            .child(el("summary").text(texts.get("profiles.superseded")))
            .child(tag("p", "muted").text(texts.get("profiles.superseded.note")))
            .child(el("ul").list(profile.superseded.iter().map(older).collect()));
        Some(details)
    }
}

impl Component for ProfilesTab {
    type Message = Msg;
    type Properties = ProfilesTabProps;

    fn create(scope: &yew::Context<Self>) -> Self {
        let tab = ProfilesTab { state: State::default() };
        tab.run(scope, Effect::Load);
        tab
    }

    fn update(&mut self, scope: &yew::Context<Self>, msg: Msg) -> bool {
        for effect in self.state.update(msg) {
            self.run(scope, effect);
        }
        true
    }

    fn view(&self, scope: &yew::Context<Self>) -> Html {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        let error = self.state.profiles.error().map(|error| {
            let on_retry = press(scope.link(), || Msg::Reload);
            error_banner(shared, error, Some(on_retry))
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
                table(texts, "profiles", &["name", "uuid", "flags", "devices"], rows).into()
            }
        };
        tag("section", "profiles")
            .list(error.into_iter().collect())
            .child(tag("div", "list").child(list))
            .into()
    }
}

/// Puts a text into the clipboard; `false` where the page may not.
async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Only secure pages have a clipboard at all; asking for it elsewhere would throw.
    if !window.is_secure_context() {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}
