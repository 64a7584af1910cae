//! Reads the host's JSON records into the types of `model`, by the names of the contract.
//!
//! The hosts leave null fields out, write booleans in three ways and turn arrays into strings. A field that cannot be read is
//! therefore absent. Only the key of a record is required: without it the record is unreadable.

use rules::checklist::Status;
use rules::text::{is_blank, trim};

use crate::contract::{Contract, DeviceNames, EnrollmentNames};
use crate::decode::clean;
use crate::error::HostError;
use crate::json::Json;
use crate::model::{
    Assignment, Device, DeviceChange, DeviceState, DirectoryUser, EnrollmentRecord, Note, Outcome,
    Profile, Readiness, SyncAnswer,
};
use crate::time;

/// A text. Numbers and booleans are printed; any other value is empty.
pub fn text(map: &Json, key: &str) -> String {
    match map.get(key) {
        Some(Json::Text(text)) => text.clone(),
        Some(value @ (Json::Number(_) | Json::Flag(_))) => value.to_text(),
        _ => String::new(),
    }
}

/// A name for people, which never goes back to the host.
fn name(map: &Json, key: &str) -> String {
    clean(&text(map, key))
}

/// A boolean written as `true`, `"true"` or `1`; `None` when it is absent or something else.
pub fn flag(map: &Json, key: &str) -> Option<bool> {
    match map.get(key)? {
        Json::Flag(flag) => Some(*flag),
        Json::Number(number) => Some(*number != 0.0),
        Json::Text(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// A count written as a number or as digits in quotes.
pub fn count(map: &Json, key: &str) -> Option<u32> {
    map.get(key)?.as_count()
}

/// The rows of a list and its count: `{"devices": […], "count": N}`, the same without a count, or a bare array.
/// An object without the rows but with a count is an empty list, because the hosts leave empty fields out.
pub fn list<'a>(
    json: &'a Json,
    name: &str,
    count_name: &str,
) -> Result<(&'a [Json], Option<u32>), HostError> {
    if let Json::List(rows) = json {
        return Ok((rows, None));
    }
    let count = count(json, count_name);
    match json.get(name) {
        Some(Json::List(rows)) => Ok((rows, count)),
        None | Some(Json::Null) if count.is_some() => Ok((&[], count)),
        _ => Err(HostError::unreadable(format!("no list `{name}`"))),
    }
}

/// Reads every row that has a value under its key. Fails if no row has even the field: then the list was written by another
/// contract.
pub fn rows<T>(
    rows: &[Json],
    key: &str,
    read: impl Fn(&Json) -> Result<T, HostError>,
) -> Result<Vec<T>, HostError> {
    let mut records = Vec::new();
    let mut failure = None;
    let mut has_field = false;
    for row in rows {
        has_field |= row.get(key).is_some();
        match read(row) {
            Ok(record) => records.push(record),
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    match failure {
        Some(error) if !has_field => Err(error),
        _ => Ok(records),
    }
}

/// A device record.
pub fn device(json: &Json, names: &DeviceNames) -> Result<Device, HostError> {
    let map = object(json, "device")?;
    let moment = |key: &str| time::read(map.get(key));
    Ok(Device {
        serial: key(map, names.serial())?,
        device_identifier: text(map, names.device_identifier()),
        status: Status::parse(&text(map, names.status())),
        profile_uuid: text(map, names.profile_uuid()),
        profile_name: name(map, names.profile_name()),
        enrollment: fields(map, names.username(), names.login_required(), names.agent_required()),
        os: name(map, names.os()),
        family: name(map, names.family()),
        model: name(map, names.model()),
        description: name(map, names.description()),
        color: name(map, names.color()),
        profile_assign_time: moment(names.profile_assign_time()),
        profile_push_time: moment(names.profile_push_time()),
        assigned_time: moment(names.assigned_time()),
        assigned_by: name(map, names.assigned_by()),
    })
}

/// A profile.
pub fn profile(json: &Json, contract: &Contract) -> Result<Profile, HostError> {
    let names = &contract.profile;
    let map = object(json, "profile")?;
    let superseded = map.get(names.superseded()).and_then(Json::as_list).unwrap_or_default();
    let superseded = superseded.iter().filter_map(Json::as_text).map(str::to_owned).collect();
    Ok(Profile {
        uuid: key(map, names.uuid())?,
        name: name(map, names.name()),
        supervised: flag(map, names.supervised()),
        mandatory: flag(map, names.mandatory()),
        mdm_removable: flag(map, names.mdm_removable()),
        superseded,
        device_count: count(map, names.device_count()),
    })
}

/// The three enrollment fields. An object that has none of them is not an enrollment: reading it as an empty one would show
/// the admin settings that nobody stored.
pub fn enrollment(json: &Json, names: &EnrollmentNames) -> Result<EnrollmentRecord, HostError> {
    let map = object(json, "enrollment")?;
    let known = [names.username(), names.login_required(), names.agent_required()];
    if !known.iter().any(|name| map.get(name).is_some()) {
        return Err(HostError::unreadable("no enrollment field"));
    }
    Ok(fields(map, names.username(), names.login_required(), names.agent_required()))
}

/// The three enrollment fields under these names. A null username says that there is no user.
fn fields(map: &Json, username: &str, login: &str, agent: &str) -> EnrollmentRecord {
    let name = map.get(username).filter(|value| !matches!(value, Json::List(_) | Json::Record(_)));
    EnrollmentRecord {
        username: name.map(|_| text(map, username)),
        login_required: flag(map, login),
        agent_required: flag(map, agent),
    }
}

/// The enrollment fields of a record as the host reads them. What the record lacks is not sent.
pub fn enrollment_fields(record: &EnrollmentRecord, names: &EnrollmentNames) -> Json {
    let username = record.username.as_deref().map(Json::from);
    let fields = [
        (names.username(), username),
        (names.login_required(), record.login_required.map(Json::Flag)),
        (names.agent_required(), record.agent_required.map(Json::Flag)),
    ];
    body(fields.into_iter().filter_map(|(name, value)| Some((name, value?))))
}

/// A record to send, by the names of the contract.
pub fn body<'a>(fields: impl IntoIterator<Item = (&'a str, Json)>) -> Json {
    let mut body = Json::Record(Vec::new());
    for (name, value) in fields {
        body.put(name, value);
    }
    body
}

/// The readiness answer; every field may be absent.
pub fn readiness(json: &Json, contract: &Contract) -> Result<Readiness, HostError> {
    let names = &contract.readiness;
    let map = object(json, "readiness")?;
    let word = |key: &str| Some(text(map, key)).filter(|text| !text.trim().is_empty());
    Ok(Readiness {
        agent_package: word(names.agent_package()),
        agent_configured: flag(map, names.agent_configured()),
        agent_published: flag(map, names.agent_published()),
        agent_version: word(names.agent_version()),
        agent_compatible: flag(map, names.agent_compatible()),
        server_version: word(names.server_version()),
        token_expiry: time::read(map.get(names.token_expiry())),
        last_sync: time::read(map.get(names.last_sync())),
        terms_signed: flag(map, names.terms_signed()),
        email_usernames: flag(map, names.email_usernames()),
        tenant_domain: word(names.tenant_domain()),
    })
}

/// A user of the directory.
pub fn user(json: &Json, contract: &Contract) -> Result<DirectoryUser, HostError> {
    let names = &contract.user;
    let map = object(json, "user")?;
    let (first, last) = (name(map, names.first_name()), name(map, names.last_name()));
    Ok(DirectoryUser {
        username: key(map, names.username())?,
        display_name: format!("{first} {last}").trim().to_owned(),
        email: text(map, names.email()),
    })
}

/// The answer to a sync; everything in it may be absent.
pub fn sync(json: &Json, contract: &Contract) -> SyncAnswer {
    let names = &contract.lists;
    let serials = json.get(names.new_serials()).and_then(Json::as_list).unwrap_or_default();
    let serials = serials.iter().filter_map(Json::as_text).filter(|serial| !is_blank(serial));
    SyncAnswer {
        count: count(json, names.count()),
        new_serials: serials.map(str::to_owned).collect(),
        at: time::read(json.get(contract.readiness.last_sync())),
    }
}

/// A shared note. It needs a word and a value; without a serial number it is about all devices.
pub fn note(json: &Json, contract: &Contract) -> Result<Note, HostError> {
    let names = &contract.note;
    let map = object(json, "note")?;
    Ok(Note {
        serial: text(map, names.serial()),
        word: key(map, names.word())?,
        value: key(map, names.value())?,
        by: name(map, names.by()),
        at: time::read(map.get(names.at())),
    })
}

/// A change in the history. It needs a serial number.
pub fn change(json: &Json, contract: &Contract) -> Result<DeviceChange, HostError> {
    let names = &contract.change;
    let map = object(json, "change")?;
    let state = |key: &str| {
        let (map, names) = (map.get(key).unwrap_or(&Json::Null), &contract.device);
        let profile = text(map, names.profile_uuid());
        DeviceState {
            profile: (!is_blank(&profile)).then_some(profile),
            enrollment: fields(
                map,
                names.username(),
                names.login_required(),
                names.agent_required(),
            ),
        }
    };
    Ok(DeviceChange {
        run: text(map, names.run()),
        serial: key(map, names.serial())?,
        by: name(map, names.by()),
        at: time::read(map.get(names.at())),
        devices: count(map, names.devices()).unwrap_or(1),
        before: state(names.before()),
        after: state(names.after()),
    })
}

/// Apple's answer for one serial. An empty one counts as failed.
pub fn outcome(word: &str) -> Outcome {
    match word.trim().to_ascii_uppercase().as_str() {
        "SUCCESS" => Outcome::Success,
        "NOT_ACCESSIBLE" => Outcome::NotAccessible,
        "FAILED" | "" => Outcome::Failed,
        "THROTTLED" => Outcome::Throttled,
        _ => Outcome::Other(clean(word)),
    }
}

/// The result for each of `serials`, in their order. The answer is a list of records, a map from serial to word, a list of
/// one-entry maps (one Apple client has seen that), or the record itself. A serial that is missing among others has failed,
/// because only a reported success is one. `None` for all: the answer is about none of them.
pub fn assignments(
    json: Option<Json>,
    serials: &[String],
    contract: &Contract,
) -> Vec<Option<Assignment>> {
    let json =
        json.filter(|json| serials.iter().any(|serial| entry(json, serial, contract, 0).is_some()));
    let one = |serial: &String| json.as_ref().map(|json| assignment(json, serial, contract));
    serials.iter().map(one).collect()
}

/// The result for one serial; see [`assignments`].
pub fn assignment(json: &Json, serial: &str, contract: &Contract) -> Assignment {
    let names = &contract.assignment;
    let mut assignment = Assignment {
        serial: serial.to_owned(),
        outcome: Outcome::Failed,
        status: Status::Missing,
        message: String::new(),
        retry_after: None,
        at: 0.0,
    };
    match entry(json, serial, contract, 0) {
        Some(Json::Text(word)) => assignment.outcome = outcome(word),
        Some(map @ Json::Record(_)) => {
            assignment.status = Status::parse(&text(map, names.status()));
            assignment.message = clean(&text(map, names.message()));
            assignment.retry_after = count(map, names.retry_after());
            assignment.outcome = outcome(&text(map, names.result()));
        }
        _ => {}
    }
    if assignment.outcome == Outcome::Throttled {
        let whole = count(json, names.retry_after());
        assignment.retry_after = assignment.retry_after.or(whole);
    } else {
        assignment.retry_after = None;
    }
    assignment
}

/// Whether the answer says anything about the serial: Apple's word, or at least a status.
pub fn has_result(json: &Json, serial: &str, contract: &Contract) -> Option<bool> {
    let names = &contract.assignment;
    let has = |map: &Json, name: &str| !text(map, name).trim().is_empty();
    match entry(json, serial, contract, 0)? {
        map @ Json::Record(_) if has(map, names.result()) => Some(true),
        map @ Json::Record(_) => has(map, names.status()).then_some(false),
        _ => Some(true),
    }
}

/// Whether two serials are the same one: their normal form counts, as in [`rules::serial`], because a host may write one in
/// small letters.
pub fn same_serial(one: &str, other: &str) -> bool {
    trim(one).eq_ignore_ascii_case(trim(other))
}

/// Finds the word or the record about a serial. `depth` ends the search inside nested lists.
fn entry<'a>(json: &'a Json, serial: &str, contract: &Contract, depth: u8) -> Option<&'a Json> {
    let is_entry = |value: &Json| matches!(value, Json::Text(_) | Json::Record(_));
    match json {
        Json::Record(map) => {
            let named = text(json, contract.assignment.serial());
            if same_serial(&named, serial) {
                return Some(json);
            }
            let direct =
                map.iter().find(|(key, value)| same_serial(key, serial) && is_entry(value));
            if let Some((_, value)) = direct {
                return Some(value);
            }
            // Apple's own field for the map is `devices`, which is also the name of our list.
            let inner = [contract.lists.results(), contract.lists.devices()];
            inner
                .iter()
                .filter(|_| depth < 2)
                .filter_map(|name| json.get(name))
                .find_map(|value| entry(value, serial, contract, depth + 1))
        }
        Json::List(rows) if depth < 2 => {
            rows.iter().find_map(|row| entry(row, serial, contract, depth + 1))
        }
        _ => None,
    }
}

fn object<'a>(json: &'a Json, what: &str) -> Result<&'a Json, HostError> {
    match json {
        Json::Record(_) => Ok(json),
        _ => Err(HostError::unreadable(format!("no {what} object"))),
    }
}

/// The identifier of a record, to the letter: it goes back to the host.
fn key(map: &Json, name: &str) -> Result<String, HostError> {
    let key = text(map, name);
    if is_blank(&key) {
        return Err(HostError::unreadable(format!("no field `{name}`")));
    }
    Ok(key)
}
