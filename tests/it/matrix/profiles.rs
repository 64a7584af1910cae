//! The profiles of the console in memory: a list, whole records, definitions, and the end of one. Every definition makes a new
//! UUID, as at Apple.

use super::console::{BENCH, STAFF};
use host::Method;
use serde_json::{Value, json};

/// One version of a profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    pub uuid: String,
    pub record: Value,
    /// The UUID of the version after it.
    pub next: Option<String>,
}

/// All versions, in the order of their definitions.
#[derive(Clone, Debug)]
pub struct Profiles(pub Vec<Version>);

impl Default for Profiles {
    fn default() -> Profiles {
        let version = |uuid: &str, name: &str| Version {
            uuid: uuid.to_owned(),
            record: json!({"profile_name": name, "url": "https://x.example"}),
            next: None,
        };
        Profiles(vec![version(STAFF, "Staff iPads"), version(BENCH, "Test bench")])
    }
}

impl Profiles {
    /// The versions that a call has made.
    pub fn made(&self) -> Vec<&Version> {
        self.0.iter().filter(|version| version.uuid.starts_with("NEW")).collect()
    }

    /// Whether the current versions have a UUID.
    pub fn has(&self, uuid: &str) -> bool {
        self.0.iter().any(|version| version.uuid == uuid && version.next.is_none())
    }

    /// Stores a definition.
    pub fn define(&mut self, body: &Value) -> (u16, String) {
        let mut record = body.clone();
        let replaces = record.as_object_mut().and_then(|fields| fields.remove("replaces"));
        let uuid = format!("NEW{:029}", self.0.len());
        if let Some(old) = replaces {
            let old = self.0.iter_mut().find(|version| version.uuid == old);
            let Some(old) = old.filter(|old| old.next.is_none()) else {
                return refusal(409, "it has a newer version");
            };
            old.next = Some(uuid.clone());
        }
        self.0.push(Version { uuid: uuid.clone(), record, next: None });
        (200, json!({ "profile_uuid": uuid }).to_string())
    }

    /// The older versions of one, the newest first.
    fn older(&self, uuid: &str) -> Vec<String> {
        let mut older: Vec<String> = Vec::new();
        let mut at = uuid.to_owned();
        while let Some(old) = self.0.iter().find(|version| version.next.as_ref() == Some(&at)) {
            at.clone_from(&old.uuid);
            older.push(old.uuid.clone());
        }
        older
    }

    /// The answer to a call at the profiles.
    pub fn serve(&mut self, method: Method, path: &str, body: &Value) -> (u16, String) {
        let uuid = path.split_once("/profiles/").map(|(_, uuid)| uuid);
        match (method, uuid) {
            (Method::Get, None) if path.ends_with("/profiles") => {
                let current = self.0.iter().filter(|version| version.next.is_none());
                let rows: Vec<Value> = current
                    .map(|version| {
                        json!({"uuid": version.uuid, "profileName": version.record["profile_name"],
                            "supersededUuids": self.older(&version.uuid)})
                    })
                    .collect();
                (200, json!({"profiles": rows, "count": rows.len()}).to_string())
            }
            (Method::Post, None) if path.ends_with("/profiles") => self.define(body),
            (Method::Get, Some(uuid)) => match self.0.iter().find(|version| version.uuid == uuid) {
                Some(version) => (200, version.record.to_string()),
                None => refusal(404, "no such profile"),
            },
            (Method::Delete, Some(uuid)) if self.has(uuid) => {
                self.0.retain(|version| version.uuid != uuid);
                (200, "{}".to_owned())
            }
            _ => refusal(404, "no such resource"),
        }
    }
}

fn refusal(status: u16, message: &str) -> (u16, String) {
    (status, json!({"code": status, "message": message}).to_string())
}
