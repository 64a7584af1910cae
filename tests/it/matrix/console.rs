//! A console in memory: a host with a small database behind one of the three gateways. It spoils the answer to one kind of
//! call, as that gateway would pass the failure on. It must never know what the plugin makes of an answer.

use super::answers::{Answer, Timing, Wire};
use super::profiles::Profiles;
use host::transport::{Http, HttpReply, HttpRequest, Pending};
use host::{Failure, Method};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;

/// The serial number of the device in every cell.
pub const SERIAL: &str = "C02MATRIX001";
/// Two profiles of the host, spelled as it likes.
pub const STAFF: &str = "464921fa-a370-4bad-9a6f-9e3a8a73d94a";
pub const BENCH: &str = "A1F0C3D2E4B5968778695A4B3C2D1E0F";

/// The way to the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gateway {
    Direct,
    Invoker,
    RequestHandler,
}

/// What the host has about the device, and how many devices it knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Database {
    pub status: &'static str,
    pub profile: String,
    pub username: String,
    pub login: bool,
    pub agent: bool,
    pub devices: usize,
}

/// A call of the plugin, as the host sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub method: Method,
    pub path: String,
    /// The answer said that nothing was carried out, because the token was refused.
    pub unauthorized: bool,
}

/// The spoiled answer: to which calls, and how often.
#[derive(Clone, Debug)]
pub struct Plan {
    pub method: Method,
    /// The end of the path without its query.
    pub path: &'static str,
    pub answer: Answer,
    /// Times it is given; then the host is well again.
    pub times: usize,
    /// Every read of the device, or of the profiles, fails after the spoiled answer.
    pub blind: bool,
}

pub struct Console {
    pub gateway: Gateway,
    pub database: RefCell<Database>,
    pub profiles: RefCell<Profiles>,
    pub calls: RefCell<Vec<Call>>,
    plan: RefCell<Option<Plan>>,
    /// What is in the path of every read that fails.
    blind: RefCell<Option<&'static str>>,
    late: RefCell<Vec<(Method, String, Value)>>,
}

impl Console {
    pub fn new(gateway: Gateway, database: Database) -> Rc<Console> {
        Rc::new(Console {
            gateway,
            database: RefCell::new(database),
            profiles: RefCell::default(),
            calls: RefCell::default(),
            plan: RefCell::default(),
            blind: RefCell::default(),
            late: RefCell::default(),
        })
    }

    pub fn spoil(&self, plan: Plan) {
        self.plan.replace(Some(plan));
    }

    /// The host is well again, and ends the work that nobody waited for.
    pub fn recover(&self) {
        self.plan.replace(None);
        self.blind.replace(None);
        for (method, path, body) in self.late.take() {
            self.serve(method, &path, &body);
        }
    }

    fn fetch_now(&self, method: Method, path: &str, body: Value) -> Result<HttpReply, Failure> {
        let bare = path.split('?').next().unwrap();
        let at = self.calls.borrow().len();
        self.calls.borrow_mut().push(Call { method, path: bare.to_owned(), unauthorized: false });
        if method == Method::Get && self.blind.borrow().is_some_and(|part| bare.contains(part)) {
            return self.pass(method, (500, "{}".to_owned()));
        }
        let mut plan = self.plan.borrow_mut();
        let Some(spoiled) = plan
            .as_mut()
            .filter(|plan| plan.times > 0 && plan.method == method && bare.ends_with(plan.path))
        else {
            return self.pass(method, self.serve(method, path, &body));
        };
        spoiled.times -= 1;
        let part = if spoiled.path.contains("/profiles") { "/profiles" } else { SERIAL };
        self.blind.replace(spoiled.blind.then_some(part));
        let answer = spoiled.answer;
        drop(plan);
        let honest = match answer.timing {
            Timing::Never => None,
            Timing::Before => Some(self.serve(method, path, &body)),
            Timing::Late => {
                self.late.borrow_mut().push((method, path.to_owned(), body.clone()));
                None
            }
        };
        let reply = match answer.wire {
            // The newer console's proxy swallows a broken connection and answers an empty 200.
            Wire::Drop if self.gateway == Gateway::RequestHandler => {
                return Ok(plain(200, String::new()));
            }
            Wire::Drop => return Err(Failure::Unreachable),
            Wire::Timeout => return Err(Failure::Timeout),
            Wire::Redirect => {
                return Ok(HttpReply { status: 0, redirected: true, body: String::new() });
            }
            Wire::Truncated => {
                let (status, body) = honest.unwrap_or((200, r#"{"serial": "C02"#.to_owned()));
                let half: String = body.chars().take(body.len() / 2).collect();
                return Ok(plain(status, half));
            }
            Wire::Page => return Ok(plain(200, "<!DOCTYPE html><title>Log in</title>".to_owned())),
            Wire::Reply(status, body) => (status, body.to_owned()),
        };
        if reply.0 == 401 {
            self.calls.borrow_mut()[at].unauthorized = true;
        }
        self.pass(method, reply)
    }

    /// The answer of the host in the envelope of the gateway.
    fn pass(&self, method: Method, (status, body): (u16, String)) -> Result<HttpReply, Failure> {
        let is_fault = body.contains("fault");
        match (self.gateway, status) {
            // The console refreshes its token or logs out; any other 401 ends in an empty 200.
            (Gateway::Invoker, 401) if is_fault => {
                Ok(HttpReply { status: 0, redirected: true, body: String::new() })
            }
            (Gateway::Invoker, 401) => Ok(plain(200, String::new())),
            (Gateway::RequestHandler, 200 | 201) => {
                let data = match serde_json::from_str::<Value>(&body) {
                    Ok(value) => value,
                    Err(_) if body.is_empty() => Value::Null,
                    Err(_) => Value::String(body),
                };
                Ok(plain(status, json!({"data": data}).to_string()))
            }
            (Gateway::RequestHandler, 204) => Ok(plain(204, String::new())),
            (Gateway::RequestHandler, 401) if is_fault && method == Method::Get => {
                unreachable!("a read refreshes the token, so no cell plays this")
            }
            (Gateway::RequestHandler, _) => {
                Ok(plain(status, json!({"code": status, "data": body, "status": 0}).to_string()))
            }
            _ => Ok(plain(status, body)),
        }
    }

    /// The host itself.
    fn serve(&self, method: Method, path: &str, body: &Value) -> (u16, String) {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let mut db = self.database.borrow_mut();
        let ok = |value: Value| (200, value.to_string());
        let record = |db: &Database| {
            json!({"serial": SERIAL, "status": db.status, "profileUuid": db.profile,
                "username": db.username, "loginRequired": db.login, "agentRequired": db.agent})
        };
        let fields = |db: &Database| json!({"username": db.username, "loginRequired": db.login, "agentRequired": db.agent});
        let success =
            |db: &Database| json!({"serial": SERIAL, "result": "SUCCESS", "status": db.status});
        match (method, path.rsplit('/').next().unwrap()) {
            (Method::Get, "devices") if path.contains("/dep/") => {
                let mut rows = vec![record(&db)];
                rows.extend(
                    (1..db.devices).map(|at| json!({"serial": format!("C02OTHER{at:04}")})),
                );
                ok(json!({"devices": rows, "count": rows.len()}))
            }
            (Method::Get, SERIAL) => ok(record(&db)),
            (Method::Get, "enrollment") => ok(fields(&db)),
            (Method::Put, "enrollment") => {
                let expected = body.get("expected");
                if expected.is_some_and(|expected| *expected != fields(&db)) {
                    return (409, json!({"code": 409, "message": "changed"}).to_string());
                }
                db.username = body["username"].as_str().unwrap_or_default().to_owned();
                db.login = body["loginRequired"] == true;
                db.agent = body["agentRequired"] == true;
                ok(fields(&db))
            }
            (Method::Put, "profile") => {
                let uuid = body["profileUuid"].as_str().unwrap_or_default().to_owned();
                // A UUID that is not to the letter is unknown.
                if uuid != STAFF && uuid != BENCH {
                    return (404, json!({"code": 404, "message": "no such profile"}).to_string());
                }
                (db.status, db.profile) = ("Assigned", uuid);
                ok(success(&db))
            }
            (Method::Delete, "profile") => {
                db.status = "Removed";
                ok(success(&db))
            }
            (Method::Post, "sync") => {
                db.devices += 1;
                ok(json!({"count": db.devices}))
            }
            (Method::Get, "readiness") => ok(json!({"agentConfigured": true})),
            (Method::Get, "checkUser") => ok(Value::Bool(query.ends_with("=alice"))),
            (Method::Get, "usernames") => ok(json!([{"username": "alice"}])),
            _ => self.profiles.borrow_mut().serve(method, path, body),
        }
    }
}

fn plain(status: u16, body: String) -> HttpReply {
    HttpReply { status, redirected: false, body }
}

/// The console as the transports see it.
pub struct Wires(pub Rc<Console>);

impl Http for Wires {
    fn fetch(&self, request: HttpRequest) -> Pending<'_, Result<HttpReply, Failure>> {
        let json = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
        let body = request.body.as_deref().map(json).unwrap_or_default();
        let (method, path, body) = match self.0.gateway {
            Gateway::Direct => (request.method, request.url.clone(), body),
            Gateway::RequestHandler => {
                let path = request.url.replace("/entgra-ui-request-handler/invoke", "/api");
                (request.method, path, body)
            }
            Gateway::Invoker => {
                let method = match body["requestMethod"].as_str().unwrap() {
                    "GET" => Method::Get,
                    "PUT" => Method::Put,
                    "POST" => Method::Post,
                    _ => Method::Delete,
                };
                let payload = json(body["requestPayload"].as_str().unwrap());
                (method, body["requestURL"].as_str().unwrap().to_owned(), payload)
            }
        };
        let answer = self.0.fetch_now(method, &path, body);
        Box::pin(async move { answer })
    }
}
