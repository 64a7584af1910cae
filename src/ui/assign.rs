//! Assigning one device to a profile, removing the assignment, and both in one action for a superseded one.
//! It must never say "assigned" before the host's record says so.

mod dialog;
pub mod job;
mod notes;
pub mod state;

pub use dialog::{AssignDialog, AssignProps};
