//! One device as a row of the table; on a narrow page the same row is a card.

use super::state::Action;
use crate::format::joined;
use crate::profile_index::{ProfileIndex, lineage_of};
use crate::shared::Shared;
use crate::widgets::{El, button, el, fragment, tag};
use host::{Device, Part};
use rules::checklist::{Lineage, Status};
use yew::prelude::*;
use yew::virtual_dom::VNode;

/// The status of a device as a coloured word.
pub fn status_badge(shared: &Shared, status: &Status) -> El {
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
        _ => shared.texts.get(code),
    };
    tag("span", class).attr("title", shared.texts.get(&format!("{code}.hint"))).text(word)
}

/// One device, as a row.
pub struct Row<'a> {
    /// The shared context.
    pub shared: &'a Shared,
    /// The device.
    pub device: &'a Device,
    /// The profiles, when they are known.
    pub profiles: Option<&'a ProfileIndex>,
    /// Whether nobody knows if the newest change of the device was made.
    pub in_doubt: bool,
    /// An action was chosen.
    pub on_action: &'a Callback<(Action, Device)>,
}

/// Draws one device.
pub fn row(props: &Row) -> Html {
    let texts = &props.shared.texts;
    let device = props.device;
    let about = joined(&[&device.model, &device.color], ", ");
    // Older hosts fill only Apple's own description.
    let about = if about.is_empty() { device.description.clone() } else { about };
    let cell = |column: &str, content: VNode| {
        let label = texts.get(&format!("devices.column.{column}"));
        el("td").attr("role", "cell").attr("data-label", label).child(content)
    };
    let head = el("th")
        .attr("role", "rowheader")
        .attr("scope", "row")
        .attr("data-label", texts.get("devices.column.device"))
        .child(tag("span", "serial").text(device.serial.clone()))
        .child(tag("span", "muted").text(about))
        .maybe(props.in_doubt.then(|| {
            let hint = texts.get("devices.in-doubt.hint");
            tag("span", "badge badge-warning")
                .attr("title", hint)
                .text(texts.get("devices.in-doubt"))
        }));
    let agent = match device.enrollment.agent_required {
        Some(true) => "devices.agent.yes",
        Some(false) => "devices.agent.no",
        None => "common.unknown",
    };
    let client = &props.shared.client;
    let offered = |part: Part, what: Action, code: &str| {
        client.offers(part).then(|| action(props, what, code))
    };
    let enrollments = client.offers(Part::Enrollment);
    let actions = tag("div", "actions")
        .maybe(offered(Part::Assignment, Action::Assign, "devices.action.assign"))
        .maybe(offered(Part::Enrollment, Action::Enrollment, "devices.action.enrollment"))
        .child(action(props, Action::Checklist, "devices.action.checklist"));
    el("tr")
        .key(device.serial.clone())
        .attr("role", "row")
        .child(head)
        .child(cell("status", status_badge(props.shared, &device.status).into()))
        .child(cell("profile", profile_cell(props)))
        .maybe(enrollments.then(|| cell("user", user_cell(props).into())))
        .maybe(enrollments.then(|| cell("agent", el("span").text(texts.get(agent)).into())))
        .child(cell("actions", actions.into()))
        .into()
}

fn action(props: &Row, action: Action, code: &str) -> El {
    let text = props.shared.texts.get(code);
    let name = format!("{text} {}", props.device.serial);
    let device = props.device.clone();
    let clicked = props.on_action.reform(move |()| (action, device.clone()));
    button("button button-small", text, clicked).attr("aria-label", name)
}

fn profile_cell(props: &Row) -> Html {
    let texts = &props.shared.texts;
    let device = props.device;
    if device.profile_uuid.is_empty() {
        return tag("span", "muted").text(texts.get("devices.profile.none")).into();
    }
    let found = lineage_of(device, props.profiles);
    let (name, superseded) = match &found {
        Lineage::Current(profile) => (profile.name.as_str(), false),
        Lineage::Superseded(Some(profile)) => (profile.name.as_str(), true),
        Lineage::Superseded(None) => (device.profile_name.as_str(), true),
        Lineage::None | Lineage::Unknown => (device.profile_name.as_str(), false),
    };
    let name = if name.is_empty() { &device.profile_uuid } else { name };
    let removed = device.status == Status::Removed;
    let mark = (superseded && !removed).then(|| {
        tag("span", "badge badge-warning")
            .attr("title", texts.get("devices.profile.superseded.hint"))
            .text(texts.get("devices.profile.superseded"))
    });
    let class = if removed { "muted" } else { "" };
    let name = tag("span", class).text(name.to_owned());
    fragment(vec![name.into(), fragment(mark.into_iter().map(VNode::from).collect())])
}

fn user_cell(props: &Row) -> El {
    let texts = &props.shared.texts;
    let enrollment = &props.device.enrollment;
    let user = enrollment.username.clone().unwrap_or_default();
    let (class, text) = match (user.is_empty(), enrollment.login_required) {
        (false, Some(true)) => ("danger", texts.fill("devices.user.both", &[("user", user)])),
        (false, Some(false) | None) => ("", user),
        (true, Some(true)) => ("", texts.get("devices.user.login")),
        (true, Some(false)) => ("muted", texts.get("devices.user.undecided")),
        (true, None) => ("muted", texts.get("common.unknown")),
    };
    tag("span", class).text(text)
}
