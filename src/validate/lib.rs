//! The validation functions alone, for pages that want no user interface: the boundary as a module of its own.
//! It must never hold code: whatever it did, the plugin would not do.
//!
//! The exports are plain numbers, and `www/src/validate/wasm.ts` calls them by hand: the glue generator's calls, with
//! its own memory handling and its table of JavaScript values, would be a sixth of the module and a third of its script.
//! The input of a call stands where [`room`] said; what the call answers stands in the memory until the next.

#![no_std]
// The names of exports are global, and the compiler calls that unsafe.
#![allow(unsafe_code)]

extern crate alloc;

mod arena;

use alloc::boxed::Box;
use arena::Arena;

#[global_allocator]
static ARENA: Arena = Arena::new();

/// Where a text stands in the memory: its address and its length in bytes.
type Place = *const [usize; 2];

fn place(text: &'static str) -> Place {
    Box::leak(Box::new([text.as_ptr().addr(), text.len()]))
}

/// The input as a text; the script writes nothing but UTF-8.
fn text(length: usize) -> &'static str {
    str::from_utf8(ARENA.input(length)).unwrap_or_default()
}

/// Makes room for so many bytes of input and says where to write them, which is always the same place; 0 without room.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    ARENA.room(length)
}

/// The version of the package.
#[unsafe(no_mangle)]
pub extern "C" fn version() -> Place {
    ARENA.input(0);
    place(env!("CARGO_PKG_VERSION"))
}

/// The English template of a code, which is the input.
#[unsafe(no_mangle)]
pub extern "C" fn template(length: usize) -> Place {
    place(boundary::template(text(length)).unwrap_or_default())
}

/// What can be told at first sight of a value, which is the input; see [`boundary::glance`].
#[unsafe(no_mangle)]
pub extern "C" fn glance(subject: u8, length: usize, min: u32, max: u32) -> u32 {
    // This one is called with every key that is typed, and takes no memory.
    let raw = str::from_utf8(ARENA.peek(length)).unwrap_or_default();
    boundary::glance(subject, raw, min, max)
}

/// The problem that a glance has seen; see [`boundary::glanced`].
#[unsafe(no_mangle)]
pub extern "C" fn glanced(kind: u32) -> Place {
    ARENA.input(0);
    place(boundary::glanced(kind).leak())
}

/// Answers a request, which is the input; see [`boundary::ask`].
#[unsafe(no_mangle)]
pub extern "C" fn ask(length: usize) -> Place {
    place(boundary::ask(ARENA.input(length)).leak())
}

/// Nothing here panics on input. If something did, the module would end here, and say so by a trap.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
