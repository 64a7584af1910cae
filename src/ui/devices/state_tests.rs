//! The flows of the device list, without a host and without a browser.

use super::*;
use host::Kind;

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
fn a_failed_page_keeps_the_rows_that_were_there() {
    let mut state = loaded(120);
    state.update(Msg::Reload);
    let error = HostError {
        kind: Kind::Server,
        status: Some(500),
        message: String::new(),
        items: Vec::new(),
        retry_after: None,
    };
    state.update(Msg::Loaded(2, Err(error)));
    assert!(state.load.error().is_some());
    assert_eq!(state.page.unwrap().rows.len(), 2);
}

#[test]
fn a_changed_device_is_replaced_where_it_stands() {
    let mut state = loaded(2);
    let changed = Device { serial: "B".into(), status: Status::Assigned, ..Device::default() };
    state.update(Msg::Changed(Box::new(changed)));
    let page = state.page.unwrap();
    assert_eq!(page.rows[1].status, Status::Assigned);
    assert_eq!(page.rows[0].serial, "A");
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
fn a_new_assignment_is_shown_once_and_by_the_name_of_its_profile() {
    let mut state = loaded(2);
    let effects = state.update(Msg::Changed(assigned("A", "Staff iPads")));
    assert_eq!(effects, [Effect::LoadProfiles(Freshness::Cached)]);
    let notice = Notice::Assigned { serial: "A".into(), profile: "Staff iPads".into() };
    assert_eq!(state.notice, Some(notice));
    state.update(Msg::Saved("B".into(), Draft::default()));
    state.update(Msg::Changed(assigned("A", "Staff iPads")));
    assert_eq!(state.notice, Some(Notice::Saved { serial: "B".into() }), "nothing new about A");
    state.update(Msg::Changed(assigned("B", "")));
    let notice = Notice::Assigned { serial: "B".into(), profile: "A1".into() };
    assert_eq!(state.notice, Some(notice), "a profile without a name is shown by its UUID");
}

#[test]
fn a_removed_assignment_is_shown_and_a_push_is_not() {
    let mut state = loaded(2);
    let changed = |status| Box::new(Device { status, ..*assigned("A", "Staff iPads") });
    state.update(Msg::Changed(changed(Status::Pushed)));
    assert_eq!(state.notice, None);
    state.update(Msg::Changed(changed(Status::Removed)));
    assert_eq!(state.notice, Some(Notice::Removed { serial: "A".into() }));
}

#[test]
fn a_saved_enrollment_is_noticed_and_shown_in_its_row() {
    let mut state = loaded(2);
    let draft = Draft { username: "bob".into(), ..Draft::default() };
    state.update(Msg::Saved("B".into(), draft.clone()));
    assert_eq!(state.notice, Some(Notice::Saved { serial: "B".into() }));
    let page = state.page.clone().unwrap();
    assert_eq!(page.rows[1].enrollment, draft.clone().into());
    state.update(Msg::Saved("ELSEWHERE".into(), draft));
    assert_eq!(state.page, Some(page), "a device of another page changes no row");
}

#[test]
fn a_sync_reads_the_list_and_the_profiles_again() {
    let mut state = loaded(2);
    state.update(Msg::Saved("B".into(), Draft::default()));
    assert_eq!(state.update(Msg::Sync), [Effect::Sync]);
    assert_eq!(state.update(Msg::Sync), [], "one at a time");
    let effects = state.update(Msg::Synced(Ok(Some(7))));
    assert!(
        matches!(&effects[..], [Effect::LoadProfiles(Freshness::Fresh), Effect::Load(2, _)]),
        "{effects:?}"
    );
    assert_eq!(state.notice, Some(Notice::Synced(7)));
    state.update(Msg::Sync);
    assert_eq!(state.notice, None, "the last sync is not shown while the next one runs");
    state.update(Msg::Synced(Err(HostError::of(Kind::Server))));
    assert_eq!(state.sync, Sync::Failed(HostError::of(Kind::Server)));
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
