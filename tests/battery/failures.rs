//! The client's errors and retries when the host or the network fails.

use host::{Kind, Part};
use serde_json::json;

use crate::calls::{
    ASSIGNED, EMPTY, device_path, enrollment_path, for_user, path, query, read, save,
};
use crate::control::{clear, fault, faults_left, stored};
use crate::{Check, Harness, bad, good, same, serial, that};

/// More often than the client's retries and the browser's own together.
const ALWAYS: u32 = 50;

pub async fn read_again(h: &Harness) -> Check {
    fault(h, "GET", &device_path(h, ASSIGNED)?, 1, json!({ "status": 503, "body": "busy" }))
        .await?;
    good("the device", h.client.device(&serial(ASSIGNED)?).await)?;
    same("faults left", faults_left(h).await?, 0)
}

pub async fn read_gives_up(h: &Harness) -> Check {
    fault(h, "GET", &device_path(h, ASSIGNED)?, 5, json!({ "status": 503, "body": "busy" }))
        .await?;
    let error = bad("the device", h.client.device(&serial(ASSIGNED)?).await, Kind::Server)?;
    same("status", error.status, Some(503))?;
    same("faults left", faults_left(h).await?, 2)
}

pub async fn write_once(h: &Harness) -> Check {
    fault(h, "PUT", &enrollment_path(h, EMPTY)?, 2, json!({ "status": 503, "body": "busy" }))
        .await?;
    bad("save", save(h, EMPTY, &for_user("bob", false)?, None).await?, Kind::Server)?;
    same("faults left", faults_left(h).await?, 1)?;
    same("table", stored(h, EMPTY).await?, (String::new(), false, true))
}

pub async fn write_fails(h: &Harness) -> Check {
    let before = stored(h, ASSIGNED).await?;
    fault(h, "PUT", &enrollment_path(h, ASSIGNED)?, 1, json!({ "status": 500, "body": "" }))
        .await?;
    bad("save", save(h, ASSIGNED, &for_user("bob", true)?, None).await?, Kind::Server)?;
    same("table", stored(h, ASSIGNED).await?, before)?;
    good("save again", save(h, ASSIGNED, &for_user("bob", true)?, None).await?)?;
    same("table", stored(h, ASSIGNED).await?, ("bob".to_owned(), false, true))
}

pub async fn error_page(h: &Harness) -> Check {
    let page = "<!DOCTYPE html><html><body><h1>HTTP Status 500</h1><pre>java.lang.NullPointerException</pre></body></html>";
    let action = json!({ "status": 500, "body": page, "contentType": "text/html" });
    fault(h, "GET", &device_path(h, ASSIGNED)?, 1, action).await?;
    let error = bad("the device", h.client.device(&serial(ASSIGNED)?).await, Kind::Server)?;
    same("no markup reaches the admin", error.message.as_str(), "")?;
    good("the next try", h.client.device(&serial(ASSIGNED)?).await).map(|_| ())
}

pub async fn error_bean(h: &Harness) -> Check {
    let bean = json!({ "code": 500, "message": "", "description": "The store is\u{7} closed." })
        .to_string();
    let action = json!({ "status": 500, "body": bean, "contentType": "application/json" });
    fault(h, "PUT", &enrollment_path(h, EMPTY)?, 1, action).await?;
    let error = bad("save", save(h, EMPTY, &for_user("bob", false)?, None).await?, Kind::Server)?;
    same("words", error.message.as_str(), "The store is closed.")
}

pub async fn throttled(h: &Harness) -> Check {
    let mut body = serde_json::Map::new();
    body.insert("message".to_owned(), "slow down".into());
    body.insert(h.contract.assignment.retry_after().to_owned(), 3600.into());
    let action = json!({ "status": 429, "body": serde_json::Value::Object(body).to_string() });
    fault(h, "GET", &device_path(h, ASSIGNED)?, 2, action).await?;
    let error = bad("the device", h.client.device(&serial(ASSIGNED)?).await, Kind::Throttled)?;
    same("wait", error.retry_after, Some(3600))?;
    same("an hour is not waited for", faults_left(h).await?, 1)
}

pub async fn garbage(h: &Harness) -> Check {
    fault(h, "GET", &device_path(h, ASSIGNED)?, 1, json!({ "garbage": true })).await?;
    bad("the device", h.client.device(&serial(ASSIGNED)?).await, Kind::Unreadable)?;
    fault(h, "PUT", &enrollment_path(h, EMPTY)?, 1, json!({ "garbage": true })).await?;
    let saved = good("save", save(h, EMPTY, &for_user("bob", false)?, None).await?)?;
    same("the record counts", saved.complete(), Some(for_user("bob", false)?.to_draft()))
}

pub async fn truncated(h: &Harness) -> Check {
    fault(h, "GET", &device_path(h, ASSIGNED)?, ALWAYS, json!({ "truncate": true })).await?;
    let error = h.client.device(&serial(ASSIGNED)?).await;
    let kind = error.as_ref().map_err(|error| error.kind).err();
    // Some transports report an aborted connection, others a truncated text. Neither may read as a device.
    that("a cut answer is no device", matches!(kind, Some(Kind::Unreachable | Kind::Unreadable)))?;
    clear(h).await?;
    good("the next try", h.client.device(&serial(ASSIGNED)?).await).map(|_| ())
}

pub async fn dropped_once(h: &Harness) -> Check {
    fault(h, "GET", &device_path(h, ASSIGNED)?, 1, json!({ "drop": true })).await?;
    good("the device", h.client.device(&serial(ASSIGNED)?).await)?;
    same("faults left", faults_left(h).await?, 0)
}

pub async fn dropped(h: &Harness) -> Check {
    fault(h, "GET", &device_path(h, ASSIGNED)?, ALWAYS, json!({ "drop": true })).await?;
    bad("the device", h.client.device(&serial(ASSIGNED)?).await, Kind::Unreachable)?;
    fault(h, "PUT", &enrollment_path(h, EMPTY)?, ALWAYS, json!({ "drop": true })).await?;
    bad("save", save(h, EMPTY, &for_user("bob", false)?, None).await?, Kind::Unreachable)?;
    clear(h).await?;
    good("the next try", h.client.device(&serial(ASSIGNED)?).await).map(|_| ())
}

pub async fn hanging(h: &Harness) -> Check {
    fault(h, "GET", &device_path(h, ASSIGNED)?, ALWAYS, json!({ "hang": true })).await?;
    bad("the device", h.hasty.device(&serial(ASSIGNED)?).await, Kind::Timeout)?;
    let path = enrollment_path(h, EMPTY)?;
    fault(h, "PUT", &path, ALWAYS, json!({ "hang": true })).await?;
    let saved = h.hasty.save_enrollment(&serial(EMPTY)?, &for_user("bob", false)?, None).await;
    bad("save", saved.map_err(|error| error.cause().clone()), Kind::Timeout)?;
    clear(h).await?;
    good("the next try", h.client.device(&serial(ASSIGNED)?).await).map(|_| ())
}

pub async fn slow(h: &Harness) -> Check {
    fault(h, "GET", &device_path(h, ASSIGNED)?, 1, json!({ "delayMs": 150 })).await?;
    good("the device", h.client.device(&serial(ASSIGNED)?).await)?;
    same("faults left", faults_left(h).await?, 0)
}

pub async fn no_readiness(h: &Harness) -> Check {
    fault(h, "GET", path(h, Part::Readiness)?, 1, json!({ "missing": true })).await?;
    let readiness = good("readiness", h.client.readiness().await)?;
    same("everything is absent", readiness, host::Readiness::default())
}

pub async fn no_profiles(h: &Harness) -> Check {
    fault(h, "GET", path(h, Part::Profiles)?, 1, json!({ "missing": true })).await?;
    bad("profiles", h.client.profiles().await, Kind::NotFound)?;
    good("the devices do not suffer", h.client.devices(&query()).await)?;
    read(h, ASSIGNED).await.map(|_| ())
}
