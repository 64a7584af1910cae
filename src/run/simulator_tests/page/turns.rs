//! What happens beside the calls: other admins, pauses, crashes, other tabs; and the end of a schedule.

use super::*;

impl Page<'_> {
    pub(super) fn turn(&mut self, turn: &Turn) -> Result<(), String> {
        match turn {
            Turn::Change(device, _) | Turn::Fetch(device) if *device >= self.world.rows.len() => {
                return Ok(());
            }
            _ => {}
        }
        self.say(|name| sentences::turn(turn, name));
        match turn {
            Turn::Change(device, state) => {
                self.world.change(*device, state, self.now);
                self.checker.was_changed(*device, self.now);
            }
            Turn::Fetch(device) => {
                let mut state = self.world.rows[*device].state.clone();
                if state.profile.is_some() {
                    state.fetched = true;
                    self.world.change(*device, &state, self.now);
                    self.checker.was_changed(*device, self.now);
                }
            }
            Turn::Pause(time) => {
                self.later(*time, Happening::Tell(self.life, Event::Resume, 0));
                return self.tell(Event::Pause, 0);
            }
            Turn::Stop => return self.tell(Event::Stop, 0),
            Turn::Crash(time, is_kept) => self.crash(*time, *is_kept),
            Turn::Steal(time) => {
                // The tab lives on and must be silent, whatever it hears.
                let failure = Failure::Unclear(reason("host.timeout"));
                let late = self.calls.keys().map(|ticket| Event::Failed(*ticket, failure.clone()));
                let ticks = [Event::Tick, Event::Resume, Event::SessionBack, Event::Start];
                let events: Vec<Event> =
                    [Event::LockLost].into_iter().chain(late).chain(ticks).collect();
                let run = self.run.as_mut();
                let effects: Vec<Effect> = run.map_or(Vec::new(), |run| {
                    events.into_iter().flat_map(|event| run.update(event, self.now)).collect()
                });
                if !effects.is_empty() {
                    return Err(format!("A tab that lost the lock asks for {effects:?}."));
                }
                self.crash(*time, true);
            }
            Turn::SecondTab => {
                let mut tab = Run::new(self.plan.clone(), self.story.limits.clone(), 0);
                for event in [Event::LockRefused, Event::Start, Event::Tick] {
                    let effects = tab.update(event, self.now);
                    if !effects.is_empty() {
                        return Err(format!("A tab without the lock asks for {effects:?}."));
                    }
                }
            }
            Turn::Forbid => self.world.is_forbidden = true,
            Turn::Break(time, is_for_writes, is_busy) => {
                let failure = match is_busy {
                    true => Failure::Busy(None),
                    false => Failure::Unclear(reason("host.server")),
                };
                self.world.broken = Some((self.now.saturating_add(*time), *is_for_writes, failure));
            }
        }
        Ok(())
    }

    /// The tab is gone. Calls on their way still reach the host.
    fn crash(&mut self, time: u64, is_kept: bool) {
        if self.run.take().is_none() {
            return;
        }
        for (_, texts) in std::mem::take(&mut self.keeping) {
            if is_kept {
                self.keep(texts);
            }
        }
        self.life += 1;
        self.calls.clear();
        self.checker.has_crashed();
        self.later(time, Happening::Restart(self.life));
    }

    pub(super) fn restart(&mut self) -> Result<(), String> {
        let mut entries = self.journal.iter().map(|text| Entry::read(text).unwrap());
        let Some(Entry::Plan(plan)) = entries.next() else {
            self.say(|_| "Nothing is in the journal.".to_owned());
            return Ok(());
        };
        let entries: Vec<Entry> = entries.collect();
        let count = entries.len();
        self.say(|_| format!("The run goes on where the journal ends, after {count} entries."));
        self.numbers.resumed += 1;
        let seed = self.story.seed + u64::from(self.life);
        self.run = Some(Run::resume(plan, &entries, self.story.limits.clone(), seed));
        self.tell(Event::Start, 0)
    }

    /// Nothing happens any more: the run must have ended, and its report must be true.
    pub(super) fn close(&mut self) -> Result<(), String> {
        let Some(run) = &self.run else {
            let reports = std::iter::repeat(DeviceReport::default());
            return self.hold(&reports.take(self.plan.changes.len()).collect::<Vec<_>>());
        };
        let Phase::Ended(end) = run.phase(self.now) else {
            return Err(format!("The run waits for ever: {run:?}"));
        };
        let results = run.report().results.clone();
        let is_whole = results.iter().all(|result| result.outcome != Outcome::NotStarted);
        if !matches!(end, End::Forbidden(_)) && (end == End::Finished) != is_whole {
            return Err(format!("The run has {end:?}, but says {results:?}."));
        }
        self.numbers.stopped += u64::from(end == End::Stopped);
        self.numbers.forbidden += u64::from(matches!(end, End::Forbidden(_)));
        for result in &results {
            let kind = Kind::ALL.iter().position(|kind| *kind == result.outcome.kind());
            self.numbers.kinds[kind.unwrap()] += 1;
            self.numbers.half += u64::from(result.is_half());
        }
        self.hold(&results)
    }

    fn hold(&self, results: &[DeviceReport]) -> Result<(), String> {
        let rows = results.iter().zip(&self.world.rows).enumerate();
        rows.into_iter()
            .try_for_each(|(device, (result, row))| self.checker.holds(device, result, row))
    }
}
