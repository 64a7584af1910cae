//! The table of devices. It must never keep a state.

use super::row::{Row, row};
use super::state::{Action, State};
use crate::shared::Shared;
use crate::widgets::{El, table};
use host::{Device, Page, Part};
use yew::prelude::*;

/// Draws the rows of a page. `on_action` gets the action that was chosen in a row.
pub fn device_table(
    shared: &Shared,
    page: &Page<Device>,
    state: &State,
    on_action: &Callback<(Action, Device)>,
) -> El {
    let profiles = state.profiles.as_ref();
    let enrollments = shared.client.offers(Part::Enrollment);
    let mut columns = vec!["device", "status", "profile", "user", "agent", "actions"];
    columns.retain(|column| enrollments || !matches!(*column, "user" | "agent"));
    let rows = page.rows.iter().map(|device| {
        let in_doubt = state.is_in_doubt(&device.serial);
        row(&Row { shared, device, profiles, in_doubt, on_action })
    });
    table(&shared.texts, "devices", &columns, rows.collect())
        .aria_bool("aria-busy", state.load.is_loading())
}
