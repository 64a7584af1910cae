//! The validation functions alone, for pages that want no user interface: the boundary as a module of its own.
//! It must never hold code: whatever it did, the plugin would not do.

pub use boundary::{CsvImport, ask, plain, template, version};

/// The default allocator is three times the size of this one.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
