//! A plan of changes: wishes and records in, steps out. It must never plan.

use crate::bindings::exports::dep_enroll::rules::changes as wit;
use crate::bindings::exports::dep_enroll::rules::report::Messages;
use crate::checklist::profile;
use crate::checks::{decision, read_draft, read_policy};
use crate::report::{Texts, problem};
use alloc::vec::Vec;
use rules::changes::{Change, Device, Kind, Plan, ProfileStep, Request, Row, Wish, plan};
use rules::checklist::Status;
use rules::{Problem, moment, text};

impl wit::Guest for crate::world::Component {
    fn plan_changes(request: wit::Request, messages: Messages) -> wit::Plan {
        answer(plan(&read(request)), &Texts::new(messages))
    }
}

fn read(request: wit::Request) -> Request {
    Request {
        wish: wish(request.wish),
        devices: request.devices.into_iter().map(device).collect(),
        profiles: request.profiles.map(|all| all.into_iter().map(profile).collect()),
        rows: request.rows.map(|rows| rows.into_iter().map(row).collect()),
        policy: read_policy(request.policy),
    }
}

fn wish(wish: wit::Wish) -> Wish {
    let wit::Wish { profile, remove_profile, username, login_required, agent_required } = wish;
    Wish { profile, remove_profile, username, login_required, agent_required }
}

fn row(row: wit::Row) -> Row {
    Row { row: row.row, serial: row.serial, wish: wish(row.wish) }
}

fn device(device: wit::Device) -> Device {
    Device {
        serial: device.serial,
        status: Status::parse(&device.status),
        profile_uuid: device.profile_uuid,
        device_identifier: device.device_identifier.unwrap_or_default(),
        profile_fetched: device.profile_push_time.is_some_and(|time| !moment::is_zero_text(&time)),
        enrollment: device.enrollment.map(read_draft),
    }
}

fn answer(plan: Plan, texts: &Texts) -> wit::Plan {
    let met = Kind::ALL.into_iter().map(|kind| (kind, plan.count(kind) as u32));
    let kinds = met
        .filter(|(_, count)| *count > 0)
        .map(|(found, count)| wit::ChangeCount {
            kind: kind(found),
            count,
            message: texts.sentence(found.code(), &[("count", text::decimal(count.into()))]),
        })
        .collect();
    wit::Plan {
        kinds,
        changes: plan.changes.into_iter().map(|found| change(found, texts)).collect(),
        problems: problems(plan.problems, texts),
    }
}

fn change(change: Change, texts: &Texts) -> wit::Change {
    wit::Change {
        row: change.row,
        serial: change.serial,
        kind: kind(change.kind),
        profile: change.profile.map(|step| match step {
            ProfileStep::Assign(uuid) => wit::ProfileStep::Assign(uuid),
            ProfileStep::Reassign(uuid) => wit::ProfileStep::Reassign(uuid),
            ProfileStep::Remove => wit::ProfileStep::Remove,
        }),
        enrollment: change.enrollment.map(decision),
        problems: problems(change.problems, texts),
    }
}

fn problems(found: Vec<Problem>, texts: &Texts) -> Vec<wit::Problem> {
    found.into_iter().map(|found| problem(found, texts)).collect()
}

fn kind(kind: Kind) -> wit::Kind {
    match kind {
        Kind::Assign => wit::Kind::Assign,
        Kind::Replace => wit::Kind::Replace,
        Kind::Reassign => wit::Kind::Reassign,
        Kind::Fetched => wit::Kind::Fetched,
        Kind::Remove => wit::Kind::Remove,
        Kind::Enrollment => wit::Kind::Enrollment,
        Kind::Unchanged => wit::Kind::Unchanged,
        Kind::Repeated => wit::Kind::Repeated,
        Kind::Impossible => wit::Kind::Impossible,
    }
}
