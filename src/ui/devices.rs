//! The list of devices: search, filter, pages, and the row actions that open the dialogs.
//! It must never hold more than one page of rows.

mod bar;
mod boxes;
mod empty;
mod failures;
mod fix;
mod heir;
mod judge;
mod notes;
mod pager;
mod progress;
mod row;
mod run;
mod settings;
pub mod state;
mod strip;
mod tab;
mod table;
mod toolbar;

pub use tab::{DevicesTab, DevicesTabProps};
