//! The checklist before a device is handed out: as a section of the device panel, and alone in a page.
//! The rules give every verdict. This module reads the facts, draws the list, and takes the admin's answers.

pub mod directory;
pub mod host_reads;
pub mod list;
pub mod state;
pub mod tasks;
pub mod view;

pub use view::{ChecklistProps, ChecklistView};
