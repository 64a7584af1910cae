//! [`super::run`] without a host: the answers come in any order, and some fail.

use super::run::*;
use super::state::Part;
use crate::assign::job::{Change, Report};
use host::{Assignment, Device, HostError, Kind, Moment, Outcome, Page, Profile};
use rules::checklist::Status;
use std::rc::Rc;

fn profile() -> Profile {
    let superseded = vec!["OLD".to_owned(), "OLDER".to_owned()];
    Profile { uuid: "NEW".into(), name: "Staff".into(), superseded, ..Profile::default() }
}

fn device(serial: &str, uuid: &str, status: Status) -> Device {
    let profile_uuid = uuid.to_owned();
    Device { serial: serial.into(), profile_uuid, status, ..Device::default() }
}

fn serials(count: u32) -> Vec<String> {
    (0..count).map(|at| format!("C02A{at:08}")).collect()
}

/// A run that shows its preview for so many devices.
fn previewed(count: u32) -> Run {
    let mut run = Run::new(profile());
    let mut reads = run.update(Msg::Read);
    while let Some(Effect::Read(part, offset)) = reads.pop() {
        let rows = match (&*part.uuid, &part.status) {
            ("OLD", Status::Assigned) => {
                serials(count).iter().map(|it| device(it, "OLD", Status::Assigned)).collect()
            }
            _ => Vec::new(),
        };
        let page = Page { count: rows.len() as u32, rows };
        reads.extend(run.update(Msg::Page(part, offset, Ok(page))));
    }
    assert_eq!(run.phase, Phase::Preview);
    run
}

fn report(change: Change, uuid: &str, status: Status) -> Rc<Report> {
    Rc::new(Report {
        change,
        removed: true,
        answer: Ok(None),
        record: Ok(device("C02A00000000", uuid, status)),
    })
}

fn done() -> Rc<Report> {
    report(Change::Reassign("NEW".into()), "NEW", Status::Assigned)
}

fn refused(outcome: Outcome) -> Rc<Report> {
    let answer = Assignment {
        serial: String::new(),
        outcome,
        status: Status::Missing,
        message: String::new(),
        retry_after: None,
        at: 0.0,
    };
    let change = Change::Reassign("NEW".into());
    let record = Ok(device("C02A00000000", "OLD", Status::Assigned));
    Rc::new(Report { change, removed: false, answer: Ok(Some(answer)), record })
}

fn failed(kind: Kind) -> Rc<Report> {
    let error = || Err(HostError::of(kind));
    let change = Change::Reassign("NEW".into());
    let record = error().map(|(): ()| Device::default());
    Rc::new(Report { change, removed: false, answer: error().map(|(): ()| None), record })
}

/// The serial numbers whose turn it is.
fn turns(effects: &[Effect]) -> Vec<String> {
    let serial = |effect: &Effect| match effect {
        Effect::Change(serial, _) | Effect::Look(serial, _) => Some(serial.clone()),
        Effect::Read(..) | Effect::Finished => None,
    };
    effects.iter().filter_map(serial).collect()
}

/// Ends every change with what `report` says of its serial number. Returns the serials in the order of their turns.
fn finish(run: &mut Run, effects: Vec<Effect>, report: impl Fn(&str) -> Rc<Report>) -> Vec<String> {
    let mut order = Vec::new();
    let mut open = turns(&effects);
    while !open.is_empty() {
        assert!(open.len() <= 2, "two at a time");
        let serial = open.remove(0);
        open.extend(turns(&run.update(Msg::Ended(serial.clone(), report(&serial)))));
        order.push(serial);
    }
    assert_eq!(run.phase, Phase::Ended);
    order
}

#[test]
fn only_assigned_and_pushed_devices_of_older_versions_are_read_two_pages_at_a_time() {
    let mut run = Run::new(profile());
    let first = run.update(Msg::Read);
    let [assigned, pushed] = Part::of("OLD");
    assert_eq!(first, [Effect::Read(assigned.clone(), 0), Effect::Read(pushed.clone(), 0)]);
    let mut rows: Vec<Device> =
        serials(100).iter().map(|it| device(it, "OLD", Status::Assigned)).collect();
    // Meanwhile one was removed, one was reassigned, and one fetched its profile.
    rows[0].status = Status::Removed;
    rows[1].profile_uuid = "NEW".into();
    rows[2].status = Status::Pushed;
    let page = Page { rows, count: 101 };
    let next = run.update(Msg::Page(assigned.clone(), 0, Ok(page)));
    assert_eq!(next, [Effect::Read(Part::of("OLDER")[0].clone(), 0)]);
    let mut fetched = device("C02A00000002", "old", Status::Pushed);
    fetched.profile_push_time = Moment::At(1.0);
    let page = Page { rows: vec![fetched], count: 1 };
    let next = run.update(Msg::Page(pushed, 0, Ok(page)));
    assert_eq!(next, [Effect::Read(Part::of("OLDER")[1].clone(), 0)]);
    let none = || Ok(Page { rows: Vec::new(), count: 0 });
    let next = run.update(Msg::Page(Part::of("OLDER")[0].clone(), 0, none()));
    assert_eq!(next, [Effect::Read(assigned.clone(), 100)]);
    assert_eq!(run.phase, Phase::Reading);
    run.update(Msg::Page(Part::of("OLDER")[1].clone(), 0, none()));
    // The list has moved: a device comes a second time.
    let again = Page { rows: vec![device("C02A00000099", "OLD", Status::Assigned)], count: 101 };
    assert_eq!(run.update(Msg::Page(assigned, 100, Ok(again))), []);
    assert_eq!((run.phase.clone(), run.rows.len()), (Phase::Preview, 98));
    let of = |forecast: Forecast| run.count(|row| row.forecast == forecast);
    assert_eq!((of(Forecast::AtOnce), of(Forecast::AfterReset)), (97, 1));
}

#[test]
fn the_preview_tells_at_once_after_a_reset_and_impossible_apart() {
    let mut run = Run::new(profile());
    run.update(Msg::Read);
    let mut set_up = device("C02A00000001", "OLD", Status::Assigned);
    set_up.profile_push_time = Moment::Unreadable;
    let rows = vec![
        device("C02A00000000", "OLD", Status::Assigned),
        set_up,
        device("no serial!", "OLD", Status::Assigned),
    ];
    run.update(Msg::Page(Part::of("OLD")[0].clone(), 0, Ok(Page { rows, count: 3 })));
    let found: Vec<Forecast> = run.rows.iter().map(|row| row.forecast).collect();
    assert_eq!(found, [Forecast::AtOnce, Forecast::AfterReset, Forecast::Impossible]);
    assert_eq!(run.possible(), 2);
}

#[test]
fn devices_that_cannot_be_read_are_read_again_and_never_half_of_them_changed() {
    let mut run = Run::new(profile());
    let reads = run.update(Msg::Read);
    let part = Part::of("OLD")[0].clone();
    run.update(Msg::Page(part, 0, Err(HostError::of(Kind::Timeout))));
    assert!(matches!(run.phase, Phase::Failed(_)));
    assert_eq!(run.update(Msg::Start), []);
    assert_eq!(run.update(Msg::Read), reads);
}

#[test]
fn every_device_has_its_turn_although_some_fail() {
    let mut run = previewed(7);
    let first = run.update(Msg::Start);
    assert_eq!(run.update(Msg::Start), [], "a second click starts nothing");
    let order = finish(&mut run, first, |serial| match serial.as_bytes()[11] {
        b'1' => refused(Outcome::NotAccessible),
        b'3' => failed(Kind::Server),
        b'4' => refused(Outcome::Throttled),
        b'5' => failed(Kind::Timeout),
        _ => done(),
    });
    assert_eq!(order, serials(7));
    assert_eq!((run.count(Row::is_done), run.ended()), (3, 7));
    assert_eq!((run.again(), run.count(Row::must_wait)), (3, 1));
    assert_eq!(run.stopped_by, None);
}

#[test]
fn another_try_leaves_the_done_ones_alone_and_those_that_apple_asks_to_wait() {
    let mut run = previewed(4);
    let first = run.update(Msg::Start);
    let half = || {
        let change = Change::Reassign("NEW".into());
        let mut report = (*report(change, "OLD", Status::Removed)).clone();
        report.answer = Err(HostError::of(Kind::Server));
        Rc::new(report)
    };
    finish(&mut run, first, |serial| match serial.as_bytes()[11] {
        b'0' => done(),
        b'1' => refused(Outcome::Throttled),
        b'2' => half(),
        _ => failed(Kind::Timeout),
    });
    let all = serials(4);
    let again = run.update(Msg::Again);
    assert!(
        matches!(&again[..], [Effect::Change(two, Change::Assign(uuid)), Effect::Look(three, _)]
            if *two == all[2] && *three == all[3] && uuid == "NEW"),
        "only the missing half, and a look before a second try: {again:?}"
    );
    finish(&mut run, again, |_| done());
    assert_eq!((run.count(Row::is_done), run.again()), (3, 0));
    assert_eq!(run.update(Msg::Again), []);
    assert_eq!(run.phase, Phase::Ended);
}

#[test]
fn a_stop_waits_for_the_changes_under_way_and_can_be_gone_on_from() {
    let mut run = previewed(5);
    let first = turns(&run.update(Msg::Start));
    assert_eq!(run.update(Msg::Stop), []);
    assert_eq!(run.update(Msg::Ended(first[0].clone(), done())), []);
    assert_eq!(run.phase, Phase::Running);
    assert_eq!(run.update(Msg::Ended(first[1].clone(), done())), [Effect::Finished]);
    assert_eq!((run.phase.clone(), run.ended(), run.again()), (Phase::Ended, 2, 3));
    let rest = run.update(Msg::Again);
    assert_eq!(finish(&mut run, rest, |_| done()), serials(5)[2..]);
    assert_eq!(run.count(Row::is_done), 5);
}

#[test]
fn a_failure_that_would_meet_every_device_stops_the_run() {
    for kind in [
        Kind::Session,
        Kind::Permission,
        Kind::Unreachable,
        Kind::Throttled,
        Kind::AppleTerms,
        Kind::AppleToken,
    ] {
        let mut run = previewed(50);
        let first = run.update(Msg::Start);
        let asked = finish(&mut run, first, |_| failed(kind));
        assert_eq!(asked.len(), 2, "{kind:?}");
        assert_eq!(run.stopped_by.as_ref().map(|error| error.kind), Some(kind));
        assert_eq!(run.again(), 50, "{kind:?}");
    }
}

#[test]
fn answers_about_no_device_of_the_run_and_late_pages_change_nothing() {
    let mut run = previewed(1);
    let before = run.clone();
    assert_eq!(run.update(Msg::Ended("C02NOBODY001".into(), done())), []);
    let late = Ok(Page { rows: vec![device("C02A00000009", "OLD", Status::Assigned)], count: 1 });
    assert_eq!(run.update(Msg::Page(Part::of("OLD")[0].clone(), 0, late)), []);
    assert_eq!(run.update(Msg::Again), []);
    assert_eq!(run.update(Msg::Stop), []);
    assert_eq!(run, before);
}
