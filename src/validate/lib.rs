//! The validation functions alone, for pages that want no user interface: the boundary as a module of its own.
//! It must never hold code: whatever it did, the plugin would not do.

#![no_std]

extern crate alloc;

use alloc::string::String;
use wasm_bindgen::prelude::*;

boundary::exports!();

/// Answers a request; see [`boundary::ask`].
#[wasm_bindgen]
pub fn ask(request: &str) -> String {
    boundary::ask(request)
}

/// The English templates of all codes but those of the import.
#[wasm_bindgen]
pub fn sentences() -> String {
    boundary::SENTENCES.into()
}

/// The default allocator is three times the size of this one.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Nothing here panics on input. If something did, the module would end here, and say so by a trap.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
