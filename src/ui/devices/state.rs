//! The state of the device list and how it changes. Pure: no host, no browser, no clock.

mod messages;
mod model;
mod news;
mod update;

pub use messages::{Action, Effect, Msg, Notice, SearchIn, Sync, Turn};
pub use model::{PAGE_SIZE, State};

#[cfg(test)]
mod tests;
