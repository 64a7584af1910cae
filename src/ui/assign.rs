//! Assigning one device to a profile, removing the assignment, both in one action for a superseded one, and the way back.
//! It must never say "assigned" before the host's record says so.

pub mod change;
pub mod choice;
pub mod job;
pub mod notes;
pub mod state;
