//! The properties of the device panel.

use crate::enrollment::CloseReason;
use crate::news::News;
use crate::shared::Shared;
use host::Device;
use yew::prelude::*;

/// The section that the admin came for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Start {
    /// None in particular.
    #[default]
    None,
    /// The profile: it is about to be chosen.
    Profile,
    /// The enrollment.
    Enrollment,
    /// The checklist.
    Checklist,
}

/// The frame around the sections.
#[derive(Clone, PartialEq, Default)]
pub enum Frame {
    /// At the side of a list: all sections.
    #[default]
    Panel,
    /// A dialog of its own, "Edit enrollment": the enrollment, and the checklist folded under it. It closes once the
    /// enrollment is saved, and tells how it ended.
    Dialog(Callback<CloseReason>),
}

/// The device before or after this one in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neighbour {
    /// The one before.
    Previous,
    /// The one after.
    Next,
}

/// Properties of the device panel. Another device is another panel: its owner gives each serial a key of its own.
#[derive(Clone, PartialEq, Properties)]
pub struct PanelProps {
    /// The shared context.
    pub shared: Shared,
    /// Which device.
    pub serial: AttrValue,
    /// Its record, as far as the owner knows it; shown at once.
    #[prop_or_default]
    pub device: Option<Device>,
    /// The frame around the sections.
    #[prop_or_default]
    pub frame: Frame,
    /// The section that the admin came for.
    #[prop_or_default]
    pub start: Start,
    /// Whether the list has a device before this one.
    #[prop_or_default]
    pub has_previous: bool,
    /// Whether the list has a device after this one.
    #[prop_or_default]
    pub has_next: bool,
    /// The admin goes on to another device of the list. Nothing unsaved is left.
    #[prop_or_default]
    pub on_neighbour: Callback<Neighbour>,
    /// The admin goes on to the hand-over sheet. Nothing unsaved is left, and the panel is to disappear.
    #[prop_or_default]
    pub on_hand_over: Callback<()>,
    /// The panel is to disappear.
    #[prop_or_default]
    pub on_close: Callback<()>,
    /// There is news about the device. It is told also when the panel has disappeared before.
    #[prop_or_default]
    pub on_news: Callback<News>,
}

impl PanelProps {
    /// The side panel of a device of which nothing more is known.
    pub fn new(shared: Shared, serial: impl Into<AttrValue>) -> Self {
        yew::props!(PanelProps { shared, serial: serial.into() })
    }
}
