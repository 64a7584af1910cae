//! A plan of changes: its request by the names of fields, its answer as JSON. It must never plan.

use crate::facts::{draft, is_moment, policy, profile};
use crate::input::Input;
use crate::json;
use crate::write::{enrollment_fields, problems};
use alloc::string::String;
use alloc::vec::Vec;
use rules::changes::{Change, Device, Kind, Plan, ProfileStep, Request, Row, Wish};
use rules::checklist::Status;

/// Everything that a plan is made of.
pub fn request(input: &impl Input) -> Request {
    let rows = input.field("rows").items();
    Request {
        wish: wish(&input.field("wish")),
        devices: list(input.field("devices").items(), device),
        profiles: input.field("profiles").items().map(|items| list(Some(items), profile)),
        rows: rows.map(|rows| list(Some(rows), row)),
        policy: policy(&input.field("policy")),
    }
}

fn list<I, T>(items: Option<Vec<I>>, read: impl Fn(&I) -> T) -> Vec<T> {
    items.unwrap_or_default().iter().map(read).collect()
}

fn wish(input: &impl Input) -> Wish {
    Wish {
        profile: input.field("profile").text(),
        remove_profile: input.field("removeProfile").is_true(),
        username: input.field("username").text(),
        login_required: input.field("loginRequired").flag(),
        agent_required: input.field("agentRequired").flag(),
    }
}

fn row(input: &impl Input) -> Row {
    Row {
        row: input.field("row").number(),
        serial: input.field("serial").text_or_empty(),
        wish: wish(input),
    }
}

fn device(input: &impl Input) -> Device {
    let enrollment = input.field("enrollment");
    Device {
        serial: input.field("serial").text_or_empty(),
        status: Status::parse(&input.field("status").text_or_empty()),
        profile_uuid: input.field("profileUuid").text_or_empty(),
        device_identifier: input.field("deviceIdentifier").text_or_empty(),
        profile_fetched: is_moment(&input.field("profilePushTime")),
        enrollment: enrollment.is_there().then(|| draft(&enrollment)),
    }
}

/// `{"changes", "kinds", "problems"}`.
pub fn plan(out: &mut String, plan: &Plan) {
    out.push('{');
    json::key(out, "changes");
    json::list(out, &plan.changes, change);
    json::key(out, "kinds");
    let met: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| plan.count(*kind) > 0).collect();
    json::list(out, &met, |out, kind| {
        out.push('{');
        json::property(out, "kind", kind.word());
        json::number(out, "count", plan.count(*kind) as u32);
        out.push('}');
    });
    problems(out, &plan.problems);
    out.push('}');
}

fn change(out: &mut String, change: &Change) {
    out.push('{');
    json::number(out, "row", change.row);
    json::property(out, "serial", &change.serial);
    json::property(out, "kind", change.kind.word());
    if let Some(step) = &change.profile {
        json::key(out, "profile");
        profile_step(out, step);
    }
    if let Some(enrollment) = &change.enrollment {
        json::key(out, "enrollment");
        enrollment_fields(out, enrollment);
    }
    problems(out, &change.problems);
    out.push('}');
}

fn profile_step(out: &mut String, step: &ProfileStep) {
    let (word, uuid) = match step {
        ProfileStep::Assign(uuid) => ("assign", Some(uuid)),
        ProfileStep::Reassign(uuid) => ("reassign", Some(uuid)),
        ProfileStep::Remove => ("remove", None),
    };
    out.push('{');
    json::property(out, "step", word);
    if let Some(uuid) = uuid {
        json::property(out, "uuid", uuid);
    }
    out.push('}');
}
