//! What happens after a panic: the module is not to be used again, and every later call says so instead of running on
//! broken state. A fresh page load is the only repair.

use js_sys::{Error, Function};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    static POISON: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Prepares the module: `on_panic(message)` is called once, when the module breaks.
#[wasm_bindgen]
pub fn start(on_panic: Function) {
    yew::set_custom_panic_hook(Box::new(move |info| {
        // The message of a panic is this project's own text; it never holds what an admin typed.
        let message = info.to_string();
        POISON.with_borrow_mut(|poison| *poison = Some(message.clone()));
        let _ = on_panic.call1(&JsValue::NULL, &message.into());
    }));
}

/// Refuses to go on after a panic.
pub fn check() -> Result<(), JsValue> {
    POISON.with_borrow(|poison| match poison {
        Some(message) => Err(Error::new(message).into()),
        None => Ok(()),
    })
}
