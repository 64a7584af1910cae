//! The device list, one device, the sync with Apple. It owns the wire format of a device, dates included.

use super::{Answer, Context, Refusal, not_found, object};
use crate::db::now;
use crate::seed;
use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, Row, params, params_from_iter};
use serde_json::Value;
use time::OffsetDateTime;
use time::macros::format_description;

const COLUMNS: &str = "SERIAL, DEVICE_IDENTIFIER, STATUS, UUID, PROFILE_NAME, USERNAME, NEED_BASIC_AUTH,
    IS_AGENT_REQUIRED, OS, DEVICE_FAMILY, DEVICE_MODEL, DESCRIPTION, COLOR, PROFILE_ASSIGN_TIME, PROFILE_PUSH_TIME,
    DEVICE_ASSIGNED_TIME, DEVICE_ASSIGNED_BY";

const FROM: &str =
    "IOS_PRE_ENROLLED_DEVICE D LEFT JOIN IOS_DEP_PROFILE P ON P.ID = D.DEP_PROFILE_ID";

/// The text columns of [`COLUMNS`] by position, with their keys in the contract.
const TEXTS: [(usize, &str); 12] = [
    (0, "serial"),
    (1, "deviceIdentifier"),
    (2, "status"),
    (3, "profileUuid"),
    (4, "profileName"),
    (5, "username"),
    (8, "os"),
    (9, "deviceFamily"),
    (10, "deviceModel"),
    (11, "description"),
    (12, "color"),
    (16, "deviceAssignedBy"),
];

fn device(context: &Context<'_>, row: &Row<'_>) -> rusqlite::Result<Value> {
    let mut fields = Vec::with_capacity(17);
    for (column, key) in TEXTS {
        fields.push((context.name("device", key), row.get::<_, Option<String>>(column)?.into()));
    }
    for (column, key) in [(6, "loginRequired"), (7, "agentRequired")] {
        fields.push((context.name("device", key), row.get::<_, bool>(column)?.into()));
    }
    // The hosts' beans are serialised by Gson, which writes dates as text. Newer resources send milliseconds. Both
    // occur here.
    for (column, key) in [(13, "profileAssignTime"), (14, "profilePushTime")] {
        let time: Option<i64> = row.get(column)?;
        fields.push((context.name("device", key), time.and_then(gson_date).into()));
    }
    fields.push((
        context.name("device", "deviceAssignedTime"),
        row.get::<_, Option<i64>>(15)?.into(),
    ));
    Ok(object(fields))
}

/// Milliseconds as `Wed, 4 Mar 2026 09:12:44 +0000`.
fn gson_date(millis: i64) -> Option<String> {
    let format = format_description!(
        "[weekday repr:short], [day padding:none] [month repr:short] [year] [hour]:[minute]:[second] +0000"
    );
    OffsetDateTime::from_unix_timestamp(millis.div_euclid(1000)).ok()?.format(&format).ok()
}

/// `GET …/devices`.
pub(super) fn list(context: &Context<'_>) -> Answer {
    let (offset, limit) = context.page()?;
    let mut filter = String::from("D.TENANT_DOMAIN = ?1");
    let mut values = vec![Sql::from(context.caller.tenant.clone())];
    let mut add = |sql: &str, value: Sql| {
        values.push(value);
        filter.push_str(" AND ");
        filter.push_str(&sql.replace("??", &format!("?{}", values.len())));
    };
    let conditions = [
        ("serial", "instr(upper(D.SERIAL), ??) > 0"),
        ("user", "instr(fold(D.USERNAME), ??) > 0"),
        ("status", "D.STATUS = ?? COLLATE NOCASE"),
        ("profile", "P.UUID = ??"),
    ];
    for (key, sql) in conditions {
        if let Some(value) = context.parameter(key) {
            let value = if key == "serial" || key == "profile" {
                value.to_uppercase()
            } else {
                value.to_lowercase()
            };
            add(sql, value.into());
        }
    }
    for (key, column) in
        [("loginRequired", "D.NEED_BASIC_AUTH"), ("agentRequired", "D.IS_AGENT_REQUIRED")]
    {
        match context.parameter(key) {
            None => {}
            Some(word @ ("true" | "false")) => {
                add(&format!("{column} = ??"), Sql::from(i64::from(word == "true")))
            }
            Some(_) => {
                return Err(Refusal::new(
                    400,
                    &format!("Request parameter {key} must be true or false."),
                ));
            }
        }
    }
    let order = order(context)?;
    let connection = context.host.db.lock();
    // Every page tells the count. Without a look at each device's profile that costs a fifth for 100,000 devices.
    let counted = if filter.contains("P.") { FROM } else { "IOS_PRE_ENROLLED_DEVICE D" };
    let count: i64 = connection
        .prepare_cached(&format!("SELECT count(*) FROM {counted} WHERE {filter}"))?
        .query_row(params_from_iter(&values), |row| row.get(0))?;
    // The page's rows are found by an index first, so a late page costs little more than the first one.
    let page = format!(
        "SELECT D.ID FROM {FROM} WHERE {filter} ORDER BY {order} LIMIT {limit} OFFSET {offset}"
    );
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE D.ID IN ({page}) ORDER BY {order}");
    let mut query = connection.prepare_cached(&sql)?;
    let rows = query.query_map(params_from_iter(&values), |row| device(context, row))?;
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(context.list("devices", rows, count))
}

/// The order of the list: the column's, and the list's own within equal values.
fn order(context: &Context<'_>) -> Result<String, Refusal> {
    let word = context.parameter("sort").filter(|_| context.host.options.beyond);
    let Some(word) = word else { return Ok("D.ID".to_owned()) };
    let (key, way) = word.strip_prefix('-').map_or((word, "ASC"), |key| (key, "DESC"));
    let columns: &[&str] = match key {
        "serial" => &["D.SERIAL"],
        "user" => &["D.USERNAME COLLATE NOCASE"],
        "profile" => &["P.PROFILE_NAME", "P.ID"],
        _ => return Err(Refusal::new(400, "The list cannot be sorted by this.")),
    };
    let columns = columns.iter().chain(&["D.ID"]).map(|column| format!("{column} {way}"));
    Ok(columns.collect::<Vec<_>>().join(", "))
}

/// `GET …/devices/{serial}`. A device of another tenant is a 404.
pub(super) fn one(context: &Context<'_>, serial: &str) -> Answer {
    let connection = context.host.db.lock();
    connection
        .query_row(
            &format!("SELECT {COLUMNS} FROM {FROM} WHERE D.SERIAL = ?1 AND D.TENANT_DOMAIN = ?2"),
            params![serial, context.caller.tenant],
            |row| device(context, row),
        )
        .optional()?
        .ok_or_else(not_found)
}

/// `POST …/devices/sync`: adds two new devices. Returns the tenant's number of devices, the new ones and the moment.
pub(super) fn sync(context: &Context<'_>) -> Answer {
    let mut connection = context.host.db.lock();
    let transaction = connection.transaction()?;
    let tenant = &context.caller.tenant;
    let serials = seed::new_from_apple(&transaction, tenant, context.host.options.seed)?;
    let done = now();
    transaction.execute(
        "REPLACE INTO SYNC (TENANT_DOMAIN, DONE_TIME) VALUES (?1, ?2)",
        params![tenant, done],
    )?;
    let count: i64 = transaction.query_row(
        "SELECT count(*) FROM IOS_PRE_ENROLLED_DEVICE WHERE TENANT_DOMAIN = ?1",
        [&context.caller.tenant],
        |row| row.get(0),
    )?;
    transaction.commit()?;
    let mut fields = vec![(context.name("lists", "count"), count.into())];
    if context.host.options.beyond {
        fields.push((context.name("lists", "newSerials"), serials.into()));
        fields.push((context.name("readiness", "lastSync"), done.into()));
    }
    Ok(object(fields))
}

#[cfg(test)]
mod tests {
    use super::gson_date;

    #[test]
    fn dates_read_as_gson_writes_them() {
        assert_eq!(gson_date(1_772_615_564_000).as_deref(), Some("Wed, 4 Mar 2026 09:12:44 +0000"));
    }
}
