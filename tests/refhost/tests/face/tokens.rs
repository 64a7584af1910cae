//! Expired access tokens under live sessions, and the failures between a console and the gateway.

use crate::harness::{DEP, Session, control, direct, handler, invoker, server, sql};
use axum::Router;
use serde_json::{Value, json};

const SERIAL: &str = "C02EMPTY0001";
const REFUSED: &str =
    r#"{"error_description":"Persisted access token data not found","error":"invalid_grant"}"#;

async fn expire(app: &Router, expiry: Value) {
    assert_eq!(control(app, "POST", "/__expire-token", expiry).await.status, 200);
}

async fn fault(app: &Router, method: &str, times: u32, effect: Value) {
    let fault = json!({"match": {"method": method, "path": "/dep/"}, "times": times, "do": effect});
    assert_eq!(control(app, "POST", "/__faults", fault).await.status, 201);
}

/// The verbs, statuses and attempts in the log, which is cleared.
async fn log(app: &Router) -> String {
    let log = control(app, "GET", "/__log", json!({})).await.json();
    control(app, "DELETE", "/__log", json!({})).await;
    let entries = log.as_array().expect("a list").iter();
    let words: Vec<String> = entries
        .map(|entry| {
            format!(
                "{} {} {}",
                entry["method"].as_str().unwrap_or(""),
                entry["status"],
                entry["tries"]
            )
        })
        .collect();
    words.join(", ")
}

async fn stored(app: &Router) -> Value {
    let query =
        format!("SELECT USERNAME AS U FROM IOS_PRE_ENROLLED_DEVICE WHERE SERIAL = '{SERIAL}'");
    sql(app, &query).await[0]["U"].clone()
}

async fn read(admin: &Session) -> u16 {
    admin.get(&format!("{DEP}/devices/{SERIAL}")).await.status
}

#[tokio::test]
async fn at_the_newer_console_a_read_refreshes_the_token_and_a_write_does_not() {
    // InvokerHandler refreshes at every 401 of a GET; `isTokenExpired` does not see the gateway's fault.
    let app = server();
    let admin = handler(&app, "admin").await;
    for form in ["fault", "xml"] {
        expire(&app, json!({"form": form})).await;
        for _ in 0..2 {
            let answer = admin.enroll(SERIAL, json!({"username": "bob"})).await;
            assert_eq!((answer.status, &answer.json()["code"]), (401, &401.into()), "{form}");
            assert!(answer.json()["data"].as_str().expect("text").contains("Invalid Credentials"));
        }
        for (verb, path) in [("DELETE", "C02ASSIGN001/profile"), ("POST", "sync")] {
            let answer = admin.call(verb, &format!("{DEP}/devices/{path}"), Some(json!({}))).await;
            assert_eq!(answer.status, 401, "{form} {verb}");
        }
        assert_eq!(stored(&app).await, Value::Null);
        log(&app).await;
        assert_eq!(read(&admin).await, 200);
        assert_eq!(log(&app).await, "GET 401 0, GET 200 1");
    }
    assert_eq!(admin.enroll(SERIAL, json!({"username": "bob"})).await.status, 200);
    expire(&app, json!({"form": "text"})).await;
    assert_eq!(admin.enroll(SERIAL, json!({"username": "alice"})).await.status, 200);
    assert_eq!(stored(&app).await, "alice");
}

#[tokio::test]
async fn at_the_newer_console_a_refused_refresh_is_a_mirrored_400() {
    let app = server();
    let admin = handler(&app, "admin").await;
    expire(&app, json!({"refresh": false})).await;
    for _ in 0..2 {
        let answer = admin.get(&format!("{DEP}/readiness")).await;
        assert_eq!((answer.status, answer.json()), (400, json!({"data": REFUSED})));
    }
    // The console itself still has its session.
    assert_eq!(admin.open("/entgra-ui-request-handler/login-user/scopes").await.status, 200);
    let again = handler(&app, "admin").await;
    assert_eq!(read(&again).await, 200);
}

#[tokio::test]
async fn at_the_legacy_console_the_form_of_the_401_decides() {
    let app = server();
    let readiness = format!("{DEP}/readiness");
    let admin = invoker(&app, "admin").await;
    expire(&app, json!({"form": "text"})).await;
    assert_eq!(admin.enroll(SERIAL, json!({"username": "bob"})).await.status, 200);
    assert_eq!(log(&app).await, "PUT 401 0, PUT 200 1");
    // Nothing refreshes a token whose 401 the console does not know. The console's log-in page sends the session back.
    expire(&app, json!({"form": "xml"})).await;
    for _ in 0..2 {
        let answer = admin.get(&readiness).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, ""));
        let back = admin.open("/devicemgt/login").await;
        assert_eq!((back.status, back.header("location")), (302, "/devicemgt/dep/devices"));
    }
    expire(&app, json!({})).await;
    let answer = admin.enroll(SERIAL, json!({"username": "alice"})).await;
    assert_eq!((answer.status, answer.header("location")), (302, "/devicemgt/login"));
    assert_eq!(admin.open("/devicemgt/login").await.status, 200, "logged out");
    assert_eq!(stored(&app).await, "bob");
}

#[tokio::test]
async fn at_the_legacy_console_a_refused_refresh_logs_out() {
    let app = server();
    let admin = invoker(&app, "admin").await;
    expire(&app, json!({"form": "text", "refresh": false})).await;
    assert_eq!(read(&admin).await, 302);
    assert_eq!(admin.open("/devicemgt/login").await.status, 200);
}

#[tokio::test]
async fn an_expired_token_of_one_call_and_of_direct_calls() {
    let app = server();
    let (plain, newer) = (direct(&app, "admin").await, handler(&app, "admin").await);
    expire(&app, json!({})).await;
    assert_eq!(read(&plain).await, 200, "a direct call has no console that keeps a token");
    assert_eq!(read(&newer).await, 200);
    fault(&app, "PUT", 1, json!({"token": {"form": "fault"}})).await;
    for _ in 0..2 {
        assert_eq!(newer.enroll(SERIAL, json!({"username": "bob"})).await.status, 401);
    }
    assert_eq!(read(&newer).await, 200);
    assert_eq!(newer.enroll(SERIAL, json!({"username": "bob"})).await.status, 200);
    for expiry in [json!({"form": "json"}), json!({"refresh": 1}), json!({"until": 1})] {
        assert_eq!(control(&app, "POST", "/__expire-token", expiry).await.status, 400);
    }
}

#[tokio::test]
async fn a_gateway_that_is_away_is_an_empty_200_or_the_error_page() {
    // InvokerHandler logs an IOException and writes nothing.
    let app = server();
    let (legacy, newer) = (invoker(&app, "admin").await, handler(&app, "admin").await);
    for verb in ["GET", "PUT"] {
        fault(&app, verb, 2, json!({"gateway": "unreachable"})).await;
        let body = (verb == "PUT").then(|| json!({"username": "bob"}));
        let url = format!("{DEP}/devices/{SERIAL}/enrollment");
        let answer = newer.call(verb, &url, body.clone()).await;
        assert_eq!(
            (answer.status, answer.body.as_str(), answer.header("content-type")),
            (200, "", "")
        );
        let answer = legacy.call(verb, &url, body).await;
        assert_eq!((answer.status, answer.body.starts_with("<!--")), (500, true));
        assert_eq!(log(&app).await, format!("{verb} 0 0, {verb} 0 0"));
    }
    assert_eq!(stored(&app).await, Value::Null);
}

#[tokio::test]
async fn both_consoles_repeat_a_call_after_a_broken_connection() {
    let app = server();
    let (legacy, newer) = (invoker(&app, "admin").await, handler(&app, "admin").await);
    let bob = json!({"username": "bob"});
    fault(&app, "PUT", 1, json!({"gateway": "drop"})).await;
    assert_eq!(newer.enroll(SERIAL, bob.clone()).await.status, 200);
    fault(&app, "PUT", 3, json!({"gateway": "drop-after"})).await;
    assert_eq!(legacy.enroll(SERIAL, bob.clone()).await.status, 200);
    assert_eq!(log(&app).await, "PUT 0 0, PUT 200 1, PUT 0 0, PUT 0 1, PUT 0 2, PUT 200 3");
    // commons-httpclient gives up after three more attempts, HttpClient 5 after one, and with a POST at once.
    fault(&app, "POST", 0, json!({"gateway": "drop"})).await;
    fault(&app, "PUT", 0, json!({"gateway": "drop"})).await;
    let sync = format!("{DEP}/devices/sync");
    assert_eq!(legacy.call("POST", &sync, Some(json!({}))).await.status, 500);
    assert_eq!(log(&app).await, "POST 0 0, POST 0 1, POST 0 2, POST 0 3");
    assert_eq!(newer.enroll(SERIAL, bob).await.body, "");
    assert_eq!(log(&app).await, "PUT 0 0, PUT 0 1");
    assert_eq!(newer.call("POST", &sync, Some(json!({}))).await.body, "");
    assert_eq!(log(&app).await, "POST 0 0");
}

#[tokio::test]
async fn the_newer_console_repeats_a_call_to_a_busy_host() {
    // The retry strategy of HttpClient 5, after a second or the time in Retry-After.
    let app = server();
    let (legacy, newer) = (invoker(&app, "admin").await, handler(&app, "admin").await);
    for status in [429, 503] {
        fault(&app, "PUT", 1, json!({"status": status, "retryAfterMs": 5})).await;
        assert_eq!(newer.enroll(SERIAL, json!({"username": "bob"})).await.status, 200);
        assert_eq!(log(&app).await, format!("PUT {status} 0, PUT 200 1"));
        fault(&app, "PUT", 2, json!({"status": status, "retryAfterMs": 5})).await;
        assert_eq!(newer.enroll(SERIAL, json!({"username": "bob"})).await.status, status);
        fault(&app, "PUT", 1, json!({"status": status, "retryAfterMs": 5})).await;
        assert_eq!(legacy.enroll(SERIAL, json!({"username": "bob"})).await.status, status);
        log(&app).await;
    }
    fault(&app, "PUT", 1, json!({"status": 500, "retryAfterMs": 5})).await;
    assert_eq!(newer.enroll(SERIAL, json!({"username": "bob"})).await.status, 500);
}
