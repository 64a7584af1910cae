//! Faults, in process and on real connections.

use crate::harness::{DEP, control, direct, handler, invoker, send, server, sql};
use refhost::Options;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const SERIAL: &str = "C02EMPTY0001";
const FILES: [&str; 2] =
    ["/devicemgt/public/dep-enroll/1/dep-enroll.wasm", "/entgra/public/dep-enroll/dep-enroll.wasm"];

async fn fault(app: &axum::Router, path: &str, effect: serde_json::Value) {
    let answer =
        control(app, "POST", "/__faults", json!({"match": {"path": path}, "do": effect})).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
}

#[tokio::test]
async fn a_fault_applies_to_matching_requests_as_often_as_set() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let effect = json!({"match": {"method": "put", "path": "/enrollment"}, "times": 2, "do": {"status": 503, "body": "busy", "contentType": "text/plain"}});
    assert_eq!(control(&app, "POST", "/__faults", effect).await.json(), json!({"id": 1}));
    assert_eq!(admin.get(&format!("{DEP}/devices/{SERIAL}/enrollment")).await.status, 200);
    for left in [1, 0] {
        let answer = admin.enroll(SERIAL, json!({"username": "bob"})).await;
        assert_eq!(
            (answer.status, answer.body.as_str(), answer.header("content-type")),
            (503, "busy", "text/plain")
        );
        assert_eq!(
            control(&app, "GET", "/__faults", json!({})).await.json().as_array().map(Vec::len),
            Some(left)
        );
    }
    assert_eq!(admin.enroll(SERIAL, json!({"username": "bob"})).await.status, 200);
    let for_ever = json!({"match": {"path": "/readiness"}, "times": 0, "do": {"missing": true}});
    control(&app, "POST", "/__faults", for_ever).await;
    for _ in 0..3 {
        assert_eq!(admin.get(&format!("{DEP}/readiness")).await.status, 404);
    }
    control(&app, "DELETE", "/__faults", json!({})).await;
    assert_eq!(admin.get(&format!("{DEP}/readiness")).await.status, 200);
    assert_eq!(
        control(&app, "POST", "/__faults", json!({"do": {"explode": true}})).await.status,
        400
    );
}

#[tokio::test]
async fn a_fault_can_mean_the_end_of_an_address() {
    let app = server();
    let admin = direct(&app, "admin").await;
    fault(&app, &format!("/devices/{SERIAL}$"), json!({"status": 500})).await;
    assert_eq!(admin.get(&format!("{DEP}/devices/{SERIAL}/enrollment")).await.status, 200);
    assert_eq!(admin.get(&format!("{DEP}/devices/{SERIAL}")).await.status, 500);
}

#[tokio::test]
async fn a_session_is_lost_in_three_forms() {
    let app = server();
    let path = format!("{DEP}/readiness");
    let shapes = [
        ("expire-redirect", 302, 302, "/entgra/login"),
        ("expire-empty", 200, 200, ""),
        ("expire-401", 401, 401, ""),
    ];
    for (word, legacy, newer, location) in shapes {
        let admin = invoker(&app, "admin").await;
        fault(&app, "/readiness", json!({"session": word})).await;
        let lost = admin.get(&path).await;
        assert_eq!(lost.status, legacy, "{word}");
        assert_eq!(lost.body.is_empty(), word != "expire-401");
        assert_eq!(admin.get(&path).await.status, 302, "the session is really gone");
        let admin = handler(&app, "admin").await;
        fault(&app, "/readiness", json!({"session": word})).await;
        let lost = admin.get(&path).await;
        assert_eq!((lost.status, lost.header("location")), (newer, location), "{word}");
        assert_eq!(admin.get(&path).await.json(), json!({"code": 401, "status": 0}));
    }
}

#[tokio::test]
async fn a_conflict_fault_writes_before_the_request() {
    let app = server();
    let admin = direct(&app, "admin").await;
    fault(
        &app,
        "/enrollment",
        json!({"conflict": {"username": "alice", "loginRequired": false, "agentRequired": false}}),
    )
    .await;
    let mine = json!({"username": "bob", "expected": {"username": "", "loginRequired": false, "agentRequired": true}});
    assert_eq!(admin.enroll(SERIAL, mine).await.status, 409);
    assert_eq!(admin.get(&format!("{DEP}/devices/{SERIAL}")).await.json()["username"], "alice");
}

#[tokio::test]
async fn a_fault_changes_the_stored_record_or_reduces_the_answer() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let other = json!({"username": "carol", "loginRequired": false, "agentRequired": false});
    fault(&app, "/enrollment", json!({"store": other, "without": ["loginRequired"]})).await;
    let answer = admin.enroll(SERIAL, json!({"username": "bob", "agentRequired": true})).await;
    assert_eq!(answer.json(), json!({"username": "bob", "agentRequired": true}));
    let record = admin.get(&format!("{DEP}/devices/{SERIAL}/enrollment")).await;
    assert_eq!(record.json(), other);
}

async fn stored(app: &axum::Router) -> serde_json::Value {
    let query =
        format!("SELECT USERNAME AS U FROM IOS_PRE_ENROLLED_DEVICE WHERE SERIAL = '{SERIAL}'");
    sql(app, &query).await[0]["U"].clone()
}

#[tokio::test]
async fn any_answer_can_follow_a_write_that_was_stored_and_one_that_was_not() {
    let answers = [
        (200, ""),
        (200, "null"),
        (200, "{}"),
        (200, "saved"),
        (200, "<html>"),
        (202, "{}"),
        (204, ""),
        (302, ""),
        (403, r#"{"message":"T_C_NOT_SIGNED"}"#),
        (409, "{}"),
        (429, r#"{"retryAfterSeconds":1}"#),
        (500, ""),
        (502, "<html>"),
        (503, "busy"),
    ];
    let app = server();
    let admin = direct(&app, "admin").await;
    let (mut names, mut last) = (["alice", "bob"].into_iter().cycle(), json!(null));
    for (status, body) in answers {
        for handled in [false, true] {
            let name = names.next().expect("a name");
            let effect = json!({"status": status, "body": body, "handled": handled});
            fault(&app, "/enrollment", effect.clone()).await;
            let answer = admin.enroll(SERIAL, json!({"username": name})).await;
            assert_eq!((answer.status, answer.body.as_str()), (status, body), "{effect}");
            if handled {
                last = name.into();
            }
            assert_eq!(stored(&app).await, last, "{effect}");
        }
        control(&app, "POST", "/__reset", json!({})).await;
        last = json!(null);
    }
}

#[tokio::test]
async fn an_answer_can_be_that_of_another_call() {
    // InvokerHandler keeps the session and the address of a call in static fields, so two callers can be mixed up.
    let app = server();
    let admin = direct(&app, "admin").await;
    let other = format!("{DEP}/devices/C02ASSIGN001");
    fault(&app, SERIAL, json!({"answerOf": other})).await;
    let answer = admin.get(&format!("{DEP}/devices/{SERIAL}")).await;
    assert_eq!((answer.status, &answer.json()["serial"]), (200, &"C02ASSIGN001".into()));
    // The write is ignored, and the answer shows the old values.
    let own = format!("{DEP}/devices/{SERIAL}/enrollment");
    fault(&app, SERIAL, json!({"answerOf": own})).await;
    let answer = admin.enroll(SERIAL, json!({"username": "bob"})).await;
    assert_eq!((answer.status, &answer.json()["username"]), (200, &"".into()));
    assert_eq!(stored(&app).await, json!(null));
    fault(&app, SERIAL, json!({"answerOf": format!("{other}/enrollment"), "handled": true})).await;
    let answer = admin.enroll(SERIAL, json!({"username": "bob"})).await;
    assert_ne!(answer.json()["username"], "bob");
    assert_eq!(stored(&app).await, "bob");
}

#[tokio::test]
async fn faults_apply_through_both_envelopes() {
    let app = server();
    for admin in [invoker(&app, "admin").await, handler(&app, "admin").await] {
        fault(&app, &format!("{SERIAL}/enrollment"), json!({"status": 500, "body": "no"})).await;
        assert_eq!(admin.enroll(SERIAL, json!({"username": "bob"})).await.status, 500);
        fault(&app, "/enrollment", json!({"garbage": true})).await;
        let garbage = admin.enroll(SERIAL, json!({"username": "bob"})).await;
        assert!(
            garbage.status == 200
                && serde_json::from_str::<serde_json::Value>(&garbage.body).is_err()
        );
        assert_eq!(admin.enroll(SERIAL, json!({"username": "bob"})).await.status, 200);
    }
}

#[tokio::test]
async fn faults_apply_to_files_and_pages() {
    let app = server();
    for url in FILES {
        fault(
            &app,
            "dep-enroll.wasm",
            json!({"status": 200, "body": "<html>", "contentType": "text/html"}),
        )
        .await;
        let answer = send(&app, "GET", url, &[], "").await;
        assert_eq!(
            (answer.status, answer.body.as_str(), answer.header("content-type")),
            (200, "<html>", "text/html")
        );
        fault(&app, "dep-enroll.wasm", json!({"missing": true})).await;
        assert_eq!(send(&app, "GET", url, &[], "").await.status, 404);
    }
    // A fault for a REST call does not match the page of the same name.
    fault(&app, "/dep/devices", json!({"status": 500})).await;
    assert_eq!(send(&app, "GET", "/devicemgt/dep/devices", &[], "").await.status, 302);
    fault(&app, "/devicemgt/dep/devices", json!({"status": 500})).await;
    assert_eq!(send(&app, "GET", "/devicemgt/dep/devices", &[], "").await.status, 500);
}

/// Opens a raw connection and sends one direct GET.
async fn line(running: &refhost::RunningHost, token: &str, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(running.addr).await.expect("a connection");
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("sent");
    stream
}

async fn post(running: &refhost::RunningHost, path: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(running.addr).await.expect("a connection");
    let length = body.len();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut text = String::new();
    stream.read_to_string(&mut text).await.expect("an answer");
    text
}

async fn running() -> (refhost::RunningHost, String) {
    let options = Options { faults: true, devices: 12, ..Options::default() };
    let running = refhost::start(options).await.expect("the server starts");
    let answer = post(&running, "/api/login", r#"{"username":"admin","password":"admin"}"#).await;
    let token = answer.rsplit('"').nth(1).expect("a token").to_owned();
    (running, token)
}

#[tokio::test]
async fn a_dropped_connection_sends_no_byte() {
    let (running, token) = running().await;
    for effect in [r#"{"drop":true}"#, r#"{"dropAfter":true}"#, r#"{"gateway":"drop-after"}"#] {
        post(
            &running,
            "/__faults",
            &format!(r#"{{"match":{{"path":"/readiness"}},"do":{effect}}}"#),
        )
        .await;
        let mut bytes = Vec::new();
        let mut stream = line(&running, &token, &format!("{DEP}/readiness")).await;
        // The peer may close or reset the connection, but must send no byte.
        let _ = stream.read_to_end(&mut bytes).await;
        assert_eq!(bytes, b"", "{effect}");
    }
}

#[tokio::test]
async fn a_truncated_answer_is_shorter_than_its_content_length() {
    let (running, token) = running().await;
    post(&running, "/__faults", r#"{"match":{"path":"/readiness"},"do":{"truncate":true}}"#).await;
    let mut bytes = Vec::new();
    let _ = line(&running, &token, &format!("{DEP}/readiness")).await.read_to_end(&mut bytes).await;
    let text = String::from_utf8(bytes).expect("text");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
    assert_eq!(body.len(), length.parse::<usize>().expect("a number") / 2);
    assert!(body.starts_with('{'));
}

#[tokio::test]
async fn a_hanging_request_does_not_block_others() {
    for effect in ["hang", "hangAfter"] {
        hanging(effect).await;
    }
}

async fn hanging(effect: &str) {
    let (running, token) = running().await;
    let fault = format!(r#"{{"match":{{"path":"/readiness"}},"do":{{"{effect}":true}}}}"#);
    post(&running, "/__faults", &fault).await;
    let hanging = line(&running, &token, &format!("{DEP}/readiness")).await;
    // Once the fault is used up, the server is handling the request.
    while TcpStream::connect(running.addr).await.is_ok() {
        let mut stream = line(&running, &token, "/__faults").await;
        let mut text = String::new();
        stream.read_to_string(&mut text).await.expect("an answer");
        if text.ends_with("[]") {
            break;
        }
    }
    let mut byte = [0];
    let nothing = hanging.try_read(&mut byte).expect_err("still open, nothing to read");
    assert_eq!(nothing.kind(), std::io::ErrorKind::WouldBlock);
}

#[tokio::test]
async fn a_delayed_request_is_answered_normally() {
    let app = server();
    let admin = direct(&app, "admin").await;
    fault(&app, "/readiness", json!({"delayMs": 20})).await;
    let start = std::time::Instant::now();
    assert_eq!(admin.get(&format!("{DEP}/readiness")).await.status, 200);
    assert!(start.elapsed().as_millis() >= 20);
}
