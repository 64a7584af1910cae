//! The functions about profiles alone, for pages and programs that want no user interface: a part of the boundary as a module of its
//! own. It must never hold code: whatever it did, the plugin would not do.

#![no_std]

extern crate alloc;

use alloc::string::String;
use wasm_bindgen::prelude::*;

boundary::setup_exports!();

/// The version of the package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// Answers a request; see [`boundary::setup::ask`].
#[wasm_bindgen(js_name = askSetup)]
pub fn ask_setup(request: &str) -> String {
    boundary::setup::ask(request)
}

/// The default allocator is three times the size of this one.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Nothing here panics on input. If something did, the module would end here, and say so by a trap.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
