//! What the list does and draws only after a press: it comes with the second module. It must never be reached but through it.

use super::asked::{Asked, Later, gather, look_for, select, sync};
use super::bar::{found, selection_bar};
use super::confirm::confirm;
use super::state::{Ask, FleetQuery, Msg, State};
use crate::bulk::Action;
use crate::profile_index::ProfileIndex;
use crate::runs::single::has_way_back;
use crate::shared::Shared;
use crate::widgets::El;
use host::Device;
use rules::ItemId;
use run::Change;
use yew::Callback;

/// Draws the bar of the selection; see [`selection_bar`].
type DrawBar = fn(&Shared, &State, &Callback<Msg>, Callback<Action>, Callback<()>) -> El;

/// The ways to do and to draw it.
#[derive(Clone, Copy)]
pub struct ListParts {
    /// Draws the bar of the selection.
    pub bar: DrawBar,
    /// Draws the way to select pasted serial numbers.
    pub found: fn(&Shared, &State, &Callback<Msg>) -> Option<El>,
    /// Confirms an item of a device.
    pub confirm: fn(&Shared, &Device, ItemId),
    /// Selects rows among all devices.
    pub select: fn(Asked, u32, FleetQuery) -> Option<Msg>,
    /// Reads serial numbers of devices to select.
    pub gather: fn(Asked, u32, Ask),
    /// Looks for the serial numbers that may be meant.
    pub look_for: fn(Shared, u32, Vec<String>) -> Later,
    /// Asks the host to fetch the list from Apple.
    pub sync: fn(Shared) -> Later,
    /// Whether a way leads back from a change; see [`has_way_back`].
    pub has_way_back: fn(&Change, Option<&ProfileIndex>) -> bool,
}

/// All of it. Only the second module may reach it.
pub const PARTS: ListParts =
    ListParts { bar: selection_bar, found, confirm, select, gather, look_for, sync, has_way_back };
