//! The host's DEP API as data: its paths and its field names, loaded from JSON and merged over the defaults.
//!
//! The DEP endpoints of the two consoles are not public, so a host page may rename every path and every field. This module is
//! the one place that knows that such names exist; the client and the decoder ask it and never spell a wire name themselves.

use rules::SerialNumber;
use serde_json::{Map, Value};

use crate::url;

/// Most rows the hosts give at a time (`0 <= limit <= 100`, else 400).
pub const PAGE_LIMIT: u32 = 100;

/// The contract that is compiled in.
pub const DEFAULT_JSON: &str = include_str!("contract.json");

/// The placeholder in a path template.
const SERIAL: &str = "{serial}";

/// Declares one section: a struct of names, and how JSON is merged into it.
macro_rules! section {
    ($(#[$doc:meta])* $name:ident { $($field:ident = $key:literal: $about:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Default)]
        pub struct $name {
            $(#[doc = $about] pub $field: String,)*
        }

        impl $name {
            /// Takes over the names that `json` gives; an error names the key that is unknown or ill-typed.
            fn merge(&mut self, section: &str, json: &Map<String, Value>) -> Result<(), String> {
                for (key, value) in json {
                    let place = match key.as_str() {
                        $($key => &mut self.$field,)*
                        _ => return Err(format!("contract: unknown key `{section}.{key}`")),
                    };
                    *place = name(section, key, value)?;
                }
                Ok(())
            }

            /// Every key with the name it stands for, in the order of `contract.json`.
            pub fn entries(&self) -> Vec<(&'static str, &str)> {
                vec![$(($key, self.$field.as_str()),)*]
            }
        }
    };
}

section! {
    /// Path templates, each beginning with `/`; `{serial}` stands for the serial number.
    Paths {
        devices = "devices": "The list of devices.",
        device = "device": "One device; with `{serial}`.",
        sync = "sync": "Fetch the list from Apple.",
        profiles = "profiles": "The list of profiles.",
        device_profile = "deviceProfile": "The assignment of one device; with `{serial}`.",
        bulk_profile = "bulkProfile": "The assignment of many devices.",
        enrollment = "enrollment": "The enrollment of one device; with `{serial}`.",
        bulk_enrollment = "bulkEnrollment": "The enrollment of many devices.",
        readiness = "readiness": "What the host says about its readiness.",
        check_user = "checkUser": "Whether a user exists.",
        search_users = "searchUsers": "Search in the user directory.",
    }
}
section! {
    /// Names of query parameters.
    QueryNames {
        offset = "offset": "First row of a list.",
        limit = "limit": "Rows of a list.",
        serial = "serial": "Filter: part of a serial number.",
        status = "status": "Filter: status word.",
        user = "user": "Filter: part of a username.",
        profile = "profile": "Filter: profile UUID.",
        check_user = "checkUser": "The username whose existence is asked for.",
        search_filter = "searchFilter": "The beginning of the usernames searched for.",
        search_domain = "searchDomain": "The user store to search.",
    }
}
section! {
    /// Field names of a device record.
    DeviceNames {
        serial = "serial": "Serial number.",
        device_identifier = "deviceIdentifier": "UDID, once enrolled.",
        status = "status": "Status word.",
        profile_uuid = "profileUuid": "UUID of the profile.",
        profile_name = "profileName": "Name of the profile.",
        username = "username": "Preassigned user.",
        login_required = "loginRequired": "Login required.",
        agent_required = "agentRequired": "Agent install required.",
        os = "os": "Platform.",
        family = "deviceFamily": "Device family.",
        model = "deviceModel": "Model.",
        description = "description": "Description.",
        color = "color": "Colour.",
        profile_assign_time = "profileAssignTime": "When the profile was assigned.",
        profile_push_time = "profilePushTime": "When the device fetched the profile.",
        assigned_time = "deviceAssignedTime": "When the device was assigned to this server.",
        assigned_by = "deviceAssignedBy": "By whom.",
    }
}
section! {
    /// Field names of a profile.
    ProfileNames {
        uuid = "uuid": "Current UUID.",
        name = "name": "Name.",
        supervised = "supervised": "Supervised.",
        mandatory = "mandatory": "Mandatory.",
        mdm_removable = "mdmRemovable": "Management may be removed by the user.",
        superseded = "superseded": "Older UUIDs.",
        device_count = "deviceCount": "Devices on the current UUID.",
    }
}
section! {
    /// Field names of an enrollment.
    EnrollmentNames {
        username = "username": "Preassigned user.",
        login_required = "loginRequired": "Login required.",
        agent_required = "agentRequired": "Agent install required.",
        expected = "expected": "The three values the admin saw before editing.",
    }
}
section! {
    /// Field names of assignments, single and bulk.
    AssignmentNames {
        profile_uuid = "profileUuid": "UUID of the profile.",
        serials = "serials": "The serial numbers of a bulk assignment.",
        items = "items": "The rows of a bulk enrollment.",
        serial = "serial": "Serial number in an answer.",
        status = "status": "Status word in an answer.",
        result = "result": "Apple's word in an answer.",
        message = "message": "The host's message in an answer.",
        retry_after = "retryAfterSeconds": "Seconds to wait after `THROTTLED`.",
    }
}
section! {
    /// Field names of the readiness answer.
    ReadinessNames {
        agent_package = "agentPackageName": "Bundle id of the agent.",
        agent_configured = "agentConfigured": "The agent app id is configured.",
        agent_published = "agentPublished": "The agent is published.",
        agent_version = "agentVersion": "Version of the agent.",
        agent_compatible = "agentCompatible": "The agent works with this server.",
        server_version = "serverVersion": "Version of the server.",
        token_expiry = "depTokenExpiry": "When the DEP token expires.",
        email_usernames = "emailUsernames": "Usernames are e-mail addresses.",
        tenant_domain = "tenantDomain": "Tenant of the signed-in admin.",
    }
}
section! {
    /// Names of the list envelopes.
    ListNames {
        devices = "devices": "The devices in a list.",
        profiles = "profiles": "The profiles in a list.",
        results = "results": "The answers of a bulk call.",
        count = "count": "Rows in the whole list.",
    }
}
section! {
    /// Field names of a directory user.
    UserNames {
        username = "username": "Username.",
        first_name = "firstName": "First name.",
        last_name = "lastName": "Last name.",
        email = "email": "E-mail address.",
    }
}

/// Paths and field names. Same shape as `contract.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// Path templates.
    pub paths: Paths,
    /// Query parameters.
    pub query: QueryNames,
    /// Device records.
    pub device: DeviceNames,
    /// Profiles.
    pub profile: ProfileNames,
    /// Enrollments.
    pub enrollment: EnrollmentNames,
    /// Assignments.
    pub assignment: AssignmentNames,
    /// Readiness.
    pub readiness: ReadinessNames,
    /// List envelopes.
    pub lists: ListNames,
    /// Directory users.
    pub user: UserNames,
}

impl Default for Contract {
    fn default() -> Self {
        let mut contract = Contract::blank();
        contract.merge(DEFAULT_JSON).expect(
            "contract.json is compiled in, and a unit test reads it with this same function",
        );
        contract
    }
}

impl Contract {
    /// Reads a contract from JSON; what it does not name keeps the default. The error names the unknown or ill-typed key.
    pub fn from_json(text: &str) -> Result<Contract, String> {
        let mut contract = Contract::default();
        contract.merge(text)?;
        contract.verify()?;
        Ok(contract)
    }

    /// Puts a serial number into a path template.
    pub fn path_of(template: &str, serial: &SerialNumber) -> String {
        template.replace(SERIAL, &url::encode(serial.as_str()))
    }

    fn blank() -> Contract {
        Contract {
            paths: Paths::default(),
            query: QueryNames::default(),
            device: DeviceNames::default(),
            profile: ProfileNames::default(),
            enrollment: EnrollmentNames::default(),
            assignment: AssignmentNames::default(),
            readiness: ReadinessNames::default(),
            lists: ListNames::default(),
            user: UserNames::default(),
        }
    }

    fn merge(&mut self, text: &str) -> Result<(), String> {
        let json: Value =
            serde_json::from_str(text).map_err(|error| format!("contract: not JSON: {error}"))?;
        let Value::Object(sections) = json else {
            return Err("contract: expected an object of sections".to_owned());
        };
        for (section, value) in &sections {
            let known = Contract::SECTIONS.contains(&section.as_str());
            let names = match value {
                _ if !known => return Err(format!("contract: unknown section `{section}`")),
                Value::Object(names) => names,
                _ => {
                    return Err(format!(
                        "contract: section `{section}` must be an object of names"
                    ));
                }
            };
            match section.as_str() {
                "paths" => self.paths.merge(section, names)?,
                "query" => self.query.merge(section, names)?,
                "device" => self.device.merge(section, names)?,
                "profile" => self.profile.merge(section, names)?,
                "enrollment" => self.enrollment.merge(section, names)?,
                "assignment" => self.assignment.merge(section, names)?,
                "readiness" => self.readiness.merge(section, names)?,
                "lists" => self.lists.merge(section, names)?,
                _ => self.user.merge(section, names)?,
            }
        }
        Ok(())
    }

    const SECTIONS: [&'static str; 9] = [
        "paths",
        "query",
        "device",
        "profile",
        "enrollment",
        "assignment",
        "readiness",
        "lists",
        "user",
    ];

    /// What a merged contract must fulfil beyond the types: usable paths, and no two meanings under one field name.
    fn verify(&self) -> Result<(), String> {
        for (key, path) in self.paths.entries() {
            let wants_serial = matches!(key, "device" | "deviceProfile" | "enrollment");
            let rest = path.replacen(SERIAL, "", usize::from(wants_serial));
            if wants_serial && rest.len() == path.len() {
                return Err(format!("contract: `paths.{key}` must contain `{SERIAL}`"));
            }
            let usable =
                |c: char| c.is_ascii_graphic() && !matches!(c, '{' | '}' | '?' | '#' | '\\');
            if !path.starts_with('/') || path.starts_with("//") || !rest.chars().all(usable) {
                return Err(format!(
                    "contract: `paths.{key}` must be an absolute path without query, like `/api/…`"
                ));
            }
        }
        let records = [
            ("device", self.device.entries()),
            ("profile", self.profile.entries()),
            ("enrollment", self.enrollment.entries()),
            ("readiness", self.readiness.entries()),
            ("user", self.user.entries()),
        ];
        for (section, entries) in records {
            for (at, (key, name)) in entries.iter().enumerate() {
                if let Some((other, _)) =
                    entries.iter().take(at).find(|(_, earlier)| earlier == name)
                {
                    return Err(format!(
                        "contract: `{section}.{other}` and `{section}.{key}` are both named `{name}`"
                    ));
                }
            }
        }
        Ok(())
    }
}

/// One name from JSON: a string that is not empty.
fn name(section: &str, key: &str, value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        _ => Err(format!("contract: `{section}.{key}` must be a string that is not empty")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiled_in_contract_names_everything() {
        let contract = Contract::default();
        let sections = [
            contract.paths.entries(),
            contract.query.entries(),
            contract.device.entries(),
            contract.profile.entries(),
            contract.enrollment.entries(),
            contract.assignment.entries(),
            contract.readiness.entries(),
            contract.lists.entries(),
            contract.user.entries(),
        ];
        for (key, name) in sections.iter().flatten() {
            assert!(!name.is_empty(), "{key} has no default");
        }
        assert_eq!(contract.verify(), Ok(()));
        assert_eq!(Contract::from_json(DEFAULT_JSON), Ok(contract));
    }

    #[test]
    fn a_partial_contract_keeps_the_other_defaults() {
        let contract =
            Contract::from_json(r#"{"device":{"serial":"sn"},"paths":{"readiness":"/x/ready"}}"#)
                .unwrap();
        assert_eq!(contract.device.serial, "sn");
        assert_eq!(contract.device.status, "status");
        assert_eq!(contract.paths.readiness, "/x/ready");
        assert_eq!(Contract::from_json("{}"), Ok(Contract::default()));
    }

    #[test]
    fn an_error_names_the_key() {
        let check = |json: &str, needle: &str| {
            let error = Contract::from_json(json).unwrap_err();
            assert!(error.contains(needle), "{json}: {error}");
        };
        check(r#"{"devices":{}}"#, "`devices`");
        check(r#"{"device":{"serialNumber":"x"}}"#, "`device.serialNumber`");
        check(r#"{"device":{"serial":7}}"#, "`device.serial`");
        check(r#"{"device":{"serial":" "}}"#, "`device.serial`");
        check(r#"{"device":[]}"#, "`device`");
        check(r#"{"device":{"serial":"os"}}"#, "`device.os`");
        check(r#"{"paths":{"device":"/x"}}"#, "`paths.device`");
        check(r#"{"paths":{"devices":"/x/{serial}"}}"#, "`paths.devices`");
        check(r#"{"paths":{"devices":"https://elsewhere/x"}}"#, "`paths.devices`");
        check(r#"{"paths":{"devices":"//elsewhere/x"}}"#, "`paths.devices`");
        check(r#"{"paths":{"devices":"/x?y=1"}}"#, "`paths.devices`");
        check("[]", "object of sections");
        check("{", "not JSON");
    }
}
