//! The history of all admins: its pages, and its runs as reports.

use super::*;
use host::{DeviceState, Kind as Failure, Moment};
use rules::Draft;

fn device(profile: &str, username: &str) -> DeviceState {
    let draft = Draft { username: username.to_owned(), ..Draft::default() };
    DeviceState { profile: (!profile.is_empty()).then(|| profile.into()), enrollment: draft.into() }
}

fn row(serial: &str, before: DeviceState, after: DeviceState) -> DeviceChange {
    DeviceChange {
        run: "17a".into(),
        serial: serial.into(),
        by: "carol".into(),
        at: Moment::At(1_772_615_564_000.0),
        devices: 1,
        before,
        after,
    }
}

fn page(count: u32, rows: usize) -> Result<Page<DeviceChange>, HostError> {
    let one = row("C02A", device("A", "bob"), device("B", "bob"));
    Ok(Page { rows: vec![one; rows], count })
}

#[test]
fn a_device_that_was_changed_twice_counts_once_with_its_first_before_and_last_after() {
    let rows = [
        row("C02A", device("", "bob"), device("B", "bob")),
        row("C02B", device("A", "dave"), device("A", "erin")),
        row("C02A", device("A", "bob"), device("", "bob")),
    ];
    let past = past("17a", &rows).expect("a run");
    let about = &past.report.plan.about;
    assert_eq!((about.kind.as_str(), about.by.as_str()), (Kind::Many.word(), "carol"));
    assert_eq!(about.at, 1_772_615_564_000);
    let [a, b] = &past.report.plan.changes[..] else { panic!("{past:?}") };
    assert_eq!((a.before.profile.as_deref(), a.after.profile.as_deref()), (Some("A"), Some("B")));
    assert!(a.touches_profile() && !a.touches_enrollment() && a.after.enrollment.is_none());
    assert!(!b.touches_profile() && b.touches_enrollment());
    let (plan, cannot) = run::undo(&past.report, About::default(), &|_| true);
    assert_eq!((plan.changes.len(), cannot), (2, Vec::new()), "the same engine takes it back");
    assert_eq!(plan.changes[0].after.profile.as_deref(), Some("A"));
}

#[test]
fn what_came_back_to_what_it_was_has_no_way_back() {
    let rows = [
        row("C02A", device("B", "bob"), device("A", "bob")),
        row("C02A", device("A", "bob"), device("B", "bob")),
    ];
    let past = past("17a", &rows).expect("a run");
    assert_eq!(past.report.results[0].outcome, Outcome::Unchanged);
    assert!(run::undo(&past.report, About::default(), &|_| true).0.changes.is_empty());
    assert_eq!(super::past("17a", &[]), None);
}

#[test]
fn an_enrollment_that_the_host_does_not_tell_wholly_is_not_taken_back() {
    let mut half = row("C02A", device("A", "bob"), device("B", "dave"));
    half.before.enrollment.agent_required = None;
    let past = past("17a", &[half]).expect("a run");
    let (plan, _) = run::undo(&past.report, About::default(), &|_| true);
    assert!(!plan.changes[0].touches_enrollment() && plan.changes[0].touches_profile());
}

#[test]
fn a_filter_begins_at_the_first_page_and_an_older_answer_is_not_shown() {
    let mut all = Everyone::default();
    let Some(Effect::List(first, _)) = all.update(Msg::Again) else { panic!() };
    let Some(Effect::List(second, query)) = all.update(Msg::Turn(25)) else { panic!() };
    assert_eq!(query.offset, 25);
    all.update(Msg::Listed(second, page(60, 25)));
    all.update(Msg::Listed(first, page(60, 2)));
    assert_eq!(all.page.as_ref().map(|page| page.rows.len()), Some(25));
    let Some(Effect::List(_, query)) = all.update(Msg::Serial(" C02 ".into())) else { panic!() };
    assert_eq!((query.offset, query.serial.as_str()), (0, "C02"));
    assert_eq!(all.update(Msg::Serial("C02".into())), None, "leaving the field asks nothing");
    assert!(all.is_filtered() && all.is_loading);
}

#[test]
fn a_page_that_is_gone_is_the_last_one_by_now_and_a_failure_leaves_the_rows() {
    let mut all = Everyone::default();
    all.update(Msg::Turn(75));
    let Some(Effect::List(number, query)) = all.update(Msg::Listed(1, page(51, 0))) else {
        panic!()
    };
    assert_eq!(query.offset, 50);
    all.update(Msg::Listed(number, page(51, 1)));
    let Some(Effect::List(number, _)) = all.update(Msg::Again) else { panic!() };
    all.update(Msg::Listed(number, Err(HostError::of(Failure::Server))));
    assert!(all.page.is_some() && all.error.is_some() && !all.is_loading);
}

#[test]
fn only_the_run_that_was_asked_for_last_is_shown() {
    let mut all = Everyone::default();
    all.update(Msg::Ask("1".into()));
    assert_eq!(all.told("1"), None);
    all.update(Msg::Ask("2".into()));
    let one = row("C02A", device("A", "bob"), device("B", "bob"));
    all.update(Msg::Told("1".into(), Ok(past("1", std::slice::from_ref(&one)).map(Rc::new))));
    assert_eq!((all.told("1"), all.past("2")), (None, None));
    all.update(Msg::Told("2".into(), Ok(past("2", &[one]).map(Rc::new))));
    assert_eq!(all.past("2").map(|past| past.id().to_owned()), Some("2".into()));
}

#[test]
fn a_count_of_rows_that_are_not_there_is_not_followed_for_ever() {
    let mut everyone = Everyone::default();
    let Some(Effect::List(number, _)) = everyone.update(Msg::Turn(50)) else { panic!() };
    let Some(Effect::List(number, query)) = everyone.update(Msg::Listed(number, page(51, 0)))
    else {
        panic!("the first page is asked for")
    };
    assert_eq!(query.offset, 0);
    assert_eq!(everyone.update(Msg::Listed(number, page(51, 0))), None);
}

#[test]
fn a_row_without_an_enrollment_says_nothing_of_it() {
    let silent = |profile: &str| DeviceState {
        profile: (!profile.is_empty()).then(|| profile.into()),
        ..DeviceState::default()
    };
    // A run assigns, then saves the user; the newest comes first.
    let rows = [
        row("C02A", device("B", "bob"), device("B", "erin")),
        row("C02A", silent("A"), silent("B")),
    ];
    let of =
        |rows: &[DeviceChange]| past("17a", rows).expect("a run").report.plan.changes.remove(0);
    let one = of(&rows);
    assert!(one.touches_profile() && one.touches_enrollment());
    assert_eq!(
        (one.before.profile.as_deref(), one.after.profile.as_deref()),
        (Some("A"), Some("B"))
    );
    let half = of(&[row("C02A", device("A", "bob"), silent("B"))]);
    assert!(half.touches_profile() && half.before.enrollment.is_none());
}
