//! The seed and the database file.

use crate::harness::{DEP, control, direct, server, sql};
use refhost::Options;
use serde_json::json;

#[tokio::test]
async fn the_fixed_devices_have_their_states() {
    let app = server();
    let rows = sql(
        &app,
        "SELECT SERIAL S, STATUS ST, ifnull(USERNAME, '') U, NEED_BASIC_AUTH L, IS_AGENT_REQUIRED A, ifnull(UUID, '') P
         FROM IOS_PRE_ENROLLED_DEVICE D LEFT JOIN IOS_DEP_PROFILE P ON P.ID = DEP_PROFILE_ID ORDER BY D.ID LIMIT 13",
    )
    .await;
    let staff = "A1F0C3D2E4B5968778695A4B3C2D1E0F";
    let expected = [
        ("C02EMPTY0001", "Empty", "", 0, 1, ""),
        ("C02ASSIGN001", "Assigned", "alice", 0, 1, staff),
        ("C02LOGIN0001", "Assigned", "", 1, 0, staff),
        ("C02PUSHED001", "Pushed", "carol", 0, 1, staff),
        ("C02STALE0001", "Assigned", "dave", 0, 1, "0F1E2D3C4B5A69788796A5B4C3D2E1F0"),
        ("C02REMOVED01", "Removed", "", 1, 0, "B7E151628AED2A6ABF7158809CF4F3C7"),
        ("C02STRANGE01", "Migrating", "", 1, 0, staff),
        ("C02NOACCESS1", "Empty", "", 0, 0, ""),
        ("C02FAILED001", "Empty", "", 0, 0, ""),
        ("C02THROTTLE1", "Empty", "", 0, 0, ""),
        ("C02MAC000001", "Assigned", "", 1, 0, "243F6A8885A308D313198A2E03707344"),
        ("C02BOTH00001", "Assigned", "bob", 1, 0, staff),
        ("ACME00000001", "Assigned", "wile.coyote", 0, 0, "6A09E667F3BCC908B2FB1366EA957D3E"),
    ];
    let expected = expected
        .map(|(s, st, u, l, a, p)| json!({"S": s, "ST": st, "U": u, "L": l, "A": a, "P": p}));
    assert_eq!(rows, json!(expected));
}

#[tokio::test]
async fn the_same_seed_gives_the_same_rows_and_every_legal_state_occurs() {
    let all = "SELECT * FROM IOS_PRE_ENROLLED_DEVICE ORDER BY ID";
    let (one, two) = (server(), server());
    for app in [&one, &two] {
        control(app, "POST", "/__reset", json!({"devices": 3000})).await;
    }
    assert_eq!(sql(&one, all).await, sql(&two, all).await);
    let count = sql(&one, "SELECT count(DISTINCT SERIAL) N FROM IOS_PRE_ENROLLED_DEVICE WHERE TENANT_DOMAIN = 'carbon.super'").await;
    assert_eq!(count[0]["N"], 3000);
    let words = sql(&one, "SELECT DISTINCT STATUS FROM IOS_PRE_ENROLLED_DEVICE ORDER BY 1").await;
    assert_eq!(
        words,
        json!(
            ["Assigned", "Empty", "Migrating", "Pushed", "Removed"]
                .map(|word| json!({"STATUS": word}))
        )
    );
    // The users of generated devices are in the directory. Only the fixed device has both.
    let strangers = "SELECT count(*) N FROM IOS_PRE_ENROLLED_DEVICE D WHERE USERNAME IS NOT NULL AND USERNAME NOT IN
        (SELECT NAME FROM DIRECTORY WHERE DIRECTORY.TENANT_DOMAIN = D.TENANT_DOMAIN)";
    assert_eq!(sql(&one, strangers).await[0]["N"], 0);
    let both = sql(
        &one,
        "SELECT SERIAL FROM IOS_PRE_ENROLLED_DEVICE WHERE USERNAME IS NOT NULL AND NEED_BASIC_AUTH",
    )
    .await;
    assert_eq!(both, json!([{"SERIAL": "C02BOTH00001"}]));
    let odd = "SELECT count(*) N FROM IOS_PRE_ENROLLED_DEVICE WHERE length(SERIAL) <> 12 OR SERIAL GLOB '*[^A-Z0-9]*' OR length(DEVICE_MODEL) > 45";
    assert_eq!(sql(&one, odd).await[0]["N"], 0);
}

#[tokio::test]
async fn a_reset_keeps_sessions_and_clears_the_logs() {
    let app = server();
    let admin = direct(&app, "admin").await;
    admin.enroll("C02EMPTY0001", json!({"username": "bob"})).await;
    let writes = control(&app, "GET", "/__writes", json!({})).await.json();
    let write = &writes[writes.as_array().map_or(0, Vec::len) - 1];
    assert_eq!((&write["method"], &write["status"]), (&json!("PUT"), &json!(200)));
    assert_eq!(write["body"], r#"{"username":"bob"}"#);
    assert_eq!(write["fault"], false);
    control(&app, "POST", "/__reset", json!({"devices": 20})).await;
    for log in ["/__log", "/__writes"] {
        assert_eq!(control(&app, "GET", log, json!({})).await.body, "[]", "{log}");
    }
    assert_eq!(admin.get(&format!("{DEP}/devices")).await.json()["count"], 20);
    assert_eq!(
        admin.get(&format!("{DEP}/devices/C02EMPTY0001/enrollment")).await.json()["username"],
        ""
    );
}

#[tokio::test]
async fn a_database_file_keeps_data_and_sessions() {
    let file = std::env::temp_dir().join(format!("refhost-{}.sqlite", std::process::id()));
    let options =
        Options { db: file.to_string_lossy().into_owned(), devices: 30, ..Options::default() };
    let admin =
        direct(&refhost::app(Options { fresh: true, ..options.clone() }).expect("starts"), "admin")
            .await;
    admin.enroll("C02EMPTY0001", json!({"username": "bob"})).await;
    let enrollment = format!("{DEP}/devices/C02EMPTY0001/enrollment");
    let again = refhost::app(options.clone()).expect("starts");
    let kept = admin.at(&again);
    assert_eq!(kept.get(&enrollment).await.json()["username"], "bob");
    drop((admin, kept, again));
    let fresh =
        direct(&refhost::app(Options { fresh: true, ..options }).expect("starts"), "admin").await;
    assert_eq!(fresh.get(&enrollment).await.json()["username"], "");
    drop(fresh);
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", file.display()));
    }
}

#[tokio::test]
async fn the_control_endpoints_exist_only_with_faults() {
    let app = refhost::app(Options { devices: 12, ..Options::default() }).expect("starts");
    for path in [
        "/__sql",
        "/__faults",
        "/__reset",
        "/__expire",
        "/__log",
        "/__writes",
        "/__readiness",
        "/__push",
        "/__profile-edit",
        "/__probe.js",
    ] {
        assert_eq!(control(&app, "POST", path, json!({})).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn only_select_reaches_the_database() {
    let app = server();
    for statement in ["DELETE FROM SESSION", "PRAGMA user_version = 9", "", "SELECT", "BEGIN"] {
        assert_eq!(
            control(&app, "POST", "/__sql", json!({"sql": statement})).await.status,
            400,
            "{statement}"
        );
    }
}
