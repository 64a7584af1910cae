//! Which modal dialogs are open, the last one on top. What is outside of the top one is inert: nobody hears or presses it. So
//! whatever speaks for the whole element moves into the top dialog. It must never open or close one.

use std::cell::RefCell;
use web_sys::{HtmlDialogElement, Node};
use yew::Callback;

#[derive(Default)]
struct Layers {
    dialogs: Vec<HtmlDialogElement>,
    watchers: Vec<(u32, Callback<()>)>,
    last_watcher: u32,
}

thread_local! {
    static LAYERS: RefCell<Layers> = RefCell::default();
}

/// A dialog was shown on top of the others.
pub fn opened(dialog: &HtmlDialogElement) {
    LAYERS.with_borrow_mut(|layers| layers.dialogs.push(dialog.clone()));
    tell();
}

/// A dialog has gone.
pub fn closed(dialog: &HtmlDialogElement) {
    LAYERS.with_borrow_mut(|layers| layers.dialogs.retain(|open| open != dialog));
    tell();
}

/// The top dialog in the same shadow root as this node.
pub fn top_beside(node: &Node) -> Option<HtmlDialogElement> {
    let root = node.get_root_node();
    LAYERS.with_borrow(|layers| {
        let mut dialogs = layers.dialogs.iter().rev();
        dialogs.find(|dialog| dialog.get_root_node() == root).cloned()
    })
}

/// Calls back after every change, until the answer is dropped.
pub fn watch(changed: Callback<()>) -> Watch {
    LAYERS.with_borrow_mut(|layers| {
        layers.last_watcher += 1;
        layers.watchers.push((layers.last_watcher, changed));
        Watch(layers.last_watcher)
    })
}

/// A running [`watch`].
pub struct Watch(u32);

impl Drop for Watch {
    fn drop(&mut self) {
        LAYERS.with_borrow_mut(|layers| layers.watchers.retain(|(number, _)| *number != self.0));
    }
}

fn tell() {
    let watchers = LAYERS.with_borrow(|layers| layers.watchers.clone());
    for (_, watcher) in watchers {
        watcher.emit(());
    }
}
