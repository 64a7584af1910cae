//! The second module: what it brings, once for all elements of a page. It shares memory and functions with the first. It must
//! never know how it is loaded: the skin does, and natively there is only one module.

use super::surface::{RestSurface, draw};
use crate::shared::Shared;
use crate::texts;
use std::cell::{Cell, RefCell};
use yew::{Callback, Html};

/// Draws a surface of the second module.
pub type Draw = fn(&RestSurface) -> Html;

/// What the second module brings.
#[derive(Clone, Copy)]
pub struct Entry {
    draw: Draw,
    texts: [&'static str; 3],
}

/// What the second module brings. Only it may reach this function.
pub fn entry() -> Entry {
    Entry { draw, texts: texts::REST }
}

thread_local! {
    static DRAW: Cell<Option<Draw>> = const { Cell::new(None) };
    static WAITING: RefCell<Vec<Callback<()>>> = const { RefCell::new(Vec::new()) };
}

/// Takes what the second module has brought.
pub fn take(Entry { draw, texts }: Entry) {
    if DRAW.replace(Some(draw)).is_none() {
        texts::learn(texts);
        for waiting in WAITING.take() {
            waiting.emit(());
        }
    }
}

/// Calls back once the module is loaded for whatever reason.
pub fn wait(callback: Callback<()>) {
    WAITING.with_borrow_mut(|waiting| waiting.push(callback));
}

/// The way to draw a surface, once the module is loaded.
pub fn drawing() -> Option<Draw> {
    DRAW.get()
}

/// Loads the module before it is needed. If that fails, whoever needs it tries again.
pub fn prefetch(shared: &Shared) {
    if drawing().is_none() {
        let loading = (shared.rest().load)();
        wasm_bindgen_futures::spawn_local(async move {
            loading.await;
        });
    }
}
