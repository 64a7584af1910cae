//! Tests of the preview's state.

use super::*;
use rules::setup::panes;
use rules::system::System;

fn of(skips: &[&str], family: &str) -> Inputs {
    let skip_setup_items = skips.iter().map(|key| (*key).to_owned()).collect();
    Inputs {
        profile: Rc::new(Profile { skip_setup_items, ..Profile::default() }),
        device: Device { family: family.to_owned(), ..Device::default() },
        enrollment: None,
    }
}

fn names(state: &State) -> Vec<&'static str> {
    state.steps().map(|shown| shown.pane).collect()
}

fn here(state: &State) -> &'static str {
    state.step().map_or("", |shown| shown.pane)
}

#[test]
fn the_steps_are_the_panes_that_the_rules_do_not_leave_out() {
    let state = State::new(of(&["Siri", "TOS"], "iPad"));
    let all = preview(state.profile(), &state.device(), None);
    let seen: Vec<_> = all.panes.iter().filter(|it| it.state != PaneState::Skipped).collect();
    assert_eq!(state.steps().collect::<Vec<_>>(), seen);
    assert!(!names(&state).contains(&"Siri") && names(&state).contains(&"AppleID"));
    assert_eq!(all, *state.preview());
}

#[test]
fn the_arrow_keys_step_within_both_ends() {
    let mut state = State::new(of(&[], "AppleTV"));
    let names = names(&state);
    assert_eq!(state.update(Msg::Step(Place::Device, Move::Previous)), None);
    assert_eq!(state.update(Msg::Step(Place::Device, Move::Next)), Some(Effect::Say));
    assert_eq!(here(&state), names[1]);
    assert_eq!(state.update(Msg::Step(Place::List, Move::Last)), Some(Effect::Focus));
    assert_eq!(Some(&here(&state)), names.last());
    assert_eq!(state.update(Msg::Step(Place::List, Move::Next)), None, "there is no further one");
    state.update(Msg::Step(Place::List, Move::First));
    assert_eq!(state.at(), 0);
    state.update(Msg::Go("RemoteManagement"));
    assert_eq!(here(&state), "RemoteManagement");
}

#[test]
fn keys_follow_the_direction_of_the_text() {
    for (place, key, rtl, expected) in [
        (Place::Device, "ArrowRight", false, Some(Move::Next)),
        (Place::Device, "ArrowRight", true, Some(Move::Previous)),
        (Place::Device, "ArrowLeft", true, Some(Move::Next)),
        (Place::Device, "ArrowDown", false, None),
        (Place::List, "ArrowDown", true, Some(Move::Next)),
        (Place::List, "ArrowUp", false, Some(Move::Previous)),
        (Place::List, "End", false, Some(Move::Last)),
        (Place::List, "Enter", false, None),
    ] {
        assert_eq!(Move::of(place, key, rtl), expected, "{place:?} {key} {rtl}");
    }
}

#[test]
fn an_edit_of_the_profile_leaves_the_step_that_is_looked_at() {
    let mut state = State::new(of(&[], "iPhone"));
    state.update(Msg::Go("Siri"));
    let at = state.at();
    state.update(Msg::Inputs(of(&["AppleID"], "iPhone")));
    assert_eq!(here(&state), "Siri");
    assert!(state.at() < at, "a step before it is left out");
    let mut names = names(&state);
    state.update(Msg::Inputs(of(&["AppleID", "Siri"], "iPhone")));
    names.retain(|name| *name != "Siri");
    assert_eq!(here(&state), names[state.at()], "the step that came after it");
}

#[test]
fn a_setup_that_goes_by_itself_has_no_step() {
    let mut inputs = of(&[], "AppleTV");
    inputs.profile =
        Rc::new(Profile { auto_advance_setup: Some(true), ..(*inputs.profile).clone() });
    let mut state = State::new(inputs);
    assert_eq!((state.steps().count(), state.step()), (0, None));
    assert_eq!(state.update(Msg::Step(Place::Device, Move::Next)), None);
    assert_eq!(state.update(Msg::Step(Place::Device, Move::Last)), None);
}

#[test]
fn the_version_of_a_known_device_is_not_guessed() {
    let state = State::new(of(&[], "iPad"));
    assert!(state.is_kind_known());
    assert_eq!((state.version(), state.versions()[0].as_str()), ("", ""));
    assert!(state.preview().problems.iter().any(|problem| problem.code == "setup.version"));
    let mut known = of(&[], "Mac");
    known.device.version = Version::parse("14.6.1");
    let state = State::new(known);
    assert_eq!(state.version(), "14.6.1");
    assert!(state.versions().contains(&"14.6.1".to_owned()));
    assert!(state.preview().problems.is_empty());
}

#[test]
fn where_no_device_is_meant_the_admin_chooses_from_the_newest_to_the_oldest() {
    let mut state = State::new(of(&["Wallpaper"], ""));
    assert!(!state.is_kind_known());
    state.update(Msg::Kind(Kind::Mac));
    assert_eq!(state.version(), Kind::Mac.newest());
    assert_eq!(state.preview().system, System::Mac);
    assert_eq!(state.preview().keys.len(), 1, "the newest macOS has no wallpaper step");
    state.update(Msg::Version("14.1".to_owned()));
    assert!(state.preview().keys.is_empty());
    state.update(Msg::Version(state.versions().last().cloned().unwrap_or_default()));
    let first = names(&state).len();
    assert!(first > 0 && first < panes().count());
    // An edit of the profile leaves the choice alone.
    state.update(Msg::Inputs(of(&[], "")));
    assert_eq!((state.kind(), state.version()), (Kind::Mac, "10.9"));
}

#[test]
fn the_enrollment_tells_the_owner_while_it_is_typed() {
    let mut inputs = of(&[], "iPad");
    inputs.enrollment = Some(Draft { username: "alice".to_owned(), ..Draft::default() });
    let mut state = State::new(of(&[], "iPad"));
    assert_eq!(state.preview().owner.remark.code, "setup.owner.unknown");
    state.update(Msg::Inputs(inputs));
    assert_eq!(state.preview().owner.remark.code, "setup.owner.assigned");
}
