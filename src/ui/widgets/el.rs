//! Elements by function calls. `html!` inlines the construction of every element, some 200 bytes each; a call costs a tenth
//! of that, which saves 45 kB of the module. Components are still written with `html!`. No attribute may be set twice.

use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, HtmlInputElement, Node};
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VNode, VTag};

/// An element under construction.
pub struct El(Box<Parts>);

struct Parts {
    tag: VTag,
    children: Vec<VNode>,
    keys: Vec<&'static str>,
    values: Vec<Option<AttributeOrProperty>>,
}

/// Starts an element without a class.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    let tag = VTag::new(tag);
    El(Box::new(Parts { tag, children: Vec::new(), keys: Vec::new(), values: Vec::new() }))
}

/// Starts an element with a class.
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
        debug_assert!(!self.0.keys.contains(&key), "the attribute `{key}` is set twice");
        self.0.keys.push(key);
        self.0.values.push(value.map(AttributeOrProperty::Attribute));
        self
    }

    /// Sets an attribute that is present or absent, such as `hidden`.
    #[inline(never)]
    pub fn flag(self, key: &'static str, on: bool) -> El {
        self.set(key, on.then_some(AttrValue::Static("")))
    }

    /// Sets an attribute to `true` or `false`, as ARIA wants it.
    #[inline(never)]
    pub fn aria_bool(self, key: &'static str, on: bool) -> El {
        self.attr(key, if on { "true" } else { "false" })
    }

    /// Sets the key by which Yew tells siblings apart.
    #[inline(never)]
    pub fn key(mut self, key: impl Into<Key>) -> El {
        self.0.tag.key = Some(key.into());
        self
    }

    /// Binds the element to its owner's handle, for the focus.
    #[inline(never)]
    pub fn node(mut self, node: &NodeRef) -> El {
        self.0.tag.node_ref = node.clone();
        self
    }

    /// Sets the text in an input field.
    #[inline(never)]
    pub fn value(mut self, value: impl Into<AttrValue>) -> El {
        self.0.tag.set_value(value.into());
        self
    }

    /// Ticks a check box or radio button, or not.
    #[inline(never)]
    pub fn checked(mut self, checked: bool) -> El {
        self.0.tag.set_checked(checked);
        self
    }

    /// Shows a check box as neither ticked nor unticked. No attribute does that, so it is a property.
    #[inline(never)]
    pub fn mixed(mut self, mixed: bool) -> El {
        self.0.keys.push("indeterminate");
        self.0.values.push(Some(AttributeOrProperty::Property(JsValue::from(mixed))));
        self
    }

    /// Listens to an event.
    #[inline(never)]
    pub fn on(mut self, event: DomEvent, handler: Callback<web_sys::Event>) -> El {
        self.0.tag.add_listener(Rc::new(On { event, handler }));
        self
    }

    /// Listens to clicks.
    #[inline(never)]
    pub fn click(self, clicked: Callback<()>) -> El {
        self.on(DomEvent::Click, clicked.reform(|_| ()))
    }

    /// Listens to an event of a field, for the text in it.
    #[inline(never)]
    pub fn on_value(self, event: DomEvent, handler: Callback<String>) -> El {
        self.on(event, handler.reform(|event| value_of(&event)))
    }

    /// Adds a text.
    #[inline(never)]
    pub fn text(mut self, text: impl Into<AttrValue>) -> El {
        self.0.children.push(VNode::from(yew::virtual_dom::VText::new(text.into())));
        self
    }

    /// Adds an element.
    #[inline(never)]
    pub fn child(mut self, child: impl Into<VNode>) -> El {
        self.0.children.push(child.into());
        self
    }

    /// Adds a list, as one child: however long it is, its siblings keep their places.
    #[inline(never)]
    pub fn list(self, children: Vec<VNode>) -> El {
        self.child(fragment(children))
    }

    /// Adds an element that may be missing. Its place among the siblings stays.
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
        let Parts { mut tag, children, keys, values } = *element.0;
        let values = values.into_boxed_slice();
        tag.set_attributes(Attributes::Dynamic { keys: interned(keys), values });
        if let Some(place) = tag.children_mut().filter(|_| !children.is_empty()) {
            *place = fragment(children);
        }
        VNode::VTag(Rc::new(tag))
    }
}

thread_local! {
    /// Every list of attribute names that was ever used: as many as there are kinds of elements in the sources.
    static KEYS: RefCell<Vec<&'static [&'static str]>> = const { RefCell::new(Vec::new()) };
}

/// The one copy of a list of names. Yew compares attributes one by one if both lists are the same copy, else by maps.
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

/// An option of a list to choose from. It is chosen by the property, because the attribute has no effect any more once somebody
/// has chosen by hand.
#[inline(never)]
pub fn option(value: impl Into<AttrValue>, text: impl Into<AttrValue>, is_chosen: bool) -> Html {
    let mut option = el("option").attr("value", value);
    option.0.keys.push("selected");
    option.0.values.push(Some(AttributeOrProperty::Property(JsValue::from(is_chosen))));
    option.text(text).into()
}

/// Several nodes without an element around them.
#[inline(never)]
pub fn fragment(children: Vec<VNode>) -> Html {
    VNode::from(yew::virtual_dom::VList::with_children(children, None))
}

/// The events that the surfaces listen to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DomEvent {
    /// The field was left.
    Blur,
    /// A dialog is asked to close.
    Cancel,
    /// The value of a field was committed.
    Change,
    /// A click, or the key that does the same.
    Click,
    /// A dialog has closed.
    Close,
    /// Something is dragged over it.
    DragOver,
    /// Something was dropped on it.
    Drop,
    /// The focus has left an element inside.
    FocusOut,
    /// The value of a field has changed.
    Input,
    /// A key went down.
    Key,
    /// A mouse button went down.
    MouseDown,
    /// A form is sent.
    Submit,
}

struct On {
    event: DomEvent,
    handler: Callback<web_sys::Event>,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        match self.event {
            DomEvent::Blur => ListenerKind::onblur,
            DomEvent::Cancel => ListenerKind::oncancel,
            DomEvent::Change => ListenerKind::onchange,
            DomEvent::Click => ListenerKind::onclick,
            DomEvent::Close => ListenerKind::onclose,
            DomEvent::DragOver => ListenerKind::ondragover,
            DomEvent::Drop => ListenerKind::ondrop,
            DomEvent::FocusOut => ListenerKind::onfocusout,
            DomEvent::Input => ListenerKind::oninput,
            DomEvent::Key => ListenerKind::onkeydown,
            DomEvent::MouseDown => ListenerKind::onmousedown,
            DomEvent::Submit => ListenerKind::onsubmit,
        }
    }

    fn handle(&self, event: web_sys::Event) {
        self.handler.emit(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// The text in the field that an event comes from.
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

/// Whether the Shift key was held at a keyboard or pointer event, and whether the event is a click by the keyboard.
pub fn shift_of(event: &web_sys::Event) -> (bool, bool) {
    // Pointer and keyboard events both have it; reading it through the one type reads it of the other too.
    let shift = event.unchecked_ref::<web_sys::MouseEvent>().shift_key();
    (shift, event.unchecked_ref::<web_sys::UiEvent>().detail() == 0)
}

/// The element that the focus goes to from another one. It is read at once: an event forgets its elements when it has been
/// handed round.
pub fn focus_target(event: &web_sys::Event) -> Option<Node> {
    let target = event.unchecked_ref::<web_sys::FocusEvent>().related_target();
    target.and_then(|target| target.dyn_into().ok())
}

/// Puts the focus on an element, if it is there.
pub fn focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Whether the check box that an event comes from is ticked.
pub fn is_checked(event: &web_sys::Event) -> bool {
    event.target().is_some_and(|target| target.unchecked_into::<HtmlInputElement>().checked())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_keep_their_order_and_their_absence() {
        let VNode::VTag(made) = VNode::from(tag("p", "note").flag("hidden", false).attr("id", "x"))
        else {
            panic!("an element")
        };
        let Attributes::Dynamic { keys, values } = &made.attributes else { panic!("dynamic") };
        assert_eq!(*keys, ["class", "hidden", "id"]);
        assert!(values[1].is_none() && values[2].is_some());
    }

    #[test]
    #[should_panic(expected = "the attribute `class` is set twice")]
    fn an_attribute_that_is_set_twice_is_found_in_debug_builds() {
        let _ = tag("p", "note").attr("class", "other");
    }
}
