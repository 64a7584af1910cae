//! The printer: a copy of the sheet beside everything else in the page's body, which is seen on paper and nowhere else. The sheet
//! itself stands in a dialog in a shadow root, from where nothing can hide the page around it. It must never print by itself.

use super::draw::{Preview, document, shadow, style};
use js_sys::{Array, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Document};
use yew::Callback;

/// What marks the copy for the printer.
const MARK: &str = "data-dep-paper";

/// On paper only the copy is seen, whatever the page is laid out like; on the screen it is not.
const ALONE: &str = "
@media print {
  @page { margin: 14mm; }
  html, body { display: block !important; position: static !important; width: auto !important; height: auto !important;
    min-height: 0 !important; max-height: none !important; margin: 0 !important; padding: 0 !important; border: 0 !important;
    overflow: visible !important; background: #fff !important; }
  body::before, body::after, body > :not([data-dep-paper]) { display: none !important; }
}
@media not print { [data-dep-paper] { display: none !important; } }";

/// The copy for the printer, as long as this lives.
pub struct PrintCopy {
    host: web_sys::Element,
    alone: CssStyleSheet,
}

impl PrintCopy {
    /// A copy of what the preview shows.
    pub fn new(preview: &Preview, language: &str, direction: &str) -> Option<PrintCopy> {
        let document = document()?;
        let host = document.create_element("div").ok()?;
        for (name, value) in [(MARK, ""), ("lang", language), ("dir", direction)] {
            host.set_attribute(name, value).ok()?;
        }
        let root = shadow(&host)?;
        root.append_child(&preview.frame.clone_node_with_deep(true).ok()?).ok()?;
        let alone = style(ALONE)?;
        adopt(&document, &adopted(&document)?.concat(&Array::of1(&alone)));
        let copy = PrintCopy { host, alone };
        document.body()?.append_child(&copy.host).ok()?;
        Some(copy)
    }
}

impl Drop for PrintCopy {
    fn drop(&mut self) {
        self.host.remove();
        let Some(document) = document() else { return };
        let Some(sheets) = adopted(&document) else { return };
        let own: &JsValue = self.alone.as_ref();
        let rest = sheets.filter(&mut |sheet, _, _| sheet != *own);
        adopt(&document, &rest);
    }
}

const SHEETS: &str = "adoptedStyleSheets";

/// The constructed style sheets of the page itself.
fn adopted(document: &Document) -> Option<Array> {
    Reflect::get(document, &SHEETS.into()).ok()?.dyn_into().ok()
}

fn adopt(document: &Document, sheets: &Array) {
    // The browser has the property, because it was read before.
    let _ = Reflect::set(document, &SHEETS.into(), sheets);
}

/// Hears that the browser is about to print, however that was asked for, for as long as this lives.
pub struct Printing(Closure<dyn Fn()>);

const EVENT: &str = "beforeprint";

impl Printing {
    /// Calls back each time.
    pub fn watch(tell: Callback<()>) -> Option<Printing> {
        let closure = Closure::<dyn Fn()>::new(move || tell.emit(()));
        let window = web_sys::window()?;
        window.add_event_listener_with_callback(EVENT, closure.as_ref().unchecked_ref()).ok()?;
        Some(Printing(closure))
    }
}

impl Drop for Printing {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            // A listener that cannot be removed is one that was never added.
            let _ =
                window.remove_event_listener_with_callback(EVENT, self.0.as_ref().unchecked_ref());
        }
    }
}
