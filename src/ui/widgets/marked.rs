//! Watches a part of the page for elements that are to be said to screen readers: those with `data-say`, which is `polite` or
//! `assertive`. Whoever draws such an element need not know who speaks. It must never speak itself.

use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit, MutationRecord, Node};
use yew::Callback;

/// The attribute of an element that is said when it comes or changes.
pub const SAY: &str = "data-say";

const MARKED: &str = "[data-say]";

/// How urgent a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// Screen readers say it when they are idle.
    Polite,
    /// Screen readers interrupt for it.
    Assertive,
}

impl Urgency {
    /// The word of ARIA.
    pub fn word(self) -> &'static str {
        match self {
            Urgency::Polite => "polite",
            Urgency::Assertive => "assertive",
        }
    }
}

/// A running watch. Dropping it ends it.
pub struct Marked {
    observer: MutationObserver,
    _heard: Closure<dyn FnMut(js_sys::Array)>,
}

impl Marked {
    /// Watches what is below `part`, and hands on each marked element that has come or changed. `None` in a page that has no
    /// observers.
    pub fn watch(part: &Node, changed: Callback<HtmlElement>) -> Option<Marked> {
        let heard = Closure::<dyn FnMut(js_sys::Array)>::new(move |records: js_sys::Array| {
            for record in records.iter().map(JsCast::unchecked_into::<MutationRecord>) {
                read(&record, &changed);
            }
        });
        let observer = MutationObserver::new(heard.as_ref().unchecked_ref()).ok()?;
        let what = MutationObserverInit::new();
        what.set_child_list(true);
        what.set_character_data(true);
        what.set_subtree(true);
        observer.observe_with_options(part, &what).ok()?;
        Some(Marked { observer, _heard: heard })
    }
}

impl Drop for Marked {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn read(record: &MutationRecord, changed: &Callback<HtmlElement>) {
    let target = record.target().and_then(|node| match node.dyn_into::<Element>() {
        Ok(element) => Some(element),
        Err(text) => text.parent_element(),
    });
    let around = target.and_then(|target| target.closest(MARKED).ok().flatten());
    let mut found: Vec<Element> = around.into_iter().collect();
    let added = record.added_nodes();
    for node in (0..added.length()).filter_map(|at| added.item(at)) {
        let Ok(element) = node.dyn_into::<Element>() else { continue };
        if let Ok(inner) = element.query_selector_all(MARKED) {
            let inner = (0..inner.length()).filter_map(|at| inner.item(at));
            found.extend(inner.filter_map(|node| node.dyn_into().ok()));
        }
        if element.has_attribute(SAY) {
            found.push(element);
        }
    }
    for element in found.into_iter().filter_map(|element| element.dyn_into().ok()) {
        changed.emit(element);
    }
}
