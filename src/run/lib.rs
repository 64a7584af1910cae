//! A run brings many devices from the state that an admin saw to the state that the admin wants.
//!
//! [`Run::update`] takes an event and returns effects; somebody else executes them. One principle gives all promises, *read
//! before write*:
//!
//! - A device that already is as wanted is left alone.
//! - A device that is not as the plan saw it was changed by somebody else: it is reported and never overwritten.
//! - After a write that was accepted, or of which nobody knows, the device is read. Only a read makes it *done*.
//! - A write that was accepted or seen is never sent again, also not after a crash: the journal says that it was sent, and the
//!   next read says whether it arrived.
//!
//! Two things no client can promise. A change that falls between a read and its write is overwritten, unless the host compares
//! ([`Effect::Save`] says what it should find). And after a crash, a write that arrived and was then taken back by somebody else
//! looks like one that never arrived; it is sent again.
//!
//! This crate must never call a host, touch a browser, know a clock or format a sentence: times and chance come as parameters.

mod chunks;
pub mod csv;
mod device;
mod fields;
mod journal;
mod machine;
mod messages;
mod plan;
mod report;
#[cfg(test)]
mod simulator_tests;
mod undo;

pub use journal::Entry;
pub use machine::Run;
pub use messages::{Effect, Event, Failure, Phase, Progress, Ticket};
pub use plan::{About, Change, Limits, Plan, State, Step, Time};
pub use report::{DeviceReport, Difference, End, Kind, Left, LeftProfile, Outcome, Reason, Report};
pub use undo::{Cannot, Obstacle, again, compare, undo};
