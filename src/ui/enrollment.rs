//! The enrollment of a device while it is edited: its user, whether login is required, whether the agent is installed.
//! It must never lose what an admin typed before the host has confirmed it.

pub mod conflict;
pub mod form;
pub mod people;
pub mod state;

pub use state::CloseReason;
