//! What nobody sees on the first screen: the surfaces whose code is in a second module, which is loaded on demand. The first
//! module must never name such a surface's component: whatever it reaches, it holds.
//!
//! A further surface is a variant of [`RestSurface`] and its line in `draw`.

mod component;
mod module;
mod surface;

pub use component::{Rest, RestProps};
pub use module::{prefetch, use_card};
pub use surface::RestSurface;
