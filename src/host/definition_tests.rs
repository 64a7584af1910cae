//! [`crate::definition`]: patches by name, what is sent, and differences.

use std::rc::Rc;

use crate::contract::Contract;
use crate::definition::ProfileRecord;
use crate::json::Json;

fn read_by(contract: &str, text: &str) -> ProfileRecord {
    let contract = Rc::new(Contract::from_json(contract).unwrap());
    ProfileRecord::read(Json::parse(text).unwrap(), contract).unwrap()
}

fn read(text: &str) -> ProfileRecord {
    read_by("{}", text)
}

#[test]
fn a_patch_leaves_every_other_field_and_its_place() {
    let mut record = read(
        r#"{"own":{"b":[1,null,"ä"]},"url":"https://x","a.b":1,"profile_name":"A","last":null,"profile_uuid":"U"}"#,
    );
    record.put("profile_name", Json::from("B"));
    record.put("department", Json::from("IT"));
    assert_eq!(
        record.json().to_text(),
        r#"{"own":{"b":[1,null,"ä"]},"url":"https://x","a.b":1,"profile_name":"B","last":null,"profile_uuid":"U","department":"IT"}"#
    );
    record.put("department", Json::Null);
    record.put("org_magic", Json::Null);
    assert_eq!(
        record.body(Some("OLD")).to_text(),
        r#"{"own":{"b":[1,null,"ä"]},"url":"https://x","a.b":1,"profile_name":"B","last":null,"replaces":"OLD"}"#
    );
    assert_eq!((record.uuid().as_str(), record.text("url").as_str()), ("U", "https://x"));
}

#[test]
fn a_definition_assigns_no_device_unasked() {
    for (devices, wanted) in [
        (r#"["A"]"#, r#"{"url":"x"}"#),
        (r#""A""#, r#"{"url":"x"}"#),
        ("[]", r#"{"url":"x","devices":[]}"#),
    ] {
        let record = read(&format!(r#"{{"url":"x","devices":{devices},"replaces":"OLDER"}}"#));
        assert_eq!(record.body(None).to_text(), wanted);
    }
}

#[test]
fn a_record_may_lie_inside_another() {
    let contract = r#"{"definition": {"profile_uuid": "uuid", "profile_name": "content.profile_name",
        "url": "content.url", "department": "content.department"}}"#;
    let mut record =
        read_by(contract, r#"{"uuid":"U","content":{"profile_name":"A","own":1},"tenant":"x"}"#);
    record.put("department", Json::from("IT"));
    record.put("profile_name", Json::Null);
    assert_eq!(
        record.body(None).to_text(),
        r#"{"content":{"own":1,"department":"IT"},"tenant":"x"}"#
    );
    assert_eq!(record.get("profile_name"), None);
}

#[test]
fn what_is_no_profile_is_not_shown_as_an_empty_one() {
    for text in
        ["[]", "null", "\"x\"", "{}", r#"{"uuid":"U"}"#, r#"{"profile_uuid":"U","devices":[]}"#]
    {
        let json = Json::parse(text).unwrap();
        assert!(ProfileRecord::read(json, Rc::default()).is_err(), "{text}");
    }
}

#[test]
fn only_what_means_something_else_is_a_difference() {
    let one = r#"{"profile_name":"A","own":{"x":1},"gone":null}"#;
    for (other, wanted) in [
        (r#"{"profile_name":"A","own":{"x":1},"profile_uuid":"U","devices":["B"]}"#, &[][..]),
        (
            r#"{"own":{"x":1},"profile_name":"A","allow_pairing":true,"is_mdm_removable":"true"}"#,
            &[],
        ),
        (
            r#"{"own":{"x":1},"profile_name":"A","is_supervised":0,"department":"","anchor_certs":[]}"#,
            &[],
        ),
        (r#"{"own":{"x":1},"profile_name":"A","allow_pairing":false}"#, &["allow_pairing"]),
        (
            r#"{"own":{"x":1},"profile_name":"A","auto_advance_setup":true}"#,
            &["auto_advance_setup"],
        ),
        (r#"{"own":{"x":2},"profile_name":"a","more":1}"#, &["profile_name", "own", "more"]),
        (r#"{"profile_name":"A"}"#, &["own"]),
    ] {
        let (one, other) = (read(one), read(other));
        let found = one.differences(&other);
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), wanted, "{other:?}");
        assert_eq!(other.differences(&one).len(), wanted.len());
    }
    let steps = |list: &str| read(&format!(r#"{{"skip_setup_items":{list}}}"#));
    let one = steps(r#"["Siri","TOS","Siri"]"#);
    assert!(one.differences(&steps(r#"["TOS","Siri"]"#)).is_empty());
    assert_eq!(one.differences(&steps(r#"["TOS"]"#)), ["skip_setup_items"]);
    // The order of a chain says something.
    let chain = |list: &str| read(&format!(r#"{{"anchor_certs":{list}}}"#));
    assert_eq!(chain(r#"["A","B"]"#).differences(&chain(r#"["B","A"]"#)), ["anchor_certs"]);
}
