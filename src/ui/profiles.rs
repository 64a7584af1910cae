//! The profiles: name, UUID to copy, settings, how many devices are on the current version and on older ones, and the
//! reassignment of the latter.

mod dialog;
mod report;
pub mod run;
#[cfg(test)]
mod run_tests;
pub mod state;
mod tab;

pub use dialog::{ReassignDialog, ReassignProps};
pub use tab::{ProfilesTab, ProfilesTabProps};
