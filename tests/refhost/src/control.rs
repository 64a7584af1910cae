//! The control endpoints of tests: `/__…`. The endpoints are open to everyone who can reach the port, so they must
//! only exist with `--faults`.

use crate::Host;
use crate::auth;
use crate::faults::Fault;
use crate::ways::typed;
use crate::{files, rest, seed, token};
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::response::Response;
use axum::routing::{get, post};
use rusqlite::types::ValueRef;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// The maximum size of a policy report. Browsers' reports have about 1 kB.
const REPORT_LIMIT: usize = 16 * 1024;

/// The control endpoints.
pub(crate) fn routes() -> Router<Arc<Host>> {
    Router::new()
        .route("/__faults", get(list_faults).post(add_fault).delete(clear_faults))
        .route("/__log", get(read_log).delete(clear_log))
        .route("/__writes", get(read_writes))
        .route(
            "/__csp",
            get(read_reports)
                .delete(clear_reports)
                .post(csp_report)
                .layer(DefaultBodyLimit::max(REPORT_LIMIT)),
        )
        .route("/__sql", post(sql))
        .route("/__reset", post(reset))
        .route("/__expire", post(expire))
        .route("/__expire-token", post(expire_token))
        .route("/__profile-edit", post(profile_edit))
        .route("/__push", post(push))
        .route("/__readiness", post(readiness))
        .route("/__probe.js", get(probe))
}

/// Browsers report policy violations here.
async fn csp_report(State(host): State<Arc<Host>>, body: String) -> Response {
    host.reports.push(serde_json::from_str(&body).unwrap_or(Value::String(body)));
    typed(204, "text/plain", "")
}

fn ok(body: &Value) -> Response {
    typed(200, "application/json", body.to_string())
}

fn refused(words: impl std::fmt::Display) -> Response {
    typed(400, "application/json", json!({"message": words.to_string()}).to_string())
}

fn parse<T: serde::de::DeserializeOwned>(body: &str) -> Result<T, Box<Response>> {
    serde_json::from_str(body).map_err(|error| Box::new(refused(error)))
}

async fn add_fault(State(host): State<Arc<Host>>, body: String) -> Response {
    match parse::<Fault>(&body) {
        Ok(fault) => {
            typed(201, "application/json", json!({"id": host.faults.add(fault)}).to_string())
        }
        Err(response) => *response,
    }
}

async fn list_faults(State(host): State<Arc<Host>>) -> Response {
    ok(&host.faults.left().into())
}

async fn clear_faults(State(host): State<Arc<Host>>) -> Response {
    host.faults.clear();
    ok(&json!({}))
}

async fn read_log(State(host): State<Arc<Host>>) -> Response {
    ok(&host.log.all())
}

async fn clear_log(State(host): State<Arc<Host>>) -> Response {
    host.log.clear();
    ok(&json!({}))
}

/// The writes since the last reset, each with its body, whether a fault touched it, and how often the console itself sent it
/// before.
async fn read_writes(State(host): State<Arc<Host>>) -> Response {
    ok(&host.writes.all())
}

async fn read_reports(State(host): State<Arc<Host>>) -> Response {
    ok(&host.reports.all())
}

async fn clear_reports(State(host): State<Arc<Host>>) -> Response {
    host.reports.clear();
    ok(&json!({}))
}

/// `{"sql":"SELECT …"}` → rows as objects.
async fn sql(State(host): State<Arc<Host>>, body: String) -> Response {
    let request: Value = match parse(&body) {
        Ok(request) => request,
        Err(response) => return *response,
    };
    match select(&host, request.get("sql").and_then(Value::as_str).unwrap_or("")) {
        Ok(rows) => ok(&rows),
        Err(error) => refused(error),
    }
}

fn select(host: &Host, sql: &str) -> anyhow::Result<Value> {
    let connection = host.db.lock();
    let mut statement = connection.prepare(sql)?;
    anyhow::ensure!(
        statement.readonly() && statement.column_count() > 0,
        "only SELECT is allowed here"
    );
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let rows = statement.query_map([], |row| {
        let mut object = Map::new();
        for (at, name) in names.iter().enumerate() {
            let value = match row.get_ref(at)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(number) => number.into(),
                ValueRef::Real(number) => number.into(),
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    String::from_utf8_lossy(bytes).into()
                }
            };
            object.insert(name.clone(), value);
        }
        Ok(Value::Object(object))
    })?;
    Ok(Value::Array(rows.collect::<Result<_, _>>()?))
}

/// `{"devices":N}`: seeds the DEP data again and clears the logs. Users, sessions and faults stay.
async fn reset(State(host): State<Arc<Host>>, body: String) -> Response {
    let request: Value = serde_json::from_str(&body).unwrap_or_default();
    let devices = request
        .get("devices")
        .and_then(Value::as_u64)
        .and_then(|number| u32::try_from(number).ok());
    let devices = devices.unwrap_or(host.options.devices);
    match seed::refill(&mut host.db.lock(), devices, host.options.seed) {
        Ok(()) => {
            host.log.clear();
            host.writes.clear();
            ok(&json!({"devices": devices}))
        }
        Err(error) => refused(error),
    }
}

async fn expire(State(host): State<Arc<Host>>) -> Response {
    match auth::end_all(&host.db) {
        Ok(count) => ok(&json!({"sessions": count})),
        Err(error) => refused(error),
    }
}

/// `{"form":"fault","refresh":true}`: the consoles' access tokens expire. The sessions live on.
async fn expire_token(State(host): State<Arc<Host>>, body: String) -> Response {
    let expiry = match parse(&body) {
        Ok(expiry) => expiry,
        Err(response) => return *response,
    };
    match token::expire(&host.db, None, expiry) {
        Ok(count) => ok(&json!({"sessions": count})),
        Err(error) => refused(error),
    }
}

/// `{"uuid":"…"}`: edits the profile, which gives it a new UUID.
async fn profile_edit(State(host): State<Arc<Host>>, body: String) -> Response {
    let request: Value = serde_json::from_str(&body).unwrap_or_default();
    let uuid = request.get("uuid").and_then(Value::as_str).unwrap_or("");
    match rest::edit_profile(&mut host.db.lock(), uuid, host.options.seed) {
        Ok(Some(new)) => ok(&json!({"uuid": new})),
        Ok(None) => refused("no current profile has this UUID"),
        Err(error) => refused(error),
    }
}

/// `{"serial":"…"}`: the assigned device fetches its profile, as on its first start.
async fn push(State(host): State<Arc<Host>>, body: String) -> Response {
    let request: Value = serde_json::from_str(&body).unwrap_or_default();
    let serial = request.get("serial").and_then(Value::as_str).unwrap_or("");
    let changed = host.db.lock().execute(
        "UPDATE IOS_PRE_ENROLLED_DEVICE SET STATUS = 'Pushed', PROFILE_PUSH_TIME = ?2,
            DEVICE_IDENTIFIER = ifnull(DEVICE_IDENTIFIER, lower(hex(randomblob(20))))
         WHERE SERIAL = ?1 AND STATUS = 'Assigned'",
        rusqlite::params![serial, crate::db::now()],
    );
    match changed {
        Ok(1) => ok(&json!({})),
        Ok(_) => refused("no assigned device has this serial number"),
        Err(error) => refused(error),
    }
}

/// Merges an object, under the contract's keys, into the readiness of every tenant. Null removes a fact.
async fn readiness(State(host): State<Arc<Host>>, body: String) -> Response {
    let changed =
        host.db.lock().execute("UPDATE READINESS SET BODY = json_patch(BODY, ?1)", [body]);
    match changed {
        Ok(_) => ok(&json!({})),
        Err(error) => refused(error),
    }
}

async fn probe(State(host): State<Arc<Host>>) -> Response {
    match files::read(&host, "demo/probe.js").await {
        Some(bytes) => typed(200, "application/javascript", bytes),
        // An empty script, because a page must work without its probe.
        None => typed(200, "application/javascript", ""),
    }
}
