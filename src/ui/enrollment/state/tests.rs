//! Every way through the dialog, without a browser.

use super::*;
use host::{ErrorItem, Profile};
use rules::User;
use std::rc::Rc;

fn draft(username: &str, login_required: bool) -> Draft {
    Draft { username: username.to_owned(), login_required, agent_required: false }
}

fn opened(can_edit: bool) -> State {
    State::new(None, Said::default(), UsernamePolicy::default(), can_edit).0
}

/// A dialog in which these fields are loaded and their user is looked up.
fn loaded(stored: Draft) -> State {
    let mut state = opened(true);
    state.update(Msg::Enrollment(1, Ok(stored)));
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

fn refused(codes: &[&str]) -> HostError {
    let item = |code: &&str| ErrorItem { code: (*code).to_owned(), message: format!("{code}!") };
    HostError { items: codes.iter().map(item).collect(), ..HostError::of(Kind::Refused) }
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
    let (state, effects) = State::new(None, Said::default(), UsernamePolicy::default(), true);
    assert_eq!(state.phase, Phase::Loading);
    assert_eq!(
        effects,
        vec![
            Effect::ReadEnrollment(1),
            Effect::Read(1, Ask::Device),
            Effect::Read(1, Ask::Profiles(Freshness::Cached)),
            Effect::Read(1, Ask::Readiness(Freshness::Cached)),
        ]
    );
}

#[test]
fn the_form_comes_with_the_focus_and_its_user_is_looked_up() {
    let mut state = opened(true);
    let effects = state.update(Msg::Enrollment(1, Ok(draft("alice", false))));
    assert_eq!(effects[0], Effect::Go(Place::Username));
    assert!(matches!(&effects[1], Effect::Check(_, name) if name == "alice"));
    assert_eq!(state.form.draft, draft("alice", false));
    assert!(!state.is_changed());
}

#[test]
fn failing_facts_do_not_keep_the_form_away() {
    let mut state = opened(true);
    let policy = UsernamePolicy::default;
    let failed = || HostError::of(Kind::NotFound);
    state.update(Msg::Part(1, Part::Profiles(Err(failed())), policy()));
    state.update(Msg::Part(1, Part::Readiness(Err(failed())), policy()));
    state.update(Msg::Part(1, Part::Device(Err(failed())), policy()));
    state.update(Msg::Enrollment(1, Ok(draft("", true))));
    assert!(state.editable());
    assert!(state.pending().is_empty());
}

#[test]
fn a_failed_load_can_be_tried_again_and_the_late_answer_is_dropped() {
    let mut state = opened(true);
    state.update(Msg::Enrollment(1, Err(HostError::of(Kind::Session))));
    assert_eq!(state.phase, Phase::Failed(HostError::of(Kind::Session)));
    assert_eq!(state.update(Msg::Retry), vec![Effect::ReadEnrollment(2)]);
    state.update(Msg::Enrollment(1, Ok(draft("old", false))));
    assert_eq!(state.phase, Phase::Loading);
    state.update(Msg::Enrollment(2, Ok(draft("new", false))));
    assert_eq!(state.form.draft.username, "new");
}

#[test]
fn an_invalid_form_is_not_sent_and_the_focus_goes_to_the_field() {
    let mut state = loaded(draft("", false));
    assert_eq!(codes(&state), ["enrollment.undecided"]);
    assert_eq!(state.update(Msg::Save), vec![Effect::Go(Place::Username)]);
    assert_eq!(codes(&state), ["enrollment.neither"]);
    assert!(state.editable());
}

#[test]
fn saving_is_one_request_that_expects_what_was_loaded() {
    let mut state = loaded(draft("", false));
    state.update(Msg::Type(" alice ".to_owned()));
    state.update(Msg::Agent(true));
    let effects = state.update(Msg::Save);
    let [Effect::Save(_, enrollment, expected)] = effects.as_slice() else {
        panic!("one request, not {effects:?}")
    };
    assert!(matches!(&enrollment.user, User::Preassigned(name) if name.as_str() == "alice"));
    assert!(enrollment.agent_required);
    assert_eq!(expected, &draft("", false));
}

#[test]
fn while_saving_nothing_can_be_changed_or_saved_again() {
    let mut state = typed("alice");
    save(&mut state);
    for msg in
        [Msg::Save, Msg::Type("bob".to_owned()), Msg::Login(true), Msg::Agent(true), Msg::Choose(0)]
    {
        assert_eq!(state.update(msg), vec![]);
    }
    assert_eq!(state.form.draft, draft("alice", false));
}

#[test]
fn a_confirmed_save_is_told_and_closes() {
    let mut state = typed("alice");
    let generation = save(&mut state);
    assert_eq!(
        state.update(Msg::Stored(generation, Ok(draft("alice", false)))),
        vec![Effect::TellSaved(draft("alice", false)), Effect::Close(Closed::Saved)]
    );
    // The host page may have kept the dialog open.
    assert!(state.editable() && !state.is_changed());
    assert_eq!(state.update(Msg::Close), vec![Effect::Close(Closed::Saved)]);
}

#[test]
fn every_failure_keeps_every_character_and_can_be_saved_again() {
    for kind in [
        Kind::Session,
        Kind::Permission,
        Kind::NotFound,
        Kind::Throttled,
        Kind::Unreachable,
        Kind::Timeout,
        Kind::Server,
        Kind::Unreadable,
        Kind::Refused,
    ] {
        let mut state = typed("  alice");
        let generation = save(&mut state);
        let effects = state.update(Msg::Stored(generation, Err(HostError::of(kind))));
        assert_eq!(effects, vec![Effect::Go(Place::Trouble)], "{kind:?}");
        assert_eq!(state.form.draft, draft("  alice", false), "{kind:?}");
        assert_eq!(state.error.as_ref().map(|error| error.kind), Some(kind));
        let again = state.update(Msg::Save);
        assert!(
            matches!(&again[..], [Effect::Save(_, _, expected)] if *expected == draft("", false))
        );
        assert_eq!(state.error, None);
    }
}

#[test]
fn only_an_unanswered_save_is_in_doubt() {
    for (kind, in_doubt) in
        [(Kind::Timeout, true), (Kind::Unreachable, true), (Kind::Server, false)]
    {
        let mut state = typed("alice");
        let generation = save(&mut state);
        state.update(Msg::Stored(generation, Err(HostError::of(kind))));
        assert_eq!(state.in_doubt(), in_doubt, "{kind:?}");
    }
}

#[test]
fn what_the_host_refuses_stands_at_the_field() {
    let mut state = typed("nobody");
    let generation = save(&mut state);
    let answer = Err(refused(&["USERNAME_UNKNOWN", "MOON_PHASE"]));
    let effects = state.update(Msg::Stored(generation, answer));
    assert_eq!(effects, vec![Effect::Go(Place::Username)]);
    assert_eq!(codes(&state)[0], "enrollment.refused.username-unknown");
    // What no field is known for is said with the failure.
    assert_eq!(state.error.as_ref().map(|error| error.message.as_str()), Some("MOON_PHASE!"));
    state.update(Msg::Type("alice".to_owned()));
    assert!(state.form.refused.is_empty());
}

#[test]
fn a_conflict_reads_the_hosts_version_and_shows_both() {
    let mut state = typed("alice");
    let generation = save(&mut state);
    let effects = state.update(Msg::Stored(generation, Err(HostError::of(Kind::Conflict))));
    let [Effect::Reread(generation)] = effects.as_slice() else { panic!("{effects:?}") };
    state.update(Msg::Reread(*generation, Ok(draft("", true))));
    assert_eq!(state.conflict, Some(draft("", true)));
    assert_eq!(state.form.draft, draft("alice", false));
    // Save does not decide the conflict by the way.
    assert_eq!(state.update(Msg::Save), vec![Effect::Go(Place::Trouble)]);
}

fn in_conflict() -> State {
    let mut state = typed("alice");
    let generation = save(&mut state);
    state.update(Msg::Stored(generation, Err(HostError::of(Kind::Conflict))));
    state.update(Msg::Reread(generation + 1, Ok(draft("", true))));
    state
}

#[test]
fn keeping_mine_expects_the_version_just_read() {
    let mut state = in_conflict();
    let effects = state.update(Msg::KeepMine);
    let [Effect::Save(_, _, expected)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(expected, &draft("", true));
    assert_eq!(state.conflict, None);
}

#[test]
fn using_theirs_drops_mine_and_saves_nothing() {
    let mut state = in_conflict();
    assert_eq!(state.update(Msg::UseTheirs), vec![Effect::Go(Place::Username)]);
    assert_eq!(state.form.draft, draft("", true));
    assert!(!state.is_changed());
    assert_eq!(state.update(Msg::Close), vec![Effect::Close(Closed::Cancelled)]);
}

#[test]
fn a_conflict_with_our_own_values_is_a_success() {
    let mut state = typed("alice");
    let generation = save(&mut state);
    state.update(Msg::Stored(generation, Err(HostError::of(Kind::Timeout))));
    let generation = save(&mut state);
    state.update(Msg::Stored(generation, Err(HostError::of(Kind::Conflict))));
    let effects = state.update(Msg::Reread(generation + 1, Ok(draft("alice", false))));
    assert_eq!(
        effects,
        vec![Effect::TellSaved(draft("alice", false)), Effect::Close(Closed::Saved)]
    );
}

#[test]
fn a_conflict_whose_other_side_cannot_be_read_is_a_failure() {
    let mut state = typed("alice");
    let generation = save(&mut state);
    state.update(Msg::Stored(generation, Err(HostError::of(Kind::Conflict))));
    state.update(Msg::Reread(generation + 1, Err(HostError::of(Kind::Server))));
    assert!(state.editable() && state.conflict.is_none());
    assert_eq!(state.error.as_ref().map(|error| error.kind), Some(Kind::Server));
    assert_eq!(state.form.draft, draft("alice", false));
}

#[test]
fn a_late_answer_to_an_earlier_save_is_dropped() {
    let mut state = typed("alice");
    let late = save(&mut state);
    state.update(Msg::Stored(late, Err(HostError::of(Kind::Timeout))));
    save(&mut state);
    assert_eq!(state.update(Msg::Stored(late, Ok(draft("alice", false)))), vec![]);
    assert_eq!(state.phase, Phase::Saving);
}

#[test]
fn leaving_with_changes_asks_and_without_does_not() {
    let mut state = loaded(draft("alice", false));
    assert_eq!(state.update(Msg::Close), vec![Effect::Close(Closed::Cancelled)]);
    state.update(Msg::Login(true));
    assert_eq!(state.update(Msg::Close), vec![]);
    assert!(state.asking);
    state.update(Msg::KeepEditing);
    assert!(!state.asking);
    state.update(Msg::Close);
    assert_eq!(state.update(Msg::Discard), vec![Effect::Close(Closed::Cancelled)]);
}

#[test]
fn leaving_during_a_save_asks() {
    let mut state = typed("alice");
    save(&mut state);
    assert_eq!(state.update(Msg::Close), vec![]);
    assert!(state.asking);
}

#[test]
fn a_viewer_reads_and_changes_nothing() {
    let mut state = opened(false);
    state.update(Msg::Enrollment(1, Ok(draft("alice", false))));
    for msg in [Msg::Type("bob".to_owned()), Msg::Login(true), Msg::Agent(true), Msg::Save] {
        assert_eq!(state.update(msg), vec![]);
    }
    assert_eq!(state.form.draft, draft("alice", false));
    assert_eq!(state.update(Msg::Close), vec![Effect::Close(Closed::Cancelled)]);
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
    assert!(state.people.open);
    state.update(Msg::Key(Key::Down));
    state.update(Msg::Key(Key::Down));
    let effects = state.update(Msg::Key(Key::Enter));
    assert_eq!(state.form.draft.username, "bobby");
    assert!(!state.people.open);
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
    assert!(!state.people.open && !state.asking);
    assert_eq!(state.form.draft.username, "bob");
}

#[test]
fn a_list_with_nothing_but_what_is_typed_stays_shut() {
    let mut state = loaded(draft("", false));
    let effects = state.update(Msg::Type("bob".to_owned()));
    let Effect::SearchSoon(search) = effects[0] else { panic!("{effects:?}") };
    state.update(Msg::Found(search, Ok(users(&["bob"]))));
    assert!(!state.people.open);
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
    let effects = state.update(Msg::Repair(Repair::AssignUser));
    assert_eq!(effects[0], Effect::Go(Place::Username));
    assert!(matches!(&effects[1], Effect::Check(_, name) if name == "alice"));
    assert_eq!(state.form.draft, draft("alice", false));
    assert_eq!(state.update(Msg::Repair(Repair::RequireLogin)), vec![Effect::Go(Place::Login)]);
    assert_eq!(state.form.draft, draft("", true));
    assert_eq!(state.form.aside.as_deref(), Some("alice"));
}

#[test]
fn the_policy_that_comes_with_the_readiness_counts() {
    let mut state = loaded(draft("bob@corp.com", false));
    assert_eq!(codes(&state)[0], "username.tenant-domain");
    let policy = UsernamePolicy { email_usernames: true, ..UsernamePolicy::default() };
    let part = Part::Readiness(Err(HostError::of(Kind::NotFound)));
    let effects = state.update(Msg::Part(1, part, policy));
    assert!(matches!(&effects[..], [Effect::Check(_, name)] if name == "bob@corp.com"));
    assert!(codes(&state).is_empty());
}

#[test]
fn the_checklist_is_judged_on_the_form_as_it_stands() {
    let record = Device { serial: "A".to_owned(), ..Device::default() };
    let said = Said::default();
    let mut state = State::new(Some(record), said, UsernamePolicy::default(), true).0;
    state.update(Msg::Enrollment(1, Ok(draft("", false))));
    let part = Part::Profiles(Ok(Dated { value: Rc::new(vec![Profile::default()]), at: 1.0 }));
    state.update(Msg::Part(1, part, UsernamePolicy::default()));
    state.update(Msg::Login(true));
    let facts = state.facts(2.0).expect("a record is known");
    assert_eq!(facts.draft, Some(draft("", true)));
}

#[test]
fn fixes_lead_to_fields_and_to_the_assign_dialog() {
    let mut state = loaded(draft("", false));
    assert_eq!(state.update(Msg::Fix(Fix::EditUser)), vec![Effect::Go(Place::Username)]);
    assert_eq!(state.update(Msg::Fix(Fix::EditAgent)), vec![Effect::Go(Place::Agent)]);
    state.update(Msg::Fix(Fix::AssignProfile));
    assert_eq!(state.assigning, Some(false));
    state.update(Msg::Fix(Fix::Reassign));
    assert_eq!(state.assigning, Some(true));
    let device = Device { serial: "A".to_owned(), ..Device::default() };
    let effects = state.update(Msg::Assigned(device.clone(), 3.0));
    assert_eq!(effects[0], Effect::TellDevice(device));
    state.update(Msg::AssignClosed);
    assert_eq!(state.assigning, None);
}

#[test]
fn reading_again_looks_the_user_up_again() {
    let mut state = loaded(draft("alice", false));
    let effects = state.update(Msg::Fix(Fix::Refresh));
    assert!(effects.contains(&Effect::Read(2, Ask::Profiles(Freshness::Fresh))));
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::Check(_, name) if name == "alice"))
    );
}
