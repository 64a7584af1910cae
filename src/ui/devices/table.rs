//! The table of devices. It must never keep a state.

use super::row::{Row, row};
use super::state::{Action, State};
use crate::shared::Shared;
use crate::widgets::{El, table};
use host::{Device, Page};
use yew::prelude::*;

/// Draws the rows of a page. `on_action` gets the action that was chosen in a row.
pub fn device_table(
    shared: &Shared,
    page: &Page<Device>,
    state: &State,
    on_action: &Callback<(Action, Device)>,
) -> El {
    let profiles = state.profiles.as_ref();
    let columns = ["device", "status", "profile", "user", "agent", "actions"];
    let rows = page.rows.iter().map(|device| row(&Row { shared, device, profiles, on_action }));
    table(&shared.texts, "devices", &columns, rows.collect())
        .aria_bool("aria-busy", state.load.is_loading())
}
