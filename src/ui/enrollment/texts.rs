//! The sentences of this surface.

/// Code and English text.
pub const TEXTS: &[(&str, &str)] = &[];
