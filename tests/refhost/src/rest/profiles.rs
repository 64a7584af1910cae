//! The list of profiles, and assignments. It simulates Apple: a removal leaves the old UUID in the record, and some serials
//! are refused. It must never return an outcome that is not in the APPLE_OUTCOME table.

use super::{Answer, Context, Refusal, not_found, object};
use crate::db::now;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

/// `GET …/profiles`: the current profiles, each with its older UUIDs.
pub(super) fn list(context: &Context<'_>) -> Answer {
    let (offset, limit) = context.page()?;
    let name = context.parameter("name").unwrap_or("").to_lowercase();
    let connection = context.host.db.lock();
    let filter = "TENANT_DOMAIN = ?1 AND instr(fold(PROFILE_NAME), ?2) > 0
        AND ID NOT IN (SELECT OLD_ID FROM PROFILE_LINEAGE)";
    let count = connection.query_row(
        &format!("SELECT count(*) FROM IOS_DEP_PROFILE WHERE {filter}"),
        params![context.caller.tenant, name],
        |row| row.get(0),
    )?;
    let sql = format!(
        "SELECT UUID, PROFILE_NAME, PROFILE_CONTENT ->> '$.is_supervised', PROFILE_CONTENT ->> '$.is_mandatory',
            PROFILE_CONTENT ->> '$.is_mdm_removable',
            (WITH RECURSIVE OLDER (ID) AS (
                SELECT OLD_ID FROM PROFILE_LINEAGE WHERE NEW_ID = CURRENT.ID
                UNION ALL SELECT OLD_ID FROM PROFILE_LINEAGE JOIN OLDER ON NEW_ID = OLDER.ID)
             SELECT group_concat(UUID, ' ') FROM OLDER JOIN IOS_DEP_PROFILE USING (ID)),
            (SELECT count(*) FROM IOS_PRE_ENROLLED_DEVICE
             WHERE DEP_PROFILE_ID = CURRENT.ID AND STATUS IN ('Assigned', 'Pushed'))
         FROM IOS_DEP_PROFILE AS CURRENT WHERE {filter} ORDER BY ID LIMIT {limit} OFFSET {offset}"
    );
    let mut query = connection.prepare(&sql)?;
    let rows = query.query_map(params![context.caller.tenant, name], |row| {
        let older: Option<String> = row.get(5)?;
        let older: Vec<Value> =
            older.iter().flat_map(|text| text.split(' ')).map(Value::from).collect();
        Ok(object([
            (context.name("profile", "uuid"), row.get::<_, String>(0)?.into()),
            (context.name("profile", "name"), row.get::<_, String>(1)?.into()),
            (context.name("profile", "supervised"), row.get::<_, Option<bool>>(2)?.into()),
            (context.name("profile", "mandatory"), row.get::<_, Option<bool>>(3)?.into()),
            (context.name("profile", "mdmRemovable"), row.get::<_, Option<bool>>(4)?.into()),
            (context.name("profile", "superseded"), older.into()),
            (context.name("profile", "deviceCount"), row.get::<_, i64>(6)?.into()),
        ]))
    })?;
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(context.list("profiles", rows, count))
}

/// `PUT …/devices/{serial}/profile`.
pub(super) fn assign(context: &Context<'_>, serial: &str) -> Answer {
    let body = context.object()?;
    let Some(uuid) = body.get(context.name("assignment", "profileUuid")).and_then(Value::as_str)
    else {
        return Err(Refusal::coded(
            400,
            "PROFILE_UUID_REQUIRED",
            "The request body must name a profile UUID.",
        ));
    };
    let connection = context.write();
    let profile = profile(context, &connection, uuid)?;
    change(context, &connection, serial, Some(profile))
}

/// `DELETE …/devices/{serial}/profile`.
pub(super) fn remove(context: &Context<'_>, serial: &str) -> Answer {
    change(context, &context.write(), serial, None)
}

/// `POST …/devices/profile/bulk`: an outcome for each serial. A serial of another tenant is NOT_ACCESSIBLE.
pub(super) fn bulk(context: &Context<'_>) -> Answer {
    let body = context.object()?;
    let serials = body.get(context.name("assignment", "serials")).and_then(Value::as_array);
    let serials: Option<Vec<&str>> =
        serials.and_then(|list| list.iter().map(Value::as_str).collect());
    let serials = match serials {
        Some(serials) if (1..=100).contains(&serials.len()) => serials,
        _ => {
            return Err(Refusal::coded(
                400,
                "DEVICE_ID_REQUIRED",
                "Between 1 and 100 serial numbers are needed.",
            ));
        }
    };
    let connection = context.write();
    let profile = match body.get(context.name("assignment", "profileUuid")) {
        None | Some(Value::Null) => None,
        Some(Value::String(uuid)) => Some(profile(context, &connection, uuid)?),
        Some(_) => {
            return Err(Refusal::coded(
                400,
                "PROFILE_UUID_REQUIRED",
                "The profile UUID must be text.",
            ));
        }
    };
    let wait = context.name("assignment", "retryAfterSeconds");
    let mut longest = Value::Null;
    let mut results = Vec::with_capacity(serials.len());
    for serial in serials {
        let mut result = match change(context, &connection, serial, profile) {
            Err(refusal) if refusal.status == 404 => object([
                (context.name("assignment", "serial"), serial.into()),
                (context.name("assignment", "result"), "NOT_ACCESSIBLE".into()),
                (context.name("assignment", "message"), words("NOT_ACCESSIBLE").into()),
            ]),
            other => other?,
        };
        // The wait is returned once for the whole call.
        if let Some(seconds) = result.as_object_mut().and_then(|fields| fields.remove(wait)) {
            longest = seconds;
        }
        results.push(result);
    }
    Ok(object([(context.name("lists", "results"), results.into()), (wait, longest)]))
}

/// The row of a profile. Apple compares UUIDs exactly, so a dashed or lower-case one is unknown.
fn profile(context: &Context<'_>, connection: &Connection, uuid: &str) -> Result<i64, Refusal> {
    let row = connection.query_row(
        "SELECT ID FROM IOS_DEP_PROFILE WHERE UUID = ?1 AND TENANT_DOMAIN = ?2
           AND ID NOT IN (SELECT OLD_ID FROM PROFILE_LINEAGE)",
        params![uuid, context.caller.tenant],
        |row| row.get(0),
    );
    row.optional()?.ok_or_else(|| {
        Refusal::coded(404, "PROFILE_NOT_FOUND", "There is no current profile with this UUID.")
    })
}

fn words(outcome: &str) -> Option<&'static str> {
    match outcome {
        "NOT_ACCESSIBLE" => Some("Apple says that this device does not belong to this server."),
        "FAILED" => Some("Apple failed for an unexpected reason."),
        "THROTTLED" => Some("Apple has had too many requests for this device."),
        _ => None,
    }
}

/// Assigns (`Some`) or removes (`None`). A device keeps its fetched profile until it is wiped, so its push time
/// stays.
pub(super) fn change(
    context: &Context<'_>,
    connection: &Connection,
    serial: &str,
    profile: Option<i64>,
) -> Answer {
    let tenant = &context.caller.tenant;
    let known: Option<(Option<String>, Option<u32>)> = connection
        .query_row(
            "SELECT OUTCOME, RETRY_AFTER FROM IOS_PRE_ENROLLED_DEVICE LEFT JOIN APPLE_OUTCOME USING (SERIAL)
             WHERE SERIAL = ?1 AND TENANT_DOMAIN = ?2",
            params![serial, tenant],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let Some((outcome, wait)) = known else { return Err(not_found()) };
    // Apple throttles assignments only.
    let refused = outcome.filter(|word| profile.is_some() || word != "THROTTLED");
    if refused.is_none() {
        match profile {
            Some(id) => connection.execute(
                "UPDATE IOS_PRE_ENROLLED_DEVICE SET DEP_PROFILE_ID = ?3, STATUS = 'Assigned', PROFILE_ASSIGN_TIME = ?4
                 WHERE SERIAL = ?1 AND TENANT_DOMAIN = ?2",
                params![serial, tenant, id, now()],
            )?,
            // As at Apple, the UUID stays in the record. A device without one stays empty.
            None => connection.execute(
                "UPDATE IOS_PRE_ENROLLED_DEVICE SET STATUS = 'Removed'
                 WHERE SERIAL = ?1 AND TENANT_DOMAIN = ?2 AND DEP_PROFILE_ID IS NOT NULL",
                params![serial, tenant],
            )?,
        };
    }
    let status: Option<String> = connection.query_row(
        "SELECT STATUS FROM IOS_PRE_ENROLLED_DEVICE WHERE SERIAL = ?1 AND TENANT_DOMAIN = ?2",
        params![serial, tenant],
        |row| row.get(0),
    )?;
    let word = refused.as_deref().unwrap_or("SUCCESS");
    Ok(object([
        (context.name("assignment", "serial"), serial.into()),
        (context.name("assignment", "status"), status.into()),
        (context.name("assignment", "result"), word.into()),
        (context.name("assignment", "message"), words(word).into()),
        (
            context.name("assignment", "retryAfterSeconds"),
            wait.filter(|_| word == "THROTTLED").into(),
        ),
    ]))
}
