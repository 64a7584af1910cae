//! Checks of writes: assignments and enrollments, read back from the host and from its database.

use host::{
    Assignment, ChangeQuery, Json, Kind, Method, Note, Outcome, Part, Request, SaveError, decode,
};
use rules::Draft;
use rules::checklist::Status;
use serde_json::{Map, json};

use crate::calls::{ASSIGNED, BENCH, BOTH, EMPTY, LOGIN, NO_PROFILE, PUSHED, STAFF};
use crate::calls::{enrollment_path, for_user, path, query, read, save as put, with_login};
use crate::control::{DEVICES, fault, stored};
use crate::{Check, Harness, bad, good, same, serial, that, uuid};

pub async fn assign(h: &Harness) -> Check {
    let device = serial(EMPTY)?;
    let answer =
        good("assign", h.client.assign(&device, &uuid(STAFF)?).await)?.ok_or("no answer")?;
    same("answer", (answer.serial.as_str(), &answer.outcome), (EMPTY, &Outcome::Success))?;
    same("status in the answer", answer.status, Status::Assigned)?;
    let device = good("read back", h.client.device(&device).await)?;
    same("status read", device.status, Status::Assigned)?;
    same("profile read", device.profile_uuid.as_str(), STAFF)
}

pub async fn unassign(h: &Harness) -> Check {
    let device = serial(ASSIGNED)?;
    let answer = good("unassign", h.client.unassign(&device).await)?.ok_or("no answer")?;
    same("answer", (answer.serial.as_str(), &answer.outcome), (ASSIGNED, &Outcome::Success))?;
    let device = good("read back", h.client.device(&device).await)?;
    same("status read", device.status, Status::Removed)?;
    same("enrollment untouched", device.enrollment.username.as_deref(), Some("alice"))
}

pub async fn apples_words(h: &Harness) -> Check {
    let profile = uuid(STAFF)?;
    let cases = [
        ("C02NOACCESS1", Outcome::NotAccessible, None),
        ("C02FAILED001", Outcome::Failed, None),
        ("C02THROTTLE1", Outcome::Throttled, Some(86_400)),
    ];
    for (name, outcome, wait) in cases {
        let before = good(name, h.client.device(&serial(name)?).await)?;
        let answer =
            good(name, h.client.assign(&serial(name)?, &profile).await)?.ok_or("no answer")?;
        same(name, (&answer.outcome, answer.retry_after), (&outcome, wait))?;
        let after = good(name, h.client.device(&serial(name)?).await)?;
        same(name, (after.status, after.profile_uuid), (before.status, before.profile_uuid))?;
    }
    Ok(())
}

pub async fn unknown_profile(h: &Harness) -> Check {
    let error =
        bad("assign", h.client.assign(&serial(EMPTY)?, &uuid(NO_PROFILE)?).await, Kind::NotFound)?;
    that("the host's words are kept", !error.message.is_empty())
}

pub async fn bulk(h: &Harness) -> Check {
    let names = [EMPTY, "C02NOACCESS1", "C02FAILED001", "C02THROTTLE1", PUSHED, "ACME00000001"];
    let serials = names.into_iter().map(serial).collect::<Result<Vec<_>, _>>()?;
    let answers = every(good("bulk", h.client.assign_many(Some(&uuid(BENCH)?), &serials).await)?)?;
    let found: Vec<_> =
        answers.iter().map(|one| (one.serial.as_str(), &one.outcome, one.retry_after)).collect();
    let wanted = [
        (EMPTY, &Outcome::Success, None),
        ("C02NOACCESS1", &Outcome::NotAccessible, None),
        ("C02FAILED001", &Outcome::Failed, None),
        ("C02THROTTLE1", &Outcome::Throttled, Some(86_400)),
        (PUSHED, &Outcome::Success, None),
        ("ACME00000001", &Outcome::NotAccessible, None),
    ];
    same("answers", found, wanted.to_vec())?;
    let device = good("read back", h.client.device(&serial(EMPTY)?).await)?;
    same("profile read", device.profile_uuid.as_str(), BENCH)
}

/// The answers, one for each serial.
fn every(answers: Vec<Option<Assignment>>) -> Result<Vec<Assignment>, String> {
    answers.into_iter().collect::<Option<_>>().ok_or_else(|| "an answer is missing".to_owned())
}

pub async fn bulk_removal(h: &Harness) -> Check {
    let serials = [serial(ASSIGNED)?, serial(LOGIN)?];
    let answers = every(good("bulk", h.client.assign_many(None, &serials).await)?)?;
    that(
        "all succeeded",
        answers.iter().all(|one| one.outcome == Outcome::Success) && answers.len() == 2,
    )?;
    for device in &serials {
        same(
            "status read",
            good("read back", h.client.device(device).await)?.status,
            Status::Removed,
        )?;
    }
    Ok(())
}

pub async fn bulk_chunks(h: &Harness) -> Check {
    let mut serials = Vec::new();
    for offset in (0..DEVICES).step_by(100) {
        let page = good(
            "a page",
            h.client.devices(&host::DeviceQuery { offset, limit: 100, ..query() }).await,
        )?;
        serials.extend(
            page.rows.iter().map(|row| serial(&row.serial)).collect::<Result<Vec<_>, _>>()?,
        );
    }
    let answers = every(good("bulk", h.client.assign_many(Some(&uuid(STAFF)?), &serials).await)?)?;
    same("one answer for each", answers.len(), DEVICES as usize)?;
    let ordered =
        answers.iter().zip(&serials).all(|(answer, serial)| answer.serial == serial.as_str());
    that("in the given order", ordered)?;
    let missed = answers.iter().filter(|one| one.outcome != Outcome::Success).count();
    same("all but Apple's three", missed, 3)
}

pub async fn bulk_fallback(h: &Harness) -> Check {
    fault(h, "POST", path(h, Part::BulkAssignment)?, 1, json!({ "missing": true })).await?;
    let serials =
        [serial(EMPTY)?, serial("C02NOBODY999")?, serial("C02NOACCESS1")?, serial(LOGIN)?];
    let answers = every(good("bulk", h.client.assign_many(Some(&uuid(BENCH)?), &serials).await)?)?;
    let found: Vec<_> = answers.iter().map(|one| one.outcome.clone()).collect();
    same(
        "answers",
        found,
        vec![Outcome::Success, Outcome::Failed, Outcome::NotAccessible, Outcome::Success],
    )
}

pub async fn bulk_unknown_profile(h: &Harness) -> Check {
    let serials = [serial(EMPTY)?, serial(LOGIN)?];
    bad("bulk", h.client.assign_many(Some(&uuid(NO_PROFILE)?), &serials).await, Kind::NotFound)
        .map(|_| ())
}

pub async fn save(h: &Harness) -> Check {
    let before = read(h, EMPTY).await?;
    same("before", &before, &Draft { agent_required: true, ..Draft::default() }.into())?;
    let saved = good("save", put(h, EMPTY, &for_user("bob", true)?, Some(&before)).await?)?;
    same("answer", saved.username.as_deref(), Some("bob"))?;
    same("read back", read(h, EMPTY).await?, saved.clone())?;
    same("table", stored(h, EMPTY).await?, ("bob".to_owned(), false, true))?;
    good("save", put(h, EMPTY, &with_login(false)?, Some(&saved)).await?)?;
    same("table", stored(h, EMPTY).await?, (String::new(), true, false))?;
    good("another store", put(h, EMPTY, &for_user("SALES/frank", false)?, None).await?)?;
    same("table", stored(h, EMPTY).await?, ("SALES/frank".to_owned(), false, false))
}

/// The record decides, whatever the answer to the write was.
pub async fn save_and_read_back(h: &Harness) -> Check {
    let names = &h.contract.enrollment;
    let path = enrollment_path(h, EMPTY)?;
    let flags = [names.login_required(), names.agent_required()];
    let every = [names.username(), flags[0], flags[1]];
    for lacking in [&flags[..], &every[..]] {
        fault(h, "PUT", &path, 1, json!({ "without": lacking })).await?;
        let saved = good("save", put(h, EMPTY, &for_user("bob", true)?, None).await?)?;
        same("the whole record", saved.complete(), Some(for_user("bob", true)?.to_draft()))?;
    }
    let mut theirs = Map::new();
    theirs.insert(names.username().to_owned(), "carol".into());
    theirs.insert(names.login_required().to_owned(), false.into());
    theirs.insert(names.agent_required().to_owned(), false.into());
    fault(h, "PUT", &path, 1, json!({ "store": theirs })).await?;
    let saved = good("save", put(h, EMPTY, &for_user("bob", true)?, None).await?)?;
    same("what was stored", saved.complete(), Some(for_user("carol", false)?.to_draft()))
}

pub async fn save_not_read_back(h: &Harness) -> Check {
    let path = enrollment_path(h, EMPTY)?;
    fault(h, "GET", &path, 1, json!({ "status": 500, "body": "" })).await?;
    let saved = h.client.save_enrollment(&serial(EMPTY)?, &for_user("bob", true)?, None).await;
    that("accepted, not read", matches!(saved, Err(SaveError::NotReadBack(_))))?;
    same("table", stored(h, EMPTY).await?, ("bob".to_owned(), false, true))
}

pub async fn save_non_ascii(h: &Harness) -> Check {
    for name in ["zoë", "jürgen.müller"] {
        let saved = good(name, put(h, EMPTY, &for_user(name, false)?, None).await?)?;
        same("answer", saved.username.as_deref(), Some(name))?;
        same("table", stored(h, EMPTY).await?, (name.to_owned(), false, false))?;
    }
    Ok(())
}

pub async fn conflict(h: &Harness) -> Check {
    let mut seen = read(h, ASSIGNED).await?;
    seen.username = Some("carol".to_owned());
    let mine = for_user("bob", false)?;
    bad("save", put(h, ASSIGNED, &mine, Some(&seen)).await?, Kind::Conflict)?;
    same("table", stored(h, ASSIGNED).await?.0.as_str(), "alice")?;
    good("overwrite", put(h, ASSIGNED, &mine, None).await?)?;
    same("table", stored(h, ASSIGNED).await?.0.as_str(), "bob")
}

pub async fn conflict_meanwhile(h: &Harness) -> Check {
    let seen = read(h, ASSIGNED).await?;
    let names = &h.contract.enrollment;
    let mut theirs = Map::new();
    theirs.insert(names.username().to_owned(), "dave".into());
    theirs.insert(names.login_required().to_owned(), false.into());
    theirs.insert(names.agent_required().to_owned(), true.into());
    fault(h, "PUT", &enrollment_path(h, ASSIGNED)?, 1, json!({ "conflict": theirs })).await?;
    bad("save", put(h, ASSIGNED, &for_user("bob", false)?, Some(&seen)).await?, Kind::Conflict)?;
    same("theirs is read", read(h, ASSIGNED).await?.username.as_deref(), Some("dave"))?;
    same("table", stored(h, ASSIGNED).await?, ("dave".to_owned(), false, true))
}

pub async fn refusals(h: &Harness) -> Check {
    // The client never sends the first two, but the host must still reject them.
    let before = stored(h, LOGIN).await?;
    let cases = [
        ("bob", true, "USERNAME_WITH_LOGIN"),
        ("", false, "NEITHER"),
        ("bob@carbon.super", false, "TENANT_DOMAIN"),
        ("nobody.at.all", false, "USERNAME_UNKNOWN"),
    ];
    for (username, login, code) in cases {
        let names = &h.contract.enrollment;
        let body = vec![
            (names.username().to_owned(), Json::from(username)),
            (names.login_required().to_owned(), Json::Flag(login)),
            (names.agent_required().to_owned(), Json::Flag(true)),
        ];
        let request = Request {
            method: Method::Put,
            path: enrollment_path(h, LOGIN)?,
            body: Some(Json::Record(body)),
        };
        let reply =
            h.transport.send(request).await.map_err(|failure| format!("{code}: {failure:?}"))?;
        let error =
            bad(code, decode::value(&reply, h.contract.assignment.retry_after()), Kind::Refused)?;
        same(code, error.items.first().map(|item| item.code.as_str()), Some(code))?;
        same(code, stored(h, LOGIN).await?, before.clone())?;
    }
    let error = bad(
        "unknown user",
        put(h, LOGIN, &for_user("nobody.at.all", true)?, None).await?,
        Kind::Refused,
    )?;
    same(
        "by the client",
        error.items.first().map(|item| item.code.as_str()),
        Some("USERNAME_UNKNOWN"),
    )?;
    let both = read(h, BOTH).await?;
    same(
        "a stored user with login is read",
        (both.username.as_deref(), both.login_required),
        (Some("bob"), Some(true)),
    )
}

pub async fn notes(h: &Harness) -> Check {
    let note = |word: &str, value: &str| Note {
        serial: EMPTY.to_owned(),
        word: word.to_owned(),
        value: value.to_owned(),
        ..Note::default()
    };
    if !h.client.offers(Part::Notes) {
        bad("notes", h.client.notes(0, 100).await, Kind::Absent)?;
        return bad("a note", h.client.put_note(&note("os", "16")).await, Kind::Absent).map(|_| ());
    }
    let said = good("a note", h.client.put_note(&note("os", "15.8 größer/&?")).await)?;
    same("who", said.by.as_str(), "admin")?;
    that("when", said.at.millis().is_some())?;
    let newer = good("a newer note", h.client.put_note(&note("os", "16 größer/&?")).await)?;
    let all = async || good("notes", h.client.notes(0, 100).await);
    same("the newer replaces it", all().await?.rows, vec![newer.clone()])?;
    good("an older one is removed", h.client.remove_note(&said).await)?;
    same("the newer stays", all().await?.count, 1)?;
    good("it is removed", h.client.remove_note(&newer).await)?;
    same("no note is left", all().await?.count, 0)
}

pub async fn history(h: &Harness) -> Check {
    let query = |run: &str| ChangeQuery { run: run.to_owned(), ..ChangeQuery::default() };
    if !h.client.offers(Part::Changes) {
        return bad("changes", h.client.changes(&query(""), 100).await, Kind::Absent).map(|_| ());
    }
    let client = h.client.in_run("17/ä b");
    good("removed", client.unassign(ASSIGNED).await)?;
    let page = good("the run", client.changes(&query("17/ä b"), 100).await)?;
    let [change] = &page.rows[..] else { return that("one change", false) };
    same("which device", change.serial.as_str(), ASSIGNED)?;
    same("who", change.by.as_str(), "admin")?;
    that("when", change.at.millis().is_some())?;
    that("what", change.before.profile.is_some() && change.after.profile.is_none())?;
    same("who used it", change.before.enrollment.draft().username.as_str(), "alice")?;
    let all = good("all runs", client.changes(&query(""), 100).await)?;
    same("one row for each run", (all.count, all.rows.as_slice()), (1, page.rows.as_slice()))
}

pub async fn viewer(h: &Harness) -> Check {
    h.control.sign_in("viewer").await?;
    good("devices", h.client.devices(&query()).await)?;
    good("profiles", h.client.profiles().await)?;
    good("readiness", h.client.readiness().await)?;
    good("users", h.client.search_users("ali", 5).await)?;
    let before = read(h, ASSIGNED).await?;
    let device = serial(ASSIGNED)?;
    bad(
        "save",
        put(h, ASSIGNED, &for_user("bob", false)?, Some(&before)).await?,
        Kind::Permission,
    )?;
    bad("assign", h.client.assign(&device, &uuid(BENCH)?).await, Kind::Permission)?;
    bad("unassign", h.client.unassign(&device).await, Kind::Permission)?;
    bad("sync", h.client.sync().await, Kind::Permission)?;
    bad("bulk", h.client.assign_many(Some(&uuid(BENCH)?), &[device]).await, Kind::Permission)?;
    same("unchanged", read(h, ASSIGNED).await?, before)
}
