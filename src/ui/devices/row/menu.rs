//! The menu of a row. It must never act upon a device: it says what was chosen.

use super::props::{RowProps, RowRequest};
use crate::assign::job::{Change, is_assigned};
use crate::clipboard;
use crate::devices::state::Msg;
use crate::panel::Start;
use crate::widgets::{MenuEnd, MenuEntry, MenuList};
use host::Part;
use yew::prelude::*;

/// What the menu is drawn from.
#[derive(Clone, PartialEq)]
pub struct RowMenuProps {
    /// Its row.
    pub row: RowProps,
    /// The entry with the focus.
    pub end: MenuEnd,
    /// The button that has opened it.
    pub button: NodeRef,
    /// It is to be closed.
    pub on_close: Callback<()>,
}

/// Draws it.
pub fn row_menu(props: RowMenuProps) -> Html {
    let RowMenuProps { row, end, button, on_close } = props;
    let (label, entries) = (row.menu_label(), entries(&row));
    html! { <MenuList {label} {entries} {end} {button} {on_close} /> }
}

fn entries(props: &RowProps) -> Vec<MenuEntry> {
    let client = &props.shared.client;
    let serial = || props.row.device.serial.clone();
    let entry = |code: &str, danger: bool, action: Callback<()>| MenuEntry {
        text: props.shared.texts.get(code).into(),
        name: Some(props.named(code).into()),
        action,
        danger,
    };
    let open = |start: Start| props.request(RowRequest::List(Msg::Open(serial(), start)));
    let mut entries = Vec::new();
    if client.offers(Part::Assignment) {
        entries.push(entry("devices.action.assign", false, open(Start::Profile)));
    }
    if client.offers(Part::Enrollment) {
        entries.push(entry("devices.action.enrollment", false, open(Start::Enrollment)));
    }
    entries.push(entry("devices.action.checklist", false, open(Start::Checklist)));
    if client.offers(Part::Assignment) && is_assigned(&props.row.device) {
        let remove = RowRequest::List(Msg::Change(serial(), Change::Remove));
        entries.push(entry("devices.action.remove", true, props.request(remove)));
    }
    let hand_over = props.request(RowRequest::HandOver(serial()));
    entries.push(entry("devices.action.hand-over", false, hand_over));
    entries.push(entry("devices.action.copy", false, copy(props)));
    entries
}

fn copy(props: &RowProps) -> Callback<()> {
    let (shared, serial) = (props.shared.clone(), props.row.device.serial.clone());
    Callback::from(move |()| {
        let (shared, serial) = (shared.clone(), serial.clone());
        wasm_bindgen_futures::spawn_local(async move {
            let done = clipboard::copy(&serial).await;
            let code = if done { "devices.notice.copied" } else { "profiles.copy-refused" };
            shared.toast(shared.texts.fill(code, &[("serial", serial)]), None);
        });
    })
}
