//! The three enrollment fields: reading, writing, and the comparison with the writer's last read. It must never judge
//! a combination, because the database's trigger does.

use super::{Answer, Context, Refusal, not_found, object};
use crate::Host;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value, json};

/// The three fields in the database.
struct Fields {
    username: Option<String>,
    login: bool,
    agent: bool,
}

/// Reads the three fields like a Java bean: absent is null or false, a wrong type is rejected.
fn fields(host: &Host, body: &Map<String, Value>) -> Result<Fields, Refusal> {
    let wrong = |key: &str| {
        Refusal::new(
            400,
            &format!("The field {} has the wrong type.", host.contract.name("enrollment", key)),
        )
    };
    let get = |key| body.get(host.contract.name("enrollment", key)).unwrap_or(&Value::Null);
    let flag = |key| match get(key) {
        Value::Null => Ok(false),
        Value::Bool(flag) => Ok(*flag),
        _ => Err(wrong(key)),
    };
    let username = match get("username") {
        Value::Null => None,
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        _ => return Err(wrong("username")),
    };
    Ok(Fields { username, login: flag("loginRequired")?, agent: flag("agentRequired")? })
}

fn stored(context: &Context<'_>, connection: &Connection, serial: &str) -> Answer {
    connection
        .query_row(
            "SELECT ifnull(USERNAME, ''), NEED_BASIC_AUTH, IS_AGENT_REQUIRED FROM IOS_PRE_ENROLLED_DEVICE
             WHERE SERIAL = ?1 AND TENANT_DOMAIN = ?2",
            params![serial, context.caller.tenant],
            |row| {
                Ok(object([
                    (context.name("enrollment", "username"), row.get::<_, String>(0)?.into()),
                    (context.name("enrollment", "loginRequired"), row.get::<_, bool>(1)?.into()),
                    (context.name("enrollment", "agentRequired"), row.get::<_, bool>(2)?.into()),
                ]))
            },
        )
        .optional()?
        .ok_or_else(not_found)
}

/// `GET …/devices/{serial}/enrollment`.
pub(super) fn read(context: &Context<'_>, serial: &str) -> Answer {
    stored(context, &context.host.db.lock(), serial)
}

/// `PUT …/devices/{serial}/enrollment`. With `expected`, the comparison and the write are one statement, so no other
/// write can come in between.
pub(super) fn write(context: &Context<'_>, serial: &str) -> Answer {
    let body = context.object()?;
    let connection = context.write();
    save(context, &connection, serial, &body)
}

fn save(
    context: &Context<'_>,
    connection: &Connection,
    serial: &str,
    body: &Map<String, Value>,
) -> Answer {
    let new = fields(context.host, body)?;
    let expected = match body.get(context.name("enrollment", "expected")) {
        None | Some(Value::Null) => None,
        Some(Value::Object(map)) => Some(fields(context.host, map)?),
        Some(_) => return Err(Refusal::new(400, "The expected values must be an object.")),
    };
    let any = expected.is_none();
    let old = expected.unwrap_or(Fields { username: None, login: false, agent: false });
    let changed = connection.execute(
        "UPDATE IOS_PRE_ENROLLED_DEVICE SET USERNAME = ?3, NEED_BASIC_AUTH = ?4, IS_AGENT_REQUIRED = ?5
         WHERE SERIAL = ?1 AND TENANT_DOMAIN = ?2
           AND (?6 OR (USERNAME IS ?7 AND NEED_BASIC_AUTH = ?8 AND IS_AGENT_REQUIRED = ?9))",
        params![
            serial,
            context.caller.tenant,
            new.username,
            new.login,
            new.agent,
            any,
            old.username,
            old.login,
            old.agent
        ],
    )?;
    let now = stored(context, connection, serial)?;
    match changed {
        0 => Err(Refusal::coded(
            409,
            "CHANGED",
            "Somebody has changed the enrollment of this device meanwhile.",
        )),
        _ => Ok(now),
    }
}

/// `POST …/devices/enrollment/bulk`: each item succeeds or fails by itself.
pub(super) fn bulk(context: &Context<'_>) -> Answer {
    let body = context.object()?;
    let items = match body.get(context.name("assignment", "items")).and_then(Value::as_array) {
        Some(items) if (1..=100).contains(&items.len()) => items,
        _ => {
            return Err(Refusal::coded(
                400,
                "DEVICE_ID_REQUIRED",
                "Between 1 and 100 items are needed.",
            ));
        }
    };
    let connection = context.write();
    let serial_name = context.name("assignment", "serial");
    let results: Vec<Value> = items
        .iter()
        .map(|item| {
            let serial = item.get(serial_name).and_then(Value::as_str).unwrap_or("");
            let saved = match item.as_object() {
                Some(item) => save(context, &connection, serial, item),
                None => Err(Refusal::new(400, "An item must be an object.")),
            };
            let (word, items) = match saved {
                Ok(_) => ("SUCCESS", Value::Null),
                Err(refusal) if refusal.code.is_some() => ("FAILED", refusal.items()),
                Err(refusal) => {
                    ("FAILED", json!([{"code": "INVALID", "message": refusal.message}]))
                }
            };
            let result = context.name("assignment", "result");
            object([(serial_name, serial.into()), (result, word.into()), ("errorItems", items)])
        })
        .collect();
    Ok(object([(context.name("lists", "results"), results.into())]))
}

/// Writes three fields as another admin would, between a page's read and its write. The trigger judges these values,
/// too.
pub(crate) fn write_as_somebody_else(
    host: &Host,
    serial: &str,
    body: &Map<String, Value>,
) -> Result<(), Refusal> {
    let new = fields(host, body)?;
    let changed = host.db.lock_for("somebody else", None).execute(
        "UPDATE IOS_PRE_ENROLLED_DEVICE SET USERNAME = ?2, NEED_BASIC_AUTH = ?3, IS_AGENT_REQUIRED = ?4 WHERE SERIAL = ?1",
        params![serial, new.username, new.login, new.agent],
    )?;
    if changed == 0 { Err(not_found()) } else { Ok(()) }
}
