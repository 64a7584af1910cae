//! The type that implements the world of `wit/`. It has no state, because the component keeps nothing between calls.

/// The component.
pub struct Component;
