//! The files that an event brings. It must never look into them.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// The files that were chosen, or dropped.
pub fn of(event: &web_sys::Event) -> Vec<Blob> {
    let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).unwrap_or_default();
    let owner = match event.type_().as_str() {
        "drop" => get(event, "dataTransfer"),
        _ => event.target().map(JsValue::from).unwrap_or_default(),
    };
    let files = get(&owner, "files");
    if !files.is_object() {
        return Vec::new();
    }
    Array::from(&files).iter().map(JsCast::unchecked_into).collect()
}

/// What is in a file; `None` if the browser cannot read it.
pub async fn read(file: Blob) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
