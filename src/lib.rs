//! The plugin's skin: what JavaScript sees of the crates below `src/`.
//!
//! Files here are the skin, folders are crates, and Cargo enforces it. The skin mounts the user interface into elements,
//! sends their events and reads their options. It must never decide anything.

mod config;
mod element;
mod events;
mod interop;
mod poison;

use wasm_bindgen::prelude::*;

boundary::exports!();

/// The default allocator is three times the size of this one, and the plugin allocates little and seldom at once.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
