//! Reads JavaScript values, the only place that does. Reading must never throw or panic: a value of the wrong type or a
//! getter that throws becomes a [`Misfit`] with its path.

use boundary::input::Input;
use js_sys::{Array, Object, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// A plain object with these properties.
pub fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in entries {
        set(&object, key, value);
    }
    object
}

/// Sets one property of an object made here.
pub fn set(object: &Object, key: &str, value: &JsValue) {
    // A fresh plain object takes any property.
    let _ = Reflect::set(object, &JsValue::from_str(key), value);
}

/// A request to the rules, or a part of one. The shell made it from what it could read, so it is a plain object. Read field by
/// field it needs no JSON reader here, which would be 1.3 kB.
pub struct Request(pub JsValue);

impl Input for Request {
    fn field(&self, name: &'static str) -> Self {
        Request(Reflect::get(&self.0, &JsValue::from_str(name)).unwrap_or_default())
    }

    fn is_there(&self) -> bool {
        !self.0.is_undefined() && !self.0.is_null()
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn flag(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn number(&self) -> Option<u32> {
        self.0.as_f64().map(|number| number as u32)
    }

    fn items(&self) -> Option<Vec<Self>> {
        Array::is_array(&self.0).then(|| Array::from(&self.0).iter().map(Request).collect())
    }
}

/// A value that could not be read: its path and the expected type.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    /// A path such as `policy.minLength`; empty for the whole value.
    pub path: String,
    /// The expected type in English: `text`, `true or false`, `a number`, `an object`, `an object of texts`.
    pub expected: &'static str,
}

/// Reads the properties of one JavaScript object and collects every misfit of the whole tree.
#[derive(Clone)]
pub struct Reader {
    value: JsValue,
    path: String,
    misfits: Rc<RefCell<Vec<Misfit>>>,
}

impl Reader {
    /// A reader of a host page's value. Anything but an object reads as an empty object, with a misfit.
    pub fn new(value: JsValue) -> Reader {
        let reader = Reader { value, path: String::new(), misfits: Rc::default() };
        if !reader.is_record() {
            reader.misfit(String::new(), "an object");
        }
        reader
    }

    /// Every misfit so far.
    pub fn misfits(&self) -> Vec<Misfit> {
        self.misfits.borrow().clone()
    }

    fn is_record(&self) -> bool {
        self.value.is_object() && !Array::is_array(&self.value)
    }

    fn misfit(&self, path: String, expected: &'static str) {
        self.misfits.borrow_mut().push(Misfit { path, expected });
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// A property; `undefined` and `null` count as absent.
    fn get(&self, key: &str, expected: &'static str) -> Option<JsValue> {
        if !self.is_record() {
            return None;
        }
        match Reflect::get(&self.value, &JsValue::from_str(key)) {
            Ok(value) if value.is_null() || value.is_undefined() => None,
            Ok(value) => Some(value),
            Err(_) => {
                self.misfit(self.path_of(key), expected);
                None
            }
        }
    }

    fn read<T>(
        &self,
        key: &str,
        expected: &'static str,
        read: impl FnOnce(&JsValue) -> Option<T>,
    ) -> Option<T> {
        let value = self.get(key, expected)?;
        let read = read(&value);
        if read.is_none() {
            self.misfit(self.path_of(key), expected);
        }
        read
    }

    /// A text.
    pub fn text(&self, key: &str) -> Option<String> {
        self.read(key, "text", JsValue::as_string)
    }

    /// A flag.
    pub fn flag(&self, key: &str) -> Option<bool> {
        self.read(key, "true or false", JsValue::as_bool)
    }

    /// A whole number from 0 up.
    pub fn number(&self, key: &str) -> Option<u32> {
        self.read(key, "a number", |value| {
            value.as_f64().filter(|number| *number >= 0.0).map(|number| number as u32)
        })
    }

    /// A record of texts.
    pub fn pairs(&self, key: &str) -> Option<Vec<(String, String)>> {
        self.read(key, "an object of texts", pairs)
    }

    /// An object.
    pub fn record(&self, key: &str) -> Option<Reader> {
        let inner = |value: &JsValue| Reader {
            value: value.clone(),
            path: self.path_of(key),
            ..self.clone()
        };
        self.read(key, "an object", |value| Some(inner(value)).filter(Reader::is_record))
    }
}

/// The entries of a record of texts; `None` for anything else.
pub fn pairs(value: &JsValue) -> Option<Vec<(String, String)>> {
    if !value.is_object() {
        return None;
    }
    let entry = |key: JsValue| {
        let value = Reflect::get(value, &key).ok()?;
        Some((key.as_string()?, value.as_string()?))
    };
    Reflect::own_keys(value).ok()?.iter().map(entry).collect()
}
