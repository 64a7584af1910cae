//! The legacy console's envelope and its quirks. The reasons are lines of the console's `invoker-api.jag`, of
//! `token-protected-service-invokers.js`, and of Jaggery's classes below them.

use crate::harness::{Answer, DEP, control, direct, invoker, send, server};
use serde_json::{Value, json};

const URL: &str = "/devicemgt/api/invoker/execute/";
const SERIAL: &str = "C02EMPTY0001";

#[tokio::test]
async fn calls_are_unwrapped_and_every_answer_has_the_type_of_a_page() {
    let app = server();
    let admin = invoker(&app, "admin").await;
    let list = admin.get(&format!("{DEP}/devices?serial=C02&limit=3")).await;
    assert_eq!((list.status, &list.json()["count"]), (200, &12.into()));
    // WebAppManager.java: the line end after the script sets the type, whatever the script prints.
    assert_eq!(list.header("content-type"), "text/html");
    let saved = admin.enroll(SERIAL, json!({"username": "bob"})).await;
    assert_eq!((saved.status, &saved.json()["username"]), (200, &"bob".into()));
    let refused = admin.enroll(SERIAL, json!({})).await;
    assert_eq!((refused.status, refused.code()), (400, "NEITHER".into()));
    assert_eq!(
        admin.call("DELETE", &format!("{DEP}/devices/C02ASSIGN001/profile"), None).await.json()["status"],
        "Removed"
    );
}

fn put(payload: Value) -> Value {
    json!({"requestMethod": "PUT", "requestURL": format!("{DEP}/devices/{SERIAL}/enrollment"), "requestPayload": payload})
}

#[tokio::test]
async fn letters_beyond_ascii_survive_raw_and_escaped() {
    // iot-server.sh starts the Java machine with -Dfile.encoding=UTF8.
    let app = server();
    let admin = invoker(&app, "admin").await;
    for payload in [r#"{"username":"zoë"}"#, r#"{"username":"zo\u00eb"}"#] {
        let saved = admin.post(URL, &put(payload.into()).to_string()).await;
        assert_eq!((saved.status, &saved.json()["username"]), (200, &"zoë".into()));
    }
}

/// An answer of a script that printed nothing.
fn silent(answer: &Answer) -> bool {
    (answer.status, answer.body.as_str(), answer.header("content-type")) == (200, "", "text/html")
}

/// The console's error page.
fn failed(answer: &Answer) -> bool {
    let page = answer.body.starts_with("<!--") && answer.body.contains("<!DOCTYPE html>");
    answer.status == 500 && page && answer.header("content-type").is_empty()
}

#[tokio::test]
async fn an_unknown_verb_gets_an_empty_200() {
    let app = server();
    let admin = invoker(&app, "admin").await;
    for method in ["PATCH", "HEAD", "get", "1"] {
        let answer = admin.call(method, &format!("{DEP}/devices"), None).await;
        assert!(silent(&answer), "{method}: {answer:?}");
    }
    // Without its slash the address fits no matcher of the script.
    let slashless = URL.trim_end_matches('/');
    assert!(silent(&admin.post(slashless, &put("{}".into()).to_string()).await));
}

#[tokio::test]
async fn a_request_on_which_the_script_throws_gets_the_error_page() {
    let app = server();
    let admin = invoker(&app, "admin").await;
    let without = |key: &str| {
        let mut envelope = put("{}".into());
        envelope.as_object_mut().expect("an object").remove(key);
        envelope.to_string()
    };
    for body in [
        "{".to_owned(),
        "".to_owned(),
        // invoker-api.jag parses the body itself if a part is missing, and throws on a parsed one.
        without("requestMethod"),
        without("requestURL"),
        without("requestPayload"),
        put(Value::Null).to_string(),
        put("".into()).to_string(),
        json!({"requestMethod": "", "requestURL": "/api/x", "requestPayload": "null"}).to_string(),
    ] {
        let answer = admin.post(URL, &body).await;
        assert!(failed(&answer), "{body}: {answer:?}");
    }
    // commons-httpclient throws on an address that is not completely encoded.
    for query in ["username=zoë", "serial=a b", "serial=a|b", "serial=[a", "serial=a]", "serial=\""]
    {
        assert!(failed(&admin.get(&format!("{DEP}/devices?{query}")).await), "{query}");
    }
}

#[tokio::test]
async fn a_payload_that_is_no_text_is_written_as_json() {
    // HostObjectUtil.serializeObject.
    let app = server();
    let admin = invoker(&app, "admin").await;
    let saved = admin.post(URL, &put(json!({"username": "bob"})).to_string()).await;
    assert_eq!((saved.status, &saved.json()["username"]), (200, &"bob".into()));
    let refused = admin.post(URL, &put(json!([1])).to_string()).await;
    assert_eq!((refused.status, refused.code()), (400, Value::Null));
}

#[tokio::test]
async fn the_script_needs_two_headers_and_no_certain_verb() {
    let app = server();
    let cookie = cookie(&app).await;
    let body = put(r#"{"username":"bob"}"#.into()).to_string();
    let (json, text) = (("content-type", "application/json"), ("content-type", "text/plain"));
    let (session, accept) = (("cookie", cookie.as_str()), ("accept", "*/*"));
    // XMLHttpRequestHostObject passes both headers on and throws on a missing one.
    assert!(failed(&send(&app, "POST", URL, &[session, json], &body).await));
    assert!(failed(&send(&app, "POST", URL, &[session, accept], &body).await));
    // A body that the script engine has not parsed is parsed by the script.
    for (verb, kind) in [("POST", text), ("PUT", json), ("PUT", text)] {
        let saved = send(&app, verb, URL, &[session, accept, kind], &body).await;
        assert_eq!((saved.status, &saved.json()["username"]), (200, &"bob".into()));
    }
    let nothing = send(&app, "POST", URL, &[session, accept, text], "{}").await;
    assert!(silent(&nothing), "{nothing:?}");
    assert!(failed(&send(&app, "GET", URL, &[session, accept, json], "").await));
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
        let effect = json!({"match": {"path": "/readiness"}, "do": {"status": 401, "body": body}});
        let app = app.clone();
        async move { control(&app, "POST", "/__faults", effect).await }
    };
    let readiness = format!("{DEP}/readiness");
    let admin = invoker(&app, "admin").await;
    for body in ["Access token expired", r#"{"fault":{"code":900901,"message":"x"}}"#] {
        fault(body).await;
        assert_eq!(
            admin.get(&readiness).await.json()["tenantDomain"],
            "carbon.super",
            "refreshed and repeated"
        );
    }
    for body in ["who are you", r#"{"fault":{"code":900902}}"#, "<ams:fault/>", ""] {
        fault(body).await;
        assert!(silent(&admin.get(&readiness).await), "{body}");
        assert_eq!(admin.get(&readiness).await.status, 200);
    }
    // `isInvalidClientCredential` comes before the code, and the gateway sends both together.
    for code in [1, 900_901] {
        let admin = invoker(&app, "admin").await;
        fault(&json!({"fault": {"code": code, "message": "Invalid Credentials"}}).to_string())
            .await;
        assert_eq!(admin.get(&readiness).await.header("location"), "/devicemgt/login");
        assert_eq!(admin.get(&readiness).await.status, 302, "the session is gone");
    }
}

#[tokio::test]
async fn a_refresh_is_tried_five_times() {
    let app = server();
    let admin = invoker(&app, "admin").await;
    let effect = json!({"match": {"path": "/readiness"}, "times": 0, "do": {"status": 401, "body": "Access token expired"}});
    control(&app, "POST", "/__faults", effect).await;
    assert!(silent(&admin.get(&format!("{DEP}/readiness")).await));
    let log = control(&app, "GET", "/__log", json!({})).await.json();
    assert_eq!(log.as_array().map(Vec::len), Some(6), "{log}");
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
            {"method": "GET", "path": "/api/device-mgt/v1.0/users/checkUser", "way": "invoker", "status": 200, "tries": 0},
            {"method": "PUT", "path": format!("{DEP}/devices/{SERIAL}/enrollment"), "way": "direct", "status": 400, "tries": 0},
        ])
    );
    control(&app, "DELETE", "/__log", json!({})).await;
    assert_eq!(control(&app, "GET", "/__log", json!({})).await.json(), json!([]));
}
