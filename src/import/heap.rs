//! The memory of an import: blocks of a power of two, and a list of the free ones for each size. An import holds a few
//! large tables that grow and makes a handful of small texts for each bad row, so there is little to gain from anything
//! cleverer, which is twice to ten times the code. A block is never cut or joined; the memory goes when the import does.

use core::alloc::{GlobalAlloc, Layout};
use core::arch::wasm32::{memory_grow, memory_size};
use core::cell::Cell;
use core::ptr;

const PAGE: usize = 65_536;
/// The smallest block has so many bits; it must hold an address, and suit everything that is aligned to eight bytes.
const SMALLEST: u32 = 3;

unsafe extern "C" {
    /// Where the memory begins that the linker has put nothing into. A label: nothing stands there.
    static __heap_base: u8;
}

/// Blocks in use, and blocks that wait to be used again.
pub struct Heap {
    /// Where the memory begins that was never used; below the first block before there is one.
    fresh: Cell<usize>,
    /// The first free block of each size, by the size's bits; 0 for none. In each stands the address of the next.
    free: [Cell<usize>; 32],
}

// SAFETY: the module has one thread; WebAssembly without shared memory knows no other.
unsafe impl Sync for Heap {}

impl Heap {
    pub const fn new() -> Heap {
        Heap { fresh: Cell::new(0), free: [const { Cell::new(0) }; 32] }
    }

    /// A block that was never used before; null when there is no more memory.
    fn cut(&self, size: usize) -> *mut u8 {
        let base = (&raw const __heap_base).expose_provenance().next_multiple_of(1 << SMALLEST);
        let block = self.fresh.get().max(base);
        let room = memory_size(0) * PAGE;
        let end = block.saturating_add(size);
        if end > room && memory_grow(0, (end - room).div_ceil(PAGE)) == usize::MAX {
            return ptr::null_mut();
        }
        self.fresh.set(end);
        ptr::with_exposed_provenance_mut(block)
    }
}

/// The bits of the smallest block that so many bytes fit into. They are below 2^31, as Rust has it.
fn bits(size: usize) -> u32 {
    (usize::BITS - size.saturating_sub(1).leading_zeros()).max(SMALLEST)
}

// SAFETY: a block is cut once, and from then on either used or in the one list of its size.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let bits = bits(layout.size());
        let free = &self.free[bits as usize & 31];
        if free.get() == 0 {
            return self.cut(1 << bits);
        }
        let block: *mut u8 = ptr::with_exposed_provenance_mut(free.get());
        // SAFETY: a free block holds the address of the next; see `dealloc`.
        free.set(unsafe { block.cast::<usize>().read() });
        block
    }

    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let free = &self.free[bits(layout.size()) as usize & 31];
        // SAFETY: whoever frees a block uses it no more, and the smallest has room for an address.
        unsafe { block.cast::<usize>().write(free.get()) };
        free.set(block.expose_provenance());
    }

    #[inline(never)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if bits(size) == bits(layout.size()) {
            return block;
        }
        // SAFETY: the caller keeps the promises of `alloc` and `dealloc`; the two blocks are different ones.
        unsafe {
            let moved = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !moved.is_null() {
                ptr::copy_nonoverlapping(block, moved, layout.size().min(size));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}
