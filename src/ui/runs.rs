//! Runs: changes of many devices, whoever asks for them. `plan` says how a change is written, `executor` carries a run out,
//! `calls` are its calls to the host, `failure` reads their errors, `journal` keeps what it writes down, `past` are the runs that
//! are not under way; `single` and `take_back` are about changes of one device; `everyone` is the history of all admins, `history` the lists; `component` draws them. Nothing here may decide which change a device needs.

mod calls;
mod component;
mod everyone;
mod executor;
pub mod failure;
mod history;
mod job;
mod journal;
mod news;
mod past;
pub mod plan;
mod report;
pub mod single;
mod state;
mod strip;
mod take_back;
mod words;

pub use component::{Place, RunsProps, RunsView};
pub use executor::Runs;
pub use job::time;
pub use journal::use_journal;
pub use past::{Past, Standing};
pub use take_back::{take_back, take_back_by_notice};
