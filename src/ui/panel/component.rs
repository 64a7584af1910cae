//! The device panel.

use super::props::{PanelProps, Start};
use crate::assign::AssignDialog;
use crate::checklist::ChecklistDialog;
use crate::enrollment::EnrollmentDialog;
use yew::prelude::*;

/// The device panel.
pub struct DevicePanel;

impl Component for DevicePanel {
    type Message = ();
    type Properties = PanelProps;

    fn create(_: &Context<Self>) -> Self {
        DevicePanel
    }

    fn view(&self, scope: &Context<Self>) -> Html {
        let PanelProps { shared, serial, device, start, on_close, on_news, .. } =
            scope.props().clone();
        match (start, device) {
            (Start::Profile, Some(device)) => html! {
                <AssignDialog {shared} {device} {on_close} {on_news} />
            },
            (Start::Checklist, device) => {
                ChecklistDialog { shared, serial, device, on_close, on_news }.view()
            }
            (_, device) => html! {
                <EnrollmentDialog {shared} {serial} {device} on_close={on_close.reform(|_| ())} {on_news} />
            },
        }
    }
}
