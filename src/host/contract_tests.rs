//! [`crate::contract`] against whole, partial and wrong contracts.

use crate::contract::*;

const PATHS: [&str; 11] = [
    "devices",
    "device",
    "sync",
    "profiles",
    "deviceProfile",
    "bulkProfile",
    "enrollment",
    "bulkEnrollment",
    "readiness",
    "checkUser",
    "searchUsers",
];

#[test]
fn the_compiled_in_contract_names_every_field_in_its_place() {
    let keys: [(&str, &[&str]); 9] = [
        ("paths", &PATHS),
        ("query", QueryNames::KEYS),
        ("device", DeviceNames::KEYS),
        ("profile", ProfileNames::KEYS),
        ("enrollment", EnrollmentNames::KEYS),
        ("assignment", AssignmentNames::KEYS),
        ("readiness", ReadinessNames::KEYS),
        ("lists", ListNames::KEYS),
        ("user", UserNames::KEYS),
    ];
    let defaults = defaults();
    let found: Vec<(&str, Vec<&str>)> = defaults
        .iter()
        .map(|(section, names)| {
            (section.as_str(), names.iter().map(|(key, _)| key.as_str()).collect())
        })
        .collect();
    assert_eq!(found, keys.map(|(section, keys)| (section, keys.to_vec())));
    assert!(defaults.iter().flat_map(|(_, names)| names).all(|(_, name)| !name.is_empty()));
    let contract = Contract::default();
    assert_eq!(
        (contract.path(Part::SearchUsers).unwrap(), contract.user.email()),
        ("/api/device-mgt/v1.0/users/search/usernames", "emailAddress")
    );
    assert_eq!(Contract::from_json(DEFAULT_JSON), Ok(contract));
}

#[test]
fn a_serial_number_stands_in_its_place() {
    let serial = "C02EMPTY0001";
    let contract = Contract::default();
    let path = Contract::path_of(contract.path(Part::Assignment).unwrap(), serial);
    assert_eq!(path, "/api/device-mgt/ios/v1.0/dep/devices/C02EMPTY0001/profile");
    assert_eq!(Contract::path_of("/{serial}", serial), "/C02EMPTY0001");
    assert_eq!(Contract::path_of("/x", serial), "/x");
}

#[test]
fn a_partial_contract_keeps_the_other_defaults() {
    let contract =
        Contract::from_json(r#"{"device":{"serial":"sn"},"paths":{"readiness":"/x/ready"}}"#)
            .unwrap();
    assert_eq!(contract.device.serial(), "sn");
    assert_eq!(contract.device.status(), "status");
    assert_eq!(contract.path(Part::Readiness), Ok("/x/ready"));
    assert_eq!(Contract::from_json("{}"), Ok(Contract::default()));
}

#[test]
fn a_path_that_is_null_is_absent_and_no_other_path_is() {
    use Part::*;
    let parts = [
        Devices,
        Device,
        Sync,
        Profiles,
        Assignment,
        BulkAssignment,
        Enrollment,
        BulkEnrollment,
        Readiness,
        CheckUser,
        SearchUsers,
    ];
    for (at, key) in PATHS.iter().enumerate() {
        let contract = Contract::from_json(&format!(r#"{{"paths":{{"{key}":null}}}}"#)).unwrap();
        for (place, part) in parts.iter().enumerate() {
            assert_eq!(contract.path(*part).is_ok(), place != at, "{key}: {part:?}");
        }
    }
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
    check(r#"{"paths":{"device":"/x/{serial}/{serial}"}}"#, "`paths.device`");
    check(r#"{"paths":{"device":"/x/{id}/{serial}"}}"#, "`paths.device`");
    check(r#"{"paths":{"devices":"/x/{serial}"}}"#, "`paths.devices`");
    check(r#"{"paths":{"devices":"https://elsewhere/x"}}"#, "`paths.devices`");
    check(r#"{"paths":{"devices":"//elsewhere/x"}}"#, "`paths.devices`");
    check(r#"{"paths":{"devices":"/x?y=1"}}"#, "`paths.devices`");
    check("[]", "object of sections");
    check("{", "not JSON");
}
