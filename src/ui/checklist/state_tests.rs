//! Every way through the stand-alone checklist, without a browser.

use super::*;
use crate::assign::job::{Change, Report};
use crate::profile_index::ProfileIndex;
use host::Readiness;
use rules::checklist::Existence;
use std::rc::Rc;

fn device(serial: &str) -> Device {
    Device { serial: serial.to_owned(), ..Device::default() }
}

fn user(name: &str) -> Draft {
    Draft { username: name.to_owned(), ..Draft::default() }
}

fn fresh() -> State {
    State::new(None, AdminAnswers::default(), UsernamePolicy::default()).0
}

fn generation(effects: &[Effect]) -> u32 {
    let read = effects.iter().find_map(|effect| match effect {
        Effect::ReadEnrollment(generation) => Some(*generation),
        _ => None,
    });
    read.expect("the enrollment is read")
}

#[test]
fn everything_is_read_at_once() {
    let (_, effects) = State::new(None, AdminAnswers::default(), UsernamePolicy::default());
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
fn the_user_of_the_stored_enrollment_is_looked_up_once() {
    let mut state = fresh();
    let effects = state.update(Msg::Enrollment(1, Ok(user("alice").into())));
    let [Effect::Check(generation, name)] = effects.as_slice() else {
        panic!("one look-up, not {effects:?}")
    };
    assert_eq!(name, "alice");
    let same = HostAnswer::Readiness(Err(HostError::of(Kind::NotFound)));
    assert_eq!(state.update(Msg::HostAnswer(1, same, UsernamePolicy::default())), vec![]);
    state.update(Msg::Checked(*generation, Ok(true), 7.0));
    assert_eq!(state.directory.existence(), (Existence::Exists, Some(7.0)));
}

#[test]
fn a_late_enrollment_answer_is_dropped() {
    let mut state = fresh();
    let again = generation(&state.update(Msg::Refresh));
    state.update(Msg::Enrollment(again - 1, Ok(user("old").into())));
    assert!(state.enrollment.is_loading());
    state.update(Msg::Enrollment(again, Ok(user("new").into())));
    assert_eq!(state.draft(), Some(user("new")));
}

#[test]
fn a_failed_enrollment_read_falls_back_to_the_device_record() {
    let mut state = fresh();
    let record = Device { enrollment: user("alice").into(), ..device("A") };
    let part = HostAnswer::Device(Box::new(Ok(Dated { value: record.clone(), at: 1.0 })));
    let effects = state.update(Msg::HostAnswer(1, part, UsernamePolicy::default()));
    assert_eq!(effects, vec![Effect::Tell(News::Record(Box::new(record)))]);
    assert_eq!(state.draft(), None);
    state.update(Msg::Enrollment(1, Err(HostError::of(Kind::NotFound))));
    assert_eq!(state.draft(), Some(user("alice")));
    assert_eq!(state.failure().map(|error| error.kind), Some(Kind::NotFound));
}

#[test]
fn each_fix_opens_its_dialog() {
    let mut state = fresh();
    for (fix, overlay) in [
        (Fix::AssignProfile, Overlay::Assign { reassign: false }),
        (Fix::Reassign, Overlay::Assign { reassign: true }),
        (Fix::EditUser, Overlay::Enrollment),
        (Fix::EditAgent, Overlay::Enrollment),
    ] {
        assert_eq!(state.update(Msg::Fix(fix)), vec![]);
        assert_eq!(state.overlay, Some(overlay));
    }
}

#[test]
fn refreshing_asks_for_everything_anew() {
    let mut state = fresh();
    state.update(Msg::Enrollment(1, Ok(user("alice").into())));
    let effects = state.update(Msg::Fix(Fix::Refresh));
    assert!(effects.contains(&Effect::Read(2, HostQuestion::Profiles(Freshness::Fresh))));
    assert!(effects.contains(&Effect::Read(2, HostQuestion::Readiness(Freshness::Fresh))));
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::Check(_, name) if name == "alice"))
    );
    // The older values stay on the screen meanwhile.
    assert_eq!(state.draft(), Some(user("alice")));
}

#[test]
fn an_assignment_is_shown_and_read_again() {
    let mut state = fresh();
    let report = Report {
        change: Change::Remove,
        removed: false,
        answer: Ok(None),
        record: Ok(device("A")),
    };
    let effects = state.update(Msg::News(News::Profile(Rc::new(report)), 9.0));
    assert!(effects.contains(&Effect::Read(2, HostQuestion::Device)));
    assert_eq!(state.reads.device.at, Some(9.0));
}

#[test]
fn an_enrollment_saved_in_the_overlay_wins_over_an_older_answer() {
    let mut state = fresh();
    let effects = state.update(Msg::News(News::Saved(user("carol")), 9.0));
    let asks = |wanted: &Effect| effects.contains(wanted);
    assert!(asks(&Effect::Check(1, "carol".to_owned())), "{effects:?}");
    let again = Effect::Read(2, HostQuestion::Device);
    assert!(asks(&again), "a record under way would tell the owner the old user: {effects:?}");
    state.update(Msg::Enrollment(1, Ok(user("old").into())));
    assert_eq!(state.draft(), Some(user("carol")));
}

#[test]
fn admin_answers_are_persisted_and_those_given_elsewhere_are_taken() {
    let mut state = fresh();
    let effects = state.update(Msg::Answer(AdminAnswer::Reused(true)));
    assert_eq!(effects, vec![Effect::Store(AdminAnswer::Reused(true))]);
    state.update(Msg::Fix(Fix::EditUser));
    let answers = AdminAnswers { test_round: true, ..AdminAnswers::default() };
    state.update(Msg::OverlayClosed);
    state.update(Msg::Answers(answers.clone()));
    assert_eq!((state.overlay, state.answers), (None, answers));
}

#[test]
fn sources_that_have_not_answered_are_pending() {
    let mut state = fresh();
    assert_eq!(
        state.pending(),
        vec![Source::Device, Source::Profiles, Source::Readiness, Source::Enrollment]
    );
    state.update(Msg::Enrollment(1, Ok(user("alice").into())));
    assert!(state.pending().contains(&Source::Users));
}

/// A checklist whose every source has answered.
fn answered() -> State {
    let mut state =
        State::new(Some(device("A")), AdminAnswers::default(), UsernamePolicy::default()).0;
    let (at, policy) = (1.0, UsernamePolicy::default);
    let record = HostAnswer::Device(Box::new(Ok(Dated { value: device("A"), at })));
    state.update(Msg::HostAnswer(1, record, policy()));
    let profiles = Ok(Dated { value: ProfileIndex::new(Vec::new()), at });
    state.update(Msg::HostAnswer(1, HostAnswer::Profiles(profiles), policy()));
    let readiness = Ok(Dated { value: Rc::new(Readiness::default()), at });
    state.update(Msg::HostAnswer(1, HostAnswer::Readiness(readiness), policy()));
    state
}

#[test]
fn a_device_whose_record_cannot_be_read_again_is_not_judged_by_the_old_one() {
    let kinds = [
        Kind::NotFound,
        Kind::Server,
        Kind::Permission,
        Kind::Session,
        Kind::Timeout,
        Kind::Unreadable,
    ];
    for kind in kinds {
        let mut state = answered();
        assert_eq!(state.failed(), []);
        let generation = generation(&state.update(Msg::Refresh));
        let failure = HostAnswer::Device(Box::new(Err(HostError::of(kind))));
        state.update(Msg::HostAnswer(generation, failure, UsernamePolicy::default()));
        assert_eq!(state.failed(), [Source::Device, Source::Profiles], "{kind:?}");
        assert_eq!(state.failure().map(|error| error.kind), Some(kind));
    }
}

#[test]
fn profiles_and_readiness_that_cannot_be_read_again_are_not_judged_by_the_old_ones() {
    let mut state = answered();
    let generation = generation(&state.update(Msg::Refresh));
    let policy = UsernamePolicy::default;
    let error = || HostError::of(Kind::Server);
    state.update(Msg::HostAnswer(generation, HostAnswer::Profiles(Err(error())), policy()));
    assert_eq!(state.failed(), [Source::Profiles]);
    state.update(Msg::HostAnswer(generation, HostAnswer::Readiness(Err(error())), policy()));
    assert_eq!(state.failed(), [Source::Profiles, Source::Readiness]);
}

#[test]
fn a_save_that_nobody_can_confirm_is_read_again() {
    let mut state = answered();
    let effects = state.update(Msg::News(News::InDoubt { late: false }, 9.0));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::ReadEnrollment(_))));
}

#[test]
fn a_host_without_enrollments_is_not_asked_about_user_and_agent() {
    let mut state = answered();
    state.reads.no_enrollment = true;
    state.update(Msg::Enrollment(1, Err(HostError::of(Kind::Absent))));
    assert_eq!(state.failure(), None);
    let facts = state.facts(2.0).expect("there is a record");
    let items = rules::checklist::evaluate(&facts, &[]).items;
    let ids: Vec<&str> = items.iter().map(|item| item.id.word()).collect();
    assert_eq!(ids, ["supervised", "mandatory", "current", "assigned", "reset"]);
}
