//! Every way through the stand-alone checklist, without a browser.

use super::*;
use host::Kind;
use rules::checklist::Existence;

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
    assert_eq!(effects, vec![Effect::TellDevice(Box::new(record))]);
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
fn an_assignment_reaches_the_owner_and_is_read_again() {
    let mut state = fresh();
    let effects = state.update(Msg::Assigned(Box::new(device("A")), 9.0));
    assert_eq!(effects.first(), Some(&Effect::TellDevice(Box::new(device("A")))));
    assert!(effects.contains(&Effect::Read(2, HostQuestion::Device)));
    assert_eq!(state.reads.device.at, Some(9.0));
}

#[test]
fn an_enrollment_saved_in_the_overlay_wins_over_an_older_answer() {
    let mut state = fresh();
    let effects = state.update(Msg::Saved(user("carol")));
    assert_eq!(effects.first(), Some(&Effect::TellSaved(user("carol"))));
    state.update(Msg::Enrollment(1, Ok(user("old").into())));
    assert_eq!(state.draft(), Some(user("carol")));
}

#[test]
fn admin_answers_are_persisted_and_reloaded_after_an_overlay_closes() {
    let mut state = fresh();
    let effects = state.update(Msg::Answer(AdminAnswer::Reused(true)));
    assert_eq!(effects, vec![Effect::Store(StoredAnswer::Device("reused=1".to_owned()))]);
    state.update(Msg::Fix(Fix::EditUser));
    let answers = AdminAnswers { test_round: true, ..AdminAnswers::default() };
    state.update(Msg::OverlayClosed(answers.clone()));
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
