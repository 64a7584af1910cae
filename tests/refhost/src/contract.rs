//! The host's paths and field names, from the same JSON as the plugin's. It matches paths to endpoints, and tells the pages
//! what differs from the plugin's default. It must never know the behaviour of an endpoint.

use crate::text;
use anyhow::{Context, bail};
use serde_json::{Map, Value};

/// The plugin's default contract, so that both sides agree by default.
const DEFAULT: &str = include_str!("../../../src/host/contract.json");

/// The names of what this host offers beyond the consoles.
const BEYOND: &str = include_str!("beyond.json");

/// An endpoint, independent of its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Devices,
    Device,
    Sync,
    Profiles,
    DeviceProfile,
    BulkProfile,
    Enrollment,
    BulkEnrollment,
    Readiness,
    CheckUser,
    SearchUsers,
    SearchPeople,
    Notes,
}

const ENDPOINTS: [(Endpoint, &str); 13] = [
    (Endpoint::Devices, "devices"),
    (Endpoint::Device, "device"),
    (Endpoint::Sync, "sync"),
    (Endpoint::Profiles, "profiles"),
    (Endpoint::DeviceProfile, "deviceProfile"),
    (Endpoint::BulkProfile, "bulkProfile"),
    (Endpoint::Enrollment, "enrollment"),
    (Endpoint::BulkEnrollment, "bulkEnrollment"),
    (Endpoint::Readiness, "readiness"),
    (Endpoint::CheckUser, "checkUser"),
    (Endpoint::SearchUsers, "searchUsers"),
    (Endpoint::SearchPeople, "searchPeople"),
    (Endpoint::Notes, "notes"),
];

/// Paths and field names.
pub(crate) struct Contract {
    groups: Map<String, Value>,
    /// What differs from the plugin's default.
    changes: Map<String, Value>,
    templates: Vec<(Endpoint, Vec<String>)>,
}

impl Contract {
    /// Reads the default contract and merges the names beyond the consoles and `over` into it, group by group.
    pub(crate) fn load(beyond: bool, over: Option<&str>) -> anyhow::Result<Contract> {
        let mut groups: Map<String, Value> =
            serde_json::from_str(DEFAULT).context("the default contract")?;
        let mut changes = Map::new();
        for text in [beyond.then_some(BEYOND), over].into_iter().flatten() {
            let more: Map<String, Value> =
                serde_json::from_str(text).context("the contract file")?;
            for (group, names) in more {
                let (Some(Value::Object(target)), Value::Object(names)) =
                    (groups.get_mut(&group), names)
                else {
                    bail!("the contract has no group of names called {group:?}");
                };
                if let Value::Object(change) = changes.entry(group).or_insert(Map::new().into()) {
                    change.extend(names.clone());
                }
                target.extend(names);
            }
        }
        let mut templates = Vec::new();
        for (endpoint, key) in ENDPOINTS {
            let path = match groups.get("paths").and_then(|paths| paths.get(key)) {
                Some(Value::String(path)) => path,
                Some(Value::Null) => continue,
                _ => bail!("the contract names no path for {key:?}"),
            };
            if endpoint == Endpoint::SearchPeople && !beyond {
                continue;
            }
            if !path.starts_with("/api/") {
                bail!(
                    "the path of {key:?} must start with /api/: the React console reaches nothing else"
                );
            }
            templates.push((endpoint, path.split('/').map(str::to_owned).collect()));
        }
        Ok(Contract { groups, changes, templates })
    }

    /// What differs from the plugin's default contract, as JSON text; empty for nothing.
    pub(crate) fn changes(&self) -> String {
        match self.changes.is_empty() {
            true => String::new(),
            false => Value::Object(self.changes.clone()).to_string(),
        }
    }

    /// The wire name of a field or query parameter. A name missing from the contract is its own key.
    pub(crate) fn name<'a>(&'a self, group: &str, key: &'a str) -> &'a str {
        self.groups
            .get(group)
            .and_then(|names| names.get(key))
            .and_then(Value::as_str)
            .unwrap_or(key)
    }

    /// The endpoint of a path (without its query), and the serial number in it. A literal segment wins over
    /// `{serial}`.
    pub(crate) fn find(&self, path: &str) -> Option<(Endpoint, String)> {
        let parts: Vec<&str> = path.split('/').collect();
        let mut found = None;
        for (endpoint, template) in &self.templates {
            if template.len() != parts.len() {
                continue;
            }
            let mut serial = None;
            let fits = template.iter().zip(&parts).all(|(want, part)| {
                if want.starts_with('{') {
                    serial = Some(text::decode(part, false));
                    !part.is_empty()
                } else {
                    want == part
                }
            });
            match serial {
                _ if !fits => {}
                None => return Some((*endpoint, String::new())),
                Some(serial) => found = found.or(Some((*endpoint, serial))),
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_learns_what_differs_from_the_default() {
        assert_eq!(Contract::load(false, None).expect("default").changes(), "");
        let own = r#"{"query":{"sort":"orderBy"}}"#;
        let changes = Contract::load(true, Some(own)).expect("contract").changes();
        let changes: Value = serde_json::from_str(&changes).expect("JSON");
        assert_eq!(changes["query"]["sort"], "orderBy");
        assert_eq!(changes["paths"]["notes"], "/api/device-mgt/ios/v1.0/dep/notes");
        let plain = Contract::load(false, None).expect("default");
        let people = "/api/device-mgt/v1.0/users/search";
        assert_eq!(plain.find(people), None);
        assert_eq!(
            Contract::load(true, None).expect("default").find(people).map(|it| it.0),
            Some(Endpoint::SearchPeople)
        );
    }

    #[test]
    fn a_literal_segment_wins_over_a_serial() {
        let contract = Contract::load(true, None).expect("default");
        let base = "/api/device-mgt/ios/v1.0/dep/devices";
        assert_eq!(contract.find(&format!("{base}/sync")).expect("path").0, Endpoint::Sync);
        let (endpoint, serial) = contract.find(&format!("{base}/C02%20A/profile")).expect("path");
        assert_eq!((endpoint, serial.as_str()), (Endpoint::DeviceProfile, "C02 A"));
        assert_eq!(contract.find(&format!("{base}//profile")), None);
    }

    #[test]
    fn a_partial_contract_keeps_the_other_names() {
        let contract =
            Contract::load(false, Some(r#"{"device":{"serial":"serialNo"}}"#)).expect("contract");
        assert_eq!(contract.name("device", "serial"), "serialNo");
        assert_eq!(contract.name("device", "status"), "status");
        assert!(Contract::load(true, Some(r#"{"devize":{}}"#)).is_err());
    }
}
