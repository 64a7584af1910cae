//! Which calls are made next, and when the run has ended. It must never send what is not in the journal yet.

use super::{Run, Stage};
use crate::device::Writes;
use crate::journal::Entry;
use crate::messages::{Effect, Ticket};
use crate::plan::{Step, Time};
use crate::report::End;

impl Run {
    /// Makes the calls that can be made now.
    pub(super) fn calls(&mut self, now: Time) -> Vec<Effect> {
        let mut effects = Vec::new();
        if !self.is_started {
            return effects;
        }
        let is_still = self.is_paused || self.is_signed_out || self.plan_entry.is_some();
        self.retire();
        if self.close(now) || is_still {
            return effects;
        }
        while self.active.len() < self.limits.chunks.max(1) && self.has_next() {
            let Some(chunk) = self.queue.pop_front() else { break };
            for device in &chunk {
                let at = self.devices[*device].first_read(now, &self.limits);
                self.stages[*device] = Stage::Rest(at);
            }
            self.active.push(chunk);
        }
        if self.hold <= now {
            for place in 0..self.active.len() {
                self.work(place, now, &mut effects);
            }
        }
        effects.extend(self.alarm(now));
        effects
    }

    /// Does what is next for a chunk.
    fn work(&mut self, place: usize, now: Time, effects: &mut Vec<Effect>) {
        while let Some(effect) = self.send(place) {
            effects.push(effect);
        }
        let chunk = &self.active[place];
        let is_busy = |device: &usize| {
            use Stage::{Due, Reading, Recording, Writing};
            matches!(self.stages[*device], Reading(_) | Recording(..) | Due(_) | Writing(..))
        };
        if chunk.iter().any(is_busy) {
            return;
        }
        let is_due = |device: &usize| matches!(self.stages[*device], Stage::Rest(at) if at <= now);
        let due: Vec<usize> = chunk.iter().copied().filter(is_due).collect();
        if due.is_empty() {
            self.announce(place, now);
        } else {
            let ticket = self.ticket();
            self.stage(&due, Stage::Reading(ticket));
            due.iter().for_each(|device| self.devices[*device].ask(now));
            effects.push(Effect::Read(ticket, self.serials(&due)));
        }
    }

    /// Writes into the journal what is to be sent next.
    fn announce(&mut self, place: usize, now: Time) {
        for step in Step::ALL {
            let is_next = |device: &usize| self.stages[*device] == Stage::Ready(step);
            let devices: Vec<usize> = self.active[place].iter().copied().filter(is_next).collect();
            if !devices.is_empty() {
                self.stage(&devices, Stage::Recording(step, self.next_entry));
                self.entries.push(Entry::Sending(step, now, devices));
            }
        }
    }

    /// The journal has entries.
    pub(super) fn recorded(&mut self, number: u32) {
        if self.plan_entry == Some(number) {
            self.plan_entry = None;
        }
        for step in Step::ALL {
            let is_recorded = |stage| stage == Stage::Recording(step, number);
            let devices = self.under_way(is_recorded);
            self.stage(&devices, Stage::Due(step));
        }
    }

    /// Sends one write of a chunk, if one is due and may be sent. A chunk that failed as a whole is sent in smaller parts: one
    /// device may be what the host fails at.
    fn send(&mut self, place: usize) -> Option<Effect> {
        if self.calls.len() >= self.limits.calls.max(1) {
            return None;
        }
        let chunk = &self.active[place];
        let (first, step) = chunk.iter().find_map(|device| match self.stages[*device] {
            Stage::Due(step) => Some((*device, step)),
            _ => None,
        })?;
        let most = match step {
            Step::Save => 1,
            Step::Remove | Step::Assign => {
                chunk.len() >> (3 * u32::from(self.devices[first].doubts())).min(30)
            }
        };
        let is_next = |device: &usize| self.stages[*device] == Stage::Due(step);
        let devices: Vec<usize> = chunk.iter().copied().filter(is_next).take(most.max(1)).collect();
        let ticket = self.ticket();
        self.stage(&devices, Stage::Writing(step, ticket));
        for device in &devices {
            self.devices[*device].send(step);
        }
        self.calls.push((ticket, devices.len()));
        let change = &self.report.plan.changes[first];
        let serials = self.serials(&devices);
        Some(match step {
            Step::Remove => Effect::Remove(ticket, serials),
            Step::Assign => {
                Effect::Assign(ticket, change.after.profile.clone().unwrap_or_default(), serials)
            }
            Step::Save => Effect::Save {
                ticket,
                serial: change.serial.clone(),
                enrollment: change.after.enrollment.clone().unwrap_or_default(),
                expected: change.before.enrollment.clone(),
            },
        })
    }

    /// Forgets the chunks whose devices all have ended.
    fn retire(&mut self) {
        let stages = &self.stages;
        self.active.retain(|chunk| chunk.iter().any(|device| stages[*device] != Stage::Ended));
    }

    /// Whether another chunk is to be begun. What an earlier life of the run has begun is looked at in any case.
    fn has_next(&self) -> bool {
        let is_begun = |device: &usize| self.devices[*device].is_begun();
        self.queue
            .front()
            .is_some_and(|chunk| self.writes() == Writes::All || chunk.iter().any(is_begun))
    }

    /// Ends the run if there is nothing left to do.
    fn close(&mut self, now: Time) -> bool {
        if !self.active.is_empty() || self.has_next() {
            return false;
        }
        let end = match &self.forbidden {
            Some(reason) => End::Forbidden(reason.clone()),
            None if self.ended == self.devices.len() => End::Finished,
            None => End::Stopped,
        };
        self.entries.push(Entry::Closed(end.clone(), now));
        self.end = Some(end);
        true
    }

    /// Asks to be woken when the next device may be read.
    fn alarm(&mut self, now: Time) -> Option<Effect> {
        let rests = self.active.iter().flatten().filter_map(|device| match self.stages[*device] {
            Stage::Rest(at) => Some(at.max(self.hold)),
            _ if self.hold > now => Some(self.hold),
            _ => None,
        });
        let next = rests.filter(|at| *at > now).min()?;
        if next == self.wake {
            return None;
        }
        self.wake = next;
        Some(Effect::Wake(next))
    }

    /// Counts the time in which the run works.
    pub(super) fn clock(&mut self, now: Time) {
        let is_still = self.is_paused || self.is_signed_out || self.end.is_some();
        self.worked += self.since.map_or(0, |since| now.saturating_sub(since));
        self.since = (self.is_started && !is_still).then_some(now);
    }

    fn stage(&mut self, devices: &[usize], stage: Stage) {
        for device in devices {
            self.stages[*device] = stage;
        }
    }

    fn serials(&self, devices: &[usize]) -> Vec<String> {
        devices.iter().map(|device| self.report.plan.changes[*device].serial.clone()).collect()
    }

    fn ticket(&mut self) -> Ticket {
        self.next_ticket += 1;
        self.next_ticket
    }
}
