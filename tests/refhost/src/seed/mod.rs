//! The content of a new database: the same rows for the same seed. It owns the fixed people, profiles and devices
//! that tests name. It must never overwrite existing data.

mod devices;
mod people;

use crate::auth::SUPER_TENANT;
use crate::db::now;
use anyhow::Context;
use rusqlite::{Connection, Transaction, params};
use serde_json::json;
use time::macros::datetime;

pub(crate) use devices::new_from_apple;

/// Monday, 2 March 2026, 08:00 UTC in milliseconds. All dates of the seed lie before it.
pub(crate) const BASE: i64 = datetime!(2026-03-02 08:00 UTC).unix_timestamp() * 1000;

/// The second tenant. The first one must never see its devices.
const OTHER_TENANT: &str = "acme.com";

/// A small random generator. Its numbers never change, whatever crates are updated.
pub(crate) struct Dice(u64);

impl Dice {
    /// A generator; equal seeds give equal numbers.
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// The next 64 bits (SplitMix64).
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `end`, exclusive.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// Whether an event with this probability in per cent happens.
    pub(crate) fn percent(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }

    /// A random element.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }
}

/// A profile of the seed: tenant, name, supervised, mandatory, UUIDs from the oldest to the current one.
type ProfileRow = (&'static str, &'static str, bool, bool, &'static [&'static str]);

const PROFILES: [ProfileRow; 5] = [
    (
        SUPER_TENANT,
        "Staff iPads",
        true,
        false,
        &[
            "11111111222222223333333344444444",
            "0F1E2D3C4B5A69788796A5B4C3D2E1F0",
            "A1F0C3D2E4B5968778695A4B3C2D1E0F",
        ],
    ),
    (SUPER_TENANT, "Shop floor iPhones", true, true, &["B7E151628AED2A6ABF7158809CF4F3C7"]),
    (SUPER_TENANT, "Test bench", false, false, &["243F6A8885A308D313198A2E03707344"]),
    (SUPER_TENANT, "Loaner pool", false, true, &["9E3779B97F4A7C15F39CC0605CEDC834"]),
    (OTHER_TENANT, "Acme field iPads", true, false, &["6A09E667F3BCC908B2FB1366EA957D3E"]),
];

/// Fills an empty database. A database with tenants keeps its data; then this returns `false`.
pub(crate) fn fill(connection: &mut Connection, devices: u32, seed: u64) -> anyhow::Result<bool> {
    let known: i64 = connection.query_row("SELECT count(*) FROM TENANT", [], |row| row.get(0))?;
    if known > 0 {
        return Ok(false);
    }
    let transaction = connection.transaction()?;
    for tenant in [SUPER_TENANT, OTHER_TENANT] {
        transaction.execute("INSERT INTO TENANT (DOMAIN) VALUES (?1)", [tenant])?;
    }
    people::insert(&transaction, seed).context("seeding users")?;
    dep_data(&transaction, devices, seed)?;
    transaction.commit()?;
    Ok(true)
}

/// Deletes the DEP data and the notes, and seeds them again. Users and sessions stay.
pub(crate) fn refill(connection: &mut Connection, devices: u32, seed: u64) -> anyhow::Result<()> {
    let transaction = connection.transaction()?;
    for table in [
        "IOS_PRE_ENROLLED_DEVICE",
        "PROFILE_LINEAGE",
        "IOS_DEP_PROFILE",
        "RETIRED_PROFILE",
        "APPLE_OUTCOME",
        "READINESS",
        "SYNC",
        "NOTE",
        "DEVICE_CHANGE",
    ] {
        transaction.execute(&format!("DELETE FROM {table}"), [])?;
    }
    dep_data(&transaction, devices, seed)?;
    transaction.commit()?;
    Ok(())
}

fn dep_data(transaction: &Transaction<'_>, devices: u32, seed: u64) -> anyhow::Result<()> {
    profiles(transaction).context("seeding profiles")?;
    if people::is_staff(devices.into()) {
        people::insert_staff(transaction).context("seeding users")?;
    }
    devices::insert(transaction, devices, seed).context("seeding devices")?;
    for tenant in [SUPER_TENANT, OTHER_TENANT] {
        let body = json!({
            "agentPackageName": "org.wso2.carbon.emm.ios.agent",
            "agentConfigured": true,
            "agentPublished": true,
            "agentVersion": "2.2.0",
            "serverVersion": "3.3.1",
            "emailUsernames": false,
            "termsSigned": true,
        });
        transaction.execute(
            "INSERT INTO READINESS (TENANT_DOMAIN, BODY) VALUES (?1, ?2)",
            params![tenant, body.to_string()],
        )?;
        transaction.execute(
            "INSERT INTO SYNC (TENANT_DOMAIN, DONE_TIME) VALUES (?1, ?2)",
            params![tenant, now() - LAST_SYNC],
        )?;
    }
    Ok(())
}

fn profiles(transaction: &Transaction<'_>) -> anyhow::Result<()> {
    for (tenant, name, supervised, mandatory, uuids) in PROFILES {
        let mut older = None;
        for (edit, uuid) in uuids.iter().enumerate() {
            let content = content(name, supervised, mandatory);
            transaction.execute(
                "INSERT INTO IOS_DEP_PROFILE (UUID, PROFILE_NAME, TENANT_DOMAIN, PROFILE_CONTENT) VALUES (?1, ?2, ?3, ?4)",
                params![uuid, name, tenant, content],
            )?;
            let id = transaction.last_insert_rowid();
            if let Some(old) = older.replace(id) {
                let edited = BASE - (uuids.len() - edit) as i64 * 30 * DAY;
                transaction.execute(
                    "INSERT INTO PROFILE_LINEAGE (OLD_ID, NEW_ID, EDITED_TIME) VALUES (?1, ?2, ?3)",
                    params![old, id, edited],
                )?;
            }
        }
    }
    Ok(())
}

/// How long before the seeding the last sync was: twelve minutes in milliseconds.
const LAST_SYNC: i64 = 720_000;

/// A day in milliseconds.
pub(crate) const DAY: i64 = 86_400_000;

/// The definition of a profile at Apple. Apple allows a non-removable MDM profile only on supervised devices.
fn content(name: &str, supervised: bool, mandatory: bool) -> String {
    json!({
        "profile_name": name,
        "url": "https://mdm.example.com:9443/ios-enrollment/dep",
        "is_supervised": supervised,
        "is_mandatory": mandatory,
        "is_mdm_removable": !supervised,
        "await_device_configured": false,
        "department": "IT",
        "support_phone_number": "+1 555 0100",
        "skip_setup_items": ["Diagnostics", "Siri", "TOS"],
    })
    .to_string()
}
