//! Elements by function calls. `html!` writes out the building of every element where it stands, some two hundred bytes
//! each; a call costs a tenth of that, and every page pays for the bytes. Components are still written with `html!`.

use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VNode, VTag};

/// An element being put together. No attribute may be set twice.
pub struct El(Box<Parts>);

struct Parts {
    tag: VTag,
    keys: Vec<&'static str>,
    values: Vec<Option<AttributeOrProperty>>,
}

/// Starts an element.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El(Box::new(Parts { tag: VTag::new(tag), keys: Vec::new(), values: Vec::new() }))
}

/// Starts an element of a class.
#[inline(never)]
pub fn tag(tag: &'static str, class: &'static str) -> El {
    el(tag).attr("class", class)
}

impl El {
    /// Sets an attribute.
    #[inline(never)]
    pub fn attr(self, key: &'static str, value: impl Into<AttrValue>) -> El {
        self.set(key, Some(value.into()))
    }

    #[inline(never)]
    fn set(mut self, key: &'static str, value: Option<AttrValue>) -> El {
        self.0.keys.push(key);
        self.0.values.push(value.map(AttributeOrProperty::Attribute));
        self
    }

    /// Sets an attribute that is there or not, such as `hidden`.
    #[inline(never)]
    pub fn flag(self, key: &'static str, on: bool) -> El {
        self.set(key, on.then_some(AttrValue::Static("")))
    }

    /// Sets an attribute that says `true` or `false`, as those of ARIA do.
    #[inline(never)]
    pub fn aria_bool(self, key: &'static str, on: bool) -> El {
        self.attr(key, if on { "true" } else { "false" })
    }

    /// Tells siblings apart.
    #[inline(never)]
    pub fn key(mut self, key: impl Into<Key>) -> El {
        self.0.tag.key = Some(key.into());
        self
    }

    /// Hands the element to its owner, for the focus.
    #[inline(never)]
    pub fn node(mut self, node: &NodeRef) -> El {
        self.0.tag.node_ref = node.clone();
        self
    }

    /// The text in an input field.
    #[inline(never)]
    pub fn value(mut self, value: impl Into<AttrValue>) -> El {
        self.0.tag.set_value(value.into());
        self
    }

    /// Whether a check box or radio button is ticked.
    #[inline(never)]
    pub fn checked(mut self, checked: bool) -> El {
        self.0.tag.set_checked(checked);
        self
    }

    /// Hears an event.
    #[inline(never)]
    pub fn on(mut self, what: DomEvent, heard: Callback<web_sys::Event>) -> El {
        self.0.tag.add_listener(Rc::new(On { what, heard }));
        self
    }

    /// Hears a click.
    #[inline(never)]
    pub fn click(self, clicked: Callback<()>) -> El {
        self.on(DomEvent::Click, clicked.reform(|_| ()))
    }

    /// Hears what a field holds, at one of these events.
    #[inline(never)]
    pub fn on_value(self, what: DomEvent, held: Callback<String>) -> El {
        self.on(what, held.reform(|event| value_of(&event)))
    }

    /// Adds a text.
    #[inline(never)]
    pub fn text(mut self, text: impl Into<AttrValue>) -> El {
        self.0.tag.add_child(VNode::from(yew::virtual_dom::VText::new(text.into())));
        self
    }

    /// Adds an element.
    #[inline(never)]
    pub fn child(mut self, child: impl Into<VNode>) -> El {
        self.0.tag.add_child(child.into());
        self
    }

    /// Adds a list, as one child: however long it is, its siblings keep their places.
    #[inline(never)]
    pub fn list(self, children: Vec<VNode>) -> El {
        self.child(fragment(children))
    }

    /// Adds an element that may be missing; its place stays.
    #[inline(never)]
    pub fn maybe(self, child: Option<El>) -> El {
        self.list(child.into_iter().map(VNode::from).collect())
    }

    /// Finishes the element.
    pub fn html(self) -> Html {
        self.into()
    }
}

impl From<El> for VNode {
    fn from(element: El) -> VNode {
        let Parts { mut tag, keys, values } = *element.0;
        let values = values.into_boxed_slice();
        tag.set_attributes(Attributes::Dynamic { keys: interned(keys), values });
        VNode::VTag(Rc::new(tag))
    }
}

thread_local! {
    /// Every list of attribute names that was ever used: as many as there are kinds of elements in the sources.
    static KEYS: RefCell<Vec<&'static [&'static str]>> = const { RefCell::new(Vec::new()) };
}

/// The one copy of a list of names. Yew compares attributes one by one where both lists are the same copy, and by maps
/// where they are not.
#[inline(never)]
fn interned(keys: Vec<&'static str>) -> &'static [&'static str] {
    KEYS.with_borrow_mut(|known| match known.iter().find(|list| ***list == *keys) {
        Some(list) => *list,
        None => {
            let list: &'static [&'static str] = keys.leak();
            known.push(list);
            list
        }
    })
}

/// Several nodes without an element around them.
#[inline(never)]
pub fn fragment(children: Vec<VNode>) -> Html {
    VNode::from(yew::virtual_dom::VList::with_children(children, None))
}

/// The events that the surfaces hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DomEvent {
    /// The field was left.
    Blur,
    /// A dialog is asked to go away.
    Cancel,
    /// What a field holds is settled.
    Change,
    /// A click, or the key that stands for one.
    Click,
    /// A dialog has gone.
    Close,
    /// What a field holds has changed.
    Input,
    /// A key went down.
    Key,
    /// A mouse button went down.
    MouseDown,
}

struct On {
    what: DomEvent,
    heard: Callback<web_sys::Event>,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        match self.what {
            DomEvent::Blur => ListenerKind::onblur,
            DomEvent::Cancel => ListenerKind::oncancel,
            DomEvent::Change => ListenerKind::onchange,
            DomEvent::Click => ListenerKind::onclick,
            DomEvent::Close => ListenerKind::onclose,
            DomEvent::Input => ListenerKind::oninput,
            DomEvent::Key => ListenerKind::onkeydown,
            DomEvent::MouseDown => ListenerKind::onmousedown,
        }
    }

    fn handle(&self, event: web_sys::Event) {
        self.heard.emit(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// What the field holds that an event comes from, whichever kind of field it is.
fn value_of(event: &web_sys::Event) -> String {
    // Inputs and selects both have a `value`; reading it through the one type reads it of the other too.
    let field = event.target().map(JsCast::unchecked_into::<HtmlInputElement>);
    field.map(|field| field.value()).unwrap_or_default()
}

/// The key of a keyboard event, and whether an input method is using it.
pub fn key_of(event: &web_sys::Event) -> (String, bool) {
    let key = event.unchecked_ref::<web_sys::KeyboardEvent>();
    (key.key(), key.is_composing())
}

/// Whether the check box is ticked that an event comes from.
pub fn is_checked(event: &web_sys::Event) -> bool {
    event.target().is_some_and(|target| target.unchecked_into::<HtmlInputElement>().checked())
}
