//! The surfaces of the second module. Everything here but `draw` is in the first one, so it must never touch a component.

use crate::bulk::{End, PlanDialog, PlanProps};
use crate::checklist::{ChecklistProps, ChecklistView};
use crate::devices::{RowMenuProps, SettingsProps, row_menu, settings_form};
use crate::enrollment::CloseReason;
use crate::handover::{Sheet, SheetProps};
use crate::imports::{ImportProps, ImportTab};
use crate::panel::{DevicePanel, Frame, PanelProps};
use crate::profiles::{ProfilesTab, ProfilesTabProps};
use crate::runs::{Place, RunsProps, RunsView};
use crate::shared::Shared;
use yew::prelude::*;

/// A surface of the second module, with its properties.
#[derive(Clone, PartialEq)]
pub enum RestSurface {
    /// The device panel.
    Panel(PanelProps),
    /// The stand-alone checklist.
    Checklist(ChecklistProps),
    /// The profiles.
    Profiles(ProfilesTabProps),
    /// The plan for the selected devices.
    Bulk(PlanProps),
    /// The hand-over sheet.
    Sheet(SheetProps),
    /// The import of a file.
    Import(ImportProps),
    /// The runs: their strip, or their tab.
    Runs(RunsProps),
    /// The settings of the list.
    Settings(SettingsProps),
    /// The menu of a row.
    RowMenu(RowMenuProps),
}

/// Draws a surface. Only the second module reaches this function. Every run starts on a surface, so from here on its host is
/// the one of the runs.
pub fn draw(surface: &RestSurface) -> Html {
    surface.shared().serve_runs();
    match surface.clone() {
        RestSurface::Panel(props) => html! { <DevicePanel ..props /> },
        RestSurface::Checklist(props) => html! { <ChecklistView ..props /> },
        RestSurface::Profiles(props) => html! { <ProfilesTab ..props /> },
        RestSurface::Bulk(props) => html! { <PlanDialog ..props /> },
        RestSurface::Sheet(props) => html! { <Sheet ..props /> },
        RestSurface::Import(props) => html! { <ImportTab ..props /> },
        RestSurface::Runs(props) => html! { <RunsView ..props /> },
        RestSurface::Settings(props) => settings_form(&props),
        RestSurface::RowMenu(props) => row_menu(props),
    }
}

/// The dialog that stands in for a surface until it can be drawn.
pub struct Stand {
    /// Its classes, as the surface has them.
    pub class: &'static str,
    /// Its name.
    pub label: String,
    /// It was closed.
    pub on_close: Callback<()>,
}

impl RestSurface {
    /// The shared context.
    pub fn shared(&self) -> &Shared {
        match self {
            RestSurface::Panel(props) => &props.shared,
            RestSurface::Checklist(props) => &props.shared,
            RestSurface::Profiles(props) => &props.shared,
            RestSurface::Bulk(props) => &props.shared,
            RestSurface::Sheet(props) => &props.shared,
            RestSurface::Import(props) => &props.shared,
            RestSurface::Runs(props) => &props.shared,
            RestSurface::Settings(props) => &props.shared,
            RestSurface::RowMenu(props) => &props.row.shared,
        }
    }

    /// Whether it can wait until the module is there for another reason: nobody sees that it is missing.
    pub fn can_wait(&self) -> bool {
        matches!(self, RestSurface::Runs(RunsProps { place: Place::Strip(_), .. }))
    }

    /// The dialog in its place, if it is one itself.
    pub fn stand(&self) -> Option<Stand> {
        let texts = &self.shared().texts;
        let (class, label, on_close) = match self {
            RestSurface::Panel(props) => {
                let (class, code, on_close) = match &props.frame {
                    Frame::Panel => {
                        ("dialog dialog-side panel", "panel.title", props.on_close.clone())
                    }
                    Frame::Dialog(closed) => (
                        "dialog panel panel-dialog",
                        "enrollment.title",
                        closed.reform(|()| CloseReason::Cancelled),
                    ),
                };
                (class, texts.fill(code, &[("serial", props.serial.to_string())]), on_close)
            }
            RestSurface::Bulk(props) => {
                ("dialog", props.batch.title(&props.shared), props.on_end.reform(|()| End::Closed))
            }
            RestSurface::Sheet(props) => {
                ("dialog handover", texts.get("handover.title"), props.on_close.clone())
            }
            RestSurface::RowMenu(props) => {
                ("dialog", props.row.menu_label(), props.on_close.clone())
            }
            RestSurface::Checklist(_)
            | RestSurface::Profiles(_)
            | RestSurface::Import(_)
            | RestSurface::Runs(_)
            | RestSurface::Settings(_) => return None,
        };
        Some(Stand { class, label, on_close })
    }
}
