//! The page “Import”: a file or a pasted table → columns → check → run. Every row is judged by the rules, which the import's own
//! module does, and by what the host has, which happens here. Nothing is sent before the admin starts the run, and then the run
//! sends it. It must never read a file itself.

mod book;
mod check;
mod columns;
mod judge;
pub mod line;
mod messages;
mod notes;
mod run;
mod start;
mod state;
#[cfg(test)]
mod state_tests;
mod tab;
mod table;
mod update;
mod users;
#[cfg(test)]
mod world;

pub use book::use_files;
pub use tab::{ImportProps, ImportTab};
