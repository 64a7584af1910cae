//! The state of the device list and how it changes. Pure: no host, no browser, no clock.

mod answers;
mod messages;
mod model;
mod news;
mod question;
mod search;
mod update;

pub use messages::{Announcement, Effect, Msg, Notice, Place, Sync, Turn, Undo};
pub use model::{HostAbilities, OpenPanel, RowState, State};
pub use question::{Ask, Column, Question, Selection, Sort};
pub use search::{Field, serials};

#[cfg(test)]
mod tests;
