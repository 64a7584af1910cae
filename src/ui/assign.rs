//! Assigning one device to a profile, removing the assignment, and both in one action for a superseded one.
//! It must never say "assigned" before the host's record says so.

pub mod change;
mod dialog;
pub mod job;
pub mod notes;
pub mod state;

pub use dialog::{AssignDialog, AssignProps};
