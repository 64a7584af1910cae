//! How many rows are drawn for a message. A row is a component, and Yew draws it again only when its state is another one.

use super::*;
use crate::fleet::{Problem, Verdict};
use crate::news::News;
use crate::panel::Start;
use rules::Draft;
use rules::checklist::{DeviceReadiness, Status};

/// A page of 50 judged devices.
fn fifty() -> State {
    let serials: Vec<String> = (0..50).map(|at| format!("C02{at:09}")).collect();
    let serials: Vec<&str> = serials.iter().map(String::as_str).collect();
    let mut state = fresh();
    answer(&mut state, Ok(page(&serials, 10_000)));
    state.update(Msg::Verdicts(verdicts(DeviceReadiness::Ready)));
    state
}

fn verdicts(readiness: DeviceReadiness) -> Vec<Option<Verdict>> {
    vec![Some(Verdict { readiness, causes: Vec::new(), checking: false }); 50]
}

/// The rows that are drawn for some messages.
fn drawn(state: &mut State, msgs: impl IntoIterator<Item = Msg>) -> usize {
    let before = state.rows().unwrap_or_default();
    for msg in msgs {
        state.update(msg);
    }
    let after = state.rows().unwrap_or_default();
    after.iter().filter(|row| !before.contains(row)).count()
}

fn serial(at: u32) -> String {
    format!("C02{at:09}")
}

#[test]
fn a_key_in_the_search_field_draws_no_row() {
    let mut state = fifty();
    assert_eq!(drawn(&mut state, "C02E".chars().map(|c| Msg::Search(c.to_string()))), 0);
    let typed = [Msg::PageText("5".into()), Msg::PageText("57".into())];
    assert_eq!(drawn(&mut state, typed), 0);
}

#[test]
fn a_question_on_its_way_draws_no_row() {
    for msg in [
        Msg::Status("Pushed".into()),
        Msg::Readiness(Some(DeviceReadiness::ToDo)),
        Msg::Problem(Some(Problem::Agent)),
        Msg::Turn(Turn::Next),
        Msg::Reload,
        Msg::Sync,
    ] {
        assert_eq!(drawn(&mut fifty(), [msg.clone()]), 0, "{msg:?}");
    }
}

#[test]
fn the_panel_opens_and_closes_without_a_row() {
    let mut state = fifty();
    let open = [Msg::Open(serial(7), Start::Profile)];
    assert_eq!(drawn(&mut state, open), 0);
    assert_eq!(drawn(&mut state, [Msg::GoTo(crate::panel::Neighbour::Next)]), 0);
    assert_eq!(drawn(&mut state, [Msg::Close]), 0);
}

#[test]
fn one_changed_device_is_one_row() {
    let saved = News::Saved(Draft { username: "bob".into(), ..Draft::default() });
    assert_eq!(drawn(&mut fifty(), [Msg::News(serial(7), saved)]), 1);
    let record = Device { serial: serial(7), status: Status::Assigned, ..Device::default() };
    let record = News::Record(Box::new(record));
    assert_eq!(drawn(&mut fifty(), [Msg::News(serial(7), record)]), 1);
    let change = Msg::Change(serial(7), crate::assign::job::Change::Remove);
    assert_eq!(drawn(&mut fifty(), [change]), 1);
    let mut other = verdicts(DeviceReadiness::Ready);
    other[7] = verdicts(DeviceReadiness::ToDo)[0].clone();
    assert_eq!(drawn(&mut fifty(), [Msg::Verdicts(other)]), 1);
    let select = Msg::Select(selection::Msg::Toggle(serial(7), false));
    assert_eq!(drawn(&mut fifty(), [select]), 1);
    let doubt = News::InDoubt { late: true };
    assert_eq!(drawn(&mut fifty(), [Msg::News(serial(7), doubt)]), 1);
}

#[test]
fn fifty_verdicts_are_drawn_a_few_rows_at_a_time() {
    let mut state = fifty();
    let judged = || Msg::Verdicts(verdicts(DeviceReadiness::ToDo));
    for _ in 1..5 {
        let before = state.rows();
        assert_eq!(state.update(judged()), [Effect::JudgeRest]);
        let (before, after) = (before.unwrap_or_default(), state.rows().unwrap_or_default());
        assert_eq!(after.iter().filter(|row| !before.contains(row)).count(), 10);
    }
    assert_eq!(state.update(judged()), []);
    assert_eq!(drawn(&mut state, [judged()]), 0);
}

#[test]
fn the_same_page_and_the_same_verdicts_draw_nothing() {
    let mut state = fifty();
    let devices = state.devices().map(|device| device.as_ref().clone()).collect();
    let same = Page { rows: devices, count: 10_000 };
    let generation = state.generation;
    let judged = Msg::Verdicts(verdicts(DeviceReadiness::Ready));
    assert_eq!(drawn(&mut state, [Msg::Loaded(generation, Ok(same)), judged]), 0);
    assert_eq!(drawn(&mut state, [Msg::FleetChanged(false), Msg::FleetChanged(true)]), 0);
}

#[test]
fn a_range_of_ten_is_ten_rows_and_clearing_it_too() {
    let mut state = fifty();
    let box_of = |at, is_range| Msg::Select(selection::Msg::Toggle(serial(at), is_range));
    assert_eq!(drawn(&mut state, [box_of(10, false), box_of(19, true)]), 10);
    assert_eq!(drawn(&mut state, [Msg::Select(selection::Msg::Clear)]), 10);
}
