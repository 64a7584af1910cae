//! Saving, and every answer to it.

use super::*;
use host::error::ErrorItem;
use host::{EnrollmentRecord, SaveError};
use rules::User;

fn refused(codes: &[&str]) -> HostError {
    let item = |code: &&str| ErrorItem { code: (*code).to_owned(), message: format!("{code}!") };
    HostError { items: codes.iter().map(item).collect(), ..HostError::of(Kind::Refused) }
}

fn refusal(kind: Kind) -> Result<EnrollmentRecord, SaveError> {
    Err(SaveError::NotAccepted(HostError::of(kind)))
}

fn failure(state: &State) -> Option<&HostError> {
    match &state.trouble {
        Some(Trouble::Failed(error)) => Some(error),
        _ => None,
    }
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
    assert_eq!(expected, &draft("", false).into());
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
    assert_eq!(*state.form.draft(), draft("alice", false));
}

#[test]
fn a_confirmed_save_is_reported_and_closes_the_dialog() {
    let mut state = typed("alice");
    let generation = save(&mut state);
    assert_eq!(
        state.update(Msg::Stored(generation, Ok(draft("alice", false).into()))),
        vec![Effect::TellSaved(draft("alice", false)), Effect::Close(CloseReason::Saved)]
    );
    // The host page may have kept the dialog open.
    assert!(state.editable() && !state.is_changed());
    assert_eq!(state.update(Msg::Close), vec![Effect::Close(CloseReason::Saved)]);
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
        let effects = state.update(Msg::Stored(generation, refusal(kind)));
        assert_eq!(effects, vec![Effect::Go(Place::Trouble)], "{kind:?}");
        assert_eq!(*state.form.draft(), draft("  alice", false), "{kind:?}");
        assert_eq!(failure(&state).map(|error| error.kind), Some(kind));
        let again = state.update(Msg::Save);
        assert!(
            matches!(&again[..], [Effect::Save(_, _, expected)] if *expected == draft("", false).into())
        );
        assert_eq!(state.trouble, None);
    }
}

#[test]
fn only_an_unanswered_save_is_in_doubt() {
    for (kind, in_doubt) in
        [(Kind::Timeout, true), (Kind::Unreachable, true), (Kind::Server, false)]
    {
        let mut state = typed("alice");
        let generation = save(&mut state);
        state.update(Msg::Stored(generation, refusal(kind)));
        assert_eq!(state.in_doubt(), in_doubt, "{kind:?}");
    }
}

#[test]
fn a_refusal_of_the_host_is_shown_at_its_field() {
    let mut state = typed("nobody");
    let generation = save(&mut state);
    let answer = Err(SaveError::NotAccepted(refused(&["USERNAME_UNKNOWN", "MOON_PHASE"])));
    let effects = state.update(Msg::Stored(generation, answer));
    assert_eq!(effects, vec![Effect::Go(Place::Username)]);
    assert_eq!(codes(&state)[0], "enrollment.refused.username-unknown");
    // A refusal without a field of ours is shown with the failure.
    assert_eq!(failure(&state).map(|error| error.message.as_str()), Some("MOON_PHASE!"));
    state.update(Msg::Type("alice".to_owned()));
    assert!(state.form.refused.is_empty());
}

#[test]
fn a_conflict_reads_the_hosts_version_and_shows_both() {
    let mut state = typed("alice");
    let generation = save(&mut state);
    let effects = state.update(Msg::Stored(generation, refusal(Kind::Conflict)));
    let [Effect::Reread(generation, Reason::Conflict)] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    state.update(Msg::Reread(*generation, Reason::Conflict, Ok(draft("", true).into())));
    assert_eq!(state.differing(), Some(&draft("", true).into()));
    assert_eq!(*state.form.draft(), draft("alice", false));
    // Save does not decide the conflict by the way.
    assert_eq!(state.update(Msg::Save), vec![Effect::Go(Place::Trouble)]);
}

fn in_conflict() -> State {
    let mut state = typed("alice");
    let generation = save(&mut state);
    state.update(Msg::Stored(generation, refusal(Kind::Conflict)));
    state.update(Msg::Reread(generation + 1, Reason::Conflict, Ok(draft("", true).into())));
    state
}

#[test]
fn keeping_mine_expects_the_version_just_read() {
    let mut state = in_conflict();
    let effects = state.update(Msg::KeepMine);
    let [Effect::Save(_, _, expected)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(expected, &draft("", true).into());
    assert_eq!(state.trouble, None);
}

#[test]
fn using_theirs_drops_mine_and_saves_nothing() {
    let mut state = in_conflict();
    assert_eq!(state.update(Msg::UseTheirs), vec![Effect::Go(Place::Username)]);
    assert_eq!(*state.form.draft(), draft("", true));
    assert!(!state.is_changed());
    assert_eq!(state.update(Msg::Close), vec![Effect::Close(CloseReason::Cancelled)]);
}

#[test]
fn a_conflict_with_our_own_values_is_a_success() {
    let mut state = typed("alice");
    let generation = save(&mut state);
    state.update(Msg::Stored(generation, refusal(Kind::Timeout)));
    let generation = save(&mut state);
    state.update(Msg::Stored(generation, refusal(Kind::Conflict)));
    let effects = state.update(Msg::Reread(
        generation + 1,
        Reason::Conflict,
        Ok(draft("alice", false).into()),
    ));
    assert_eq!(
        effects,
        vec![Effect::TellSaved(draft("alice", false)), Effect::Close(CloseReason::Saved)]
    );
}

#[test]
fn a_conflict_whose_other_side_cannot_be_read_is_a_failure() {
    let mut state = typed("alice");
    let generation = save(&mut state);
    state.update(Msg::Stored(generation, refusal(Kind::Conflict)));
    state.update(Msg::Reread(generation + 1, Reason::Conflict, Err(HostError::of(Kind::Server))));
    assert!(state.editable() && state.differing().is_none());
    assert_eq!(failure(&state).map(|error| error.kind), Some(Kind::Server));
    assert_eq!(*state.form.draft(), draft("alice", false));
}

#[test]
fn a_late_answer_to_an_earlier_save_is_dropped() {
    let mut state = typed("alice");
    let late = save(&mut state);
    state.update(Msg::Stored(late, refusal(Kind::Timeout)));
    save(&mut state);
    assert_eq!(state.update(Msg::Stored(late, Ok(draft("alice", false).into()))), vec![]);
    assert_eq!(state.phase, Phase::Saving);
}

fn enrollment(draft: &Draft) -> rules::Enrollment {
    rules::enrollment::check(draft, &UsernamePolicy::default())
        .value
        .expect("the fields are a decision")
}

#[test]
fn a_record_that_lacks_a_flag_does_not_show_what_was_sent() {
    let policy = UsernamePolicy::default();
    let sent = enrollment(&draft("bob", false));
    let full = EnrollmentRecord::from(draft("bob", false));
    let shown = |record: EnrollmentRecord| shows(&record, &sent, &policy);
    assert!(shown(full.clone()));
    assert!(shown(EnrollmentRecord { username: Some("PRIMARY/bob".to_owned()), ..full.clone() }));
    assert!(!shown(EnrollmentRecord { agent_required: None, ..full.clone() }));
    assert!(!shown(EnrollmentRecord { login_required: None, ..full.clone() }));
    assert!(!shown(EnrollmentRecord { username: None, ..full.clone() }));
    assert!(!shown(EnrollmentRecord { username: Some("Bob".to_owned()), ..full.clone() }));
    assert!(!shown(EnrollmentRecord { agent_required: Some(true), ..full }));
    let login = EnrollmentRecord { username: None, ..draft("", true).into() };
    assert!(shows(&login, &enrollment(&draft("", true)), &policy), "hosts leave null fields out");
}

#[test]
fn a_host_that_stores_something_else_is_never_called_saved() {
    let mut state = typed(" alice ");
    let generation = save(&mut state);
    let record = EnrollmentRecord { username: Some("alice".to_owned()), ..Default::default() };
    let effects = state.update(Msg::Stored(generation, Ok(record.clone())));
    let [Effect::Go(Place::Trouble), Effect::Read(_, HostQuestion::Device), ..] =
        effects.as_slice()
    else {
        panic!("the choice is shown and the record is read for the list, not {effects:?}")
    };
    let ends = |effect: &Effect| matches!(effect, Effect::TellSaved(_) | Effect::Close(_));
    assert!(!effects.iter().any(ends), "nothing is reported as saved and nothing closes");
    assert_eq!(state.trouble, Some(Trouble::Differs(Reason::Accepted, record.clone())));
    assert!(!state.saved && state.editable());
    assert_eq!(*state.form.draft(), draft(" alice ", false));
    let again = state.update(Msg::KeepMine);
    assert!(matches!(&again[..], [Effect::Save(_, _, expected)] if *expected == record));
}

#[test]
fn a_save_that_cannot_be_read_back_is_checked_again_on_request() {
    let mut state = typed("alice");
    let generation = save(&mut state);
    let unread = || HostError::of(Kind::Server);
    let answer = Err(SaveError::NotReadBack(unread()));
    assert_eq!(state.update(Msg::Stored(generation, answer)), vec![Effect::Go(Place::Trouble)]);
    assert_eq!(state.trouble, Some(Trouble::NotReadBack(unread())));
    assert!(!state.saved && state.editable());
    assert_eq!(*state.form.draft(), draft("alice", false));
    let effects = state.update(Msg::CheckAgain);
    assert_eq!(effects, vec![Effect::Reread(generation + 1, Reason::Accepted)]);
    assert_eq!(state.update(Msg::CheckAgain), vec![], "one reading at a time");
    state.update(Msg::Reread(generation + 1, Reason::Accepted, Err(unread())));
    assert_eq!(state.trouble, Some(Trouble::NotReadBack(unread())));
    state.update(Msg::CheckAgain);
    let read = Ok(draft("alice", false).into());
    assert_eq!(
        state.update(Msg::Reread(generation + 2, Reason::Accepted, read)),
        vec![Effect::TellSaved(draft("alice", false)), Effect::Close(CloseReason::Saved)]
    );
}

#[test]
fn text_typed_before_a_save_is_checked_again_is_not_lost() {
    let mut state = typed("alice");
    let generation = save(&mut state);
    state.update(Msg::Stored(generation, Err(SaveError::NotReadBack(HostError::of(Kind::Server)))));
    state.update(Msg::Type("carol".to_owned()));
    state.update(Msg::CheckAgain);
    let read = Ok(draft("alice", false).into());
    state.update(Msg::Reread(generation + 1, Reason::Accepted, read));
    assert_eq!(*state.form.draft(), draft("carol", false));
    assert_eq!(state.differing(), Some(&draft("alice", false).into()));
}
