//! Tables of devices: a CSV file in, checked rows and every problem out, while the file is still arriving.
//!
//! This crate owns what a table must look like. What a serial number or a username must look like belongs to [`rules`], and
//! no row gets through that `rules` refuses. Three things never happen here: more of the file is held than the current record
//! and the serial numbers before it, text that cannot be read is repaired, and the answer depends on where the file was cut.
//!
//! The scanner is our own and not the `csv` crate's. That crate accepts an unclosed quote and text behind a quote, and it does
//! not count rows as a spreadsheet does. So it cannot name the three mistakes that admins make.

#![cfg_attr(not(test), no_std)]

extern crate alloc;

mod catalogue;
mod choice;
mod collect;
mod delimiter;
mod encoding;
mod flags;
mod header;
mod importer;
mod names;
mod plain;
mod preview;
mod problems;
mod record;
mod row;
mod scanner;
mod serials;

pub use catalogue::{ENGLISH, english};
pub use choice::{Choice, Place};
pub use collect::{Import, OwnedRow, Reject, check, collect};
pub use delimiter::Delimiter;
pub use importer::{Importer, MOST_RECORDS, Options};
pub use names::Field;
pub use preview::Column;
pub use problems::LISTED;
pub use row::{Row, RowProblem, Sink};
