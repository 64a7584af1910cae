//! The properties of the preview.

use crate::shared::Shared;
use rules::Draft;
use rules::setup::{Device, Profile};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`super::SetupPreview`]. It follows every change of them; the step that is shown stays, as long as it is there.
#[derive(Clone, PartialEq, Properties)]
pub struct SetupProps {
    /// The shared context.
    pub shared: Shared,
    /// A name that is unique in the element, for the ids inside.
    pub name: &'static str,
    /// The profile.
    pub profile: Rc<Profile>,
    /// The device, as far as it is known. Where its kind or its version is not, the admin chooses.
    #[prop_or_default]
    pub device: Device,
    /// The enrollment of the device; `None` where no single device is meant.
    #[prop_or_default]
    pub enrollment: Option<Draft>,
    /// Level of the headings inside.
    #[prop_or(3)]
    pub level: u8,
}
