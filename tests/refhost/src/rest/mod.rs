//! The REST contract: the scope of each call, and the formats of answers and rejections. It must never know the
//! console of a call.

mod changes;
mod definition;
mod devices;
mod enrollment;
mod notes;
mod profiles;
mod readiness;
mod users;

use crate::Host;
use crate::auth::Caller;
use crate::contract::Endpoint;
use crate::text;
use rusqlite::Connection;
use serde_json::{Map, Value, json};
use std::sync::MutexGuard;

pub(crate) use definition::edit as edit_profile;
pub(crate) use enrollment::write_as_somebody_else;

/// A call at the API, without its envelope.
pub(crate) struct Call {
    /// Verb, upper case.
    pub(crate) method: String,
    /// Path, percent-encoded, without the query.
    pub(crate) path: String,
    /// Query, percent-encoded, without the question mark.
    pub(crate) query: String,
    /// Body, empty for none.
    pub(crate) body: String,
}

impl Call {
    /// Splits a URL into path and query.
    pub(crate) fn new(method: &str, url: &str, body: String) -> Call {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        Call { method: method.to_owned(), path: path.to_owned(), query: query.to_owned(), body }
    }
}

/// An answer of the API.
pub(crate) struct Reply {
    /// HTTP status.
    pub(crate) status: u16,
    /// Content type; the two consoles drop it.
    pub(crate) kind: String,
    /// Body text.
    pub(crate) body: String,
}

impl Reply {
    /// A JSON answer.
    pub(crate) fn json(status: u16, body: &Value) -> Reply {
        Reply { status, kind: "application/json".to_owned(), body: body.to_string() }
    }

    /// The API's 401.
    pub(crate) fn no_session() -> Reply {
        Refusal::new(401, "No session: sign in and send the call again.").reply()
    }

    /// The gateway's answer for an unknown path.
    pub(crate) fn no_such_resource() -> Reply {
        let fault = json!({"fault": {"code": 900_906, "message": "No matching resource found in the API for the given request",
            "description": "Check the API documentation and add a proper REST resource path to the invocation URL"}});
        Reply::json(404, &fault)
    }
}

/// A rejection: the hosts' ErrorResponse bean, without absent fields.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: u16,
    code: Option<String>,
    message: String,
    plain: bool,
}

impl Refusal {
    fn new(status: u16, message: &str) -> Refusal {
        Refusal { status, code: None, message: message.to_owned(), plain: false }
    }

    fn coded(status: u16, code: &str, message: &str) -> Refusal {
        Refusal { code: Some(code.to_owned()), ..Refusal::new(status, message) }
    }

    /// A rejection by one of the codes of [`RAISED`].
    fn raised(code: &str) -> Refusal {
        match RAISED.iter().find(|(known, ..)| *known == code) {
            Some((code, status, words)) => Refusal::coded(*status, code, words),
            None => Refusal::new(500, "Internal server error."),
        }
    }

    /// Some endpoints of the hosts answer a 500 with bare text.
    fn plain(status: u16, message: &str) -> Refusal {
        Refusal { plain: true, ..Refusal::new(status, message) }
    }

    fn items(&self) -> Value {
        self.code.iter().map(|code| json!({"code": code, "message": self.message})).collect()
    }

    /// The wire format.
    pub(crate) fn reply(&self) -> Reply {
        if self.plain {
            return Reply {
                status: self.status,
                kind: "text/plain".to_owned(),
                body: self.message.clone(),
            };
        }
        let body =
            json!({"code": self.status, "message": self.message, "errorItems": self.items()});
        Reply::json(self.status, &body)
    }
}

/// The codes of the constraints, with messages for admins.
const RAISED: [(&str, u16, &str); 19] = [
    (
        "USERNAME_WITH_LOGIN",
        400,
        "A device either has an assigned user or requires login, not both.",
    ),
    ("NEITHER", 400, "A device needs either an assigned user or login required."),
    ("TENANT_DOMAIN", 400, "The assigned user's username must not contain the tenant domain."),
    ("USERNAME_UNKNOWN", 400, "There is no user of that name in this tenant."),
    ("PROFILE_NOT_FOUND", 404, "There is no current profile with this UUID."),
    ("DEVICE_NOT_FOUND", 404, "There is no device with this serial number."),
    ("PROFILE_SUPERSEDED", 409, "Somebody else has replaced this version of the profile."),
    ("PROFILE_IN_USE", 409, "Devices have this profile, so it cannot be deleted."),
    ("MALFORMED_REQUEST_BODY", 400, "Apple cannot read the profile."),
    ("CONFIG_NAME_REQUIRED", 400, "Apple needs the name of the profile."),
    ("CONFIG_NAME_INVALID", 400, "Apple takes a name of 1 to 125 bytes."),
    ("CONFIG_URL_REQUIRED", 400, "Apple needs the URL of the profile."),
    ("CONFIG_URL_INVALID", 400, "Apple takes a URL of 1 to 2000 encoded characters."),
    ("DEPARTMENT_INVALID", 400, "Apple takes a department of 1 to 125 bytes."),
    ("MAGIC_INVALID", 400, "Apple takes a magic of 1 to 256 bytes."),
    ("SUPPORT_EMAIL_INVALID", 400, "Apple takes a support address of 1 to 250 bytes."),
    ("SUPPORT_PHONE_INVALID", 400, "Apple takes a support number of 1 to 50 bytes."),
    ("LOCALE_INVALID", 400, "Apple knows no such language or region."),
    (
        "FLAGS_INVALID",
        400,
        "Apple takes a profile that cannot be removed only if it is supervised.",
    ),
];

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Refusal {
        if let rusqlite::Error::SqliteFailure(_, Some(message)) = &error {
            if RAISED.iter().any(|(code, ..)| code == message) {
                return Refusal::raised(message);
            }
            if message.starts_with("CHECK constraint failed") {
                return Refusal::new(400, "A value is outside the range that the database keeps.");
            }
        }
        // SQLite's messages contain tables and columns, but never values.
        eprintln!("refhost: the database refused: {error}");
        Refusal::new(500, "Internal server error.")
    }
}

type Answer = Result<Value, Refusal>;

/// The context of one call.
struct Context<'a> {
    host: &'a Host,
    caller: &'a Caller,
    query: Vec<(String, String)>,
    body: &'a str,
}

impl Context<'_> {
    fn name<'a>(&'a self, group: &str, key: &'a str) -> &'a str {
        self.host.contract.name(group, key)
    }

    /// A query parameter by its contract key; empty counts as absent.
    fn parameter<'a>(&'a self, key: &'a str) -> Option<&'a str> {
        text::value(&self.query, self.name("query", key)).filter(|value| !value.is_empty())
    }

    /// The database for a write. What it changes about devices goes into the history as the caller's, and as a part of the run
    /// that the call names.
    fn write(&self) -> MutexGuard<'_, Connection> {
        let run = self.parameter("run").map(str::to_owned);
        self.host.db.lock_for(&self.caller.name, run)
    }

    /// `offset` and `limit` by the hosts' rules: 0 means 50, more than 100 is rejected.
    fn page(&self) -> Result<(u32, u32), Refusal> {
        let number = |key, default| match self.parameter(key).map(str::parse::<i64>) {
            None => Ok(default),
            Some(Ok(number)) => Ok(number),
            Some(Err(_)) => {
                Err(Refusal::new(400, &format!("Request parameter {key} must be a whole number.")))
            }
        };
        let (offset, limit) = (number("offset", 0)?, number("limit", 0)?);
        let Ok(offset) = u32::try_from(offset) else {
            return Err(Refusal::new(400, "Request parameter offset must be 0 or more."));
        };
        match limit {
            0 => Ok((offset, 50)),
            1..=100 => Ok((offset, limit as u32)),
            _ => Err(Refusal::new(400, "Request parameter limit must be between 0 and 100.")),
        }
    }

    /// The body as a JSON object.
    fn object(&self) -> Result<Map<String, Value>, Refusal> {
        match serde_json::from_str(self.body) {
            Ok(Value::Object(map)) => Ok(map),
            _ => Err(Refusal::new(400, "The request body must be a JSON object.")),
        }
    }

    /// A list envelope.
    fn list(&self, key: &str, rows: Vec<Value>, count: i64) -> Value {
        object([
            (self.name("lists", key), Value::Array(rows)),
            (self.name("lists", "count"), count.into()),
        ])
    }
}

/// A JSON object without null fields, which the hosts omit.
fn object<'a>(fields: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    fields
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

fn not_found() -> Refusal {
    Refusal::coded(404, "DEVICE_NOT_FOUND", "There is no device with this serial number.")
}

/// Answers one call of a signed-in user.
pub(crate) fn answer(host: &Host, caller: &Caller, call: &Call) -> Reply {
    let found = host.contract.find(&call.path);
    if found.is_empty() {
        return Reply::no_such_resource();
    }
    let context = Context { host, caller, query: text::pairs(&call.query), body: &call.body };
    let method = call.method.as_str();
    let handler =
        found.iter().find_map(|(endpoint, key)| handler(&context, *endpoint, method, key));
    let Some((scope, handler)) = handler else {
        return Refusal::new(405, "This resource does not support this method.").reply();
    };
    if !caller.may(scope) {
        let fault = json!({"fault": {"code": 900_910, "message": "The access token does not allow you to access the requested resource",
            "description": format!("The role of this user does not hold the scope {scope}")}});
        return Reply::json(403, &fault);
    }
    match handler() {
        Ok(body) => Reply::json(200, &body),
        Err(refusal) => refusal.reply(),
    }
}

type Handler<'a> = Box<dyn Fn() -> Answer + 'a>;

/// What answers a method at an endpoint, and the scope that it needs. `key` is the serial number or the UUID in the path.
fn handler<'a>(
    context: &'a Context<'a>,
    endpoint: Endpoint,
    method: &str,
    key: &'a str,
) -> Option<(&'static str, Handler<'a>)> {
    Some(match (endpoint, method) {
        (Endpoint::Devices, "GET") => (VIEW, Box::new(|| devices::list(context))),
        (Endpoint::Device, "GET") => (VIEW, Box::new(|| devices::one(context, key))),
        (Endpoint::Sync, "POST") => (ADD, Box::new(|| devices::sync(context))),
        (Endpoint::Profiles, "GET") => (VIEW, Box::new(|| profiles::list(context))),
        (Endpoint::Profile, "GET") => (VIEW, Box::new(|| definition::read(context, key))),
        (Endpoint::ProfileCreate, "POST") => (ADD, Box::new(|| definition::create(context))),
        (Endpoint::ProfileRetire, "DELETE") => (ADD, Box::new(|| definition::retire(context, key))),
        (Endpoint::DeviceProfile, "PUT") => (ADD, Box::new(|| profiles::assign(context, key))),
        (Endpoint::DeviceProfile, "DELETE") => (ADD, Box::new(|| profiles::remove(context, key))),
        (Endpoint::BulkProfile, "POST") => (ADD, Box::new(|| profiles::bulk(context))),
        (Endpoint::Enrollment, "GET") => (VIEW, Box::new(|| enrollment::read(context, key))),
        (Endpoint::Enrollment, "PUT") => (ADD, Box::new(|| enrollment::write(context, key))),
        (Endpoint::BulkEnrollment, "POST") => (ADD, Box::new(|| enrollment::bulk(context))),
        (Endpoint::Readiness, "GET") => (VIEW, Box::new(|| readiness::read(context))),
        (Endpoint::CheckUser, "GET") => ("um:users:is-exist", Box::new(|| users::exists(context))),
        (Endpoint::SearchUsers, "GET") => ("um:users:search", Box::new(|| users::search(context))),
        (Endpoint::SearchPeople, "GET") => {
            ("um:users:user-details:view", Box::new(|| users::people(context)))
        }
        (Endpoint::Changes, "GET") => (VIEW, Box::new(|| changes::list(context))),
        (Endpoint::Notes, "GET") => (VIEW, Box::new(|| notes::list(context))),
        (Endpoint::Notes, "PUT") => (ADD, Box::new(|| notes::put(context))),
        (Endpoint::Notes, "DELETE") => (ADD, Box::new(|| notes::remove(context))),
        _ => return None,
    })
}

const VIEW: &str = "ios:dep:view";
const ADD: &str = "ios:dep:add";
