//! The properties of the enrollment dialog.

use super::state::CloseReason;
use crate::news::News;
use crate::shared::Shared;
use host::Device;
use yew::prelude::*;

/// Properties of the enrollment dialog.
#[derive(Clone, PartialEq, Properties)]
pub struct EnrollmentProps {
    /// The shared context.
    pub shared: Shared,
    /// Which device.
    pub serial: AttrValue,
    /// Its record, as far as the owner knows it; shown at once.
    #[prop_or_default]
    pub device: Option<Device>,
    /// The dialog is to disappear; the host page did not object.
    pub on_close: Callback<CloseReason>,
    /// There is news about the device. It is told also when the dialog has disappeared before.
    #[prop_or_default]
    pub on_news: Callback<News>,
}
