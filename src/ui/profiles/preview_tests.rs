//! [`super::preview`] without a host: the answers come in any order, and some fail.

use super::preview::*;
use super::state::Part;
use host::{Device, HostError, Kind, Moment, Page, Profile};
use rules::checklist::Status;

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

/// A preview for so many devices.
fn previewed(count: u32) -> Preview {
    let mut run = Preview::new(profile());
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
    assert_eq!(run.phase, Phase::Ready);
    run
}

#[test]
fn only_assigned_and_pushed_devices_of_older_versions_are_read_two_pages_at_a_time() {
    let mut run = Preview::new(profile());
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
    assert_eq!((run.phase.clone(), run.rows.len()), (Phase::Ready, 98));
    let of = |forecast: Forecast| run.count(|row| row.forecast == forecast);
    assert_eq!((of(Forecast::AtOnce), of(Forecast::AfterReset)), (97, 1));
}

#[test]
fn the_preview_tells_at_once_after_a_reset_and_impossible_apart() {
    let mut run = Preview::new(profile());
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
    let mut run = Preview::new(profile());
    let reads = run.update(Msg::Read);
    let part = Part::of("OLD")[0].clone();
    run.update(Msg::Page(part, 0, Err(HostError::of(Kind::Timeout))));
    assert!(matches!(run.phase, Phase::Failed(_)));
    assert_eq!(run.update(Msg::Start), []);
    assert_eq!(run.update(Msg::Read), reads);
}

#[test]
fn the_run_has_every_device_that_can_be_reassigned_and_is_started_once() {
    let mut run = previewed(3);
    let effects = run.update(Msg::Start);
    let [Effect::Start(changes)] = &effects[..] else { panic!("{effects:?}") };
    let named: Vec<&str> = changes.iter().map(|change| change.serial.as_str()).collect();
    assert_eq!(named, serials(3));
    assert!(changes.iter().all(|change| change.is_reassignment()
        && change.after.profile.as_deref() == Some("NEW")
        && !change.touches_enrollment()));
    assert_eq!(run.update(Msg::Start), [Effect::Start(Vec::new())], "a second click");
}

#[test]
fn a_late_page_changes_nothing() {
    let mut run = previewed(1);
    let before = run.clone();
    let late = Ok(Page { rows: vec![device("C02A00000009", "OLD", Status::Assigned)], count: 1 });
    assert_eq!(run.update(Msg::Page(Part::of("OLD")[0].clone(), 0, late)), []);
    assert_eq!(run, before);
}
