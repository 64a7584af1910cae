//! Searching, filtering, and what is said about the answer.

use super::*;
use rules::checklist::DeviceReadiness;

fn search(state: &mut State, text: &str) -> Vec<Effect> {
    state.update(Msg::Search(text.into()));
    state.update(Msg::SearchPaused(state.keystroke))
}

fn nothing() -> Result<Page<Device>, HostError> {
    Ok(page(&[], 0))
}

#[test]
fn only_the_last_keystroke_searches_and_it_starts_at_the_first_page() {
    let mut state = loaded(120);
    go_to(&mut state, "3");
    assert_eq!(state.update(Msg::Search("c0".into())), [Effect::Pause(1)]);
    assert_eq!(state.update(Msg::Search(" c02 ".into())), [Effect::Pause(2)]);
    assert_eq!(state.update(Msg::SearchPaused(1)), []);
    let effects = state.update(Msg::SearchPaused(2));
    let wanted = DeviceQuery { limit: 50, serial: "C02".into(), ..DeviceQuery::default() };
    assert_eq!(query(&effects), wanted);
}

#[test]
fn a_user_is_found_in_the_one_search_field() {
    let mut state = loaded(120);
    assert_eq!(query(&search(&mut state, "alice")).serial, "ALICE");
    let effects = answer(&mut state, nothing());
    let asked = query(&effects);
    assert_eq!((asked.serial.as_str(), asked.user.as_str()), ("", "alice"));
    let effects = answer(&mut state, Ok(page(&["A"], 1)));
    assert!(effects.contains(&Effect::Say(Announcement::Count(1))), "{effects:?}");
    assert_eq!(state.searched(), (Field::User, false));
    for text in ["zoë", "alice@acme.com", "SALES/frank"] {
        let mut state = loaded(120);
        assert_eq!(query(&search(&mut state, text)).user, text, "this is no serial number");
    }
}

#[test]
fn users_are_one_press_away_when_a_serial_has_the_name() {
    let mut state = loaded(120);
    search(&mut state, "dan");
    answer(&mut state, Ok(page(&["XXDAN0000001"], 1)));
    assert_eq!(state.searched(), (Field::Serial, true));
    let effects = state.update(Msg::SearchUsers);
    assert_eq!(query(&effects).user, "dan");
    assert_eq!(effects.iter().filter(|effect| matches!(effect, Effect::Load(..))).count(), 1);
}

#[test]
fn a_host_without_users_is_not_asked_for_one() {
    let host = HostAbilities { has_users: false, ..HOST };
    let mut state = State::new(&Route::default(), 50, host).0;
    answer(&mut state, Ok(page(&["A"], 1)));
    search(&mut state, "alice");
    let effects = answer(&mut state, nothing());
    assert!(!has_load(&effects), "{effects:?}");
}

#[test]
fn a_scanned_serial_that_nobody_has_leads_to_the_one_that_is_there() {
    for text in ["SC02EMPTY0001", "C02EMPTYOOO1", "sc02emptyooo1"] {
        let mut state = loaded(120);
        search(&mut state, text);
        answer(&mut state, nothing());
        let effects = answer(&mut state, nothing());
        let looked = effects.iter().find_map(|effect| match effect {
            Effect::LookFor(_, near) => Some(near.clone()),
            _ => None,
        });
        assert!(looked.unwrap_or_default().contains(&"C02EMPTY0001".to_owned()), "{effects:?}");
        state.update(Msg::Near(state.generation, vec!["C02EMPTY0001".into()]));
        assert_eq!(state.near, ["C02EMPTY0001"]);
        let effects = state.update(Msg::SearchNow(state.near[0].clone()));
        assert_eq!(query(&effects).serial, "C02EMPTY0001");
        assert!(effects.contains(&Effect::Focus(Place::Search)), "the button goes: {effects:?}");
        answer(&mut state, Ok(page(&["C02EMPTY0001"], 1)));
        assert_eq!(state.near, [""; 0]);
    }
}

#[test]
fn a_hint_for_an_older_search_is_not_shown() {
    let mut state = loaded(120);
    search(&mut state, "SC02EMPTY0001");
    let generation = state.generation;
    search(&mut state, "bob");
    state.update(Msg::Near(generation, vec!["C02EMPTY0001".into()]));
    assert_eq!(state.near, [""; 0]);
}

#[test]
fn pasted_serials_filter_to_exactly_those_and_the_missing_are_named() {
    let mut state = loaded(120);
    let effects = search(&mut state, "c02empty0001, DX3M9JRNL4LJ\nC02GONE00001");
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::Load(_, Ask::Fleet(selection)) => Some(selection.clone()),
        _ => None,
    });
    let asked = asked.expect("a question about serials");
    assert_eq!(asked.serials, ["C02EMPTY0001", "DX3M9JRNL4LJ", "C02GONE00001"]);
    let effects = answer(&mut state, Ok(page(&["C02EMPTY0001", "DX3M9JRNL4LJ"], 2)));
    assert!(effects.contains(&Effect::Say(Announcement::Count(2))), "{effects:?}");
    state.update(Msg::Missing(state.generation, vec!["C02GONE00001".into()]));
    assert_eq!(state.missing, ["C02GONE00001"]);
    search(&mut state, "");
    assert_eq!(state.missing, [""; 0], "they were of another question");
}

#[test]
fn a_pasted_list_that_nobody_has_is_not_searched_among_users() {
    let mut state = loaded(120);
    search(&mut state, "C02GONE00001 C02GONE00002");
    assert!(!has_load(&answer(&mut state, nothing())));
}

#[test]
fn readiness_and_problem_are_questions_to_the_verdicts_and_the_rest_to_the_host() {
    let fleet = |effects: &[Effect]| {
        effects.iter().any(|effect| matches!(effect, Effect::Load(_, Ask::Fleet(_))))
    };
    for readiness in DeviceReadiness::ALL {
        assert!(fleet(&loaded(9).update(Msg::Readiness(Some(readiness)))), "{readiness:?}");
    }
    assert!(fleet(&loaded(9).update(Msg::Problem(Some(crate::fleet::Problem::NoProfile)))));
    assert!(!fleet(&loaded(9).update(Msg::Status("Removed".into()))));
    let mut state = loaded(9);
    state.update(Msg::Readiness(Some(DeviceReadiness::Ready)));
    assert!(!fleet(&state.update(Msg::Readiness(None))), "all devices are the host's again");
}

#[test]
fn a_choice_that_is_made_already_reads_nothing() {
    for msg in
        [Msg::Readiness(None), Msg::Problem(None), Msg::Status(String::new()), Msg::Profile(None)]
    {
        assert_eq!(loaded(9).update(msg), []);
    }
}

#[test]
fn an_order_is_offered_only_where_somebody_can_sort() {
    let by = |column| Sort { column, descending: true };
    let mut state = loaded(9);
    assert!(!state.can_sort(Column::Device) && !state.can_sort(Column::Readiness));
    state.is_complete = true;
    assert!(state.can_sort(Column::Device) && state.can_sort(Column::Readiness));
    let host = HostAbilities { can_sort: true, ..HOST };
    let mut state = State::new(&Route::default(), 50, host).0;
    assert!(state.can_sort(Column::User) && !state.can_sort(Column::Readiness));
    assert_eq!(query(&state.update(Msg::Sort(by(Column::User)))).sort, "-user");
}

#[test]
fn clearing_takes_everything_and_gives_the_search_field_the_focus() {
    let mut state = loaded(9);
    state.update(Msg::Status("Pushed".into()));
    state.update(Msg::Readiness(Some(DeviceReadiness::ToDo)));
    state.update(Msg::Search("bob".into()));
    let effects = state.update(Msg::ClearFilters);
    assert!(effects.contains(&Effect::Focus(Place::Search)), "{effects:?}");
    assert!(navigates(&effects), "{effects:?}");
    assert_eq!(query(&effects), DeviceQuery { limit: 50, ..DeviceQuery::default() });
    assert!(!state.question.is_filtered());
    assert_eq!(state.update(Msg::SearchPaused(1)), [], "the letter typed before is forgotten");
}

#[test]
fn results_are_said_once_and_a_reload_says_nothing() {
    let mut state = fresh();
    let said = |effects: &[Effect]| {
        let say = |effect: &Effect| match effect {
            Effect::Say(announcement) => Some(announcement.clone()),
            _ => None,
        };
        effects.iter().filter_map(say).collect::<Vec<_>>()
    };
    assert_eq!(said(&answer(&mut state, Ok(page(&["A"], 12)))), [], "the page was just opened");
    state.update(Msg::Reload);
    assert_eq!(said(&answer(&mut state, Ok(page(&["A"], 12)))), []);
    search(&mut state, "C02");
    assert_eq!(said(&answer(&mut state, Ok(page(&["A"], 3)))), [Announcement::Count(3)]);
    state.update(Msg::Reload);
    assert_eq!(said(&answer(&mut state, Ok(page(&["A"], 3)))), []);
    search(&mut state, "é");
    assert_eq!(said(&answer(&mut state, nothing())), [Announcement::NoMatch]);
}

#[test]
fn that_nothing_matches_is_not_said_before_all_devices_are_judged() {
    let mut state = loaded(9);
    let says = |effects: &[Effect]| {
        effects.iter().any(|effect| *effect == Effect::Say(Announcement::NoMatch))
    };
    state.update(Msg::Readiness(Some(DeviceReadiness::Ready)));
    assert!(!says(&answer(&mut state, nothing())));
    state.update(Msg::FleetChanged(true));
    assert!(says(&answer(&mut state, nothing())));
}

#[test]
fn rows_of_verdicts_that_are_still_counted_follow_and_complete_ones_stay() {
    let mut state = loaded(9);
    state.update(Msg::Readiness(Some(DeviceReadiness::ToDo)));
    answer(&mut state, Ok(page(&["A"], 1)));
    assert!(has_load(&state.update(Msg::FleetChanged(false))), "more may have come");
    answer(&mut state, Ok(page(&["A", "B"], 2)));
    assert!(has_load(&state.update(Msg::FleetChanged(true))), "the last ones");
    answer(&mut state, Ok(page(&["A", "B", "C"], 3)));
    let effects = state.update(Msg::FleetChanged(true));
    assert_eq!(effects, [Effect::Judge], "a device that was just mended stays under the hand");
}
