//! Where the second module comes from; [`crate::rest`] is what is in it. It must never know a surface.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use web_sys::Node;

/// A load under way, and whether it has succeeded.
pub type Loading = Pin<Box<dyn Future<Output = bool>>>;

/// Where the second module comes from.
pub struct RestSource {
    /// Loads it, unless it is there or on its way, and hands what it brings to [`crate::rest::take`]. A failed load can be tried
    /// again.
    pub load: fn() -> Loading,
    /// Makes the card that says why the last load has failed, the same as for the first module.
    pub card: Rc<dyn Fn() -> Option<Node>>,
}
