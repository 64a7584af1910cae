//! The preview of a profile from the list of profiles, for every kind of device, in a dialog.

use super::disclosure::read;
use super::preview::SetupPreview;
use super::reading::Reading;
use crate::callbacks::press;
use crate::notices::failed_read;
use crate::shared::Shared;
use crate::widgets::{Icon, Modal, ModalKey, el, icon_button, skeleton, tag};
use host::Profile as ListedProfile;
use rules::setup::Profile;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Properties of [`SetupDialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct SetupDialogProps {
    /// The shared context.
    pub shared: Shared,
    /// The profile, as the list has it.
    pub profile: ListedProfile,
    /// The dialog is to disappear.
    pub on_close: Callback<()>,
}

/// A message to [`SetupDialog`].
pub enum Msg {
    /// Read the profile again.
    Retry,
    /// The profile came, or did not.
    Read(String, Result<Profile, host::HostError>),
}

/// The preview of a profile.
pub struct SetupDialog {
    reading: Reading,
    modal: Modal,
    heading: NodeRef,
}

impl Component for SetupDialog {
    type Message = Msg;
    type Properties = SetupDialogProps;

    fn create(scope: &yew::Context<Self>) -> Self {
        let SetupDialogProps { shared, profile, .. } = scope.props();
        let mut reading = Reading::default();
        reading.want(&profile.uuid);
        read(scope, shared, profile.uuid.clone(), Msg::Read);
        SetupDialog { reading, modal: Modal::default(), heading: NodeRef::default() }
    }

    fn update(&mut self, scope: &yew::Context<Self>, msg: Msg) -> bool {
        self.modal.remember_focus();
        match msg {
            Msg::Retry => {
                if self.reading.again() {
                    let SetupDialogProps { shared, profile, .. } = scope.props();
                    read(scope, shared, profile.uuid.clone(), Msg::Read);
                }
            }
            Msg::Read(uuid, answer) => self.reading.take(&uuid, answer),
        }
        true
    }

    fn view(&self, scope: &yew::Context<Self>) -> Html {
        let SetupDialogProps { shared, profile, on_close } = scope.props().clone();
        let title = shared.texts.fill("preview.of", &[("profile", profile.name)]);
        let close = shared.texts.get("common.close");
        let content = match (self.reading.profile.ready(), self.reading.profile.error()) {
            (Some(profile), _) => {
                let profile = profile.clone();
                html! { <SetupPreview {shared} name="profile-setup" {profile} /> }
            }
            (None, Some(error)) => failed_read(&shared, error, press(scope.link(), || Msg::Retry)),
            (None, None) => skeleton(6, shared.texts.get("common.loading")),
        };
        let escape = on_close.clone();
        let key = Callback::from(move |key| {
            if key == ModalKey::Escape {
                escape.emit(());
            }
        });
        let heading = el("h2").node(&self.heading).attr("tabindex", "-1").text(title.clone());
        self.modal
            .view("dialog setup-dialog", title, key)
            .child(tag("header", "dialog-head").child(heading))
            .child(tag("div", "dialog-body").child(content))
            .child(icon_button("icon-button dialog-close", Icon::Close, close, on_close))
            .into()
    }

    fn rendered(&mut self, _: &yew::Context<Self>, first: bool) {
        if first {
            self.modal.open();
        }
        if (first || self.modal.has_lost_focus())
            && let Some(heading) = self.heading.cast::<HtmlElement>()
        {
            let _ = heading.focus();
        }
    }

    fn destroy(&mut self, _: &yew::Context<Self>) {
        self.modal.close();
    }
}
