//! What the host offers beyond the consoles: an order of the list, the search for people, shared notes, what a sync has brought,
//! a rate of calls. And that a plain host has none of it.

use crate::harness::{DEP, Session, USERS, control, direct, server, server_with, sql};
use refhost::Options;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

const SERIAL: &str = "C02EMPTY0001";

async fn texts(admin: &Session, query: &str, key: &str) -> Vec<String> {
    let list = admin.get(&format!("{DEP}/devices?limit=100&{query}")).await.json();
    let rows = list["devices"].as_array().expect("rows").clone();
    rows.iter().map(|row| row[key].as_str().unwrap_or("").to_owned()).collect()
}

#[tokio::test]
async fn the_list_has_the_order_that_is_asked_for() {
    let app = server();
    let admin = direct(&app, "admin").await;
    for (sort, key) in [("serial", "serial"), ("user", "username"), ("profile", "profileName")] {
        let own = texts(&admin, "", key).await;
        let mut wanted = own.clone();
        wanted.sort_by_key(|text| text.to_ascii_lowercase());
        assert_eq!(texts(&admin, &format!("sort={sort}"), key).await, wanted, "{sort}");
        wanted.reverse();
        assert_eq!(texts(&admin, &format!("sort=-{sort}"), key).await, wanted, "-{sort}");
        let mut pages = Vec::new();
        for offset in [0, 15, 30] {
            let query = format!("sort=-{sort}&limit=15&offset={offset}").replace("limit=100&", "");
            let list = admin.get(&format!("{DEP}/devices?{query}")).await.json();
            pages.extend(list["devices"].as_array().expect("rows").clone());
        }
        let serials: BTreeSet<&str> =
            pages.iter().map(|row| row["serial"].as_str().expect("text")).collect();
        assert_eq!(
            (pages.len(), serials.len()),
            (40, 40),
            "no device twice, none left out: {sort}"
        );
    }
    let filtered = texts(&admin, "sort=-serial&serial=C02&status=assigned", "serial").await;
    assert_eq!(filtered.first().map(String::as_str), Some("C02STALE0001"));
    for unknown in ["color", "--serial", "serial;drop", "-"] {
        let answer = admin.get(&format!("{DEP}/devices?sort={unknown}")).await;
        assert_eq!(answer.status, 400, "{unknown}");
    }
}

#[tokio::test]
async fn a_late_page_of_a_large_fleet_costs_about_as_much_as_the_first() {
    let app = refhost::app(Options { faults: true, devices: 100_000, ..Options::default() });
    let app = app.expect("the server starts");
    let admin = direct(&app, "admin").await;
    let users = "SELECT count(DISTINCT USERNAME) N FROM IOS_PRE_ENROLLED_DEVICE";
    assert!(sql(&app, users).await[0]["N"].as_i64().is_some_and(|count| count > 4000));
    let strangers = "SELECT count(*) N FROM (SELECT USERNAME FROM IOS_PRE_ENROLLED_DEVICE WHERE USERNAME IS NOT NULL
        EXCEPT SELECT NAME FROM DIRECTORY)";
    assert_eq!(sql(&app, strangers).await[0]["N"], 0);
    for sort in ["", "serial", "-serial", "user", "-user", "profile", "-profile"] {
        let page = async |offset: u32| {
            let url = format!("{DEP}/devices?sort={sort}&limit=100&offset={offset}");
            let mut best = Duration::MAX;
            for _ in 0..3 {
                let start = Instant::now();
                let list = admin.get(&url).await.json();
                best = best.min(start.elapsed());
                assert_eq!(list["devices"].as_array().map(Vec::len), Some(100), "{sort} {offset}");
            }
            best
        };
        let (first, last) = (page(0).await, page(99_900).await);
        println!("sorted by {sort:?}: first page {first:?}, page 1,000 {last:?}");
        // Without an index the last page takes ten times as long.
        assert!(last < first * 4 + Duration::from_millis(40), "{sort}: {first:?}, {last:?}");
    }
}

#[tokio::test]
async fn a_sync_names_its_new_devices_and_readiness_its_moment() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let readiness = format!("{DEP}/readiness");
    let before = admin.get(&readiness).await.json();
    assert_eq!(before["termsSigned"], true);
    for _ in 0..3 {
        let answer = admin.call("POST", &format!("{DEP}/devices/sync"), None).await.json();
        let new = answer["newSerials"].as_array().expect("serial numbers");
        assert_eq!(new.len(), 2);
        for serial in new {
            let serial = serial.as_str().expect("text");
            assert_eq!(admin.get(&format!("{DEP}/devices/{serial}")).await.status, 200);
        }
        let now = admin.get(&readiness).await.json();
        assert_eq!(now["lastSync"], answer["lastSync"]);
        assert!(now["lastSync"].as_i64() > before["lastSync"].as_i64());
    }
    let acme = direct(&app, "admin@acme.com").await.get(&readiness).await.json();
    assert_eq!(acme["lastSync"], before["lastSync"], "each tenant has its own");
    control(&app, "POST", "/__readiness", json!({"termsSigned": false})).await;
    assert_eq!(admin.get(&readiness).await.json()["termsSigned"], false);
}

#[tokio::test]
async fn people_are_found_by_parts_of_their_names_and_addresses() {
    let app = server();
    let admin = direct(&app, "admin").await;
    for (query, names) in [
        ("lastName=LINDQ", &["zoë"][..]),
        ("firstName=j%C3%BCrg", &["jürgen.müller"]),
        ("firstName=grace&lastName=whit", &["SALES/grace"]),
        ("firstName=grace&lastName=moreau", &[]),
        ("emailAddress=alice.moreau%40", &["alice"]),
        ("lastName=okafor", &["dave"]),
        ("lastName=coyote", &[]),
        ("lastName=%25", &[]),
    ] {
        let answer = admin.get(&format!("{USERS}/search?{query}&limit=10")).await.json();
        let found: Vec<&str> = answer["users"]
            .as_array()
            .expect("users")
            .iter()
            .map(|user| user["username"].as_str().expect("text"))
            .collect();
        assert_eq!((found.as_slice(), &answer["count"]), (names, &names.len().into()), "{query}");
    }
    let some = admin.get(&format!("{USERS}/search?lastName=a&limit=3")).await.json();
    assert_eq!(some["users"].as_array().map(Vec::len), Some(3));
    let helpdesk = direct(&app, "helpdesk").await;
    assert_eq!(helpdesk.get(&format!("{USERS}/search?lastName=a")).await.status, 403);
}

async fn notes(session: &Session) -> Vec<(String, String, String, String)> {
    let list = session.get(&format!("{DEP}/notes")).await.json();
    let text = |row: &Value, key: &str| row[key].as_str().expect("text").to_owned();
    let rows = list["notes"].as_array().expect("notes");
    assert_eq!(list["count"], rows.len());
    assert!(rows.iter().all(|row| row["at"].is_i64()));
    let row = |row| (text(row, "serial"), text(row, "word"), text(row, "value"), text(row, "by"));
    rows.iter().map(row).collect()
}

async fn put(session: &Session, serial: &str, word: &str, value: &str) -> (u16, Value) {
    let body = json!({"serial": serial, "word": word, "value": value, "by": "mallory", "at": 1});
    let answer = session.call("PUT", &format!("{DEP}/notes"), Some(body)).await;
    (answer.status, answer.json())
}

#[tokio::test]
async fn notes_are_shared_within_a_tenant_with_who_and_when() {
    let app = server();
    let (admin, helpdesk) = (direct(&app, "admin").await, direct(&app, "helpdesk").await);
    let (viewer, acme) = (direct(&app, "viewer").await, direct(&app, "admin@acme.com").await);
    let (status, stored) = put(&admin, SERIAL, "reused", "yes").await;
    assert_eq!((status, &stored["by"]), (200, &"admin".into()));
    assert!(stored["at"].as_i64() > Some(1), "the host says when");
    put(&helpdesk, SERIAL, "reused", "no").await;
    put(&admin, SERIAL, "os", "16.1").await;
    put(&admin, "", "agent", "9f").await;
    put(&helpdesk, "", "agent", "a0").await;
    put(&helpdesk, "", "agent", "9f").await;
    put(&acme, "", "agent", "9f").await;
    let row = |serial: &str, word: &str, value: &str, by: &str| {
        (serial.to_owned(), word.to_owned(), value.to_owned(), by.to_owned())
    };
    let wanted = [
        row(SERIAL, "reused", "no", "helpdesk"),
        row(SERIAL, "os", "16.1", "admin"),
        row("", "agent", "a0", "helpdesk"),
        row("", "agent", "9f", "helpdesk"),
    ];
    assert_eq!(notes(&viewer).await, wanted);
    assert_eq!(notes(&acme).await.len(), 1);
    let one = admin.get(&format!("{DEP}/notes?offset=1&limit=1")).await.json();
    assert_eq!((&one["notes"][0]["word"], &one["count"]), (&"os".into(), &4.into()));
    assert_eq!(put(&viewer, SERIAL, "os", "17").await.0, 403);
    let remove = async |session: &Session, query: &str| {
        session.call("DELETE", &format!("{DEP}/notes?{query}"), None).await.status
    };
    assert_eq!(remove(&viewer, "word=agent&value=9f").await, 403);
    assert_eq!(remove(&admin, &format!("serial={SERIAL}&word=reused&value=yes")).await, 200);
    assert_eq!(notes(&admin).await.len(), 4, "another value stands there now");
    assert_eq!(remove(&admin, "word=agent&value=9f").await, 200);
    assert_eq!(notes(&admin).await.len(), 3);
    assert_eq!(notes(&acme).await.len(), 1, "another tenant's note stays");
}

#[tokio::test]
async fn bad_notes_are_rejected() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let long = "x".repeat(201);
    for (serial, word, value, status) in [
        (SERIAL, "", "x", 400),
        (SERIAL, "os", "", 400),
        (SERIAL, "os", " ", 400),
        (SERIAL, "os", long.as_str(), 400),
        (SERIAL, long.as_str(), "x", 400),
        ("C02NOBODY001", "os", "16", 404),
        ("ACME00000001", "os", "16", 404),
    ] {
        assert_eq!(put(&admin, serial, word, value).await.0, status, "{serial} {word} {value}");
    }
    for body in [json!([]), json!({"word": 7, "value": "x"}), json!({"word": "os"})] {
        let answer = admin.call("PUT", &format!("{DEP}/notes"), Some(body.clone())).await;
        assert_eq!(answer.status, 400, "{body}");
    }
    assert_eq!(notes(&admin).await.len(), 0);
}

#[tokio::test]
async fn the_history_has_the_changes_of_all_admins_of_a_tenant_with_before_and_after() {
    let app = server();
    let (admin, helpdesk) = (direct(&app, "admin").await, direct(&app, "helpdesk").await);
    let put = async |session: &Session, path: &str, body: Value| {
        let answer = session.call("PUT", &format!("{DEP}/devices/{path}"), Some(body)).await;
        assert_eq!(answer.status, 200, "{path}");
    };
    let bob = json!({"username": "bob", "loginRequired": false, "agentRequired": true});
    put(&admin, &format!("{SERIAL}/enrollment"), bob.clone()).await;
    put(&admin, &format!("{SERIAL}/enrollment"), bob).await;
    // A reassignment is two calls of one run, and one change of the device.
    let profiles = admin.get(&format!("{DEP}/profiles")).await.json();
    let uuid = |at: usize| profiles["profiles"][at]["uuid"].clone();
    put(&helpdesk, &format!("{SERIAL}/profile?run=17a"), json!({"profileUuid": uuid(0)})).await;
    let gone = format!("{DEP}/devices/{SERIAL}/profile?run=17b");
    assert_eq!(helpdesk.call("DELETE", &gone, None).await.status, 200);
    let serials = json!({"profileUuid": uuid(1), "serials": [SERIAL, "C02LOGIN0001"]});
    let many = format!("{DEP}/devices/profile/bulk?run=17b");
    assert_eq!(helpdesk.call("POST", &many, Some(serials)).await.status, 200);
    // What a device does is no change of an admin.
    control(&app, "POST", "/__push", json!({"serial": SERIAL})).await;

    let viewer = direct(&app, "viewer").await;
    let list = async |query: &str| viewer.get(&format!("{DEP}/changes?{query}")).await.json();
    let all = list("").await;
    assert_eq!(all["count"], 3, "{all}");
    let rows = all["changes"].as_array().expect("rows").clone();
    let of = |at: usize| (rows[at]["by"].as_str(), rows[at]["devices"].as_i64());
    assert_eq!(
        [of(0), of(1), of(2)],
        [(Some("helpdesk"), Some(2)), (Some("helpdesk"), Some(1)), (Some("admin"), Some(1))]
    );
    assert_eq!(rows[0]["before"]["profileUuid"], uuid(0), "before the whole run");
    assert_eq!(rows[0]["after"]["profileUuid"], uuid(1));
    assert_eq!(
        (&rows[2]["before"]["username"], &rows[2]["after"]["username"]),
        (&"".into(), &"bob".into())
    );
    let run = list("run=17b").await;
    assert_eq!((&run["count"], &run["changes"][0]["serial"]), (&2.into(), &"C02LOGIN0001".into()));
    let own = list(&format!("run={}", rows[2]["run"].as_str().expect("a run"))).await;
    assert_eq!(own["changes"][0], rows[2], "a call without a run is one");
    let found = list("serial=login0001&by=HELP").await;
    assert_eq!((&found["count"], &found["changes"][0]["devices"]), (&1.into(), &2.into()));
    assert_eq!(list("by=admin").await["count"], 1);
    let page = list("offset=1&limit=1").await;
    assert_eq!((&page["count"], &page["changes"][0]), (&3.into(), &rows[1]));
    let acme = direct(&app, "admin@acme.com").await;
    assert_eq!(acme.get(&format!("{DEP}/changes")).await.json()["count"], 0);
}

#[tokio::test]
async fn a_plain_host_has_nothing_beyond_the_consoles() {
    let app = server_with(Options { beyond: false, ..Options::default() });
    let admin = direct(&app, "admin").await;
    for path in ["/notes", "/notes?limit=1", "/changes"] {
        assert_eq!(admin.get(&format!("{DEP}{path}")).await.status, 404, "{path}");
    }
    assert_eq!(admin.get(&format!("{USERS}/search?lastName=a")).await.status, 404);
    let sync = admin.call("POST", &format!("{DEP}/devices/sync"), None).await.json();
    assert_eq!(sync, json!({"count": 42}));
    let readiness = admin.get(&format!("{DEP}/readiness")).await.json();
    assert!(readiness.get("lastSync").is_none() && readiness.get("termsSigned").is_none());
    let own = texts(&admin, "", "serial").await;
    assert_eq!(texts(&admin, "sort=-serial", "serial").await, own);
}

#[tokio::test]
async fn a_host_throttles_the_calls_beyond_its_rate() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let fault = json!({"match": {"path": "/dep/devices"}, "times": 0,
        "beyond": {"calls": 3, "perMs": 3_600_000},
        "do": {"status": 429, "body": "{\"retryAfterSeconds\":2}"}});
    assert_eq!(control(&app, "POST", "/__faults", fault).await.status, 201);
    let mut found = Vec::new();
    for _ in 0..5 {
        found.push(admin.get(&format!("{DEP}/devices?limit=1")).await.status);
        assert_eq!(admin.get(&format!("{DEP}/readiness")).await.status, 200);
    }
    assert_eq!(found, [200, 200, 200, 429, 429]);
    control(&app, "DELETE", "/__faults", json!({})).await;
    assert_eq!(admin.get(&format!("{DEP}/devices?limit=1")).await.status, 200);
}
