//! How the fields of a value are read: by name. It must never know a field.

use alloc::string::String;
use alloc::vec::Vec;

/// A value with fields. A JSON value is one; the recorder that writes `www/src/validate/shapes.ts` is another, so the
/// names and types that this crate reads stand nowhere else.
///
/// A value of another type counts as absent: the script side has reported it before it asks.
pub trait Input: Sized {
    /// A field of an object; an absent value when there is none.
    fn field(&self, name: &'static str) -> Self;
    /// Whether there is a value at all.
    fn is_there(&self) -> bool;
    /// A text.
    fn text(&self) -> Option<String>;
    /// True or false.
    fn flag(&self) -> Option<bool>;
    /// A whole number.
    fn number(&self) -> Option<u32>;
    /// The items of a list.
    fn items(&self) -> Option<Vec<Self>>;

    /// A text; empty when it is absent.
    fn text_or_empty(&self) -> String {
        self.text().unwrap_or_default()
    }

    /// A flag; false when it is absent.
    fn is_true(&self) -> bool {
        self.flag().unwrap_or_default()
    }
}
