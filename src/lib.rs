//! The plugin's skin: the JavaScript interface of the crates below `src/`.
//!
//! The files here are the skin, and the folders are crates; Cargo enforces it. The skin mounts the user interface in elements,
//! sends their events and reads their options. It must never decide anything.

mod config;
mod element;
mod events;
mod interop;
mod poison;
mod rest;

use wasm_bindgen::prelude::*;

boundary::exports!();

/// Takes the script that reads and writes files.
#[wasm_bindgen(js_name = useFiles)]
pub fn use_files(files: JsValue) {
    ui::imports::use_files(files);
}

/// The default allocator is three times as large, and the plugin allocates too little to benefit from it.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
