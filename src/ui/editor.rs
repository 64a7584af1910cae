//! The profile editor: a page in the Profiles tab for a new profile, a copy, or the next version of one. What Apple refuses and
//! ignores, `rules::setup` says while the admin types; a version that is saved is read back. Apple has no edit, so devices stay
//! on the version that they have until they are reassigned, which `runs` does. It must never judge a value itself, and never
//! define a profile twice while nobody knows whether the first time was stored.

mod anchors;
mod certificate;
mod compare;
mod component;
mod der;
mod fields;
mod files;
mod foot;
pub mod form;
mod messages;
mod save;
mod skip;
mod state;
#[cfg(test)]
mod state_tests;
mod steps;
mod store;
mod view;

pub use component::{Editor, EditorProps};
