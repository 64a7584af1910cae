//! Writes JSON as `JSON.stringify` does: no spaces, keys in the order in which they are put in. It must never sort.
//!
//! The workspace's `serde_json` sorts the keys of an object, and changing that would change it for every crate.

use serde_json::Value;

/// An object that is being written.
pub struct Object(String);

impl Object {
    /// An object without keys.
    #[allow(clippy::new_without_default)] // It is only ever the beginning of a chain.
    pub fn new() -> Object {
        Object(String::from("{"))
    }

    /// Adds a value that is JSON already.
    pub fn json(mut self, key: &str, value: impl AsRef<str>) -> Object {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.push_str(&text(key));
        self.0.push(':');
        self.0.push_str(value.as_ref());
        self
    }

    /// Adds a text.
    pub fn text(self, key: &str, value: &str) -> Object {
        self.json(key, text(value))
    }

    /// Adds a number.
    pub fn number(self, key: &str, value: u32) -> Object {
        self.json(key, value.to_string())
    }

    /// Adds true or false.
    pub fn flag(self, key: &str, value: bool) -> Object {
        self.json(key, if value { "true" } else { "false" })
    }

    /// Adds something if there is something to add.
    pub fn maybe<T>(
        self,
        key: &str,
        value: Option<T>,
        add: impl FnOnce(Object, &str, T) -> Object,
    ) -> Object {
        match value {
            Some(value) => add(self, key, value),
            None => self,
        }
    }

    /// The object as text.
    pub fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// A text in quotes, escaped as `JSON.stringify` does it, which is what `serde_json` does, too.
pub fn text(value: &str) -> String {
    Value::String(value.to_owned()).to_string()
}

/// A list of values that are JSON already.
pub fn list(values: impl IntoIterator<Item = String>) -> String {
    let values: Vec<String> = values.into_iter().collect();
    format!("[{}]", values.join(","))
}

/// An object of texts.
pub fn record<K: AsRef<str>, V: AsRef<str>>(entries: &[(K, V)]) -> String {
    let add = |object: Object, (key, value): &(K, V)| object.text(key.as_ref(), value.as_ref());
    entries.iter().fold(Object::new(), add).end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_keeps_the_order_and_escapes_as_a_script_does() {
        let object = Object::new()
            .text("b", "\"\\/\u{8}\u{c}\n\r\t\u{1}\u{1f}\u{7f}\u{2028}é😀")
            .number("a", 7)
            .maybe("no", None::<&str>, Object::text)
            .maybe("yes", Some(true), Object::flag)
            .json("list", list([record(&[("k", "v")]), list([])]));
        assert_eq!(
            object.end(),
            "{\"b\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\u{7f}\u{2028}é😀\",\"a\":7,\"yes\":true,\
             \"list\":[{\"k\":\"v\"},[]]}"
        );
    }
}
