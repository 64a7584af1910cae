//! The React console's proxy, in current builds and in those of 2020. The reasons are lines of its `InvokerHandler` and
//! `HandlerUtil`, and of the HTTP client and the container around them.

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
        (json!({"status": 200, "body": "null"}), 200, json!({"data": null})),
        // HttpClient 5 has an entity for an empty body, and Jackson a missing node.
        (json!({"status": 200, "body": ""}), 200, json!({"data": null})),
        (json!({"status": 201, "body": ""}), 201, json!({"data": null})),
        (
            json!({"status": 202, "body": "{}"}),
            202,
            json!({"code": 202, "data": "{}", "status": 0}),
        ),
        (json!({"status": 404, "body": ""}), 404, json!({"code": 404, "data": "", "status": 0})),
        (json!({"status": 302, "body": ""}), 302, json!({"code": 302, "data": "", "status": 0})),
    ];
    for (effect, status, body) in cases {
        control(&app, "POST", "/__faults", json!({"match": {"path": "/readiness"}, "do": effect}))
            .await;
        let answer = admin.get(&format!("{DEP}/readiness")).await;
        assert_eq!((answer.status, answer.json()), (status, body), "{effect}");
    }
    let effect = json!({"match": {"path": "/readiness"}, "do": {"status": 204, "body": ""}});
    control(&app, "POST", "/__faults", effect).await;
    let nothing = admin.get(&format!("{DEP}/readiness")).await;
    assert_eq!(
        (nothing.status, nothing.body.as_str(), nothing.header("content-type")),
        (204, "", "")
    );
}

#[tokio::test]
async fn markup_in_an_error_is_escaped() {
    let app = server();
    let admin = handler(&app, "admin").await;
    let effect = json!({"status": 500, "body": "<b title='a=b'>&é"});
    control(&app, "POST", "/__faults", json!({"match": {"path": "/readiness"}, "do": effect}))
        .await;
    let answer = admin.get(&format!("{DEP}/readiness")).await;
    assert!(
        answer.body.contains(r"\u003cb title\u003d\u0027a\u003db\u0027\u003e\u0026é"),
        "{}",
        answer.body
    );
    assert_eq!(answer.json()["data"], "<b title='a=b'>&é");
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
async fn a_body_needs_a_type_and_every_write_a_length() {
    let app = server();
    let base = format!("{CONTEXT}/invoke/device-mgt/ios/v1.0/dep/devices");
    let cookie = cookie(&app).await;
    let session = ("cookie", cookie.as_str());
    let json = ("content-type", "application/json");
    let sync = format!("{base}/sync");
    for headers in [vec![session], vec![session, ("content-type", "")], vec![session, json]] {
        let answer = send(&app, "POST", &sync, &headers, "").await;
        assert_eq!(answer.status, 200, "{headers:?}");
        assert!(answer.json()["data"]["count"].is_u64());
    }
    assert_eq!(send(&app, "POST", &sync, &[session], "{}").await.status, 500);
    let chunked = axum::http::Request::builder().method("POST").uri(&sync);
    let chunked = chunked.header("cookie", &cookie).header("content-type", "application/json");
    let chunked = chunked.body(axum::body::Body::from("{}")).expect("a request");
    let answer = tower::ServiceExt::oneshot(app, chunked).await.expect("infallible");
    assert_eq!(answer.status(), 500);
}

async fn cookie(app: &axum::Router) -> String {
    let form = "username=admin&password=admin";
    let login = send(app, "POST", &format!("{CONTEXT}/login"), &[], form).await;
    login.header("set-cookie").split(';').next().unwrap_or("").to_owned()
}

#[tokio::test]
async fn paths_are_ascii_without_an_encoded_slash() {
    let app = server();
    let base = format!("{CONTEXT}/invoke/device-mgt/ios/v1.0/dep/devices");
    let cookie = cookie(&app).await;
    for (path, status) in [
        ("C02EMPTY0001%2Fenrollment", 400),
        ("C02EMPTY0001%2fenrollment", 400),
        ("%C3%AB", 400),
        ("a%20b", 404),
        ("C02EMPTY0001%2D", 404),
        ("%43%302EMPTY0001/enrollment", 200),
    ] {
        let answer = send(&app, "GET", &format!("{base}/{path}"), &[("cookie", &cookie)], "").await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn other_verbs_never_reach_the_api() {
    let app = server();
    let base = format!("{CONTEXT}/invoke/device-mgt/ios/v1.0/dep/devices");
    let cookie = cookie(&app).await;
    for (verb, status) in [("PATCH", 501), ("OPTIONS", 200), ("HEAD", 500)] {
        let answer = send(&app, verb, &base, &[("cookie", &cookie)], "").await;
        assert_eq!(answer.status, status, "{verb}");
    }
    let log = control(&app, "GET", "/__log", json!({})).await;
    assert_eq!(log.json(), json!([]));
}
