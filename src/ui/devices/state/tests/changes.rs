//! Changes: from the panel and from the rows, their ends, their toasts and what takes them back.

use super::*;
use crate::assign::job::{Change, Report};
use crate::devices::PARTS;
use crate::news::News;
use crate::panel::{Neighbour, Start};
use rules::Draft;
use rules::checklist::Status;

/// The news of the panel of A.
fn about_a(state: &mut State, news: News) -> Vec<Effect> {
    state.update(Msg::News("A".into(), news))
}

/// The end of a change of A.
fn report(change: Change, record: Result<Device, HostError>) -> Rc<Report> {
    Rc::new(Report { change, removed: false, answer: Ok(None), record })
}

fn failed(change: Change) -> Rc<Report> {
    let answer = Err(HostError { status: Some(403), ..HostError::of(Kind::Permission) });
    Rc::new(Report { change, removed: false, answer, record: Ok(assigned("A", "Staff iPads")) })
}

fn assigned(serial: &str, name: &str) -> Device {
    Device {
        serial: serial.into(),
        status: Status::Assigned,
        profile_uuid: "A1".into(),
        profile_name: name.into(),
        ..Device::default()
    }
}

/// The notice, and the change that it offers to take back.
fn toast(effects: &[Effect]) -> Option<(Notice, Option<Undo>)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Toast(notice, made) => {
            let undo = made.clone().filter(|change| (PARTS.has_way_back)(change, None));
            Some((notice.clone(), undo))
        }
        _ => None,
    })
}

fn row(state: &State, at: usize) -> RowState {
    state.rows().expect("rows").remove(at)
}

#[test]
fn a_changed_device_is_replaced_where_it_stands_and_not_announced() {
    let mut state = loaded(2);
    let effects = about_a(&mut state, News::Record(Box::new(assigned("A", "Staff iPads"))));
    assert!(effects.contains(&Effect::LoadProfiles(Freshness::Cached)), "{effects:?}");
    assert!(effects.contains(&Effect::Judge), "{effects:?}");
    assert_eq!(row(&state, 0).device.status, Status::Assigned);
    assert_eq!(row(&state, 1).device.serial, "B");
    assert_eq!(toast(&effects), None, "somebody else did it, and perhaps long ago");
    assert!(!row(&state, 0).is_changed);
}

#[test]
fn a_change_made_here_is_told_with_the_name_of_its_profile() {
    let assign = || Change::Assign("A1".into());
    for (name, shown) in [("Staff iPads", "Staff iPads"), ("", "A1")] {
        let mut state = loaded(2);
        let effects = about_a(&mut state, News::Profile(report(assign(), Ok(assigned("A", name)))));
        let (notice, _) = toast(&effects).expect("a toast");
        assert_eq!(notice, Notice::Assigned { serial: "A".into(), profile: shown.into() });
        assert!(row(&state, 0).is_changed);
    }
}

#[test]
fn a_change_made_on_another_surface_is_shown_and_not_told_twice() {
    let change = || Change::Reassign("A1".into());
    for news in [
        News::Profile(report(change(), Ok(assigned("A", "Staff iPads")))),
        News::Record(Box::new(assigned("A", "Staff iPads"))),
    ] {
        let mut state = loaded(2);
        let effects = state.update(Msg::Heard("A".into(), news));
        assert!(toast(&effects).is_none());
        assert!(effects.contains(&Effect::Judge));
        assert_eq!(row(&state, 0).device.profile_name, "Staff iPads");
    }
    let mut state = loaded(2);
    state.update(Msg::Heard("A".into(), News::InDoubt { late: true }));
    assert!(row(&state, 0).in_doubt);
    state.update(Msg::Heard("ELSEWHERE".into(), News::InDoubt { late: true }));
    assert!(!row(&state, 1).in_doubt);
}

#[test]
fn every_change_of_a_profile_can_be_taken_back() {
    let old = || Device { profile_uuid: "OLD".into(), ..assigned("A", "") };
    let gone = || Device { status: Status::Removed, ..old() };
    let new = |uuid: &str| Device { profile_uuid: uuid.into(), ..assigned("A", "") };
    let some = |uuid: &str| Some(uuid.to_owned());
    let cases = [
        (
            Device::default(),
            Change::Assign("A1".into()),
            assigned("A", ""),
            Some((some("A1"), None)),
        ),
        (gone(), Change::Assign("A1".into()), assigned("A", ""), Some((some("A1"), None))),
        (old(), Change::Reassign("A1".into()), new("A1"), Some((some("A1"), some("OLD")))),
        (old(), Change::Assign("A1".into()), new("A1"), Some((some("A1"), some("OLD")))),
        (old(), Change::Remove, gone(), Some((None, some("OLD")))),
        (old(), Change::Assign("OLD".into()), old(), None),
    ];
    for (before, change, after, back) in cases {
        let mut state = loaded(2);
        about_a(&mut state, News::Record(Box::new(Device { serial: "A".into(), ..before })));
        assert_eq!(
            state.update(Msg::Change("A".into(), change.clone())),
            [Effect::Run("A".into(), change.clone())]
        );
        let effects = state.update(Msg::Changed("A".into(), report(change.clone(), Ok(after))));
        let (_, offered) = toast(&effects).expect("a toast");
        let offered = offered.map(|made| (made.after.profile, made.before.profile));
        assert_eq!(offered, back, "{change:?}");
    }
}

#[test]
fn a_saved_user_can_be_taken_back_and_the_first_decision_cannot() {
    let mut state = loaded(2);
    let user = |name: &str| Draft { username: name.into(), ..Draft::default() };
    let undecided = Device { enrollment: user("").into(), ..assigned("A", "") };
    about_a(&mut state, News::Record(Box::new(undecided)));
    let effects = about_a(&mut state, News::Saved(user("alice")));
    let (_, offered) = toast(&effects).expect("a toast");
    assert_eq!(offered, None, "no host stores that nobody is decided");
    let effects = about_a(&mut state, News::Saved(user("bob")));
    let (_, offered) = toast(&effects).expect("a toast");
    let offered = offered.expect("a way back");
    assert_eq!(offered.before.enrollment, Some(user("alice")));
    assert_eq!(offered.after.enrollment, Some(user("bob")));
    assert!(!offered.touches_profile());
}

#[test]
fn a_change_in_a_row_shows_that_it_runs_and_runs_once() {
    let mut state = loaded(2);
    let change = || Msg::Change("A".into(), Change::Remove);
    state.update(change());
    assert_eq!(row(&state, 0).running, Some(Change::Remove));
    assert_eq!(row(&state, 1).running, None);
    assert_eq!(state.update(change()), [], "a second click sends nothing");
    state.update(Msg::Changed("A".into(), failed(Change::Remove)));
    assert_eq!(row(&state, 0).running, None);
}

#[test]
fn a_failed_change_is_told_in_its_row_and_not_in_a_toast() {
    let mut state = loaded(2);
    let change = || Change::Reassign("A1".into());
    state.update(Msg::Change("A".into(), change()));
    let effects = state.update(Msg::Changed("A".into(), failed(change())));
    assert_eq!(toast(&effects), None);
    assert!(row(&state, 0).failure.is_some() && row(&state, 1).failure.is_none());
    state.update(Msg::Change("A".into(), change()));
    assert_eq!(row(&state, 0).failure, None, "it is tried again");
    state.update(Msg::Changed("A".into(), failed(change())));
    about_a(&mut state, News::Profile(report(Change::Assign("A1".into()), Ok(assigned("A", "")))));
    assert_eq!(row(&state, 0).failure, None, "the panel has done it");
}

#[test]
fn half_a_reassignment_is_told_after_its_panel_was_closed() {
    let mut state = loaded(2);
    let removed = Device { status: Status::Removed, ..assigned("A", "Staff iPads") };
    let half = Report {
        change: Change::Reassign("B2".into()),
        removed: true,
        answer: Err(HostError { status: Some(500), ..HostError::of(Kind::Server) }),
        record: Ok(removed),
    };
    let effects = about_a(&mut state, News::Profile(Rc::new(half)));
    assert_eq!(toast(&effects), Some((Notice::Half { serial: "A".into() }, None)));
    assert_eq!(row(&state, 0).device.status, Status::Removed);
}

#[test]
fn a_change_that_nobody_can_confirm_marks_its_row_until_the_list_is_read() {
    let mut state = loaded(2);
    let lost = Report {
        change: Change::Remove,
        removed: false,
        answer: Err(HostError { status: Some(500), ..HostError::of(Kind::Server) }),
        record: Err(HostError::of(Kind::Server)),
    };
    let effects = about_a(&mut state, News::Profile(Rc::new(lost)));
    assert!(has_load(&effects), "{effects:?}");
    assert_eq!(toast(&effects), Some((Notice::InDoubt { serial: "A".into() }, None)));
    assert!(row(&state, 0).in_doubt);
    answer(&mut state, Err(HostError::of(Kind::Server)));
    assert!(row(&state, 0).in_doubt);
    state.update(Msg::Reload);
    answer(&mut state, Ok(page(&["A", "B"], 2)));
    assert!(!row(&state, 0).in_doubt);
}

#[test]
fn a_change_that_may_come_late_stays_marked() {
    let mut state = loaded(2);
    let effects = about_a(&mut state, News::InDoubt { late: true });
    assert!(!has_load(&effects), "the list would show too little");
    assert!(row(&state, 0).in_doubt);
    let draft = Draft { username: "bob".into(), ..Draft::default() };
    about_a(&mut state, News::Saved(draft));
    assert!(!row(&state, 0).in_doubt, "what was read since is true");
}

#[test]
fn a_saved_enrollment_is_told_and_shown_in_its_row() {
    let mut state = loaded(2);
    let draft = Draft { username: "bob".into(), ..Draft::default() };
    let effects = about_a(&mut state, News::Saved(draft.clone()));
    assert_eq!(toast(&effects), Some((Notice::Saved { serial: "A".into() }, None)));
    assert_eq!(row(&state, 0).device.enrollment, draft.clone().into());
    assert!(row(&state, 0).is_changed);
    let before = state.rows();
    state.update(Msg::News("ELSEWHERE".into(), News::Saved(draft)));
    let same = |rows: Option<Vec<RowState>>| {
        rows.unwrap_or_default().into_iter().map(|row| row.device).collect::<Vec<_>>()
    };
    assert_eq!(same(state.rows()), same(before), "a device of another page changes no row");
}

#[test]
fn a_page_asked_for_before_a_save_does_not_bring_the_old_user_back() {
    let mut state = loaded(2);
    state.update(Msg::Reload);
    let old = state.generation;
    let draft = Draft { username: "alice".into(), ..Draft::default() };
    assert!(has_load(&about_a(&mut state, News::Saved(draft))));
    assert_eq!(state.update(Msg::Loaded(old, Ok(page(&["A", "B"], 2)))), [], "it is too old");
    assert_eq!(row(&state, 0).device.enrollment.username.as_deref(), Some("alice"));
}

#[test]
fn neither_a_page_under_way_nor_a_record_takes_the_mark_of_a_late_change() {
    let mut state = loaded(2);
    state.update(Msg::Reload);
    about_a(&mut state, News::InDoubt { late: true });
    answer(&mut state, Ok(page(&["A", "B"], 2)));
    about_a(&mut state, News::Record(Box::new(assigned("A", "Staff iPads"))));
    assert!(row(&state, 0).in_doubt);
    state.update(Msg::Reload);
    answer(&mut state, Ok(page(&["A", "B"], 2)));
    assert!(!row(&state, 0).in_doubt);
}

#[test]
fn the_panel_opens_with_the_record_of_the_row_and_goes_to_its_neighbours() {
    let mut state = loaded(2);
    assert_eq!(state.update(Msg::Open("A".into(), Start::Profile)), [Effect::Navigate(false)]);
    let open = state.open.clone().expect("a panel");
    assert_eq!((open.serial.as_str(), open.start), ("A", Start::Profile));
    assert!(open.device.is_some());
    assert_eq!(state.neighbour(Neighbour::Previous), None);
    state.update(Msg::GoTo(Neighbour::Next));
    assert_eq!(state.open.as_ref().map(|open| open.serial.as_str()), Some("B"));
    assert_eq!(state.update(Msg::GoTo(Neighbour::Next)), [], "the page ends here");
    state.update(Msg::Open("ELSEWHERE".into(), Start::None));
    assert_eq!(state.open.as_ref().map(|open| open.device.is_none()), Some(true));
    assert_eq!(state.neighbour(Neighbour::Next), None);
    state.update(Msg::Close);
    assert_eq!(state.open, None);
}
