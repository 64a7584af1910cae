//! Plans of changes, natively.

use super::{Texts, draft, fields, policy, problem, read_profile};
use crate::arguments::Argument;
use crate::json::{Object, list};
use anyhow::Result;
use rules::changes::{Change, Device, Kind, ProfileStep, Request, Row, Wish};
use rules::checklist::Status;
use rules::{Problem, moment};

pub(super) fn plan(request: &Argument, texts: &Texts) -> Result<String> {
    let plan = rules::changes::plan(&read(request)?);
    let mut kinds = Vec::new();
    for kind in Kind::ALL {
        let count = u32::try_from(plan.count(kind))?;
        if count > 0 {
            let message = texts.fill(kind.code(), &[("count", count.to_string())]);
            let kind = Object::new().text("kind", kind.word()).number("count", count);
            kinds.push(kind.text("message", &message).end());
        }
    }
    Ok(Object::new()
        .json("changes", list(plan.changes.iter().map(|found| change(found, texts))))
        .json("kinds", list(kinds))
        .json("problems", problems(&plan.problems, texts))
        .end())
}

fn change(change: &Change, texts: &Texts) -> String {
    Object::new()
        .number("row", change.row)
        .text("serial", &change.serial)
        .text("kind", change.kind.word())
        .maybe("profile", change.profile.as_ref().map(step), Object::json)
        .maybe("enrollment", change.enrollment.as_ref().map(fields), Object::json)
        .json("problems", problems(&change.problems, texts))
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

fn problems(problems: &[Problem], texts: &Texts) -> String {
    list(problems.iter().map(|found| problem(Object::new(), found, texts)))
}

fn read(request: &Argument) -> Result<Request> {
    Ok(Request {
        wish: wish(&request.part("wish"))?,
        devices: request.part("devices").list(|fields| device(&fields))?.unwrap_or_default(),
        profiles: request.part("profiles").list(|fields| read_profile(&fields))?,
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
    let text = |key: &str| Ok::<_, anyhow::Error>(fields.part(key).text()?.unwrap_or_default());
    let pushed = fields.part("profilePushTime").text()?;
    Ok(Device {
        serial: text("serial")?,
        status: Status::parse(&text("status")?),
        profile_uuid: text("profileUuid")?,
        device_identifier: text("deviceIdentifier")?,
        profile_fetched: pushed.is_some_and(|time| !moment::is_zero_text(&time)),
        enrollment: fields.part("enrollment").there().map(|fields| draft(&fields)).transpose()?,
    })
}
