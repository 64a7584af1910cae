//! The enrollment dialog: the user of a device, whether login is required, and whether the agent is installed.
//! It must never lose what an admin typed before the host has confirmed it.

mod conflict;
mod dialog;
pub mod form;
pub mod people;
mod props;
mod run;
pub mod state;
mod user_field;

pub use dialog::EnrollmentDialog;
pub use props::EnrollmentProps;
pub use state::CloseReason;
