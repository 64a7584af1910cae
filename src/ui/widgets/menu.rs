//! A button that opens a list of actions, by the ARIA Authoring Practices' pattern "menu button". The list stands in the top
//! layer, so no table and no dialog cuts it off. A closed menu is its button and no other node, because a table has fifty. It
//! must never decide what an action does.

mod keys;
mod place;

use super::{DomEvent, El, button, focus_target, fragment, tag};
use crate::format::now;
use keys::Typed;
use place::Area;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;

/// One action of a [`Menu`].
#[derive(Clone, PartialEq)]
pub struct MenuEntry {
    /// Its text.
    pub text: AttrValue,
    /// Its accessible name, when the text alone does not tell what it is about. It begins with the text.
    pub name: Option<AttrValue>,
    /// What it does. The menu is closed by then, and its button has the focus.
    pub action: Callback<()>,
    /// Takes something away.
    pub danger: bool,
}

/// Properties of [`Menu`].
#[derive(Clone, PartialEq, Properties)]
pub struct MenuProps {
    /// Accessible name of the button and of the list.
    pub label: AttrValue,
    /// A name that is unique in the element, for the ids.
    pub name: AttrValue,
    /// The actions.
    pub entries: Vec<MenuEntry>,
    /// Whether the button is no stop of the Tab key, because another one leads to it.
    #[prop_or_default]
    pub is_second: bool,
}

/// What the button shows: three dots that every font has.
const DOTS: &str = "\u{2022}\u{2022}\u{2022}";

/// A menu button with its menu.
pub struct Menu {
    /// The entry with the focus, while the menu is open.
    active: Option<usize>,
    typed: Typed,
    button: NodeRef,
    list: NodeRef,
}

/// A message to a [`Menu`].
pub enum MenuMsg {
    /// The button was pressed.
    Toggle,
    /// A key went down on the button or in the list.
    Key(String),
    /// The focus left the button or an entry, for this element.
    Left(Option<Node>),
    /// An entry was chosen.
    Choose(usize),
}

impl Menu {
    fn close(&mut self) {
        self.active = None;
        if let Some(button) = self.button.cast::<HtmlElement>() {
            let _ = button.focus();
        }
    }

    /// Takes a key that [`keys::is_taken`].
    fn take_key(&mut self, props: &MenuProps, key: &str) {
        let count = props.entries.len();
        let Some(active) = self.active else {
            self.active = if key == "ArrowUp" { count.checked_sub(1) } else { Some(0) };
            return;
        };
        if matches!(key, "Escape" | "Tab") {
            return self.close();
        }
        let next = keys::moved(key, active, count).or_else(|| {
            let texts: Vec<&str> = props.entries.iter().map(|entry| &*entry.text).collect();
            self.typed.find(key, now(), active, &texts)
        });
        self.active = next.or(self.active);
    }

    /// Shows the list in the top layer, beside its button.
    fn place(&self) {
        let (Some(list), Some(button)) =
            (self.list.cast::<HtmlElement>(), self.button.cast::<HtmlElement>())
        else {
            return;
        };
        // A browser without popovers shows the list where it is.
        let _ = list.show_popover();
        let Some(window) = Area::of_window() else { return };
        let is_rtl = button.matches(":dir(rtl)").unwrap_or(false);
        let (left, top) = place::beside(Area::of(&button), Area::of(&list), window, is_rtl);
        // From the side where lines end: when the window gets narrower, the list stays on the page.
        let (side, end) = if is_rtl {
            ("left", left)
        } else {
            ("right", Area::page_width(&list) - left - Area::of(&list).width)
        };
        let style = list.style();
        // Whole pixels: the code that writes fractions is 14 kB of an uncompressed module.
        let _ = style.set_property(side, &format!("{}px", end as i32));
        let _ = style.set_property("top", &format!("{}px", top as i32));
    }

    fn list(&self, props: &MenuProps, link: &yew::html::Scope<Menu>, id: String) -> El {
        let entry = |(at, entry): (usize, &MenuEntry)| {
            let class = if entry.danger { "menu-item menu-item-danger" } else { "menu-item" };
            let name = entry.name.clone().unwrap_or_else(|| entry.text.clone());
            button(class, entry.text.to_string(), link.callback(move |()| MenuMsg::Choose(at)))
                .attr("role", "menuitem")
                .attr("tabindex", "-1")
                .attr("aria-label", name)
                .into()
        };
        tag("div", "menu-list")
            .node(&self.list)
            .attr("id", id)
            .attr("role", "menu")
            .attr("popover", "manual")
            .attr("aria-label", props.label.clone())
            .list(props.entries.iter().enumerate().map(entry).collect())
    }
}

impl Component for Menu {
    type Message = MenuMsg;
    type Properties = MenuProps;

    fn create(_: &Context<Self>) -> Self {
        Menu {
            active: None,
            typed: Typed::default(),
            button: NodeRef::default(),
            list: NodeRef::default(),
        }
    }

    fn update(&mut self, scope: &Context<Self>, msg: MenuMsg) -> bool {
        let props = scope.props();
        match msg {
            MenuMsg::Toggle if self.active.is_some() => self.close(),
            MenuMsg::Toggle => self.active = (!props.entries.is_empty()).then_some(0),
            MenuMsg::Key(key) => self.take_key(props, &key),
            MenuMsg::Left(to) => {
                let mut parts = [&self.button, &self.list].into_iter().filter_map(NodeRef::get);
                if self.active.is_none() || parts.any(|part| part.contains(to.as_ref())) {
                    return false;
                }
                self.active = None;
            }
            MenuMsg::Choose(at) => {
                self.close();
                if let Some(entry) = props.entries.get(at) {
                    entry.action.emit(());
                }
            }
        }
        true
    }

    fn view(&self, scope: &Context<Self>) -> Html {
        let props = scope.props();
        let link = scope.link();
        let id = format!("{}-menu", props.name);
        let is_open = self.active.is_some();
        // The press would take the focus from the list and so close it, and the click would open it again.
        let keep = Callback::from(move |event: Event| {
            if is_open {
                event.prevent_default();
            }
        });
        // Read at once: an event forgets its elements when it has been handed round, and the dialog around the menu must not
        // take the key as its own.
        let key = link.batch_callback(move |event: Event| {
            let key = keys::is_taken(&event, is_open)?;
            event.stop_propagation();
            if key != "Tab" {
                event.prevent_default();
            }
            Some(MenuMsg::Key(key))
        });
        let left = link.callback(|event: Event| MenuMsg::Left(focus_target(&event)));
        let button = tag("button", "icon-button dots")
            .node(&self.button)
            .attr("type", "button")
            .attr("aria-haspopup", "menu")
            .aria_bool("aria-expanded", is_open)
            .attr("aria-label", props.label.clone())
            .attr("tabindex", if props.is_second { "-1" } else { "0" })
            .on(DomEvent::MouseDown, keep)
            .on(DomEvent::Key, key.clone())
            .on(DomEvent::FocusOut, left.clone())
            .click(link.callback(|()| MenuMsg::Toggle))
            .text(DOTS);
        let list = is_open.then(|| {
            let list = self.list(props, link, id);
            list.on(DomEvent::Key, key).on(DomEvent::FocusOut, left).into()
        });
        fragment(vec![button.into(), fragment(list.into_iter().collect())])
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        let Some(active) = self.active else { return };
        let Some(list) = self.list.cast::<HtmlElement>() else { return };
        if !list.contains(focused_in(&list).as_ref()) {
            self.place();
        }
        let entry = list.children().item(active as u32);
        if let Some(entry) = entry.and_then(|entry| entry.dyn_into::<HtmlElement>().ok()) {
            let _ = entry.focus();
        }
    }
}

/// The element with the focus in the same shadow root.
fn focused_in(element: &HtmlElement) -> Option<Node> {
    let root = element.get_root_node().dyn_into::<web_sys::ShadowRoot>().ok()?;
    root.active_element().map(Node::from)
}
