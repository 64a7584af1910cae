//! The constraints of the database.

use crate::harness::{DEP, STAFF, control, direct, server, sql};
use serde_json::{Value, json};

const SERIAL: &str = "C02EMPTY0001";

#[tokio::test]
async fn illegal_enrollments_are_rejected_with_their_codes() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let cases = [
        (json!({"username": "bob", "loginRequired": true}), "USERNAME_WITH_LOGIN"),
        (json!({"username": "", "loginRequired": false}), "NEITHER"),
        (json!({}), "NEITHER"),
        (json!({"username": "bob@acme.com"}), "TENANT_DOMAIN"),
        (json!({"username": "bob@carbon.super"}), "TENANT_DOMAIN"),
        (json!({"username": "nobody"}), "USERNAME_UNKNOWN"),
        (json!({"username": "wile.coyote"}), "USERNAME_UNKNOWN"),
    ];
    for (body, code) in cases {
        let answer = admin.enroll(SERIAL, body.clone()).await;
        assert_eq!((answer.status, answer.code()), (400, code.into()), "{body}");
    }
    let stored = admin.get(&format!("{DEP}/devices/{SERIAL}/enrollment")).await.json();
    assert_eq!(stored, json!({"username": "", "loginRequired": false, "agentRequired": true}));
}

#[tokio::test]
async fn legal_enrollments_are_stored() {
    let app = server();
    let admin = direct(&app, "admin").await;
    for name in [
        "bob",
        "BOB",
        "PRIMARY/bob",
        "SALES/frank",
        "sales/FRANK",
        "zoë",
        "ZOË",
        "jürgen.müller",
        "erin.o-brien",
    ] {
        let body = json!({"username": name, "loginRequired": false, "agentRequired": true});
        let answer = admin.enroll(SERIAL, body.clone()).await;
        assert_eq!((answer.status, answer.json()), (200, body));
    }
    let body = json!({"username": "", "loginRequired": true, "agentRequired": false});
    assert_eq!(admin.enroll(SERIAL, body.clone()).await.json(), body);
    let rows = sql(&app, "SELECT USERNAME, NEED_BASIC_AUTH FROM IOS_PRE_ENROLLED_DEVICE WHERE SERIAL = 'C02EMPTY0001'").await;
    assert_eq!(rows, json!([{"USERNAME": null, "NEED_BASIC_AUTH": 1}]));
}

#[tokio::test]
async fn a_stored_illegal_enrollment_is_readable_and_can_be_repaired() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let both = admin.get(&format!("{DEP}/devices/C02BOTH00001/enrollment")).await.json();
    assert_eq!(both, json!({"username": "bob", "loginRequired": true, "agentRequired": false}));
    assert_eq!(admin.assign("C02BOTH00001", STAFF).await.json()["result"], "SUCCESS");
    assert_eq!(admin.enroll("C02BOTH00001", both).await.code(), "USERNAME_WITH_LOGIN");
    assert_eq!(admin.enroll("C02BOTH00001", json!({"loginRequired": true})).await.status, 200);
}

#[tokio::test]
async fn email_usernames_may_have_one_at() {
    let app = server();
    let admin = direct(&app, "admin").await;
    assert_eq!(
        control(&app, "POST", "/__readiness", json!({"emailUsernames": true})).await.status,
        200
    );
    // The form is legal, so the user directory rejects it.
    assert_eq!(
        admin.enroll(SERIAL, json!({"username": "bob@corp.com"})).await.code(),
        "USERNAME_UNKNOWN"
    );
    assert_eq!(
        admin.enroll(SERIAL, json!({"username": "bob@corp.com@acme.com"})).await.code(),
        "TENANT_DOMAIN"
    );
    assert_eq!(
        admin.enroll(SERIAL, json!({"username": "bob@Carbon.Super"})).await.code(),
        "TENANT_DOMAIN"
    );
}

#[tokio::test]
async fn a_changed_enrollment_is_a_conflict() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let seen = json!({"username": "", "loginRequired": false, "agentRequired": true});
    let mine =
        json!({"username": "bob", "loginRequired": false, "agentRequired": true, "expected": seen});
    assert_eq!(admin.enroll(SERIAL, json!({"username": "alice"})).await.status, 200);
    let answer = admin.enroll(SERIAL, mine.clone()).await;
    assert_eq!((answer.status, answer.code()), (409, "CHANGED".into()));
    let stored = admin.get(&format!("{DEP}/devices/{SERIAL}/enrollment")).await.json();
    assert_eq!(stored["username"], "alice");
    let mine = json!({"username": "bob", "expected": stored});
    assert_eq!(admin.enroll(SERIAL, mine).await.json()["username"], "bob");
}

#[tokio::test]
async fn malformed_enrollments_are_rejected() {
    let app = server();
    let admin = direct(&app, "admin").await;
    for body in [
        json!([]),
        json!({"username": 7}),
        json!({"loginRequired": "yes"}),
        json!({"expected": 1}),
        Value::Null,
    ] {
        assert_eq!(admin.enroll(SERIAL, body.clone()).await.status, 400, "{body}");
    }
}

#[tokio::test]
async fn devices_and_profiles_of_another_tenant_are_not_found() {
    let app = server();
    let (admin, acme) = (direct(&app, "admin").await, direct(&app, "admin@acme.com").await);
    let serial = "ACME00000001";
    for path in ["", "/enrollment"] {
        assert_eq!(admin.get(&format!("{DEP}/devices/{serial}{path}")).await.status, 404);
        assert_eq!(acme.get(&format!("{DEP}/devices/{serial}{path}")).await.status, 200);
    }
    assert_eq!(admin.enroll(serial, json!({"loginRequired": true})).await.status, 404);
    assert_eq!(admin.assign(serial, STAFF).await.status, 404);
    assert_eq!(
        admin.call("DELETE", &format!("{DEP}/devices/{serial}/profile"), None).await.status,
        404
    );
    assert_eq!(acme.assign(serial, STAFF).await.code(), "PROFILE_NOT_FOUND");
    assert_eq!(acme.enroll(serial, json!({"username": "alice"})).await.code(), "USERNAME_UNKNOWN");
    assert_eq!(
        acme.get(&format!("{USERS}/checkUser?username=alice", USERS = crate::harness::USERS))
            .await
            .body,
        "false"
    );
    let list = acme.get(&format!("{DEP}/devices")).await.json();
    assert_eq!(list["count"], 5);
    let serials = list["devices"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row["serial"].as_str().expect("text"));
    assert!(serials.into_iter().all(|serial| serial.starts_with("ACME")));
    let bulk = json!({"profileUuid": STAFF, "serials": [serial]});
    let bulk = admin.call("POST", &format!("{DEP}/devices/profile/bulk"), Some(bulk)).await.json();
    assert_eq!(bulk["results"][0]["result"], "NOT_ACCESSIBLE");
}

#[tokio::test]
async fn each_role_has_its_scopes() {
    let app = server();
    let (viewer, helpdesk) = (direct(&app, "viewer").await, direct(&app, "helpdesk").await);
    assert_eq!(viewer.get(&format!("{DEP}/devices")).await.status, 200);
    let refused = viewer.enroll(SERIAL, json!({"loginRequired": true})).await;
    assert_eq!((refused.status, &refused.json()["fault"]["code"]), (403, &900_910.into()));
    assert_eq!(viewer.assign(SERIAL, STAFF).await.status, 403);
    assert_eq!(viewer.call("POST", &format!("{DEP}/devices/sync"), None).await.status, 403);
    assert_eq!(helpdesk.enroll(SERIAL, json!({"loginRequired": true})).await.status, 200);
    for path in ["checkUser?username=bob", "search/usernames?filter=b"] {
        assert_eq!(helpdesk.get(&format!("/api/device-mgt/v1.0/users/{path}")).await.status, 403);
        assert_eq!(viewer.get(&format!("/api/device-mgt/v1.0/users/{path}")).await.status, 200);
    }
}
