//! The flows of assigning, without a host and without a browser.

use super::*;
use host::{Assignment, HostError, Outcome};
use std::rc::Rc;

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

fn open_with(status: Status, uuid: &str, profiles: Vec<Profile>) -> State {
    let mut state = State::new(device(status, uuid));
    state.update(Msg::Profiles(Load::Ready(ProfileIndex::new(profiles))));
    state
}

fn open(status: Status, uuid: &str) -> State {
    open_with(status, uuid, vec![staff()])
}

/// Takes the first profile of the list.
fn pick(state: &mut State) {
    state.update(Msg::Open);
    state.update(Msg::Choose(0));
}

fn answer(outcome: Outcome) -> Assignment {
    Assignment {
        serial: "C02A".into(),
        outcome,
        status: Status::Missing,
        message: String::new(),
        retry_after: None,
        at: 0.0,
    }
}

/// The end of a change whose write was answered like this and whose record then reads like that.
fn report(
    change: Change,
    answer: Result<Option<Assignment>, HostError>,
    record: Result<Device, HostError>,
) -> Rc<Report> {
    Rc::new(Report { change, removed: false, answer, record })
}

fn assign() -> Change {
    Change::Assign(CURRENT.into())
}

fn success() -> Result<Option<Assignment>, HostError> {
    Ok(Some(answer(Outcome::Success)))
}

#[test]
fn a_pick_is_assigned_and_counts_when_the_record_shows_it() {
    let mut state = open(Status::Empty, "");
    pick(&mut state);
    assert_eq!(state.update(Msg::Start(Job::Assign)), [Effect::Run(assign())]);
    assert!(state.is_working(), "accepted is not assigned");
    let now = device(Status::Assigned, CURRENT);
    let ended = report(assign(), success(), Ok(now.clone()));
    assert_eq!(state.update(Msg::Ended(ended)), [Effect::GoToSection]);
    assert_eq!(state.device, now);
}

#[test]
fn a_profile_is_sent_as_the_host_spells_it() {
    for uuid in [
        "464921fa-a370-4bad-9a6f-9e3a8a73d94a",
        "profile_1",
        "{A1F0C3D2-E4B5-9687-7869-5A4B3C2D1E0F}",
        "42",
        " spaced ",
    ] {
        let profile = Profile { uuid: uuid.into(), ..staff() };
        let mut state = open_with(Status::Empty, "", vec![profile.clone()]);
        pick(&mut state);
        let wanted = [Effect::Run(Change::Assign(uuid.into()))];
        assert_eq!(state.update(Msg::Start(Job::Assign)), wanted);
        let mut state = open_with(Status::Empty, "", vec![profile]);
        state.update(Msg::Open);
        state.update(Msg::Type(uuid.into()));
        if uuid.trim() == uuid {
            assert_eq!(state.update(Msg::Start(Job::Assign)), wanted, "pasted");
        }
    }
}

#[test]
fn a_paste_is_repaired_recognised_and_sent_as_the_host_spells_it() {
    let profile = Profile { uuid: "a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f".into(), ..staff() };
    let mut state = open_with(Status::Empty, "", vec![profile]);
    state.update(Msg::Open);
    state.update(Msg::Type(" {A1F0C3D2E4B5968778695A4B3C2D1E0F} ".into()));
    assert_eq!(state.chosen_profile().map(|one| one.name.as_str()), Some("Staff iPads"));
    assert_eq!(state.chosen().as_deref(), Some("a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f"));
    state.update(Msg::Type(OLD.into()));
    assert!(matches!(state.choice.meant(&state.profiles), Meant::Successor(_)));
    assert_eq!(state.chosen().as_deref(), Some("a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f"));
}

#[test]
fn nothing_is_sent_without_a_choice_and_the_gap_is_shown() {
    let mut state = open(Status::Empty, "");
    assert!(!state.tried);
    assert_eq!(state.update(Msg::Start(Job::Assign)), [Effect::GoToField]);
    assert!(state.tried && !state.is_working());
}

#[test]
fn a_record_that_does_not_show_the_assignment_is_not_called_done() {
    for answer in [success(), Ok(None)] {
        let mut state = open(Status::Empty, "");
        pick(&mut state);
        state.update(Msg::Start(Job::Assign));
        let ended = report(assign(), answer, Ok(device(Status::Empty, "")));
        assert_eq!(state.update(Msg::Ended(ended)), []);
        let Phase::Stuck(report) = &state.phase else { panic!("{:?}", state.phase) };
        assert!(report.is_open(), "it was accepted, so it may still show");
    }
}

#[test]
fn a_refusal_by_apple_is_shown_and_the_choice_stays() {
    for outcome in [Outcome::NotAccessible, Outcome::Failed, Outcome::Throttled] {
        let mut state = open(Status::Empty, "");
        pick(&mut state);
        state.update(Msg::Start(Job::Assign));
        let refused = Ok(Some(answer(outcome)));
        let ended = report(assign(), refused, Ok(device(Status::Empty, "")));
        assert_eq!(state.update(Msg::Ended(ended)), []);
        let Phase::Stuck(report) = &state.phase else { panic!("{:?}", state.phase) };
        assert!(!report.is_open() && !report.is_half());
        assert_eq!(state.chosen().as_deref(), Some(CURRENT), "the choice stays for another try");
    }
}

#[test]
fn a_superseded_device_is_offered_its_successor() {
    let state = open(Status::Assigned, OLD);
    assert!(state.needs_reassign());
    assert_eq!(state.chosen().as_deref(), Some(CURRENT));
    assert!(!open(Status::Removed, OLD).needs_reassign(), "there is nothing left to remove");
    assert!(!open(Status::Assigned, CURRENT).needs_reassign());
}

#[test]
fn a_choice_that_is_changed_while_the_host_is_asked_changes_nothing() {
    let mut state = open(Status::Assigned, OLD);
    let reassign = Change::Reassign(CURRENT.into());
    assert_eq!(state.update(Msg::Start(Job::Reassign)), [Effect::Run(reassign.clone())]);
    for msg in [
        Msg::Type(String::new()),
        Msg::Type("OTHER".into()),
        Msg::Cancel,
        Msg::Open,
        Msg::Choose(0),
        Msg::Record(Box::new(device(Status::Empty, ""))),
    ] {
        assert_eq!(state.update(msg), []);
    }
    assert_eq!(state.chosen().as_deref(), Some(CURRENT));
    let ended = report(reassign, success(), Ok(device(Status::Assigned, CURRENT)));
    assert_eq!(state.update(Msg::Ended(ended)), [Effect::GoToSection]);
}

#[test]
fn a_reassignment_that_fails_half_way_does_only_the_missing_half_next_time() {
    for record in [Ok(device(Status::Removed, OLD)), Err(HostError::of(Kind::Server))] {
        let mut state = open(Status::Assigned, OLD);
        state.update(Msg::Start(Job::Reassign));
        let failed = Err(HostError::of(Kind::Refused));
        let reassign = Change::Reassign(CURRENT.into());
        let ended = report(reassign, failed, record);
        let ended = Report { removed: true, ..Report::clone(&ended) };
        assert_eq!(state.update(Msg::Ended(Rc::new(ended))), []);
        assert!(state.is_half());
        assert_eq!(state.update(Msg::Start(Job::Reassign)), [Effect::Run(assign())]);
    }
}

#[test]
fn a_removal_that_fails_leaves_everything_as_it_was() {
    let mut state = open(Status::Assigned, OLD);
    state.update(Msg::Start(Job::Reassign));
    let reassign = Change::Reassign(CURRENT.into());
    let failed = Err(HostError::of(Kind::Server));
    let ended = report(reassign.clone(), failed, Ok(device(Status::Assigned, OLD)));
    assert_eq!(state.update(Msg::Ended(ended)), []);
    assert!(!state.is_half());
    assert_eq!(state.update(Msg::Start(Job::Reassign)), [Effect::Run(reassign)]);
}

#[test]
fn a_change_whose_answer_was_lost_is_done_when_the_record_shows_it() {
    for kind in [Kind::Unreachable, Kind::Timeout, Kind::Server, Kind::Unreadable] {
        let mut state = open(Status::Assigned, CURRENT);
        assert_eq!(state.update(Msg::Start(Job::Remove)), [Effect::Run(Change::Remove)]);
        let lost = Err(HostError::of(kind));
        let ended = report(Change::Remove, lost, Ok(device(Status::Removed, CURRENT)));
        assert_eq!(state.update(Msg::Ended(ended)), [Effect::GoToSection], "{kind:?}");
    }
}

#[test]
fn a_change_that_nobody_can_confirm_is_looked_at_again_without_sending_it_again() {
    let mut state = open(Status::Empty, "");
    pick(&mut state);
    state.update(Msg::Start(Job::Assign));
    let unread = || Err(HostError::of(Kind::Unreachable));
    let ended = report(assign(), success(), unread());
    assert_eq!(state.update(Msg::Ended(ended.clone())), []);
    assert!(ended.is_open());
    assert_eq!(state.update(Msg::Start(Job::Look)), [Effect::Look(ended)]);
    assert!(state.is_working());
    let ended = report(assign(), success(), Ok(device(Status::Assigned, CURRENT)));
    assert_eq!(state.update(Msg::Ended(ended)), [Effect::GoToSection]);
}

#[test]
fn a_profile_that_the_host_no_longer_knows_reads_the_list_again() {
    let mut state = open(Status::Empty, "");
    pick(&mut state);
    state.update(Msg::Start(Job::Assign));
    let gone = Err(HostError::of(Kind::NotFound));
    let ended = report(assign(), gone, Ok(device(Status::Empty, "")));
    assert_eq!(state.update(Msg::Ended(ended)), [Effect::LoadProfiles]);
    let edited = Profile { uuid: "NEW".into(), ..staff() };
    state.update(Msg::Profiles(Load::Ready(ProfileIndex::new(vec![edited]))));
    assert_eq!(state.chosen(), None, "a UUID that is gone is not offered any longer");
}

#[test]
fn a_second_press_while_working_sends_nothing() {
    let mut state = open(Status::Empty, "");
    pick(&mut state);
    state.update(Msg::Start(Job::Assign));
    for job in [Job::Assign, Job::Remove, Job::Reassign, Job::Look] {
        assert_eq!(state.update(Msg::Start(job)), []);
    }
}

#[test]
fn without_a_profile_list_the_pasted_uuid_remains() {
    let mut state = State::new(device(Status::Assigned, CURRENT));
    state.update(Msg::Profiles(Load::Failed(HostError::of(Kind::NotFound))));
    assert!(matches!(state.lineage(), Lineage::Unknown));
    state.update(Msg::Open);
    state.update(Msg::Type(CURRENT.into()));
    assert_eq!(state.update(Msg::Start(Job::Assign)), [Effect::Run(assign())]);
}

#[test]
fn a_refused_assignment_to_the_profile_that_the_device_has_is_not_called_done() {
    let refused = Err(HostError::of(Kind::Permission));
    for answer in
        [Ok(Some(answer(Outcome::NotAccessible))), Ok(Some(answer(Outcome::Failed))), refused]
    {
        let ended = report(assign(), answer, Ok(device(Status::Assigned, CURRENT)));
        assert!(!ended.is_done(), "{ended:?}");
        assert!(!ended.is_open(), "{ended:?}");
    }
}

#[test]
fn a_removal_that_comes_late_leaves_half_a_reassignment() {
    let lost = Err(HostError::of(Kind::Timeout));
    let reassign = Change::Reassign(CURRENT.into());
    let ended = report(reassign.clone(), lost, Ok(device(Status::Assigned, OLD)));
    assert!(ended.is_open() && !ended.is_half());
    let seen = Report { record: Ok(device(Status::Removed, OLD)), ..Report::clone(&ended) };
    assert!(seen.is_half());
    let mut state = open(Status::Assigned, OLD);
    state.update(Msg::Start(Job::Reassign));
    state.update(Msg::Ended(Rc::new(seen)));
    assert_eq!(state.update(Msg::Start(Job::Reassign)), [Effect::Run(assign())]);
}

/// Makes a change whose record then reads like this.
fn done(state: &mut State, job: Job, record: Device) -> Undo {
    let effects = state.update(Msg::Start(job));
    let [Effect::Run(change)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(
        state.update(Msg::Ended(report(change.clone(), success(), Ok(record)))),
        [Effect::GoToSection]
    );
    state.done.clone().expect("it is told").1
}

/// The profiles that a way back takes from and puts back.
fn profiles(undo: &Undo) -> (Option<String>, Option<String>) {
    let Undo::Change(made) = undo else { panic!("{undo:?} is no way back") };
    (made.after.profile.clone(), made.before.profile.clone())
}

#[test]
fn a_removal_on_one_click_can_be_undone_and_its_end_is_told() {
    let mut state = open(Status::Assigned, CURRENT);
    let undo = done(&mut state, Job::Remove, device(Status::Removed, CURRENT));
    assert_eq!(profiles(&undo), (None, Some(CURRENT.into())));
    let effects = state.update(Msg::Undo);
    let [Effect::TakeBack(_), Effect::GoToSection] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert!(state.is_working());
    assert_eq!(state.update(Msg::Undo), [], "a second click");
    let effects = state.update(Msg::TakenBack("As before.".into()));
    assert!(effects.contains(&Effect::LoadProfiles), "the record is read afresh");
    assert_eq!(state.done.clone().map(|done| done.1), Some(Undo::Ended("As before.".into())));
    assert_eq!(state.update(Msg::Undo), [], "there is no way back from the way back");
}

#[test]
fn an_assignment_is_undone_by_what_was_before() {
    let mut state = open(Status::Empty, "");
    pick(&mut state);
    let undo = done(&mut state, Job::Assign, device(Status::Assigned, CURRENT));
    assert_eq!(profiles(&undo), (Some(CURRENT.into()), None), "before it had none");
    let other = "B7E151628AED2A6ABF7158809CF4F3C7";
    let shop = Profile { uuid: other.into(), name: "Shop".into(), ..Profile::default() };
    let mut state = open_with(Status::Assigned, other, vec![staff(), shop]);
    pick(&mut state);
    let undo = done(&mut state, Job::Assign, device(Status::Assigned, CURRENT));
    assert_eq!(profiles(&undo), (Some(CURRENT.into()), Some(other.into())), "the profile before");
}

#[test]
fn an_older_version_cannot_be_put_back_and_that_is_said() {
    let mut state = open(Status::Assigned, OLD);
    let undo = done(&mut state, Job::Reassign, device(Status::Assigned, CURRENT));
    assert_eq!(undo, Undo::OlderVersion);
    assert_eq!(state.update(Msg::Undo), []);
    for before in [OLD, "99999999222222223333333344444444"] {
        let mut state = open(Status::Pushed, before);
        let undo = done(&mut state, Job::Remove, device(Status::Removed, before));
        assert_eq!(undo, Undo::OlderVersion, "{before}");
    }
}

#[test]
fn a_reassignment_needs_no_choice_when_the_current_version_is_known() {
    let mut state = open(Status::Assigned, OLD);
    let reassign = Change::Reassign(CURRENT.into());
    assert_eq!(state.update(Msg::Start(Job::Reassign)), [Effect::Run(reassign)]);
    let mut unknown = open(Status::Assigned, "99999999222222223333333344444444");
    assert_eq!(unknown.update(Msg::Start(Job::Reassign)), [Effect::GoToField]);
    assert!(unknown.choosing, "nobody knows the current version, so it is chosen");
}
