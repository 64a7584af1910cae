//! Stops the module after a panic. Every later call must throw instead of running on inconsistent state. Only a page reload
//! helps.

use js_sys::{Error, Function};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    static POISON: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Prepares the module. `on_panic(message)` is called once, if the module panics. `journal` keeps what runs write down.
#[wasm_bindgen]
pub fn start(on_panic: Function, journal: JsValue) {
    crate::reserve();
    ui::runs::use_journal(journal);
    yew::set_custom_panic_hook(Box::new(move |info| {
        // A panic message is this project's own text, so it never contains an admin's input.
        let message = info.to_string();
        POISON.with_borrow_mut(|poison| *poison = Some(message.clone()));
        let _ = on_panic.call1(&JsValue::NULL, &message.into());
    }));
}

/// Fails with the panic's message after a panic.
pub fn check() -> Result<(), JsValue> {
    POISON.with_borrow(|poison| match poison {
        Some(message) => Err(Error::new(message).into()),
        None => Ok(()),
    })
}
