//! A text as a file that the browser saves: a table, or a page. It must never send anything.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long a browser may need until it has begun with a download, in milliseconds.
const SAVING: u32 = 60_000;

/// Lets the browser save CSV under a name. With a byte order mark, without which spreadsheets take letters for others.
pub fn save_table(name: &str, text: &str) {
    save(name, "text/csv", &["\u{feff}", text]);
}

/// Lets the browser save a page of HTML under a name.
pub fn save_page(name: &str, html: &str) {
    save(name, "text/html", &[html]);
}

fn save(name: &str, kind: &str, parts: &[&str]) {
    // A browser that makes no files has no such button either.
    let _ = try_save(name, kind, parts);
}

fn try_save(name: &str, kind: &str, parts: &[&str]) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts: js_sys::Array = parts.iter().map(|part| JsValue::from_str(part)).collect();
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document());
    let link = document.ok_or(JsValue::NULL)?.create_element("a")?;
    let link: HtmlAnchorElement = link.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    gloo_timers::callback::Timeout::new(SAVING, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}
