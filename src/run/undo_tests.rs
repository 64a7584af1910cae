//! What the way back holds, for every way in which a device can end.

use super::*;
use crate::report::{DeviceReport, Difference, Reason};

const WANTED: Left = Left { profile: LeftProfile::Wanted, enrollment: true, fetched: false };

fn draft(username: &str) -> Draft {
    Draft { username: username.to_owned(), ..Draft::default() }
}

fn state(profile: &str, username: &str) -> State {
    State { profile: Some(profile.to_owned()), fetched: false, enrollment: Some(draft(username)) }
}

fn report(before: State, results: &[(Outcome, Left)]) -> Report {
    let change = |number| Change {
        serial: format!("D{number}"),
        before: before.clone(),
        after: state("B", "bob"),
    };
    let plan = Plan { about: About::default(), changes: (0..results.len()).map(change).collect() };
    let results = results.iter().cloned();
    let results = results.map(|(outcome, left)| DeviceReport { outcome, left }).collect();
    Report { plan, results }
}

fn refused() -> Outcome {
    Outcome::Refused(Reason::default())
}

#[test]
fn what_is_done_is_swapped_and_the_rest_is_listed_with_its_reason() {
    let fetched = Left { fetched: true, ..WANTED };
    let report = report(
        state("A", "alice"),
        &[
            (Outcome::Done, WANTED),
            (Outcome::Done, fetched),
            (Outcome::Unknown, Left::default()),
            (Outcome::Unchanged, Left::default()),
            (Outcome::Conflict(Difference::Changed), Left::default()),
        ],
    );
    let (plan, cannot) = undo(&report, About::default(), &|_| true);
    let [change] = &plan.changes[..] else { panic!("{plan:?}") };
    assert_eq!((&change.before, &change.after), (&state("B", "bob"), &state("A", "alice")));
    let listed: Vec<_> = cannot.iter().map(|cannot| (cannot.device, cannot.obstacle)).collect();
    let expected = [
        (1, Obstacle::Fetched),
        (2, Obstacle::Unknown),
        (3, Obstacle::NotDone),
        (4, Obstacle::NotDone),
    ];
    assert_eq!(listed, expected);
}

#[test]
fn only_the_parts_that_the_run_has_changed_are_brought_back() {
    let removed = Left { profile: LeftProfile::Removed, ..Left::default() };
    let saved = Left { enrollment: true, ..Left::default() };
    let report = report(state("A", "alice"), &[(refused(), removed), (Outcome::Done, saved)]);
    let (plan, cannot) = undo(&report, About::default(), &|_| true);
    let [half, saved] = &plan.changes[..] else { panic!("{plan:?}") };
    assert_eq!((&half.before.profile, &half.after.profile), (&None, &Some("A".to_owned())));
    assert!(half.touches_profile() && !half.touches_enrollment());
    assert!(!saved.touches_profile() && saved.touches_enrollment());
    assert_eq!(cannot, []);
}

#[test]
fn an_enrollment_that_no_host_stores_is_listed_and_the_profile_is_brought_back() {
    let report = report(state("A", ""), &[(Outcome::Done, WANTED)]);
    let (plan, cannot) = undo(&report, About::default(), &|_| true);
    let [change] = &plan.changes[..] else { panic!("{plan:?}") };
    assert!(change.touches_profile() && !change.touches_enrollment());
    assert_eq!(cannot, [Cannot { device: 0, obstacle: Obstacle::OpenEnrollment }]);
}

#[test]
fn a_profile_is_not_removed_for_one_that_cannot_be_assigned() {
    let kept = Left { profile: LeftProfile::Kept, ..WANTED };
    let report = report(state("A", "alice"), &[(Outcome::Done, WANTED), (Outcome::Done, kept)]);
    let (plan, cannot) = undo(&report, About::default(), &|uuid| uuid != "A");
    assert_eq!(cannot, [Cannot { device: 0, obstacle: Obstacle::OldProfile }]);
    let [enrollment, other] = &plan.changes[..] else { panic!("{plan:?}") };
    assert!(!enrollment.touches_profile() && enrollment.touches_enrollment());
    assert!(!other.touches_profile() && other.touches_enrollment());
}

#[test]
fn another_try_starts_from_what_is_left_behind() {
    let removed = Left { profile: LeftProfile::Removed, ..Left::default() };
    let results =
        [(refused(), removed), (Outcome::Done, WANTED), (Outcome::Waiting(1), Left::default())];
    let report = report(state("A", "alice"), &results);
    let plan = again(&report, &[Kind::Refused, Kind::Waiting], About::default());
    let [half, waiting] = &plan.changes[..] else { panic!("{plan:?}") };
    let gap = State { profile: None, ..state("", "alice") };
    assert_eq!((&half.before, &half.after), (&gap, &state("B", "bob")));
    assert_eq!((&waiting.before, &waiting.after), (&state("A", "alice"), &state("B", "bob")));
}

#[test]
fn what_somebody_has_changed_meanwhile_is_listed_before_and_left_alone() {
    let done = (Outcome::Done, WANTED);
    let report = report(state("A", "alice"), &[done.clone(), done.clone(), done.clone(), done]);
    let way = undo(&report, About::default(), &|_| true);
    let now = [
        ("D0".to_owned(), state("B", "bob")),
        ("D1".to_owned(), state("B", "carol")),
        ("D2".to_owned(), state("A", "alice")),
        ("D3".to_owned(), State { fetched: true, ..state("B", "bob") }),
        ("D9".to_owned(), state("B", "bob")),
    ];
    let (plan, cannot) = compare(&report, &now, way.clone());
    let [change] = &plan.changes[..] else { panic!("{plan:?}") };
    assert_eq!(change.serial, "D0");
    let listed: Vec<_> = cannot.iter().map(|cannot| (cannot.device, cannot.obstacle)).collect();
    assert_eq!(listed, [(1, Obstacle::Changed), (2, Obstacle::Already), (3, Obstacle::Fetched)]);
    assert_eq!(compare(&report, &[], way.clone()), way, "nobody could be asked");
}
