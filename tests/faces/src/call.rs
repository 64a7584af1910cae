//! A call, and those who answer it. It must never look at what a call is about.

use anyhow::Result;
use serde_json::{Value, json};

/// A function of the rules and its arguments, in the words of the JavaScript face.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Such as `validateUsername`.
    pub function: String,
    /// The arguments as a list. Those left out at the end, and those that are `null`, are absent.
    pub arguments: Value,
}

impl Call {
    /// A call of a function.
    pub fn new(function: &str, arguments: Value) -> Call {
        Call { function: function.to_owned(), arguments }
    }

    /// The call as one line of JSON.
    pub fn to_line(&self) -> String {
        json!({ "f": self.function, "a": self.arguments }).to_string()
    }
}

/// Something that answers calls.
pub trait Face: Send {
    /// Its name, for reports.
    fn name(&self) -> &'static str;

    /// The answers of these calls, in their order. An error means that the face is broken, never that a value is wrong.
    fn answers(&mut self, calls: &[Call]) -> Result<Vec<String>>;
}
