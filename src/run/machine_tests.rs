//! What a run asks for, step by step, on a host that does what it is told. The simulator has everything that goes wrong.

use super::*;
use crate::plan::{About, Change};
use crate::report::{Difference, Kind};
use rules::Draft;
use std::collections::VecDeque;

fn state(profile: &str, username: &str) -> State {
    let profile = (!profile.is_empty()).then(|| profile.to_owned());
    let enrollment = Draft { username: username.to_owned(), ..Draft::default() };
    State { profile, fetched: false, enrollment: Some(enrollment) }
}

/// A run over a host whose devices are as the plan says.
struct Scene {
    run: Run,
    now: Time,
    host: Vec<(String, State)>,
    effects: VecDeque<Effect>,
    wake: Option<Time>,
}

impl Scene {
    fn new(pairs: &[(State, State)]) -> Scene {
        let changes = pairs.iter().enumerate().map(|(number, (before, after))| Change {
            serial: format!("D{number}"),
            before: before.clone(),
            after: after.clone(),
        });
        let plan = Plan { about: About::default(), changes: changes.collect() };
        let host = plan.changes.iter().map(|one| (one.serial.clone(), one.before.clone()));
        let host = host.collect();
        let run = Run::new(plan, Limits::default(), 1);
        let mut scene = Scene { run, now: 1_000, host, effects: VecDeque::new(), wake: None };
        scene.tell(Event::Start);
        scene
    }

    fn tell(&mut self, event: Event) {
        self.effects.extend(self.run.update(event, self.now));
    }

    /// Executes everything up to the next write, which is for the test to answer. Time passes only when nothing else is left.
    fn write(&mut self) -> Option<Effect> {
        loop {
            let Some(effect) = self.effects.pop_front() else {
                self.now = self.wake.take()?;
                self.tell(Event::Tick);
                continue;
            };
            match effect {
                Effect::Record(number, _) => self.tell(Event::Recorded(number, true)),
                Effect::Read(ticket, serials) => {
                    for serial in serials {
                        let found = self.host.iter().find(|(one, _)| *one == serial).unwrap();
                        let record = found.1.clone();
                        self.tell(Event::Read(ticket, serial, Ok(record)));
                    }
                }
                Effect::Wake(at) => self.wake = Some(at),
                write => return Some(write),
            }
        }
    }

    fn answer(&mut self, write: &Effect, answer: &Result<(), Failure>) {
        let (ticket, serials) = match write {
            Effect::Remove(ticket, serials) | Effect::Assign(ticket, _, serials) => {
                (*ticket, serials.clone())
            }
            Effect::Save { ticket, serial, .. } => (*ticket, vec![serial.clone()]),
            other => panic!("{other:?} is no write"),
        };
        for serial in serials {
            if answer.is_ok() {
                let found = self.host.iter_mut().find(|(one, _)| *one == serial).unwrap();
                match write {
                    Effect::Remove(..) => found.1.profile = None,
                    Effect::Assign(_, profile, _) => found.1.profile = Some(profile.clone()),
                    Effect::Save { enrollment, .. } => {
                        found.1.enrollment = Some(enrollment.clone())
                    }
                    _ => {}
                }
            }
            self.tell(Event::Written(ticket, serial, answer.clone()));
        }
    }

    fn outcome(&self, device: usize) -> &Outcome {
        &self.run.report().results[device].outcome
    }
}

fn failed(code: &str) -> Reason {
    Reason { code: code.to_owned(), message: String::new() }
}

#[test]
fn a_reassignment_removes_then_assigns_then_saves() {
    let mut scene = Scene::new(&[(state("A", ""), state("B", "alice"))]);
    let mut writes = Vec::new();
    while let Some(write) = scene.write() {
        scene.answer(&write, &Ok(()));
        writes.push(match write {
            Effect::Remove(..) => "remove".to_owned(),
            Effect::Assign(_, profile, _) => format!("assign {profile}"),
            Effect::Save { enrollment, expected, .. } => {
                format!("save {} over {:?}", enrollment.username, expected.unwrap().username)
            }
            other => panic!("{other:?}"),
        });
    }
    assert_eq!(writes, ["remove", "assign B", "save alice over \"\""]);
    assert_eq!(*scene.outcome(0), Outcome::Done);
    assert_eq!(scene.run.phase(scene.now), Phase::Ended(End::Finished));
}

#[test]
fn devices_with_the_same_profile_share_calls_of_at_most_100() {
    let pairs: Vec<_> = (0..250)
        .map(|number| (state("", ""), state(if number % 5 == 0 { "B" } else { "A" }, "")))
        .collect();
    let mut scene = Scene::new(&pairs);
    let mut calls = Vec::new();
    while let Some(write) = scene.write() {
        scene.answer(&write, &Ok(()));
        let Effect::Assign(_, profile, serials) = write else { panic!("{write:?}") };
        calls.push((profile, serials.len()));
    }
    calls.sort();
    let expected =
        [("A", 100), ("A", 100), ("B", 50)].map(|(name, count)| (name.to_owned(), count));
    assert_eq!(calls, expected);
    assert_eq!(scene.run.report().counts(), [250, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn a_chunk_that_a_host_fails_at_is_sent_in_ever_smaller_parts() {
    let pairs: Vec<_> = (0..100).map(|_| (state("", ""), state("A", ""))).collect();
    let mut scene = Scene::new(&pairs);
    let mut sizes = Vec::new();
    while let Some(write) = scene.write() {
        let Effect::Assign(_, _, serials) = &write else { panic!("{write:?}") };
        sizes.push(serials.len());
        // The host fails at this one, whoever is with it.
        let is_bad = serials.iter().any(|serial| serial == "D7");
        let failure = Failure::Unclear(failed("host.server"));
        scene.answer(&write, &if is_bad { Err(failure) } else { Ok(()) });
    }
    assert_eq!(sizes[..3], [100, 12, 12]);
    assert_eq!(*scene.outcome(7), Outcome::Refused(failed("host.server")));
    let counts = scene.run.report().counts();
    assert_eq!((counts[0], counts[Kind::Refused as usize]), (99, 1), "{sizes:?}");
}

#[test]
fn a_refusal_ends_the_device_and_leaves_the_others() {
    let pairs = [(state("A", ""), state("B", "")), (state("", ""), state("B", ""))];
    for (failure, outcome) in [
        (Failure::Refused(failed("x")), Outcome::Refused(failed("x"))),
        (Failure::Failed(failed("x")), Outcome::Refused(failed("x"))),
        (Failure::Conflict, Outcome::Conflict(Difference::Changed)),
        (Failure::Throttled(Some(60)), Outcome::Waiting(61_000)),
        (Failure::Throttled(None), Outcome::Waiting(86_401_000)),
    ] {
        let mut scene = Scene::new(&pairs);
        while let Some(write) = scene.write() {
            let is_removal = matches!(write, Effect::Remove(..));
            scene.answer(&write, &if is_removal { Err(failure.clone()) } else { Ok(()) });
        }
        assert_eq!((scene.outcome(0), scene.outcome(1)), (&outcome, &Outcome::Done));
    }
}

#[test]
fn the_host_is_left_alone_for_as_long_as_it_says() {
    let mut scene = Scene::new(&[(state("", ""), state("A", ""))]);
    let write = scene.write().unwrap();
    scene.answer(&write, &Err(Failure::Busy(Some(30))));
    let Phase::Waiting(until) = scene.run.phase(scene.now) else { panic!("it does not wait") };
    assert!(until >= 31_000, "{until}");
    let write = scene.write().unwrap();
    assert!(scene.now >= until);
    scene.answer(&write, &Ok(()));
    assert_eq!(scene.write(), None);
    assert_eq!(*scene.outcome(0), Outcome::Done);
}

#[test]
fn the_time_left_is_that_of_the_devices_so_far_without_pauses() {
    let mut scene = Scene::new(&[
        (state("A", ""), state("A", "")),
        (state("", ""), state("A", "")),
        (state("", ""), state("B", "")),
        (state("", ""), state("C", "")),
    ]);
    assert_eq!(scene.run.progress(scene.now).time_left, None);
    scene.tell(Event::Pause);
    scene.now += 500_000;
    scene.tell(Event::Resume);
    scene.now += 3_000;
    // Chunks begin in the order of the plan, two at a time: the first has nothing to do.
    let write = scene.write().unwrap();
    let progress = scene.run.progress(scene.now);
    assert_eq!((progress.total, progress.ended, progress.time_left), (4, 1, Some(9_000)));
    scene.answer(&write, &Ok(()));
}

#[test]
fn a_run_without_a_journal_goes_on_and_says_so() {
    let mut scene = Scene::new(&[(state("", ""), state("A", ""))]);
    let Some(Effect::Record(number, entries)) = scene.effects.pop_front() else { panic!() };
    assert!(matches!(entries[..], [Entry::Plan(_)]));
    scene.tell(Event::Recorded(number, false));
    let write = scene.write().unwrap();
    scene.answer(&write, &Ok(()));
    assert_eq!(scene.write(), None);
    assert_eq!((scene.outcome(0), scene.run.is_recorded()), (&Outcome::Done, false));
}

#[test]
fn a_run_that_the_account_may_not_do_ends_and_says_why() {
    let pairs: Vec<_> = (0..250).map(|_| (state("", ""), state("A", ""))).collect();
    let mut scene = Scene::new(&pairs);
    let mut writes = 0;
    while let Some(write) = scene.write() {
        writes += 1;
        scene.answer(&write, &Err(Failure::Forbidden(failed("host.permission"))));
    }
    assert!(writes <= 2, "{writes}");
    let end = End::Forbidden(failed("host.permission"));
    assert_eq!(scene.run.phase(scene.now), Phase::Ended(end));
    assert_eq!(scene.run.report().counts(), [0, 0, 0, 200, 0, 0, 50]);
}

#[test]
fn a_run_goes_on_after_a_timer_that_was_early() {
    let mut scene = Scene::new(&[(state("", ""), state("A", ""))]);
    let write = scene.write().unwrap();
    scene.answer(&write, &Err(Failure::Unclear(failed("host.server"))));
    assert!(scene.effects.iter().all(|effect| matches!(effect, Effect::Wake(_))));
    let Some(Effect::Wake(at)) = scene.effects.pop_back() else { panic!("no timer is set") };
    scene.now = at - 1;
    scene.tell(Event::Tick);
    assert_eq!(scene.effects, [Effect::Wake(at)]);
}
