//! Whole profiles: what Apple refuses at each of its limits, versions, tenants, two admins, and the end of a profile.

use crate::harness::{Answer, DEP, STAFF, Session, control, direct, server, server_with, sql};
use refhost::Options;
use serde_json::{Value, json};

const BENCH: &str = "243F6A8885A308D313198A2E03707344";
/// The oldest version of "Staff iPads".
const OLDEST: &str = "11111111222222223333333344444444";
const EMPTY: &str = "C02EMPTY0001";

/// A profile that Apple takes.
fn good() -> Value {
    json!({"profile_name": "Kiosk", "url": "https://mdm.example.com/enroll"})
}

/// The same with some fields in place of its own; null takes one out.
fn with(fields: Value) -> Value {
    let mut profile = good();
    for (name, value) in fields.as_object().expect("an object") {
        profile[name] = value.clone();
    }
    profile
}

async fn define(session: &Session, profile: Value) -> Answer {
    session.call("POST", &format!("{DEP}/profiles"), Some(profile)).await
}

async fn defined(session: &Session, profile: Value) -> String {
    let answer = define(session, profile).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()["profile_uuid"].as_str().expect("a UUID").to_owned()
}

async fn whole(session: &Session, uuid: &str) -> Answer {
    session.get(&format!("{DEP}/profiles/{uuid}")).await
}

async fn retire(session: &Session, uuid: &str) -> Answer {
    session.call("DELETE", &format!("{DEP}/profiles/{uuid}"), None).await
}

#[tokio::test]
async fn each_limit_of_apple_has_its_code_and_holds_to_the_byte() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let url = |length: usize| format!("https://{}", "a".repeat(length - 8));
    let mut cases = vec![
        (json!({"profile_name": null}), "CONFIG_NAME_REQUIRED"),
        (json!({"profile_name": ""}), "CONFIG_NAME_INVALID"),
        (json!({"url": null}), "CONFIG_URL_REQUIRED"),
        (json!({"url": null, "configuration_web_url": "https://x.example"}), ""),
        (json!({"url": "", "configuration_web_url": "https://x.example"}), "CONFIG_URL_INVALID"),
        (json!({"url": url(2000)}), ""),
        (json!({"url": url(2001)}), "CONFIG_URL_INVALID"),
        // Each of these letters is two bytes, and six characters once it is encoded.
        (json!({"url": url(1994) + "é"}), ""),
        (json!({"url": url(1995) + "é"}), "CONFIG_URL_INVALID"),
        (json!({"url": url(1997) + "%C3"}), ""),
        (json!({"url": url(1998) + " "}), "CONFIG_URL_INVALID"),
        (json!({"is_mdm_removable": false}), "FLAGS_INVALID"),
        (json!({"is_mdm_removable": false, "is_supervised": false}), "FLAGS_INVALID"),
        (json!({"is_mdm_removable": false, "is_supervised": null}), "FLAGS_INVALID"),
        (json!({"is_mdm_removable": false, "is_supervised": true}), ""),
        (json!({"is_mdm_removable": true}), ""),
        (json!({"is_mdm_removable": null}), ""),
        (json!({"language": "de", "region": "CH"}), ""),
        (json!({"language": "gsw"}), ""),
        (json!({"language": "", "region": ""}), ""),
        (json!({"language": "DE"}), "LOCALE_INVALID"),
        (json!({"language": "xx"}), "LOCALE_INVALID"),
        (json!({"language": "de-CH"}), "LOCALE_INVALID"),
        (json!({"region": "ch"}), "LOCALE_INVALID"),
        (json!({"region": "UK"}), "LOCALE_INVALID"),
        (json!({"region": "USA"}), "LOCALE_INVALID"),
        (json!({"skip_setup_items": [], "anchor_certs": [], "devices": []}), ""),
        (json!({"skip_setup_items": ["Siri", "A step of 2030"]}), ""),
        (json!({"skip_setup_items": "Siri"}), "MALFORMED_REQUEST_BODY"),
        (json!({"anchor_certs": ["AA==", 7]}), "MALFORMED_REQUEST_BODY"),
        (json!({"is_mandatory": "true"}), "MALFORMED_REQUEST_BODY"),
        (json!({"is_mandatory": 1}), "MALFORMED_REQUEST_BODY"),
        (json!({"profile_name": 7}), "MALFORMED_REQUEST_BODY"),
        (json!({"profile_name": {}}), "MALFORMED_REQUEST_BODY"),
        (json!({"replaces": 7}), "MALFORMED_REQUEST_BODY"),
        (json!({"a_field_of_2030": [{"x": null}, 1.5]}), ""),
    ];
    for (field, most, code) in [
        ("profile_name", 125, "CONFIG_NAME_INVALID"),
        ("department", 125, "DEPARTMENT_INVALID"),
        ("org_magic", 256, "MAGIC_INVALID"),
        ("support_email_address", 250, "SUPPORT_EMAIL_INVALID"),
        ("support_phone_number", 50, "SUPPORT_PHONE_INVALID"),
    ] {
        // An a of one byte, and one of two; a NUL must not end the count.
        let odd = "a".repeat(most % 2);
        cases.push((json!({field: "a".repeat(most)}), ""));
        cases.push((json!({field: "a".repeat(most + 1)}), code));
        cases.push((json!({field: "ä".repeat(most / 2) + &odd}), ""));
        cases.push((json!({field: "ä".repeat(most / 2) + &odd + "a"}), code));
        cases.push((json!({field: "a\0".repeat(most)}), code));
        cases.push((json!({field: ""}), code));
        cases.push((json!({field: " "}), ""));
    }
    for (fields, code) in cases {
        let answer = define(&admin, with(fields.clone())).await;
        let wanted = if code.is_empty() { 200 } else { 400 };
        assert_eq!(answer.status, wanted, "{fields} {}", answer.body);
        if wanted == 400 {
            assert_eq!(answer.code(), code, "{fields}");
        }
    }
    for body in [json!([]), json!("x"), json!(null)] {
        let answer = define(&admin, body).await;
        assert_eq!((answer.status, answer.code()), (400, "MALFORMED_REQUEST_BODY".into()));
    }
}

#[tokio::test]
async fn a_refused_definition_leaves_nothing_behind() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let count =
        "SELECT (SELECT count(*) FROM IOS_DEP_PROFILE) P, (SELECT count(*) FROM PROFILE_LINEAGE) L";
    let before = sql(&app, count).await;
    let refused = with(json!({"replaces": STAFF, "is_mdm_removable": false}));
    assert_eq!(define(&admin, refused).await.code(), "FLAGS_INVALID");
    assert_eq!(sql(&app, count).await, before);
    assert_eq!(admin.assign(EMPTY, STAFF).await.json()["result"], "SUCCESS", "it is current");
}

#[tokio::test]
async fn a_record_comes_back_as_it_was_sent() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let sent = with(json!({
        "is_supervised": true,
        "skip_setup_items": ["TOS", "Siri", "Siri"],
        "language": null,
        "of the host": {"ä": [1, 2.5, null, {"deep": "\u{1F600}\u{0}"}]},
        "big": 9_007_199_254_740_993_i64,
    }));
    let uuid = defined(&admin, sent.clone()).await;
    let mut wanted = sent;
    wanted["profile_uuid"] = uuid.clone().into();
    assert_eq!(whole(&admin, &uuid).await.json(), wanted);
    let list = admin.get(&format!("{DEP}/profiles")).await.json();
    let row = list["profiles"].as_array().expect("rows").last().expect("a row").clone();
    assert_eq!((&row["uuid"], &row["profileName"]), (&json!(uuid), &json!("Kiosk")));
    assert_eq!((&row["isSupervised"], &row["deviceCount"]), (&json!(true), &json!(0)));
}

#[tokio::test]
async fn a_definition_that_replaces_another_makes_a_new_uuid() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let mut record = whole(&admin, STAFF).await.json();
    record["department"] = "Field service".into();
    record["replaces"] = STAFF.into();
    let first = defined(&admin, record.clone()).await;
    assert_ne!(first, STAFF);
    assert_eq!(whole(&admin, &first).await.json()["department"], "Field service");
    assert!(whole(&admin, &first).await.json().get("replaces").is_none());
    let old = whole(&admin, STAFF).await.json();
    assert_eq!(old["department"], "IT", "the old version is readable and as it was");
    assert_eq!(whole(&admin, OLDEST).await.status, 200);
    let list = admin.get(&format!("{DEP}/profiles")).await.json();
    let rows = list["profiles"].as_array().expect("rows");
    let row = rows.iter().find(|row| row["uuid"] == first).expect("it is in the list");
    assert!(row["supersededUuids"].as_array().expect("versions").contains(&STAFF.into()));
    assert!(rows.iter().all(|row| row["uuid"] != STAFF));
    // Devices stay on the old version until they are assigned.
    let device = admin.get(&format!("{DEP}/devices/C02ASSIGN001")).await.json();
    assert_eq!(device["profileUuid"], STAFF);
    assert_eq!(admin.assign(EMPTY, STAFF).await.status, 404);
    assert_eq!(admin.assign(EMPTY, &first).await.json()["result"], "SUCCESS");
    // The console's own page edits in the same lineage.
    let edited = control(&app, "POST", "/__profile-edit", json!({"uuid": first})).await.json();
    let second = edited["uuid"].as_str().expect("a UUID");
    assert_eq!(whole(&admin, second).await.json()["department"], "Field service");
    record["replaces"] = second.into();
    defined(&admin, record).await;
}

#[tokio::test]
async fn two_admins_who_edit_the_same_version_meet_a_conflict() {
    let app = server();
    let (one, two) = (direct(&app, "admin").await, direct(&app, "helpdesk").await);
    let edit = |name: &str| with(json!({"profile_name": name, "replaces": BENCH}));
    let first = defined(&one, edit("Bench 2")).await;
    let late = define(&two, edit("Bench B")).await;
    assert_eq!((late.status, late.code()), (409, "PROFILE_SUPERSEDED".into()));
    assert_eq!(define(&two, edit("Bench B")).await.status, 409);
    assert_eq!(whole(&two, &first).await.json()["profile_name"], "Bench 2");
    let again = with(json!({"profile_name": "Bench 3", "replaces": first}));
    defined(&two, again).await;
    let unknown = with(json!({"replaces": "00000000000000000000000000000000"}));
    let answer = define(&one, unknown).await;
    assert_eq!((answer.status, answer.code()), (404, "PROFILE_NOT_FOUND".into()));
}

#[tokio::test]
async fn tenants_and_viewers_are_kept_apart() {
    let app = server();
    let (admin, acme) = (direct(&app, "admin").await, direct(&app, "admin@acme.com").await);
    let viewer = direct(&app, "viewer").await;
    let own = defined(&acme, good()).await;
    for (session, uuid) in [(&acme, STAFF), (&acme, OLDEST), (&admin, own.as_str())] {
        assert_eq!(whole(session, uuid).await.status, 404, "{uuid}");
        assert_eq!(retire(session, uuid).await.status, 404, "{uuid}");
        let edit = with(json!({"replaces": uuid}));
        assert_eq!(define(session, edit).await.status, 404, "{uuid}");
    }
    assert_eq!(whole(&viewer, STAFF).await.status, 200);
    assert_eq!(define(&viewer, good()).await.status, 403);
    assert_eq!(retire(&viewer, BENCH).await.status, 403);
    let list = admin.get(&format!("{DEP}/profiles")).await.json();
    assert_eq!(list["count"], 4, "nothing has changed here");
}

#[tokio::test]
async fn only_a_profile_that_no_device_has_can_be_retired() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let in_use = retire(&admin, STAFF).await;
    assert_eq!((in_use.status, in_use.code()), (409, "PROFILE_IN_USE".into()));
    assert_eq!(whole(&admin, STAFF).await.status, 200);
    let first = defined(&admin, good()).await;
    let second = defined(&admin, with(json!({"replaces": first}))).await;
    let old = retire(&admin, &first).await;
    assert_eq!((old.status, old.code()), (409, "PROFILE_SUPERSEDED".into()));
    // A device on an older version keeps the whole profile.
    let third = defined(&admin, with(json!({"replaces": second}))).await;
    let update = defined(&admin, with(json!({"devices": [EMPTY]}))).await;
    let newer = defined(&admin, with(json!({"replaces": update}))).await;
    assert_eq!(retire(&admin, &newer).await.code(), "PROFILE_IN_USE");
    assert_eq!(whole(&admin, &update).await.status, 200);
    assert_eq!(retire(&admin, &third).await.status, 200);
    for uuid in [&first, &second, &third] {
        assert_eq!(whole(&admin, uuid).await.status, 404, "{uuid}");
        assert_eq!(retire(&admin, uuid).await.status, 404, "{uuid}");
    }
    let list = admin.get(&format!("{DEP}/profiles")).await.body;
    assert!(![first, second, third.clone()].iter().any(|uuid| list.contains(uuid)));
    // No new profile gets the UUID of one that is gone.
    let after = defined(&admin, good()).await;
    assert_eq!(retire(&admin, &after).await.status, 200);
    assert_ne!(defined(&admin, good()).await, after);
}

#[tokio::test]
async fn a_definition_assigns_the_devices_in_it() {
    let app = server();
    let admin = direct(&app, "admin").await;
    let serials = json!([EMPTY, "C02NOACCESS1", "ACME00000001", "C02NOBODY001"]);
    let answer = define(&admin, with(json!({"devices": serials}))).await.json();
    let wanted = json!({EMPTY: "SUCCESS", "C02NOACCESS1": "NOT_ACCESSIBLE",
        "ACME00000001": "NOT_ACCESSIBLE", "C02NOBODY001": "NOT_ACCESSIBLE"});
    assert_eq!(answer["devices"], wanted);
    let device = admin.get(&format!("{DEP}/devices/{EMPTY}")).await.json();
    assert_eq!(device["profileUuid"], answer["profile_uuid"]);
}

#[tokio::test]
async fn a_plain_host_only_lists_its_profiles() {
    let app = server_with(Options { beyond: false, ..Options::default() });
    let admin = direct(&app, "admin").await;
    assert_eq!(whole(&admin, STAFF).await.status, 404);
    assert_eq!(retire(&admin, BENCH).await.status, 404);
    assert_eq!(define(&admin, good()).await.status, 405);
    assert_eq!(admin.get(&format!("{DEP}/profiles")).await.status, 200);
}

#[tokio::test]
async fn a_host_may_have_other_names_for_every_field() {
    let contract = r#"{"definition": {"profile_name": "title", "is_supervised": "watched",
        "replaces": "old", "profile_uuid": "id"}}"#;
    let app = server_with(Options { contract: Some(contract.to_owned()), ..Options::default() });
    let admin = direct(&app, "admin").await;
    let sent = json!({"title": "Kiosk", "url": "https://x.example", "watched": true, "own": 1});
    let answer = define(&admin, sent.clone()).await.json();
    let uuid = answer["id"].as_str().expect("a UUID").to_owned();
    let mut wanted = sent.clone();
    wanted["id"] = uuid.clone().into();
    assert_eq!(whole(&admin, &uuid).await.json(), wanted);
    wanted["old"] = uuid.into();
    wanted["title"] = "".into();
    assert_eq!(define(&admin, wanted).await.code(), "CONFIG_NAME_INVALID");
}
