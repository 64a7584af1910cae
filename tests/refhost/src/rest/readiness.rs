//! The host's readiness. It maps the stored object to the wire. It must never send a secret: the real hosts store the
//! DEP token and the agent's keys beside these facts.

use super::{Answer, Context, object};
use crate::db::now;
use crate::seed::DAY;
use serde_json::{Map, Value};

/// The public keys, in the contract's words.
const KEYS: [&str; 9] = [
    "agentPackageName",
    "agentConfigured",
    "agentPublished",
    "agentVersion",
    "agentCompatible",
    "serverVersion",
    "depTokenExpiry",
    "emailUsernames",
    "termsSigned",
];

/// The default validity of the DEP token. Apple gives a year, and this token was renewed some months before the
/// server's start.
const TOKEN_LIFE: i64 = 214 * DAY;

/// `GET …/readiness`.
pub(super) fn read(context: &Context<'_>) -> Answer {
    let (body, synced): (String, Option<i64>) = context.host.db.lock().query_row(
        "SELECT BODY, DONE_TIME FROM READINESS LEFT JOIN SYNC USING (TENANT_DOMAIN) WHERE TENANT_DOMAIN = ?1",
        [&context.caller.tenant],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let stored: Map<String, Value> = serde_json::from_str(&body).unwrap_or_default();
    let mut fields: Vec<(&str, Value)> = KEYS
        .iter()
        .filter(|key| context.host.options.beyond || **key != "termsSigned")
        .filter_map(|key| Some((context.name("readiness", key), stored.get(*key)?.clone())))
        .collect();
    if !stored.contains_key("depTokenExpiry") {
        fields.push((context.name("readiness", "depTokenExpiry"), (now() + TOKEN_LIFE).into()));
    }
    if context.host.options.beyond {
        fields.push((context.name("readiness", "lastSync"), synced.into()));
    }
    fields.push((context.name("readiness", "tenantDomain"), context.caller.tenant.clone().into()));
    Ok(object(fields))
}
