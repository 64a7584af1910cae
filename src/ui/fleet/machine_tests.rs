//! Counts of the fleet after each kind of change, and what it asks the host for.

use super::machine::Fleet;
use super::messages::{Effect, Msg, Progress};
use super::verdict::Problem;
use super::world::{World, basis, device, devices, text};
use crate::answers::{AdminAnswer, Change, Settings};
use crate::news::News;
use host::{Device, HostError, Kind, Page, Readiness};
use rules::checklist::{Status, evaluate};
use rules::{Confirmation, Draft, ItemId, UsernamePolicy};
use std::collections::BTreeSet;
use std::rc::Rc;

#[test]
fn a_whole_fleet_is_read_looked_up_and_counted() {
    for count in [0, 1, 49, 50, 51, 99, 100, 1_234] {
        let world = World::read(devices(count));
        world.expect_true(&Progress::Done);
    }
}

#[test]
fn each_username_is_looked_up_once() {
    let world = World::read(devices(2_000));
    let distinct: BTreeSet<&String> = world.looked_up.iter().collect();
    assert_eq!(distinct.len(), world.looked_up.len());
    assert!(!world.looked_up.contains(&text("bob@carbon.super")), "it cannot be sent");
    assert!(world.looked_up.contains(&text("alice")));
}

#[test]
fn an_answer_of_the_directory_counts_for_ten_minutes() {
    let mut world = World::read(devices(200));
    let before = world.looked_up.len();
    world.now += 599_000.0;
    world.tell(Msg::Rows(devices(50)));
    world.rest();
    assert_eq!(world.looked_up.len(), before);
    world.now += 2_000.0;
    world.tell(Msg::Rows(devices(50)));
    world.rest();
    assert!(world.looked_up.len() > before);
}

#[test]
fn a_closed_directory_is_asked_no_more() {
    let mut world = World::new(devices(500));
    world.closed = true;
    world.tell(Msg::Basis(basis(true)));
    world.tell(Msg::Begin);
    world.rest();
    assert!(world.looked_up.len() <= 4, "{:?}", world.looked_up);
    world.expect_true(&Progress::Done);
    world.tell(Msg::Again);
    world.rest();
    assert!(world.looked_up.len() <= 4);
}

#[test]
fn a_host_without_a_directory_is_never_asked() {
    let mut world = World::new(devices(100));
    world.fleet = Fleet::new(world.answers.clone(), false);
    world.closed = true;
    world.tell(Msg::Basis(basis(true)));
    world.tell(Msg::Begin);
    world.rest();
    assert_eq!(world.looked_up, [""; 0]);
    world.expect_true(&Progress::Done);
}

#[test]
fn a_directory_that_fails_again_and_again_leaves_nobody_checking() {
    let mut world = World::new(devices(100));
    world.tell(Msg::Basis(basis(true)));
    world.tell(Msg::Begin);
    let mut waits = Vec::new();
    while !world.under_way.is_empty() {
        match world.under_way.remove(0) {
            Effect::LookUp(name) => {
                world.tell(Msg::LookedUp(name, Err(HostError::of(Kind::Server))));
            }
            other => {
                if let Effect::WaitForDirectory(millis) = other {
                    waits.push(millis);
                }
                world.under_way.insert(0, other);
                world.answer(0);
            }
        }
    }
    assert_eq!(waits, [2000, 4000, 8000, 16_000]);
    assert_eq!(world.fleet.counts().progress, Progress::Done);
    assert_eq!(world.fleet.counts().checked, 100);
    world.tell(Msg::Again);
    world.rest();
    world.expect_true(&Progress::Done);
}

#[test]
fn a_device_is_not_counted_before_its_user_was_looked_up() {
    let mut world = World::new(vec![Device {
        status: Status::Assigned,
        enrollment: Draft { username: text("alice"), ..Draft::default() }.into(),
        ..device(1)
    }]);
    world.tell(Msg::Basis(basis(true)));
    world.tell(Msg::Begin);
    world.answer(0);
    while world.fleet.counts().progress == Progress::Checking
        && !matches!(world.under_way[0], Effect::LookUp(_))
    {
        world.answer(0);
    }
    let serial = world.list[0].serial.clone();
    assert!(world.fleet.verdict(&serial).is_some_and(|verdict| verdict.checking));
    assert_eq!((world.fleet.counts().checked, world.fleet.counts().total), (0, Some(1)));
    world.rest();
    world.expect_true(&Progress::Done);
}

#[test]
fn nothing_is_asked_while_the_page_is_hidden() {
    let mut world = World::new(devices(1_000));
    world.tell(Msg::Basis(basis(true)));
    world.tell(Msg::Begin);
    world.answer(0);
    world.tell(Msg::Hidden(true));
    while let Some(at) = world.under_way.iter().position(|it| !matches!(it, Effect::Slice)) {
        world.answer(at);
    }
    assert_eq!(world.fleet.counts().progress, Progress::Hidden);
    assert!(world.fleet.counts().checked < 1_000);
    world.tell(Msg::Hidden(false));
    world.rest();
    world.expect_true(&Progress::Done);
}

#[test]
fn a_stopped_fleet_asks_nothing_and_goes_on_where_it_was() {
    let mut world = World::new(devices(1_000));
    world.tell(Msg::Basis(basis(true)));
    world.tell(Msg::Begin);
    for _ in 0..6 {
        world.answer(0);
    }
    world.tell(Msg::Stop);
    world.rest();
    assert_eq!(world.fleet.counts().progress, Progress::Stopped);
    assert!(world.fleet.counts().checked < 1_000);
    world.tell(Msg::GoOn);
    world.rest();
    world.expect_true(&Progress::Done);
}

#[test]
fn counts_follow_every_kind_of_change() {
    let mut world = World::read(devices(300));
    let before = world.fleet.counts();

    // A record that was read.
    let record = Device { status: Status::Pushed, ..world.list[3].clone() };
    world.list[3] = record.clone();
    world.tell(Msg::News(record.serial.clone(), News::Record(Box::new(record))));
    world.rest();
    world.expect_true(&Progress::Done);

    // An enrollment that was saved, for a user whom nobody has looked up yet.
    let draft = Draft { username: text("carol"), ..Draft::default() };
    world.list[5].enrollment = draft.clone().into();
    world.tell(Msg::News(world.list[5].serial.clone(), News::Saved(draft)));
    world.rest();
    world.expect_true(&Progress::Done);
    assert_eq!(world.looked_up.last(), Some(&text("carol")));

    // Doubt whether something was stored.
    world.list[6].enrollment = Draft { login_required: true, ..Draft::default() }.into();
    world.tell(Msg::News(world.list[6].serial.clone(), News::InDoubt { late: false }));
    world.rest();
    world.expect_true(&Progress::Done);

    // The settings.
    world.answers.set_settings(Settings { test_round: true, ..Settings::default() });
    world.tell(Msg::Answers(Change::Settings));
    world.rest();
    world.expect_true(&Progress::Done);
    assert_ne!(world.fleet.counts(), before);

    // An answer about one device.
    let serial = world.list[8].serial.clone();
    world.answers.take(&serial, AdminAnswer::Reused(true));
    world.tell(Msg::Answers(Change::Device(serial)));
    world.rest();
    world.expect_true(&Progress::Done);

    // The profiles.
    world.basis = basis(false);
    world.tell(Msg::Basis(world.basis.clone()));
    world.rest();
    world.expect_true(&Progress::Done);

    // The host's word about the agent, and the rules for usernames.
    let readiness = Readiness {
        agent_configured: Some(true),
        agent_published: Some(true),
        agent_compatible: Some(true),
        ..Readiness::default()
    };
    world.basis.readiness = Some(Rc::new(readiness));
    world.basis.policy = UsernamePolicy { min_length: 6, ..UsernamePolicy::default() };
    world.tell(Msg::Basis(world.basis.clone()));
    world.rest();
    world.expect_true(&Progress::Done);

    // A device that came and one that went, found by fetching Apple's list.
    world.list.remove(0);
    world.list.push(device(9_000));
    world.tell(Msg::Again);
    world.rest();
    world.expect_true(&Progress::Done);

    // A device on the screen that the fleet does not know.
    world.list.insert(0, device(9_001));
    world.tell(Msg::Rows(world.list[..20].to_vec()));
    world.rest();
    world.expect_true(&Progress::Done);
}

#[test]
fn one_confirmation_of_a_fact_of_the_server_settles_it_on_all_devices() {
    let mut world = World::read(devices(300));
    let question = |world: &World| world.fleet.counts().problems[Problem::Question as usize];
    let before = question(&world);
    let draft = Draft { agent_required: true, login_required: true, ..Draft::default() };
    let facts = rules::Facts { draft: Some(draft), ..rules::Facts::default() };
    let agent = evaluate(&facts, &[]).items.into_iter().find(|item| item.id == ItemId::Agent);
    let agent = agent.expect("the agent is asked about");
    let word = Confirmation { item: agent.id, fingerprint: agent.fingerprint };
    world.answers.take(&world.list[0].serial, AdminAnswer::ConfirmForAll(word));
    world.tell(Msg::Answers(Change::ForAll));
    world.rest();
    assert!(question(&world) < before);
    world.expect_true(&Progress::Done);
}

#[test]
fn a_page_that_was_asked_for_before_a_save_does_not_undo_it() {
    let mut world = World::read(devices(100));
    world.tell(Msg::Again);
    let old = world.list.clone();
    let draft = Draft { login_required: true, ..Draft::default() };
    world.list[1].enrollment = draft.clone().into();
    world.tell(Msg::News(world.list[1].serial.clone(), News::Saved(draft)));
    let current = std::mem::replace(&mut world.list, old);
    world.answer(0);
    world.list = current;
    world.rest();
    world.expect_true(&Progress::Done);
}

#[test]
fn a_long_list_is_read_only_on_request() {
    let mut world = World::new(Vec::new());
    let first = devices(super::reading::PAGE);
    world.tell(Msg::Basis(basis(true)));
    world.tell(Msg::Begin);
    let Some(Effect::Read(ticket)) = world.under_way.pop() else { panic!("a page is read") };
    world.tell(Msg::Page(ticket, Ok(Page { rows: first, count: 48_000 })));
    let pages = |world: &World| {
        world.under_way.iter().filter(|effect| matches!(effect, Effect::Read(_))).count()
    };
    assert_eq!(pages(&world), 0);
    assert_eq!(world.fleet.counts().progress, Progress::TooMany);
    assert_eq!(world.fleet.counts().total, Some(48_000));
    world.tell(Msg::GoOn);
    assert_eq!(pages(&world), 2);
}

#[test]
fn nothing_is_judged_on_profiles_that_are_still_being_read() {
    let mut world = World::new(devices(100));
    world.tell(Msg::Begin);
    world.rest();
    assert_eq!(world.fleet.counts().checked, 0);
    assert_eq!(world.fleet.verdict(&world.list[0].serial), None);
    assert_eq!(world.looked_up, [""; 0]);
    world.tell(Msg::Basis(basis(true)));
    world.rest();
    world.expect_true(&Progress::Done);
}

#[test]
fn a_hundred_thousand_devices_fit_and_are_judged_again_in_short_slices() {
    let mut world = World::new(Vec::new());
    world.tell(Msg::Basis(basis(true)));
    world.tell(Msg::Begin);
    world.tell(Msg::GoOn);
    let count = 100_000;
    while let Some(at) = world.under_way.iter().position(|it| matches!(it, Effect::Read(_))) {
        let Effect::Read(ticket) = world.under_way.remove(at) else { continue };
        if ticket.page == 0 {
            world.tell(Msg::GoOn);
        }
        let end = (ticket.offset + ticket.limit).min(count);
        let rows = (ticket.offset..end).map(device).collect();
        world.tell(Msg::Page(ticket, Ok(Page { rows, count })));
        if world.fleet.counts().progress == Progress::TooMany {
            world.tell(Msg::GoOn);
        }
    }
    world.rest();
    let counts = world.fleet.counts();
    assert_eq!((counts.total, counts.checked), (Some(count), count));
    assert_eq!(counts.progress, Progress::Done);
    let mebibytes = world.fleet.memory() as f64 / 1_048_576.0;
    assert!(mebibytes < 25.0, "{mebibytes:.1} MiB");
    world.answers.set_settings(Settings { test_round: true, ..Settings::default() });
    world.tell(Msg::Answers(Change::Settings));
    let mut slices = 0;
    while !world.under_way.is_empty() {
        world.answer(0);
        slices += 1;
    }
    assert!(slices >= 50, "{slices} slices");
    assert_ne!(world.fleet.counts().to_do, counts.to_do);
    assert_eq!(world.fleet.counts().checked, count);
}

#[test]
fn a_fleet_that_lost_the_session_goes_on_by_itself_when_the_session_works_again() {
    let mut world = World::new(devices(500));
    world.tell(Msg::Basis(basis(true)));
    world.tell(Msg::Begin);
    while !world.under_way.is_empty() {
        match world.under_way.remove(0) {
            Effect::Read(ticket) if ticket.page > 1 => {
                world.tell(Msg::Page(ticket, Err(HostError::of(Kind::Session))));
            }
            Effect::LookUp(name) => {
                world.tell(Msg::LookedUp(name, Err(HostError::of(Kind::Session))));
            }
            other => {
                world.under_way.insert(0, other);
                world.answer(0);
            }
        }
    }
    assert_eq!(world.fleet.counts().progress, Progress::Failed(HostError::of(Kind::Session)));
    world.tell(Msg::SessionWorks);
    world.rest();
    world.expect_true(&Progress::Done);
}

#[test]
fn a_fleet_that_was_stopped_stays_so_when_the_session_works_again() {
    let mut world = World::new(devices(500));
    world.tell(Msg::Basis(basis(true)));
    world.tell(Msg::Begin);
    world.answer(0);
    world.tell(Msg::Stop);
    world.rest();
    let looked_up = world.looked_up.len();
    world.tell(Msg::SessionWorks);
    world.rest();
    assert_eq!(world.fleet.counts().progress, Progress::Stopped);
    assert_eq!(world.looked_up.len(), looked_up);
}
