//! Facts of a checklist. Few values for each, so that they meet: a UUID that is current, superseded or unknown.

use super::{LARGEST, draft, perhaps, pick, policy, texts};
use rand::Rng;
use rand::rngs::StdRng;
use serde_json::{Value, json};

const UUIDS: [&str; 7] = [
    "",
    "A1F0C3D2E4B5968778695A4B3C2D1E0F",
    "a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f",
    "0F1E2D3C4B5A69788796A5B4C3D2E1F0",
    "profile_1",
    " ",
    "{B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2}",
];
const FAMILIES: [&str; 7] = ["iPhone", "iPad", "Mac", "AppleTV", "", " mac ", "Watch"];
const NAMES: [&str; 4] = ["Staff", "Shop", "", " Staff "];
const VERSIONS: [&str; 12] = [
    "12.4",
    "13",
    "13.0",
    "16.4.1",
    "3.3.1",
    "3.10",
    "3.3.0-SNAPSHOT",
    "unknown",
    "",
    "v14",
    "99999999999999999999",
    " 15 ",
];
pub const MOMENTS: [&str; 8] = [
    "",
    "0",
    "0001-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z",
    "2024-05-01T10:00:00Z",
    "Mar 5, 2018 10:11:12 AM",
    "1714557600000",
    "soon",
];
pub const STATUSES: [&str; 10] = [
    "Empty",
    "assigned",
    "PUSHED",
    "Removed",
    "",
    "Assigned",
    "Assigned",
    "Pushed",
    "Migrating",
    " pushed ",
];
const ITEMS: [&str; 7] =
    ["supervised", "mandatory", "current", "assigned", "user", "agent", "reset"];

pub fn facts(dice: &mut StdRng) -> Value {
    let systems = ["iOS", "iPadOS", "OSX", "tvOS", "", "IOS", "Android", "ios "];
    let status =
        if dice.random_bool(0.95) { pick(dice, &STATUSES).into() } else { texts::anything(dice) };
    let device = json!({
        "status": status,
        "profileUuid": uuid(dice),
        "profileName": perhaps(dice, 0.6, |dice| pick(dice, &NAMES)),
        "deviceFamily": perhaps(dice, 0.5, |dice| pick(dice, &FAMILIES)),
        "os": pick(dice, &systems),
        "osVersion": perhaps(dice, 0.6, |dice| pick(dice, &VERSIONS)),
        "deviceIdentifier": perhaps(dice, 0.3, |dice| pick(dice, &["", "d-1"])),
        "profilePushTime": perhaps(dice, 0.3, |dice| pick(dice, &MOMENTS)),
    });
    let profiles: Vec<Value> = (0..dice.random_range(0..4)).map(|_| profile(dice)).collect();
    json!({
        "device": device,
        "profiles": perhaps(dice, 0.85, |_| profiles),
        "enrollment": perhaps(dice, 0.9, draft),
        "policy": policy(dice),
        "userExists": flag(dice),
        "agent": {
            "configured": flag(dice),
            "published": flag(dice),
            "compatible": flag(dice),
            "serverVersion": perhaps(dice, 0.5, |dice| pick(dice, &VERSIONS)),
        },
        "testRound": dice.random_bool(0.5),
        "reused": dice.random_bool(0.3),
        "depPolicies": flag(dice),
        "ages": {
            "device": age(dice),
            "profiles": age(dice),
            "users": age(dice),
            "readiness": age(dice),
        },
        "confirmations": confirmations(dice),
    })
}

pub fn uuid(dice: &mut StdRng) -> String {
    if dice.random_bool(0.9) { pick(dice, &UUIDS).into() } else { texts::uuid(dice) }
}

fn flag(dice: &mut StdRng) -> Value {
    perhaps(dice, 0.7, |dice| dice.random_bool(0.6))
}

fn age(dice: &mut StdRng) -> Value {
    perhaps(dice, 0.5, |dice| pick(dice, &[0, 1, 59, 86_400, LARGEST]))
}

pub fn profile(dice: &mut StdRng) -> Value {
    let superseded: Vec<String> = (0..dice.random_range(0..3)).map(|_| uuid(dice)).collect();
    json!({
        "uuid": uuid(dice),
        "name": pick(dice, &NAMES),
        "supervised": flag(dice),
        "mandatory": flag(dice),
        "superseded": superseded,
    })
}

/// Words on other facts: they count for nothing, which is to be seen, too. Those on the right facts are in the vectors.
fn confirmations(dice: &mut StdRng) -> Value {
    perhaps(dice, 0.2, |dice| {
        let words = (0..dice.random_range(0..3)).map(|_| {
            json!({ "item": pick(dice, &ITEMS), "fingerprint": pick(dice, &["", "x", "0123456789abcdef"]) })
        });
        words.collect::<Vec<_>>()
    })
}
