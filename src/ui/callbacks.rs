//! Callbacks and futures that end as messages of a component. Each is one function for all components, because a closure
//! written out at every place would cost a hundred bytes each.

use std::future::Future;
use std::pin::Pin;
use yew::html::Scope;
use yew::{Callback, Component};

/// Sends a component the message that a future comes to. Boxed, because each future's own type would cost kilobytes.
pub fn later<C: Component>(link: &Scope<C>, message: Pin<Box<dyn Future<Output = C::Message>>>) {
    let link = link.clone();
    wasm_bindgen_futures::spawn_local(async move { link.send_message(message.await) });
}

/// A callback that sends a component always the same message.
#[inline(never)]
pub fn press<C: Component>(link: &Scope<C>, message: fn() -> C::Message) -> Callback<()> {
    link.callback(move |()| message())
}

/// A callback that sends a component a message made of the value that it is given.
#[inline(never)]
pub fn give<C: Component, T: 'static>(link: &Scope<C>, make: fn(T) -> C::Message) -> Callback<T> {
    link.callback(make)
}
