//! The reference host's test controls: database reset, faults, session expiry, and SQL.

use host::Method;
use host::transport::{Http, HttpRequest, Pending};
use serde_json::{Value, json};

use crate::Harness;

/// The number of devices after a reset: more than one page of the list, and more than one bulk request.
pub const DEVICES: u32 = 230;

/// Access to the reference host beside the client under test.
pub trait Control {
    /// Sends a control request (`/__…`) and returns its status and body.
    fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Pending<'_, Result<(u16, String), String>>;
    /// Signs in for the client under test, so that its next call has a session.
    fn sign_in(&self, user: &str) -> Pending<'_, Result<(), String>>;
}

/// The kind of session that the client under test needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionKind {
    /// The REST API itself, with the cookie of its own log-in.
    Direct,
    /// The legacy console.
    Invoker,
    /// The React console.
    RequestHandler,
}

/// The controls over HTTP. The cookies must be shared with the client under test.
pub struct HttpControl<H> {
    http: H,
    base: String,
    session: SessionKind,
}

impl<H: Http> HttpControl<H> {
    /// `base` is the host's origin, empty for the page's own.
    pub fn new(http: H, base: &str, session: SessionKind) -> HttpControl<H> {
        HttpControl { http, base: base.to_owned(), session }
    }

    fn request(&self, method: Method, path: &str, kind: &str, body: Option<String>) -> HttpRequest {
        let headers = vec![("Content-Type".to_owned(), kind.to_owned())];
        HttpRequest { method, url: format!("{}{path}", self.base), headers, body }
    }
}

impl<H: Http> Control for HttpControl<H> {
    fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Pending<'_, Result<(u16, String), String>> {
        let request =
            self.request(method, path, "application/json", body.map(|body| body.to_string()));
        Box::pin(async move {
            let reply = self.http.fetch(request).await.map_err(|failure| format!("{failure:?}"))?;
            Ok((reply.status, reply.body))
        })
    }

    fn sign_in(&self, user: &str) -> Pending<'_, Result<(), String>> {
        let json = json!({ "username": user, "password": user }).to_string();
        let name = host::url::encode(user);
        let form = format!("username={name}&password={name}&platform=entgra");
        let (path, kind, body) = match self.session {
            SessionKind::Direct => ("/api/login", "application/json", json),
            SessionKind::Invoker => ("/devicemgt/login", "application/x-www-form-urlencoded", form),
            SessionKind::RequestHandler => {
                ("/entgra-ui-request-handler/login", "application/x-www-form-urlencoded", form)
            }
        };
        let request = self.request(Method::Post, path, kind, Some(body));
        Box::pin(async move {
            let reply = self.http.fetch(request).await.map_err(|failure| format!("{failure:?}"))?;
            // The legacy console answers a right password with a redirect and a wrong one with its page.
            let signed_in = match self.session {
                SessionKind::Invoker => reply.redirected || (300..=399).contains(&reply.status),
                _ => reply.status == 200,
            };
            if signed_in { Ok(()) } else { Err(format!("signing in at {path}: {}", reply.status)) }
        })
    }
}

/// Clears faults, resets the database and signs in as admin.
pub async fn prepare(harness: &Harness) -> Result<(), String> {
    clear(harness).await?;
    ask(harness, Method::Post, "/__reset", Some(json!({ "devices": DEVICES }))).await?;
    harness.control.sign_in("admin").await
}

/// Removes all faults.
pub async fn clear(harness: &Harness) -> Result<(), String> {
    ask(harness, Method::Delete, "/__faults", None).await.map(|_| ())
}

/// Makes the next `times` calls of this method and path fail.
pub async fn fault(
    harness: &Harness,
    method: &str,
    path: &str,
    times: u32,
    action: Value,
) -> Result<(), String> {
    let body = json!({ "match": { "method": method, "path": path }, "times": times, "do": action });
    ask(harness, Method::Post, "/__faults", Some(body)).await.map(|_| ())
}

/// How often the remaining faults would still apply.
pub async fn faults_left(harness: &Harness) -> Result<u64, String> {
    let left = ask(harness, Method::Get, "/__faults", None).await?;
    let list = left
        .as_array()
        .or_else(|| left.get("faults").and_then(Value::as_array))
        .ok_or("no list of faults")?;
    Ok(list.iter().filter_map(|fault| fault.get("times").and_then(Value::as_u64)).sum())
}

/// Ends every session.
pub async fn expire(harness: &Harness) -> Result<(), String> {
    ask(harness, Method::Post, "/__expire", None).await.map(|_| ())
}

/// The rows of a SELECT.
pub async fn rows(harness: &Harness, sql: &str) -> Result<Vec<Value>, String> {
    let json = ask(harness, Method::Post, "/__sql", Some(json!({ "sql": sql }))).await?;
    let rows =
        json.as_array().or_else(|| json.get("rows").and_then(Value::as_array)).ok_or("no rows")?;
    Ok(rows.clone())
}

/// The three enrollment columns of a device in the database.
pub async fn stored(harness: &Harness, serial: &str) -> Result<(String, bool, bool), String> {
    let sql = format!(
        "SELECT ifnull(USERNAME, '') AS U, NEED_BASIC_AUTH AS L, IS_AGENT_REQUIRED AS A FROM IOS_PRE_ENROLLED_DEVICE WHERE SERIAL = '{serial}'"
    );
    let rows = rows(harness, &sql).await?;
    let row = rows.first().ok_or_else(|| format!("no row for {serial}"))?;
    let flag = |key: &str| row.get(key).and_then(Value::as_i64) == Some(1);
    Ok((crate::text(row, "U").to_owned(), flag("L"), flag("A")))
}

async fn ask(
    harness: &Harness,
    method: Method,
    path: &str,
    body: Option<Value>,
) -> Result<Value, String> {
    let (status, text) = harness.control.call(method, path, body).await?;
    if !(200..=299).contains(&status) {
        return Err(format!("{} {path}: {status} {text}", method.word()));
    }
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(&text)
        .map_err(|error| format!("{} {path}: {error}: {text}", method.word()))
}
