//! What failed on the page of devices, above the list, and how to try it again. It must never try anything by itself.

use super::state::{Msg, State, Sync};
use crate::notices::{error_banner, failed_read};
use crate::shared::Shared;
use crate::widgets::{El, tag};
use yew::prelude::*;

/// Draws the failures.
pub fn failures(shared: &Shared, state: &State, on_msg: &Callback<Msg>) -> El {
    let sync = match &state.sync {
        Sync::Failed(error) => Some(error),
        Sync::Idle | Sync::Running => None,
    };
    let sync = sync.map(|error| error_banner(shared, error, Some(on_msg.reform(|()| Msg::Sync))));
    let load =
        state.load.error().map(|error| failed_read(shared, error, on_msg.reform(|()| Msg::Reload)));
    tag("div", "messages").list(sync.into_iter().collect()).list(load.into_iter().collect())
}
