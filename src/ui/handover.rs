//! The hand-over sheet: which devices go to whom today, with a code to scan, what the person will see, and a line to sign. For
//! paper, as a file and as a table. Only devices that are ready, by records that were read for the sheet, stand on it. It must
//! never change a device.

mod calls;
mod code128;
mod draw;
mod entry;
mod file;
mod node;
mod paper;
mod people;
mod print;
mod sheet;
mod state;

pub use sheet::{Sheet, SheetProps};
