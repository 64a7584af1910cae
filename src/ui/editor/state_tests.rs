//! The editor without a host: what is typed, what a save comes to, and what is never lost.

use super::form::Form;
use super::messages::*;
use super::state::{State, Trouble};
use crate::profiles::state::{Intent, Part};
use host::{ChangeError, Contract, Defined, HostError, Json, Kind, Profile, ProfileRecord};
use std::rc::Rc;

fn record(text: &str) -> ProfileRecord {
    ProfileRecord::read(Json::parse(text).unwrap(), Rc::new(Contract::default())).unwrap()
}

fn empty() -> ProfileRecord {
    ProfileRecord::new(Rc::new(Contract::default()))
}

const STAFF: &str =
    r#"{"profile_name":"Staff","url":"https://mdm.example.com","own":[1],"is_supervised":true}"#;

fn staff() -> Profile {
    Profile {
        uuid: "NEW".into(),
        name: "Staff".into(),
        superseded: vec!["OLD".into()],
        ..Profile::default()
    }
}

/// An editor of "Staff" with its record read.
fn opened() -> State {
    let (mut state, effects) = State::new(Intent::Edit(staff()), empty(), String::new());
    let parts: Vec<Part> = ["NEW", "OLD"].into_iter().flat_map(Part::of).collect();
    assert_eq!(effects, [Effect::Open("NEW".into()), Effect::Count(parts)]);
    state.update(Msg::Opened(Ok(Box::new(record(STAFF)))));
    state
}

fn type_name(state: &mut State, name: &str) {
    state.update(Msg::Text("profile_name", name.into()));
}

fn typed(state: &State) -> String {
    state.form.ready().map(|form| form.record().text("profile_name")).unwrap_or_default()
}

/// What the host was asked to store.
fn sent(effects: &[Effect]) -> (String, Option<String>) {
    match effects {
        [Effect::Save(record, replaces)] => (record.json().to_text(), replaces.clone()),
        other => panic!("{other:?}"),
    }
}

fn failed(error: ChangeError) -> Msg {
    Msg::Saved(Box::new(Outcome::Failed(error, vec!["NEW".into()])))
}

fn defined(text: &str) -> Defined {
    Defined { uuid: "NEXT".into(), stored: Ok(record(text)) }
}

#[test]
fn an_edit_sends_what_was_typed_and_every_other_field_as_it_came() {
    let mut state = opened();
    assert!(!state.is_changed() && state.update(Msg::Save).is_empty(), "there is nothing to save");
    type_name(&mut state, "Staff iPads");
    state.update(Msg::Step("Siri", true));
    state.update(Msg::Flag("is_mandatory", true));
    state.update(Msg::Flag("is_mandatory", false));
    let (body, replaces) = sent(&state.update(Msg::Save));
    assert_eq!(
        body,
        r#"{"profile_name":"Staff iPads","url":"https://mdm.example.com","own":[1],"is_supervised":true,"skip_setup_items":["Siri"]}"#
    );
    assert_eq!(replaces.as_deref(), Some("NEW"));
    assert!(state.update(Msg::Save).is_empty(), "it is sent once");
}

#[test]
fn only_a_profile_that_was_read_back_as_it_was_sent_is_saved() {
    let mut state = opened();
    type_name(&mut state, "B");
    state.update(Msg::Save);
    let stored = STAFF.replace("Staff", "B");
    let effects = state.update(Msg::Saved(Box::new(Outcome::Defined(defined(&stored)))));
    let [Effect::Done(profile, reassign)] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!((profile.uuid.as_str(), profile.superseded.join(" ")), ("NEXT", "NEW OLD".into()));
    assert!(reassign, "the devices could not be counted, and the box is ticked");

    let mut state = opened();
    type_name(&mut state, "B");
    state.update(Msg::Save);
    let effects = state.update(Msg::Saved(Box::new(Outcome::Defined(defined(STAFF)))));
    assert_eq!(effects, []);
    assert!(matches!(&state.trouble, Some(Trouble::Differs(uuid, _)) if uuid == "NEXT"));
    assert!(!state.can_save(), "the admin decides first");
}

#[test]
fn nothing_typed_is_lost_when_a_save_fails() {
    for error in [
        ChangeError::NotDone(HostError::of(Kind::Session)),
        ChangeError::NotDone(HostError::of(Kind::Refused)),
        ChangeError::Unclear(HostError::of(Kind::Timeout)),
    ] {
        let mut state = opened();
        type_name(&mut state, "B");
        state.update(Msg::Save);
        state.update(failed(error.clone()));
        assert_eq!((typed(&state), state.is_changed()), ("B".to_owned(), true));
        let is_clear = matches!(error, ChangeError::NotDone(_));
        assert_eq!(state.can_save(), is_clear, "what may be stored is not sent again: {error:?}");
        assert_eq!(state.update(Msg::Exit), []);
        assert!(state.leaving, "leaving is asked about");
    }
}

#[test]
fn a_lost_answer_is_cleared_up_by_looking() {
    let mut state = opened();
    type_name(&mut state, "B");
    state.update(Msg::Save);
    state.update(failed(ChangeError::Unclear(HostError::of(Kind::Timeout))));
    let look = state.update(Msg::Look);
    assert!(
        matches!(&look[..], [Effect::Look(_, Some(old), known)] if old == "NEW" && known.len() == 1)
    );
    state.update(Msg::Looked(Ok(None)));
    assert!(state.can_save() && matches!(state.trouble, Some(Trouble::NotFound(_))));
    state.update(Msg::Look);
    let found = defined(&STAFF.replace("Staff", "B"));
    let effects = state.update(Msg::Looked(Ok(Some(Box::new(found)))));
    assert!(matches!(&effects[..], [Effect::Done(..)]));
}

#[test]
fn a_version_of_somebody_else_is_shown_and_never_overwritten() {
    let theirs =
        Profile { uuid: "THEIRS".into(), superseded: vec!["NEW".into(), "OLD".into()], ..staff() };
    let text = r#"{"profile_name":"Staff","url":"https://mdm.example.com","own":[2],"is_supervised":true,"department":"IT"}"#;
    let conflict = || {
        let mut state = opened();
        type_name(&mut state, "B");
        state.update(Msg::Save);
        let other = Outcome::Replaced(theirs.clone(), Ok(Box::new(record(text))));
        assert_eq!(state.update(Msg::Saved(Box::new(other))), []);
        assert!(!state.can_save());
        state
    };
    let mut state = conflict();
    state.update(Msg::OntoTheirs);
    let (body, replaces) = sent(&state.update(Msg::Save));
    assert!(body.contains(r#""profile_name":"B""#) && body.contains(r#""own":[2]"#), "{body}");
    assert!(body.contains(r#""department":"IT""#) && replaces.as_deref() == Some("THEIRS"));
    let mut state = conflict();
    state.update(Msg::UseTheirs);
    assert_eq!((typed(&state), state.is_changed()), ("Staff".to_owned(), false));
}

#[test]
fn a_profile_that_is_gone_can_go_on_as_a_new_one() {
    let mut state = opened();
    type_name(&mut state, "B");
    state.update(Msg::Save);
    state.update(Msg::Saved(Box::new(Outcome::Gone)));
    state.update(Msg::AsNew);
    let (body, replaces) = sent(&state.update(Msg::Save));
    assert!(body.contains(r#""own":[1]"#) && replaces.is_none(), "{body}");
}

#[test]
fn a_text_is_called_wrong_when_it_was_left_and_too_long_at_once() {
    let (mut state, effects) = State::new(Intent::New, empty(), String::new());
    assert_eq!(effects, []);
    let codes = |state: &State, field: &str| -> Vec<&str> {
        state.remarks(field).iter().map(|problem| problem.code).collect()
    };
    assert!(codes(&state, "profile_name").is_empty(), "nobody has typed yet");
    type_name(&mut state, &"ä".repeat(63));
    assert_eq!(codes(&state, "profile_name"), ["profile.name.too-long"]);
    state.update(Msg::Text("language", "x".into()));
    assert!(codes(&state, "language").is_empty());
    state.update(Msg::Left("language"));
    assert_eq!(codes(&state, "language"), ["profile.language.unknown"]);
    state.update(Msg::Flag("is_mdm_removable", false));
    assert_eq!(codes(&state, "is_mdm_removable"), ["profile.removable.unsupervised"]);
    assert_eq!(state.update(Msg::Save), [Effect::Focus]);
    assert_eq!(codes(&state, "url"), ["profile.url.missing"]);
}

#[test]
fn the_devices_are_counted_by_what_saving_does_to_them() {
    let mut state = opened();
    let count = |state: &mut State, uuid: &str, counts: [Option<u32>; 2]| {
        for (part, count) in Part::of(uuid).into_iter().zip(counts) {
            state.update(Msg::Counted(part, count));
        }
    };
    count(&mut state, "NEW", [Some(30), Some(12)]);
    assert_eq!(state.devices(), None, "a part would be taken for the whole");
    count(&mut state, "OLD", [Some(8), Some(0)]);
    assert_eq!(state.devices().map(|it| (it.assigned, it.pushed)), Some((38, 12)));
    count(&mut state, "OLD", [None, Some(0)]);
    assert_eq!(state.devices(), None);
}

/// Records as other servers keep them: by an example of a command line tool, a template with every text empty, a default with few
/// fields, and one with names of its own.
const SHAPES: [&str; 4] = [
    r#"{"profile_name":"Test","url":"https://mdm.example.org/enroll","support_phone_number":"+1 800 555 0100","support_email_address":"it@example.org","anchor_certs":[],"supervising_host_certs":[],"department":"IT","devices":["C02X"],"is_mandatory":true,"is_mdm_removable":true,"is_supervised":true,"skip_setup_items":["AppleID","Android"],"allow_pairing":true,"await_device_configured":false}"#,
    r#"{"profile_name":"","url":"https://mdm.example.org/enroll","allow_pairing":true,"is_supervised":false,"is_multi_user":false,"is_mandatory":false,"await_device_configured":false,"is_mdm_removable":true,"support_phone_number":"","auto_advance_setup":false,"support_email_address":"","org_magic":"","anchor_certs":null,"supervising_host_certs":null,"skip_setup_items":null,"department":"","devices":null,"language":"","region":"","configuration_web_url":"https://mdm.example.org/login"}"#,
    r#"{"profile_name":"Default","allow_pairing":true,"is_mdm_removable":false,"is_supervised":true,"org_magic":"1","url":"https://mdm.example.org","language":"en","region":"US","skip_setup_items":["Registration","Siri","OwnStep"],"configuration_web_url":"https://mdm.example.org/sso"}"#,
    r#"{"id":7,"uuid":"3F2A","enrollment_secret":{"tags":[1,2],"quota":null},"profile_name":"Zürich","url":"https://mdm.example.org/é","is_return_to_service":true,"realm":{"user_is_admin":true},"ios_min_version":"17.1","include_anchor_certs":true}"#,
];

#[test]
fn profiles_as_other_servers_keep_them_open_and_save_without_loss() {
    for shape in SHAPES {
        let stored = record(shape);
        let mut form = Form::new(stored.clone());
        assert!(form.changes().is_empty(), "opening changes nothing: {shape}");
        form.set_text("department", "Sales".into());
        form.set_flag("is_return_to_service", true);
        let mut wanted = stored.clone();
        wanted.put("department", Json::from("Sales"));
        wanted.put("is_return_to_service", Json::Flag(true));
        assert!(form.record().differences(&wanted).is_empty(), "{shape}");
        // Every field that nobody touched is there to the letter, but for texts that Apple refuses when they are empty.
        let (before, after) = (stored.json().as_record().unwrap(), form.record().json());
        for (name, value) in before {
            let is_empty = value.as_text() == Some("");
            let is_touched = ["department", "is_return_to_service"].contains(&name.as_str());
            if !is_empty && !is_touched {
                assert_eq!(after.get(name), Some(value), "{name} of {shape}");
            }
        }
        form.set_text("department", stored.text("department"));
        form.set_flag(
            "is_return_to_service",
            stored.flag("is_return_to_service").unwrap_or_default(),
        );
        assert!(form.changes().is_empty(), "taken back, nothing has changed: {shape}");
    }
}
