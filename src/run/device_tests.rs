//! Writes of unknown fate that the host carries out late, when somebody else has changed the device meanwhile.

use super::*;

fn state(profile: &str) -> State {
    State { profile: (!profile.is_empty()).then(|| profile.to_owned()), ..State::default() }
}

/// A device on its way from A to B, whose removal got no answer at the time 1,000.
fn unanswered_removal(limits: &Limits) -> (Device, Change) {
    let change = Change { serial: "D0".to_owned(), before: state("A"), after: state("B") };
    let mut device = Device::default();
    device.ask(0);
    assert_eq!(look(&mut device, &change, "A", limits), Next::Send(Step::Remove));
    device.send(Step::Remove);
    device.answered(Step::Remove, Err(Failure::Unclear(Reason::default())), 1_000, 0);
    (device, change)
}

fn look(device: &mut Device, change: &Change, profile: &str, limits: &Limits) -> Next {
    device.read(change, &state(profile), 0, Writes::All, limits)
}

#[test]
fn the_wanted_profile_is_not_taken_away_by_a_removal_that_comes_late() {
    let limits = Limits::default();
    let settled = 1_000 + limits.settle;
    // Whoever has removed the profile, or even assigned the wanted one: the run's own removal may still come.
    for profile in ["", "B"] {
        let (mut device, change) = unanswered_removal(&limits);
        device.ask(1_000);
        assert_eq!(look(&mut device, &change, profile, &limits), Next::Look(settled));
    }
    let (mut device, change) = unanswered_removal(&limits);
    device.ask(settled);
    assert_eq!(look(&mut device, &change, "", &limits), Next::Send(Step::Assign));
}

#[test]
fn a_device_is_not_reported_untouched_while_a_write_may_still_come() {
    let limits = Limits::default();
    let settled = 1_000 + limits.settle;
    let (mut device, change) = unanswered_removal(&limits);
    device.ask(1_000);
    assert_eq!(look(&mut device, &change, "C", &limits), Next::Look(settled));
    device.ask(settled);
    let conflict = Next::End(Outcome::Conflict(Difference::Changed));
    assert_eq!(look(&mut device, &change, "C", &limits), conflict);
}

#[test]
fn an_answer_that_took_long_shows_the_device_as_it_was_when_it_was_asked_for() {
    let limits = Limits::default();
    let (mut device, change) = unanswered_removal(&limits);
    // Asked for in time, and answered whenever: it says nothing about what came since.
    device.ask(1_000 + limits.settle - 1);
    let again = Next::Look(1_000 + limits.settle);
    assert_eq!(look(&mut device, &change, "A", &limits), again);
    device.ask(1_000 + limits.settle);
    assert_eq!(look(&mut device, &change, "A", &limits), Next::Send(Step::Remove));
}

#[test]
fn a_removal_that_was_seen_is_not_made_again_when_somebody_takes_it_back() {
    let limits = Limits::default();
    let (mut device, change) = unanswered_removal(&limits);
    device.ask(1_000);
    look(&mut device, &change, "", &limits);
    device.ask(1_000 + limits.settle);
    let conflict = Next::End(Outcome::Conflict(Difference::Changed));
    assert_eq!(look(&mut device, &change, "A", &limits), conflict);
}
