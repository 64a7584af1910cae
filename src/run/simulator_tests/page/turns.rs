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
        self.say(|| format!("Meanwhile: {turn:?}."));
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
                self.tell(Event::LockLost, 0)?;
                // The tab lives on and must be silent, whatever it hears.
                for event in [Event::Tick, Event::Resume, Event::SessionBack, Event::Start] {
                    self.tell(event, 0)?;
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
            self.say(|| "Nothing is in the journal.".to_owned());
            return Ok(());
        };
        let entries: Vec<Entry> = entries.collect();
        self.say(|| format!("The run goes on after {entries:?}."));
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
        if (end == End::Finished) != is_whole {
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
