//! The checklist in a dialog of its own.

use super::view::ChecklistView;
use crate::news::News;
use crate::shared::Shared;
use crate::widgets::{Dialog, button};
use host::Device;
use yew::prelude::*;

/// The dialog "Checklist". Nothing in it waits to be saved, so it closes without asking.
pub struct ChecklistDialog {
    /// The shared context.
    pub shared: Shared,
    /// Which device.
    pub serial: AttrValue,
    /// Its record, as far as the owner knows it.
    pub device: Option<Device>,
    /// The dialog is to disappear.
    pub on_close: Callback<()>,
    /// There is news about the device.
    pub on_news: Callback<News>,
}

impl ChecklistDialog {
    /// Draws the dialog.
    pub fn view(self) -> Html {
        let texts = &self.shared.texts;
        let title = texts.fill("checklist.dialog", &[("serial", self.serial.to_string())]);
        let close = texts.get("common.close");
        let footer = button("button", close.clone(), self.on_close.clone()).html();
        html! {
            <Dialog name="checklist-dialog" {title} close_label={close} on_close={self.on_close} {footer}>
                <ChecklistView shared={self.shared.clone()} serial={self.serial} device={self.device} level={3}
                    on_news={self.on_news} />
            </Dialog>
        }
    }
}
