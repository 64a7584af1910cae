//! The verdicts of all devices: which can be handed out, and what keeps the others back. It reads the list in the background
//! and keeps it up to date by what happens in the page. It must never draw anything.

mod verdict;

pub use verdict::{Cause, JudgeInputs, Problem, Verdict, judge};
