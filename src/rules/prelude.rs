//! What the prelude of `std` has and that of `core` has not. The crate does without `std`, because what `std` does at a
//! panic would be a third of the small module.

pub(crate) use alloc::borrow::ToOwned;
pub(crate) use alloc::string::String;
pub(crate) use alloc::vec;
pub(crate) use alloc::vec::Vec;
