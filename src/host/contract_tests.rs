//! [`crate::contract`] against whole, partial and wrong contracts.

use crate::contract::*;
use crate::json::Json;
use crate::records;

const PATHS: [&str; 17] = [
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
    "searchPeople",
    "notes",
    "profile",
    "profileCreate",
    "profileRetire",
    "changes",
];

#[test]
fn the_compiled_in_contract_names_every_field_in_its_place() {
    let keys: [(&str, &[&str]); 12] = [
        ("paths", &PATHS),
        ("query", QueryNames::KEYS),
        ("device", DeviceNames::KEYS),
        ("profile", ProfileNames::KEYS),
        ("definition", DefinitionNames::KEYS),
        ("enrollment", EnrollmentNames::KEYS),
        ("assignment", AssignmentNames::KEYS),
        ("readiness", ReadinessNames::KEYS),
        ("lists", ListNames::KEYS),
        ("user", UserNames::KEYS),
        ("note", NoteNames::KEYS),
        ("change", ChangeNames::KEYS),
    ];
    let defaults = defaults();
    let found: Vec<(&str, Vec<&str>)> = defaults
        .iter()
        .map(|(section, names)| {
            (section.as_str(), names.iter().map(|(key, _)| key.as_str()).collect())
        })
        .collect();
    assert_eq!(found, keys.map(|(section, keys)| (section, keys.to_vec())));
    let absent: Vec<&str> = defaults
        .iter()
        .flat_map(|(_, names)| names)
        .filter(|(_, name)| name.is_empty())
        .map(|(key, _)| key.as_str())
        .collect();
    let wanted =
        ["notes", "profile", "profileCreate", "profileRetire", "changes", "searchText", "sort"];
    assert_eq!(absent, wanted, "the consoles have no such function");
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
        SearchPeople,
        Notes,
        Profile,
        ProfileCreate,
        ProfileRetire,
        Changes,
    ];
    // Some are absent by default, so they get a path first.
    for (at, key) in PATHS.iter().enumerate() {
        let mut paths = serde_json::json!({"notes": "/notes", "profile": "/p/{uuid}",
            "profileCreate": "/p", "profileRetire": "/p/{uuid}", "changes": "/c"});
        paths[*key] = serde_json::Value::Null;
        let names = serde_json::json!({"paths": paths}).to_string();
        let contract = Contract::from_json(&names).unwrap();
        for (place, part) in parts.iter().enumerate() {
            assert_eq!(contract.path(*part).is_ok(), place != at, "{key}: {part:?}");
        }
    }
}

#[test]
fn names_with_dots_lead_into_records() {
    let names = r#"{
        "device": {"serial": "attributes.serialNumber", "status": "attributes.dep.status", "deviceModel": "attributes.model"},
        "enrollment": {"username": "data.user.name", "loginRequired": "data.user.login", "agentRequired": "data.agent"},
        "lists": {"devices": "page.rows", "count": "meta.paging.total"},
        "query": {"serial": "filter.serial"}
    }"#;
    let contract = Contract::from_json(names).unwrap();
    let json = |text: &str| Json::parse(text).unwrap();
    let device = |text: &str| records::device(&json(text), &contract.device).unwrap();
    let nested = device(
        r#"{"attributes":{"serialNumber":"C02A","dep":{"status":"Assigned"},"model":"iPad"}}"#,
    );
    assert_eq!((nested.serial.as_str(), nested.model.as_str()), ("C02A", "iPad"));
    assert_eq!(nested.status, rules::checklist::Status::Assigned);
    let literal = r#"{"attributes.serialNumber":"LIT","attributes":{"serialNumber":"C02A","dep.status":"Pushed"}}"#;
    assert_eq!(device(literal).serial, "LIT", "the very key wins");
    assert_eq!(device(literal).status, rules::checklist::Status::Pushed);
    assert!(records::device(&json(r#"{"attributes":"C02A"}"#), &contract.device).is_err());
    assert!(records::device(&json(r#"{"serial":"C02A"}"#), &contract.device).is_err());

    let list = json(r#"{"page":{"rows":[1,2]},"meta":{"paging":{"total":7}}}"#);
    let (rows, count) =
        records::list(&list, contract.lists.devices(), contract.lists.count()).unwrap();
    assert_eq!((rows.len(), count), (2, Some(7)));

    let draft =
        rules::Draft { username: "bob".into(), login_required: false, agent_required: true };
    let sent = records::enrollment_fields(&draft.into(), &contract.enrollment);
    assert_eq!(sent.to_text(), r#"{"data":{"user":{"name":"bob","login":false},"agent":true}}"#);
    let back = records::enrollment(&sent, &contract.enrollment).unwrap();
    assert_eq!(back.username.as_deref(), Some("bob"));
    assert_eq!(contract.query.serial(), "filter.serial", "a parameter has no records in it");
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
    check(r#"{"paths":{"profile":"/x/{serial}"}}"#, "`paths.profile` must contain `{uuid}`");
    check(r#"{"paths":{"profileRetire":"/x"}}"#, "`paths.profileRetire`");
    check(r#"{"paths":{"profileCreate":"/x/{uuid}"}}"#, "`paths.profileCreate`");
    check(r#"{"definition":{"replaces":"url"}}"#, "each needs a name of its own");
    check(r#"{"paths":{"devices":"https://elsewhere/x"}}"#, "`paths.devices`");
    check(r#"{"paths":{"devices":"//elsewhere/x"}}"#, "`paths.devices`");
    check(r#"{"paths":{"devices":"/x?y=1"}}"#, "`paths.devices`");
    check(
        r#"{"paths":{"device":7}}"#,
        "`paths.device` must be a string that is not empty, or null",
    );
    check(
        r#"{"query":{"sort":7}}"#,
        "`query.sort` must be a string that is not empty, or null when the host has none",
    );
    check(r#"{"query":{"searchText":""}}"#, "`query.searchText`");
    check(r#"{"query":{"limit":null}}"#, "`query.limit` must be a string that is not empty");
    check(r#"{"note":{"word":"value"}}"#, "each needs a name of its own");
    check(r#"{"note":{"word":"a","value":"a.b"}}"#, "one cannot lie in the other");
    check(r#"{"change":{"before":"after"}}"#, "each needs a name of its own");
    check(r#"{"device":{"serial":null}}"#, "`device.serial` must be a string that is not empty");
    check(r#"{"device":{"serialNumber":"x"}}"#, "its keys are `serial`, `deviceIdentifier`");
    check(r#"{"devices":{}}"#, "the sections are `paths`, `query`");
    for dotted in [".serial", "serial.", "a..b", "."] {
        check(
            &format!(r#"{{"device":{{"serial":"{dotted}"}}}}"#),
            "`device.serial` has a dot too many",
        );
    }
    check(
        r#"{"enrollment":{"username":"user","loginRequired":"user.login"}}"#,
        "one cannot lie in the other",
    );
    check(
        r#"{"enrollment":{"username":"a.b.c","expected":"a.b"}}"#,
        "`enrollment.expected` is `a.b`",
    );
    check(
        r#"{"assignment":{"serials":"data.profile.serials","profileUuid":"data.profile"}}"#,
        "`assignment.serials`",
    );
    check(r#"{"assignment":{"serials":"x","profileUuid":"x"}}"#, "each needs a name of its own");
    check("[]", "object of sections");
    check("{", "not JSON");
}
