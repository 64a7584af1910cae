//! The REST contract itself: lists, filters, assignments, users, readiness, sessions.

use crate::harness::{DEP, STAFF, USERS, control, direct, send, server, server_with, sql};
use refhost::Options;
use serde_json::{Value, json};

#[tokio::test]
async fn without_a_session_everything_is_a_401() {
    let app = server();
    let answer =
        send(&app, "GET", &format!("{DEP}/devices"), &[("authorization", "Bearer 00")], "").await;
    assert_eq!((answer.status, &answer.json()["code"]), (401, &401.into()));
    let wrong = json!({"username": "admin", "password": "wrong"}).to_string();
    assert_eq!(send(&app, "POST", "/api/login", &[], &wrong).await.status, 401);
    // A directory entry without a password cannot sign in.
    let bob = json!({"username": "bob", "password": "bob"}).to_string();
    assert_eq!(send(&app, "POST", "/api/login", &[], &bob).await.status, 401);
}

#[tokio::test]
async fn sessions_expire_and_can_be_ended() {
    let app = server();
    let admin = direct(&app, "admin").await;
    assert_eq!(admin.get(&format!("{DEP}/readiness")).await.status, 200);
    assert_eq!(control(&app, "POST", "/__expire", json!({})).await.json()["sessions"], 1);
    assert_eq!(admin.get(&format!("{DEP}/readiness")).await.status, 401);
    let short = server_with(Options { session_seconds: 0, ..Options::default() });
    let admin = direct(&short, "admin").await;
    assert_eq!(admin.get(&format!("{DEP}/readiness")).await.status, 401);
}

#[tokio::test]
async fn lists_are_paged_under_the_hosts_rules() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let rows = |answer: &Value| answer["devices"].as_array().expect("rows").len();
    let all = admin.get(&format!("{DEP}/devices?limit=0")).await.json();
    assert_eq!((rows(&all), &all["count"]), (40, &40.into()));
    assert_eq!(all["devices"][0]["serial"], "C02EMPTY0001");
    let page = admin.get(&format!("{DEP}/devices?offset=30&limit=20")).await.json();
    assert_eq!((rows(&page), &page["count"]), (10, &40.into()));
    assert_eq!(page["devices"][0], all["devices"][30]);
    for query in ["limit=101", "limit=-1", "offset=-1", "limit=ten", "loginRequired=1"] {
        assert_eq!(admin.get(&format!("{DEP}/devices?{query}")).await.status, 400, "{query}");
    }
}

#[tokio::test]
async fn filters_return_only_matching_devices() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let cases = [
        ("serial=c02", 12),
        ("serial=02stale", 1),
        ("serial=%25", 0),
        ("status=migrating", 1),
        ("status=Migr", 0),
        ("status=&serial=C02EMPTY", 1),
        ("username=CAROL&serial=C02", 1),
        ("profileUuid=0F1E2D3C4B5A69788796A5B4C3D2E1F0&serial=C02", 1),
        ("loginRequired=true&username=bob", 1),
        ("agentRequired=true&status=Empty&serial=C02", 1),
    ];
    for (query, count) in cases {
        assert_eq!(
            admin.get(&format!("{DEP}/devices?{query}")).await.json()["count"],
            count,
            "{query}"
        );
    }
}

#[tokio::test]
async fn absent_values_are_omitted_and_both_date_formats_occur() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let empty = admin.get(&format!("{DEP}/devices/C02EMPTY0001")).await.json();
    for key in [
        "username",
        "profileUuid",
        "profileName",
        "deviceIdentifier",
        "profileAssignTime",
        "profilePushTime",
    ] {
        assert!(empty.get(key).is_none(), "{key}");
    }
    let pushed = admin.get(&format!("{DEP}/devices/C02PUSHED001")).await.json();
    assert_eq!(pushed["profileAssignTime"], "Wed, 18 Feb 2026 09:11:11 +0000");
    assert!(pushed["deviceAssignedTime"].is_i64());
    assert_eq!(pushed["deviceIdentifier"].as_str().expect("text").len(), 40);
}

#[tokio::test]
async fn apple_refuses_fails_and_throttles() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let cases = [
        ("C02NOACCESS1", "NOT_ACCESSIBLE", "Empty"),
        ("C02FAILED001", "FAILED", "Empty"),
        ("C02EMPTY0001", "SUCCESS", "Assigned"),
    ];
    for (serial, result, status) in cases {
        let answer = admin.assign(serial, STAFF).await;
        assert_eq!(
            (answer.status, &answer.json()["result"], &answer.json()["status"]),
            (200, &result.into(), &status.into())
        );
        assert_eq!(admin.get(&format!("{DEP}/devices/{serial}")).await.json()["status"], status);
    }
    let throttled = admin.assign("C02THROTTLE1", STAFF).await.json();
    assert_eq!(
        (&throttled["result"], &throttled["retryAfterSeconds"]),
        (&"THROTTLED".into(), &86_400.into())
    );
    let remove = async |serial: &str| {
        admin.call("DELETE", &format!("{DEP}/devices/{serial}/profile"), None).await
    };
    let removed = remove("C02ASSIGN001").await.json();
    assert_eq!(
        removed,
        json!({"serial": "C02ASSIGN001", "status": "Removed", "result": "SUCCESS"})
    );
    // The UUID stays in the record of a removed device.
    assert_eq!(
        admin.get(&format!("{DEP}/devices/C02ASSIGN001")).await.json()["profileUuid"],
        STAFF
    );
    assert_eq!(remove("C02LOGIN0001").await.json()["status"], "Removed");
    assert_eq!(remove("C02THROTTLE1").await.json()["status"], "Empty");
    // A device keeps its fetched profile until it is wiped.
    let pushed = admin.assign("C02PUSHED001", "B7E151628AED2A6ABF7158809CF4F3C7").await.json();
    assert_eq!(pushed["status"], "Assigned");
    assert!(
        admin.get(&format!("{DEP}/devices/C02PUSHED001")).await.json()["profilePushTime"]
            .is_string()
    );
    let fetched = control(&app, "POST", "/__push", json!({"serial": "C02EMPTY0001"})).await;
    assert_eq!(fetched.status, 200);
    assert_eq!(admin.get(&format!("{DEP}/devices/C02EMPTY0001")).await.json()["status"], "Pushed");
}

#[tokio::test]
async fn only_the_exact_current_uuid_is_a_profile() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let dashed = "A1F0C3D2-E4B5-9687-7869-5A4B3C2D1E0F";
    for uuid in [
        "0F1E2D3C4B5A69788796A5B4C3D2E1F0",
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
        dashed,
        &STAFF.to_lowercase(),
    ] {
        let answer = admin.assign("C02EMPTY0001", uuid).await;
        assert_eq!((answer.status, answer.code()), (404, "PROFILE_NOT_FOUND".into()), "{uuid}");
    }
    assert_eq!(
        admin
            .call("PUT", &format!("{DEP}/devices/C02EMPTY0001/profile"), Some(json!({})))
            .await
            .status,
        400
    );
    assert_eq!(admin.assign("C02NOBODY001", STAFF).await.code(), "DEVICE_NOT_FOUND");
}

#[tokio::test]
async fn an_edit_gives_a_profile_a_new_uuid() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let new = control(&app, "POST", "/__profile-edit", json!({"uuid": STAFF})).await.json()["uuid"]
        .clone();
    let list = admin.get(&format!("{DEP}/profiles?name=staff")).await.json();
    let old = [
        "A1F0C3D2E4B5968778695A4B3C2D1E0F",
        "0F1E2D3C4B5A69788796A5B4C3D2E1F0",
        "11111111222222223333333344444444",
    ];
    assert_eq!((&list["count"], &list["profiles"][0]["uuid"]), (&1.into(), &new));
    assert_eq!(
        (&list["profiles"][0]["supersededUuids"], &list["profiles"][0]["deviceCount"]),
        (&json!(old), &0.into())
    );
    assert_eq!(admin.assign("C02EMPTY0001", STAFF).await.status, 404);
    assert_eq!(admin.assign("C02EMPTY0001", new.as_str().expect("text")).await.status, 200);
    assert_eq!(control(&app, "POST", "/__profile-edit", json!({"uuid": STAFF})).await.status, 400);
}

#[tokio::test]
async fn bulk_calls_have_an_outcome_for_each_device() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let serials = ["C02EMPTY0001", "C02NOACCESS1", "C02FAILED001", "C02THROTTLE1", "C02NOBODY001"];
    let body = json!({"profileUuid": STAFF, "serials": serials});
    let answer =
        admin.call("POST", &format!("{DEP}/devices/profile/bulk"), Some(body)).await.json();
    let words: Vec<&Value> =
        answer["results"].as_array().expect("results").iter().map(|row| &row["result"]).collect();
    assert_eq!(words, ["SUCCESS", "NOT_ACCESSIBLE", "FAILED", "THROTTLED", "NOT_ACCESSIBLE"]);
    assert_eq!(answer["retryAfterSeconds"], 86_400);
    let many: Vec<String> = (0..101).map(|number| format!("X{number}")).collect();
    let many = json!({"profileUuid": null, "serials": many});
    assert_eq!(
        admin.call("POST", &format!("{DEP}/devices/profile/bulk"), Some(many)).await.status,
        400
    );
    let items = json!({"items": [{"serial": "C02EMPTY0001", "username": "bob"}, {"serial": "C02ASSIGN001"}, {"serial": "X"}]});
    let answer =
        admin.call("POST", &format!("{DEP}/devices/enrollment/bulk"), Some(items)).await.json();
    assert_eq!(answer["results"][0]["result"], "SUCCESS");
    assert_eq!(answer["results"][1]["errorItems"][0]["code"], "NEITHER");
    assert_eq!(answer["results"][2]["errorItems"][0]["code"], "DEVICE_NOT_FOUND");
    assert_eq!(
        sql(&app, "SELECT USERNAME FROM IOS_PRE_ENROLLED_DEVICE WHERE SERIAL = 'C02ASSIGN001'")
            .await,
        json!([{"USERNAME": "alice"}])
    );
}

#[tokio::test]
async fn a_sync_adds_two_devices() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let path = format!("{DEP}/devices/sync");
    let sync = || admin.call("POST", &path, None);
    assert_eq!(sync().await.json()["count"], 42);
    assert_eq!(sync().await.json()["count"], 44);
    let last = admin.get(&format!("{DEP}/devices?offset=43")).await.json();
    assert_eq!(last["devices"][0]["status"], "Empty");
}

#[tokio::test]
async fn users_are_looked_up_like_on_the_hosts() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let cases = [
        ("alice", "true"),
        ("ALICE", "true"),
        ("PRIMARY%2Falice", "true"),
        ("sales%2Ffrank", "true"),
        ("frank", "false"),
        ("zo%C3%AB", "true"),
        ("alice@carbon.super", "false"),
        ("nobody", "false"),
    ];
    for (name, found) in cases {
        let answer = admin.get(&format!("{USERS}/checkUser?username={name}")).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, found), "{name}");
    }
    let unknown_store = admin.get(&format!("{USERS}/checkUser?username=NOPE%2Fx")).await;
    assert_eq!(
        (unknown_store.status, unknown_store.body.as_str()),
        (500, "Error while retrieving the user.")
    );
    assert_eq!(admin.get(&format!("{USERS}/checkUser")).await.status, 400);
    let names = |answer: Value| -> Vec<String> {
        answer
            .as_array()
            .expect("an array")
            .iter()
            .map(|user| user["username"].as_str().expect("text").to_owned())
            .collect()
    };
    let found =
        admin.get(&format!("{USERS}/search/usernames?filter=J%C3%9C&limit=10")).await.json();
    assert_eq!(found[0]["lastname"], "Müller");
    assert_eq!(names(found), ["jürgen.müller"]);
    assert_eq!(
        names(admin.get(&format!("{USERS}/search/usernames?filter=f&domain=SALES")).await.json()),
        ["SALES/frank"]
    );
    let dave = admin.get(&format!("{USERS}/search/usernames?filter=dave")).await.json();
    assert_eq!(dave, json!([{"username": "dave", "firstname": "Dave", "lastname": "Okafor"}]));
    assert_eq!(
        names(admin.get(&format!("{USERS}/search/usernames?filter=&limit=7")).await.json()).len(),
        7
    );
    assert!(
        names(admin.get(&format!("{USERS}/search/usernames?filter=&domain=all")).await.json())
            .len()
            > 60
    );
}

#[tokio::test]
async fn readiness_has_only_known_facts() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let told = admin.get(&format!("{DEP}/readiness")).await.json();
    assert_eq!(
        (&told["agentPublished"], &told["serverVersion"], &told["emailUserName"]),
        (&true.into(), &"3.3.1".into(), &false.into())
    );
    assert_eq!(told["tenantDomain"], "carbon.super");
    assert!(told.get("agentCompatible").is_none() && told["depTokenExpiry"].is_i64());
    control(
        &app,
        "POST",
        "/__readiness",
        json!({"agentPublished": false, "agentVersion": null, "agentCompatible": true}),
    )
    .await;
    let told = admin.get(&format!("{DEP}/readiness")).await.json();
    assert_eq!((&told["agentPublished"], &told["agentCompatible"]), (&false.into(), &true.into()));
    assert!(told.get("agentVersion").is_none());
}

#[tokio::test]
async fn a_renamed_contract_is_used() {
    let contract = json!({
        "paths": {"enrollment": "/api/mdm/v9/apple/{serial}/setup", "devices": "/api/mdm/v9/apple"},
        "query": {"serial": "sn"},
        "enrollment": {"username": "user", "loginRequired": "auth", "expected": "was"},
        "lists": {"devices": "items", "count": "total"},
        "device": {"serial": "sn"}
    });
    let app = server_with(Options { contract: Some(contract.to_string()), ..Options::default() });
    let admin = direct(&app, "admin").await;
    let list = admin.get("/api/mdm/v9/apple?sn=empty").await.json();
    assert_eq!((&list["total"], &list["items"][0]["sn"]), (&1.into(), &"C02EMPTY0001".into()));
    let body = json!({"user": "bob", "auth": false, "was": {"agentRequired": true}});
    let saved = admin.call("PUT", "/api/mdm/v9/apple/C02EMPTY0001/setup", Some(body)).await.json();
    assert_eq!(saved, json!({"user": "bob", "auth": false, "agentRequired": false}));
    assert_eq!(admin.get(&format!("{DEP}/devices")).await.status, 404);
}

#[tokio::test]
async fn wrong_paths_and_wrong_methods_have_different_answers() {
    let app = server();
    let admin = direct(&app, "admin").await;
    assert_eq!(admin.get(&format!("{DEP}/nothing")).await.json()["fault"]["code"], 900_906);
    assert_eq!(admin.call("PATCH", &format!("{DEP}/devices"), None).await.status, 405);
    assert_eq!(
        admin.call("DELETE", &format!("{DEP}/devices/C02EMPTY0001"), None).await.status,
        405
    );
}
