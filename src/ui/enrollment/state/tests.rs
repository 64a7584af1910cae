//! Every way through the enrollment, without a browser.

use super::*;
use crate::answers::AdminAnswers;
use crate::assign::job::{Change, Report};
use crate::checklist::host_reads::{HostAnswer, HostQuestion};
use crate::combobox::Key;
use crate::enrollment::form::Repair;
use crate::facts_cache::{Dated, Freshness};
use crate::news::News;
use crate::profile_index::ProfileIndex;
use crate::widgets::NoteKind;
use host::{Device, DirectoryUser, EnrollmentRecord, HostError, Kind, Profile};
use rules::checklist::Fix;
use rules::{Draft, UsernamePolicy};
use std::rc::Rc;

mod leaving;
mod saving;

fn draft(username: &str, login_required: bool) -> Draft {
    Draft { username: username.to_owned(), login_required, agent_required: false }
}

fn opened(can_edit: bool) -> State {
    State::new(None, AdminAnswers::default(), UsernamePolicy::default(), can_edit).0
}

/// A dialog in which these fields and the record are loaded and the user is looked up.
fn loaded(stored: Draft) -> State {
    let mut state = opened(true);
    state.update(Msg::Enrollment(1, Ok(stored.into())));
    state.reads.device.asking = false;
    state
}

fn typed(text: &str) -> State {
    let mut state = loaded(draft("", false));
    state.update(Msg::Type(text.to_owned()));
    state
}

/// Saves and returns the generation of the one request.
fn save(state: &mut State) -> u32 {
    let effects = state.update(Msg::Save);
    let [Effect::Save(generation, ..)] = effects.as_slice() else {
        panic!("one request, not {effects:?}")
    };
    *generation
}

fn codes(state: &State) -> Vec<String> {
    state.remarks().into_iter().map(|remark| remark.code).collect()
}

fn users(names: &[&str]) -> Vec<DirectoryUser> {
    let user = |name: &&str| DirectoryUser { username: (*name).to_owned(), ..Default::default() };
    names.iter().map(user).collect()
}

/// The generation of the pause before a look-up among some effects.
fn check_soon(effects: &[Effect]) -> u32 {
    let found = effects.iter().find_map(|effect| match effect {
        Effect::CheckSoon(generation) => Some(*generation),
        _ => None,
    });
    found.expect("a look-up is coming")
}

#[test]
fn everything_is_read_at_once() {
    let (state, effects) =
        State::new(None, AdminAnswers::default(), UsernamePolicy::default(), true);
    assert_eq!(state.phase, Phase::Loading);
    assert_eq!(
        effects,
        vec![
            Effect::ReadEnrollment(1),
            Effect::Read(1, HostQuestion::Device),
            Effect::Read(1, HostQuestion::Profiles(Freshness::Cached)),
            Effect::Read(1, HostQuestion::Readiness(Freshness::Cached)),
        ]
    );
}

#[test]
fn the_form_comes_with_the_focus_and_its_user_is_looked_up() {
    let mut state = opened(true);
    let effects = state.update(Msg::Enrollment(1, Ok(draft("alice", false).into())));
    assert_eq!(effects[0], Effect::Go(Place::Username));
    assert!(matches!(&effects[1], Effect::Check(_, name) if name == "alice"));
    assert_eq!(*state.form.draft(), draft("alice", false));
    assert!(!state.is_changed());
    let mut other = opened(true);
    other.takes_focus = false;
    let effects = other.update(Msg::Enrollment(1, Ok(draft("", true).into())));
    assert_eq!(effects, vec![], "an admin who is at another section stays there");
}

#[test]
fn failing_facts_do_not_keep_the_form_away() {
    let mut state = opened(true);
    let policy = UsernamePolicy::default;
    let failed = || HostError::of(Kind::NotFound);
    state.update(Msg::HostAnswer(1, HostAnswer::Profiles(Err(failed())), policy()));
    state.update(Msg::HostAnswer(1, HostAnswer::Readiness(Err(failed())), policy()));
    state.update(Msg::HostAnswer(1, HostAnswer::Device(Box::new(Err(failed()))), policy()));
    state.update(Msg::Enrollment(1, Ok(draft("", true).into())));
    assert!(state.editable());
    assert!(state.pending().is_empty());
}

#[test]
fn a_failed_load_can_be_tried_again_and_the_late_answer_is_dropped() {
    let mut state = opened(true);
    state.update(Msg::Enrollment(1, Err(HostError::of(Kind::Session))));
    assert_eq!(state.phase, Phase::Failed(HostError::of(Kind::Session)));
    assert_eq!(state.update(Msg::Retry), vec![Effect::ReadEnrollment(2)]);
    state.update(Msg::Enrollment(1, Ok(draft("old", false).into())));
    assert_eq!(state.phase, Phase::Loading);
    state.update(Msg::Enrollment(2, Ok(draft("new", false).into())));
    assert_eq!(state.form.draft().username, "new");
}

#[test]
fn a_record_without_a_flag_is_to_be_saved_and_is_not_judged_by_what_the_form_shows() {
    let half = EnrollmentRecord { agent_required: None, ..draft("alice", false).into() };
    let mut state = opened(true);
    state.update(Msg::Enrollment(1, Ok(half)));
    assert!(state.has_to_save() && !state.is_changed());
    assert_eq!(state.draft(), None);
    let mut empty = opened(true);
    empty.update(Msg::Enrollment(1, Ok(EnrollmentRecord::default())));
    assert!(!empty.has_to_save(), "a form that says nothing has nothing to save");
}

#[test]
fn a_name_that_is_being_typed_is_not_called_wrong() {
    let mut state = loaded(draft("", false));
    for name in ["al", "ali", "alice@carbon.super"] {
        let effects = state.update(Msg::Type(name.to_owned()));
        if let Some(Effect::SearchSoon(search)) = effects.first() {
            state.update(Msg::Found(*search, Ok(users(&["alice", "alina"]))));
        }
        assert_eq!(codes(&state), [""; 0], "{name}");
    }
    state.update(Msg::Leave);
    assert_eq!(codes(&state)[0], "username.tenant-domain");
    state.update(Msg::Type("alic".to_owned()));
    assert_eq!(codes(&state), [""; 0], "a key withdraws it");
}

#[test]
fn a_viewer_reads_and_changes_nothing() {
    let mut state = opened(false);
    state.update(Msg::Enrollment(1, Ok(draft("alice", false).into())));
    for msg in [Msg::Type("bob".to_owned()), Msg::Login(true), Msg::Agent(true), Msg::Save] {
        assert_eq!(state.update(msg), vec![]);
    }
    assert_eq!(*state.form.draft(), draft("alice", false));
    assert_eq!(state.update(Msg::Exit(Exit::Close)), vec![Effect::Close(CloseReason::Cancelled)]);
}

#[test]
fn typing_pauses_before_it_asks_and_late_pauses_are_dropped() {
    let mut state = typed("ali");
    let effects = state.update(Msg::Type("alic".to_owned()));
    let [Effect::SearchSoon(search), Effect::CheckSoon(check)] = effects.as_slice() else {
        panic!("two pauses, not {effects:?}")
    };
    assert_eq!(state.update(Msg::SearchNow(search - 1)), vec![]);
    assert_eq!(state.update(Msg::CheckNow(check - 1)), vec![]);
    assert_eq!(
        state.update(Msg::SearchNow(*search)),
        vec![Effect::Search(*search, "alic".to_owned())]
    );
    assert_eq!(state.update(Msg::CheckNow(*check)), vec![Effect::Check(*check, "alic".to_owned())]);
}

#[test]
fn a_name_that_cannot_be_sent_is_not_looked_up() {
    let mut state = loaded(draft("", false));
    let effects = state.update(Msg::Type("bob@carbon.super".to_owned()));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::CheckSoon(_))));
}

#[test]
fn keys_walk_the_list_and_enter_takes_a_user_or_saves() {
    let mut state = loaded(draft("", false));
    let effects = state.update(Msg::Type("bob".to_owned()));
    let Effect::SearchSoon(search) = effects[0] else { panic!("{effects:?}") };
    state.update(Msg::Found(search, Ok(users(&["bob", "bobby"]))));
    assert!(state.people.offer.open);
    state.update(Msg::Key(Key::Down));
    state.update(Msg::Key(Key::Down));
    let effects = state.update(Msg::Key(Key::Enter));
    assert_eq!(state.form.draft().username, "bobby");
    assert!(!state.people.offer.open);
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::Check(_, name) if name == "bobby"))
    );
    assert!(matches!(&state.update(Msg::Key(Key::Enter))[..], [Effect::Save(..)]));
}

#[test]
fn escape_closes_only_the_list() {
    let mut state = loaded(draft("", false));
    let effects = state.update(Msg::Type("bob".to_owned()));
    let Effect::SearchSoon(search) = effects[0] else { panic!("{effects:?}") };
    state.update(Msg::Found(search, Ok(users(&["bobby"]))));
    assert_eq!(state.update(Msg::Key(Key::Escape)), vec![]);
    assert!(!state.people.offer.open && state.leaving.is_none());
    assert_eq!(state.form.draft().username, "bob");
}

#[test]
fn a_list_with_nothing_but_what_is_typed_stays_shut() {
    let mut state = loaded(draft("", false));
    let effects = state.update(Msg::Type("bob".to_owned()));
    let Effect::SearchSoon(search) = effects[0] else { panic!("{effects:?}") };
    state.update(Msg::Found(search, Ok(users(&["bob"]))));
    assert!(!state.people.offer.open);
}

#[test]
fn an_existing_user_is_good_and_a_missing_one_a_warning_with_near_names() {
    let mut state = loaded(draft("", false));
    let check = check_soon(&state.update(Msg::Type("frnak".to_owned())));
    state.update(Msg::CheckNow(check));
    let effects = state.update(Msg::Checked(check, Ok(false), 5.0));
    let [Effect::SearchNear(near, prefix, name)] = effects.as_slice() else {
        panic!("near names are searched, not {effects:?}")
    };
    assert_eq!((prefix.as_str(), name.as_str()), ("fr", "frnak"));
    state.update(Msg::FoundNear(*near, name.clone(), Ok(users(&["frank", "frederic"]))));
    assert_eq!(codes(&state), [""; 0], "the name may still grow");
    state.update(Msg::Leave);
    assert_eq!(codes(&state), ["enrollment.user.missing", "enrollment.user.near.frank"]);
    let effects = state.update(Msg::Repair(Repair::Use("frank".to_owned())));
    let [Effect::Go(Place::Username), Effect::Check(check, _)] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    state.update(Msg::Checked(*check, Ok(true), 6.0));
    assert_eq!(codes(&state), ["enrollment.user.exists"]);
}

#[test]
fn a_missing_user_does_not_keep_from_saving() {
    let mut state = loaded(draft("", false));
    let check = check_soon(&state.update(Msg::Type("frnak".to_owned())));
    state.update(Msg::Checked(check, Ok(false), 5.0));
    save(&mut state);
}

#[test]
fn without_the_directory_the_field_is_free_text_with_a_quiet_hint() {
    let mut state = loaded(draft("", false));
    let effects = state.update(Msg::Type("bob".to_owned()));
    let [Effect::SearchSoon(search), Effect::CheckSoon(check)] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    state.update(Msg::Found(*search, Err(HostError::of(Kind::Permission))));
    state.update(Msg::Checked(*check, Err(HostError::of(Kind::Permission)), 1.0));
    let hint = state.remarks();
    assert_eq!(codes(&state), ["enrollment.user.unverified"]);
    assert_eq!(hint[0].kind, NoteKind::Hint);
    assert_eq!(state.update(Msg::Type("bobb".to_owned())), vec![]);
    save(&mut state);
}

#[test]
fn the_switch_keeps_the_name_and_moves_the_focus() {
    let mut state = loaded(draft("", true));
    state.update(Msg::Type("alice".to_owned()));
    assert_eq!(*state.form.draft(), draft("alice", false));
    assert_eq!(codes(&state), ["enrollment.switched"]);
    assert_eq!(state.update(Msg::Repair(Repair::KeepLogin)), vec![Effect::Go(Place::Login)]);
    assert_eq!(*state.form.draft(), draft("", true));
    assert_eq!(state.form.shown_username(), "alice");
    let mut both = loaded(draft("bob", true));
    let effects = both.update(Msg::Repair(Repair::KeepUser));
    assert_eq!(effects[0], Effect::Go(Place::Username));
    assert!(matches!(&effects[1], Effect::Check(_, name) if name == "bob"));
    assert_eq!(*both.form.draft(), draft("bob", false));
}

#[test]
fn the_policy_that_comes_with_the_readiness_counts() {
    let mut state = loaded(draft("bob@corp.com", false));
    assert_eq!(codes(&state)[0], "username.tenant-domain");
    let policy = UsernamePolicy { email_usernames: true, ..UsernamePolicy::default() };
    let part = HostAnswer::Readiness(Err(HostError::of(Kind::NotFound)));
    let effects = state.update(Msg::HostAnswer(1, part, policy));
    assert!(matches!(&effects[..], [Effect::Check(_, name)] if name == "bob@corp.com"));
    assert!(codes(&state).is_empty());
}

#[test]
fn the_checklist_is_judged_on_the_form_as_it_stands() {
    let record = Device { serial: "A".to_owned(), ..Device::default() };
    let answers = AdminAnswers::default();
    let mut state = State::new(Some(record), answers, UsernamePolicy::default(), true).0;
    state.update(Msg::Enrollment(1, Ok(draft("", false).into())));
    let part = HostAnswer::Profiles(Ok(Dated {
        value: ProfileIndex::new(vec![Profile::default()]),
        at: 1.0,
    }));
    state.update(Msg::HostAnswer(1, part, UsernamePolicy::default()));
    state.update(Msg::Login(true));
    let facts = state.facts(2.0).expect("a record is known");
    assert_eq!(facts.draft, Some(draft("", true)));
}

#[test]
fn a_record_that_the_owner_has_already_is_no_news() {
    let known = Device { serial: "A".to_owned(), ..Device::default() };
    let answers = AdminAnswers::default();
    let policy = UsernamePolicy::default();
    let mut state = State::new(Some(known.clone()), answers, policy.clone(), true).0;
    let mut read = |value: Device| {
        let part = HostAnswer::Device(Box::new(Ok(Dated { value, at: 1.0 })));
        let effects = state.update(Msg::HostAnswer(1, part, policy.clone()));
        effects.iter().any(|effect| matches!(effect, Effect::Tell(News::Record(_))))
    };
    assert!(!read(known.clone()), "the owner has it");
    assert!(read(Device { color: "SILVER".to_owned(), ..known.clone() }), "it has changed");
    assert!(read(known), "it has changed back");
    assert_eq!(state.reads.device.at, Some(1.0), "its age is new all the same");
}

#[test]
fn fixes_lead_to_fields_and_a_changed_profile_is_read_again() {
    let mut state = loaded(draft("", false));
    assert_eq!(state.update(Msg::Fix(Fix::EditUser)), vec![Effect::Go(Place::Username)]);
    assert_eq!(state.update(Msg::Fix(Fix::EditAgent)), vec![Effect::Go(Place::Agent)]);
    let device = Device { serial: "A".to_owned(), ..Device::default() };
    let report = Report {
        change: Change::Remove,
        removed: false,
        answer: Ok(None),
        record: Ok(device.clone()),
    };
    let effects = state.update(Msg::News(News::Profile(Rc::new(report)), 3.0));
    assert!(matches!(effects[0], Effect::Read(_, HostQuestion::Device)));
    assert_eq!(state.reads.device.value, Some(device));
}

#[test]
fn reading_again_looks_the_user_up_again() {
    let mut state = loaded(draft("alice", false));
    let effects = state.update(Msg::Fix(Fix::Refresh));
    assert!(effects.contains(&Effect::Read(2, HostQuestion::Profiles(Freshness::Fresh))));
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::Check(_, name) if name == "alice"))
    );
}
