//! The selection: boxes, ranges, pages, and all that match.

use super::*;
use crate::devices::state::selection::Msg as Select;

/// A list with these rows on its page, which has `count` in all.
fn list(serials: &[&str], count: u32) -> State {
    let mut state = fresh();
    answer(&mut state, Ok(page(serials, count)));
    state
}

fn send(state: &mut State, msg: Select) -> Vec<Effect> {
    state.update(Msg::Select(msg))
}

fn press(state: &mut State, serial: &str, is_range: bool) -> Vec<Effect> {
    send(state, Select::Toggle(serial.into(), is_range))
}

fn selected(state: &State) -> String {
    let serials = state.selection.serials();
    let all: Vec<&str> = (0..serials.count()).map(|number| serials.get(number)).collect();
    all.join(" ")
}

fn said(count: u32) -> Effect {
    Effect::Say(Announcement::Selected(count))
}

fn serials(from: u32, to: u32, count: u32) -> Page<String> {
    Page { rows: (from..to).map(|at| format!("C02{at:09}")).collect(), count }
}

/// The request and the query that a reading asks for next.
fn asked(effects: &[Effect]) -> (u32, DeviceQuery) {
    match effects {
        [Effect::Gather(request, Ask::Host(query))] => (*request, query.clone()),
        other => panic!("no question: {other:?}"),
    }
}

#[test]
fn a_box_selects_its_device_and_a_second_press_lets_it_go() {
    let mut state = list(&["A", "B", "C"], 3);
    assert_eq!(press(&mut state, "B", false), [said(1)]);
    assert_eq!((selected(&state).as_str(), state.selection.count()), ("B", 1));
    assert_eq!(press(&mut state, "A", false), [said(2)]);
    assert_eq!(press(&mut state, "B", false), [said(1)]);
    assert_eq!(selected(&state), "A");
    assert!(state.rows().unwrap_or_default()[0].is_selected);
}

#[test]
fn a_range_reaches_from_the_box_before_in_both_directions() {
    let mut state = list(&["A", "B", "C", "D", "E"], 5);
    press(&mut state, "B", false);
    assert_eq!(press(&mut state, "D", true), [said(3)]);
    assert_eq!(selected(&state), "B C D");
    // From the end of the range on, and to the state that the pressed box gets.
    press(&mut state, "A", true);
    assert_eq!(state.selection.count(), 4);
    press(&mut state, "C", true);
    assert_eq!(selected(&state), "D");
}

#[test]
fn a_range_without_a_beginning_on_this_page_is_one_box() {
    let mut state = list(&["A", "B", "C"], 6);
    press(&mut state, "A", true);
    assert_eq!(selected(&state), "A", "nothing was pressed before");
    state.update(Msg::Turn(Turn::Next));
    answer(&mut state, Ok(page(&["D", "E", "F"], 6)));
    press(&mut state, "F", true);
    assert_eq!(selected(&state), "A F");
}

#[test]
fn the_box_of_the_page_selects_the_rest_and_then_nothing() {
    let mut state = list(&["A", "B", "C"], 3);
    let coverage = |state: &State| {
        let serials: Vec<String> = serials_of(state);
        state.selection.coverage(serials.iter().map(String::as_str))
    };
    assert_eq!(coverage(&state), Coverage::None);
    press(&mut state, "B", false);
    assert_eq!(coverage(&state), Coverage::Some);
    assert_eq!(send(&mut state, Select::TogglePage), [said(3)]);
    assert_eq!(coverage(&state), Coverage::All);
    assert_eq!(send(&mut state, Select::TogglePage), [said(0)]);
    assert_eq!(coverage(&state), Coverage::None);
    assert_eq!(coverage(&list(&[], 0)), Coverage::None, "an empty page is not selected");
}

#[test]
fn a_selection_survives_pages_filters_and_a_reload() {
    let mut state = list(&["A", "B"], 4);
    send(&mut state, Select::TogglePage);
    state.update(Msg::Turn(Turn::Next));
    answer(&mut state, Ok(page(&["C", "D"], 4)));
    press(&mut state, "D", false);
    state.update(Msg::Status("Pushed".into()));
    answer(&mut state, Ok(page(&["B", "E"], 2)));
    let rows = state.rows().unwrap_or_default();
    assert_eq!(rows.iter().map(|row| row.is_selected).collect::<Vec<_>>(), [true, false]);
    state.update(Msg::Reload);
    answer(&mut state, Ok(page(&["E"], 1)));
    assert_eq!(selected(&state), "A B D");
}

#[test]
fn all_that_match_are_read_page_by_page_with_the_filters_of_the_list() {
    let mut state = list(&["A"], 1);
    state.update(Msg::Status("Pushed".into()));
    answer(&mut state, Ok(page(&["C02000000000"], 250)));
    press(&mut state, "C02000000000", false);
    let mut effects = send(&mut state, Select::All);
    for (from, to) in [(0, 100), (100, 200), (200, 250)] {
        let (request, query) = asked(&effects);
        assert_eq!((query.offset, query.limit, query.status.as_str()), (from, 100, "Pushed"));
        effects = send(&mut state, Select::Gathered(request, Ok(serials(from, to, 250))));
    }
    assert_eq!(effects, [said(250)], "only the end is told");
    assert_eq!(state.selection.count(), 250);
    assert!(state.selection.gathering.is_none());
    assert!(state.selection.is_all_of(&state.question));
    press(&mut state, "C02000000000", false);
    assert!(!state.selection.is_all_of(&state.question));
}

#[test]
fn a_failure_keeps_what_came_and_goes_on_from_there() {
    let mut state = list(&["A"], 150);
    press(&mut state, "A", false);
    let (request, _) = asked(&send(&mut state, Select::All));
    let (late, _) = asked(&send(&mut state, Select::Gathered(request, Ok(serials(0, 100, 150)))));
    let failed = HostError::of(Kind::Server);
    assert_eq!(send(&mut state, Select::Gathered(late, Err(failed.clone()))), []);
    let gathering = state.selection.gathering.clone().expect("it can go on");
    assert_eq!((gathering.done, gathering.failure), (100, Some(failed)));
    let (request, query) = asked(&send(&mut state, Select::Again));
    assert_eq!(query.offset, 100);
    assert_eq!(send(&mut state, Select::Gathered(late, Ok(serials(0, 9, 9)))), [], "too late");
    send(&mut state, Select::Gathered(request, Ok(serials(100, 150, 150))));
    assert_eq!(state.selection.count(), 151);
}

#[test]
fn a_reading_that_is_stopped_takes_nothing_more() {
    let mut state = list(&["A"], 150);
    press(&mut state, "A", false);
    let (request, _) = asked(&send(&mut state, Select::All));
    let (late, _) = asked(&send(&mut state, Select::Gathered(request, Ok(serials(0, 100, 150)))));
    assert_eq!(send(&mut state, Select::Stop), [said(101)]);
    assert_eq!(send(&mut state, Select::Gathered(late, Ok(serials(100, 150, 150)))), []);
    assert_eq!(state.selection.count(), 101);
    assert!(!state.selection.is_all_of(&state.question));
}

#[test]
fn a_list_that_shrinks_meanwhile_ends_the_reading_without_the_word_all() {
    let mut state = list(&["A"], 150);
    press(&mut state, "A", false);
    let (request, _) = asked(&send(&mut state, Select::All));
    let (request, _) =
        asked(&send(&mut state, Select::Gathered(request, Ok(serials(0, 100, 150)))));
    send(&mut state, Select::Gathered(request, Ok(serials(0, 0, 150))));
    assert!(state.selection.gathering.is_none());
    assert!(!state.selection.is_all_of(&state.question));
}

#[test]
fn the_verdicts_give_those_that_match_a_problem_without_the_host() {
    let mut state = list(&["A"], 1);
    state.update(Msg::FleetChanged(true));
    state.update(Msg::Problem(Some(crate::fleet::Problem::Agent)));
    answer(&mut state, Ok(page(&["A", "B"], 7_000)));
    press(&mut state, "A", false);
    let effects = send(&mut state, Select::All);
    let [Effect::Gather(request, Ask::Fleet(query))] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!((query.offset, query.limit), (0, 5_000));
    assert_eq!(query.question.problem, Some(crate::fleet::Problem::Agent));
    let effects = send(&mut state, Select::Gathered(*request, Ok(serials(0, 5_000, 7_000))));
    let [Effect::Gather(request, Ask::Fleet(query))] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(query.offset, 5_000);
    send(&mut state, Select::Gathered(*request, Ok(serials(5_000, 7_000, 7_000))));
    assert_eq!(state.selection.count(), 7_001);
}

#[test]
fn clearing_ends_everything() {
    let mut state = list(&["A", "B"], 150);
    press(&mut state, "A", false);
    let (request, _) = asked(&send(&mut state, Select::All));
    assert_eq!(send(&mut state, Select::Clear), [said(0)]);
    assert_eq!(send(&mut state, Select::Gathered(request, Ok(serials(0, 100, 150)))), []);
    assert_eq!((selected(&state).as_str(), state.selection.count()), ("", 0));
    press(&mut state, "B", true);
    assert_eq!(selected(&state), "B", "the range has no beginning any more");
}

#[test]
fn all_can_be_selected_before_any_is() {
    let mut state = list(&["A"], 150);
    let (request, _) = asked(&send(&mut state, Select::All));
    assert!(state.selection.gathering.is_some());
    send(&mut state, Select::Gathered(request, Ok(serials(0, 100, 100))));
    assert_eq!(state.selection.count(), 100);
}

#[test]
fn nothing_is_selected_by_a_question_that_is_not_answered_yet() {
    let mut state = list(&["A"], 150);
    press(&mut state, "A", false);
    state.update(Msg::Status("Pushed".into()));
    assert_eq!(send(&mut state, Select::All), []);
}
