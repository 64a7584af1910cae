//! The state of the device list and how it changes. Pure: no host, no browser, no clock.

mod answers;
mod messages;
mod model;
mod news;
mod question;
mod search;
pub mod selection;
mod update;

pub use messages::{Announcement, Effect, Msg, Notice, Place, Sync, Turn, Undo};
pub use model::{HostAbilities, OpenPanel, RowState, State};
pub use question::{Ask, Column, FleetQuery, Question, Sort};
pub use search::{Field, serials};
pub use selection::{Coverage, Selection};

#[cfg(test)]
mod tests;
