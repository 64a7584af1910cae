//! Draws the sheet in the page, in portions, in a shadow root with the style of the paper alone: no console's style reaches it.
//! It must never use markup or an inline style: a strict Content-Security-Policy forbids them.

use super::node::{Element, Node, SVG};
use super::paper::{Paper, STYLE};
use js_sys::Array;
use web_sys::{CssStyleSheet, Document, ShadowRoot, ShadowRootInit, ShadowRootMode};

/// Entries or pages that are drawn in one task.
const PORTION: usize = 25;

const SVG_SPACE: &str = "http://www.w3.org/2000/svg";

/// The page's document.
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// A style sheet that no policy forbids.
pub fn style(text: &str) -> Option<CssStyleSheet> {
    let sheet = CssStyleSheet::new().ok()?;
    sheet.replace_sync(text).ok()?;
    Some(sheet)
}

/// A shadow root with the style of the paper.
pub fn shadow(host: &web_sys::Element) -> Option<ShadowRoot> {
    let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).ok()?;
    root.set_adopted_style_sheets(&Array::of1(style(STYLE)?.as_ref()));
    Some(root)
}

fn made(document: &Document, element: &Element) -> Option<web_sys::Element> {
    let made = if SVG.contains(&element.name) {
        document.create_element_ns(Some(SVG_SPACE), element.name)
    } else {
        document.create_element(element.name)
    };
    let made = made.ok()?;
    for (name, value) in &element.attributes {
        made.set_attribute(name, value).ok()?;
    }
    for child in &element.children {
        match child {
            Node::Element(element) => add(document, &made, element)?,
            Node::Text(text) => {
                made.append_child(&document.create_text_node(text)).ok()?;
            }
        }
    }
    Some(made)
}

fn add(document: &Document, parent: &web_sys::Element, element: &Element) -> Option<()> {
    let made = made(document, element)?;
    parent.append_child(&made).ok()?;
    Some(())
}

/// The preview.
pub struct Preview {
    /// The whole sheet.
    pub frame: web_sys::Element,
    list: web_sys::Element,
    tail: Option<Element>,
    /// How many parts are drawn.
    pub drawn: usize,
}

impl Preview {
    /// A preview in an element, with its frame only. What was drawn there before is gone.
    pub fn new(host: &web_sys::Element, paper: &Paper) -> Option<Preview> {
        let document = document()?;
        let root = host.shadow_root().or_else(|| shadow(host))?;
        root.set_text_content(None);
        let (frame, list, tail) = paper.frame();
        let (frame, list) = (made(&document, &frame)?, made(&document, &list)?);
        frame.append_child(&list).ok()?;
        root.append_child(&frame).ok()?;
        Some(Preview { frame, list, tail, drawn: 0 })
    }

    /// Draws the next parts. Returns whether that was all.
    pub fn draw(&mut self, paper: &Paper) -> bool {
        let Some(document) = document() else { return true };
        let parts = paper.parts(self.drawn, PORTION);
        let is_last = parts.len() < PORTION;
        for part in &parts {
            add(&document, &self.list, part);
        }
        self.drawn += parts.len();
        if is_last && let Some(tail) = self.tail.take() {
            add(&document, &self.frame, &tail);
        }
        is_last
    }
}
