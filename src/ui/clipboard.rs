//! The clipboard of the browser. It must never be read.

use wasm_bindgen_futures::JsFuture;

/// Puts a text into the clipboard; `false` where the page may not.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Only secure pages have a clipboard at all; asking for it elsewhere would throw.
    if !window.is_secure_context() {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}
