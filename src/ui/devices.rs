//! The list of devices: search, filter, pages, and the row actions that open the dialogs.
//! It must never hold more than one page of rows.

mod row;
pub mod state;
mod tab;
mod table;

pub use row::status_badge;
pub use tab::{DevicesTab, DevicesTabProps};
