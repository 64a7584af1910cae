//! The second module: loaded once for all elements of a page. It shares memory and functions with the first; `cargo xtask build`
//! cuts both from one. Built for another target than the browser, there is only one. It must never show anything.

use super::surface::{RestSurface, draw};
use std::cell::{Cell, RefCell};
use web_sys::Node;
use yew::{Callback, Html};

pub use wasm_split_helpers::SplitLoaderError;

/// Draws a surface of the second module.
pub type Draw = fn(&RestSurface) -> Html;

thread_local! {
    static DRAW: Cell<Option<Draw>> = const { Cell::new(None) };
    static CARD: RefCell<Option<Callback<(), Option<Node>>>> = const { RefCell::new(None) };
}

/// Only its body is in the second module, and what the body alone reaches.
#[wasm_split_helpers::wasm_split(rest, fallible)]
fn enter() -> Result<Draw, SplitLoaderError> {
    Ok(draw as Draw)
}

/// Loads the module, unless it is there or on its way. A failed load can be tried again.
pub async fn load() -> Result<(), SplitLoaderError> {
    let draw = enter().await?;
    DRAW.set(Some(draw));
    Ok(())
}

/// Loads the module before it is needed. If that fails, whoever needs it tries again.
pub fn prefetch() {
    if loaded().is_none() {
        wasm_bindgen_futures::spawn_local(async { drop(load().await) });
    }
}

/// The way to draw a surface, once the module is loaded.
pub fn loaded() -> Option<Draw> {
    DRAW.get()
}

/// Takes the maker of the card that says why the last load has failed: the shell knows the reason, and draws the same card if
/// the first module cannot be loaded.
pub fn use_card(make: Callback<(), Option<Node>>) {
    CARD.set(Some(make));
}

/// The card that says why the last load has failed.
pub fn card() -> Option<Node> {
    CARD.with_borrow(|make| make.as_ref().and_then(|make| make.emit(())))
}
