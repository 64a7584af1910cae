//! One battery for every face of the rules: the same calls, the same answers, byte for byte.
//!
//! A call is the name of an exported function and the list of its arguments, as JSON; an answer is the JSON text that
//! `JSON.stringify` makes of the JavaScript answer. This crate owns the calls (vectors and random ones) and three faces:
//! the rules natively, the component in wasmtime, and the component in Node, transpiled by the library behind `jco`. It must
//! never know a rule: what a right answer is, the vectors say, and beyond them the native face.

pub mod arguments;
pub mod battery;
pub mod call;
pub mod corpus;
pub mod jco;
pub mod json;
pub mod native;
pub mod random;
pub mod vectors;
pub mod wasmtime;

pub use call::{Call, Face};
