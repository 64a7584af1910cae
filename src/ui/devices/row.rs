//! One device as a row of the table; on a narrow page the same row is an entry of a list. A row whose device, verdict and
//! marks are the same is not drawn again. It must never decide a rule.

mod menu;
mod props;

pub use menu::{RowMenuProps, row_menu};
pub use props::{RowProps, RowRequest};

use super::boxes::{Held, row_box};
use super::fix::{RowFix, row_fix};
use super::state::{Msg, selection};
use crate::assign::job::Change;
use crate::assign::notes;
use crate::format::{joined, now};
use crate::notices::error_sentence;
use crate::panel::Start;
use crate::profile_index::lineage_of;
use crate::rest::{Rest, RestSurface};
use crate::widgets::{
    El, MenuEnd, SAY, Tone, Urgency, button, el, fragment, mark, menu_button, tag,
};
use crate::words::title_case;
use host::{Outcome, Part};
use rules::checklist::{DeviceReadiness, ItemId, Lineage, Status};
use yew::prelude::*;

/// One device.
#[derive(Default)]
pub struct DeviceRow {
    held: Held,
    menu: RowMenu,
}

/// The menu of a row.
#[derive(Default)]
struct RowMenu {
    /// Where it was opened, while it is.
    open: Option<MenuEnd>,
    button: NodeRef,
}

impl Component for DeviceRow {
    type Message = Option<MenuEnd>;
    type Properties = RowProps;

    fn create(_: &Context<Self>) -> Self {
        DeviceRow::default()
    }

    fn update(&mut self, _: &Context<Self>, open: Option<MenuEnd>) -> bool {
        self.menu.open = open;
        true
    }

    fn view(&self, scope: &Context<Self>) -> Html {
        row(scope.props(), self, scope.link().callback(|open| open))
    }
}

fn row(props: &RowProps, own: &DeviceRow, on_menu: Callback<Option<MenuEnd>>) -> Html {
    let device = &props.row.device;
    let lineage = lineage_of(device, props.profiles.as_ref());
    let class = match (props.row.is_selected, props.row.is_changed) {
        (true, _) => "row row-selected",
        (false, true) => "row row-changed",
        (false, false) => "row",
    };
    let has_users = props.shared.client.offers(Part::Enrollment);
    tag("tr", class)
        .attr("role", "row")
        .maybe(props.shared.can_edit.then(|| select(props, &own.held)))
        .child(head(props))
        .child(cell("cell-readiness").child(readiness(props)))
        .child(profile(props, &lineage))
        .maybe(has_users.then(|| user(props)))
        .child(actions(props, &lineage, &own.menu, on_menu))
        .into()
}

fn cell(class: &'static str) -> El {
    tag("td", class).attr("role", "cell")
}

fn select(props: &RowProps, held: &Held) -> El {
    let serial = props.row.device.serial.clone();
    let name = props.shared.texts.fill("devices.select", &[("serial", serial.clone())]);
    let toggle = props.on_request.reform(move |is_range| {
        RowRequest::List(Msg::Select(selection::Msg::Toggle(serial.clone(), is_range)))
    });
    row_box(name, props.row.is_selected, held, toggle)
}

fn head(props: &RowProps) -> El {
    let texts = &props.shared.texts;
    let device = &props.row.device;
    let about = joined(&[&device.model, &title_case(&device.color)], " · ");
    // Older hosts fill only Apple's own description.
    let about = if about.is_empty() { device.description.clone() } else { about };
    let open = props.request(RowRequest::List(Msg::Open(device.serial.clone(), Start::None)));
    el("th")
        .attr("role", "rowheader")
        .attr("scope", "row")
        .attr("class", "cell-device")
        .child(button("serial", device.serial.clone(), open).attr("aria-haspopup", "dialog"))
        .child(tag("span", "second").text(about))
        .maybe(props.row.in_doubt.then(|| {
            let look = props.request(RowRequest::List(Msg::Reload));
            tag("span", "row-note")
                .child(mark(Tone::Warn, texts.get("devices.in-doubt")))
                .child(button("link-button", texts.get("devices.in-doubt.look"), look))
        }))
        .maybe(failure(props))
}

/// The failure of a change that was started here, with the button that tries it again.
fn failure(props: &RowProps) -> Option<El> {
    let shared = &props.shared;
    let report = props.row.failure.as_ref()?;
    let why = match &report.answer {
        Err(error) => error_sentence(shared, error),
        Ok(Some(assignment)) if assignment.outcome != Outcome::Success => {
            notes::apple(shared, assignment).1
        }
        Ok(_) => String::new(),
    };
    let code = match &report.change {
        Change::Assign(_) => "devices.failed.assign",
        Change::Remove => "devices.failed.remove",
        Change::Reassign(_) => "devices.failed.reassign",
    };
    // Trying again makes Apple's wait longer.
    let can_retry = report.throttled_until().is_none_or(|end| end <= now());
    let again = Msg::Change(props.row.device.serial.clone(), report.change.clone());
    let again = props.request(RowRequest::List(again));
    let sentence = joined(&[&shared.texts.get(code), &why], " ");
    let note = tag("span", "row-note danger")
        .attr(SAY, Urgency::Assertive.word())
        .attr("data-code", code)
        .child(el("span").text(sentence))
        .maybe(can_retry.then(|| button("link-button", shared.texts.get("common.retry"), again)));
    Some(note)
}

fn readiness(props: &RowProps) -> El {
    let shared = &props.shared;
    let texts = &shared.texts;
    let Some(verdict) = props.row.verdict.as_ref().filter(|verdict| !verdict.checking) else {
        return mark(Tone::Quiet, texts.get("devices.checking"));
    };
    match verdict.readiness {
        DeviceReadiness::Ready => mark(Tone::Ok, texts.get("devices.ready")),
        DeviceReadiness::CannotTell => mark(Tone::Ask, texts.get("devices.cannot-tell")),
        DeviceReadiness::ToDo => {
            // One human step is left, and everything else is in order.
            let only_reset = verdict.causes.iter().all(|cause| cause.item == ItemId::Reset);
            let count = u32::try_from(verdict.causes.len()).unwrap_or(u32::MAX);
            let tone = if only_reset { Tone::Warn } else { Tone::ToDo };
            mark(tone, texts.count(&shared.format, "devices.open", count))
        }
    }
}

/// A cell with two lines, and the class of the second one. The first one is a text without an element of its own.
fn lines(class: &'static str, first: String, second: Option<(&'static str, String)>) -> El {
    cell(class).text(first).maybe(second.map(|(class, text)| tag("span", class).text(text)))
}

fn profile(props: &RowProps, lineage: &Lineage) -> El {
    let shared = &props.shared;
    let texts = &shared.texts;
    let device = &props.row.device;
    let none = |second: Option<String>| {
        let second = second.map(|text| ("second", text));
        lines("cell-profile muted", texts.get("devices.profile.none"), second)
    };
    let name = match lineage {
        Lineage::Current(profile) | Lineage::Superseded(Some(profile)) => &profile.name,
        Lineage::Superseded(None) | Lineage::Unknown | Lineage::None => &device.profile_name,
    };
    let name = if name.is_empty() { device.profile_uuid.clone() } else { name.clone() };
    let is_older = matches!(lineage, Lineage::Superseded(_));
    match &device.status {
        Status::Removed if name.is_empty() => none(Some(texts.get("devices.profile.removed"))),
        Status::Removed => none(Some(texts.fill("devices.profile.was", &[("profile", name)]))),
        Status::Other(word) if device.profile_uuid.is_empty() => none(Some(word.clone())),
        _ if device.profile_uuid.is_empty() => none(None),
        Status::Other(word) => lines("cell-profile", name, Some(("second", word.clone()))),
        status => {
            let code = match (status, is_older) {
                (Status::Pushed, true) => "devices.profile.older-pushed",
                (_, true) => "devices.profile.older",
                (Status::Pushed, false) => "devices.profile.pushed",
                (Status::Assigned, false) => "devices.profile.assigned",
                _ => "devices.profile.missing",
            };
            let second = match device.profile_push_time.millis() {
                Some(at) if code == "devices.profile.pushed" => {
                    texts.fill("devices.profile.pushed-at", &[("date", shared.format.day(at))])
                }
                _ => texts.get(code),
            };
            let class = if is_older { "second warning" } else { "second" };
            lines("cell-profile", name, Some((class, second)))
        }
    }
}

fn user(props: &RowProps) -> El {
    let texts = &props.shared.texts;
    let enrollment = &props.row.device.enrollment;
    let user = enrollment.username.clone().unwrap_or_default();
    let (class, text) = match (user.is_empty(), enrollment.login_required) {
        (false, Some(true)) => {
            ("cell-user danger", texts.fill("devices.user.both", &[("user", user)]))
        }
        (false, Some(false) | None) => ("cell-user", user),
        (true, Some(true)) => ("cell-user", texts.get("devices.user.login")),
        (true, Some(false)) => ("cell-user danger", texts.get("devices.user.undecided")),
        (true, None) => ("cell-user muted", texts.get("common.unknown")),
    };
    let has_agent = enrollment.agent_required == Some(true);
    lines(class, text, has_agent.then(|| ("second", texts.get("devices.agent"))))
}

fn actions(
    props: &RowProps,
    lineage: &Lineage,
    menu: &RowMenu,
    on_menu: Callback<Option<MenuEnd>>,
) -> El {
    let serial = &props.row.device.serial;
    if !props.shared.can_edit {
        let open = RowRequest::List(Msg::Open(serial.clone(), Start::None));
        return cell("cell-actions").child(act(props, "devices.action.open", open));
    }
    let main = match &props.row.running {
        Some(change) => Some(running(props, change)),
        None => fix(props, lineage).map(|fix| {
            let code = fix.code();
            act(props, code, request_of(serial, fix))
        }),
    };
    let list = menu.open.map(|end| {
        let (row, button) = (props.clone(), menu.button.clone());
        let on_close = on_menu.reform(|()| None);
        let list = RowMenuProps { row, end, button, on_close };
        html! { <Rest surface={RestSurface::RowMenu(list)} /> }
    });
    // One stop of the Tab key for both: the arrow keys lead from the one to the other.
    let tabindex = if main.is_some() { "-1" } else { "0" };
    let button = menu_button(&menu.button, props.menu_label(), menu.open.is_some(), on_menu);
    cell("cell-actions")
        .maybe(main)
        .child(button.attr("tabindex", tabindex))
        .child(fragment(list.into_iter().collect()))
}

fn fix(props: &RowProps, lineage: &Lineage) -> Option<RowFix> {
    let successor = match lineage {
        Lineage::Superseded(Some(profile)) => Some(profile.uuid.as_str()),
        _ => None,
    };
    let fix = row_fix(props.row.verdict.as_ref()?, successor)?;
    let client = &props.shared.client;
    let is_possible = match &fix {
        RowFix::Open(Start::Profile) | RowFix::Reassign(_) => client.offers(Part::Assignment),
        RowFix::Open(Start::Enrollment) => client.offers(Part::Enrollment),
        RowFix::Open(_) | RowFix::ConfirmReset | RowFix::Refresh => true,
    };
    is_possible.then_some(fix)
}

fn request_of(serial: &str, fix: RowFix) -> RowRequest {
    let serial = serial.to_owned();
    match fix {
        RowFix::Open(start) => RowRequest::List(Msg::Open(serial, start)),
        RowFix::Reassign(uuid) => RowRequest::List(Msg::Change(serial, Change::Reassign(uuid))),
        RowFix::ConfirmReset => RowRequest::ConfirmReset(serial),
        RowFix::Refresh => RowRequest::Refresh(serial),
    }
}

/// The button while a change runs. It keeps its place, and the focus on it.
fn running(props: &RowProps, change: &Change) -> El {
    let code = match change {
        Change::Assign(_) => "devices.action.assigning",
        Change::Remove => "devices.action.removing",
        Change::Reassign(_) => "devices.action.reassigning",
    };
    button("button button-small", props.shared.texts.get(code), Callback::noop())
        .attr("aria-label", props.named(code))
        .aria_bool("aria-disabled", true)
}

fn act(props: &RowProps, code: &str, asked: RowRequest) -> El {
    button("button button-small", props.shared.texts.get(code), props.request(asked))
        .attr("aria-label", props.named(code))
        .aria_bool("aria-disabled", false)
}
