//! The verdicts of all devices: which can be handed out, and what keeps the others back. It reads the list in the background
//! and keeps it up to date by what happens in the page. It must never draw anything.

pub mod intern;
mod judging;
mod machine;
#[cfg(test)]
mod machine_tests;
mod messages;
mod people;
mod reading;
mod records;
mod runner;
mod select;
#[cfg(test)]
mod sequence_tests;
mod verdict;
#[cfg(test)]
mod world;

pub use machine::Fleet;
pub use messages::{Basis, Counts, Effect, Msg, Progress};
pub use runner::Runner;
pub use select::{Filter, Sort, SortBy};
pub use verdict::{Cause, JudgeInputs, Problem, Verdict, judge};
