//! Verdicts of devices, one for each kind of cause.

use super::*;
use host::{EnrollmentRecord, Moment, Profile};
use rules::checklist::Status;
use rules::{Confirmation, Draft};
use std::rc::Rc;

const STAFF: &str = "A1F0C3D2E4B5968778695A4B3C2D1E0F";
const OLD: &str = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";

fn profiles() -> ProfileIndex {
    ProfileIndex::new(vec![Profile {
        uuid: STAFF.to_owned(),
        name: "Staff iPads".to_owned(),
        supervised: Some(true),
        mandatory: Some(false),
        superseded: vec![OLD.to_owned()],
        ..Profile::default()
    }])
}

fn enrollment(username: &str, login: bool, agent: bool) -> EnrollmentRecord {
    let username = username.to_owned();
    Draft { username, login_required: login, agent_required: agent }.into()
}

/// A device that only waits for its user.
fn good() -> Device {
    Device {
        serial: "C02ASSIGN001".to_owned(),
        status: Status::Assigned,
        profile_uuid: STAFF.to_owned(),
        os: "iOS".to_owned(),
        enrollment: enrollment("alice", false, false),
        ..Device::default()
    }
}

fn verdict(device: &Device, existence: Option<Existence>, answers: &AdminAnswers) -> Verdict {
    let profiles = profiles();
    let inputs = JudgeInputs {
        profiles: Some(&profiles),
        readiness: None,
        answers,
        policy: &UsernamePolicy::default(),
        existence,
        no_enrollment: false,
    };
    judge(device, &inputs)
}

fn problems(verdict: &Verdict) -> Vec<Problem> {
    verdict.causes.iter().map(Problem::of).collect()
}

#[test]
fn a_device_is_not_ready_before_its_user_was_looked_up() {
    let answers = AdminAnswers::default();
    let before = verdict(&good(), None, &answers);
    assert_eq!(before.readiness, DeviceReadiness::CannotTell);
    assert!(before.checking, "the list shows that it is being checked");
    assert_eq!(before.causes, vec![], "and asks nobody");
    let after = verdict(&good(), Some(Existence::Exists), &answers);
    assert_eq!((after.readiness, after.checking), (DeviceReadiness::Ready, false));
    let closed = verdict(&good(), Some(Existence::Unknown), &answers);
    assert_eq!((closed.readiness, closed.checking), (DeviceReadiness::CannotTell, false));
    assert_eq!(problems(&closed), [Problem::Question]);
}

#[test]
fn a_device_with_another_failure_needs_no_directory_to_be_to_do() {
    let device = Device { profile_uuid: OLD.to_owned(), ..good() };
    let before = verdict(&device, None, &AdminAnswers::default());
    assert_eq!((before.readiness, before.checking), (DeviceReadiness::ToDo, false));
    assert_eq!(problems(&before), [Problem::OlderProfile]);
}

#[test]
fn nobody_is_looked_up_for_a_login_or_a_confirmed_user() {
    let login = Device { enrollment: enrollment("", true, false), ..good() };
    let ready = verdict(&login, None, &AdminAnswers::default());
    assert_eq!((ready.readiness, ready.checking), (DeviceReadiness::Ready, false));
    let inputs = FactInputs {
        profiles: Some(&profiles()),
        readiness: None,
        draft: good().enrollment.complete(),
        no_enrollment: false,
        policy: &UsernamePolicy::default(),
        existence: Existence::Unknown,
        answers: &AdminAnswers::default(),
        ages: Ages::default(),
    };
    let item = evaluate(&facts_of(&good(), inputs), &[]).items[4].clone();
    let word = Confirmation { item: item.id, fingerprint: item.fingerprint };
    let answers = AdminAnswers { confirmations: Rc::new(vec![word]), ..AdminAnswers::default() };
    let confirmed = verdict(&good(), None, &answers);
    assert_eq!((confirmed.readiness, confirmed.checking), (DeviceReadiness::Ready, false));
}

#[test]
fn every_cause_is_the_problem_that_an_admin_would_look_for() {
    let with = |enrollment| Device { enrollment, ..good() };
    let exists = Some(Existence::Exists);
    let usual = AdminAnswers::default();
    let test_round = AdminAnswers { test_round: true, ..AdminAnswers::default() };
    let empty = Device { status: Status::Empty, profile_uuid: String::new(), ..good() };
    let removed = Device { status: Status::Removed, ..good() };
    let older = Device { profile_uuid: OLD.to_owned(), ..good() };
    let unlisted = Device { profile_uuid: "F".repeat(32), ..good() };
    let pushed = Device { status: Status::Pushed, ..good() };
    let fetched = Device { profile_push_time: Moment::At(1.0), ..good() };
    for (device, existence, answers, expected) in [
        (&empty, exists, &usual, vec![Problem::NoProfile]),
        (&empty, exists, &test_round, vec![Problem::NoProfile]),
        (&removed, exists, &usual, vec![Problem::NoProfile, Problem::Question]),
        (&older, exists, &usual, vec![Problem::OlderProfile]),
        (&unlisted, exists, &usual, vec![Problem::OlderProfile]),
        (&with(enrollment("", false, false)), exists, &usual, vec![Problem::NoUser]),
        (&with(enrollment("bob", true, false)), exists, &usual, vec![Problem::Username]),
        (
            &with(enrollment("bob@carbon.super", false, false)),
            exists,
            &usual,
            vec![Problem::Username],
        ),
        (&with(enrollment("b", false, false)), exists, &usual, vec![Problem::Username]),
        (&good(), Some(Existence::Missing), &usual, vec![Problem::UserMissing]),
        (&with(EnrollmentRecord::default()), exists, &usual, vec![Problem::Question]),
        (&with(enrollment("alice", false, true)), exists, &usual, vec![Problem::Question]),
        (&pushed, exists, &usual, vec![Problem::Reset]),
        (&fetched, exists, &usual, vec![Problem::Reset]),
    ] {
        let verdict = verdict(device, existence, answers);
        assert_eq!(problems(&verdict), expected, "{device:?}");
        let questions = expected.iter().all(|problem| *problem == Problem::Question);
        let readiness = if questions { DeviceReadiness::CannotTell } else { DeviceReadiness::ToDo };
        assert_eq!(verdict.readiness, readiness, "{device:?}");
    }
}

#[test]
fn the_words_of_problems_are_read_back() {
    for problem in Problem::ALL {
        assert_eq!(Problem::parse(problem.word()), Some(problem));
    }
    assert_eq!(Problem::parse("profile"), None);
}

#[test]
fn a_host_without_enrollments_is_not_asked_about_users() {
    let profiles = profiles();
    let inputs = JudgeInputs {
        profiles: Some(&profiles),
        readiness: None,
        answers: &AdminAnswers::default(),
        policy: &UsernamePolicy::default(),
        existence: None,
        no_enrollment: true,
    };
    let device = Device { enrollment: EnrollmentRecord::default(), ..good() };
    assert_eq!(judge(&device, &inputs).readiness, DeviceReadiness::Ready);
}
