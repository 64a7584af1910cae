//! The client of the host's DEP REST endpoints.
//!
//! This crate owns paths and field names (as data), the two consoles' wire formats, the decoder, retries and the kinds of
//! failure. It must never format a sentence for a person, never log a username or a token, and never decide a rule.

pub mod apple;
pub mod client;
pub mod contract;
#[cfg(test)]
mod contract_tests;
pub mod decode;
#[cfg(test)]
mod decode_tests;
pub mod definition;
#[cfg(test)]
mod definition_tests;
pub mod error;
pub mod json;
pub mod model;
pub mod records;
#[cfg(test)]
mod records_tests;
pub mod time;
pub mod transport;
pub mod url;

pub use apple::AppleRefusal;
pub use client::Client;
pub use client::profiles::Defined;
pub use contract::{Contract, Part};
pub use definition::ProfileRecord;
pub use error::{ChangeError, HostError, Kind, SaveError};
pub use json::Json;
pub use model::*;
pub use transport::{Failure, Method, Reply, Request, Transport};
