//! Callbacks and futures that end as messages of a component. Each is one function for all components, because a closure
//! written out at every place would cost a hundred bytes each.

use crate::format::now;
use crate::news::News;
use host::Millis;
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

/// A callback for the news of a dialog above a component. The owner hears them first: it learns them also when the component
/// is gone. The component gets them with the moment.
pub fn hand_on<C: Component>(
    link: &Scope<C>,
    owner: &Callback<News>,
    make: fn(News, Millis) -> C::Message,
) -> Callback<News> {
    let (link, owner) = (link.clone(), owner.clone());
    Callback::from(move |news: News| {
        owner.emit(news.clone());
        link.send_message(make(news, now()));
    })
}
