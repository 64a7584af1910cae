//! The flows of the device list, without a host and without a browser.

use super::*;
use crate::assign::job::{Change, Report};
use crate::facts_cache::Freshness;
use crate::news::News;
use host::{Device, DeviceQuery, HostError, Kind, Page};
use rules::Draft;
use rules::checklist::Status;
use std::rc::Rc;

fn page(serials: &[&str], count: u32) -> Page<Device> {
    let row = |serial: &&str| Device { serial: (*serial).to_owned(), ..Device::default() };
    Page { rows: serials.iter().map(row).collect(), count }
}

fn loaded(count: u32) -> State {
    let mut state = State::new(None).0;
    state.update(Msg::Loaded(1, Ok(page(&["A", "B"], count))));
    state
}

#[test]
fn a_late_answer_does_not_replace_a_newer_one() {
    let mut state = loaded(120);
    state.update(Msg::Turn(Turn::Next));
    state.update(Msg::Turn(Turn::Next));
    state.update(Msg::Loaded(2, Ok(page(&["LATE"], 120))));
    assert!(state.load.is_loading());
    state.update(Msg::Loaded(3, Ok(page(&["NEW"], 120))));
    assert_eq!(state.page.as_ref().unwrap().rows[0].serial, "NEW");
}

#[test]
fn only_the_last_keystroke_searches_and_it_starts_at_the_first_page() {
    let mut state = loaded(120);
    state.update(Msg::Turn(Turn::Last));
    assert_eq!(state.update(Msg::Search("c0".into())), [Effect::Pause(1)]);
    assert_eq!(state.update(Msg::Search(" c02 ".into())), [Effect::Pause(2)]);
    assert_eq!(state.update(Msg::SearchPaused(1)), []);
    let effects = state.update(Msg::SearchPaused(2));
    let query = DeviceQuery { limit: PAGE_SIZE, serial: "C02".into(), ..DeviceQuery::default() };
    assert_eq!(effects, [Effect::Load(3, query)]);
}

#[test]
fn pages_end_where_the_list_ends() {
    let mut state = loaded(120);
    assert!(!state.can_turn(Turn::Previous) && !state.can_turn(Turn::First));
    state.update(Msg::Turn(Turn::Last));
    assert_eq!(state.offset, 100);
    assert!(!state.can_turn(Turn::Next));
    assert!(!loaded(50).can_turn(Turn::Next), "a full page is not two");
    assert!(!loaded(0).can_turn(Turn::Last));
}

#[test]
fn a_list_that_became_shorter_shows_its_last_page() {
    let mut state = loaded(120);
    state.update(Msg::Turn(Turn::Last));
    let effects = state.update(Msg::Loaded(2, Ok(page(&[], 60))));
    assert_eq!(state.offset, 50);
    assert!(matches!(effects[..], [Effect::Load(3, _)]));
}

#[test]
fn a_failed_reload_keeps_the_rows_that_were_there() {
    let mut state = loaded(120);
    state.update(Msg::Reload);
    state.update(Msg::Loaded(2, Err(HostError::of(Kind::Server))));
    assert!(state.load.error().is_some());
    assert_eq!(state.rows().map(|page| page.rows.len()), Some(2));
    assert_eq!(state.range(), (1, 2));
}

#[test]
fn rows_of_another_question_are_not_shown_when_the_new_one_fails() {
    let asked = [
        Msg::Turn(Turn::Next),
        Msg::Status("Pushed".into()),
        Msg::Profile(Some(("A1".into(), "Staff iPads".into()))),
        Msg::SearchPaused(0),
    ];
    for msg in asked {
        let mut state = loaded(120);
        state.search = "C02".into();
        assert!(matches!(state.update(msg)[..], [Effect::Load(2, _)]));
        assert_eq!(state.range(), (1, 2), "while it is on its way, the rows and their range stay");
        state.update(Msg::Loaded(2, Err(HostError::of(Kind::Server))));
        assert!(state.rows().is_none());
    }
}

#[test]
fn a_count_that_promises_rows_where_there_are_none_is_not_followed_page_by_page() {
    for count in [120, 10_000, u32::MAX] {
        let mut state = loaded(count);
        state.update(Msg::Turn(Turn::Last));
        let mut requests = 0;
        let mut generation = 2;
        loop {
            let rows: &[&str] = if state.offset == 0 { &["A", "B"] } else { &[] };
            let effects = state.update(Msg::Loaded(generation, Ok(page(rows, count))));
            let [Effect::Load(next, _)] = effects[..] else { break };
            (generation, requests) = (next, requests + 1);
        }
        assert!(requests <= 2, "{requests} for {count}");
        assert_eq!(state.rows().map(|page| page.rows.len()), Some(2));
    }
}

#[test]
fn the_largest_count_does_not_overflow_the_range() {
    let mut state = loaded(u32::MAX);
    state.update(Msg::Turn(Turn::Last));
    state.update(Msg::Loaded(2, Ok(page(&["A", "B", "C", "D"], u32::MAX))));
    let (from, to) = state.range();
    assert!(from <= to, "{from} {to}");
    assert!(!state.can_turn(Turn::Next));
}

/// The news of a dialog about A.
fn about_a(state: &mut State, news: News) -> Vec<Effect> {
    state.update(Msg::News("A".into(), news))
}

/// The end of a change of A.
fn ended(change: Change, record: Result<Device, HostError>) -> News {
    News::Profile(Rc::new(Report { change, removed: false, answer: Ok(None), record }))
}

#[test]
fn a_changed_device_is_replaced_where_it_stands_and_not_announced() {
    let mut state = loaded(2);
    let effects = about_a(&mut state, News::Record(assigned("A", "Staff iPads")));
    assert_eq!(effects, [Effect::LoadProfiles(Freshness::Cached)]);
    let page = state.page.unwrap();
    assert_eq!(page.rows[0].status, Status::Assigned);
    assert_eq!(page.rows[1].serial, "B");
    assert_eq!(state.notice, None, "somebody else did it, and perhaps long ago");
}

#[test]
fn a_new_list_reads_its_page_and_the_profiles() {
    let filter = Some(("A1".to_owned(), "Staff iPads".to_owned()));
    let (state, effects) = State::new(filter);
    assert!(state.load.is_loading() && state.is_filtered());
    let [Effect::Load(1, query), Effect::LoadProfiles(Freshness::Cached)] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!(query.profile, "A1");
}

fn assigned(serial: &str, name: &str) -> Box<Device> {
    Box::new(Device {
        serial: serial.into(),
        status: Status::Assigned,
        profile_uuid: "A1".into(),
        profile_name: name.into(),
        ..Device::default()
    })
}

#[test]
fn a_change_made_here_is_shown_with_the_name_of_its_profile() {
    let mut state = loaded(2);
    let assign = || Change::Assign("A1".into());
    about_a(&mut state, ended(assign(), Ok(*assigned("A", "Staff iPads"))));
    let notice = Notice::Assigned { serial: "A".into(), profile: "Staff iPads".into() };
    assert_eq!(state.notice, Some(notice));
    about_a(&mut state, ended(assign(), Ok(*assigned("A", ""))));
    let notice = Notice::Assigned { serial: "A".into(), profile: "A1".into() };
    assert_eq!(state.notice, Some(notice), "a profile without a name is shown by its UUID");
    let removed = Device { status: Status::Removed, ..*assigned("A", "Staff iPads") };
    about_a(&mut state, ended(Change::Remove, Ok(removed)));
    assert_eq!(state.notice, Some(Notice::Removed { serial: "A".into() }));
}

#[test]
fn half_a_reassignment_is_told_after_its_dialog_was_closed() {
    let mut state = loaded(2);
    let removed = Device { status: Status::Removed, ..*assigned("A", "Staff iPads") };
    let report = Report {
        change: Change::Reassign("B2".into()),
        removed: true,
        answer: Err(HostError { status: Some(500), ..HostError::of(Kind::Server) }),
        record: Ok(removed),
    };
    about_a(&mut state, News::Profile(Rc::new(report)));
    assert_eq!(state.notice, Some(Notice::Half { serial: "A".into() }));
    assert_eq!(state.page.unwrap().rows[0].status, Status::Removed);
}

#[test]
fn a_change_that_nobody_can_confirm_marks_its_row_until_the_list_is_read() {
    let mut state = loaded(2);
    let report = Report {
        change: Change::Remove,
        removed: false,
        answer: Err(HostError { status: Some(500), ..HostError::of(Kind::Server) }),
        record: Err(HostError::of(Kind::Server)),
    };
    let effects = about_a(&mut state, News::Profile(Rc::new(report)));
    assert!(matches!(effects[..], [Effect::Load(2, _)]), "{effects:?}");
    assert!(state.is_in_doubt("A"));
    assert_eq!(state.notice, Some(Notice::InDoubt { serial: "A".into() }));
    state.update(Msg::Loaded(2, Err(HostError::of(Kind::Server))));
    assert!(state.is_in_doubt("A"));
    state.update(Msg::Reload);
    state.update(Msg::Loaded(3, Ok(page(&["A", "B"], 2))));
    assert_eq!((state.in_doubt.len(), state.notice), (0, None));
}

#[test]
fn a_change_that_may_come_late_stays_marked() {
    let mut state = loaded(2);
    assert_eq!(
        about_a(&mut state, News::InDoubt { late: true }),
        [],
        "the list would show too little"
    );
    assert!(state.is_in_doubt("A"));
    let draft = Draft { username: "bob".into(), ..Draft::default() };
    about_a(&mut state, News::Saved(draft));
    assert_eq!(state.in_doubt.len(), 0, "what was read since is true");
}

#[test]
fn a_saved_enrollment_is_noticed_and_shown_in_its_row() {
    let mut state = loaded(2);
    let draft = Draft { username: "bob".into(), ..Draft::default() };
    about_a(&mut state, News::Saved(draft.clone()));
    assert_eq!(state.notice, Some(Notice::Saved { serial: "A".into() }));
    let page = state.page.clone().unwrap();
    assert_eq!(page.rows[0].enrollment, draft.clone().into());
    state.update(Msg::News("ELSEWHERE".into(), News::Saved(draft)));
    assert_eq!(state.page, Some(page), "a device of another page changes no row");
}

#[test]
fn a_sync_reads_the_list_and_the_profiles_again() {
    let mut state = loaded(2);
    about_a(&mut state, News::Saved(Draft::default()));
    assert_eq!(state.update(Msg::Sync), [Effect::Sync]);
    assert_eq!(state.update(Msg::Sync), [], "one at a time");
    let effects = state.update(Msg::Synced(Ok(Some(7))));
    assert!(
        matches!(&effects[..], [Effect::LoadProfiles(Freshness::Fresh), Effect::Load(2, _)]),
        "{effects:?}"
    );
    assert_eq!(state.notice, Some(Notice::Synced(Some(7))));
    state.update(Msg::Sync);
    assert_eq!(state.notice, None, "the last sync is not shown while the next one runs");
    let effects = state.update(Msg::Synced(Err(HostError::of(Kind::Permission))));
    assert_eq!(effects, [], "nothing was carried out");
    assert_eq!(state.sync, Sync::Failed(HostError::of(Kind::Permission)));
    let effects = state.update(Msg::Synced(Err(HostError::of(Kind::Server))));
    assert!(matches!(effects[..], [Effect::Load(..)]), "it may have been carried out");
}

#[test]
fn clearing_the_filters_also_drops_the_profile_of_the_owner() {
    let mut state = State::new(Some(("A1".into(), "Staff iPads".into()))).0;
    let effects = state.update(Msg::ClearFilters);
    assert!(matches!(&effects[..], [Effect::AllProfiles, Effect::Load(2, _)]), "{effects:?}");
    assert!(!state.is_filtered());
    assert_eq!(state.update(Msg::Profile(None)), [], "the owner's answer reads nothing again");
}

#[test]
fn an_action_opens_a_dialog_until_it_is_done() {
    let mut state = loaded(2);
    state.update(Msg::Open(Action::Assign, assigned("A", "")));
    assert_eq!(state.open, Some((Action::Assign, *assigned("A", ""))));
    state.update(Msg::Close);
    assert_eq!(state.open, None);
}

#[test]
fn a_page_asked_for_before_a_save_does_not_bring_the_old_user_back() {
    let mut state = loaded(2);
    state.update(Msg::Reload);
    let draft = Draft { username: "alice".into(), ..Draft::default() };
    let effects = about_a(&mut state, News::Saved(draft));
    assert!(matches!(effects[..], [Effect::LoadProfiles(_), Effect::Load(3, _)]), "{effects:?}");
    assert_eq!(state.update(Msg::Loaded(2, Ok(page(&["A", "B"], 2)))), [], "it is too old");
    let row = &state.page.as_ref().unwrap().rows[0];
    assert_eq!(row.enrollment.username.as_deref(), Some("alice"));
}

#[test]
fn neither_a_page_under_way_nor_a_record_takes_the_mark_of_a_late_change() {
    let mut state = loaded(2);
    state.update(Msg::Reload);
    about_a(&mut state, News::InDoubt { late: true });
    state.update(Msg::Loaded(2, Ok(page(&["A", "B"], 2))));
    about_a(&mut state, News::Record(assigned("A", "Staff iPads")));
    assert!(state.is_in_doubt("A"));
    assert_eq!(state.notice, Some(Notice::InDoubt { serial: "A".into() }));
    state.update(Msg::Reload);
    state.update(Msg::Loaded(3, Ok(page(&["A", "B"], 2))));
    assert!(!state.is_in_doubt("A"));
}
