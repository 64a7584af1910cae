//! The flows of the assign dialog, without a host and without a browser.

use super::*;
use host::Kind;

const CURRENT: &str = "A1F0C3D2E4B5968778695A4B3C2D1E0F";
const OLD: &str = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";

fn device(status: Status, uuid: &str) -> Device {
    Device { serial: "C02A".into(), status, profile_uuid: uuid.into(), ..Device::default() }
}

fn staff() -> Profile {
    Profile {
        uuid: CURRENT.into(),
        name: "Staff iPads".into(),
        superseded: vec![OLD.into()],
        ..Profile::default()
    }
}

fn open(status: Status, uuid: &str) -> State {
    let mut state = State::new(device(status, uuid));
    state.update(Msg::Profiles(Ok(ProfileIndex::new(vec![staff()]))));
    state
}

fn answer(outcome: Outcome) -> Assignment {
    Assignment {
        serial: "C02A".into(),
        outcome,
        status: Status::Missing,
        message: String::new(),
        retry_after: None,
    }
}

fn uuid() -> ProfileUuid {
    profile::check(CURRENT).value.unwrap()
}

fn removed(state: &State) -> Option<bool> {
    match &state.phase {
        Phase::Stuck { removed, .. } => Some(*removed),
        Phase::Idle | Phase::Working(_) => None,
    }
}

#[test]
fn a_pick_is_assigned_and_read_back_before_it_counts() {
    let mut state = open(Status::Empty, "");
    state.update(Msg::Pick(CURRENT.into()));
    assert_eq!(state.update(Msg::Start(Job::Assign)), [Effect::Assign(uuid())]);
    assert_eq!(state.update(Msg::Assigned(Ok(answer(Outcome::Success)))), [Effect::ReadBack]);
    assert!(state.is_working(), "accepted is not assigned");
    let now = device(Status::Assigned, CURRENT);
    assert_eq!(state.update(Msg::ReadBack(Ok(now.clone()))), [Effect::Done(Job::Assign, now)]);
}

#[test]
fn a_paste_is_repaired_and_recognised() {
    let mut state = open(Status::Empty, "");
    state.update(Msg::Choose(Way::Paste));
    state.update(Msg::Paste(" {a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f} ".into()));
    assert_eq!(state.chosen_profile().map(|one| one.name.as_str()), Some("Staff iPads"));
    state.update(Msg::Paste(OLD.into()));
    assert!(state.chosen_profile().is_none());
    assert_eq!(state.successor_of_choice().map(|one| one.uuid.as_str()), Some(CURRENT));
}

#[test]
fn nothing_is_sent_without_a_choice_and_the_gap_is_shown() {
    let mut state = open(Status::Empty, "");
    assert!(!state.tried);
    assert_eq!(state.update(Msg::Start(Job::Assign)), []);
    assert!(state.tried && !state.is_working());
}

#[test]
fn a_record_that_does_not_show_the_assignment_is_not_called_done() {
    let mut state = open(Status::Empty, "");
    state.update(Msg::Pick(CURRENT.into()));
    state.update(Msg::Start(Job::Assign));
    state.update(Msg::Assigned(Ok(answer(Outcome::Success))));
    let still = device(Status::Empty, "");
    assert_eq!(state.update(Msg::ReadBack(Ok(still.clone()))), [Effect::Changed(still)]);
    assert!(matches!(&state.phase, Phase::Stuck { trouble: Trouble::NotInRecord, .. }));
}

#[test]
fn a_refusal_by_apple_is_shown_and_the_record_is_read_again() {
    for outcome in [Outcome::NotAccessible, Outcome::Failed, Outcome::Throttled] {
        let mut state = open(Status::Empty, "");
        state.update(Msg::Pick(CURRENT.into()));
        state.update(Msg::Start(Job::Assign));
        assert_eq!(state.update(Msg::Assigned(Ok(answer(outcome.clone())))), [Effect::Reread]);
        assert_eq!(removed(&state), Some(false));
        assert_eq!(state.picked, CURRENT, "the choice stays for another try");
    }
}

#[test]
fn a_superseded_device_is_offered_its_successor() {
    let state = open(Status::Assigned, OLD);
    assert!(state.needs_reassign());
    assert_eq!(state.picked, CURRENT);
    assert!(!open(Status::Removed, OLD).needs_reassign(), "there is nothing left to remove");
    assert!(!open(Status::Assigned, CURRENT).needs_reassign());
}

#[test]
fn remove_and_reassign_is_one_action() {
    let mut state = open(Status::Assigned, OLD);
    assert_eq!(state.update(Msg::Start(Job::Reassign)), [Effect::Remove]);
    let removed = state.update(Msg::Removed(Ok(answer(Outcome::Success))));
    assert_eq!(removed, [Effect::Assign(uuid())]);
    assert_eq!(state.update(Msg::Assigned(Ok(answer(Outcome::Success)))), [Effect::ReadBack]);
    let now = device(Status::Assigned, CURRENT);
    assert_eq!(state.update(Msg::ReadBack(Ok(now.clone()))), [Effect::Done(Job::Reassign, now)]);
}

#[test]
fn a_reassignment_that_fails_half_way_does_only_the_missing_half_next_time() {
    let mut state = open(Status::Assigned, OLD);
    state.update(Msg::Start(Job::Reassign));
    state.update(Msg::Removed(Ok(answer(Outcome::Success))));
    let effects = state.update(Msg::Assigned(Err(HostError::of(Kind::Server))));
    assert_eq!(effects, [Effect::Reread]);
    assert_eq!(removed(&state), Some(true));
    state.update(Msg::Reread(Ok(device(Status::Removed, OLD))));
    assert_eq!(removed(&state), Some(true), "reading the record again forgets nothing");
    assert_eq!(state.update(Msg::Start(Job::Reassign)), [Effect::Assign(uuid())]);
    state.update(Msg::Assigned(Err(HostError::of(Kind::Timeout))));
    assert_eq!(removed(&state), Some(true));
}

#[test]
fn a_removal_that_fails_leaves_everything_as_it_was() {
    let mut state = open(Status::Assigned, OLD);
    state.update(Msg::Start(Job::Reassign));
    let effects = state.update(Msg::Removed(Err(HostError::of(Kind::Server))));
    assert_eq!(effects, [Effect::Reread]);
    assert_eq!(removed(&state), Some(false));
    assert_eq!(state.update(Msg::Start(Job::Reassign)), [Effect::Remove]);
}

#[test]
fn a_removal_is_done_when_the_record_says_so() {
    let mut state = open(Status::Assigned, CURRENT);
    assert_eq!(state.update(Msg::Start(Job::Remove)), [Effect::Remove]);
    assert_eq!(state.update(Msg::Removed(Ok(answer(Outcome::Success)))), [Effect::ReadBack]);
    let now = device(Status::Removed, CURRENT);
    assert_eq!(state.update(Msg::ReadBack(Ok(now.clone()))), [Effect::Done(Job::Remove, now)]);
}

#[test]
fn a_second_press_while_working_sends_nothing() {
    let mut state = open(Status::Empty, "");
    state.update(Msg::Pick(CURRENT.into()));
    state.update(Msg::Start(Job::Assign));
    assert_eq!(state.update(Msg::Start(Job::Assign)), []);
}

#[test]
fn without_a_profile_list_the_pasted_uuid_remains() {
    let mut state = State::new(device(Status::Assigned, CURRENT));
    state.update(Msg::Profiles(Err(HostError::of(Kind::NotFound))));
    assert_eq!(state.way, Way::Paste);
    assert!(matches!(state.lineage(), Lineage::Unknown));
    state.update(Msg::Paste(CURRENT.into()));
    assert_eq!(state.update(Msg::Start(Job::Assign)), [Effect::Assign(uuid())]);
}
