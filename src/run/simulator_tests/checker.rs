//! The laws that every schedule is held against: what may be sent when, and what a report may say. It knows the plan and what
//! the run was told, and nothing of how the run works.

use super::world::{Call, Row, Writer};
use crate::plan::same_profile;
use crate::{Change, DeviceReport, LeftProfile, Outcome, State, Step};

const STEPS: usize = 3;

/// What happened to one device.
#[derive(Clone, Debug, Default)]
struct Trace {
    /// The writes that were sent, by any life of the run.
    sent: [bool; STEPS],
    /// When the host knew what told the run that a write was accepted or done.
    confirmed: [Option<u64>; STEPS],
    /// Whether a crash came before the journal had the confirmation.
    is_unkept: [bool; STEPS],
    /// When somebody else changed the device last.
    changed_at: Option<u64>,
    /// The writes of which the journal says that they are about to be sent.
    announced: [bool; STEPS],
    is_ended: bool,
    /// Whether it was begun before the admin stopped the run.
    is_begun: bool,
    /// What the run was told about the device since its last write.
    last_read: Option<State>,
    /// When the host had read what the run was told last.
    seen_at: u64,
}

impl Trace {
    /// Forgets what the journal does not know and somebody else has changed since: nobody can tell that from a write that never
    /// arrived.
    fn forget(&mut self) {
        for (confirmed, is_unkept) in self.confirmed.iter_mut().zip(self.is_unkept) {
            *confirmed = confirmed.filter(|at| !is_unkept || self.changed_at < Some(*at));
        }
    }
}

#[derive(Debug)]
pub struct Checker {
    plan: Vec<Change>,
    traces: Vec<Trace>,
    is_stopped: bool,
    pub is_forbidden: bool,
    is_still: bool,
    /// The host wants to be left alone until then.
    quiet_until: u64,
}

impl Checker {
    pub fn new(plan: &[Change]) -> Checker {
        Checker {
            plan: plan.to_vec(),
            traces: vec![Trace::default(); plan.len()],
            is_stopped: false,
            is_forbidden: false,
            is_still: false,
            quiet_until: 0,
        }
    }

    /// The run is told what the host had in a device then.
    pub fn was_read(&mut self, device: usize, state: &State, at: u64, now: u64) {
        let is_quiet = now < self.quiet_until;
        let (change, trace) = (&self.plan[device], &mut self.traces[device]);
        let is_wanted = same_profile(&state.profile, &change.after.profile);
        let shown = [
            state.profile.is_none() || is_wanted,
            is_wanted,
            state.enrollment == change.after.enrollment,
        ];
        for (step, is_shown) in shown.into_iter().enumerate() {
            if is_shown && trace.sent[step] {
                trace.confirmed[step] = Some(at);
                trace.is_unkept[step] = false;
            }
        }
        trace.last_read = Some(state.clone()).filter(|_| !is_quiet);
        trace.seen_at = at;
    }

    /// The run is told that a write was accepted.
    pub fn was_accepted(&mut self, device: usize, step: Step, at: u64) {
        self.traces[device].confirmed[step as usize] = Some(at);
    }

    /// Somebody else has changed a device.
    pub fn was_changed(&mut self, device: usize, now: u64) {
        self.traces[device].changed_at = Some(now);
        self.traces[device].forget();
    }

    /// The journal holds that a write is about to be sent.
    pub fn is_announced(&mut self, device: usize, step: Step) {
        self.traces[device].announced[step as usize] = true;
    }

    /// The journal holds that a device has ended.
    pub fn is_ended(&mut self, device: usize) {
        self.traces[device].is_ended = true;
    }

    /// The run waits, or goes on: what it was told before is too old to be written on.
    pub fn is_still(&mut self, is_still: bool) {
        self.is_still = is_still;
        for trace in &mut self.traces {
            trace.last_read = None;
        }
    }

    /// The admin stops the run. After a crash nobody can tell whether what the journal announces was sent.
    pub fn was_stopped(&mut self) {
        self.is_stopped = true;
        for trace in &mut self.traces {
            trace.is_begun = trace.announced.contains(&true);
        }
    }

    /// The run is told to leave the host alone until then. What it has read is too old after that.
    pub fn is_quiet(&mut self, until: u64) {
        self.quiet_until = self.quiet_until.max(until);
        self.traces.iter_mut().for_each(|trace| trace.last_read = None);
    }

    /// The tab died. What the run was told and the journal does not hold is lost.
    pub fn has_crashed(&mut self) {
        self.is_still(false);
        (self.is_stopped, self.is_forbidden, self.quiet_until) = (false, false, 0);
        for trace in &mut self.traces {
            for step in 0..STEPS {
                let is_later_announced = trace.announced[step + 1..].contains(&true);
                trace.is_unkept[step] = !trace.is_ended && !is_later_announced;
            }
            trace.forget();
        }
    }

    /// Whether a write was sent before for one of its devices.
    pub fn is_sent_again(&self, call: &Call) -> bool {
        let is_sent = |step: Step| {
            call.devices().iter().any(|device| self.traces[*device].sent[step as usize])
        };
        call.step().is_some_and(is_sent)
    }

    /// The run wants to send a call.
    pub fn may_send(&mut self, call: &Call, chunk: usize, now: u64) -> Result<(), String> {
        let devices = call.devices();
        if self.is_stopped && devices.iter().any(|device| !self.traces[*device].is_begun) {
            return Err(
                "Something is sent for a device that was not begun before the stop.".to_owned()
            );
        }
        if self.is_still || now < self.quiet_until {
            return Err("The run sends something while it should wait.".to_owned());
        }
        if devices.is_empty() || devices.len() > chunk.min(100) {
            return Err(format!("{} devices are in one call.", devices.len()));
        }
        let Some(step) = call.step() else { return Ok(()) };
        if self.is_forbidden {
            return Err("A write is sent although none is allowed.".to_owned());
        }
        for device in devices {
            self.may_write(device, step, call).map_err(|error| format!("D{device}: {error}"))?;
            let trace = &mut self.traces[device];
            trace.sent[step as usize] = true;
            trace.last_read = None;
        }
        Ok(())
    }

    fn may_write(&self, device: usize, step: Step, call: &Call) -> Result<(), String> {
        let (change, trace) = (&self.plan[device], &self.traces[device]);
        let fail = |what: &str| Err(format!("{step:?} is sent {what}."));
        if trace.confirmed[step as usize].is_some() {
            return fail("a second time after it was confirmed");
        }
        if !trace.announced[step as usize] {
            return fail("before it is in the journal");
        }
        if trace.is_ended {
            return fail("for a device that had ended");
        }
        let Some(read) = &trace.last_read else { return fail("without a read before it") };
        let (before, after) = (&change.before, &change.after);
        let is_base = match step {
            Step::Remove => {
                before.profile.is_some()
                    && same_profile(&read.profile, &before.profile)
                    && (before.fetched || !read.fetched)
            }
            Step::Assign => {
                let is_ours = before.profile.is_none() || trace.announced[Step::Remove as usize];
                read.profile.is_none() && is_ours
            }
            Step::Save => {
                read.enrollment == before.enrollment
                    && (!change.touches_profile() || same_profile(&read.profile, &after.profile))
            }
        };
        let is_profile_step = step != Step::Save;
        let keeps_others = !change.touches_enrollment()
            || read.enrollment == before.enrollment
            || read.enrollment == after.enrollment;
        let is_touched =
            if is_profile_step { change.touches_profile() } else { change.touches_enrollment() };
        let is_right = match call {
            Call::Assign(profile, _) => after.profile.as_ref() == Some(profile),
            Call::Save(_, draft, _) => after.enrollment.as_ref() == Some(draft),
            Call::Remove(_) | Call::Read(_) => true,
        };
        if is_base && keeps_others && is_touched && is_right {
            Ok(())
        } else {
            fail(&format!("over {read:?}"))
        }
    }

    /// Whether the report tells the truth about a device in the database.
    pub fn holds(&self, device: usize, result: &DeviceReport, row: &Row) -> Result<(), String> {
        let change = &self.plan[device];
        let trace = &self.traces[device];
        let is_changed_later = row.changed_at.is_some_and(|at| at >= trace.seen_at);
        let is_by_run = |writer| writer == Writer::Run;
        let says = |what: &str| {
            Err(format!("D{device} is reported {result:?}, but {what}: {row:?}, {change:?}"))
        };
        match result.outcome {
            Outcome::Unknown => return Ok(()),
            Outcome::Done | Outcome::Unchanged => {
                let is_profile = !change.touches_profile()
                    || same_profile(&row.state.profile, &change.after.profile);
                let is_enrollment =
                    !change.touches_enrollment() || row.state.enrollment == change.after.enrollment;
                if !(is_profile && is_enrollment || is_changed_later) {
                    return says("it is not as wanted");
                }
            }
            _ => {}
        }
        if result.outcome == Outcome::Done && !result.left.is_changed() {
            return says("nothing was changed");
        }
        let left_profile = match result.left.profile {
            LeftProfile::Kept => None,
            LeftProfile::Removed => Some(&None),
            LeftProfile::Wanted => Some(&change.after.profile),
        };
        match left_profile {
            None if is_by_run(row.profile_by) => return says("the run has changed the profile"),
            Some(left) if !same_profile(&row.state.profile, left) && !is_changed_later => {
                return says("it has another profile");
            }
            _ => {}
        }
        match result.left.enrollment {
            false if is_by_run(row.enrollment_by) => {
                return says("the run has changed the enrollment");
            }
            true if row.state.enrollment != change.after.enrollment && !is_changed_later => {
                return says("it has another enrollment");
            }
            _ => {}
        }
        Ok(())
    }
}
