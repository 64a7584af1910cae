//! One device as a row of the table; on a narrow page the same row is a card.

use crate::context::Ctx;
use host::Device;
use rules::checklist::{Lineage, ProfileFacts, Status, lineage};
use yew::prelude::*;

/// What a row can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Open the assign dialog.
    Assign,
    /// Open the enrollment dialog.
    Enrollment,
    /// Open the checklist.
    Checklist,
}

/// The status of a device, in words and colour.
pub fn status_badge(ctx: &Ctx, status: &Status) -> Html {
    let (class, code) = match status {
        Status::Empty => ("badge badge-neutral", "status.empty"),
        Status::Assigned => ("badge badge-success", "status.assigned"),
        Status::Pushed => ("badge badge-info", "status.pushed"),
        Status::Removed => ("badge badge-danger", "status.removed"),
        Status::Missing => ("badge badge-warning", "status.missing"),
        Status::Other(_) => ("badge badge-warning", "status.other"),
    };
    let word = match status {
        Status::Other(word) => word.clone(),
        _ => ctx.texts.get(code),
    };
    html! { <span {class} title={ctx.texts.get(&format!("{code}.hint"))}>{ word }</span> }
}

/// One device, as a row.
pub struct Row<'a> {
    /// What all surfaces share.
    pub ctx: &'a Ctx,
    /// The device.
    pub device: &'a Device,
    /// The current profiles, when they are known.
    pub profiles: Option<&'a [ProfileFacts]>,
    /// An action was chosen.
    pub on_action: &'a Callback<(Action, Device)>,
}

/// Draws one device.
pub fn row(props: &Row) -> Html {
    let texts = &props.ctx.texts;
    let device = props.device;
    let about: Vec<&str> = [&device.description, &device.model, &device.family, &device.color]
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(String::as_str)
        .take(2)
        .collect();
    let label = |code: &str| texts.get(code);
    html! {
        <tr role="row" key={device.serial.clone()}>
            <th role="rowheader" scope="row" data-label={label("devices.column.device")}>
                <span class="serial">{ &device.serial }</span>
                <span class="muted">{ about.join(", ") }</span>
            </th>
            <td role="cell" data-label={label("devices.column.status")}>{ status_badge(props.ctx, &device.status) }</td>
            <td role="cell" data-label={label("devices.column.profile")}>{ profile_cell(props) }</td>
            <td role="cell" data-label={label("devices.column.user")}>{ user_cell(props) }</td>
            <td role="cell" data-label={label("devices.column.agent")}>
                { texts.get(if device.draft.agent_required { "devices.agent.yes" } else { "devices.agent.no" }) }
            </td>
            <td role="cell" data-label={label("devices.column.actions")}>
                <div class="actions">
                    { action(props, Action::Assign, "devices.action.assign") }
                    { action(props, Action::Enrollment, "devices.action.enrollment") }
                    { action(props, Action::Checklist, "devices.action.checklist") }
                </div>
            </td>
        </tr>
    }
}

fn action(props: &Row, action: Action, code: &str) -> Html {
    let text = props.ctx.texts.get(code);
    let name = format!("{text} {}", props.device.serial);
    let device = props.device.clone();
    let onclick = props.on_action.reform(move |_| (action, device.clone()));
    html! { <button type="button" class="button button-small" aria-label={name} {onclick}>{ text }</button> }
}

fn profile_cell(props: &Row) -> Html {
    let texts = &props.ctx.texts;
    let device = props.device;
    if device.profile_uuid.is_empty() {
        return html! { <span class="muted">{ texts.get("devices.profile.none") }</span> };
    }
    let found = lineage(&device.profile_uuid, Some(&device.profile_name), props.profiles);
    let named =
        |name: &str| if name.is_empty() { device.profile_uuid.clone() } else { name.to_owned() };
    let (name, superseded) = match &found {
        Lineage::Current(profile) => (named(&profile.name), false),
        Lineage::Superseded(Some(profile)) => (named(&profile.name), true),
        Lineage::Superseded(None) => (named(&device.profile_name), true),
        Lineage::None | Lineage::Unknown => (named(&device.profile_name), false),
    };
    let removed = device.status == Status::Removed;
    html! {
        <>
            <span class={classes!(removed.then_some("muted"))}>{ name }</span>
            if superseded && !removed {
                <span class="badge badge-warning" title={texts.get("devices.profile.superseded.hint")}>{ texts.get("devices.profile.superseded") }</span>
            }
        </>
    }
}

fn user_cell(props: &Row) -> Html {
    let texts = &props.ctx.texts;
    let draft = &props.device.draft;
    let user = draft.username.clone();
    match (user.is_empty(), draft.login_required) {
        (false, false) => html! { <span>{ user }</span> },
        (true, true) => html! { <span>{ texts.get("devices.user.login") }</span> },
        (true, false) => {
            html! { <span class="muted">{ texts.get("devices.user.undecided") }</span> }
        }
        (false, true) => {
            html! { <span class="danger">{ texts.fill("devices.user.both", &[("user", user)]) }</span> }
        }
    }
}
