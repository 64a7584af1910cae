//! The Profiles tab: draws the profiles, copies UUIDs, counts devices.

use super::state::{Effect, Msg, State};
use crate::context::{Ctx, Freshness, later};
use crate::widgets::{error_banner, skeleton};
use host::{DeviceQuery, Profile};
use wasm_bindgen_futures::JsFuture;
use yew::prelude::*;

/// Properties of [`ProfilesTab`].
#[derive(Clone, PartialEq, Properties)]
pub struct ProfilesTabProps {
    /// What all surfaces share.
    pub ctx: Ctx,
    /// The admin wants to see the devices of this UUID, under this name.
    pub on_devices: Callback<(String, String)>,
}

/// The Profiles tab.
pub struct ProfilesTab {
    state: State,
}

impl ProfilesTab {
    fn run(&self, ctx: &yew::Context<Self>, effect: Effect) {
        let host = ctx.props().ctx.clone();
        let link = ctx.link().clone();
        match effect {
            Effect::Load => later(
                ctx.link(),
                Box::pin(async move {
                    Msg::Loaded(host.profiles(Freshness::Fresh).await.map(|read| read.value))
                }),
            ),
            Effect::Count(uuids) => wasm_bindgen_futures::spawn_local(async move {
                for uuid in uuids {
                    let query =
                        DeviceQuery { limit: 1, profile: uuid.clone(), ..DeviceQuery::default() };
                    let count = host.seen(host.client.devices(&query).await).ok();
                    link.send_message(Msg::Counted(uuid, count.map(|page| page.count)));
                }
            }),
            Effect::Copy(uuid) => later(
                ctx.link(),
                Box::pin(async move {
                    let done = copy(&uuid).await;
                    Msg::Copied(uuid, done)
                }),
            ),
        }
    }

    fn profile(&self, ctx: &yew::Context<Self>, profile: &Profile) -> Html {
        let shared = &ctx.props().ctx;
        let texts = &shared.texts;
        let label = |column: &str| texts.get(&format!("profiles.column.{column}"));
        let flag = |set: Option<bool>,
                    yes: (&'static str, &'static str),
                    no: (&'static str, &'static str)| {
            set.map(|set| {
                let (code, class) = if set { yes } else { no };
                html! { <span class={classes!("badge", class)}>{ texts.get(code) }</span> }
            })
        };
        let flags = [
            flag(
                profile.supervised,
                ("profiles.supervised", "badge-success"),
                ("profiles.unsupervised", "badge-warning"),
            ),
            flag(
                profile.mandatory,
                ("profiles.mandatory", "badge-info"),
                ("profiles.optional", "badge-neutral"),
            ),
            flag(
                profile.mdm_removable,
                ("profiles.removable", "badge-neutral"),
                ("profiles.locked", "badge-info"),
            ),
        ];
        let uuid = profile.uuid.clone();
        let refused = self.state.copy_refused.as_ref() == Some(&profile.uuid);
        let copied = self.state.copied.as_ref() == Some(&profile.uuid);
        let said = match (copied, refused) {
            (true, _) => texts.get("profiles.copied"),
            (_, true) => texts.get("profiles.copy-refused"),
            _ => String::new(),
        };
        html! {
            <tr role="row" key={profile.uuid.clone()}>
                <th role="rowheader" scope="row" data-label={label("name")}>{ &profile.name }</th>
                <td role="cell" data-label={label("uuid")}>
                    <code class="uuid">{ &profile.uuid }</code>
                    <button type="button" class="button button-small" aria-label={format!("{} {}", texts.get("profiles.copy"), profile.name)}
                        onclick={ctx.link().callback(move |_| Msg::Copy(uuid.clone()))}>{ texts.get("profiles.copy") }</button>
                    <span class="muted" role="status">{ said }</span>
                    { self.superseded(ctx, profile) }
                </td>
                <td role="cell" data-label={label("flags")}><div class="badges">{ for flags.into_iter().flatten() }</div></td>
                <td role="cell" data-label={label("devices")}>
                    { self.count(ctx, self.state.devices_of(profile), &profile.uuid, &profile.name,
                        texts.fill("profiles.devices.show", &[("profile", profile.name.clone())])) }
                </td>
            </tr>
        }
    }

    fn count(
        &self,
        ctx: &yew::Context<Self>,
        count: Option<u32>,
        uuid: &str,
        name: &str,
        label: String,
    ) -> Html {
        let shared = &ctx.props().ctx;
        let filter = (uuid.to_owned(), name.to_owned());
        let text = match count {
            Some(count) => shared.texts.count(&shared.format, "profiles.devices", count),
            None => shared.texts.get("common.unknown"),
        };
        let onclick = ctx.props().on_devices.reform(move |_| filter.clone());
        let label = format!("{label}: {text}");
        html! { <button type="button" class="link-button" aria-label={label} {onclick}>{ text }</button> }
    }

    fn superseded(&self, ctx: &yew::Context<Self>, profile: &Profile) -> Html {
        let texts = &ctx.props().ctx.texts;
        if profile.superseded.is_empty() {
            return html! {};
        }
        html! {
            <details class="superseded">
                <summary>{ texts.get("profiles.superseded") }</summary>
                <p class="muted">{ texts.get("profiles.superseded.note") }</p>
                <ul>
                    { for profile.superseded.iter().map(|old| html! {
                        <li key={old.clone()}>
                            <code class="uuid">{ old }</code>
                            { " " }
                            { self.count(ctx, self.state.counts.get(old).copied().flatten(), old,
                                &texts.fill("profiles.superseded.name", &[("profile", profile.name.clone())]),
                                texts.fill("profiles.superseded.show", &[("uuid", old.clone())])) }
                        </li>
                    }) }
                </ul>
            </details>
        }
    }
}

impl Component for ProfilesTab {
    type Message = Msg;
    type Properties = ProfilesTabProps;

    fn create(ctx: &yew::Context<Self>) -> Self {
        let tab = ProfilesTab { state: State::default() };
        tab.run(ctx, Effect::Load);
        tab
    }

    fn update(&mut self, ctx: &yew::Context<Self>, msg: Msg) -> bool {
        for effect in self.state.update(msg) {
            self.run(ctx, effect);
        }
        true
    }

    fn view(&self, ctx: &yew::Context<Self>) -> Html {
        let shared = &ctx.props().ctx;
        let texts = &shared.texts;
        let error = self.state.profiles.error().map(|error| {
            let on_retry = ctx.link().callback(|()| Msg::Reload);
            error_banner(shared, error, Some(on_retry))
        });
        let list = match self.state.profiles.ready() {
            None if error.is_some() => html! {},
            None => skeleton(5, texts.get("common.loading")),
            Some(profiles) if profiles.is_empty() => html! {
                <div class="empty">
                    <h3>{ texts.get("profiles.empty") }</h3>
                    <p>{ texts.get("profiles.empty.todo") }</p>
                </div>
            },
            Some(profiles) => html! {
                <table class="table" role="table" aria-label={texts.get("profiles.table")}>
                    <thead role="rowgroup"><tr role="row">
                        { for ["name", "uuid", "flags", "devices"].iter().map(|column| html! {
                            <th role="columnheader" scope="col">{ texts.get(&format!("profiles.column.{column}")) }</th>
                        }) }
                    </tr></thead>
                    <tbody role="rowgroup">{ for profiles.iter().map(|profile| self.profile(ctx, profile)) }</tbody>
                </table>
            },
        };
        html! {
            <section class="profiles">
                <div>{ for error }</div>
                <div class="list">{ list }</div>
            </section>
        }
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
