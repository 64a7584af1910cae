//! The enrollment of one device while it is edited, and how it changes. Pure: no host, no browser, no clock.
//! Whatever fails, the form keeps every character until the host has confirmed it.

mod messages;
mod model;
mod saving;
mod update;
mod user;

pub use messages::{CloseReason, Effect, Exit, Msg, Phase, Place, Reason, Trouble};
pub use model::State;
pub use saving::news_of;

#[cfg(test)]
mod tests;
