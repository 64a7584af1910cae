//! What stands on the sheet, and what is asked for it.

use super::super::entry::{Entry, User, Way};
use super::*;
use crate::fleet::Problem;
use host::Kind;
use rules::Draft;
use rules::checklist::Status;

const STAFF: &str = "A1F0C3D2E4B5968778695A4B3C2D1E0F";
const OLD: &str = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";

const ALL: HostAbilities =
    HostAbilities { has_users: true, can_search: true, can_check: true, has_whole_profiles: false };

fn basis() -> Basis {
    let profile = host::Profile {
        uuid: STAFF.to_owned(),
        name: "Staff iPads".to_owned(),
        supervised: Some(true),
        mandatory: Some(false),
        superseded: vec![OLD.to_owned()],
        ..host::Profile::default()
    };
    Basis {
        profiles: Some(ProfileIndex::new(vec![profile])),
        readiness: Rc::default(),
        policy: UsernamePolicy::default(),
    }
}

fn device(serial: &str, username: &str) -> Device {
    let login_required = username.is_empty();
    let draft = Draft { username: username.to_owned(), login_required, agent_required: false };
    Device {
        serial: serial.to_owned(),
        status: Status::Assigned,
        profile_uuid: STAFF.to_owned(),
        os: "iOS".to_owned(),
        model: "iPad".to_owned(),
        color: "SPACE GRAY".to_owned(),
        enrollment: draft.into(),
        ..Device::default()
    }
}

/// A host: what it has, whom its directory knows under which name, and whether its search is open.
struct World {
    devices: Vec<Device>,
    people: Vec<(&'static str, &'static str)>,
    search: bool,
}

impl World {
    fn answer(&self, effect: &Effect) -> Msg {
        match effect {
            Effect::Read(reading::Effect::Page(offset)) => {
                let rows = self.devices.iter().skip(*offset as usize).take(100).cloned().collect();
                Msg::Page(*offset, Ok(Page { rows, count: self.devices.len() as u32 }))
            }
            Effect::Read(reading::Effect::Device(serial)) => {
                let found = self.devices.iter().find(|device| device.serial == *serial);
                let answer = found.cloned().map(Rc::new).ok_or(HostError::of(Kind::NotFound));
                Msg::Device(serial.clone(), answer)
            }
            Effect::ReadBasis => Msg::Basis(Ok(basis())),
            Effect::ReadSetups(uuids) => {
                let skips = vec!["Siri".to_owned()];
                let whole = Profile { skip_setup_items: skips, ..Profile::default() };
                let setup = |uuid: &String| (uuid.clone(), Some(whole.clone()));
                Msg::Setups(Ok(uuids.iter().map(setup).collect()))
            }
            Effect::Ask(Ask::Search(name)) if !self.search => {
                Msg::Searched(name.clone(), Err(HostError::of(Kind::Permission)))
            }
            Effect::Ask(Ask::Search(name)) => {
                let found = self.people.iter().filter(|(known, _)| known.starts_with(&**name));
                let user = |(username, display): &(&str, &str)| DirectoryUser {
                    username: (*username).to_owned(),
                    display_name: (*display).to_owned(),
                    email: String::new(),
                };
                Msg::Searched(name.clone(), Ok(found.map(user).collect()))
            }
            Effect::Ask(Ask::Check(name)) => {
                let exists = self.people.iter().any(|(known, _)| known == name);
                Msg::Checked(name.clone(), Ok(exists))
            }
            Effect::Judge(serials) => {
                Msg::Judge(serials.iter().map(|_| AdminAnswers::default()).collect())
            }
        }
    }

    /// Answers everything, the oldest question first.
    fn run(&self, state: &mut State, first: Vec<Effect>) -> Vec<Effect> {
        let mut open = first;
        let mut all = Vec::new();
        while !open.is_empty() {
            let effect = open.remove(0);
            open.extend(state.update(self.answer(&effect)));
            all.push(effect);
        }
        all
    }
}

fn world(devices: Vec<Device>) -> World {
    World {
        devices,
        people: vec![("alice", "Alice Moreau"), ("alice.b", "Alice Berg")],
        search: true,
    }
}

fn serials(of: &[&str]) -> Vec<String> {
    of.iter().map(|serial| (*serial).to_owned()).collect()
}

fn entry(serial: &str, user: User) -> Entry {
    let username = match &user {
        User::Person { username, .. } => username.as_str(),
        User::SignIn | User::Unknown => "",
    };
    let device = device(serial, username);
    let draft = device.enrollment.complete().filter(|_| user != User::Unknown);
    Entry {
        serial: serial.to_owned(),
        model: "iPad".to_owned(),
        color: "Space Gray".to_owned(),
        profile: "Staff iPads".to_owned(),
        user,
        agent: Some(false),
        way: Way::of(&device, None, draft.as_ref()),
    }
}

fn alice() -> User {
    User::Person { username: "alice".to_owned(), name: "Alice Moreau".to_owned() }
}

#[test]
fn only_ready_devices_stand_on_the_sheet_and_the_others_say_why_not() {
    let stale = Device { profile_uuid: OLD.to_owned(), ..device("C02STALE0001", "") };
    let both = Draft { username: "alice".into(), login_required: true, agent_required: false };
    let both = Device { enrollment: both.into(), ..device("C02BOTH00001", "") };
    let host = world(vec![
        device("C02ASSIGN001", "alice"),
        device("C02LOGIN0001", ""),
        stale,
        both,
        device("C02NOBODY001", "nobody"),
    ]);
    let wanted = [
        "C02LOGIN0001",
        "C02GONE00001",
        "C02ASSIGN001",
        "C02STALE0001",
        "C02BOTH00001",
        "C02NOBODY001",
    ];
    let (mut state, first) = State::new(&serials(&wanted), ALL);
    host.run(&mut state, first);
    assert_eq!(state.phase(), Phase::Ready);
    let entries = [entry("C02LOGIN0001", User::SignIn), entry("C02ASSIGN001", alice())];
    assert_eq!(state.content.entries, entries, "in the order asked for");
    let problems = |serial: &str, problem| {
        let reason = Reason::Problems(vec![problem]);
        LeftOut { serial: serial.to_owned(), reason }
    };
    assert_eq!(
        state.content.left_out,
        [
            LeftOut { serial: "C02GONE00001".to_owned(), reason: Reason::Gone },
            problems("C02STALE0001", Problem::OlderProfile),
            problems("C02BOTH00001", Problem::Username),
            problems("C02NOBODY001", Problem::UserMissing),
        ]
    );
}

#[test]
fn a_host_with_whole_profiles_says_which_steps_come() {
    let host = world(vec![device("A00000000001", ""), device("A00000000002", "")]);
    let whole = HostAbilities { has_whole_profiles: true, ..ALL };
    let (mut state, first) = State::new(&serials(&["A00000000001", "A00000000002"]), whole);
    let asked = host.run(&mut state, first);
    let reads = asked.iter().filter(|effect| matches!(effect, Effect::ReadSetups(_)));
    let once = Effect::ReadSetups(vec![STAFF.to_owned()]);
    assert_eq!(reads.collect::<Vec<_>>(), [&once]);
    let way = &state.content.entries[1].way;
    assert!(way.is_whole && way.panes.contains(&"AppleID") && !way.panes.contains(&"Siri"));
    assert_eq!(way.sure, ["Language", "Region", "Network", "RemoteManagement"]);
}

#[test]
fn without_the_whole_profile_only_the_steps_that_no_profile_leaves_out_are_named() {
    let host = world(vec![device("A00000000001", "")]);
    let (mut state, first) = State::new(&serials(&["A00000000001"]), ALL);
    host.run(&mut state, first);
    let way = &state.content.entries[0].way;
    assert!(!way.is_whole);
    assert_eq!(way.panes, ["Language", "Region", "Network", "RemoteManagement"]);
}

#[test]
fn a_profile_that_cannot_be_read_fails_and_is_asked_for_again() {
    let host = world(vec![device("A00000000001", "")]);
    let whole = HostAbilities { has_whole_profiles: true, ..ALL };
    let (mut state, first) = State::new(&serials(&["A00000000001"]), whole);
    let mut asked = Vec::new();
    for effect in first {
        asked.extend(state.update(host.answer(&effect)));
    }
    let setups = Effect::ReadSetups(vec![STAFF.to_owned()]);
    assert_eq!(asked, std::slice::from_ref(&setups));
    assert_eq!(state.update(Msg::Setups(Err(HostError::of(Kind::Server)))), []);
    assert_eq!(state.phase(), Phase::Failed(HostError::of(Kind::Server)));
    let again = state.update(Msg::Again);
    assert_eq!(again, [setups]);
    host.run(&mut state, again);
    assert!(state.content.entries[0].way.is_whole);
}

#[test]
fn a_person_is_asked_about_once_and_a_closed_search_only_costs_the_full_name() {
    let mut host = world(vec![device("A00000000001", "alice"), device("A00000000002", "alice")]);
    host.search = false;
    let (mut state, first) = State::new(&serials(&["A00000000001", "A00000000002"]), ALL);
    let asked = host.run(&mut state, first);
    let asked = asked.iter().filter(|effect| matches!(effect, Effect::Ask(_))).count();
    assert_eq!(asked, 2, "the search that is closed, and whether she exists");
    let user = User::Person { username: "alice".to_owned(), name: String::new() };
    assert_eq!(state.content.entries[1], entry("A00000000002", user));
}

#[test]
fn a_closed_directory_leaves_nobody_ready_without_an_answer_of_the_admin() {
    let host = world(vec![device("A00000000001", "alice")]);
    let closed = HostAbilities { can_search: false, can_check: false, ..ALL };
    let (mut state, first) = State::new(&serials(&["A00000000001"]), closed);
    host.run(&mut state, first);
    assert_eq!(state.content.entries, []);
    assert_eq!(state.content.left_out[0].reason, Reason::Problems(vec![Problem::Question]));
}

#[test]
fn hundreds_are_read_by_pages_and_judged_in_slices() {
    let names = |at: usize| format!("B{at:011}");
    let host = world((0..340).map(|at| device(&names(at), "")).collect());
    let wanted: Vec<String> = (0..320).map(names).collect();
    let (mut state, first) = State::new(&wanted, ALL);
    let asked = host.run(&mut state, first);
    let count = |of: fn(&Effect) -> bool| asked.iter().filter(|effect| of(effect)).count();
    assert_eq!(count(|it| matches!(it, Effect::Read(reading::Effect::Page(_)))), 4);
    assert_eq!(count(|it| matches!(it, Effect::Read(reading::Effect::Device(_)))), 0);
    assert_eq!(count(|it| matches!(it, Effect::Judge(some) if some.len() <= SLICE)), 7);
    let on_sheet: Vec<String> =
        state.content.entries.iter().map(|entry| entry.serial.clone()).collect();
    assert_eq!(on_sheet, wanted);
}

#[test]
fn a_message_between_two_slices_judges_nothing_twice() {
    let names: Vec<String> = (0..60).map(|at| format!("B{at:011}")).collect();
    let host = world(names.iter().map(|name| device(name, "")).collect());
    let (mut state, first) = State::new(&names, ALL);
    let mut open = first;
    while let Some(at) = open.iter().position(|effect| !matches!(effect, Effect::Judge(_))) {
        let effect = open.remove(at);
        open.extend(state.update(host.answer(&effect)));
    }
    assert_eq!(state.update(Msg::Layout(Layout::People)), []);
    host.run(&mut state, open);
    assert_eq!(state.content.entries.len(), 60);
    assert_eq!(state.layout, Layout::People);
}

#[test]
fn after_a_failure_it_goes_on_where_it_was() {
    let host = world(vec![device("A00000000001", "alice")]);
    let (mut state, _) = State::new(&serials(&["A00000000001"]), ALL);
    let server = || HostError::of(Kind::Server);
    assert_eq!(state.update(Msg::Basis(Err(server()))), []);
    assert_eq!(state.phase(), Phase::Failed(server()));
    let device = Ok(Rc::new(host.devices[0].clone()));
    assert_eq!(state.update(Msg::Device("A00000000001".to_owned(), device)), []);
    let again = state.update(Msg::Again);
    assert_eq!(again, [Effect::ReadBasis]);
    let search = state.update(host.answer(&again[0]));
    assert_eq!(search, [Effect::Ask(Ask::Search("alice".to_owned()))]);
    assert_eq!(state.phase(), Phase::Asking(0, 1));
    assert_eq!(state.update(Msg::Searched("alice".to_owned(), Err(server()))), []);
    assert_eq!(state.phase(), Phase::Failed(server()));
    let search = state.update(Msg::Again);
    host.run(&mut state, search);
    assert_eq!(state.content.entries, [entry("A00000000001", alice())]);
}

#[test]
fn a_device_that_cannot_be_read_fails_and_is_asked_for_again() {
    let host = world(vec![device("A00000000001", "")]);
    let (mut state, first) = State::new(&serials(&["A00000000001"]), ALL);
    state.update(host.answer(&first[0]));
    let failed = Err(HostError::of(Kind::Session));
    assert_eq!(state.update(Msg::Device("A00000000001".to_owned(), failed)), []);
    assert_eq!(state.phase(), Phase::Failed(HostError::of(Kind::Session)));
    let again = state.update(Msg::Again);
    assert_eq!(again, [first[1].clone()]);
    host.run(&mut state, again);
    assert_eq!(state.phase(), Phase::Ready);
}

#[test]
fn a_person_with_two_devices_has_one_page() {
    let host = world(vec![
        device("A00000000001", "alice"),
        device("A00000000002", ""),
        device("A00000000003", "alice"),
        device("A00000000004", ""),
    ]);
    let wanted: Vec<String> = host.devices.iter().map(|device| device.serial.clone()).collect();
    let (mut state, first) = State::new(&wanted, ALL);
    host.run(&mut state, first);
    let pages = state.content.pages();
    let pages: Vec<Vec<&str>> =
        pages.iter().map(|page| page.iter().map(|entry| &entry.serial[10..]).collect()).collect();
    assert_eq!(pages, [vec!["01", "03"], vec!["02"], vec!["04"]]);
    assert_eq!(state.content.profile(), "Staff iPads");
}

#[test]
fn a_host_without_users_says_nothing_about_them() {
    let host = world(vec![device("A00000000001", "alice")]);
    let without = HostAbilities { has_users: false, ..ALL };
    let (mut state, first) = State::new(&serials(&["A00000000001"]), without);
    host.run(&mut state, first);
    assert_eq!(state.content.entries, [entry("A00000000001", User::Unknown)]);
}
