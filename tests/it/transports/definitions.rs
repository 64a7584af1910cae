//! Whole profiles against a list of answers in memory: what is asked and sent, what an unclear answer ends in, and records as
//! several MDM servers write them.

use host::{AppleRefusal, ChangeError, Failure, Json, Kind, Method, ProfileRecord};
use serde_json::{Value, json};

use super::script::{Answer, Script, UUID, ok, script_by, status};

const PATHS: &str = r#"{"paths": {"profiles": "/list", "profile": "/p/{uuid}", "profileCreate": "/p",
    "profileRetire": "/p/{uuid}"}}"#;
const NEW: &str = "B7E151628AED2A6ABF7158809CF4F3C7";

fn record(script: &Script, json: &Value) -> ProfileRecord {
    let mut record = script.client.empty_profile();
    for (field, value) in json.as_object().expect("an object") {
        record.put(field, Json::parse(&value.to_string()).expect("JSON"));
    }
    record
}

fn kiosk() -> Value {
    json!({"profile_name": "Kiosk", "url": "https://x.example"})
}

fn list(rows: &[(&str, &str, &[&str])]) -> Answer {
    let rows: Vec<Value> = rows
        .iter()
        .map(|(uuid, name, older)| json!({"uuid": uuid, "profileName": name, "supersededUuids": older}))
        .collect();
    ok(json!({"profiles": rows, "count": rows.len()}))
}

fn body(script: &Script, at: usize) -> String {
    script.requests.borrow()[at].body.as_ref().map(Json::to_text).unwrap_or_default()
}

#[tokio::test]
async fn a_definition_names_the_version_that_it_replaces_and_is_read_back() {
    let answers = vec![ok(json!({"profile_uuid": NEW, "devices": {}})), ok(kiosk())];
    let script = script_by(PATHS, answers);
    let mut sent = record(&script, &kiosk());
    sent.put("profile_uuid", Json::from(UUID));
    let defined = script.client.define_profile(&sent, Some(UUID), &[]).await.expect("defined");
    assert_eq!(defined.uuid, NEW);
    assert_eq!(defined.stored.map(|stored| stored.differences(&sent)), Ok(Vec::new()));
    assert_eq!(script.paths(), ["/p".to_owned(), format!("/p/{NEW}")]);
    assert_eq!(script.methods(), [Method::Post, Method::Get]);
    let wanted =
        format!(r#"{{"profile_name":"Kiosk","url":"https://x.example","replaces":"{UUID}"}}"#);
    assert_eq!(body(&script, 0), wanted);
}

#[tokio::test]
async fn a_new_uuid_without_a_record_is_told_as_such() {
    for (contract, answer, kind, calls) in [
        (PATHS, status(403, ""), Kind::Permission, 2),
        (r#"{"paths":{"profileCreate":"/p"}}"#, ok(kiosk()), Kind::Absent, 1),
    ] {
        let script = script_by(contract, vec![ok(json!({"uuid": NEW})), answer]);
        let sent = record(&script, &kiosk());
        let defined = script.client.define_profile(&sent, None, &[]).await.expect("defined");
        let stored = defined.stored.map_err(|error| error.kind);
        assert_eq!((defined.uuid.as_str(), stored.err()), (NEW, Some(kind)));
        assert_eq!(script.requests.borrow().len(), calls);
    }
}

#[tokio::test]
async fn a_refusal_has_apples_code_in_whatever_shape_it_comes() {
    for (code, text) in [
        (400, "FLAGS_INVALID".to_owned()),
        (400, "\"FLAGS_INVALID\"".to_owned()),
        (500, json!({"message": "Apple said: 400 FLAGS_INVALID"}).to_string()),
        (400, json!({"code": 400, "data": "{\"message\":\"FLAGS_INVALID\"}"}).to_string()),
        (400, json!({"errorItems": [{"code": "FLAGS_INVALID", "message": "x"}]}).to_string()),
    ] {
        let script = script_by(PATHS, vec![status(code, &text)]);
        let sent = record(&script, &kiosk());
        let refused = script.client.define_profile(&sent, None, &[]).await;
        let Err(ChangeError::NotDone(error)) = refused else { panic!("{text}: {refused:?}") };
        let codes: Vec<_> =
            error.items.iter().filter_map(|item| AppleRefusal::parse(&item.code)).collect();
        assert_eq!(codes.len(), 1, "{text}");
        assert_eq!(
            (codes[0].code, codes[0].field),
            ("FLAGS_INVALID", "is_mdm_removable"),
            "{text}"
        );
        assert_eq!((error.kind, script.requests.borrow().len()), (Kind::Refused, 1), "{text}");
    }
}

#[tokio::test]
async fn an_answer_that_says_nothing_is_settled_by_the_list() {
    let ours = [(UUID, "Staff", &[][..]), (NEW, "Kiosk", &[])];
    let known = vec![UUID.to_owned()];
    for answer in [
        ok(json!({})),
        status(204, ""),
        status(200, ""),
        status(500, ""),
        status(200, "<html>"),
        Err(Failure::Timeout),
        Err(Failure::Unreachable),
    ] {
        let script = script_by(PATHS, vec![answer.clone(), list(&ours), ok(kiosk())]);
        let sent = record(&script, &kiosk());
        let defined = script.client.define_profile(&sent, None, &known).await;
        assert_eq!(defined.map(|it| it.uuid), Ok(NEW.to_owned()), "{answer:?}");
        assert_eq!(script.methods(), [Method::Post, Method::Get, Method::Get], "{answer:?}");
        // Another admin's profile of the same name is not ours.
        let theirs = ok(json!({"profile_name": "Kiosk", "url": "https://y.example"}));
        let script = script_by(PATHS, vec![answer.clone(), list(&ours), theirs]);
        let told = script.client.define_profile(&sent, None, &known).await.expect_err("not ours");
        let is_over = matches!(told, ChangeError::NotDone(_));
        let was_finished = answer == status(500, "") || answer == status(200, "<html>");
        assert_eq!(is_over, was_finished, "{answer:?}: {told:?}");
        // A list that cannot be read settles nothing.
        let script = script_by(PATHS, vec![answer.clone(), status(403, "")]);
        let told = script.client.define_profile(&sent, None, &known).await.expect_err("unknown");
        assert!(matches!(told, ChangeError::Unclear(_)), "{answer:?}: {told:?}");
    }
}

#[tokio::test]
async fn a_conflict_with_our_own_version_is_none() {
    // The legacy console has sent the definition twice, and the second one met the first.
    let lineage = [(NEW, "Kiosk", &[UUID][..])];
    let script = script_by(PATHS, vec![status(409, ""), list(&lineage), ok(kiosk())]);
    let sent = record(&script, &kiosk());
    let known = vec![UUID.to_owned()];
    let defined = script.client.define_profile(&sent, Some(UUID), &known).await;
    assert_eq!(defined.map(|it| it.uuid), Ok(NEW.to_owned()));
    // And when somebody has edited ours meanwhile.
    let newest = "9E3779B97F4A7C15F39CC0605CEDC834";
    let lineage = [(newest, "Other", &[NEW, UUID][..])];
    let theirs = ok(json!({"profile_name": "Other"}));
    let answers = vec![Err(Failure::Timeout), list(&lineage), theirs.clone(), ok(kiosk())];
    let script = script_by(PATHS, answers);
    let defined = script.client.define_profile(&sent, Some(UUID), &known).await;
    assert_eq!(defined.map(|it| it.uuid), Ok(NEW.to_owned()));
    let lineage = [(NEW, "Other", &[UUID][..])];
    for answer in [status(409, ""), Err(Failure::Timeout), status(204, "")] {
        let script = script_by(PATHS, vec![answer, list(&lineage), theirs.clone()]);
        let told = script.client.define_profile(&sent, Some(UUID), &known).await;
        let Err(ChangeError::NotDone(error)) = told else { panic!("{told:?}") };
        assert_eq!(error.kind, Kind::Conflict);
    }
}

#[tokio::test]
async fn a_profile_is_retired_when_the_list_is_without_it() {
    let with = || list(&[(UUID, "Staff", &[])]);
    let without = || list(&[(NEW, "Kiosk", &[])]);
    for (answer, look, wanted) in [
        (status(204, ""), without(), "done"),
        (status(204, ""), with(), "unclear"),
        (status(404, ""), without(), "done"),
        (status(404, ""), with(), "not done"),
        (status(500, ""), without(), "done"),
        (status(500, ""), with(), "not done"),
        (Err(Failure::Timeout), without(), "done"),
        (Err(Failure::Timeout), with(), "unclear"),
        (status(204, ""), status(403, ""), "unclear"),
        (status(404, ""), status(403, ""), "not done"),
    ] {
        let script = script_by(PATHS, vec![answer.clone(), look]);
        let found = match script.client.retire_profile(UUID).await {
            Ok(()) => "done",
            Err(ChangeError::NotDone(_)) => "not done",
            Err(ChangeError::Unclear(_)) => "unclear",
        };
        assert_eq!(found, wanted, "{answer:?}");
        assert_eq!(script.methods(), [Method::Delete, Method::Get]);
        assert_eq!(script.paths()[0], format!("/p/{UUID}"));
    }
    let script = script_by(PATHS, vec![status(409, "")]);
    let told = script.client.retire_profile(UUID).await.expect_err("in use");
    assert_eq!((told.cause().kind, script.requests.borrow().len()), (Kind::Conflict, 1));
    let script = script_by(
        r#"{"paths":{"profiles":null,"profileRetire":"/p/{uuid}"}}"#,
        vec![status(204, "")],
    );
    assert_eq!(script.client.retire_profile(UUID).await, Ok(()));
}

#[tokio::test]
async fn the_record_of_another_profile_is_not_taken_for_this_one() {
    for (named, is_it) in [
        (json!(UUID), true),
        (json!(null), true),
        (json!("a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f"), true),
        (json!(NEW), false),
    ] {
        let mut answer = kiosk();
        answer["profile_uuid"] = named.clone();
        let script = script_by(PATHS, vec![ok(answer)]);
        assert_eq!(script.client.profile_whole(UUID).await.is_ok(), is_it, "{named}");
    }
    for answer in [ok(json!({})), ok(json!([])), ok(json!({"uuid": UUID})), status(204, "")] {
        let script = script_by(PATHS, vec![answer.clone()]);
        let read = script.client.profile_whole(UUID).await.map_err(|error| error.kind);
        assert_eq!(read.err(), Some(Kind::Unreadable), "{answer:?}");
    }
    let script = script_by(PATHS, Vec::new());
    let read = script.client.profile_whole("..").await.map_err(|error| error.kind);
    assert_eq!((read.err(), script.requests.borrow().len()), (Some(Kind::NotFound), 0));
}

/// Records in the shapes of other servers.
fn shapes() -> Vec<(&'static str, Value)> {
    vec![
        // Every field, with empty lists and serial numbers of devices.
        (
            "an example file of a DEP tool",
            json!({
                "profile_name": "Lab", "url": "https://mdm.lab.example/enroll", "allow_pairing": true,
                "is_supervised": false, "is_multi_user": false, "is_mandatory": false,
                "await_device_configured": false, "is_mdm_removable": true, "auto_advance_setup": false,
                "support_phone_number": "+49 30 555", "support_email_address": "help@lab.example",
                "org_magic": "lab-1", "department": "Lab", "language": "de", "region": "DE",
                "anchor_certs": [], "supervising_host_certs": [], "devices": [],
                "skip_setup_items": ["AppleID", "Biometric", "TOS"]
            }),
        ),
        // A template that is filled in by hand, with placeholders and a page to sign in on.
        (
            "a template",
            json!({
                "profile_name": "(Required) name", "url": "https://mdm.example/enroll",
                "configuration_web_url": "https://mdm.example/web", "allow_pairing": true,
                "is_supervised": true, "is_mdm_removable": false, "await_device_configured": true,
                "anchor_certs": ["MIIB"], "supervising_host_certs": ["MIIC"],
                "support_phone_number": null, "skip_setup_items": []
            }),
        ),
        // The least that a server sends, with steps that are long gone.
        (
            "the default of a server",
            json!({
                "profile_name": "Default enrollment", "url": "https://x.example/api/mdm?token=a%2Fb",
                "allow_pairing": true, "is_mdm_removable": true, "org_magic": "1",
                "language": "en", "region": "US", "await_device_configured": true,
                "skip_setup_items": ["Registration", "Zoom", "Android", "Zoom"]
            }),
        ),
        // A payload built from a form: no empty fields, the newer flags, a UUID of its own, fields of the server's own.
        (
            "a form of a server",
            json!({
                "profile_uuid": UUID, "profile_name": "Büro 🖥", "url": "https://z.example/dep/",
                "is_mandatory": true, "is_supervised": true, "is_mdm_removable": false,
                "auto_advance_setup": true, "do_not_use_profile_from_backup": true,
                "is_return_to_service": false, "language": "gsw", "region": "CH",
                "include_tls_certificates": false, "realm": {"uuid": "x", "strict": [true, null]},
                "admin_info": {"full name": "A. B.", "version": 3.5}, "": "a name that is empty"
            }),
        ),
    ]
}

#[tokio::test]
async fn records_of_other_servers_open_and_come_back_without_loss() {
    for (what, shape) in shapes() {
        let mut stored = shape.clone();
        stored["profile_uuid"] = json!(NEW);
        let answers = vec![ok(shape.clone()), ok(json!({"profile_uuid": NEW})), ok(stored)];
        let script = script_by(PATHS, answers);
        let read = script.client.profile_whole(UUID).await.expect(what);
        for (field, value) in shape.as_object().expect("an object") {
            let found = read.get(field).map(Json::to_text);
            let wanted = (!value.is_null()).then(|| value.to_string());
            let parse = |text: String| serde_json::from_str::<Value>(&text).expect("JSON");
            assert_eq!(found.map(parse), wanted.map(parse), "{what}: {field}");
        }
        let defined = script.client.define_profile(&read, Some(UUID), &[]).await.expect(what);
        assert_eq!(
            defined.stored.map(|stored| stored.differences(&read)),
            Ok(Vec::new()),
            "{what}"
        );
        let mut wanted = shape.clone();
        wanted.as_object_mut().expect("an object").remove("profile_uuid");
        wanted["replaces"] = json!(UUID);
        let sent: Value = serde_json::from_str(&body(&script, 1)).expect("JSON");
        assert_eq!(sent, wanted, "{what}: saved as it was");
        // One field is edited, and nothing else is touched.
        let mut edited = read.clone();
        edited.put("department", Json::from("Edited"));
        assert_eq!(read.differences(&edited), ["department"], "{what}");
    }
}
