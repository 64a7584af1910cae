//! The table of devices. A component of its own, so that a key in the search field draws no row again: Yew skips a component
//! whose properties are equal.

use super::row::{Row, row};
use super::state::Action;
use crate::profile_index::ProfileIndex;
use crate::shared::Shared;
use crate::widgets::table;
use host::{Device, Page};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`DeviceTable`].
#[derive(Clone, PartialEq, Properties)]
pub struct DeviceTableProps {
    /// The shared context.
    pub shared: Shared,
    /// The rows.
    pub page: Rc<Page<Device>>,
    /// The profiles, when they are known.
    pub profiles: Option<ProfileIndex>,
    /// Whether other rows are on their way.
    pub is_busy: bool,
    /// An action of a row was chosen.
    pub on_action: Callback<(Action, Device)>,
}

/// The table of devices.
pub struct DeviceTable;

impl Component for DeviceTable {
    type Message = ();
    type Properties = DeviceTableProps;

    fn create(_: &yew::Context<Self>) -> Self {
        DeviceTable
    }

    fn view(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        let columns = ["device", "status", "profile", "user", "agent", "actions"];
        let profiles = props.profiles.as_ref();
        let rows = props.page.rows.iter().map(|device| {
            row(&Row { shared: &props.shared, device, profiles, on_action: &props.on_action })
        });
        table(&props.shared.texts, "devices", &columns, rows.collect())
            .aria_bool("aria-busy", props.is_busy)
            .into()
    }
}
