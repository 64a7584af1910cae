//! The notes that all admins of a tenant share. The host says who and when. It must never judge what a note says.

use super::{Answer, Context, Refusal, object};
use crate::db::now;
use rusqlite::{Row, params};
use serde_json::Value;

const COLUMNS: &str = "SERIAL, WORD, VALUE, SAID_BY, SAID_TIME";

fn note(context: &Context<'_>, row: &Row<'_>) -> rusqlite::Result<Value> {
    let text = |column| Ok::<Value, rusqlite::Error>(row.get::<_, String>(column)?.into());
    Ok(object([
        (context.name("note", "serial"), text(0)?),
        (context.name("note", "word"), text(1)?),
        (context.name("note", "value"), text(2)?),
        (context.name("note", "by"), text(3)?),
        (context.name("note", "at"), row.get::<_, i64>(4)?.into()),
    ]))
}

/// `GET …/notes`: the oldest first, so that a page stays the same while notes are added.
pub(super) fn list(context: &Context<'_>) -> Answer {
    let (offset, limit) = context.page()?;
    let connection = context.host.db.lock();
    let tenant = &context.caller.tenant;
    let count: i64 = connection.query_row(
        "SELECT count(*) FROM NOTE WHERE TENANT_DOMAIN = ?1",
        [tenant],
        |row| row.get(0),
    )?;
    let mut query = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM NOTE WHERE TENANT_DOMAIN = ?1 ORDER BY ID LIMIT ?2 OFFSET ?3"
    ))?;
    let rows = query.query_map(params![tenant, limit, offset], |row| note(context, row))?;
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(context.list("notes", rows, count))
}

/// `PUT …/notes`: stores a note in place of the one that it replaces, with the caller and the moment.
pub(super) fn put(context: &Context<'_>) -> Answer {
    let body = context.object()?;
    let text = |key| match body.get(context.name("note", key)) {
        None | Some(Value::Null) => Ok(""),
        Some(Value::String(text)) => Ok(text.as_str()),
        Some(_) => {
            let name = context.name("note", key);
            Err(Refusal::new(400, &format!("The field {name} has the wrong type.")))
        }
    };
    let (serial, word, value) = (text("serial")?, text("word")?, text("value")?);
    let (tenant, caller) = (&context.caller.tenant, &context.caller.name);
    let connection = context.host.db.lock();
    Ok(connection.query_row(
        &format!(
            "INSERT OR REPLACE INTO NOTE (TENANT_DOMAIN, SERIAL, WORD, VALUE, SAID_BY, SAID_TIME)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING {COLUMNS}"
        ),
        params![tenant, serial, word, value, caller, now()],
        |row| note(context, row),
    )?)
}

/// `DELETE …/notes?serial=&word=&value=`. A note that is not there counts as removed.
pub(super) fn remove(context: &Context<'_>) -> Answer {
    let get = |key| context.parameter(key).unwrap_or("");
    context.host.db.lock().execute(
        "DELETE FROM NOTE WHERE TENANT_DOMAIN = ?1 AND SERIAL = ?2 AND WORD = ?3 AND VALUE = ?4",
        params![context.caller.tenant, get("serial"), get("noteWord"), get("noteValue")],
    )?;
    Ok(object([]))
}
