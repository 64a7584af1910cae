//! Runs: changes of many devices, whoever asks for them. `plan` says how a change is written, `executor` carries a run out,
//! `calls` are its calls to the host, `failure` reads their errors. Nothing here may decide which change a device needs.

mod calls;
mod executor;
mod failure;
pub mod plan;

pub use executor::Runs;
