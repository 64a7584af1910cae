//! The second module: what it brings, once for all elements of a page. It shares memory and functions with the first. It must
//! never know how it is loaded: the skin does, and natively there is only one module.

use super::surface::{RestSurface, draw};
use crate::runs::single::Single;
use crate::shared::Shared;
use crate::texts;
use std::cell::{Cell, RefCell};
use yew::{Callback, Html};

/// Draws a surface of the second module.
pub type Draw = fn(&RestSurface) -> Html;

/// Does something with a change of one device.
type OfSingle = fn(&Shared, Single);

/// What the second module brings.
#[derive(Clone, Copy)]
pub struct Entry {
    draw: Draw,
    single: OfSingle,
    texts: [&'static str; 2],
}

/// What the second module brings. Only it may reach this function.
pub fn entry() -> Entry {
    Entry { draw, single: crate::runs::on_single, texts: texts::REST }
}

thread_local! {
    static DRAW: Cell<Option<(Draw, OfSingle)>> = const { Cell::new(None) };
    static WAITING: RefCell<Vec<Callback<()>>> = const { RefCell::new(Vec::new()) };
}

/// Takes what the second module has brought.
pub fn take(Entry { draw, single, texts }: Entry) {
    if DRAW.replace(Some((draw, single))).is_none() {
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
    DRAW.get().map(|(draw, _)| draw)
}

/// Does something with a change of one device, as soon as the module is there. Without it nothing is done: the change stands, and
/// only the history lacks it.
pub fn tell(shared: &Shared, single: Single) {
    let shared = shared.clone();
    wasm_bindgen_futures::spawn_local(async move {
        if drawing().is_none() {
            (shared.rest().load)().await;
        }
        if let Some((_, of_single)) = DRAW.get() {
            of_single(&shared, single);
        }
    });
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
