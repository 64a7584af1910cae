//! The seam between the two modules of the plugin: `cargo xtask build` cuts them at [`enter`]. Whatever only its body reaches is in
//! the second one. It must never be called but through `ui::rest` and the functions here, which say what happens without it.

use crate::interop::Request;
use js_sys::{Function, Reflect};
use std::cell::Cell;
use ui::rest_source::{Loading, RestSource};
use wasm_bindgen::prelude::*;
use wasm_split_helpers::wasm_split;
use web_sys::{HtmlElement, Node};

/// What the second module brings.
#[derive(Clone, Copy)]
struct Rest {
    surfaces: ui::rest::Entry,
    answer: fn(JsValue) -> String,
    sentences: &'static str,
    answer_setup: fn(JsValue) -> String,
    setup_sentences: &'static str,
}

thread_local! {
    static REST: Cell<Option<Rest>> = const { Cell::new(None) };
}

#[wasm_bindgen]
extern "C" {
    /// Loads the second module, unless it is there or on its way. The glue has it from the shell; see `src/xtask/split.rs`.
    #[wasm_bindgen(catch, js_name = loadRest)]
    async fn load_rest() -> Result<JsValue, JsValue>;
}

/// What the code of `#[wasm_split]` calls. The shell remembers a load, so this has neither the cell nor the lock of the macro's own
/// crate: 2 kB.
mod runtime {
    pub struct SplitLoaderError;

    pub mod rt {
        use super::SplitLoaderError;
        use std::ffi::c_void;
        use std::pin::Pin;

        pub type LoadCallbackFn = unsafe extern "C" fn(*const c_void, bool);

        pub struct LazySplitLoader;

        impl LazySplitLoader {
            pub const fn new(_: unsafe extern "C" fn(LoadCallbackFn, *const c_void)) -> Self {
                LazySplitLoader
            }
        }

        pub async fn ensure_loaded(_: Pin<&LazySplitLoader>) -> Result<(), SplitLoaderError> {
            crate::rest::load_rest().await.map(drop).map_err(|_| SplitLoaderError)
        }
    }
}

#[wasm_split(rest, fallible, wasm_split_path = runtime)]
fn enter() -> Result<Rest, runtime::SplitLoaderError> {
    let answer = |request| boundary::answer(&Request(request));
    Ok(Rest {
        surfaces: ui::rest::entry(),
        answer,
        sentences: boundary::SENTENCES,
        answer_setup: |request| boundary::setup::answer(&Request(request)),
        setup_sentences: boundary::SETUP_SENTENCES,
    })
}

fn load() -> Loading {
    Box::pin(async {
        let Ok(rest) = enter().await else { return false };
        REST.set(Some(rest));
        ui::rest::take(rest.surfaces);
        true
    })
}

/// The second module for the surfaces of an element. The shell knows why a load has failed, so the element makes the card.
pub fn source(element: &HtmlElement) -> RestSource {
    let element = element.clone();
    let card = move || {
        let make = Reflect::get(&element, &"restCard".into()).ok()?.dyn_into::<Function>().ok()?;
        make.call0(&element).ok()?.dyn_into::<Node>().ok()
    };
    RestSource { load, card: std::rc::Rc::new(card) }
}

/// Calls back when [`ask`] and [`sentences`] answer. The shell has loaded the second module before.
#[wasm_bindgen(js_name = whenAnswering)]
pub fn when_answering(done: Function) {
    wasm_bindgen_futures::spawn_local(async move {
        load().await;
        let _ = done.call0(&JsValue::NULL);
    });
}

/// Answers a request, an object that the shell made; see [`boundary::ask`].
#[wasm_bindgen]
pub fn ask(request: JsValue) -> String {
    REST.get().map_or_else(String::new, |rest| (rest.answer)(request))
}

/// The English templates of all codes but those of the import.
#[wasm_bindgen]
pub fn sentences() -> String {
    REST.get().map_or("", |rest| rest.sentences).to_owned()
}

/// Answers a request about profiles; see [`boundary::setup::answer`].
#[wasm_bindgen(js_name = askSetup)]
pub fn ask_setup(request: JsValue) -> String {
    REST.get().map_or_else(String::new, |rest| (rest.answer_setup)(request))
}

/// The English templates of the codes about profiles and the setup.
#[wasm_bindgen(js_name = setupSentences)]
pub fn setup_sentences() -> String {
    REST.get().map_or("", |rest| rest.setup_sentences).to_owned()
}
