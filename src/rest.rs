//! The second module, as the shell sees it: what `ui::rest` needs to know of it. It must never load anything.

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::Node;
use yew::Callback;

/// Takes the function that makes the card of a failed load of the second module, an element.
#[wasm_bindgen(js_name = useRestCard)]
pub fn use_rest_card(make: Function) {
    let make = move |()| make.call0(&JsValue::NULL).ok()?.dyn_into::<Node>().ok();
    ui::rest::use_card(Callback::from(make));
}
