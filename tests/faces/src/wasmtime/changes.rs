//! A plan of changes as the component's types have it, in and out.

use super::answers::{fields, problem};
use super::arguments::{draft, policy, profile};
use super::bindings::exports::dep_enroll::rules::changes::{
    Change, ChangeCount, Device, Kind, Plan, ProfileStep, Request, Row, Wish,
};
use super::bindings::exports::dep_enroll::rules::report::Problem;
use crate::arguments::Argument;
use crate::json::{Object, list};
use anyhow::Result;

pub fn request(request: &Argument) -> Result<Request> {
    Ok(Request {
        wish: wish(&request.part("wish"))?,
        devices: request.part("devices").list(|fields| device(&fields))?.unwrap_or_default(),
        profiles: request.part("profiles").list(|fields| profile(&fields))?,
        rows: request.part("rows").list(|fields| row(&fields))?,
        policy: policy(&request.part("policy"))?,
    })
}

fn wish(fields: &Argument) -> Result<Wish> {
    Ok(Wish {
        profile: fields.part("profile").text()?,
        remove_profile: fields.part("removeProfile").flag()?.unwrap_or_default(),
        username: fields.part("username").text()?,
        login_required: fields.part("loginRequired").flag()?,
        agent_required: fields.part("agentRequired").flag()?,
    })
}

fn row(fields: &Argument) -> Result<Row> {
    Ok(Row {
        row: fields.part("row").number()?,
        serial: fields.part("serial").text()?.unwrap_or_default(),
        wish: wish(fields)?,
    })
}

fn device(fields: &Argument) -> Result<Device> {
    Ok(Device {
        serial: fields.part("serial").text()?.unwrap_or_default(),
        status: fields.part("status").text()?.unwrap_or_default(),
        profile_uuid: fields.part("profileUuid").text()?.unwrap_or_default(),
        device_identifier: fields.part("deviceIdentifier").text()?,
        profile_push_time: fields.part("profilePushTime").text()?,
        enrollment: fields.part("enrollment").there().map(|fields| draft(&fields)).transpose()?,
    })
}

pub fn plan(plan: &Plan) -> String {
    Object::new()
        .json("changes", list(plan.changes.iter().map(change)))
        .json("kinds", list(plan.kinds.iter().map(count)))
        .json("problems", problems(&plan.problems))
        .end()
}

fn change(change: &Change) -> String {
    Object::new()
        .number("row", change.row)
        .text("serial", &change.serial)
        .text("kind", kind(change.kind))
        .maybe("profile", change.profile.as_ref().map(step), Object::json)
        .maybe("enrollment", change.enrollment.as_ref().map(fields), Object::json)
        .json("problems", problems(&change.problems))
        .end()
}

fn count(count: &ChangeCount) -> String {
    Object::new()
        .text("kind", kind(count.kind))
        .number("count", count.count)
        .text("message", &count.message)
        .end()
}

fn step(step: &ProfileStep) -> String {
    let (word, uuid) = match step {
        ProfileStep::Assign(uuid) => ("assign", Some(uuid.as_str())),
        ProfileStep::Reassign(uuid) => ("reassign", Some(uuid.as_str())),
        ProfileStep::Remove => ("remove", None),
    };
    Object::new().text("step", word).maybe("uuid", uuid, Object::text).end()
}

fn problems(problems: &[Problem]) -> String {
    list(problems.iter().map(|found| problem(Object::new(), found)))
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Assign => "assign",
        Kind::Replace => "replace",
        Kind::Reassign => "reassign",
        Kind::Fetched => "fetched",
        Kind::Remove => "remove",
        Kind::Enrollment => "enrollment",
        Kind::Unchanged => "unchanged",
        Kind::Repeated => "repeated",
        Kind::Impossible => "impossible",
    }
}
