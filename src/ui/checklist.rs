//! Being written.

pub mod texts;
