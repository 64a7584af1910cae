//! The plan for the selected devices: what is wanted, what it comes to for each of them, and the start of the run. It must never
//! change a device itself: the runs do.

mod action;
mod dialog;
mod fields;
mod form;
mod lines;
mod planning;
pub mod reading;
mod state;

pub use action::{Action, Batch, End};
pub use dialog::{PlanDialog, PlanProps};
