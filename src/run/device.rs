//! One device on its way: what was sent for it, what a read showed, and what follows. It must never ask for a write that a read
//! has not just shown to be the next one, and never twice for one that was accepted or seen.

use crate::messages::Failure;
use crate::plan::{Change, Limits, State, Step, Time, same_profile};
use crate::report::{DeviceReport, Difference, Left, LeftProfile, Outcome, Reason};

/// What is known about a write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sent {
    /// It was not sent, or surely not carried out.
    #[default]
    Never,
    /// It was sent, and nobody knows what became of it.
    InDoubt,
    /// The host said that it was accepted.
    Accepted,
    /// A read has shown what it did.
    Seen,
}

/// What follows from a read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Next {
    /// This write is due.
    Send(Step),
    /// The device is to be read again, then.
    Look(Time),
    /// It has ended.
    End(Outcome),
}

/// Whether further writes are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writes {
    /// All.
    All,
    /// Those that finish a device.
    Finish,
    /// None.
    None,
}

/// Where one part of a device is between its states before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Before,
    /// The earlier profile is removed by the run, and the wanted one is not assigned.
    Gap,
    After,
    Elsewhere,
}

/// What a run knows about a device that has no outcome yet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Device {
    sent: [Sent; Step::ALL.len()],
    /// When the run gave a write up that the host may still carry out.
    unclear_at: Option<Time>,
    /// When the last read was asked for.
    asked_at: Time,
    /// How often it has failed since its last step, and how often of these nobody knew what became of a write.
    tries: u8,
    doubts: u8,
    /// The outcome if the device is given up.
    excuse: Outcome,
    /// Whether the answer to the last write rules out another one.
    is_refused: bool,
    left: Left,
}

impl Device {
    /// A device of an earlier life of the run, for which these writes were perhaps sent, in this order, the last one then.
    pub fn recall(&mut self, change: &Change, step: Step, at: Time) {
        // The later step was only due because a read had shown the earlier ones.
        match step {
            Step::Assign if change.is_reassignment() => self.set(Step::Remove, Sent::Seen),
            Step::Save => {
                for earlier in [Step::Remove, Step::Assign] {
                    if self.sent(earlier) != Sent::Never {
                        self.set(earlier, Sent::Seen);
                    }
                }
            }
            Step::Remove | Step::Assign => {}
        }
        self.set(step, Sent::InDoubt);
        self.unclear_at = Some(at);
    }

    /// When the device may be read first. What a run has sent before a crash may still be under way.
    pub fn first_read(&mut self, now: Time, limits: &Limits) -> Time {
        // A clock that was put back must not keep the device waiting for ever.
        self.unclear_at = self.unclear_at.map(|at| at.min(now));
        self.settled(limits)
    }

    /// What a device that is given up now leaves.
    pub fn report(&self, outcome: Outcome) -> DeviceReport {
        DeviceReport { outcome, left: self.left }
    }

    /// Whether the run may have changed the device.
    pub fn is_begun(&self) -> bool {
        self.sent.iter().any(|sent| *sent != Sent::Never)
    }

    /// How often it has failed since its last step.
    pub fn tries(&self) -> u8 {
        self.tries
    }

    /// How often nobody knew what became of the write that is due.
    pub fn doubts(&self) -> u8 {
        self.doubts
    }

    /// A read is asked for.
    pub fn ask(&mut self, now: Time) {
        self.asked_at = now;
    }

    /// A write is sent.
    pub fn send(&mut self, step: Step) {
        self.set(step, Sent::InDoubt);
    }

    /// The host answered a write. The device is to be read next.
    pub fn answered(&mut self, step: Step, answer: Result<(), Failure>, now: Time, hold: Time) {
        let Err(failure) = answer else {
            self.set(step, Sent::Accepted);
            self.unclear_at = None;
            return;
        };
        let (sent, is_refused, excuse) = match failure {
            Failure::Session => (Sent::InDoubt, false, Outcome::Refused(reason("host.session"))),
            Failure::Unclear(reason) => {
                self.doubts = self.doubts.saturating_add(1);
                (Sent::InDoubt, false, Outcome::Refused(reason))
            }
            Failure::Failed(reason) => (Sent::InDoubt, true, Outcome::Refused(reason)),
            Failure::Busy(_) => (Sent::Never, false, Outcome::Waiting(hold)),
            Failure::Forbidden(reason) => (Sent::Never, false, Outcome::Refused(reason)),
            Failure::Throttled(seconds) => {
                // Where Apple names no time, a day is what it means.
                let pause = seconds.map_or(86_400_000, |seconds| Time::from(seconds) * 1_000);
                (Sent::Never, true, Outcome::Waiting(now.saturating_add(pause)))
            }
            Failure::Refused(reason) => (Sent::Never, true, Outcome::Refused(reason)),
            Failure::Conflict => (Sent::Never, true, Outcome::Conflict(Difference::Changed)),
        };
        self.set(step, sent);
        self.unclear_at = (sent == Sent::InDoubt && !is_refused).then_some(now);
        self.tries = self.tries.saturating_add(1);
        self.is_refused = is_refused;
        self.excuse = excuse;
    }

    /// A read failed. Returns the outcome if the device is given up.
    pub fn not_read(&mut self, failure: Failure, hold: Time, limits: &Limits) -> Option<Outcome> {
        self.tries = self.tries.saturating_add(1);
        let (is_final, excuse) = match failure {
            Failure::Session => (false, Outcome::Refused(reason("host.session"))),
            Failure::Busy(_) | Failure::Throttled(_) => (false, Outcome::Waiting(hold)),
            Failure::Refused(reason) => (true, Outcome::Refused(reason)),
            Failure::Forbidden(reason) | Failure::Failed(reason) | Failure::Unclear(reason) => {
                (false, Outcome::Refused(reason))
            }
            Failure::Conflict => (false, Outcome::Conflict(Difference::Changed)),
        };
        if !is_final && self.tries < limits.tries {
            return None;
        }
        Some(if self.is_open() {
            Outcome::Unknown
        } else if self.is_refused {
            self.excuse.clone()
        } else {
            excuse
        })
    }

    /// Takes a record and says what follows. `pause` ends the pause before another look.
    pub fn read(
        &mut self,
        change: &Change,
        record: &State,
        pause: Time,
        writes: Writes,
        limits: &Limits,
    ) -> Next {
        let places = (self.profile(change, record), enrollment(change, record));
        self.see(change, record, places);
        let next = self.next(change, record, places, pause, limits);
        match next {
            // A write of the run may still change what the report would call untouched.
            Next::Send(_) | Next::End(_) if self.may_come_late(limits) => {
                Next::Look(self.settled(limits))
            }
            Next::Send(_) if self.may_send(writes) && self.tries < limits.tries => next,
            Next::Send(_) => Next::End(self.excuse.clone()),
            Next::End(_) | Next::Look(_) => next,
        }
    }

    /// What follows if nothing is under way any more and writes are allowed.
    fn next(
        &mut self,
        change: &Change,
        record: &State,
        places: (Place, Place),
        pause: Time,
        limits: &Limits,
    ) -> Next {
        let is_fetched = record.fetched && !change.before.fetched;
        let step = match places {
            (Place::Elsewhere, _) | (_, Place::Elsewhere) => {
                return Next::End(Outcome::Conflict(Difference::Changed));
            }
            (Place::Before, _) if is_fetched => {
                return Next::End(Outcome::Conflict(Difference::Fetched));
            }
            (Place::Before, _) if change.before.profile.is_some() => Step::Remove,
            (Place::Before | Place::Gap, _) => Step::Assign,
            (Place::After, Place::Before) => Step::Save,
            (Place::After, _) if self.left.is_changed() => return Next::End(Outcome::Done),
            (Place::After, _) => return Next::End(Outcome::Unchanged),
        };
        match self.sent(step) {
            // It was seen once, so somebody has taken it back.
            Sent::Seen => Next::End(Outcome::Conflict(Difference::Changed)),
            Sent::Accepted => {
                self.tries = self.tries.saturating_add(1);
                let is_given_up = self.tries >= limits.tries;
                if is_given_up { Next::End(Outcome::Unknown) } else { Next::Look(pause) }
            }
            Sent::InDoubt | Sent::Never if self.is_refused => Next::End(self.excuse.clone()),
            Sent::InDoubt | Sent::Never => Next::Send(step),
        }
    }

    /// Whether the host may carry out a write after the read that was asked for last. However late the answer came, it shows the
    /// device as it was when the host got the question, or later.
    fn may_come_late(&self, limits: &Limits) -> bool {
        self.asked_at < self.settled(limits)
    }

    /// When no write of unknown fate can come any more.
    fn settled(&self, limits: &Limits) -> Time {
        self.unclear_at.map_or(0, |at| at.saturating_add(limits.settle))
    }

    /// Whether a write may be sent that is next. After a stop, only one that finishes what is half done.
    fn may_send(&self, writes: Writes) -> bool {
        match writes {
            Writes::All => true,
            Writes::Finish => self.left.is_changed(),
            Writes::None => false,
        }
    }

    /// Takes note of what a record shows of the run's own work.
    fn see(&mut self, change: &Change, record: &State, (profile, enrollment): (Place, Place)) {
        for (step, is_shown) in [
            (Step::Remove, profile == Place::Gap || profile == Place::After),
            (Step::Assign, profile == Place::After),
            (Step::Save, enrollment == Place::After),
        ] {
            if is_shown && matches!(self.sent(step), Sent::InDoubt | Sent::Accepted) {
                self.set(step, Sent::Seen);
                // Somebody else may have removed the earlier profile. The run's own removal would take the wanted one away.
                if step != Step::Remove || change.after.profile.is_none() {
                    self.unclear_at = None;
                }
                (self.tries, self.doubts) = (0, 0);
                self.is_refused = false;
                self.excuse = Outcome::NotStarted;
            }
        }
        let last = if change.after.profile.is_some() { Step::Assign } else { Step::Remove };
        self.left.profile = match profile {
            Place::Gap => LeftProfile::Removed,
            Place::After if self.sent(last) == Sent::Seen => LeftProfile::Wanted,
            _ => LeftProfile::Kept,
        };
        self.left.enrollment = enrollment == Place::After && self.sent(Step::Save) == Sent::Seen;
        self.left.fetched = record.fetched;
    }

    fn profile(&self, change: &Change, record: &State) -> Place {
        if !change.touches_profile() || same_profile(&record.profile, &change.after.profile) {
            Place::After
        } else if same_profile(&record.profile, &change.before.profile) {
            Place::Before
        } else if record.profile.is_none()
            && change.is_reassignment()
            && self.sent(Step::Remove) != Sent::Never
        {
            Place::Gap
        } else {
            Place::Elsewhere
        }
    }

    /// Whether something was sent of which no read has shown what became of it.
    fn is_open(&self) -> bool {
        self.has(Sent::InDoubt) || self.has(Sent::Accepted)
    }

    fn has(&self, sent: Sent) -> bool {
        self.sent.contains(&sent)
    }

    fn sent(&self, step: Step) -> Sent {
        self.sent[step as usize]
    }

    fn set(&mut self, step: Step, sent: Sent) {
        self.sent[step as usize] = sent;
    }
}

/// How a run would end with a device that is like this now, if it sent nothing; `None` if it has something to send.
pub(crate) fn end_now(change: &Change, record: &State) -> Option<Outcome> {
    let mut device = Device::default();
    let places = (device.profile(change, record), enrollment(change, record));
    match device.next(change, record, places, 0, &Limits::default()) {
        Next::End(outcome) => Some(outcome),
        Next::Send(_) | Next::Look(_) => None,
    }
}

fn enrollment(change: &Change, record: &State) -> Place {
    if !change.touches_enrollment() || record.enrollment == change.after.enrollment {
        Place::After
    } else if record.enrollment.is_some() && record.enrollment == change.before.enrollment {
        Place::Before
    } else {
        Place::Elsewhere
    }
}

fn reason(code: &str) -> Reason {
    Reason { code: code.to_owned(), message: String::new() }
}

#[cfg(test)]
#[path = "device_tests.rs"]
mod tests;
