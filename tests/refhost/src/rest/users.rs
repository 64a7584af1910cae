//! The calls of the user directory, with the hosts' quirks. An unknown user store is a 500 with bare text, and the filter is
//! an unescaped wildcard pattern.

use super::{Answer, Context, Refusal, object};
use rusqlite::{Row, params};
use serde_json::Value;

/// `GET …/users/checkUser`: a bare `true` or `false`. The name is looked up unchanged, tenant domain included.
pub(super) fn exists(context: &Context<'_>) -> Answer {
    let Some(name) = context.parameter("checkUser") else {
        return Err(Refusal::new(400, "Request parameter username is missing."));
    };
    let connection = context.host.db.lock();
    if let Some((store, _)) = name.split_once('/') {
        let known: bool = connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM USER WHERE TENANT_DOMAIN = ?1 AND fold(STORE) = ?2)",
            params![context.caller.tenant, store.to_lowercase()],
            |row| row.get(0),
        )?;
        if !known {
            return Err(Refusal::plain(500, "Error while retrieving the user."));
        }
    }
    let found: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM DIRECTORY WHERE TENANT_DOMAIN = ?1 AND fold(NAME) = ?2)",
        params![context.caller.tenant, name.to_lowercase()],
        |row| row.get(0),
    )?;
    Ok(found.into())
}

/// `GET …/users/search/usernames`: names that start with the filter, as an array without an envelope. As on the
/// hosts, the offset is ignored and a limit of 0 means all.
pub(super) fn search(context: &Context<'_>) -> Answer {
    let filter = context.parameter("searchFilter").unwrap_or("").to_lowercase();
    let pattern = format!("{}%", filter.replace('*', "%").replace('?', "_"));
    let domain = context.parameter("searchDomain").unwrap_or("PRIMARY").to_lowercase();
    let limit = limit(context)?;
    let connection = context.host.db.lock();
    let mut query = connection.prepare(&format!(
        "SELECT {COLUMNS} FROM USER WHERE TENANT_DOMAIN = ?1 AND (?2 = 'all' OR fold(STORE) = ?2) AND fold(USERNAME) LIKE ?3
         ORDER BY STORE <> 'PRIMARY', fold(USERNAME) LIMIT ?4",
    ))?;
    let rows = query.query_map(params![context.caller.tenant, domain, pattern, limit], |row| {
        user(context, row)
    })?;
    Ok(Value::Array(rows.collect::<Result<_, _>>()?))
}

/// `GET …/users/search`: users of every store whose names and e-mail address contain the given parts, all of them.
pub(super) fn people(context: &Context<'_>) -> Answer {
    let part = |key| context.parameter(key).unwrap_or("").to_lowercase();
    let parts = [part("searchFirstName"), part("searchLastName"), part("searchEmail")];
    let any = part("searchText");
    let limit = limit(context)?;
    let connection = context.host.db.lock();
    let mut query = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM USER WHERE TENANT_DOMAIN = ?1
           AND instr(ifnull(fold(FIRST_NAME), ''), ?2) AND instr(ifnull(fold(LAST_NAME), ''), ?3)
           AND instr(ifnull(fold(EMAIL), ''), ?4)
           AND instr(fold(concat_ws(' ', FIRST_NAME, LAST_NAME, EMAIL)), ?5)
         ORDER BY STORE <> 'PRIMARY', fold(USERNAME) LIMIT ?6"
    ))?;
    let [first, last, email] = parts;
    let rows = query
        .query_map(params![context.caller.tenant, first, last, email, any, limit], |row| {
            user(context, row)
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let count = rows.len() as i64;
    Ok(context.list("users", rows, count))
}

const COLUMNS: &str = "CASE STORE WHEN 'PRIMARY' THEN USERNAME ELSE STORE || '/' || USERNAME END, FIRST_NAME, LAST_NAME, EMAIL";

fn user(context: &Context<'_>, row: &Row<'_>) -> rusqlite::Result<Value> {
    let text = |column| Ok::<Value, rusqlite::Error>(row.get::<_, Option<String>>(column)?.into());
    Ok(object([
        (context.name("user", "username"), text(0)?),
        (context.name("user", "firstName"), text(1)?),
        (context.name("user", "lastName"), text(2)?),
        (context.name("user", "email"), text(3)?),
    ]))
}

/// The directory's own limit: none and 0 mean all.
fn limit(context: &Context<'_>) -> Result<i64, Refusal> {
    match context.parameter("limit").map(str::parse::<i64>) {
        None | Some(Ok(0)) => Ok(-1),
        Some(Ok(limit)) if limit > 0 => Ok(limit),
        _ => Err(Refusal::new(400, "Request parameter limit must be 0 or more.")),
    }
}
