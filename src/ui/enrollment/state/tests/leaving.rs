//! Every way out of the surface, and what is asked before unsaved values are left.

use super::*;

#[test]
fn leaving_with_changes_asks_and_without_does_not() {
    let mut state = loaded(draft("alice", false));
    assert_eq!(state.update(Msg::Exit(Exit::Close)), vec![Effect::Close(CloseReason::Cancelled)]);
    state.update(Msg::Login(true));
    assert_eq!(state.update(Msg::Exit(Exit::Close)), vec![Effect::Go(Place::Stay)]);
    assert!(state.leaving.is_some());
    state.update(Msg::KeepEditing);
    assert!(state.leaving.is_none());
    state.update(Msg::Exit(Exit::Close));
    assert_eq!(state.update(Msg::Discard), vec![Effect::Close(CloseReason::Cancelled)]);
}

#[test]
fn leaving_during_a_save_asks() {
    let mut state = typed("alice");
    save(&mut state);
    assert_eq!(state.update(Msg::Exit(Exit::Close)), vec![Effect::Go(Place::Stay)]);
    assert!(state.leaving.is_some());
}

/// The panel of a list, in which these fields are loaded.
fn in_panel(stored: Draft) -> State {
    let mut state = loaded(stored);
    state.stays = true;
    state
}

#[test]
fn a_save_in_the_panel_keeps_it_open_and_asks_nothing() {
    let mut state = in_panel(draft("", false));
    state.update(Msg::Type("alice".to_owned()));
    let generation = save(&mut state);
    let effects = state.update(Msg::Stored(generation, Ok(draft("alice", false).into())));
    assert_eq!(effects, vec![Effect::TellSaved(draft("alice", false))]);
    assert!(state.saved && !state.is_changed());
}

#[test]
fn every_way_out_asks_about_unsaved_values_and_goes_on_after_the_answer() {
    for (exit, end) in [
        (Exit::Close, Effect::Close(CloseReason::Cancelled)),
        (Exit::Previous, Effect::Turn(Exit::Previous)),
        (Exit::Next, Effect::Turn(Exit::Next)),
        (Exit::HandOver, Effect::Turn(Exit::HandOver)),
    ] {
        let mut state = in_panel(draft("", false));
        assert_eq!(state.update(Msg::Exit(exit)), vec![end.clone()], "nothing is unsaved");
        state.update(Msg::Login(true));
        assert_eq!(state.update(Msg::Exit(exit)), vec![Effect::Go(Place::Stay)]);
        assert_eq!(state.update(Msg::Discard), vec![end.clone()]);
        state.update(Msg::Exit(exit));
        let effects = state.update(Msg::SaveAndGo);
        let [Effect::Save(generation, ..)] = effects.as_slice() else { panic!("{effects:?}") };
        let effects = state.update(Msg::Stored(*generation, Ok(draft("", true).into())));
        let end = match end {
            Effect::Close(_) => Effect::Close(CloseReason::Saved),
            end => end,
        };
        assert_eq!(effects, vec![Effect::TellSaved(draft("", true)), end]);
    }
}

#[test]
fn a_save_before_leaving_that_cannot_be_done_stays() {
    let mut state = in_panel(draft("alice", false));
    state.update(Msg::Type("a b".to_owned()));
    state.update(Msg::Exit(Exit::Next));
    assert_eq!(state.update(Msg::SaveAndGo), vec![Effect::Go(Place::Username)]);
    assert_eq!(state.leaving, None);
    let mut state = in_panel(draft("alice", false));
    state.update(Msg::Login(true));
    state.update(Msg::Exit(Exit::Next));
    let effects = state.update(Msg::SaveAndGo);
    let [Effect::Save(generation, ..)] = effects.as_slice() else { panic!("{effects:?}") };
    let refused = host::SaveError::NotAccepted(HostError::of(Kind::Permission));
    state.update(Msg::Stored(*generation, Err(refused)));
    assert_eq!((state.leaving, state.is_changed()), (None, true), "the trouble is seen first");
}

#[test]
fn discarding_puts_the_stored_values_back() {
    for change in [Msg::Type("bob".to_owned()), Msg::Login(true), Msg::Agent(true)] {
        let mut state = in_panel(draft("alice", false));
        state.update(change);
        assert!(state.is_changed() && state.has_to_save());
        assert_eq!(state.update(Msg::Reset)[0], Effect::Go(Place::Username));
        assert_eq!((state.form.draft(), state.is_changed()), (&draft("alice", false), false));
    }
}
