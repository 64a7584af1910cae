//! The history of all admins of a tenant. The database writes it (`006_changes.sql`); here it is only read. It must never judge a
//! change.

use super::{Answer, Context, object};
use rusqlite::{Row, named_params};
use serde_json::Value;

/// The rows of a run, or one row for each run: the device that was changed first. SQLite takes the other columns of a group from
/// the row with the `min`.
const LIST: &str = "SELECT RUN, SERIAL, CHANGED_BY, CHANGED_TIME,
        (SELECT count(*) FROM DEVICE_CHANGE ALL_OF_RUN
         WHERE ALL_OF_RUN.TENANT_DOMAIN = :tenant AND ALL_OF_RUN.RUN = C.RUN AND ALL_OF_RUN.CHANGED_BY = C.CHANGED_BY),
        PROFILE_BEFORE, ifnull(USERNAME_BEFORE, ''), LOGIN_BEFORE, AGENT_BEFORE,
        PROFILE_AFTER, ifnull(USERNAME_AFTER, ''), LOGIN_AFTER, AGENT_AFTER,
        min(ID) AS FIRST
    FROM DEVICE_CHANGE C";

const FILTER: &str = "TENANT_DOMAIN = :tenant AND instr(fold(SERIAL), fold(:serial)) > 0
    AND instr(fold(CHANGED_BY), fold(:by)) > 0 AND (:run = '' OR RUN = :run)
    GROUP BY RUN, CHANGED_BY, iif(:run = '', NULL, SERIAL)";

/// `GET …/changes`: the newest first.
pub(super) fn list(context: &Context<'_>) -> Answer {
    let (offset, limit) = context.page()?;
    let get = |key| context.parameter(key).unwrap_or("");
    let values = named_params! {
        ":tenant": context.caller.tenant, ":serial": get("serial"), ":by": get("by"), ":run": get("run")
    };
    let connection = context.host.db.lock();
    let count = format!("SELECT count(*) FROM (SELECT 1 FROM DEVICE_CHANGE WHERE {FILTER})");
    let count: i64 = connection.query_row(&count, values, |row| row.get(0))?;
    let list = format!("{LIST} WHERE {FILTER} ORDER BY FIRST DESC LIMIT {limit} OFFSET {offset}");
    let mut query = connection.prepare_cached(&list)?;
    let rows = query.query_map(values, |row| change(context, row))?;
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(context.list("changes", rows, count))
}

fn change(context: &Context<'_>, row: &Row<'_>) -> rusqlite::Result<Value> {
    let text = |column| Ok::<Value, rusqlite::Error>(row.get::<_, Option<String>>(column)?.into());
    // A device as a device record has it: the profile, and behind it the three fields of the enrollment.
    let device = |first: usize| {
        Ok::<Value, rusqlite::Error>(object([
            (context.name("device", "profileUuid"), text(first)?),
            (context.name("device", "username"), text(first + 1)?),
            (context.name("device", "loginRequired"), row.get::<_, bool>(first + 2)?.into()),
            (context.name("device", "agentRequired"), row.get::<_, bool>(first + 3)?.into()),
        ]))
    };
    Ok(object([
        (context.name("change", "run"), text(0)?),
        (context.name("change", "serial"), text(1)?),
        (context.name("change", "by"), text(2)?),
        (context.name("change", "at"), row.get::<_, i64>(3)?.into()),
        (context.name("change", "devices"), row.get::<_, i64>(4)?.into()),
        (context.name("change", "before"), device(5)?),
        (context.name("change", "after"), device(9)?),
    ]))
}
