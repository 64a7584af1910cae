//! Checks of reads: lists, records, profiles, readiness, users.

use host::{DeviceQuery, Kind};
use rules::checklist::Status;

use crate::calls::{ASSIGNED, LOGIN, OLD_STAFF, PUSHED, STAFF, for_user, query};
use crate::control::DEVICES;
use crate::{Check, Harness, bad, good, same, serial, that};

pub async fn pages(h: &Harness) -> Check {
    let mut serials = Vec::new();
    loop {
        let offset = u32::try_from(serials.len()).map_err(|error| error.to_string())?;
        let page =
            good("a page", h.client.devices(&DeviceQuery { offset, limit: 100, ..query() }).await)?;
        same("count", page.count, DEVICES)?;
        that("a page before the end has rows", !page.rows.is_empty() && page.rows.len() <= 100)?;
        serials.extend(page.rows.into_iter().map(|device| device.serial));
        if serials.len() >= DEVICES as usize {
            break;
        }
    }
    serials.sort();
    serials.dedup();
    same("different serials", serials.len(), DEVICES as usize)
}

pub async fn beyond_the_end(h: &Harness) -> Check {
    let page = good("a page", h.client.devices(&DeviceQuery { offset: 100_000, ..query() }).await)?;
    same("rows", page.rows.len(), 0)?;
    same("count", page.count, DEVICES)
}

pub async fn filters(h: &Harness) -> Check {
    let found = async |query: DeviceQuery| good("a filtered list", h.client.devices(&query).await);
    let page = found(DeviceQuery { serial: "ASSIGN00".to_owned(), ..query() }).await?;
    same(
        "serials by part",
        page.rows.iter().map(|row| row.serial.as_str()).collect(),
        vec![ASSIGNED],
    )?;
    same("count of them", page.count, 1)?;
    let page = found(DeviceQuery { user: "alic".to_owned(), ..query() }).await?;
    that("alice's device is among hers", page.rows.iter().any(|row| row.serial == ASSIGNED))?;
    that(
        "all of them are hers",
        page.rows.iter().all(|row| row.enrollment.draft().username.contains("alic")),
    )?;
    let page = found(DeviceQuery { status: "Pushed".to_owned(), ..query() }).await?;
    that("pushed devices are found", page.rows.iter().any(|row| row.serial == PUSHED))?;
    that(
        "only pushed devices are found",
        page.rows.iter().all(|row| row.status == Status::Pushed),
    )?;
    let page = found(DeviceQuery { profile: STAFF.to_owned(), ..query() }).await?;
    that("devices of a profile are found", page.rows.iter().any(|row| row.serial == ASSIGNED))?;
    that("only its devices are found", page.rows.iter().all(|row| row.profile_uuid == STAFF))
}

pub async fn strange_search(h: &Harness) -> Check {
    for text in ["zoë & co=1", "a/b?c#d", "100%", "<script>", "'; --", "ключ", "😀", "+", "\""]
    {
        let page =
            good(text, h.client.devices(&DeviceQuery { user: text.to_owned(), ..query() }).await)?;
        same(text, page.rows.len(), 0)?;
    }
    Ok(())
}

pub async fn one_device(h: &Harness) -> Check {
    let device = good("a device", h.client.device(&serial(ASSIGNED)?).await)?;
    same("serial", device.serial.as_str(), ASSIGNED)?;
    same("status", &device.status, &Status::Assigned)?;
    same(
        "profile",
        (device.profile_uuid.as_str(), device.profile_name.as_str()),
        (STAFF, "Staff iPads"),
    )?;
    same("fields", device.enrollment.complete(), Some(for_user("alice", true)?.to_draft()))?;
    // The host writes one of these as a date text and the other as milliseconds.
    let (profile, server) = (
        device.profile_assign_time.millis().unwrap_or(0.0),
        device.assigned_time.millis().unwrap_or(0.0),
    );
    that(
        "times are of this century",
        profile > 1e12 && server > 1e12 && profile < 1e13 && server < 1e13,
    )?;
    that("it has a family and a model", !device.family.is_empty() && !device.model.is_empty())?;
    let login = good("another", h.client.device(&serial(LOGIN)?).await)?;
    let draft = login.enrollment.draft();
    same("login", (draft.username.as_str(), draft.login_required), ("", true))?;
    let pushed = good("another", h.client.device(&serial(PUSHED)?).await)?;
    that(
        "it has enrolled",
        !pushed.device_identifier.is_empty() && pushed.profile_push_time.millis().is_some(),
    )
}

pub async fn strange_status(h: &Harness) -> Check {
    let device = good("a device", h.client.device(&serial("C02STRANGE01")?).await)?;
    same("status", device.status, Status::Other("Migrating".to_owned()))
}

pub async fn profiles(h: &Harness) -> Check {
    let profiles = good("profiles", h.client.profiles().await)?;
    let find = |name: &str| {
        profiles.iter().find(|one| one.name == name).ok_or_else(|| format!("no profile {name}"))
    };
    let staff = find("Staff iPads")?;
    same("UUID", staff.uuid.as_str(), STAFF)?;
    let mut superseded = staff.superseded.clone();
    superseded.sort();
    same("superseded", superseded, OLD_STAFF.map(str::to_owned).to_vec())?;
    same("flags", (staff.supervised, staff.mandatory), (Some(true), Some(false)))?;
    that("its devices are counted", staff.device_count.is_some_and(|count| count > 0))?;
    let bench = find("Test bench")?;
    same("flags", (bench.supervised, bench.mandatory), (Some(false), Some(false)))?;
    let pool = find("Loaner pool")?;
    same("flags", (pool.supervised, pool.mandatory), (Some(false), Some(true)))?;
    that(
        "superseded UUIDs are no profiles",
        profiles.iter().all(|one| !OLD_STAFF.contains(&one.uuid.as_str())),
    )
}

pub async fn sync(h: &Harness) -> Check {
    let answer = good("sync", h.client.sync().await)?;
    let count = answer.count.ok_or("no count")?;
    that("no device was lost", count >= DEVICES)?;
    same("new devices", answer.new_serials.len(), 2)?;
    that("a new device is in the list", h.client.device(&answer.new_serials[0]).await.is_ok())?;
    let known = good("readiness", h.client.readiness().await)?.last_sync;
    that("the sync has a moment", answer.at.millis().is_some())?;
    same("the last sync", known, answer.at)?;
    let page = good("the list", h.client.devices(&query()).await)?;
    same("count after the sync", page.count, count)
}

pub async fn sorted(h: &Harness) -> Check {
    let serials = async |sort: &str| -> Result<Vec<String>, String> {
        let query = DeviceQuery { serial: "C02".to_owned(), sort: sort.to_owned(), ..query() };
        let page = good("a sorted list", h.client.devices(&query).await)?;
        Ok(page.rows.into_iter().map(|row| row.serial).collect())
    };
    let (own, up, down) = (serials("").await?, serials("serial").await?, serials("-serial").await?);
    if !h.client.can_sort() {
        return same("a host that cannot sort", (&up, &down), (&own, &own));
    }
    let mut wanted = own;
    wanted.sort();
    same("in the order of serial numbers", &up, &wanted)?;
    wanted.reverse();
    same("from the end", down, wanted)
}

pub async fn unknown_serial(h: &Harness) -> Check {
    let nobody = serial("C02NOBODY999")?;
    bad("device", h.client.device(&nobody).await, Kind::NotFound)?;
    bad("enrollment", h.client.enrollment(&nobody).await, Kind::NotFound)?;
    bad("unassign", h.client.unassign(&nobody).await, Kind::NotFound).map(|_| ())
}

pub async fn other_tenant(h: &Harness) -> Check {
    let other = serial("ACME00000001")?;
    bad("device", h.client.device(&other).await, Kind::NotFound)?;
    bad("enrollment", h.client.enrollment(&other).await, Kind::NotFound)?;
    bad("unassign", h.client.unassign(&other).await, Kind::NotFound)?;
    let page = good(
        "list",
        h.client.devices(&DeviceQuery { serial: "ACME".to_owned(), ..query() }).await,
    )?;
    same("rows", page.rows.len(), 0)
}

pub async fn readiness(h: &Harness) -> Check {
    let readiness = good("readiness", h.client.readiness().await)?;
    same(
        "agent",
        (readiness.agent_configured, readiness.agent_published),
        (Some(true), Some(true)),
    )?;
    same("agent version", readiness.agent_version.as_deref(), Some("2.2.0"))?;
    same("compatible is not said", readiness.agent_compatible, None)?;
    same("server version", readiness.server_version.as_deref(), Some("3.3.1"))?;
    same("e-mail usernames", readiness.email_usernames, Some(false))?;
    same("tenant", readiness.tenant_domain.as_deref(), Some("carbon.super"))
}

pub async fn user_exists(h: &Harness) -> Check {
    let people = ["alice", "zoë", "jürgen.müller", "erin.o-brien", "SALES/frank"];
    for name in people {
        same(name, good(name, h.client.user_exists(name).await)?, true)?;
    }
    for name in ["nobody.at.all", "zoe", "alice@carbon.super", "bob&username=alice", "😀😀😀"]
    {
        same(name, good(name, h.client.user_exists(name).await)?, false)?;
    }
    Ok(())
}

pub async fn unknown_store(h: &Harness) -> Check {
    let error = bad("an unknown store", h.client.user_exists("NOSTORE/bob").await, Kind::Server)?;
    that("the host's words are kept", !error.message.is_empty())
}

pub async fn search_users(h: &Harness) -> Check {
    let search =
        async |prefix: &str, limit: u32| good(prefix, h.client.search_users(prefix, limit).await);
    let found = search("ali", 10).await?;
    that("alice is found", found.iter().any(|user| user.username == "alice"))?;
    that(
        "only such names are found",
        found.iter().all(|user| user.username.to_lowercase().starts_with("ali")),
    )?;
    that("zoë is found", search("zo", 10).await?.iter().any(|user| user.username == "zoë"))?;
    that(
        "jürgen is found",
        search("jür", 10).await?.iter().any(|user| user.username == "jürgen.müller"),
    )?;
    that(
        "another store is searched",
        search("SALES/fr", 10).await?.iter().any(|user| user.username == "SALES/frank"),
    )?;
    let plain: Vec<_> = search("ali", 10).await?.into_iter().map(|user| user.username).collect();
    let wild: Vec<_> = search("*a?l%i*", 10).await?.into_iter().map(|user| user.username).collect();
    same("wildcards are only letters that go", wild, plain)?;
    same("nothing searched, nothing found", search("*", 10).await?.len(), 0)?;
    that("the limit holds", search("a", 1).await?.len() <= 1)
}

pub async fn search_people(h: &Harness) -> Check {
    let search = async |text: &str| -> Result<Vec<String>, String> {
        let people = good(text, h.client.search_people(text, 10).await)?;
        Ok(people.into_iter().map(|user| user.username).collect())
    };
    for text in ["Lindq", "lindqvist", "zoë lind", "Lindqvist, Zoë", "zoe.lindqvist@example.com"]
    {
        same(text, search(text).await?, vec!["zoë".to_owned()])?;
    }
    same("nobody", search("Nobody At All").await?.len(), 0)
}

pub async fn no_directory_scope(h: &Harness) -> Check {
    h.control.sign_in("helpdesk").await?;
    bad("exists", h.client.user_exists("alice").await, Kind::Permission)?;
    bad("search", h.client.search_users("ali", 5).await, Kind::Permission)?;
    bad("people", h.client.search_people("ali", 5).await, Kind::Permission)?;
    good("the devices", h.client.devices(&query()).await).map(|_| ())
}
