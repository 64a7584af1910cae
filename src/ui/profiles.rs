//! The profiles: name, UUID to copy, flags, devices, and the older UUIDs that devices may still stand on.

pub mod state;
mod tab;

pub use tab::{ProfilesTab, ProfilesTabProps};
