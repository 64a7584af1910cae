//! The two calls of the user directory, with the hosts' quirks. An unknown user store is a 500 with bare text, and
//! the filter is an unescaped wildcard pattern.

use super::{Answer, Context, Refusal, object};
use rusqlite::params;
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
    let limit = match context.parameter("limit").map(str::parse::<i64>) {
        None | Some(Ok(0)) => -1,
        Some(Ok(limit)) if limit > 0 => limit,
        _ => return Err(Refusal::new(400, "Request parameter limit must be 0 or more.")),
    };
    let connection = context.host.db.lock();
    let mut query = connection.prepare(
        "SELECT CASE STORE WHEN 'PRIMARY' THEN USERNAME ELSE STORE || '/' || USERNAME END, FIRST_NAME, LAST_NAME, EMAIL
         FROM USER WHERE TENANT_DOMAIN = ?1 AND (?2 = 'all' OR fold(STORE) = ?2) AND fold(USERNAME) LIKE ?3
         ORDER BY STORE <> 'PRIMARY', fold(USERNAME) LIMIT ?4",
    )?;
    let rows = query.query_map(params![context.caller.tenant, domain, pattern, limit], |row| {
        let text =
            |column| Ok::<Value, rusqlite::Error>(row.get::<_, Option<String>>(column)?.into());
        Ok(object([
            (context.name("user", "username"), text(0)?),
            (context.name("user", "firstName"), text(1)?),
            (context.name("user", "lastName"), text(2)?),
            (context.name("user", "email"), text(3)?),
        ]))
    })?;
    Ok(Value::Array(rows.collect::<Result<_, _>>()?))
}
