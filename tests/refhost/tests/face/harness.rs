//! Calls to a server in this process, in each of the three ways.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use refhost::Options;
use serde_json::{Value, json};
use tower::ServiceExt;

/// The DEP part of the REST contract.
pub const DEP: &str = "/api/device-mgt/ios/v1.0/dep";
/// The user directory.
pub const USERS: &str = "/api/device-mgt/v1.0/users";
/// The current UUID of "Staff iPads".
pub const STAFF: &str = "A1F0C3D2E4B5968778695A4B3C2D1E0F";

/// One HTTP answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{error} in {:?}", self.body))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// The code in an ErrorResponse.
    pub fn code(&self) -> Value {
        self.json()["errorItems"][0]["code"].clone()
    }
}

/// A server with the control endpoints and few devices.
pub fn server() -> Router {
    server_with(Options::default())
}

/// The same server with other options.
pub fn server_with(options: Options) -> Router {
    refhost::app(Options { faults: true, devices: 40, ..options }).expect("the server starts")
}

/// Sends one HTTP request.
pub async fn send(
    app: &Router,
    method: &str,
    url: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    let mut request =
        Request::builder().method(method).uri(url).header("content-length", body.len());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.to_owned())).expect("a request");
    let response = app.clone().oneshot(request).await.expect("infallible");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap_or_default();
    Answer { status, headers, body: String::from_utf8_lossy(&bytes).into_owned() }
}

/// A session of one of the three ways.
pub struct Session {
    app: Router,
    way: &'static str,
    secret: String,
}

/// Signs in for direct calls.
pub async fn direct(app: &Router, user: &str) -> Session {
    let body = json!({"username": user, "password": user}).to_string();
    let answer = send(app, "POST", "/api/login", &[], &body).await;
    let token = answer.json()["token"].as_str().expect("a token").to_owned();
    Session { app: app.clone(), way: "direct", secret: format!("Bearer {token}") }
}

/// Signs in at the legacy console.
pub async fn invoker(app: &Router, user: &str) -> Session {
    let body = format!("username={user}&password={user}");
    let answer = send(app, "POST", "/devicemgt/login", &[], &body).await;
    assert_eq!((answer.status, answer.header("location")), (302, "/devicemgt/dep/devices"));
    Session { app: app.clone(), way: "invoker", secret: cookie(&answer, "/devicemgt") }
}

/// Signs in at the React console.
pub async fn handler(app: &Router, user: &str) -> Session {
    let body = format!("username={user}&password={user}&platform=entgra");
    let answer = send(app, "POST", "/entgra-ui-request-handler/login", &[], &body).await;
    assert_eq!(answer.status, 200);
    Session {
        app: app.clone(),
        way: "handler",
        secret: cookie(&answer, "/entgra-ui-request-handler"),
    }
}

fn cookie(answer: &Answer, path: &str) -> String {
    let set = answer.header("set-cookie");
    assert!(set.contains(&format!("Path={path}; ")), "{set}");
    set.split(';').next().unwrap_or("").to_owned()
}

impl Session {
    /// The same session on another server over the same database.
    pub fn at(&self, app: &Router) -> Session {
        Session { app: app.clone(), way: self.way, secret: self.secret.clone() }
    }

    /// Sends a REST call in this session's way.
    pub async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let text = body.map(|body| body.to_string()).unwrap_or_default();
        let json = ("content-type", "application/json");
        match self.way {
            "direct" => {
                send(&self.app, method, path, &[("authorization", &self.secret), json], &text).await
            }
            "handler" => {
                let rest = path.strip_prefix("/api").expect("an API path");
                let url = format!("/entgra-ui-request-handler/invoke{rest}");
                send(&self.app, method, &url, &[("cookie", &self.secret), json], &text).await
            }
            _ => {
                // The console's own library sends this word for no payload.
                let payload = if text.is_empty() { "null" } else { &text };
                let envelope =
                    json!({"requestMethod": method, "requestURL": path, "requestPayload": payload});
                self.post("/devicemgt/api/invoker/execute/", &envelope.to_string()).await
            }
        }
    }

    /// Posts JSON to an address of the console with the session's cookie.
    pub async fn post(&self, url: &str, body: &str) -> Answer {
        send(
            &self.app,
            "POST",
            url,
            &[("cookie", &self.secret), ("content-type", "application/json"), ("accept", "*/*")],
            body,
        )
        .await
    }

    /// Gets an address of the console.
    pub async fn open(&self, url: &str) -> Answer {
        send(&self.app, "GET", url, &[("cookie", &self.secret)], "").await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, None).await
    }

    /// Saves an enrollment.
    pub async fn enroll(&self, serial: &str, fields: Value) -> Answer {
        self.call("PUT", &format!("{DEP}/devices/{serial}/enrollment"), Some(fields)).await
    }

    /// Assigns a profile.
    pub async fn assign(&self, serial: &str, uuid: &str) -> Answer {
        self.call(
            "PUT",
            &format!("{DEP}/devices/{serial}/profile"),
            Some(json!({"profileUuid": uuid})),
        )
        .await
    }
}

/// Uses a control endpoint.
pub async fn control(app: &Router, method: &str, path: &str, body: Value) -> Answer {
    send(app, method, path, &[], &body.to_string()).await
}

/// Reads the database.
pub async fn sql(app: &Router, sql: &str) -> Value {
    control(app, "POST", "/__sql", json!({"sql": sql})).await.json()
}
