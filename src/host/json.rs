//! JSON as a value. In a browser the page's own `JSON` reads and writes the text, because a parser and a number printer would
//! make up a tenth of the plugin. Natively serde_json does, with the same results.
//!
//! Reading never panics. A text that is no JSON, nests deeper than [`DEPTH`] or holds a number beyond a double is `None`.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod native;
mod value;

pub use value::{DEPTH, Json};

impl Json {
    /// Reads a JSON text; `None` when it is none.
    pub fn parse(text: &str) -> Option<Json> {
        #[cfg(target_arch = "wasm32")]
        return browser::parse(text);
        #[cfg(not(target_arch = "wasm32"))]
        return native::parse(text);
    }

    /// Writes the value as JSON text without spaces.
    pub fn to_text(&self) -> String {
        #[cfg(target_arch = "wasm32")]
        return browser::to_text(self);
        #[cfg(not(target_arch = "wasm32"))]
        return native::to_text(self);
    }
}
