//! The flows of the device list, without a host and without a browser.

mod changes;
mod rows;
mod searching;
mod selecting;

use super::*;
use crate::facts_cache::Freshness;
use crate::route::Route;
use host::{Device, DeviceQuery, HostError, Kind, Page, SyncAnswer};
use std::rc::Rc;

const HOST: HostAbilities = HostAbilities { has_users: true, can_sort: false };

fn page(serials: &[&str], count: u32) -> Page<Device> {
    let row = |serial: &&str| Device { serial: (*serial).to_owned(), ..Device::default() };
    Page { rows: serials.iter().map(row).collect(), count }
}

fn fresh() -> State {
    State::new(&Route::default(), 50, HOST).0
}

fn loaded(count: u32) -> State {
    let mut state = fresh();
    state.update(Msg::Loaded(1, Ok(page(&["A", "B"], count))));
    state
}

/// Hands an answer to the newest question.
fn answer(state: &mut State, answer: Result<Page<Device>, HostError>) -> Vec<Effect> {
    state.update(Msg::Loaded(state.generation, answer))
}

/// The question to the host among some effects.
fn query(effects: &[Effect]) -> DeviceQuery {
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::Load(_, Ask::Host(query)) => Some(query.clone()),
        _ => None,
    });
    asked.unwrap_or_else(|| panic!("no question to the host: {effects:?}"))
}

fn navigates(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Navigate(_)))
}

fn has_load(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Load(..)))
}

fn serials_of(state: &State) -> Vec<String> {
    let rows = state.rows().unwrap_or_default();
    rows.iter().map(|row| row.device.serial.clone()).collect()
}

fn go_to(state: &mut State, page: &str) -> Vec<Effect> {
    state.update(Msg::PageText(page.into()));
    state.update(Msg::GoToPage)
}

#[test]
fn a_late_answer_does_not_replace_a_newer_one() {
    let mut state = loaded(150);
    state.update(Msg::Turn(Turn::Next));
    state.update(Msg::Turn(Turn::Next));
    state.update(Msg::Loaded(2, Ok(page(&["LATE"], 150))));
    assert!(state.load.is_loading());
    state.update(Msg::Loaded(3, Ok(page(&["NEW"], 150))));
    assert_eq!(serials_of(&state), ["NEW"]);
}

#[test]
fn pages_end_where_the_list_ends() {
    let mut state = loaded(120);
    assert!(!state.can_turn(Turn::Previous));
    go_to(&mut state, "3");
    assert_eq!((state.offset, state.page_numbers()), (100, (3, 3)));
    assert!(!state.can_turn(Turn::Next));
    assert!(!loaded(50).can_turn(Turn::Next), "a full page is not two");
    assert!(!loaded(0).can_turn(Turn::Next));
    assert_eq!(loaded(0).page_numbers(), (1, 1));
}

#[test]
fn page_57_of_200_is_two_actions_away_and_its_head_comes_into_view() {
    let mut state = loaded(10_000);
    assert_eq!(state.update(Msg::PageText("57".into())), []);
    let effects = state.update(Msg::GoToPage);
    assert_eq!(query(&effects).offset, 2800);
    let effects = answer(&mut state, Ok(page(&["X", "Y"], 10_000)));
    assert!(effects.contains(&Effect::ScrollToHead), "{effects:?}");
    assert!(effects.contains(&Effect::Say(Announcement::Range(2801, 2802))), "{effects:?}");
    assert_eq!(state.page_text, None, "the field shows the page again");
}

#[test]
fn a_page_number_that_is_none_goes_nowhere() {
    for text in ["", "x", "-3", "1.5", "99999999999"] {
        let mut state = loaded(120);
        assert_eq!(go_to(&mut state, text), [], "{text}");
        assert_eq!(state.offset, 0);
    }
    for (text, offset) in [("0", 0), ("4294967295", 100), (" 2 ", 50)] {
        let mut state = loaded(120);
        go_to(&mut state, text);
        assert_eq!(state.offset, offset, "{text}");
    }
}

#[test]
fn another_page_size_keeps_the_first_row_in_view() {
    for (from, to, offset) in [(100, 100, 100), (100, 25, 100), (150, 100, 100)] {
        let mut state = loaded(1000);
        go_to(&mut state, &(from / 50 + 1).to_string());
        let effects = state.update(Msg::PageSize(to));
        let asked = query(&effects);
        assert_eq!((asked.offset, asked.limit), (offset, to));
    }
    assert_eq!(loaded(1000).update(Msg::PageSize(50)), [], "it is so already");
    assert_eq!(loaded(1000).update(Msg::PageSize(0)), [], "no page has no rows");
}

#[test]
fn a_list_that_became_shorter_shows_its_last_page() {
    let mut state = loaded(120);
    go_to(&mut state, "3");
    let effects = answer(&mut state, Ok(page(&[], 60)));
    assert_eq!(state.offset, 50);
    assert!(has_load(&effects));
}

#[test]
fn a_failed_reload_keeps_the_rows_that_were_there() {
    let mut state = loaded(120);
    state.update(Msg::Reload);
    answer(&mut state, Err(HostError::of(Kind::Server)));
    assert!(state.load.error().is_some());
    assert_eq!(serials_of(&state), ["A", "B"]);
    assert_eq!(state.range(), (1, 2));
}

#[test]
fn the_focus_of_try_again_goes_to_the_list_that_replaces_it() {
    let mut state = fresh();
    answer(&mut state, Err(HostError::of(Kind::Server)));
    state.update(Msg::Reload);
    let effects = answer(&mut state, Ok(page(&["A"], 1)));
    assert!(effects.contains(&Effect::Focus(Place::List)), "{effects:?}");
    state.update(Msg::Reload);
    let effects = answer(&mut state, Ok(page(&["A"], 1)));
    assert!(!effects.contains(&Effect::Focus(Place::List)), "nothing was taken away: {effects:?}");
}

#[test]
fn rows_of_another_question_are_not_shown_when_the_new_one_fails() {
    let asked = [
        Msg::Turn(Turn::Next),
        Msg::Status("Pushed".into()),
        Msg::Profile(Some("A1".into())),
        Msg::SearchPaused(0),
        Msg::Readiness(Some(rules::checklist::DeviceReadiness::Ready)),
    ];
    for msg in asked {
        let mut state = loaded(120);
        state.question.search = "C02".into();
        assert!(has_load(&state.update(msg)));
        assert_eq!(state.range(), (1, 2), "while it is on its way, the rows and their range stay");
        answer(&mut state, Err(HostError::of(Kind::Server)));
        assert!(state.rows().is_none());
    }
}

#[test]
fn a_count_that_promises_rows_where_there_are_none_is_not_followed_page_by_page() {
    for count in [120, 10_000, u32::MAX] {
        let mut state = loaded(count);
        go_to(&mut state, &u32::MAX.to_string());
        let mut requests = 0;
        loop {
            let rows: &[&str] = if state.offset == 0 { &["A", "B"] } else { &[] };
            if !has_load(&answer(&mut state, Ok(page(rows, count)))) {
                break;
            }
            requests += 1;
        }
        assert!(requests <= 2, "{requests} for {count}");
        assert_eq!(serials_of(&state), ["A", "B"]);
    }
}

#[test]
fn the_largest_count_does_not_overflow_the_range() {
    let mut state = loaded(u32::MAX);
    go_to(&mut state, &u32::MAX.to_string());
    answer(&mut state, Ok(page(&["A", "B", "C", "D"], u32::MAX)));
    let (from, to) = state.range();
    assert!(from <= to, "{from} {to}");
    assert!(!state.can_turn(Turn::Next));
}

#[test]
fn a_new_list_reads_its_page_and_the_profiles() {
    let route =
        Route::parse("devices/C02EMPTY0001?profile=A1&page=3&size=25&sort=colour&problem=x");
    let (state, effects) = State::new(&route, 50, HOST);
    assert_eq!(state.open.as_ref().map(|open| open.serial.as_str()), Some("C02EMPTY0001"));
    assert_eq!((state.question.sort, state.question.problem), (None, None));
    assert!(state.load.is_loading() && state.question.is_filtered());
    assert!(effects.contains(&Effect::LoadProfiles(Freshness::Cached)), "{effects:?}");
    let asked = query(&effects);
    assert_eq!((asked.profile.as_str(), asked.offset, asked.limit), ("A1", 50, 25));
}

#[test]
fn a_link_keeps_its_number_of_rows_until_the_admin_chooses_another() {
    let (mut state, _) = State::new(&Route::parse("devices?size=25&page=2"), 50, HOST);
    state.update(Msg::Loaded(1, Ok(page(&["A"], 500))));
    state.update(Msg::Turn(Turn::Next));
    assert_eq!(state.route(), Route::parse("devices?size=25&page=3"));
    assert_eq!(state.update(Msg::UsualSize(50)), [], "an answer to a question changes no page");
    assert_eq!(state.page_size, 25);
    let effects = state.update(Msg::Show(Box::new(Route::parse("devices?page=2"))));
    assert_eq!((query(&effects).offset, query(&effects).limit), (50, 50));
    state.update(Msg::Show(Box::new(Route::parse("devices?size=25&page=3"))));
    assert_eq!(query(&state.update(Msg::PageSize(50))).limit, 50, "the usual number again");
    assert_eq!(state.route(), Route::parse("devices?page=2"));
    assert_eq!(query(&state.update(Msg::UsualSize(100))).limit, 100, "chosen in the settings");
}

#[test]
fn a_sync_reads_the_list_the_profiles_and_the_account_again() {
    let mut state = loaded(2);
    assert_eq!(state.update(Msg::Sync), [Effect::Sync]);
    assert_eq!(state.update(Msg::Sync), [], "one at a time");
    let new_serials = vec!["C02NEW000001".to_owned()];
    let synced = SyncAnswer { new_serials: new_serials.clone(), ..SyncAnswer::default() };
    let effects = state.update(Msg::Synced(Ok(synced)));
    assert!(effects.contains(&Effect::Toast(Notice::Synced(new_serials), None)), "{effects:?}");
    assert!(effects.contains(&Effect::LoadProfiles(Freshness::Fresh)), "{effects:?}");
    assert!(effects.contains(&Effect::LoadReadiness) && has_load(&effects), "{effects:?}");
    state.update(Msg::Sync);
    let effects = state.update(Msg::Synced(Err(HostError::of(Kind::Permission))));
    assert_eq!(effects, [], "nothing was carried out");
    assert_eq!(state.sync, Sync::Failed(HostError::of(Kind::Permission)));
    let effects = state.update(Msg::Synced(Err(HostError::of(Kind::Server))));
    assert!(has_load(&effects), "it may have been carried out");
}

#[test]
fn the_address_is_followed_once_and_its_own_echo_reads_nothing() {
    let mut state = loaded(500);
    let show = || Msg::Show(Box::new(Route::parse("devices?status=Pushed&page=2")));
    let effects = state.update(show());
    assert_eq!((query(&effects).status.as_str(), query(&effects).offset), ("Pushed", 50));
    assert!(!navigates(&effects), "the address is there already");
    assert_eq!(state.update(show()), []);
    assert_eq!(state.route(), Route::parse("devices?status=Pushed&page=2"));
    let effects = state.update(Msg::Show(Box::default()));
    assert_eq!(query(&effects).offset, 0);
    state.update(Msg::Show(Box::new(Route::parse("devices/A"))));
    assert!(state.open.as_ref().and_then(|open| open.device.as_ref()).is_some());
    state.update(Msg::Show(Box::default()));
    assert_eq!(state.open, None, "Back closes the panel");
}
