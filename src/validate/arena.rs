//! The memory of a call. A call keeps nothing, so nothing is ever freed: all of it is taken back when the next call
//! begins. That leaves two things out of the module, an allocator with its lists and the code at a hundred places that
//! hands things back to it, which together would be a tenth of it.
//!
//! It must never be used by a module that remembers anything from one call to the next.

use core::alloc::{GlobalAlloc, Layout};
use core::arch::wasm32::{memory_grow, memory_size};
use core::cell::Cell;
use core::ptr;

const PAGE: usize = 65_536;
/// All blocks begin at multiples of this; nothing in the rules needs more.
const ALIGN: usize = 8;

unsafe extern "C" {
    /// Where the memory begins that the linker has put nothing into. A label: nothing stands there.
    static __heap_base: u8;
}

/// Blocks, one behind the other.
pub struct Arena {
    /// Where the last block ends; below [`start`] before the first.
    top: Cell<usize>,
}

// SAFETY: the module has one thread; WebAssembly without shared memory knows no other.
unsafe impl Sync for Arena {}

impl Arena {
    pub const fn new() -> Arena {
        Arena { top: Cell::new(0) }
    }

    /// Makes room for an input of so many bytes and says where to write it: always at the same place. Null when there is no
    /// such room.
    pub fn room(&self, length: usize) -> *mut u8 {
        self.top.set(0);
        self.take(length)
    }

    /// Begins a call: forgets the one before, and answers the input, which the script wrote where [`Arena::room`] said.
    pub fn input(&self, length: usize) -> &[u8] {
        let length = length.min(memory_size(0) * PAGE - start());
        self.top.set((start() + length).next_multiple_of(ALIGN));
        // SAFETY: these bytes are in the memory and given away by nothing else until the next call. Every byte is a `u8`.
        unsafe { core::slice::from_raw_parts(ptr::with_exposed_provenance(start()), length) }
    }

    /// Ends a call: puts its answer where the input was and gives its length.
    pub fn output(&self, answer: &[u8]) -> usize {
        // SAFETY: nothing is left of the call but its answer, which is a block as long as itself and lies behind the start, so
        // there is as much room there. The two may overlap.
        unsafe {
            ptr::copy(answer.as_ptr(), ptr::with_exposed_provenance_mut(start()), answer.len())
        };
        answer.len()
    }

    #[inline(never)]
    fn take(&self, size: usize) -> *mut u8 {
        let block = self.top.get().max(start());
        // Sizes are below 2^31, as Rust has it, and so are addresses until the memory is all but full.
        let end = (block + size).next_multiple_of(ALIGN);
        let room = memory_size(0) * PAGE;
        if end > room && memory_grow(0, (end - room).div_ceil(PAGE)) == usize::MAX {
            return ptr::null_mut();
        }
        self.top.set(end);
        ptr::with_exposed_provenance_mut(block)
    }
}

/// Where the first block begins.
fn start() -> usize {
    (&raw const __heap_base).expose_provenance().next_multiple_of(ALIGN)
}

// SAFETY: `take` gives each byte to one block only, until `room` or `input` begins the next call, after which no block of
// a former one is used: the exports are the only ones who call in, and none of them keeps anything.
unsafe impl GlobalAlloc for Arena {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.take(layout.size())
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}

    /// The last block, which is what a growing answer mostly is, grows where it stands.
    #[inline(never)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if (block.addr() + layout.size()).next_multiple_of(ALIGN) == self.top.get() {
            self.top.set(block.addr());
        }
        let moved = self.take(size);
        if !moved.is_null() {
            // SAFETY: both blocks are at least as long as the old one; they may be the same one.
            unsafe { ptr::copy(block, moved, layout.size()) };
        }
        moved
    }
}
