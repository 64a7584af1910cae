//! The browser's own `JSON`. Every value is checked for its type, because a page may have replaced `JSON` itself.

use js_sys::{Array, JSON, Object};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

use super::value::{DEPTH, Json};

pub(super) fn parse(text: &str) -> Option<Json> {
    read(&JSON::parse(text).ok()?, DEPTH)
}

pub(super) fn to_text(json: &Json) -> String {
    let text = json.to_js().and_then(|value| JSON::stringify(&value).ok());
    text.and_then(|text| JsValue::from(text).as_string()).unwrap_or_default()
}

impl Json {
    /// The value as the page's own functions expect it: plain objects and arrays.
    pub(crate) fn to_js(&self) -> Option<JsValue> {
        self.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).ok()
    }
}

fn read(value: &JsValue, depth: u32) -> Option<Json> {
    if let Some(text) = value.as_string() {
        return Some(Json::Text(text));
    }
    if let Some(number) = value.as_f64() {
        return number.is_finite().then_some(Json::Number(number));
    }
    if let Some(flag) = value.as_bool() {
        return Some(Json::Flag(flag));
    }
    if !value.is_object() {
        return value.is_null().then_some(Json::Null);
    }
    let depth = depth.checked_sub(1)?;
    if Array::is_array(value) {
        let items: &Array = value.unchecked_ref();
        return (0..items.length())
            .map(|at| read(&items.get(at), depth))
            .collect::<Option<_>>()
            .map(Json::List);
    }
    let entries = Object::entries(value.unchecked_ref());
    let entry = |at| {
        let entry: Array = entries.get(at).unchecked_into();
        Some((entry.get(0).as_string()?, read(&entry.get(1), depth)?))
    };
    (0..entries.length()).map(entry).collect::<Option<_>>().map(Json::Record)
}
