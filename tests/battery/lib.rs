//! One battery of checks for every way to the host.
//!
//! Each check speaks to the reference host through a [`Client`] and knows nothing of the transport below it, so that passing
//! over five transports means five times the same behaviour. It owns the checks; starting a host, sending control requests and
//! signing in are the caller's, because a browser and a native test do them differently.

#[cfg(target_arch = "wasm32")]
pub mod browser;
mod calls;
mod control;
mod failures;
mod lists;
mod sessions;
mod texts;
mod writes;

use std::rc::Rc;

use host::{Client, Contract, HostError, Kind, Transport};
use rules::{ProfileUuid, SerialNumber};
use serde_json::Value;

pub use control::{Control, HttpControl, Way};

/// What a check found; the text says what was wrong.
pub type Check = Result<(), String>;

/// One check's name and result.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What was checked, as a sentence.
    pub name: &'static str,
    /// Nothing, or what was wrong.
    pub result: Check,
}

/// Everything a check may use.
pub struct Harness {
    /// The client under test.
    pub client: Client,
    /// The same with a timeout of well under a second, for answers that never come.
    pub hasty: Client,
    /// The transport below [`Harness::client`], for bodies that the client cannot be made to send.
    pub transport: Rc<dyn Transport>,
    /// The contract that client and server share.
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
    "devices come in pages with one count" => lists::pages,
    "a page beyond the end is empty and keeps the count" => lists::beyond_the_end,
    "devices are found by serial, user, status and profile" => lists::filters,
    "search text may hold anything" => lists::strange_search,
    "one device has every field" => lists::one_device,
    "an unknown status word survives" => lists::strange_status,
    "profiles know their older UUIDs" => lists::profiles,
    "a sync answers how many devices there are" => lists::sync,
    "an unknown serial is not found" => lists::unknown_serial,
    "a device of another tenant is not found" => lists::other_tenant,
    "readiness is read" => lists::readiness,
    "users exist or not, in any letters" => lists::user_exists,
    "an unknown user store is the host's failure" => lists::unknown_store,
    "users are searched by their beginning" => lists::search_users,
    "user calls without the scope are refused" => lists::no_directory_scope,
    "an assigned device reads back assigned" => writes::assign,
    "a removed assignment reads back removed" => writes::unassign,
    "Apple's other words reach the admin" => writes::apples_words,
    "an unknown profile is not found" => writes::unknown_profile,
    "a bulk assignment answers for each serial" => writes::bulk,
    "a bulk removal answers for each serial" => writes::bulk_removal,
    "more than a hundred serials go in chunks" => writes::bulk_chunks,
    "without the bulk endpoint single calls are made" => writes::bulk_fallback,
    "a bulk assignment to an unknown profile is refused once" => writes::bulk_unknown_profile,
    "an enrollment is saved and read back" => writes::save,
    "the record counts, not the answer to the save" => writes::save_and_read_back,
    "a save that cannot be read back is told apart" => writes::save_not_read_back,
    "a username beyond ASCII is saved as it is" => writes::save_non_ascii,
    "a changed enrollment is a conflict until it is overwritten" => writes::conflict,
    "somebody else's change between read and save is a conflict" => writes::conflict_meanwhile,
    "each refusal names its rule" => writes::refusals,
    "a viewer reads everything and changes nothing" => writes::viewer,
    "a read is tried again after a 503" => failures::read_again,
    "a read is tried three times and no more" => failures::read_gives_up,
    "a write is tried once" => failures::write_once,
    "a failed write changes nothing" => failures::write_fails,
    "a 500 with an error page is the host's failure" => failures::error_page,
    "a 500 with an error bean keeps its words" => failures::error_bean,
    "too many requests say how long to wait" => failures::throttled,
    "garbage is unreadable" => failures::garbage,
    "a cut answer is no answer" => failures::truncated,
    "a dropped connection is tried again for reads" => failures::dropped_once,
    "a dropped connection is unreachable" => failures::dropped,
    "an answer that never comes times out" => failures::hanging,
    "a slow answer is waited for" => failures::slow,
    "a missing readiness endpoint leaves everything unknown" => failures::no_readiness,
    "a missing profiles endpoint is not found" => failures::no_profiles,
    "a session lost to a redirect is recognised" => sessions::redirect,
    "a session lost to an empty answer is recognised" => sessions::empty,
    "a session lost to a 401 is recognised" => sessions::unauthorized,
    "an expired session is recognised by every kind of call" => sessions::expired,
    "after signing in again the same save succeeds" => sessions::save_again,
    "JSON texts read and write alike everywhere" => texts::alike,
    "values are found in what was read" => texts::asked,
}

/// How many checks there are.
pub fn size() -> usize {
    CHECKS.len()
}

/// Runs every check, one after the other, each on a freshly seeded host with the admin signed in.
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

/// A serial number of the checks' own.
fn serial(text: &str) -> Result<SerialNumber, String> {
    rules::serial::check(text).value.ok_or_else(|| format!("`{text}` is no serial number"))
}

/// A profile UUID of the checks' own.
fn uuid(text: &str) -> Result<ProfileUuid, String> {
    rules::profile::check(text).value.ok_or_else(|| format!("`{text}` is no profile UUID"))
}

/// The text under a key, for the control answers.
fn text<'a>(json: &'a Value, key: &str) -> &'a str {
    json.get(key).and_then(Value::as_str).unwrap_or_default()
}
