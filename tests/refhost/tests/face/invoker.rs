//! The legacy console's envelope and its quirks.

use crate::harness::{DEP, control, direct, invoker, send, server};
use serde_json::json;

const URL: &str = "/devicemgt/api/invoker/execute/";
const SERIAL: &str = "C02EMPTY0001";

#[tokio::test]
async fn calls_are_unwrapped_and_answers_have_no_type() {
    let app = server();
    let admin = invoker(&app, "admin").await;
    let list = admin.get(&format!("{DEP}/devices?serial=C02&limit=3")).await;
    assert_eq!((list.status, &list.json()["count"]), (200, &12.into()));
    assert_eq!(list.header("content-type"), "");
    let saved = admin.enroll(SERIAL, json!({"username": "bob"})).await;
    assert_eq!((saved.status, &saved.json()["username"]), (200, &"bob".into()));
    let refused = admin.enroll(SERIAL, json!({})).await;
    assert_eq!((refused.status, refused.code()), (400, "NEITHER".into()));
    assert_eq!(
        admin.call("DELETE", &format!("{DEP}/devices/C02ASSIGN001/profile"), None).await.json()["status"],
        "Removed"
    );
}

#[tokio::test]
async fn non_ascii_letters_are_lost_unless_escaped() {
    let app = server();
    let admin = invoker(&app, "admin").await;
    let put = |payload: &str| {
        json!({"requestMethod": "PUT", "requestURL": format!("{DEP}/devices/{SERIAL}/enrollment"), "requestPayload": payload}).to_string()
    };
    let raw = admin.post(URL, &put(r#"{"username":"zoë"}"#)).await;
    assert_eq!((raw.status, raw.code()), (400, "USERNAME_UNKNOWN".into()));
    let escaped = admin.post(URL, &put(r#"{"username":"zo\u00eb"}"#)).await;
    assert_eq!((escaped.status, &escaped.json()["username"]), (200, &"zoë".into()));
}

#[tokio::test]
async fn a_malformed_request_gets_an_empty_200() {
    let app = server();
    let admin = invoker(&app, "admin").await;
    for method in ["PATCH", "HEAD", "get", ""] {
        let answer = admin.call(method, &format!("{DEP}/devices"), None).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, ""), "{method}");
    }
    let typeless = send(&app, "POST", URL, &[("cookie", &cookie(&app).await)], "{}").await;
    assert_eq!((typeless.status, typeless.body.as_str()), (200, ""));
    assert_eq!(admin.post(URL, "{").await.status, 500);
    assert_eq!(admin.get(&format!("{DEP}/devices?username=zoë")).await.status, 500);
    assert_eq!(admin.get(&format!("{DEP}/devices?serial=a b")).await.status, 500);
    // A payload that is not text reaches the API in the script engine's form of an object.
    let envelope = json!({"requestMethod": "PUT", "requestURL": format!("{DEP}/devices/{SERIAL}/enrollment"), "requestPayload": {"username": "bob"}});
    assert_eq!(admin.post(URL, &envelope.to_string()).await.status, 400);
}

async fn cookie(app: &axum::Router) -> String {
    let answer = send(app, "POST", "/devicemgt/login", &[], "username=admin&password=admin").await;
    answer.header("set-cookie").split(';').next().unwrap_or("").to_owned()
}

#[tokio::test]
async fn a_lost_session_is_a_redirect_to_a_page() {
    let app = server();
    let admin = invoker(&app, "admin").await;
    control(&app, "POST", "/__expire", json!({})).await;
    let lost = admin.get(&format!("{DEP}/devices")).await;
    assert_eq!(
        (lost.status, lost.header("location"), lost.body.as_str()),
        (302, "/devicemgt/login", "")
    );
    let followed = send(&app, "GET", "/devicemgt/login", &[], "").await;
    assert_eq!(followed.status, 200);
    assert!(followed.body.starts_with("<!DOCTYPE html>"));
}

#[tokio::test]
async fn a_session_is_valid_only_in_its_own_console() {
    let app = server();
    let cookie = cookie(&app).await;
    let direct = send(&app, "GET", &format!("{DEP}/devices"), &[("cookie", &cookie)], "").await;
    assert_eq!(direct.status, 401);
    let handler = "/entgra-ui-request-handler/invoke/device-mgt/ios/v1.0/dep/devices";
    assert_eq!(send(&app, "GET", handler, &[("cookie", &cookie)], "").await.status, 401);
}

#[tokio::test]
async fn a_401_of_the_api_has_four_forms() {
    let app = server();
    let fault = |body: &str| {
        let deed = json!({"match": {"path": "/readiness"}, "do": {"status": 401, "body": body}});
        let app = app.clone();
        async move { control(&app, "POST", "/__faults", deed).await }
    };
    let admin = invoker(&app, "admin").await;
    let readiness = format!("{DEP}/readiness");
    for body in ["Access token expired", r#"{"fault":{"code":900901,"message":"x"}}"#] {
        fault(body).await;
        assert_eq!(
            admin.get(&readiness).await.json()["tenantDomain"],
            "carbon.super",
            "refreshed and repeated"
        );
    }
    fault("who are you").await;
    let silent = admin.get(&readiness).await;
    assert_eq!((silent.status, silent.body.as_str()), (200, ""));
    assert_eq!(admin.get(&readiness).await.status, 200);
    fault(r#"{"fault":{"code":1,"message":"Invalid Credentials"}}"#).await;
    assert_eq!(admin.get(&readiness).await.status, 302);
    assert_eq!(admin.get(&readiness).await.status, 302, "the session is gone");
}

#[tokio::test]
async fn the_log_has_paths_without_queries() {
    let app = server();
    let (legacy, plain) = (invoker(&app, "admin").await, direct(&app, "admin").await);
    legacy.get("/api/device-mgt/v1.0/users/checkUser?username=alice").await;
    plain.enroll(SERIAL, json!({})).await;
    let log = control(&app, "GET", "/__log", json!({})).await;
    assert_eq!(
        log.json(),
        json!([
            {"method": "GET", "path": "/api/device-mgt/v1.0/users/checkUser", "way": "invoker", "status": 200},
            {"method": "PUT", "path": format!("{DEP}/devices/{SERIAL}/enrollment"), "way": "direct", "status": 400},
        ])
    );
    control(&app, "DELETE", "/__log", json!({})).await;
    assert_eq!(control(&app, "GET", "/__log", json!({})).await.json(), json!([]));
}
