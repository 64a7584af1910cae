//! The plugin's skin: the JavaScript interface of the crates below `src/`.
//!
//! The files here are the skin, and the folders are crates; Cargo enforces it. The skin mounts the user interface in elements,
//! sends their events and reads their options. It must never decide anything.

mod config;
mod element;
mod events;
mod interop;
mod poison;

use wasm_bindgen::prelude::*;

boundary::exports!();
boundary::setup_exports!();

/// Answers a request, an object that the shell made; see [`boundary::ask`].
#[wasm_bindgen]
pub fn ask(request: JsValue) -> String {
    boundary::answer(&interop::Request(request))
}

/// Answers a request about profiles; see [`boundary::setup::answer`].
#[wasm_bindgen(js_name = askSetup)]
pub fn ask_setup(request: JsValue) -> String {
    boundary::setup::answer(&interop::Request(request))
}

/// The default allocator is three times as large, and the plugin allocates too little to benefit from it.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
