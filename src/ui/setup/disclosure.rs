//! "What the user will see" of one device: folded, read from the host when it is unfolded, then the preview.

use super::preview::SetupPreview;
use super::reading::Reading;
use super::record::profile_of;
use crate::callbacks::{later, press};
use crate::notices::failed_read;
use crate::shared::Shared;
use crate::widgets::{Heir, skeleton, tag};
use rules::Draft;
use rules::setup::{Device, Profile};
use yew::prelude::*;

/// Properties of [`DeviceSetup`].
#[derive(Clone, PartialEq, Properties)]
pub struct DeviceSetupProps {
    /// The shared context.
    pub shared: Shared,
    /// The profile that the device is on, by its UUID.
    pub uuid: AttrValue,
    /// The device.
    pub device: Device,
    /// Its enrollment, as far as it is known.
    pub enrollment: Option<Draft>,
}

/// A message to [`DeviceSetup`].
pub enum Msg {
    /// Unfold it, or fold it.
    Toggle,
    /// Read the profile again.
    Retry,
    /// The profile came, or did not.
    Read(String, Result<Profile, host::HostError>),
}

/// "What the user will see" of one device.
pub struct DeviceSetup {
    is_open: bool,
    reading: Reading,
    surface: NodeRef,
    toggle: NodeRef,
    heir: Heir,
}

/// Reads a profile for a preview.
pub fn read<C: Component>(
    scope: &yew::Context<C>,
    shared: &Shared,
    uuid: String,
    make: fn(String, Result<Profile, host::HostError>) -> C::Message,
) {
    let shared = shared.clone();
    let work = async move {
        let answer = shared.seen(shared.client.profile_whole(&uuid).await);
        make(uuid, answer.map(|record| profile_of(&record)))
    };
    later(scope.link(), Box::pin(work));
}

impl DeviceSetup {
    fn want(&mut self, scope: &yew::Context<Self>) {
        let DeviceSetupProps { shared, uuid, .. } = scope.props();
        if self.is_open && self.reading.want(uuid) {
            read(scope, shared, uuid.to_string(), Msg::Read);
        }
    }

    fn content(&self, scope: &yew::Context<Self>) -> Html {
        let DeviceSetupProps { shared, device, enrollment, .. } = scope.props().clone();
        if let Some(error) = self.reading.profile.error() {
            return failed_read(&shared, error, press(scope.link(), || Msg::Retry));
        }
        match self.reading.profile.ready().cloned() {
            None => skeleton(6, shared.texts.get("common.loading")),
            Some(profile) => html! {
                <SetupPreview {shared} name="device-setup" {profile} {device} {enrollment} level=4 />
            },
        }
    }
}

impl Component for DeviceSetup {
    type Message = Msg;
    type Properties = DeviceSetupProps;

    fn create(_: &yew::Context<Self>) -> Self {
        DeviceSetup {
            is_open: false,
            reading: Reading::default(),
            surface: NodeRef::default(),
            toggle: NodeRef::default(),
            heir: Heir::default(),
        }
    }

    fn changed(&mut self, scope: &yew::Context<Self>, _: &DeviceSetupProps) -> bool {
        self.want(scope);
        true
    }

    fn update(&mut self, scope: &yew::Context<Self>, msg: Msg) -> bool {
        self.heir.before(&self.surface);
        match msg {
            Msg::Toggle => {
                self.is_open = !self.is_open;
                self.want(scope);
            }
            Msg::Retry => {
                if self.reading.again() {
                    let DeviceSetupProps { shared, uuid, .. } = scope.props();
                    read(scope, shared, uuid.to_string(), Msg::Read);
                }
            }
            Msg::Read(uuid, answer) => self.reading.take(&uuid, answer),
        }
        true
    }

    fn view(&self, scope: &yew::Context<Self>) -> Html {
        let texts = &scope.props().shared.texts;
        let content = if self.is_open {
            self.content(scope)
        } else {
            html! {}
        };
        tag("section", "setup-fold")
            .node(&self.surface)
            .attr("aria-label", texts.get("preview.title"))
            .child(
                tag("button", "link-button setup-toggle")
                    .node(&self.toggle)
                    .attr("type", "button")
                    .aria_bool("aria-expanded", self.is_open)
                    .attr("aria-controls", "device-setup")
                    .click(press(scope.link(), || Msg::Toggle))
                    .text(texts.get("preview.title")),
            )
            .child(
                tag("div", "setup-folded")
                    .attr("id", "device-setup")
                    .flag("hidden", !self.is_open)
                    .child(content),
            )
            .into()
    }

    fn rendered(&mut self, _: &yew::Context<Self>, _: bool) {
        self.heir.after(&self.toggle);
    }
}
