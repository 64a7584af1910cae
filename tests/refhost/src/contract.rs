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
    Profile,
    ProfileCreate,
    ProfileRetire,
    Changes,
}

const ENDPOINTS: [(Endpoint, &str); 17] = [
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
    (Endpoint::Profile, "profile"),
    (Endpoint::ProfileCreate, "profileCreate"),
    (Endpoint::ProfileRetire, "profileRetire"),
    (Endpoint::Changes, "changes"),
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

    /// The contract's own key of a wire name.
    pub(crate) fn key(&self, group: &str, name: &str) -> Option<&str> {
        let names = self.groups.get(group)?.as_object()?;
        names.iter().find(|(_, wire)| wire.as_str() == Some(name)).map(|(key, _)| key.as_str())
    }

    /// The endpoints of a path (without its query), each with the serial number or UUID in it. Several share a path when
    /// their verbs differ. A literal segment wins over a placeholder, so the endpoints with one are left out then.
    pub(crate) fn find(&self, path: &str) -> Vec<(Endpoint, String)> {
        let parts: Vec<&str> = path.split('/').collect();
        let (mut literal, mut placed) = (Vec::new(), Vec::new());
        for (endpoint, template) in &self.templates {
            if template.len() != parts.len() {
                continue;
            }
            let mut key = None;
            let fits = template.iter().zip(&parts).all(|(want, part)| {
                if want.starts_with('{') {
                    key = Some(text::decode(part, false));
                    !part.is_empty()
                } else {
                    want == part
                }
            });
            match key {
                _ if !fits => {}
                None => literal.push((*endpoint, String::new())),
                Some(key) => placed.push((*endpoint, key)),
            }
        }
        if literal.is_empty() { placed } else { literal }
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
        assert_eq!(plain.find(people), []);
        let beyond = Contract::load(true, None).expect("default");
        assert_eq!(beyond.find(people), [(Endpoint::SearchPeople, String::new())]);
    }

    #[test]
    fn a_literal_segment_wins_over_a_serial() {
        let contract = Contract::load(true, None).expect("default");
        let base = "/api/device-mgt/ios/v1.0/dep/devices";
        assert_eq!(contract.find(&format!("{base}/sync")), [(Endpoint::Sync, String::new())]);
        let found = contract.find(&format!("{base}/C02%20A/profile"));
        assert_eq!(found, [(Endpoint::DeviceProfile, "C02 A".to_owned())]);
        assert_eq!(contract.find(&format!("{base}//profile")), []);
        let found = contract.find("/api/device-mgt/ios/v1.0/dep/profiles/A1");
        let found: Vec<Endpoint> = found.into_iter().map(|(endpoint, _)| endpoint).collect();
        assert_eq!(found, [Endpoint::Profile, Endpoint::ProfileRetire]);
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
