//! The React console's proxy, in current builds and in those of 2020.

use crate::harness::{DEP, control, handler, send, server, server_with};
use refhost::{Options, Quirks};
use serde_json::json;

const CONTEXT: &str = "/entgra-ui-request-handler";

#[tokio::test]
async fn answers_are_wrapped_in_data() {
    let app = server();
    let admin = handler(&app, "admin").await;
    let list = admin.get(&format!("{DEP}/devices?limit=1")).await;
    assert_eq!(list.header("content-type"), "application/json");
    assert_eq!(list.json()["data"]["count"], 40);
    assert_eq!(
        admin.get("/api/device-mgt/v1.0/users/checkUser?username=bob").await.json(),
        json!({"data": true})
    );
    assert!(
        admin.get("/api/device-mgt/v1.0/users/search/usernames?filter=bo").await.json()["data"]
            .is_array()
    );
    let saved = admin.enroll("C02EMPTY0001", json!({"username": "zoë"})).await;
    assert_eq!(saved.json()["data"]["username"], "zoë");
}

#[tokio::test]
async fn errors_are_wrapped_as_text_in_data() {
    let app = server();
    let admin = handler(&app, "admin").await;
    let refused = admin.enroll("C02EMPTY0001", json!({})).await;
    assert_eq!(refused.status, 400);
    let bean = refused.json();
    assert_eq!((&bean["code"], &bean["status"]), (&400.into(), &0.into()));
    let inner: serde_json::Value =
        serde_json::from_str(bean["data"].as_str().expect("text")).expect("JSON in text");
    assert_eq!(inner["errorItems"][0]["code"], "NEITHER");
    let unknown_store =
        admin.get("/api/device-mgt/v1.0/users/checkUser?username=NOPE%2Fx").await.json();
    assert_eq!(unknown_store["data"], "Error while retrieving the user.");
}

#[tokio::test]
async fn only_200_201_and_204_are_success() {
    let app = server();
    let admin = handler(&app, "admin").await;
    let cases = [
        (json!({"status": 201, "body": "{\"a\":1}"}), 201, json!({"data": {"a": 1}})),
        (json!({"status": 200, "body": "words"}), 200, json!({"data": "words"})),
        (json!({"status": 200, "body": "null"}), 200, json!({})),
        (json!({"status": 204, "body": ""}), 200, json!({})),
        (
            json!({"status": 202, "body": "{}"}),
            202,
            json!({"code": 202, "data": "{}", "status": 0}),
        ),
        (json!({"status": 200, "body": ""}), 500, json!({"code": 500, "status": 0})),
    ];
    for (deed, status, body) in cases {
        control(&app, "POST", "/__faults", json!({"match": {"path": "/readiness"}, "do": deed}))
            .await;
        let answer = admin.get(&format!("{DEP}/readiness")).await;
        assert_eq!((answer.status, answer.json()), (status, body), "{deed}");
    }
}

#[tokio::test]
async fn builds_of_2020_return_other_values_as_strings() {
    let app = server_with(Options { quirks: Quirks::Of2020, ..Options::default() });
    let admin = handler(&app, "admin").await;
    assert_eq!(
        admin.get("/api/device-mgt/v1.0/users/checkUser?username=bob").await.json(),
        json!({"data": "true"})
    );
    let users = admin.get("/api/device-mgt/v1.0/users/search/usernames?filter=dave").await.json();
    assert!(users["data"].as_str().expect("text").starts_with('['));
    assert_eq!(admin.get(&format!("{DEP}/devices?limit=1")).await.json()["data"]["count"], 40);
    assert!(admin.enroll("C02EMPTY0001", json!({})).await.json().get("status").is_none());
}

#[tokio::test]
async fn a_lost_session_is_a_401() {
    let app = server();
    let admin = handler(&app, "admin").await;
    control(&app, "POST", "/__expire", json!({})).await;
    let lost = admin.get(&format!("{DEP}/devices")).await;
    assert_eq!((lost.status, lost.json()), (401, json!({"code": 401, "status": 0})));
    assert_eq!(
        send(&app, "POST", &format!("{CONTEXT}/user"), &[], "platform=entgra").await.status,
        401
    );
    assert_eq!(
        send(&app, "POST", &format!("{CONTEXT}/login"), &[], "username=admin&password=x")
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn the_console_can_read_the_user_and_its_scopes() {
    let app = server();
    let acme = handler(&app, "admin@acme.com").await;
    assert_eq!(
        acme.post(&format!("{CONTEXT}/user"), "platform=entgra").await.json(),
        json!({"data": "admin@acme.com"})
    );
    let helpdesk = handler(&app, "helpdesk").await;
    let scopes = helpdesk.open(&format!("{CONTEXT}/login-user/scopes")).await.json();
    assert_eq!(scopes, json!({"data": {"userScopes": "ios:dep:add ios:dep:view"}}));
    helpdesk.post(&format!("{CONTEXT}/logout"), "").await;
    assert_eq!(helpdesk.open(&format!("{CONTEXT}/login-user/scopes")).await.status, 401);
    assert_eq!(acme.open(&format!("{CONTEXT}/login-user/scopes")).await.status, 200);
}

#[tokio::test]
async fn bodies_need_a_type_and_paths_are_decoded_once() {
    let app = server();
    let login =
        send(&app, "POST", &format!("{CONTEXT}/login"), &[], "username=admin&password=admin").await;
    let cookie = login.header("set-cookie").split(';').next().unwrap_or("").to_owned();
    let base = format!("{CONTEXT}/invoke/device-mgt/ios/v1.0/dep/devices");
    let typeless = send(&app, "POST", &format!("{base}/sync"), &[("cookie", &cookie)], "").await;
    assert_eq!(typeless.status, 500);
    let headers = [("cookie", cookie.as_str()), ("content-type", "application/json")];
    assert_eq!(
        send(&app, "POST", &format!("{base}/sync"), &headers, "").await.json(),
        json!({"data": {"count": 42}})
    );
    // An encoded slash is decoded before it reaches the API.
    let slashed =
        send(&app, "GET", &format!("{base}/C02EMPTY0001%2Fenrollment"), &headers, "").await;
    assert_eq!(slashed.json()["data"]["agentRequired"], true);
    assert_eq!(send(&app, "PATCH", &base, &headers, "{}").await.status, 405);
}
