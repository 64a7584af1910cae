//! Checks of whole profiles: read, defined, edited and retired, over a host that plays Apple.

use host::{AppleRefusal, ChangeError, Defined, Json, Kind, Part, ProfileRecord};
use serde_json::json;

use crate::calls::{BENCH, OLD_STAFF, STAFF, path};
use crate::control::fault;
use crate::{Check, Harness, bad, good, same, that};

/// Whether the host has whole profiles. One that has none must say so.
async fn has(h: &Harness) -> Result<bool, String> {
    let all = [Part::Profile, Part::ProfileCreate, Part::ProfileRetire];
    if all.iter().all(|part| h.client.offers(*part)) {
        return Ok(true);
    }
    bad("a whole profile", h.client.profile_whole(STAFF).await, Kind::Absent)?;
    for change in [
        h.client.define_profile(&h.client.empty_profile(), None, &[]).await.err(),
        h.client.retire_profile(STAFF).await.err(),
    ] {
        let kind = change.map(|error| error.cause().kind);
        same("a host without profiles", kind, Some(Kind::Absent))?;
    }
    Ok(false)
}

/// A profile with a field of each type, and one that only its owner knows.
fn kiosk(h: &Harness, name: &str) -> ProfileRecord {
    let mut record = h.client.empty_profile();
    record.put("profile_name", Json::from(name));
    record.put("url", Json::from("https://mdm.example.com/größer?a=b&c"));
    record.put("is_supervised", Json::Flag(true));
    record.put("skip_setup_items", Json::List(vec![Json::from("Siri"), Json::from("TOS")]));
    let own = vec![("ä \"b\" %2F".to_owned(), Json::List(vec![Json::Null, Json::Number(1.5)]))];
    record.put("own", Json::Record(own));
    record
}

async fn known(h: &Harness) -> Result<Vec<String>, String> {
    let list = good("the list", h.client.profiles().await)?;
    Ok(list.into_iter().map(|profile| profile.uuid).collect())
}

async fn define(
    h: &Harness,
    record: &ProfileRecord,
    replaces: Option<&str>,
) -> Result<Defined, ChangeError> {
    let known = known(h).await.unwrap_or_default();
    h.client.define_profile(record, replaces, &known).await
}

fn done(what: &str, answer: Result<Defined, ChangeError>) -> Result<Defined, String> {
    answer.map_err(|error| format!("{what}: {error:?}"))
}

pub async fn life(h: &Harness) -> Check {
    if !has(h).await? {
        return Ok(());
    }
    let sent = kiosk(h, "Kiosk größer");
    let first = done("define", define(h, &sent, None).await)?;
    let stored = good("stored", first.stored)?;
    same("stored", stored.differences(&sent), Vec::new())?;
    same("its UUID", stored.uuid(), first.uuid.clone())?;
    same("a field of its owner", stored.get("own").cloned(), sent.get("own").cloned())?;
    let mut edit = stored;
    edit.put("department", Json::from("IT"));
    edit.put("is_supervised", Json::Null);
    let second = done("edit", define(h, &edit, Some(&first.uuid)).await)?;
    that("a new UUID", second.uuid != first.uuid)?;
    let stored = good("stored", second.stored)?;
    same("edited", stored.differences(&edit), Vec::new())?;
    let old = good("the old version", h.client.profile_whole(&first.uuid).await)?;
    let changed = vec!["department".to_owned(), "is_supervised".to_owned()];
    same("what has changed", stored.differences(&old), changed)?;
    let list = good("the list", h.client.profiles().await)?;
    let row = list.iter().find(|profile| profile.uuid == second.uuid).ok_or("not in the list")?;
    same("its older version", &row.superseded, &vec![first.uuid])?;
    let in_use = h.client.retire_profile(STAFF).await.err().ok_or("a profile in use is gone")?;
    same("a profile in use", in_use.cause().kind, Kind::Conflict)?;
    h.client.retire_profile(&second.uuid).await.map_err(|error| format!("{error:?}"))?;
    bad("read", h.client.profile_whole(&second.uuid).await, Kind::NotFound)?;
    h.client.retire_profile(&second.uuid).await.map_err(|error| format!("again: {error:?}"))
}

pub async fn lost_answers(h: &Harness) -> Check {
    if !has(h).await? {
        return Ok(());
    }
    let create = path(h, Part::ProfileCreate)?.to_owned();
    for action in [
        json!({"status": 500, "body": "", "handled": true}),
        json!({"status": 204, "body": "", "handled": true}),
        json!({"garbage": true}),
        json!({"dropAfter": true}),
    ] {
        let what = action.to_string();
        fault(h, "POST", &create, 1, action.clone()).await?;
        let first = done(&what, define(h, &kiosk(h, &what), None).await)?;
        fault(h, "POST", &create, 1, action).await?;
        let edit = kiosk(h, &format!("{what} 2"));
        let second = done(&what, define(h, &edit, Some(&first.uuid)).await)?;
        let list = good("the list", h.client.profiles().await)?;
        let row = list.iter().find(|profile| profile.uuid == second.uuid);
        let older = row.map(|profile| profile.superseded.clone());
        same("its older version", older, Some(vec![first.uuid]))?;
    }
    let before = known(h).await?;
    fault(h, "POST", &create, 1, json!({"status": 500, "body": ""})).await?;
    let refused = define(h, &kiosk(h, "Never"), None).await;
    that("nothing was done", matches!(refused, Err(ChangeError::NotDone(_))))?;
    same("the list", known(h).await?, before)
}

pub async fn refusals(h: &Harness) -> Check {
    if !has(h).await? {
        return Ok(());
    }
    let long = "x".repeat(3000);
    for (field, value, code) in [
        ("profile_name", Json::Null, "CONFIG_NAME_REQUIRED"),
        ("profile_name", Json::from(&*long), "CONFIG_NAME_INVALID"),
        ("url", Json::Null, "CONFIG_URL_REQUIRED"),
        ("url", Json::from(&*long), "CONFIG_URL_INVALID"),
        ("department", Json::from(""), "DEPARTMENT_INVALID"),
        ("org_magic", Json::from(&*long), "MAGIC_INVALID"),
        ("support_email_address", Json::from(&*long), "SUPPORT_EMAIL_INVALID"),
        ("support_phone_number", Json::from(&*long), "SUPPORT_PHONE_INVALID"),
        ("language", Json::from("xx"), "LOCALE_INVALID"),
        ("allow_pairing", Json::from("yes"), "MALFORMED_REQUEST_BODY"),
    ] {
        let mut record = kiosk(h, "Kiosk");
        record.put(field, value);
        let Err(ChangeError::NotDone(error)) = define(h, &record, Some(BENCH)).await else {
            return Err(format!("{code}: not refused"));
        };
        same(code, error.kind, Kind::Refused)?;
        let told = error.items.first().and_then(|item| AppleRefusal::parse(&item.code));
        same("the code", told.map(|refusal| refusal.code), Some(code))?;
        that("a sentence of the host", !error.message.is_empty())?;
    }
    let whole = good("the old one", h.client.profile_whole(BENCH).await)?;
    same("it is as it was", whole.text("profile_name"), "Test bench".to_owned())?;
    that("it is current", known(h).await?.iter().any(|uuid| uuid == BENCH))
}

pub async fn conflict(h: &Harness) -> Check {
    if !has(h).await? {
        return Ok(());
    }
    let old = define(h, &kiosk(h, "Late"), Some(OLD_STAFF[0])).await;
    let Err(ChangeError::NotDone(error)) = old else {
        return Err(format!("an old version is edited: {old:?}"));
    };
    same("an old version", error.kind, Kind::Conflict)?;
    done("one admin", define(h, &kiosk(h, "One"), Some(BENCH)).await)?;
    let two = define(h, &kiosk(h, "Two"), Some(BENCH)).await;
    let Err(ChangeError::NotDone(error)) = two else {
        return Err(format!("the other admin: {two:?}"));
    };
    same("the other admin", error.kind, Kind::Conflict)
}
