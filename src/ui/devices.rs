//! The list of devices: search, filter, pages, and the row actions that open the dialogs.
//! It must never hold more than one page of rows.

mod asked;
mod bar;
mod boxes;
mod confirm;
mod empty;
mod failures;
mod fix;
mod heir;
mod judge;
mod notes;
mod pager;
mod parts;
mod progress;
mod row;
mod run;
mod settings;
mod settings_form;
pub mod state;
mod strip;
mod tab;
mod table;
mod toolbar;

pub use parts::{ListParts, PARTS};
pub use row::{RowMenuProps, row_menu};
pub use settings_form::{SettingsProps, settings_form};
pub use tab::{DevicesTab, DevicesTabProps};
