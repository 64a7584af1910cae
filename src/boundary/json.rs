//! JSON, the form in which values cross the boundary. It owns the grammar and must never know a field.
//!
//! It is our own because of its size: the same boundary over `serde_json` is 39 kB of WebAssembly, over
//! `serde-wasm-bindgen` 36 kB, over `miniserde` 30 kB, and over this 16 kB. A property holds it against `serde_json`.

mod read;
mod write;

pub use read::{Value, parse};
pub use write::{flag, key, list, number, property, string};
