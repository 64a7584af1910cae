//! Requests for plans. Few values for each, so that they meet: devices that several rows name, wishes that are fulfilled, serial
//! numbers a slip away from a device's.

use super::facts::{MOMENTS, STATUSES, profile, uuid};
use super::{draft, perhaps, pick, policy, texts};
use rand::Rng;
use rand::rngs::StdRng;
use serde_json::{Value, json};

const SERIALS: [&str; 8] = [
    "C02EMPTY0001",
    "c02empty0001",
    "C02EMPTYOOO1",
    "SC02EMPTY0001",
    "DX3M9JRNL4LJ",
    "DX3M9JRNL4L",
    "DX3M9JRN4LLJ",
    "C02-EMPTY-0001",
];
const WISHED: [&str; 7] = ["Staff", "shop", "Staf", "", "Nobody", " Staff ", "profile_1"];
const NAMES: [&str; 6] = ["alice", "alice", "bob", "", "PRIMARY/alice", "bob@acme.com"];

pub fn request(dice: &mut StdRng) -> Value {
    let devices: Vec<Value> = (0..dice.random_range(0..5)).map(|_| device(dice)).collect();
    let profiles: Vec<Value> = (0..dice.random_range(0..4)).map(|_| profile(dice)).collect();
    let rows: Vec<Value> = (0..dice.random_range(0..6)).map(|_| row(dice)).collect();
    json!({
        "wish": perhaps(dice, 0.8, wish),
        "devices": devices,
        "profiles": perhaps(dice, 0.85, |_| profiles),
        "rows": perhaps(dice, 0.6, |_| rows),
        "policy": policy(dice),
    })
}

fn wish(dice: &mut StdRng) -> Value {
    json!({
        "profile": perhaps(dice, 0.6, |dice| {
            if dice.random_bool(0.6) { uuid(dice) } else { pick(dice, &WISHED).to_owned() }
        }),
        "removeProfile": perhaps(dice, 0.2, |dice| dice.random_bool(0.7)),
        "username": perhaps(dice, 0.4, |dice| {
            if dice.random_bool(0.8) { pick(dice, &NAMES).to_owned() } else { texts::username(dice) }
        }),
        "loginRequired": perhaps(dice, 0.3, |dice| dice.random_bool(0.5)),
        "agentRequired": perhaps(dice, 0.3, |dice| dice.random_bool(0.5)),
    })
}

fn row(dice: &mut StdRng) -> Value {
    let mut row = wish(dice);
    row["row"] = perhaps(dice, 0.5, |dice| dice.random_range(0..9));
    row["serial"] = serial(dice).into();
    row
}

fn serial(dice: &mut StdRng) -> String {
    if dice.random_bool(0.9) { pick(dice, &SERIALS).to_owned() } else { texts::serial(dice) }
}

fn device(dice: &mut StdRng) -> Value {
    json!({
        "serial": serial(dice),
        "status": pick(dice, &STATUSES),
        "profileUuid": uuid(dice),
        "deviceIdentifier": perhaps(dice, 0.2, |dice| pick(dice, &["", "d-1"])),
        "profilePushTime": perhaps(dice, 0.2, |dice| pick(dice, &MOMENTS)),
        "enrollment": perhaps(dice, 0.8, draft),
    })
}
