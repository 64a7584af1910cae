//! The readers of [`crate::records`] against the hosts' many ways to write a record.

use rules::Draft;
use rules::checklist::Status;

use crate::contract::Contract;
use crate::error::Kind;
use crate::json::Json;
use crate::model::{Device, EnrollmentRecord, Moment, Outcome, SyncAnswer};
use crate::records;

/// JSON written down, with the variables of the test in it.
macro_rules! json {
    ($($json:tt)+) => { read(serde_json::json!($($json)+)) };
}

fn read(json: serde_json::Value) -> Json {
    Json::parse(&json.to_string()).unwrap()
}

#[test]
fn a_full_device_is_read_by_the_contracts_names() {
    let contract = Contract::default();
    let device = records::device(
        &json!({
            "serial": "C02EMPTY0001", "status": "pushed", "username": null, "loginRequired": "true", "agentRequired": 1,
            "profileUuid": "A1", "profileName": "Staff", "deviceFamily": "iPad", "deviceModel": "iPad Pro", "os": "iOS",
            "profileAssignTime": 1_520_224_872_000_i64, "profilePushTime": "Mon, 5 Mar 2018 10:11:12 +0530",
            "deviceAssignedTime": "rubbish", "deviceAssignedBy": 7, "unknown": {"kept": "out"}
        }),
        &contract.device,
    )
    .unwrap();
    assert_eq!(device.status, Status::Pushed);
    assert_eq!(device.enrollment.username.as_deref(), Some(""));
    assert_eq!(device.enrollment.login_required, Some(true));
    assert_eq!(device.enrollment.agent_required, Some(true));
    assert_eq!(device.profile_assign_time, Moment::At(1_520_224_872_000.0));
    assert_eq!(device.profile_push_time, device.profile_assign_time);
    assert_eq!(device.assigned_time, Moment::Unreadable);
    assert_eq!(device.assigned_by, "7");
    assert_eq!((device.color.as_str(), device.device_identifier.as_str()), ("", ""));
}

#[test]
fn names_are_cleaned_and_identifiers_go_to_the_letter() {
    let contract = Contract::default();
    let odd = " a\u{202e}b\u{200b} ";
    let device = records::device(
        &json!({
            "serial": odd, "deviceIdentifier": odd, "profileUuid": odd, "username": odd, "profileName": odd, "os": odd,
            "deviceFamily": odd, "deviceModel": odd, "description": odd, "color": odd, "deviceAssignedBy": odd
        }),
        &contract.device,
    );
    let device = device.unwrap();
    let Device { profile_name, os, family, model, description, color, assigned_by, .. } = &device;
    for name in [profile_name, os, family, model, description, color, assigned_by] {
        assert_eq!(name, "ab");
    }
    assert_eq!((device.serial.as_str(), device.device_identifier.as_str()), (odd, odd));
    assert_eq!(
        (device.profile_uuid.as_str(), device.enrollment.username.as_deref()),
        (odd, Some(odd))
    );
    let profile = json!({"uuid": odd, "profileName": odd, "supersededUuids": [odd]});
    let profile = records::profile(&profile, &contract).unwrap();
    assert_eq!(
        (profile.uuid.as_str(), profile.name.as_str(), profile.superseded[0].as_str()),
        (odd, "ab", odd)
    );
    let user =
        json!({"username": odd, "firstname": odd, "lastname": "c\u{2066}", "emailAddress": odd});
    let user = records::user(&user, &contract).unwrap();
    assert_eq!(
        (user.username.as_str(), user.display_name.as_str(), user.email.as_str()),
        (odd, "ab c", odd)
    );
    let long = records::device(
        &json!({"serial": "X", "description": "x".repeat(1_000_000)}),
        &contract.device,
    );
    assert!(long.unwrap().description.len() <= 1024, "a page of fifty such rows must stay usable");
}

#[test]
fn an_unknown_status_word_survives() {
    let names = Contract::default().device;
    let device = records::device(&json!({"serial": "X", "status": " Migrating "}), &names).unwrap();
    assert_eq!(device.status, Status::Other("Migrating".to_owned()));
    assert_eq!(records::device(&json!({"serial": "X"}), &names).unwrap().status, Status::Missing);
}

#[test]
fn a_record_without_its_key_is_no_record() {
    let contract = Contract::default();
    for wrong in [
        json!({}),
        json!({"serial": " "}),
        json!({"serial": null}),
        json!([]),
        json!("x"),
        json!(null),
    ] {
        assert_eq!(
            records::device(&wrong, &contract.device).unwrap_err().kind,
            Kind::Unreadable,
            "{wrong:?}"
        );
        assert!(
            records::profile(&wrong, &contract).is_err()
                && records::user(&wrong, &contract).is_err()
        );
    }
    let rows = [json!({"serial": "A"}), json!({})];
    assert_eq!(
        records::rows(&rows, "serial", |row| records::device(row, &contract.device)).unwrap().len(),
        1
    );
    assert!(
        records::rows(&rows[1..], "serial", |row| records::device(row, &contract.device)).is_err()
    );
    assert!(
        records::rows(&[], "serial", |row| records::device(row, &contract.device))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_list_comes_with_and_without_count_or_bare() {
    let check = |json: Json, wanted: Option<(usize, Option<u32>)>| {
        let found =
            records::list(&json, "devices", "count").ok().map(|(rows, count)| (rows.len(), count));
        assert_eq!(found, wanted, "{json:?}");
    };
    check(json!({"devices": [1, 2], "count": 9}), Some((2, Some(9))));
    check(json!({"devices": [1, 2], "count": "9"}), Some((2, Some(9))));
    check(json!({"devices": [1]}), Some((1, None)));
    check(json!([1, 2, 3]), Some((3, None)));
    check(json!({"count": 0}), Some((0, Some(0))));
    check(json!({"devices": null, "count": 0}), Some((0, Some(0))));
    check(json!({"rows": []}), None);
    check(json!({}), None);
    check(json!("x"), None);
    check(json!(null), None);
}

#[test]
fn a_flag_that_the_record_lacks_does_not_read_as_false() {
    let names = Contract::default().enrollment;
    let record = records::enrollment(&json!({"username": "bob"}), &names).unwrap();
    assert_eq!(record, EnrollmentRecord { username: Some("bob".to_owned()), ..Default::default() });
    assert_eq!(record.complete(), None);
    let login =
        records::enrollment(&json!({"loginRequired": true, "agentRequired": 0}), &names).unwrap();
    let draft = Draft { login_required: true, ..Draft::default() };
    assert_eq!((login.username.clone(), login.complete()), (None, Some(draft)));
    let nobody =
        records::enrollment(&json!({"username": null, "agentRequired": {}}), &names).unwrap();
    assert_eq!((nobody.username.as_deref(), nobody.agent_required), (Some(""), None));
    assert_eq!(records::enrollment_fields(&record, &names), json!({"username": "bob"}));
}

#[test]
fn an_enrollment_without_any_of_its_fields_is_refused() {
    let names = Contract::default().enrollment;
    for wrong in [json!({}), json!({"user": "bob"}), json!([]), json!(null)] {
        assert_eq!(
            records::enrollment(&wrong, &names).unwrap_err().kind,
            Kind::Unreadable,
            "{wrong:?}"
        );
    }
}

#[test]
fn readiness_keeps_absent_apart_from_false() {
    let contract = Contract::default();
    let readiness = records::readiness(
        &json!({"agentConfigured": false, "agentVersion": "2.2.0", "emailUserName": "false"}),
        &contract,
    )
    .unwrap();
    assert_eq!(readiness.agent_configured, Some(false));
    assert_eq!(readiness.agent_published, None);
    assert_eq!(readiness.agent_version.as_deref(), Some("2.2.0"));
    assert_eq!(readiness.email_usernames, Some(false));
    assert!(records::readiness(&json!([]), &contract).is_err());
}

#[test]
fn assignment_results_are_found_in_every_shape() {
    let contract = Contract::default();
    let shapes = [
        json!({"results": [{"serial": "C0000000AAAA", "result": "SUCCESS"}, {"serial": "c0000000bbbb", "result": "NOT_ACCESSIBLE"}]}),
        json!({"results": {"C0000000AAAA": "SUCCESS", "C0000000BBBB": {"result": "NOT_ACCESSIBLE"}}}),
        json!({"results": [{"C0000000AAAA": "SUCCESS"}, {"C0000000BBBB": "NOT_ACCESSIBLE"}]}),
        json!({"devices": {"C0000000AAAA": "SUCCESS", "C0000000BBBB": "NOT_ACCESSIBLE"}}),
        json!([{"C0000000AAAA": "SUCCESS"}, {"C0000000BBBB": "NOT_ACCESSIBLE"}]),
        json!([{"serial": "C0000000AAAA", "result": "success"}, {"serial": "C0000000BBBB", "result": "not_accessible"}]),
    ];
    for shape in shapes {
        let serials = ["C0000000AAAA", "C0000000BBBB", "C0000000CCCC"].map(str::to_owned);
        let found: Vec<_> = records::assignments(Some(shape.clone()), &serials, &contract)
            .into_iter()
            .map(|one| one.unwrap().outcome)
            .collect();
        assert_eq!(found, [Outcome::Success, Outcome::NotAccessible, Outcome::Failed], "{shape:?}");
    }
}

#[test]
fn the_time_to_wait_belongs_to_throttled_alone() {
    let contract = Contract::default();
    let body = json!({
        "results": [
            {"serial": "C0000000AAAA", "result": "THROTTLED"},
            {"serial": "C0000000BBBB", "result": "THROTTLED", "retryAfterSeconds": 5, "message": "wait\u{7}"},
            {"serial": "C0000000CCCC", "result": "SUCCESS"},
            {"serial": "C0000000DDDD", "result": "TEAPOT"},
            {"serial": "C0000000EEEE"}
        ],
        "retryAfterSeconds": 86400
    });
    let serials = ["C0000000AAAA", "C0000000BBBB", "C0000000CCCC", "C0000000DDDD", "C0000000EEEE"]
        .map(str::to_owned);
    let found: Vec<_> =
        records::assignments(Some(body), &serials, &contract).into_iter().flatten().collect();
    let waits: Vec<_> = found.iter().map(|one| one.retry_after).collect();
    assert_eq!(waits, [Some(86_400), Some(5), None, None, None]);
    assert_eq!(found[1].message, "wait");
    assert_eq!(found[3].outcome, Outcome::Other("TEAPOT".to_owned()));
    assert_eq!(found[4].outcome, Outcome::Failed);
}

#[test]
fn a_sync_tells_how_many_which_are_new_and_when_as_far_as_the_host_says_it() {
    let contract = Contract::default();
    let read = |json: Json| records::sync(&json, &contract);
    let whole = read(
        json!({"count": 42, "newSerials": ["C0000000AAAA", " ", 7, null], "lastSync": 1_772_615_564_000_i64}),
    );
    assert_eq!((whole.count, whole.new_serials), (Some(42), vec!["C0000000AAAA".to_owned()]));
    assert_eq!(whole.at, Moment::At(1_772_615_564_000.0));
    let unreadable = read(json!({"count": "42", "newSerials": "C0000000AAAA", "lastSync": "soon"}));
    assert_eq!((unreadable.count, unreadable.new_serials), (Some(42), Vec::new()));
    assert_eq!(unreadable.at, Moment::Unreadable);
    for nothing in [json!({}), json!([]), json!(null), json!({"newSerials": null, "lastSync": 0})] {
        assert_eq!(read(nothing.clone()), SyncAnswer::default(), "{nothing:?}");
    }
}

#[test]
fn readiness_tells_the_last_sync_and_the_terms_only_where_the_host_does() {
    let contract = Contract::default();
    let read = |json: Json| {
        let readiness = records::readiness(&json, &contract).unwrap();
        (readiness.last_sync, readiness.terms_signed)
    };
    let at = Moment::At(1_772_615_564_000.0);
    assert_eq!(read(json!({"lastSync": 1_772_615_564, "termsSigned": "false"})), (at, Some(false)));
    assert_eq!(read(json!({"lastSync": null, "termsSigned": 1})), (Moment::Never, Some(true)));
    assert_eq!(
        read(json!({"lastSync": "last week", "termsSigned": {}})),
        (Moment::Unreadable, None)
    );
    assert_eq!(read(json!({})), (Moment::Never, None));
}

#[test]
fn a_change_needs_a_serial_number_and_tells_what_the_host_knows() {
    let contract = Contract::default();
    let read = |json: Json| records::change(&json, &contract);
    let whole = read(json!({
        "run": "17a", "serial": "C0000000AAAA", "by": "ad\u{7}min", "at": 1_772_615_564_000_i64, "devices": 12,
        "before": {"profileUuid": "A", "username": "bob", "loginRequired": false, "agentRequired": "1"},
        "after": {"username": null, "loginRequired": true, "agentRequired": true},
    }));
    let whole = whole.unwrap();
    assert_eq!((whole.by.as_str(), whole.at.happened(), whole.devices), ("ad min", true, 12));
    assert_eq!((whole.before.profile.as_deref(), whole.after.profile), (Some("A"), None));
    assert_eq!(whole.before.enrollment.draft().username, "bob");
    assert!(whole.after.enrollment.complete().is_some_and(|draft| draft.login_required));
    let bare = read(json!({"serial": "C0000000AAAA"})).unwrap();
    assert_eq!((bare.run.as_str(), bare.devices, bare.at), ("", 1, Moment::Never));
    assert_eq!(bare.before.enrollment.complete(), None, "a host that says nothing");
    for bad in [json!({}), json!([]), json!({"serial": " "}), json!({"run": "1"})] {
        assert!(read(bad.clone()).is_err(), "{bad:?}");
    }
}

#[test]
fn a_note_needs_a_word_and_a_value_and_may_be_about_all_devices() {
    let contract = Contract::default();
    let read = |json: Json| records::note(&json, &contract);
    let note = read(
        json!({"word": "agent", "value": "9f", "by": "ad\u{7}min", "at": 1_772_615_564_000_i64}),
    );
    let note = note.unwrap();
    assert_eq!(
        (note.serial.as_str(), note.word.as_str(), note.value.as_str()),
        ("", "agent", "9f")
    );
    assert_eq!((note.by.as_str(), note.at.happened()), ("ad min", true));
    let one = read(json!({"serial": "C0000000AAAA", "word": "os", "value": 16.1})).unwrap();
    assert_eq!(
        (one.serial.as_str(), one.value.as_str(), one.at),
        ("C0000000AAAA", "16.1", Moment::Never)
    );
    for bad in [json!({}), json!([]), json!({"word": "os"}), json!({"value": "x", "word": " "})] {
        assert!(read(bad.clone()).is_err(), "{bad:?}");
    }
}

#[test]
fn no_reader_panics_on_any_json() {
    let contract = Contract::default();
    let leaves = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(""),
        json!("x"),
        json!([]),
        json!({}),
        json!([[[[1]]]]),
        json!({"devices": {"devices": {"devices": {"devices": "C0000000AAAA"}}}}),
        json!([null, [], {}, "C0000000AAAA"]),
    ];
    let names = [
        "serial",
        "uuid",
        "username",
        "devices",
        "results",
        "count",
        "status",
        "result",
        "profileAssignTime",
        "newSerials",
        "lastSync",
        "word",
        "value",
        "C0000000AAAA",
    ];
    let serials = ["C0000000AAAA".to_owned()];
    for name in names {
        for outer in &leaves {
            for inner in &leaves {
                for body in [
                    json!({name: inner, "serial": outer}),
                    json!([{name: inner}, outer]),
                    json!({name: [inner, outer]}),
                ] {
                    let _ = records::device(&body, &contract.device);
                    let _ = records::profile(&body, &contract);
                    let _ = records::enrollment(&body, &contract.enrollment);
                    let _ = records::readiness(&body, &contract);
                    let _ = records::user(&body, &contract);
                    let _ = records::sync(&body, &contract);
                    let _ = records::note(&body, &contract);
                    let _ = records::change(&body, &contract);
                    let _ = records::list(&body, "devices", "count").map(|(rows, _)| rows.len());
                    assert_eq!(records::assignments(Some(body), &serials, &contract).len(), 1);
                }
            }
        }
    }
}
