//! The list of an open menu. It must never decide what an action does.

use super::button::MenuEnd;
use super::keys::{self, Typed};
use super::place::{self, Area};
use crate::format::now;
use crate::widgets::{DomEvent, button, focus, focus_target, tag};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;

/// One action of a menu.
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

/// Properties of [`MenuList`].
#[derive(Clone, PartialEq, Properties)]
pub struct MenuListProps {
    /// Accessible name of the list.
    pub label: AttrValue,
    /// The actions.
    pub entries: Vec<MenuEntry>,
    /// Which of them has the focus first.
    pub end: MenuEnd,
    /// The button that has opened it.
    pub button: NodeRef,
    /// It is to be closed. Unless the focus went elsewhere, the button has it by then.
    pub on_close: Callback<()>,
}

/// The actions of an open menu.
pub struct MenuList {
    /// The entry with the focus.
    active: usize,
    typed: Typed,
    list: NodeRef,
}

/// A message to a [`MenuList`].
pub enum MenuMsg {
    /// A key went down.
    Key(String),
    /// The focus left an entry, for this element.
    Left(Option<Node>),
    /// An entry was chosen.
    Choose(usize),
}

impl MenuList {
    /// Takes a key that [`keys::is_taken`].
    fn take_key(&mut self, props: &MenuListProps, key: &str) {
        if matches!(key, "Escape" | "Tab") {
            return close(props);
        }
        let next = keys::moved(key, self.active, props.entries.len()).or_else(|| {
            let texts: Vec<&str> = props.entries.iter().map(|entry| &*entry.text).collect();
            self.typed.find(key, now(), self.active, &texts)
        });
        self.active = next.unwrap_or(self.active);
    }
}

/// Shows the list in the top layer, beside its button.
fn place(list: &HtmlElement, button: &NodeRef) {
    let Some(button) = button.cast::<HtmlElement>() else { return };
    // A browser without popovers shows the list where it is.
    let _ = list.show_popover();
    let Some(window) = Area::of_window() else { return };
    let is_rtl = button.matches(":dir(rtl)").unwrap_or(false);
    let (left, top) = place::beside(Area::of(&button), Area::of(list), window, is_rtl);
    // From the side where lines end: when the window gets narrower, the list stays on the page.
    let (side, end) = if is_rtl {
        ("left", left)
    } else {
        ("right", Area::page_width(list) - left - Area::of(list).width)
    };
    let style = list.style();
    // Whole pixels: the code that writes fractions is 14 kB of an uncompressed module.
    let _ = style.set_property(side, &format!("{}px", end as i32));
    let _ = style.set_property("top", &format!("{}px", top as i32));
}

/// Gives the focus back to the button.
fn close(props: &MenuListProps) {
    focus(&props.button);
    props.on_close.emit(());
}

impl Component for MenuList {
    type Message = MenuMsg;
    type Properties = MenuListProps;

    fn create(scope: &Context<Self>) -> Self {
        let active = match scope.props().end {
            MenuEnd::First => 0,
            MenuEnd::Last => scope.props().entries.len().saturating_sub(1),
        };
        MenuList { active, typed: Typed::default(), list: NodeRef::default() }
    }

    fn update(&mut self, scope: &Context<Self>, msg: MenuMsg) -> bool {
        let props = scope.props();
        match msg {
            MenuMsg::Key(key) => self.take_key(props, &key),
            MenuMsg::Left(to) => {
                let mut parts = [&props.button, &self.list].into_iter().filter_map(NodeRef::get);
                if !parts.any(|part| part.contains(to.as_ref())) {
                    props.on_close.emit(());
                }
                return false;
            }
            MenuMsg::Choose(at) => {
                close(props);
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
        // Read at once: an event forgets its elements when it has been handed round, and the dialog around the menu must not
        // take the key as its own.
        let key = link.batch_callback(|event: Event| {
            let key = keys::is_taken(&event)?;
            event.stop_propagation();
            if key != "Tab" {
                event.prevent_default();
            }
            Some(MenuMsg::Key(key))
        });
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
            .attr("role", "menu")
            .attr("popover", "manual")
            .attr("aria-label", props.label.clone())
            .on(DomEvent::Key, key)
            .on(DomEvent::FocusOut, link.callback(|event| MenuMsg::Left(focus_target(&event))))
            .list(props.entries.iter().enumerate().map(entry).collect())
            .into()
    }

    fn rendered(&mut self, scope: &Context<Self>, is_first: bool) {
        let Some(list) = self.list.cast::<HtmlElement>() else { return };
        if is_first {
            place(&list, &scope.props().button);
        }
        let entry = list.children().item(self.active as u32);
        if let Some(entry) = entry.and_then(|entry| entry.dyn_into::<HtmlElement>().ok()) {
            let _ = entry.focus();
        }
    }
}
