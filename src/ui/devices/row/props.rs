//! What a row of the list is drawn from, and what it asks for. It must never draw.

use crate::devices::state::{Msg, RowState, selection};
use crate::profile_index::ProfileIndex;
use crate::shared::Shared;
use yew::prelude::*;

/// What a row asks its owner for.
#[derive(Clone, Debug, PartialEq)]
pub enum RowRequest {
    /// A message to the list.
    List(Msg),
    /// The device was reset, by the admin's word.
    ConfirmReset(String),
    /// Read the device again.
    Refresh(String),
    /// Show its hand-over sheet.
    HandOver(String),
}

impl RowRequest {
    /// The serial number that it is about; empty for the whole list.
    pub fn serial(&self) -> &str {
        match self {
            RowRequest::List(
                Msg::Open(serial, _)
                | Msg::Change(serial, _)
                | Msg::Select(selection::Msg::Toggle(serial, _)),
            )
            | RowRequest::ConfirmReset(serial)
            | RowRequest::Refresh(serial)
            | RowRequest::HandOver(serial) => serial,
            RowRequest::List(_) => "",
        }
    }
}

/// Properties of a row.
#[derive(Clone, PartialEq, Properties)]
pub struct RowProps {
    /// The shared context.
    pub shared: Shared,
    /// The device with everything that changes in its row.
    pub row: RowState,
    /// The profiles, when they are known.
    pub profiles: Option<ProfileIndex>,
    /// A button was pressed. The same callback for all rows and for ever, or every row would be drawn each time.
    pub on_request: Callback<RowRequest>,
}

impl RowProps {
    /// Asks its owner for this.
    pub fn request(&self, asked: RowRequest) -> Callback<()> {
        self.on_request.reform(move |()| asked.clone())
    }

    /// A text with the serial number behind it: the name of a control that every row has.
    pub fn named(&self, code: &str) -> String {
        let texts = &self.shared.texts;
        let params = [("action", texts.get(code)), ("item", self.row.device.serial.clone())];
        texts.fill("common.about", &params)
    }

    /// The name of its menu.
    pub fn menu_label(&self) -> String {
        let serial = self.row.device.serial.clone();
        self.shared.texts.fill("devices.action.more", &[("serial", serial)])
    }
}
