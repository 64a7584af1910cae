//! The validation functions alone, for pages that want no user interface: the boundary as a module of its own.
//! It must never hold code: whatever it did, the plugin would not do.
//!
//! The exports take and give plain numbers, and `www/src/validate/wasm.ts` calls them by hand: the glue generator's calls,
//! with their own memory handling and table of JavaScript values, would be a sixth of the module and a third of its script.
//! The input of a call stands where [`room`] said, and so does its answer, until the next call.

#![no_std]
// The names of exports are global, and the compiler calls that unsafe.
#![allow(unsafe_code)]

mod arena;

use arena::Arena;

#[global_allocator]
static ARENA: Arena = Arena::new();

/// Makes room for so many bytes of input and says where to write them; 0 without room.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    ARENA.room(length)
}

/// Answers a request, which is the input; see [`boundary::ask`]. Puts the answer where the input was and gives its length.
///
/// # Safety
///
/// The input is UTF-8. The script makes it with `TextEncoder`, which makes nothing else.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ask(length: usize) -> usize {
    // SAFETY: the caller's word.
    let request = unsafe { str::from_utf8_unchecked(ARENA.input(length)) };
    ARENA.output(boundary::ask(request).as_bytes())
}

/// Nothing here panics on input. If something did, the module would end here, and say so by a trap.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
