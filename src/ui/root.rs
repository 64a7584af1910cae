//! What stands in the shadow root of an element: one of the surfaces, or nothing while the root waits to be used again.

use crate::checklist::ChecklistView;
use crate::context::Ctx;
use crate::enrollment::{Closed, EnrollmentDialog};
use crate::page::{Page, Tab};
use yew::prelude::*;

/// What an element shows.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Surface {
    /// Nothing: the root is in the pool.
    #[default]
    Idle,
    /// `<dep-enroll>`.
    Page(Tab),
    /// `<dep-enroll-dialog>`, open for this serial.
    Dialog(String),
    /// `<dep-enroll-checklist>` for this serial.
    Checklist(String),
}

/// Properties of [`Root`].
#[derive(Clone, PartialEq, Properties)]
pub struct RootProps {
    /// What all surfaces share; absent only while idle.
    pub ctx: Option<Ctx>,
    /// What to show.
    pub surface: Surface,
    /// Grows with every new use of the root, so that nothing of the last use is kept.
    pub generation: u32,
    /// The dialog has closed.
    pub on_closed: Callback<Closed>,
}

/// The root of every mounted element.
#[component]
pub fn Root(props: &RootProps) -> Html {
    let Some(ctx) = props.ctx.clone() else { return html! {} };
    let key = props.generation.to_string();
    // Stand-alone surfaces have no list to keep up to date: the events tell the host page.
    match &props.surface {
        Surface::Idle => html! {},
        Surface::Page(tab) => html! { <Page {key} {ctx} tab={*tab} /> },
        Surface::Dialog(serial) => html! {
            <EnrollmentDialog key={format!("{key} {serial}")} {ctx} serial={serial.clone()} on_close={props.on_closed.clone()}
                on_saved={Callback::noop()} on_device={Callback::noop()} />
        },
        Surface::Checklist(serial) => html! {
            <ChecklistView key={format!("{key} {serial}")} {ctx} serial={serial.clone()} on_saved={Callback::noop()} on_device={Callback::noop()} />
        },
    }
}
