//! Saving, and every answer to it.

use super::*;
use crate::enrollment::state::saving::shows;
use crate::news::News;
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
        Some(Trouble::Failed { error, .. }) => Some(error),
        _ => None,
    }
}

/// The first decision about the device, alice, is told.
fn told_saved() -> Effect {
    Effect::TellSaved(draft("", false).into(), draft("alice", false))
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
        vec![told_saved(), Effect::Close(CloseReason::Saved)]
    );
    // The host page may have kept the dialog open.
    assert!(state.editable() && !state.is_changed());
    assert_eq!(state.update(Msg::Exit(Exit::Close)), vec![Effect::Close(CloseReason::Saved)]);
}

/// A failure that proves that nothing was carried out.
const REFUSALS: [Kind; 8] = [
    Kind::Session,
    Kind::Permission,
    Kind::AppleTerms,
    Kind::AppleToken,
    Kind::Absent,
    Kind::NotFound,
    Kind::Throttled,
    Kind::Refused,
];

/// A failure that says nothing about what the host has stored.
const SILENCES: [Kind; 4] = [Kind::Unreachable, Kind::Timeout, Kind::Server, Kind::Unreadable];

#[test]
fn every_failure_keeps_every_character_and_can_be_saved_again() {
    for kind in REFUSALS {
        let mut state = typed("  alice");
        let generation = save(&mut state);
        let effects = state.update(Msg::Stored(generation, refusal(kind)));
        assert_eq!(effects, vec![Effect::Go(Place::Trouble)], "{kind:?}");
        assert_eq!(*state.form.draft(), draft("  alice", false), "{kind:?}");
        assert_eq!(failure(&state).map(|error| error.kind), Some(kind));
        assert!(!state.in_doubt(), "{kind:?}");
        let again = state.update(Msg::Save);
        assert!(
            matches!(&again[..], [Effect::Save(_, _, expected)] if *expected == draft("", false).into())
        );
        assert_eq!(state.trouble, None);
    }
}

/// A save of "  alice" whose answer said nothing, with the generation of the reading that follows.
fn unanswered(error: HostError) -> (State, u32) {
    let mut state = typed("  alice");
    let generation = save(&mut state);
    let answer = Err(SaveError::NotAccepted(error));
    let effects = state.update(Msg::Stored(generation, answer));
    let [Effect::Reread(generation, Reason::Unanswered(_), _)] = effects.as_slice() else {
        panic!("the record is read, not {effects:?}")
    };
    (state, *generation)
}

fn reread(
    state: &mut State,
    generation: u32,
    answer: Result<EnrollmentRecord, HostError>,
) -> Vec<Effect> {
    let reason = Reason::Unanswered(HostError::of(Kind::Timeout));
    state.update(Msg::Reread(generation, reason, answer))
}

#[test]
fn a_save_whose_answer_was_lost_is_saved_when_the_record_shows_it() {
    for kind in SILENCES {
        let (mut state, generation) = unanswered(HostError::of(kind));
        assert_eq!(state.phase, Phase::Saving, "nothing may be changed meanwhile");
        let effects = reread(&mut state, generation, Ok(draft("alice", false).into()));
        let saved = told_saved();
        assert_eq!(effects, vec![saved, Effect::Close(CloseReason::Saved)], "{kind:?}");
    }
}

#[test]
fn a_save_whose_answer_was_lost_shows_what_somebody_else_stored() {
    let (mut state, generation) = unanswered(HostError::of(Kind::Server));
    let theirs = EnrollmentRecord::from(draft("carol", false));
    let effects = reread(&mut state, generation, Ok(theirs.clone()));
    assert_eq!(effects[1], Effect::Tell(News::Enrollment(theirs.clone())));
    assert_eq!(state.trouble, Some(Trouble::Differs(Reason::Conflict, theirs)));
}

#[test]
fn leaving_a_save_in_doubt_does_not_say_that_it_is_not_saved() {
    let gateway = HostError { status: Some(504), ..HostError::of(Kind::Server) };
    for (error, record, late) in [
        (HostError::of(Kind::Timeout), Ok(draft("", false).into()), true),
        (gateway, Ok(draft("", false).into()), true),
        (HostError::of(Kind::Server), Err(HostError::of(Kind::Server)), false),
        (HostError::of(Kind::Unreadable), Err(HostError::of(Kind::Session)), false),
    ] {
        let (mut state, generation) = unanswered(error.clone());
        state.update(Msg::Reread(generation, Reason::Unanswered(error), record));
        assert!(state.in_doubt());
        assert_eq!(*state.form.draft(), draft("  alice", false));
        let asked = vec![Effect::Go(Place::Stay)];
        assert_eq!(state.update(Msg::Exit(Exit::Close)), asked, "it is asked first");
        let doubt = Effect::Tell(News::InDoubt { late });
        let closed = Effect::Close(CloseReason::Cancelled);
        assert_eq!(state.update(Msg::Discard), vec![doubt, closed]);
    }
}

#[test]
fn a_refusal_of_a_second_save_does_not_take_the_doubt_about_the_first_one() {
    let (mut state, generation) = unanswered(HostError::of(Kind::Timeout));
    reread(&mut state, generation, Ok(draft("", false).into()));
    let generation = save(&mut state);
    state.update(Msg::Stored(generation, refusal(Kind::Permission)));
    assert!(state.in_doubt(), "the first one may still come");
    state.update(Msg::Exit(Exit::Close));
    let effects = state.update(Msg::Discard);
    assert_eq!(effects[0], Effect::Tell(News::InDoubt { late: true }));
}

#[test]
fn a_save_that_the_host_surely_did_not_store_is_not_in_doubt() {
    let (mut state, generation) = unanswered(HostError::of(Kind::Server));
    let error = HostError::of(Kind::Server);
    let unchanged = Ok(draft("", false).into());
    state.update(Msg::Reread(generation, Reason::Unanswered(error), unchanged));
    assert!(!state.in_doubt());
    assert_eq!(failure(&state).map(|error| error.kind), Some(Kind::Server));
}

#[test]
fn the_owner_learns_the_end_of_a_save_whose_dialog_is_gone() {
    let (sent, policy) = (enrollment(&draft("alice", false)), UsernamePolicy::default());
    let told = |answer| news_of(answer, &sent, &policy);
    assert_eq!(told(Ok(draft("alice", false).into())), [News::Saved(draft("alice", false))]);
    let other = EnrollmentRecord::from(draft("", false));
    let late = News::InDoubt { late: true };
    assert_eq!(told(Ok(other.clone())), [News::Enrollment(other), late.clone()]);
    for kind in REFUSALS {
        assert_eq!(told(refusal(kind)), [], "{kind:?}");
    }
    assert_eq!(told(refusal(Kind::Timeout)), std::slice::from_ref(&late));
    assert_eq!(told(refusal(Kind::Server)), [News::InDoubt { late: false }]);
    let unread = Err(SaveError::NotReadBack(HostError::of(Kind::Permission)));
    assert_eq!(told(unread), [late]);
}

#[test]
fn a_record_asked_for_before_a_save_does_not_bring_the_old_user_back() {
    let mut state = typed("alice");
    state.update(Msg::Fix(rules::checklist::Fix::Refresh));
    assert!(state.reads.device.asking);
    let generation = save(&mut state);
    let effects = state.update(Msg::Stored(generation, Ok(draft("alice", false).into())));
    assert!(effects.iter().any(|it| matches!(it, Effect::Read(_, HostQuestion::Device))));
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
    let [Effect::Reread(generation, Reason::Conflict, _)] = effects.as_slice() else {
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
    assert_eq!(state.update(Msg::Exit(Exit::Close)), vec![Effect::Close(CloseReason::Cancelled)]);
}

#[test]
fn a_conflict_with_our_own_values_is_a_success() {
    let (mut state, generation) = unanswered(HostError::of(Kind::Timeout));
    reread(&mut state, generation, Ok(draft("", false).into()));
    let generation = save(&mut state);
    state.update(Msg::Stored(generation, refusal(Kind::Conflict)));
    let ours = Ok(draft("alice", false).into());
    let effects = state.update(Msg::Reread(generation + 1, Reason::Conflict, ours));
    assert_eq!(effects, vec![told_saved(), Effect::Close(CloseReason::Saved)]);
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
    state.update(Msg::Stored(late, refusal(Kind::Throttled)));
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
    let told = Effect::Tell(News::Enrollment(record.clone()));
    assert_eq!(
        effects,
        [Effect::Go(Place::Trouble), told],
        "the choice is shown, and the list told"
    );
    let ends = |effect: &Effect| matches!(effect, Effect::TellSaved(..) | Effect::Close(_));
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
    let sent = enrollment(&draft("alice", false));
    assert_eq!(effects, vec![Effect::Reread(generation + 1, Reason::Accepted, sent)]);
    assert_eq!(state.update(Msg::CheckAgain), vec![], "one reading at a time");
    state.update(Msg::Reread(generation + 1, Reason::Accepted, Err(unread())));
    assert_eq!(state.trouble, Some(Trouble::NotReadBack(unread())));
    state.update(Msg::CheckAgain);
    let read = Ok(draft("alice", false).into());
    assert_eq!(
        state.update(Msg::Reread(generation + 2, Reason::Accepted, read)),
        vec![told_saved(), Effect::Close(CloseReason::Saved)]
    );
}

#[test]
fn text_typed_before_a_save_is_checked_again_is_no_conflict_and_not_lost() {
    let mut state = typed("alice");
    let generation = save(&mut state);
    state.update(Msg::Stored(generation, Err(SaveError::NotReadBack(HostError::of(Kind::Server)))));
    state.update(Msg::Type("carol".to_owned()));
    state.update(Msg::CheckAgain);
    let read = Ok(draft("alice", false).into());
    let effects = state.update(Msg::Reread(generation + 1, Reason::Accepted, read));
    assert_eq!(effects, [told_saved()], "the dialog stays open");
    assert_eq!(*state.form.draft(), draft("carol", false));
    assert_eq!(state.trouble, None);
    assert!(state.is_changed());
    let again = state.update(Msg::Save);
    assert!(
        matches!(&again[..], [Effect::Save(_, _, expected)] if *expected == draft("alice", false).into())
    );
}
