//! The profiles: name, UUID to copy, settings, how many devices are on the current version and on older ones, and the
//! reassignment of the latter.

mod actions;
mod at_once;
mod dialog;
mod place;
pub mod preview;
#[cfg(test)]
mod preview_tests;
pub mod state;
mod tab;

pub use dialog::{ReassignDialog, ReassignProps};
pub use tab::{ProfilesTab, ProfilesTabProps};
