//! A run: what it is told changes its devices, and what follows is asked for. Pure: no host, no browser, no clock.
//!
//! Devices go through in chunks. All devices of a chunk are read, then each gets the write that its record shows to be next,
//! then they are read again, until each has an outcome (`machine/calls.rs`). `device.rs` decides about one device.

mod calls;
mod resume;

use crate::chunks::chunks;
use crate::device::{Device, Next, Writes};
use crate::journal::Entry;
use crate::messages::{Effect, Event, Failure, Phase, Progress, Ticket};
use crate::plan::{Limits, Plan, State, Step, Time};
use crate::report::{End, Outcome, Reason, Report};
use std::collections::VecDeque;

/// Where a device stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// It is to be read, not before then.
    Rest(Time),
    Reading(Ticket),
    /// A read has just shown that this write is next.
    Ready(Step),
    /// The journal is to say first that the write is sent.
    Recording(Step, u32),
    /// The write may be sent.
    Due(Step),
    Writing(Step, Ticket),
    Ended,
}

/// A run of a plan.
#[derive(Debug)]
pub struct Run {
    report: Report,
    limits: Limits,
    /// The last number of the generator that scatters pauses.
    random: u64,
    devices: Vec<Device>,
    stages: Vec<Stage>,
    /// The chunks that are not begun.
    queue: VecDeque<Vec<usize>>,
    /// The chunks under way.
    active: Vec<Vec<usize>>,
    /// Writes under way: their numbers, and how many devices wait for an answer.
    calls: Vec<(Ticket, usize)>,
    is_started: bool,
    /// The number of the entries that hold the plan, until they are recorded. Nothing is done before.
    plan_entry: Option<u32>,
    is_paused: bool,
    is_signed_out: bool,
    is_stopped: bool,
    /// Why no write is allowed any more.
    forbidden: Option<Reason>,
    end: Option<End>,
    /// The host is left alone until then.
    hold: Time,
    /// The time of the last [`Effect::Wake`].
    wake: Time,
    next_ticket: Ticket,
    next_entry: u32,
    entries: Vec<Entry>,
    is_recorded: bool,
    /// Devices with an outcome, and those of them that an earlier life of the run had ended.
    ended: usize,
    ended_before: usize,
    /// How long it has worked, until `since`.
    worked: Time,
    since: Option<Time>,
}

impl Run {
    /// A run that is to be started. `seed` scatters the pauses after failures.
    pub fn new(plan: Plan, limits: Limits, seed: u64) -> Run {
        let mut run = Run::of(plan, limits, seed);
        run.plan_entry = Some(0);
        run.entries.push(Entry::Plan(run.report.plan.clone()));
        run.queue = chunks(&run.report.plan, run.limits.chunk, |_| true);
        run
    }

    fn of(plan: Plan, limits: Limits, seed: u64) -> Run {
        let count = plan.changes.len();
        Run {
            report: Report::new(plan),
            limits,
            random: seed,
            devices: vec![Device::default(); count],
            stages: vec![Stage::Rest(0); count],
            queue: VecDeque::new(),
            active: Vec::new(),
            calls: Vec::new(),
            is_started: false,
            plan_entry: None,
            is_paused: false,
            is_signed_out: false,
            is_stopped: false,
            forbidden: None,
            end: None,
            hold: 0,
            wake: 0,
            next_ticket: 0,
            next_entry: 0,
            entries: Vec::new(),
            is_recorded: true,
            ended: 0,
            ended_before: 0,
            worked: 0,
            since: None,
        }
    }

    /// The report as it stands.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Whether everything so far is in the journal. A run that it is not cannot be resumed.
    pub fn is_recorded(&self) -> bool {
        self.is_recorded
    }

    /// What the run is doing at this time.
    pub fn phase(&self, now: Time) -> Phase {
        match &self.end {
            Some(end) => Phase::Ended(end.clone()),
            None if !self.is_started => Phase::Idle,
            None if self.is_signed_out => Phase::SignedOut,
            None if self.is_paused => Phase::Paused,
            None if self.hold > now => Phase::Waiting(self.hold),
            None if self.writes() == Writes::All => Phase::Running,
            None => Phase::Stopping,
        }
    }

    /// Whether the run has ended.
    pub fn is_ended(&self) -> bool {
        self.end.is_some()
    }

    /// How far the run is at this time.
    pub fn progress(&self, now: Time) -> Progress {
        let (total, done) = (self.devices.len(), self.ended - self.ended_before);
        let worked = self.worked + self.since.map_or(0, |since| now.saturating_sub(since));
        let is_known = done > 0 && self.end.is_none() && !self.is_stopped;
        let time_left = is_known.then(|| worked * (total - self.ended) as Time / done as Time);
        Progress { total, ended: self.ended, time_left }
    }

    /// Takes one event at this time and returns the effects.
    pub fn update(&mut self, event: Event, now: Time) -> Vec<Effect> {
        if self.end.is_some() {
            if let Event::Recorded(_, is_kept) = event {
                self.is_recorded &= is_kept;
            }
            return Vec::new();
        }
        match event {
            Event::Start => self.is_started = true,
            Event::Read(ticket, serial, answer) => {
                if let Some(device) = self.find(Stage::Reading(ticket), &serial) {
                    self.read(device, answer, now);
                }
            }
            Event::Written(ticket, serial, answer) => {
                self.written(ticket, Some(&serial), &answer, now);
            }
            Event::Failed(ticket, failure) => {
                self.written(ticket, None, &Err(failure.clone()), now);
                for device in self.under_way(|stage| stage == Stage::Reading(ticket)) {
                    self.read(device, Err(failure.clone()), now);
                }
            }
            Event::Recorded(number, is_kept) => {
                self.is_recorded &= is_kept;
                self.recorded(number);
            }
            // A timer may be early, or the clock be put back: what is not due yet wants another one.
            Event::Tick => self.wake = 0,
            Event::Pause => self.is_paused = true,
            Event::Resume => self.go_on(now, false, self.is_signed_out),
            Event::Stop => {
                self.is_stopped = true;
                self.go_on(now, false, self.is_signed_out);
                self.drop_unbegun(now);
            }
            Event::SessionLost => self.is_signed_out = true,
            Event::SessionBack => self.go_on(now, self.is_paused, false),
            Event::LockRefused => {
                self.end = Some(End::Elsewhere);
                return Vec::new();
            }
            Event::LockLost => return self.abandon(),
        }
        let mut effects = self.calls(now);
        self.clock(now);
        if !self.entries.is_empty() && self.is_started {
            let entries = std::mem::take(&mut self.entries);
            effects.insert(0, Effect::Record(self.next_entry, entries));
            self.next_entry += 1;
        }
        effects
    }

    /// Goes on after a pause. What was read before it is too old to be written on.
    fn go_on(&mut self, now: Time, is_paused: bool, is_signed_out: bool) {
        let was_still = self.is_paused || self.is_signed_out;
        (self.is_paused, self.is_signed_out) = (is_paused, is_signed_out);
        if was_still && !is_paused && !is_signed_out {
            self.forget_reads(now);
        }
    }

    /// Devices that wait for their write are to be read again, not before this time.
    fn forget_reads(&mut self, from: Time) {
        let waits = |stage| matches!(stage, Stage::Ready(_) | Stage::Recording(..) | Stage::Due(_));
        for device in self.under_way(waits) {
            self.stages[device] = Stage::Rest(from);
        }
    }

    fn read(&mut self, device: usize, answer: Result<State, Failure>, now: Time) {
        let change = &self.report.plan.changes[device];
        let answer = match answer {
            Ok(record) if change.touches_enrollment() && record.enrollment.is_none() => {
                let code = "host.unreadable".to_owned();
                Err(Failure::Unclear(Reason { code, message: String::new() }))
            }
            answer => answer,
        };
        match answer {
            Ok(record) => {
                let pause = now + self.pause(self.devices[device].tries());
                let change = &self.report.plan.changes[device];
                let writes = self.writes();
                match self.devices[device].read(change, &record, pause, writes, &self.limits) {
                    // What is read now is too old to be written on then.
                    Next::Send(_) if self.hold > now => {
                        self.stages[device] = Stage::Rest(self.hold)
                    }
                    Next::Send(step) => self.stages[device] = Stage::Ready(step),
                    Next::Look(at) => self.stages[device] = Stage::Rest(at),
                    Next::End(outcome) => self.end_device(device, outcome),
                }
            }
            Err(failure) => {
                let pause = now + self.pause(self.devices[device].tries());
                self.heed(&failure, now);
                match self.devices[device].not_read(failure, self.hold, &self.limits) {
                    Some(outcome) => self.end_device(device, outcome),
                    None if self.writes() != Writes::All && !self.devices[device].is_begun() => {
                        self.end_device(device, Outcome::NotStarted);
                    }
                    None => self.stages[device] = Stage::Rest(pause),
                }
            }
        }
    }

    /// Takes the answer to a write for one of its devices, or (`None`) for all that have none yet.
    fn written(
        &mut self,
        ticket: Ticket,
        serial: Option<&str>,
        answer: &Result<(), Failure>,
        now: Time,
    ) {
        for step in Step::ALL {
            let stage = Stage::Writing(step, ticket);
            let devices = match serial {
                Some(serial) => self.find(stage, serial).into_iter().collect(),
                None => self.under_way(|other| other == stage),
            };
            if let (Err(failure), false) = (answer, devices.is_empty()) {
                self.heed(failure, now);
            }
            for device in devices {
                self.devices[device].answered(step, answer.clone(), now, self.hold);
                self.stages[device] = Stage::Rest(now);
                for (_, left) in self.calls.iter_mut().filter(|(call, _)| *call == ticket) {
                    *left -= 1;
                }
            }
        }
        self.calls.retain(|(_, left)| *left > 0);
    }

    /// Takes note of what a failure says about all calls.
    fn heed(&mut self, failure: &Failure, now: Time) {
        match failure {
            Failure::Session => self.is_signed_out = true,
            Failure::Busy(seconds) => {
                let told = seconds.map_or(0, |seconds| Time::from(seconds) * 1_000);
                let hold = now + told.max(self.pause(1));
                if hold > self.hold {
                    self.hold = hold;
                    self.forget_reads(hold);
                }
            }
            Failure::Forbidden(reason) if self.forbidden.is_none() => {
                self.forbidden = Some(reason.clone());
                self.drop_unbegun(now);
            }
            _ => {}
        }
    }

    /// Which writes are allowed.
    fn writes(&self) -> Writes {
        match (&self.forbidden, self.is_stopped) {
            (Some(_), _) => Writes::None,
            (None, true) => Writes::Finish,
            (None, false) => Writes::All,
        }
    }

    /// Leaves the devices alone for which nothing was sent; the others are read once more.
    fn drop_unbegun(&mut self, now: Time) {
        self.forget_reads(now);
        for device in self.under_way(|stage| matches!(stage, Stage::Rest(_))) {
            if !self.devices[device].is_begun() {
                self.end_device(device, Outcome::NotStarted);
            }
        }
    }

    fn end_device(&mut self, device: usize, outcome: Outcome) {
        let mut result = self.devices[device].report(outcome);
        if let (Some(reason), Outcome::NotStarted, true) =
            (&self.forbidden, &result.outcome, result.left.is_changed())
        {
            result.outcome = Outcome::Refused(reason.clone());
        }
        self.stages[device] = Stage::Ended;
        if result.outcome != Outcome::NotStarted {
            self.ended += 1;
            self.entries.push(Entry::Ended(device, result.clone()));
        }
        self.report.results[device] = result;
    }

    /// Another tab goes on with the plan. Nobody here will know what became of the devices under way.
    fn abandon(&mut self) -> Vec<Effect> {
        for device in self.under_way(|stage| stage != Stage::Ended) {
            if self.devices[device].is_begun() {
                self.report.results[device] = self.devices[device].report(Outcome::Unknown);
            }
        }
        self.end = Some(End::Elsewhere);
        Vec::new()
    }

    /// The pause after so many failures, scattered, so that calls that failed together do not come back together.
    fn pause(&mut self, tries: u8) -> Time {
        self.random = self
            .random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let pause = self.limits.pause.saturating_mul(1 << tries.min(20)).min(self.limits.longest);
        pause + (self.random >> 33) % (pause / 2 + 1)
    }

    /// The devices of the chunks under way that are at a stage.
    fn under_way(&self, is_it: impl Fn(Stage) -> bool) -> Vec<usize> {
        self.active.iter().flatten().copied().filter(|device| is_it(self.stages[*device])).collect()
    }

    fn find(&self, stage: Stage, serial: &str) -> Option<usize> {
        let changes = &self.report.plan.changes;
        self.active
            .iter()
            .flatten()
            .copied()
            .find(|device| self.stages[*device] == stage && changes[*device].serial == serial)
    }
}

#[cfg(test)]
#[path = "machine_tests.rs"]
mod tests;
