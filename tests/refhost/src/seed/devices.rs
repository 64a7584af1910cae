//! The device rows: the fixed devices that tests name, and generated ones.

use super::{BASE, DAY, Dice, OTHER_TENANT, people};
use crate::auth::SUPER_TENANT;
use crate::db::now;
use rusqlite::{Connection, Transaction, params};
use std::collections::HashMap;

const STAFF: &str = "A1F0C3D2E4B5968778695A4B3C2D1E0F";
const STAFF_OLD: [&str; 2] =
    ["0F1E2D3C4B5A69788796A5B4C3D2E1F0", "11111111222222223333333344444444"];
const SHOP: &str = "B7E151628AED2A6ABF7158809CF4F3C7";
const BENCH: &str = "243F6A8885A308D313198A2E03707344";
const LOANER: &str = "9E3779B97F4A7C15F39CC0605CEDC834";
const ACME: &str = "6A09E667F3BCC908B2FB1366EA957D3E";

/// Family, platform, model, description in Apple's order list.
type Model = (&'static str, &'static str, &'static str, &'static str);

const IPAD: Model = ("iPad", "iPadOS", "iPad (9th generation)", "IPAD WI-FI 64GB");
const MAC: Model = ("Mac", "OSX", "MacBook Air (M2, 2022)", "MBA 13.6/8C CPU/8C GPU/8GB/256GB");

const MODELS: [Model; 12] = [
    IPAD,
    ("iPad", "iPadOS", "iPad Air (5th generation)", "IPAD AIR WI-FI 64GB"),
    ("iPad", "iPadOS", "iPad Pro 11-inch (4th generation)", "IPAD PRO 11 WI-FI 128GB"),
    ("iPad", "iPadOS", "iPad mini (6th generation)", "IPAD MINI CELL 64GB"),
    ("iPhone", "iOS", "iPhone SE (3rd generation)", "IPHONE SE 64GB"),
    ("iPhone", "iOS", "iPhone 13", "IPHONE 13 128GB"),
    ("iPhone", "iOS", "iPhone 14", "IPHONE 14 128GB"),
    ("iPhone", "iOS", "iPhone 15", "IPHONE 15 128GB"),
    ("iPhone", "iOS", "iPhone 15 Pro", "IPHONE 15 PRO 256GB"),
    MAC,
    ("Mac", "OSX", "Mac mini (2023)", "MAC MINI 8C CPU/10C GPU/8GB/256GB"),
    ("AppleTV", "tvOS", "Apple TV 4K (3rd generation)", "APPLE TV 4K 64GB"),
];

const COLORS: [&str; 8] =
    ["SPACE GRAY", "SILVER", "STARLIGHT", "MIDNIGHT", "BLUE", "PINK", "PURPLE", "GREEN"];
const BUYERS: [&str; 3] = ["procurement@example.com", "it.orders@example.com", "admin@example.com"];
const USERS: [&str; 8] =
    ["alice", "bob", "carol", "dave", "erin.o-brien", "zoë", "jürgen.müller", "SALES/frank"];

/// One device before it is inserted.
struct Row {
    serial: String,
    tenant: &'static str,
    status: &'static str,
    profile: Option<&'static str>,
    identifier: Option<String>,
    username: Option<String>,
    login: bool,
    agent: bool,
    model: Model,
    color: &'static str,
    bought: i64,
    assigned: Option<i64>,
    pushed: Option<i64>,
    buyer: &'static str,
}

impl Row {
    fn fixed(serial: &str, status: &'static str, profile: Option<&'static str>) -> Row {
        Row {
            serial: serial.to_owned(),
            tenant: SUPER_TENANT,
            status,
            profile,
            identifier: None,
            username: None,
            login: false,
            agent: false,
            model: IPAD,
            color: "SPACE GRAY",
            bought: BASE - 40 * DAY,
            assigned: profile.map(|_| BASE - 12 * DAY + 4_271_000),
            pushed: None,
            buyer: BUYERS[0],
        }
    }

    fn user(mut self, name: &str) -> Row {
        self.username = Some(name.to_owned());
        self
    }

    fn login(mut self) -> Row {
        self.login = true;
        self
    }

    fn agent(mut self) -> Row {
        self.agent = true;
        self
    }
}

/// The fixed devices, in the order of the first page.
fn fixed() -> Vec<Row> {
    let mut pushed = Row::fixed("C02PUSHED001", "Pushed", Some(STAFF)).user("carol").agent();
    pushed.identifier = Some("4f1c9a7e2b8d4c60a35e9f7712d08b6c5a41e3f0".to_owned());
    pushed.pushed = Some(BASE - 9 * DAY);
    let mut removed = Row::fixed("C02REMOVED01", "Removed", Some(SHOP)).login();
    removed.model = MODELS[5];
    let mut mac = Row::fixed("C02MAC000001", "Assigned", Some(BENCH)).login();
    mac.model = MAC;
    mac.color = "MIDNIGHT";
    let mut acme = Row::fixed("ACME00000001", "Assigned", Some(ACME)).user("wile.coyote");
    acme.tenant = OTHER_TENANT;
    vec![
        Row::fixed("C02EMPTY0001", "Empty", None).agent(),
        Row::fixed("C02ASSIGN001", "Assigned", Some(STAFF)).user("alice").agent(),
        Row::fixed("C02LOGIN0001", "Assigned", Some(STAFF)).login(),
        pushed,
        Row::fixed("C02STALE0001", "Assigned", Some(STAFF_OLD[0])).user("dave").agent(),
        removed,
        Row::fixed("C02STRANGE01", "Migrating", Some(STAFF)).login(),
        Row::fixed("C02NOACCESS1", "Empty", None),
        Row::fixed("C02FAILED001", "Empty", None),
        Row::fixed("C02THROTTLE1", "Empty", None),
        mac,
        Row::fixed("C02BOTH00001", "Assigned", Some(STAFF)).user("bob").login(),
        acme,
    ]
}

/// Serial, Apple's outcome, seconds to wait.
const OUTCOMES: [(&str, &str, Option<u32>); 3] = [
    ("C02NOACCESS1", "NOT_ACCESSIBLE", None),
    ("C02FAILED001", "FAILED", None),
    ("C02THROTTLE1", "THROTTLED", Some(86_400)),
];

/// Seeds `count` devices of the super tenant, including the fixed ones, and five of the other tenant.
pub(super) fn insert(transaction: &Transaction<'_>, count: u32, seed: u64) -> rusqlite::Result<()> {
    let ids = profile_ids(transaction)?;
    let mut insert = transaction.prepare(INSERT)?;
    let fixed = fixed();
    let promised = fixed.iter().filter(|row| row.tenant == SUPER_TENANT).count() as u64;
    for row in &fixed {
        write(&mut insert, row, &ids)?;
    }
    let mut dice = Dice::new(seed);
    for index in promised..u64::from(count).max(promised) {
        write(&mut insert, &made_up(&mut dice, index), &ids)?;
    }
    for index in 2..=5 {
        let mut row = Row::fixed(&format!("ACME0000000{index}"), "Assigned", Some(ACME)).login();
        row.tenant = OTHER_TENANT;
        write(&mut insert, &row, &ids)?;
    }
    for (serial, outcome, wait) in OUTCOMES {
        transaction.execute(
            "INSERT INTO APPLE_OUTCOME (SERIAL, OUTCOME, RETRY_AFTER) VALUES (?1, ?2, ?3)",
            params![serial, outcome, wait],
        )?;
    }
    Ok(())
}

/// Adds two devices, as Apple's list grows between two syncs, and returns their serial numbers. They are the same on every
/// machine.
pub(crate) fn new_from_apple(
    connection: &Connection,
    tenant: &str,
    seed: u64,
) -> rusqlite::Result<Vec<String>> {
    let known: i64 = connection.query_row(
        "SELECT ifnull(max(ID), 0) FROM IOS_PRE_ENROLLED_DEVICE",
        [],
        |r| r.get(0),
    )?;
    let mut dice = Dice::new(seed ^ 0x7379_6E63 ^ known as u64);
    let mut serials = Vec::new();
    for index in 0..2 {
        let model = dice.pick(&MODELS[..9]);
        let serial = serial(&mut dice, known as u64 + index);
        connection.execute(
            "INSERT INTO IOS_PRE_ENROLLED_DEVICE (SERIAL, TENANT_DOMAIN, STATUS, DEVICE_ASSIGNED_TIME,
                DEVICE_ASSIGNED_BY, OS, DEVICE_FAMILY, DEVICE_MODEL, DESCRIPTION, COLOR)
             VALUES (?1, ?2, 'Empty', ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                serial,
                tenant,
                now(),
                BUYERS[1],
                model.1,
                model.0,
                model.2,
                model.3,
                dice.pick(&COLORS)
            ],
        )?;
        serials.push(serial);
    }
    Ok(serials)
}

fn profile_ids(transaction: &Transaction<'_>) -> rusqlite::Result<HashMap<String, i64>> {
    let mut query = transaction.prepare("SELECT UUID, ID FROM IOS_DEP_PROFILE")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

const INSERT: &str = "INSERT INTO IOS_PRE_ENROLLED_DEVICE (SERIAL, DEVICE_IDENTIFIER, USERNAME, TENANT_DOMAIN, STATUS,
    DEP_PROFILE_ID, PROFILE_ASSIGN_TIME, PROFILE_PUSH_TIME, DEVICE_ASSIGNED_TIME, DEVICE_ASSIGNED_BY, NEED_BASIC_AUTH,
    IS_AGENT_REQUIRED, OS, DEVICE_FAMILY, DEVICE_MODEL, DESCRIPTION, COLOR)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";

fn write(
    insert: &mut rusqlite::Statement<'_>,
    row: &Row,
    profiles: &HashMap<String, i64>,
) -> rusqlite::Result<()> {
    let (family, os, model, order) = row.model;
    insert.execute(params![
        row.serial,
        row.identifier,
        row.username,
        row.tenant,
        row.status,
        row.profile.and_then(|uuid| profiles.get(uuid)),
        row.assigned,
        row.pushed,
        row.bought,
        row.buyer,
        row.login,
        row.agent,
        os,
        family,
        model,
        format!("{order} {}", row.color),
        row.color,
    ])?;
    Ok(())
}

/// The letters of Apple's serial numbers: never O or I. No generated serial starts with C02, so that a search for it
/// finds only the fixed devices.
const ALPHABET: &[u8; 28] = b"CDFGHJKLMNPQRTVWXY0123456789";

fn serial(dice: &mut Dice, index: u64) -> String {
    let plant = dice.pick(&["F9F", "DMP", "GG7", "H2W", "FVF", "DX3"]);
    let mut text = plant.to_owned();
    // The running number is in the middle, so that serials are unique. The factor has no common divisor with 28, and
    // scatters neighbours.
    let mut rest = index.wrapping_mul(7_654_321) % 28_u64.pow(5);
    for _ in 0..5 {
        text.push(char::from(ALPHABET[(rest % 28) as usize]));
        rest /= 28;
    }
    for _ in 0..4 {
        text.push(char::from(dice.pick(ALPHABET)));
    }
    text
}

fn made_up(dice: &mut Dice, index: u64) -> Row {
    let serial = serial(dice, index);
    let model = dice.pick(&MODELS);
    let (status, profile) = match dice.below(100) {
        0..15 => ("Empty", None),
        15..60 => ("Assigned", Some(profile(dice, model.0))),
        60..90 => ("Pushed", Some(profile(dice, model.0))),
        _ => ("Removed", Some(profile(dice, model.0))),
    };
    // Devices that were handed out have been set up; devices in stock mostly have not.
    let set_up = dice.percent(if status == "Empty" { 15 } else { 93 });
    let by_user = dice.percent(60);
    let bought = BASE - (20 + dice.below(500) as i64) * DAY - dice.below(36_000) as i64 * 1000;
    let assigned = profile.map(|_| bought + DAY + dice.below(15 * DAY as u64) as i64);
    let pushed =
        assigned.filter(|_| status == "Pushed").map(|at| at + dice.below(4 * DAY as u64) as i64);
    let identifier = pushed
        .map(|_| format!("{:016x}{:016x}{:08x}", dice.next(), dice.next(), dice.next() >> 32));
    Row {
        serial,
        tenant: SUPER_TENANT,
        status,
        profile,
        identifier,
        username: (set_up && by_user).then(|| match people::is_staff(index) {
            true => people::staff(dice.below(people::STAFF)),
            false => dice.pick(&USERS).to_owned(),
        }),
        login: set_up && !by_user,
        agent: dice.percent(60),
        model,
        color: dice.pick(&COLORS),
        bought,
        assigned,
        pushed,
        buyer: dice.pick(&BUYERS),
    }
}

/// Mostly the profile for the family.
fn profile(dice: &mut Dice, family: &str) -> &'static str {
    match (dice.below(100), family) {
        (0..70, "iPad") => STAFF,
        (70..77, "iPad") => STAFF_OLD[0],
        (77..80, "iPad") => STAFF_OLD[1],
        (0..80, "iPhone") => SHOP,
        (80..90, _) => BENCH,
        _ => LOANER,
    }
}
