//! The WIT face of the rules: a WebAssembly component for hosts that are no browser.
//!
//! It owns the way between the types of `wit/` and those of `rules`, and nothing else. It must never decide anything, so that
//! every face gives the same answer, and it must never import anything, so that every host can run it: the build refuses a
//! component with imports.

#![no_std]

extern crate alloc;

mod bindings;
mod bulk_import;
mod changes;
mod checklist;
mod checks;
mod report;
mod setup;
mod world;

use alloc::borrow::ToOwned;
use alloc::string::String;
use bindings::Guest;
use world::Component;

impl Guest for Component {
    fn version() -> String {
        env!("CARGO_PKG_VERSION").to_owned()
    }
}

/// The default allocator is three times the size of this one, and a call makes few and short-lived allocations.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Nothing here panics on input. If something did, the component would end here, and say so by a trap.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
