//! Tests of the state of the Profiles tab.

use super::*;

fn profile(uuid: &str, superseded: &[&str], count: Option<u32>) -> Profile {
    Profile {
        uuid: uuid.into(),
        superseded: superseded.iter().map(|uuid| (*uuid).to_owned()).collect(),
        device_count: count,
        ..Profile::default()
    }
}

/// Answers a count with these numbers, by UUID: not fetched, fetched.
fn answer(state: &mut State, effects: &[Effect], numbers: &[(&str, u32, u32)]) {
    let [Effect::Count(generation, parts)] = effects else { panic!("{effects:?}") };
    for part in parts {
        let found = numbers.iter().find(|(uuid, ..)| *uuid == part.uuid);
        let count = found.map(
            |(_, assigned, pushed)| {
                if part.status == Status::Pushed { *pushed } else { *assigned }
            },
        );
        state.update(Msg::Counted(*generation, part.clone(), count));
    }
}

#[test]
fn a_removed_device_on_an_older_uuid_is_not_asked_for() {
    let mut state = State::default();
    let staff = profile("A", &["OLD"], Some(3));
    let effects = state.update(Msg::Loaded(Ok(ProfileIndex::new(vec![staff.clone()]))));
    let [Effect::Count(_, parts)] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(parts[..], Part::of("OLD"));
    assert!(parts.iter().all(|part| part.status != Status::Removed));
    answer(&mut state, &effects, &[("OLD", 4, 2)]);
    assert_eq!(state.older(&staff), Some(Count { assigned: 4, pushed: 2 }));
    assert_eq!((state.current(&staff), state.older(&staff).map(Count::all)), (Some(3), Some(6)));
}

#[test]
fn older_uuids_are_always_counted_and_current_ones_when_the_host_does_not() {
    let (counted, uncounted) = (profile("A", &["OLD", "OLDER"], Some(3)), profile("B", &[], None));
    let index = ProfileIndex::new(vec![counted.clone(), uncounted.clone()]);
    let mut state = State::default();
    let effects = state.update(Msg::Loaded(Ok(index)));
    assert_eq!((state.older(&counted), state.current(&uncounted)), (None, None));
    answer(&mut state, &effects, &[("OLD", 1, 0), ("OLDER", 0, 2), ("B", 5, 7)]);
    assert_eq!(state.older(&counted), Some(Count { assigned: 1, pushed: 2 }));
    assert_eq!((state.current(&counted), state.current(&uncounted)), (Some(3), Some(12)));
    assert_eq!(state.older(&uncounted), Some(Count::default()));
}

#[test]
fn a_part_that_cannot_be_counted_leaves_the_whole_unknown() {
    let staff = profile("A", &["OLD", "OLDER"], Some(3));
    let mut state = State::default();
    let effects = state.update(Msg::Loaded(Ok(ProfileIndex::new(vec![staff.clone()]))));
    answer(&mut state, &effects, &[("OLD", 1, 0)]);
    assert_eq!((state.older(&staff), state.count("OLD").map(Count::all)), (None, Some(1)));
}

#[test]
fn a_count_of_an_earlier_reading_is_not_taken() {
    let staff = profile("A", &["OLD"], Some(3));
    let mut state = State::default();
    let load =
        |state: &mut State| state.update(Msg::Loaded(Ok(ProfileIndex::new(vec![staff.clone()]))));
    let early = load(&mut state);
    let late = load(&mut state);
    answer(&mut state, &late, &[("OLD", 0, 0)]);
    answer(&mut state, &early, &[("OLD", 6, 3)]);
    assert_eq!(state.older(&staff), Some(Count::default()));
}

#[test]
fn the_end_of_a_run_counts_again_and_closing_the_dialog_does_not() {
    let mut state = State::default();
    state.update(Msg::Reassign(profile("A", &["OLD"], None)));
    assert_eq!(state.reassigning.as_ref().map(|it| it.uuid.as_str()), Some("A"));
    assert_eq!(state.update(Msg::Close), []);
    assert_eq!(state.reassigning, None);
    state.update(Msg::Preview(profile("A", &[], None)));
    assert_eq!(state.previewing.as_ref().map(|it| it.uuid.as_str()), Some("A"));
    assert_eq!(state.update(Msg::Close), []);
    assert_eq!(state.previewing, None);
    assert_eq!(state.update(Msg::Runs), [Effect::Load]);
}

#[test]
fn a_refused_copy_is_shown_until_a_later_one_succeeds() {
    let mut state = State::default();
    state.update(Msg::Copied("A".into(), false));
    assert_eq!(state.copy_refused.as_deref(), Some("A"));
    state.update(Msg::Copied("A".into(), true));
    assert_eq!((state.copied.as_deref(), state.copy_refused), (Some("A"), None));
}

#[test]
fn a_link_waits_for_the_profiles_and_says_when_none_has_the_uuid() {
    let mut state = State::default();
    assert_eq!(state.update(Msg::At(Some("A/edit".into()))), []);
    assert_eq!(state.editing, None);
    state.update(Msg::Loaded(Ok(ProfileIndex::new(vec![profile("A", &[], Some(0))]))));
    assert_eq!(state.editing, Some(Intent::Edit(profile("A", &[], Some(0)))));
    assert_eq!(state.update(Msg::CloseEditor), [Effect::Load, Effect::Place(None)]);
    state.update(Msg::At(Some("B/edit".into())));
    assert_eq!((state.editing.clone(), state.unknown.as_deref()), (None, Some("B")));
    state.update(Msg::At(None));
    assert_eq!(state.unknown, None);
}

#[test]
fn a_step_back_asks_the_editor_and_staying_puts_the_address_back() {
    let mut state = State::default();
    state.update(Msg::Loaded(Ok(ProfileIndex::new(Vec::new()))));
    let new = || Some("new".to_owned());
    assert_eq!(state.update(Msg::Edit(Intent::New)), [Effect::Place(new())]);
    assert_eq!(state.update(Msg::At(new())), []);
    assert_eq!(state.next, None, "the own news, coming back");
    state.update(Msg::At(None));
    assert_eq!((state.next.clone(), state.editing.is_some()), (Some(None), true));
    assert_eq!(state.update(Msg::StayInEditor), [Effect::Place(new())]);
    state.update(Msg::At(None));
    assert_eq!(state.update(Msg::CloseEditor), [Effect::Load], "the address is there already");
    assert_eq!((state.editing, state.place), (None, None));
}
