//! The plan dialog without a host and without a browser.

use super::*;
use crate::fleet::intern::Texts;
use host::{Kind as Failure, Profile};
use rules::Draft;
use rules::changes::ProfileStep;
use rules::checklist::Status;

const STAFF: &str = "A1F0C3D2E4B5968778695A4B3C2D1E0F";
const OLD: &str = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";
const SHOP: &str = "B7E151628AED2A6ABF7158809CF4F3C7";

fn profiles() -> ProfileIndex {
    let profile = |uuid: &str, name: &str, older: &str| Profile {
        uuid: uuid.into(),
        name: name.into(),
        superseded: vec![older.into()],
        ..Profile::default()
    };
    ProfileIndex::new(vec![profile(STAFF, "Staff iPads", OLD), profile(SHOP, "Shop floor", "")])
}

fn device(serial: &str, status: Status, uuid: &str, user: &str, login: bool) -> Device {
    Device {
        serial: serial.into(),
        status,
        profile_uuid: uuid.into(),
        enrollment: Draft { username: user.into(), login_required: login, agent_required: false }
            .into(),
        ..Device::default()
    }
}

/// One device of each kind.
fn all_kinds() -> Vec<Device> {
    vec![
        device("C02EMPTY0001", Status::Empty, "", "", false),
        device("C02STALE0001", Status::Assigned, OLD, "dave", false),
        device("C02ASSIGN001", Status::Assigned, STAFF, "alice", false),
        device("C02LOGIN0001", Status::Assigned, SHOP, "", true),
        device("C02PUSHED001", Status::Pushed, SHOP, "carol", false),
    ]
}

fn texts<'a>(all: impl Iterator<Item = &'a str>) -> Texts {
    let mut texts = Texts::default();
    for text in all {
        texts.number(text);
    }
    texts
}

fn state(action: Action, devices: Vec<Device>) -> State {
    let batch = Batch {
        action,
        serials: texts(devices.iter().map(|device| device.serial.as_str())),
        known: devices.into_iter().map(Rc::new).collect(),
        total: Some(200),
    };
    let mut state = State::new(&batch, UsernamePolicy::default()).0;
    state.update(Msg::Profiles(Ok(profiles())));
    state
}

fn counts(state: &State) -> Vec<(&'static str, u32)> {
    let counts = Kind::ALL.into_iter().map(|kind| (kind.word(), state.planning.count(kind)));
    counts.filter(|(_, count)| *count > 0).collect()
}

fn changing(state: &State) -> Vec<&str> {
    state.planning.changing().map(|(device, _)| device.serial.as_str()).collect()
}

#[test]
fn a_profile_comes_to_each_device_in_its_own_way() {
    let mut state = state(Action::Assign, all_kinds());
    assert!(!state.can_start(), "nothing is chosen");
    state.update(Msg::Type("Staff iPads".into()));
    let kinds = [("assign", 1), ("replace", 1), ("reassign", 1), ("fetched", 1), ("unchanged", 1)];
    assert_eq!(counts(&state), kinds);
    assert_eq!(state.planning.changed, 4);
    assert!(!changing(&state).contains(&"C02ASSIGN001"), "it has it already");
    let steps: Vec<_> =
        state.planning.changing().map(|(_, change)| change.profile.clone()).collect();
    assert_eq!(steps[1], Some(ProfileStep::Reassign(STAFF.into())));
    assert_eq!(state.update(Msg::Start), [Effect::Start]);
}

#[test]
fn the_run_gets_what_changes_with_the_state_that_was_planned_on() {
    let mut state = state(Action::Assign, all_kinds());
    state.update(Msg::Type("Staff iPads".into()));
    state.update(Msg::Login(Some(true)));
    let plan = state.plan_of_run();
    assert_eq!((plan.about.kind.as_str(), plan.about.name.as_str()), ("assign", "Staff iPads"));
    let of = |serial: &str| {
        let found = plan.changes.iter().find(|change| change.serial == serial);
        found.unwrap_or_else(|| panic!("{serial} changes"))
    };
    assert_eq!(plan.changes.len(), 5);
    let stale = of("C02STALE0001");
    assert!(stale.is_reassignment() && stale.touches_enrollment());
    assert_eq!(stale.before.profile.as_deref(), Some(OLD));
    let has_it = of("C02ASSIGN001");
    assert!(!has_it.touches_profile() && has_it.touches_enrollment());
    let login = of("C02LOGIN0001");
    assert!(login.touches_profile() && !login.touches_enrollment());
}

#[test]
fn a_pasted_uuid_counts_and_another_profile_makes_another_plan() {
    let mut state = state(Action::Assign, all_kinds());
    state.update(Msg::Type(SHOP.to_ascii_lowercase()));
    assert_eq!(state.planning.changed, 3);
    state.update(Msg::Type("Nobody's profile".into()));
    assert!(!state.can_start() && counts(&state).is_empty());
    assert_eq!(state.update(Msg::Start), [Effect::Focus]);
    assert!(state.form.tried);
}

#[test]
fn a_login_beside_the_profile_takes_the_place_of_the_users() {
    let mut state = state(Action::Assign, all_kinds());
    state.update(Msg::Type("Staff iPads".into()));
    assert_eq!(state.planning.users_removed, 0);
    state.update(Msg::Login(Some(true)));
    assert_eq!(state.planning.users_removed, 3);
    assert_eq!(state.planning.changed, 5, "the one that has the profile gets the login");
    let all = state.planning.changing().filter_map(|(_, change)| change.enrollment.as_ref());
    let logins: Vec<bool> = all.map(|one| one.to_draft().login_required).collect();
    assert_eq!(logins, [true; 4], "one requires it already");
    state.update(Msg::Login(None));
    assert_eq!((state.planning.users_removed, state.planning.changed), (0, 4));
}

#[test]
fn what_cannot_be_is_said_and_left_out() {
    let mut state = state(Action::Enrollment, all_kinds());
    assert!(!state.can_start(), "nothing is to change");
    state.update(Msg::Login(Some(false)));
    // Those without a user need one before the login goes.
    assert_eq!(counts(&state), [("unchanged", 3), ("impossible", 2)]);
    assert!(!state.can_start());
    let first = state.planning.of(Kind::Impossible).next().expect("the empty one");
    assert_eq!(
        (first.serial.as_str(), first.problems[0].code),
        ("C02EMPTY0001", "enrollment.neither")
    );
}

#[test]
fn the_agent_alone_keeps_users_and_logins() {
    let mut state = state(Action::Enrollment, all_kinds());
    state.update(Msg::Agent(Some(true)));
    assert_eq!(counts(&state), [("enrollment", 4), ("impossible", 1)]);
    for (device, change) in state.planning.changing() {
        let draft = change.enrollment.as_ref().map(rules::Enrollment::to_draft);
        let stored = device.enrollment.draft();
        assert_eq!(draft, Some(Draft { agent_required: true, ..stored }));
    }
}

#[test]
fn one_user_for_all_ends_their_logins_and_a_login_ends_the_user() {
    let mut state = state(Action::Enrollment, all_kinds());
    state.update(Msg::User("alice".into()));
    assert_eq!(state.form.login, Some(false));
    assert_eq!(counts(&state), [("enrollment", 4), ("unchanged", 1)]);
    assert_eq!(state.planning.possible(), 5);
    state.update(Msg::Login(Some(true)));
    assert_eq!(state.form.username, "");
    state.update(Msg::User("alice@carbon.super".into()));
    assert_eq!(counts(&state), [("impossible", 5)]);
    assert_eq!(state.update(Msg::LeaveUser), [], "nobody has such a name");
}

#[test]
fn the_directory_is_asked_about_the_user_once() {
    let mut state = state(Action::Enrollment, all_kinds());
    state.update(Msg::User(" alice ".into()));
    let asked = state.update(Msg::LeaveUser);
    let [Effect::LookUp(number, name)] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!(name, "alice");
    state.update(Msg::LookedUp(*number, Ok(false), 1.0));
    assert_eq!(state.update(Msg::LeaveUser), []);
    assert_eq!(state.form.directory.existence().0, rules::checklist::Existence::Missing);
}

#[test]
fn a_removal_needs_no_word_and_leaves_those_without_a_profile_alone() {
    let mut state = state(Action::Remove, all_kinds());
    assert_eq!(counts(&state), [("fetched", 1), ("remove", 3), ("unchanged", 1)]);
    assert_eq!(state.update(Msg::Start), [Effect::Start]);
}

#[test]
fn nothing_is_planned_before_every_record_is_read() {
    let batch = Batch {
        action: Action::Remove,
        serials: texts(["C02ASSIGN001", "C02GONE00001"].into_iter()),
        known: Vec::new(),
        total: Some(10_000),
    };
    let (mut state, effects) = State::new(&batch, UsernamePolicy::default());
    assert_eq!(effects.len(), 3);
    let found = device("C02ASSIGN001", Status::Assigned, STAFF, "", true);
    state.update(Msg::Device(found.serial.clone(), Ok(Rc::new(found))));
    assert!(state.reading.is_some() && !state.can_start());
    let gone = HostError::of(Failure::NotFound);
    state.update(Msg::Device("C02GONE00001".into(), Err(gone)));
    assert!(state.reading.is_none() && state.can_start());
    assert_eq!((state.planning.changed, state.planning.gone.len()), (1, 1));
}

#[test]
fn many_devices_are_planned_in_slices_and_another_wish_begins_anew() {
    let many = (0..2_500).map(|at| device(&format!("C02{at:09}"), Status::Empty, "", "", true));
    let mut state = state(Action::Assign, many.collect());
    assert_eq!(state.update(Msg::Type("Staff iPads".into())), [Effect::Slice]);
    assert!(!state.can_start());
    assert_eq!(state.update(Msg::Type("Shop floor".into())), [], "a slice is on its way");
    for effects in [vec![Effect::Slice], vec![Effect::Slice], vec![]] {
        assert_eq!(state.update(Msg::Slice), effects);
    }
    assert!(state.can_start());
    let wanted = Some(ProfileStep::Assign(SHOP.into()));
    assert!(state.planning.changing().all(|(_, change)| change.profile == wanted));
    assert_eq!(state.planning.changed, 2_500);
}

#[test]
fn two_presses_in_one_task_start_one_run() {
    let mut state = state(Action::Remove, all_kinds());
    assert_eq!(state.update(Msg::Start), [Effect::Start]);
    assert_eq!(state.update(Msg::Start), []);
}

#[test]
fn without_a_list_of_profiles_a_uuid_is_taken_as_it_is() {
    let mut state = state(Action::Assign, all_kinds());
    state.update(Msg::Profiles(Err(HostError::of(Failure::Absent))));
    state.update(Msg::Type(STAFF.into()));
    assert!(state.can_start());
    assert_eq!(state.planning.count(Kind::Unchanged), 1);
}
