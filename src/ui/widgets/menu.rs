//! A button that opens a list of actions, by the ARIA Authoring Practices' pattern "menu button". The list stands in the top
//! layer, so no table and no dialog cuts it off. It must never decide what an action does.

mod button;
mod keys;
mod list;
mod place;

pub use button::{MenuEnd, menu_button};
pub use list::{MenuEntry, MenuList};

use super::fragment;
use yew::prelude::*;

/// Properties of [`Menu`].
#[derive(Clone, PartialEq, Properties)]
pub struct MenuProps {
    /// Accessible name of the button and of the list.
    pub label: AttrValue,
    /// The actions.
    pub entries: Vec<MenuEntry>,
}

/// A menu button with its menu.
#[derive(Default)]
pub struct Menu {
    /// Where it was opened, while it is.
    open: Option<MenuEnd>,
    button: NodeRef,
}

impl Component for Menu {
    type Message = Option<MenuEnd>;
    type Properties = MenuProps;

    fn create(_: &Context<Self>) -> Self {
        Menu::default()
    }

    fn update(&mut self, _: &Context<Self>, open: Option<MenuEnd>) -> bool {
        self.open = open;
        true
    }

    fn view(&self, scope: &Context<Self>) -> Html {
        let MenuProps { label, entries } = scope.props().clone();
        let link = scope.link();
        let toggle = link.callback(|open| open);
        let button = menu_button(&self.button, label.to_string(), self.open.is_some(), toggle);
        let list = self.open.filter(|_| !entries.is_empty()).map(|end| {
            let (button, on_close) = (self.button.clone(), link.callback(|()| None));
            html! { <MenuList {label} {entries} {end} {button} {on_close} /> }
        });
        fragment(vec![button.attr("tabindex", "0").into(), fragment(list.into_iter().collect())])
    }
}
