//! Whole profiles: reading, defining and retiring one. It plays Apple, which has no edit: a definition makes a new UUID, and one
//! that replaces another leaves the old one readable. What Apple refuses is in the migrations; this module must never judge a
//! field, and stores the record as it came.

use super::{Answer, Context, Refusal, object, profiles};
use crate::db::now;
use crate::seed::Dice;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value};

/// The group of the contract with the names of the fields. Its keys are Apple's names.
const NAMES: &str = "definition";

/// The versions of the profile with the ID `?1`, itself included: what it has replaced, and what has replaced that.
const LINEAGE: &str = "WITH RECURSIVE FAMILY (ID) AS (
    SELECT ?1
    UNION SELECT OLD_ID FROM PROFILE_LINEAGE JOIN FAMILY ON NEW_ID = FAMILY.ID)
 SELECT ID FROM FAMILY";

/// A version of a profile.
struct Version {
    id: i64,
    content: String,
    is_current: bool,
}

/// `GET …/profiles/{uuid}`: the whole record of a profile, of an older version too.
pub(super) fn read(context: &Context<'_>, uuid: &str) -> Answer {
    let connection = context.host.db.lock();
    let version = version(&connection, Some(&context.caller.tenant), uuid)?;
    let version = version.ok_or_else(|| Refusal::raised("PROFILE_NOT_FOUND"))?;
    let mut fields: Map<String, Value> = serde_json::from_str(&version.content).unwrap_or_default();
    fields.insert("profile_uuid".to_owned(), uuid.into());
    let renamed = fields.into_iter().map(|(name, value)| match context.name(NAMES, &name) {
        same if same == name => (name, value),
        other => (other.to_owned(), value),
    });
    Ok(Value::Object(renamed.collect()))
}

/// `POST …/profiles`: a new profile, or the next version of the one that the body says it replaces. Apple assigns the devices in
/// the body at once.
pub(super) fn create(context: &Context<'_>) -> Answer {
    let body: Value = serde_json::from_str(context.body)
        .map_err(|_| Refusal::raised("MALFORMED_REQUEST_BODY"))?;
    let Value::Object(mut fields) = body else {
        return Err(Refusal::raised("MALFORMED_REQUEST_BODY"));
    };
    let replaces = match fields.remove(context.name(NAMES, "replaces")) {
        None | Some(Value::Null) => None,
        Some(Value::String(uuid)) => Some(uuid),
        Some(_) => return Err(Refusal::raised("MALFORMED_REQUEST_BODY")),
    };
    let content: Map<String, Value> =
        fields.into_iter().map(|(name, value)| (apples(context, name), value)).collect();
    let mut connection = context.write();
    let tenant = &context.caller.tenant;
    let old = match &replaces {
        None => None,
        Some(uuid) => {
            let old = version(&connection, Some(tenant), uuid)?;
            Some(old.ok_or_else(|| Refusal::raised("PROFILE_NOT_FOUND"))?)
        }
    };
    if old.as_ref().is_some_and(|old| !old.is_current) {
        return Err(Refusal::raised("PROFILE_SUPERSEDED"));
    }
    let text = Value::Object(content.clone()).to_string();
    let old = old.map(|old| old.id);
    let (id, uuid) = define(&mut connection, tenant, &text, old, context.host.options.seed)?;
    let serials = content.get("devices").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut outcomes = Map::new();
    for serial in serials.iter().filter_map(Value::as_str) {
        let word = match profiles::change(context, &connection, serial, Some(id)) {
            Ok(answer) => answer[context.name("assignment", "result")].clone(),
            Err(refusal) if refusal.status == 404 => "NOT_ACCESSIBLE".into(),
            Err(refusal) => return Err(refusal),
        };
        outcomes.insert(serial.to_owned(), word);
    }
    Ok(object([
        (context.name(NAMES, "profile_uuid"), uuid.into()),
        (context.name(NAMES, "devices"), outcomes.into()),
    ]))
}

/// `DELETE …/profiles/{uuid}`: the profile and all its versions. Only what no device has can go.
pub(super) fn retire(context: &Context<'_>, uuid: &str) -> Answer {
    let mut connection = context.host.db.lock();
    let tenant = &context.caller.tenant;
    let Some(version) = version(&connection, Some(tenant), uuid)? else {
        return Err(Refusal::raised("PROFILE_NOT_FOUND"));
    };
    if !version.is_current {
        return Err(Refusal::raised("PROFILE_SUPERSEDED"));
    }
    let transaction = connection.transaction()?;
    let ids: Vec<i64> = transaction
        .prepare(LINEAGE)?
        .query_map([version.id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in &ids {
        transaction.execute("DELETE FROM PROFILE_LINEAGE WHERE OLD_ID = ?1", [id])?;
    }
    for id in &ids {
        transaction.execute(
            "INSERT INTO RETIRED_PROFILE (ID, UUID, TENANT_DOMAIN, RETIRED_TIME)
             SELECT ID, UUID, TENANT_DOMAIN, ?2 FROM IOS_DEP_PROFILE WHERE ID = ?1",
            params![id, now()],
        )?;
        transaction.execute("DELETE FROM IOS_DEP_PROFILE WHERE ID = ?1", [id])?;
    }
    transaction.commit()?;
    Ok(object([]))
}

/// Edits a profile as the console's own page does: the content gets a new UUID. Returns the new UUID, or `None` if
/// the old one is not current.
pub(crate) fn edit(
    connection: &mut Connection,
    uuid: &str,
    seed: u64,
) -> rusqlite::Result<Option<String>> {
    let Some(old) = version(connection, None, uuid)?.filter(|old| old.is_current) else {
        return Ok(None);
    };
    let tenant: String = connection.query_row(
        "SELECT TENANT_DOMAIN FROM IOS_DEP_PROFILE WHERE ID = ?1",
        [old.id],
        |row| row.get(0),
    )?;
    let (_, uuid) = define(connection, &tenant, &old.content, Some(old.id), seed)?;
    Ok(Some(uuid))
}

/// Stores a profile under a new UUID, and in the lineage of the one that it replaces. Returns its ID and its UUID.
fn define(
    connection: &mut Connection,
    tenant: &str,
    content: &str,
    replaces: Option<i64>,
    seed: u64,
) -> rusqlite::Result<(i64, String)> {
    let transaction = connection.transaction()?;
    let id: i64 = transaction.query_row(
        "SELECT ifnull(max(ID), 0) + 1
         FROM (SELECT ID FROM IOS_DEP_PROFILE UNION ALL SELECT ID FROM RETIRED_PROFILE)",
        [],
        |row| row.get(0),
    )?;
    let mut dice = Dice::new(seed ^ 0x6564_6974 ^ id as u64);
    let uuid = format!("{:016X}{:016X}", dice.next(), dice.next());
    transaction.execute(
        "INSERT INTO IOS_DEP_PROFILE (ID, UUID, PROFILE_NAME, TENANT_DOMAIN, PROFILE_CONTENT)
         VALUES (?1, ?2, ifnull(?4 ->> '$.profile_name', ''), ?3, ?4)",
        params![id, uuid, tenant, content],
    )?;
    if let Some(old) = replaces {
        transaction.execute(
            "INSERT INTO PROFILE_LINEAGE (OLD_ID, NEW_ID, EDITED_TIME) VALUES (?1, ?2, ?3)",
            params![old, id, now()],
        )?;
    }
    transaction.commit()?;
    Ok((id, uuid))
}

/// The version with a UUID, of one tenant or of any. Apple compares UUIDs exactly.
fn version(
    connection: &Connection,
    tenant: Option<&str>,
    uuid: &str,
) -> rusqlite::Result<Option<Version>> {
    connection
        .query_row(
            "SELECT ID, PROFILE_CONTENT, ID NOT IN (SELECT OLD_ID FROM PROFILE_LINEAGE) FROM IOS_DEP_PROFILE
             WHERE UUID = ?1 AND TENANT_DOMAIN = ifnull(?2, TENANT_DOMAIN)",
            params![uuid, tenant],
            |row| Ok(Version { id: row.get(0)?, content: row.get(1)?, is_current: row.get(2)? }),
        )
        .optional()
}

/// Apple's name of a field that the contract may name otherwise.
fn apples(context: &Context<'_>, name: String) -> String {
    context.host.contract.key(NAMES, &name).map_or(name, str::to_owned)
}
