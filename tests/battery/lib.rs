//! One battery of checks for every transport.
//!
//! Each check calls the reference host through a [`Client`], and must never depend on the transport below it. The caller starts
//! the host, sends control requests and signs in, because a browser and a native test do this differently.

#[cfg(target_arch = "wasm32")]
pub mod browser;
mod calls;
mod control;
mod definitions;
mod failures;
mod lists;
mod sessions;
mod texts;
mod writes;

use std::rc::Rc;

use host::{Client, Contract, HostError, Kind, Transport};
use serde_json::Value;

pub use control::{Control, HttpControl, SessionKind};

/// The result of a check; the error is a sentence.
pub type Check = Result<(), String>;

/// One check's name and result.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The checked behaviour, as a sentence.
    pub name: &'static str,
    /// Success, or the failure.
    pub result: Check,
}

/// The client under test and the controls of its host.
pub struct Harness {
    /// The client under test.
    pub client: Client,
    /// The same client with a timeout well under a second, for answers that never come.
    pub hasty: Client,
    /// The transport below [`Harness::client`], for bodies that the client never sends.
    pub transport: Rc<dyn Transport>,
    /// The contract of client and server.
    pub contract: Rc<Contract>,
    /// The server's test controls.
    pub control: Rc<dyn Control>,
}

type Run = for<'a> fn(&'a Harness) -> host::transport::Pending<'a, Check>;

/// Names each check by its sentence and boxes it.
macro_rules! checks {
    ($($name:literal => $path:path,)*) => {
        const CHECKS: &[(&str, Run)] = &[$(($name, |harness| Box::pin($path(harness))),)*];
    };
}

checks! {
    "devices are paged with one count" => lists::pages,
    "a page beyond the end is empty and keeps the count" => lists::beyond_the_end,
    "devices are filtered by serial, user, status and profile" => lists::filters,
    "a search accepts any text" => lists::strange_search,
    "one device has every field" => lists::one_device,
    "an unknown status word is kept" => lists::strange_status,
    "profiles list their superseded UUIDs" => lists::profiles,
    "a sync returns the number of devices" => lists::sync,
    "devices are sorted where the host can" => lists::sorted,
    "an unknown serial is not found" => lists::unknown_serial,
    "a device of another tenant is not found" => lists::other_tenant,
    "readiness is read" => lists::readiness,
    "a user's existence is known for any letters" => lists::user_exists,
    "an unknown user store is a server error" => lists::unknown_store,
    "users are searched by prefix" => lists::search_users,
    "people are searched by name and mail" => lists::search_people,
    "user calls without the scope are forbidden" => lists::no_directory_scope,
    "an assigned device reads back assigned" => writes::assign,
    "a removed assignment reads back removed" => writes::unassign,
    "Apple's error outcomes reach the admin" => writes::apples_words,
    "an unknown profile is not found" => writes::unknown_profile,
    "a bulk assignment has an outcome for each serial" => writes::bulk,
    "a bulk removal has an outcome for each serial" => writes::bulk_removal,
    "more than a hundred serials are sent in chunks" => writes::bulk_chunks,
    "without the bulk endpoint single calls are sent" => writes::bulk_fallback,
    "a bulk assignment to an unknown profile is one error" => writes::bulk_unknown_profile,
    "an enrollment is saved and read back" => writes::save,
    "a save is judged by the record, not by its answer" => writes::save_and_read_back,
    "a save that cannot be read back is an error of its own" => writes::save_not_read_back,
    "a non-ASCII username is saved unchanged" => writes::save_non_ascii,
    "a changed enrollment is a conflict until it is overwritten" => writes::conflict,
    "a concurrent change between read and save is a conflict" => writes::conflict_meanwhile,
    "each rejection names its rule" => writes::refusals,
    "a note is shared with who and when until it is removed" => writes::notes,
    "a change is in the history with who, when, before and after" => writes::history,
    "a profile is defined, edited and retired, and nothing in it is lost" => definitions::life,
    "a definition whose answer is lost is found" => definitions::lost_answers,
    "a profile that Apple refuses comes back with Apple's code" => definitions::refusals,
    "an edit of a version that is not current is a conflict" => definitions::conflict,
    "a viewer reads everything and changes nothing" => writes::viewer,
    "a read is retried after a 503" => failures::read_again,
    "a read is tried at most three times" => failures::read_gives_up,
    "a write is never retried" => failures::write_once,
    "a failed write changes nothing" => failures::write_fails,
    "a 500 with an error page is a server error without markup" => failures::error_page,
    "a 500 with an error bean keeps its message" => failures::error_bean,
    "a throttled request says how long to wait" => failures::throttled,
    "a garbage answer is unreadable" => failures::garbage,
    "a truncated answer is an error" => failures::truncated,
    "a read is retried after a dropped connection" => failures::dropped_once,
    "a host that drops every connection is unreachable" => failures::dropped,
    "an answer that never comes times out" => failures::hanging,
    "a slow answer is waited for" => failures::slow,
    "a missing readiness endpoint leaves everything unknown" => failures::no_readiness,
    "a missing profiles endpoint fails only the profiles" => failures::no_profiles,
    "a session lost to a redirect is recognised" => sessions::redirect,
    "a session lost to an empty answer is recognised" => sessions::empty,
    "a session lost to a 401 is recognised" => sessions::unauthorized,
    "an expired session is recognised by every kind of call" => sessions::expired,
    "after signing in again the same save succeeds" => sessions::save_again,
    "JSON is parsed and serialised alike in browsers and natively" => texts::round_trip,
    "JSON values are read by key and type" => texts::access,
}

/// The number of checks.
pub fn size() -> usize {
    CHECKS.len()
}

/// Runs every check in turn, each on a freshly seeded host with the admin signed in.
pub async fn run(harness: &Harness) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(CHECKS.len());
    for (name, check) in CHECKS {
        let result = match control::prepare(harness).await {
            Ok(()) => check(harness).await,
            Err(error) => Err(format!("preparing: {error}")),
        };
        outcomes.push(Outcome { name, result });
    }
    outcomes
}

/// Fails unless the two are equal.
fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: T, wanted: T) -> Check {
    if found == wanted {
        Ok(())
    } else {
        Err(format!("{what}: found {found:?}, wanted {wanted:?}"))
    }
}

/// Fails unless the condition holds.
fn that(what: &str, holds: bool) -> Check {
    if holds { Ok(()) } else { Err(format!("not so: {what}")) }
}

/// The value of a call that must succeed.
fn good<T>(what: &str, result: Result<T, HostError>) -> Result<T, String> {
    result.map_err(|error| format!("{what}: {error}, {:?}, {:?}", error.message, error.items))
}

/// The error of a call that must fail in one way.
fn bad<T: std::fmt::Debug>(
    what: &str,
    result: Result<T, HostError>,
    kind: Kind,
) -> Result<HostError, String> {
    match result {
        Err(error) if error.kind == kind => Ok(error),
        other => Err(format!("{what}: wanted {kind:?}, got {other:?}")),
    }
}

/// Parses a serial number of a check.
fn serial(text: &str) -> Result<String, String> {
    rules::serial::check(text)
        .value
        .map(|serial| serial.as_str().to_owned())
        .ok_or_else(|| format!("`{text}` is no serial number"))
}

/// Parses a profile UUID of a check.
fn uuid(text: &str) -> Result<String, String> {
    rules::profile::check(text)
        .value
        .map(|uuid| uuid.as_str().to_owned())
        .ok_or_else(|| format!("`{text}` is no profile UUID"))
}

/// The text under a key of a control answer.
fn text<'a>(json: &'a Value, key: &str) -> &'a str {
    json.get(key).and_then(Value::as_str).unwrap_or_default()
}
