//! What nobody sees on the first screen: the surfaces whose code is in a second module, which is loaded on demand. The first
//! module must never reach such a surface's component but through [`entry`]: whatever it reaches, it holds.
//!
//! A further surface is a variant of [`RestSurface`] and its line in [`entry`]'s `draw`; its sentences are in `texts/rest.txt`.

mod component;
mod module;
mod surface;

pub use component::{Rest, RestProps};
pub use module::{
    Entry, change, confirm, entry, list_parts, load_list_parts, prefetch, set_settings, take,
    take_back, wait,
};
pub use surface::RestSurface;
