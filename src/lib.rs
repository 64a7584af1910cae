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

/// What a page needs for its lists and a panel, in bytes.
const HEAP: usize = 2 << 20;

/// Takes that much memory at once. The allocator takes 64 KiB at a time, and WebKit copies all of it each time where it has no
/// addresses to spare (iOS): a dozen times, a millisecond each, for the first list.
fn reserve() {
    drop(std::hint::black_box(Vec::<u8>::with_capacity(HEAP)));
}
