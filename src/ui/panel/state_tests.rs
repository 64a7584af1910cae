//! What the sections of the panel do to each other, without a browser.

use super::*;
use crate::assign::job::{Change, Report};
use crate::checklist::host_reads::{HostAnswer, HostQuestion};
use crate::facts_cache::Dated;
use host::{EnrollmentRecord, HostError, Profile};
use rules::Draft;
use rules::checklist::Status;
use std::rc::Rc;

const STAFF: &str = "A1F0C3D2E4B5968778695A4B3C2D1E0F";
const OLD: &str = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";

fn device(status: Status, uuid: &str) -> Device {
    Device { serial: "C02A".into(), status, profile_uuid: uuid.into(), ..Device::default() }
}

fn profiles() -> HostAnswer {
    let staff = Profile {
        uuid: STAFF.into(),
        name: "Staff".into(),
        superseded: vec![OLD.into()],
        ..Profile::default()
    };
    HostAnswer::Profiles(Ok(Dated { value: ProfileIndex::new(vec![staff]), at: 1.0 }))
}

fn open(device: Device) -> State {
    let answers = AdminAnswers::default();
    State::new("C02A", Some(device), answers, UsernamePolicy::default(), true).0
}

fn take(state: &mut State, answer: HostAnswer) -> Vec<Effect> {
    let answer = enrollment::Msg::HostAnswer(1, answer, UsernamePolicy::default());
    state.update(Msg::Enrollment(answer))
}

#[test]
fn one_reading_of_the_profiles_serves_all_sections() {
    let (mut state, effects) = State::new(
        "C02A",
        Some(device(Status::Assigned, OLD)),
        AdminAnswers::default(),
        UsernamePolicy::default(),
        true,
    );
    let of_profiles = effects.iter().filter(|effect| {
        let read = |ask: &HostQuestion| matches!(ask, HostQuestion::Profiles(_));
        matches!(effect, Effect::Enrollment(enrollment::Effect::Read(_, ask)) if read(ask))
    });
    assert_eq!((of_profiles.count(), effects.len()), (1, 4), "{effects:?}");
    take(&mut state, profiles());
    assert!(state.profile.needs_reassign());
    assert_eq!(state.profile.chosen().as_deref(), Some(STAFF));
}

#[test]
fn a_record_that_is_read_reaches_the_profile_section() {
    let mut state = open(device(Status::Empty, ""));
    let read = Dated { value: device(Status::Assigned, STAFF), at: 2.0 };
    take(&mut state, HostAnswer::Device(Box::new(Ok(read))));
    assert!(state.profile.is_assigned());
}

#[test]
fn a_fix_opens_its_section_in_place() {
    let mut state = open(device(Status::Empty, ""));
    take(&mut state, profiles());
    let effects = state.update(Msg::Fix(Fix::AssignProfile));
    assert_eq!(effects, vec![Effect::Profile(profile::Effect::GoToField)]);
    assert!(state.profile.choosing);
    let mut state = open(device(Status::Assigned, OLD));
    take(&mut state, profiles());
    let run = profile::Effect::Run(Change::Reassign(STAFF.into()));
    assert_eq!(state.update(Msg::Fix(Fix::Reassign)), vec![Effect::Profile(run)]);
}

#[test]
fn a_host_without_a_list_of_profiles_is_no_failure() {
    for (kind, is_no_list) in [
        (Kind::Absent, true),
        (Kind::NotFound, true),
        (Kind::Server, false),
        (Kind::Permission, false),
    ] {
        let mut state = open(device(Status::Empty, ""));
        take(&mut state, HostAnswer::Profiles(Err(HostError::of(kind))));
        assert_eq!(state.has_no_list(), is_no_list, "{kind:?}");
    }
}

#[test]
fn a_change_of_the_profile_keeps_what_was_typed_in_the_enrollment() {
    let mut state = open(device(Status::Empty, ""));
    let stored: EnrollmentRecord = Draft::default().into();
    state.update(Msg::Enrollment(enrollment::Msg::Enrollment(1, Ok(stored))));
    state.update(Msg::Enrollment(enrollment::Msg::Type("alice".into())));
    let report = Rc::new(Report {
        change: Change::Assign(STAFF.into()),
        removed: false,
        answer: Ok(None),
        record: Ok(device(Status::Assigned, STAFF)),
    });
    state.update(Msg::Profile(profile::Msg::Ended(report.clone())));
    state.update(Msg::News(News::Profile(report), 3.0));
    assert_eq!(state.enrollment.form.draft().username, "alice");
    assert!(state.enrollment.is_changed() && state.profile.is_assigned());
}

#[test]
fn answers_that_come_by_themselves_share_a_drawing_and_keys_do_not_wait() {
    let answer = enrollment::Msg::Enrollment(1, Ok(EnrollmentRecord::default()));
    assert!(Msg::Enrollment(answer).is_answer());
    let read = enrollment::Msg::HostAnswer(1, profiles(), UsernamePolicy::default());
    assert!(Msg::Enrollment(read).is_answer());
    for msg in [
        Msg::Enrollment(enrollment::Msg::Type("a".into())),
        Msg::Enrollment(enrollment::Msg::Save),
        Msg::Profile(profile::Msg::Open),
        Msg::ShowAll,
    ] {
        assert!(!msg.is_answer(), "{msg:?}");
    }
}

/// The record cannot be read after the change, and not for the checklist either.
fn status_after_blind_change(change: Change, removed: bool, refused: bool) -> Status {
    let mut state = open(device(Status::Assigned, OLD));
    take(&mut state, profiles());
    let kind = if refused { Kind::Throttled } else { Kind::Server };
    let report = Rc::new(Report {
        change,
        removed,
        answer: Err(HostError::of(kind)),
        record: Err(HostError::of(Kind::Unreachable)),
    });
    state.update(Msg::Profile(profile::Msg::Ended(report.clone())));
    state.update(Msg::News(News::Profile(report), 3.0));
    let failed = HostAnswer::Device(Box::new(Err(HostError::of(Kind::Unreachable))));
    let answer = enrollment::Msg::HostAnswer(2, failed, UsernamePolicy::default());
    state.update(Msg::Enrollment(answer));
    let record = state.enrollment.reads.device.value.as_ref();
    assert_eq!(record.map(|device| &device.status), Some(&state.profile.device.status));
    state.profile.device.status
}

#[test]
fn half_a_reassignment_that_cannot_be_read_back_does_not_show_the_old_profile_again() {
    let reassign = || Change::Reassign(STAFF.into());
    for (change, removed, refused, status) in [
        (reassign(), true, true, Status::Removed),
        (reassign(), true, false, Status::Removed),
        (reassign(), false, true, Status::Assigned),
        (reassign(), false, false, Status::Assigned),
        (Change::Remove, false, true, Status::Assigned),
        (Change::Assign(STAFF.into()), false, false, Status::Assigned),
    ] {
        let shown = status_after_blind_change(change.clone(), removed, refused);
        assert_eq!(shown, status, "{change:?}, {removed}, {refused}");
    }
}
