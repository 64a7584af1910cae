//! The checklist before a device is handed out: beside the enrollment form, in a dialog, and alone in a page.
//! The rules give every verdict. This module reads the facts, draws the list, and stores the admin's answers.

pub mod admin_answers;
mod dialog;
pub mod directory;
pub mod host_reads;
mod panel;
pub mod state;
pub(crate) mod tasks;
mod view;

pub use dialog::ChecklistDialog;
pub use panel::ChecklistPanel;
pub use view::{ChecklistProps, ChecklistView};
