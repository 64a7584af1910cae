//! The checklist in a dialog of its own.

use super::view::ChecklistView;
use crate::context::Ctx;
use crate::widgets::Dialog;
use host::Device;
use rules::Draft;
use yew::prelude::*;

/// Properties of [`ChecklistDialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct ChecklistDialogProps {
    /// What all surfaces share.
    pub ctx: Ctx,
    /// Which device.
    pub serial: AttrValue,
    /// Its record, as far as the owner knows it.
    #[prop_or_default]
    pub device: Option<Device>,
    /// The dialog is to disappear.
    pub on_close: Callback<()>,
    /// The record was read and may differ from before.
    #[prop_or_default]
    pub on_device: Callback<Device>,
    /// An enrollment was saved on the way.
    #[prop_or_default]
    pub on_saved: Callback<Draft>,
}

/// The dialog "Checklist". Nothing in it waits to be saved, so it closes without asking.
#[component]
pub fn ChecklistDialog(props: &ChecklistDialogProps) -> Html {
    let texts = &props.ctx.texts;
    let title = texts.fill("checklist.dialog", &[("serial", props.serial.to_string())]);
    let close = texts.get("common.close");
    let footer = html! {
        <button type="button" class="button" onclick={props.on_close.reform(|_| ())}>{ &close }</button>
    };
    html! {
        <Dialog name="checklist-dialog" {title} close_label={close} on_close={props.on_close.reform(|_| ())} {footer}>
            <ChecklistView ctx={props.ctx.clone()} serial={props.serial.clone()} device={props.device.clone()} level={3}
                on_device={props.on_device.clone()} on_saved={props.on_saved.clone()} />
        </Dialog>
    }
}
