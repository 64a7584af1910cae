//! The way back, and the way on: new plans that are made from a report. They must never touch what the run has not changed.

use crate::device::end_now;
use crate::plan::{About, Change, Plan, State};
use crate::report::{Difference, Kind, Left, LeftProfile, Outcome, Report};
use rules::Draft;
use rules::text::is_blank;

/// Why a device, or a part of it, cannot be brought back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The run has not changed it.
    NotDone,
    /// Somebody has changed it since.
    Changed,
    /// It is already as it was before.
    Already,
    /// Nobody knows what the run has done.
    Unknown,
    /// The device has fetched the new profile and keeps it until it is reset.
    Fetched,
    /// Its earlier profile cannot be assigned any more, for example because it is an older version. Its enrollment is brought
    /// back.
    OldProfile,
    /// Its earlier enrollment had no user and no login, or both, and no host stores that. Its profile is brought back.
    OpenEnrollment,
}

/// A device that is not brought back, or not wholly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cannot {
    /// Its number in the report.
    pub device: usize,
    /// The reason.
    pub obstacle: Obstacle,
}

/// The plan that brings the devices of a report back to what they were, and the devices for which it cannot. `is_assignable` says
/// whether a profile with this UUID can be assigned now: to remove one for the sake of another that cannot would leave none.
pub fn undo(
    report: &Report,
    about: About,
    is_assignable: &dyn Fn(&str) -> bool,
) -> (Plan, Vec<Cannot>) {
    let (mut changes, mut cannot) = (Vec::new(), Vec::new());
    for (device, change, result) in report.rows(None) {
        let mut left = result.left;
        let is_old = left.profile != LeftProfile::Kept
            && change.before.profile.as_deref().is_some_and(|uuid| !is_assignable(uuid));
        let obstacle = match result.outcome {
            Outcome::Unknown => Some(Obstacle::Unknown),
            _ if !left.is_changed() => Some(Obstacle::NotDone),
            _ if left.profile != LeftProfile::Kept && left.fetched => Some(Obstacle::Fetched),
            _ if is_old => {
                left.profile = LeftProfile::Kept;
                Some(Obstacle::OldProfile)
            }
            _ if left.enrollment && !is_decision(&change.before.enrollment) => {
                left.enrollment = false;
                Some(Obstacle::OpenEnrollment)
            }
            _ => None,
        };
        cannot.extend(obstacle.map(|obstacle| Cannot { device, obstacle }));
        let is_partial = matches!(obstacle, Some(Obstacle::OpenEnrollment | Obstacle::OldProfile));
        // Both parts may have an obstacle of their own.
        left.enrollment &=
            obstacle != Some(Obstacle::OldProfile) || is_decision(&change.before.enrollment);
        if left.is_changed() && (obstacle.is_none() || is_partial) {
            let before = left_state(change, left);
            let mut back = State { fetched: false, ..change.before.clone() };
            if !left.enrollment {
                back.enrollment = None;
            }
            changes.push(Change { serial: change.serial.clone(), before, after: back });
        }
    }
    (Plan { about, changes }, cannot)
}

/// Takes out of a way back what it would leave as it is, by the devices as they are `now`. Of the others nobody knows that before
/// the run looks at them.
pub fn compare(
    report: &Report,
    now: &[(String, State)],
    (plan, cannot): (Plan, Vec<Cannot>),
) -> (Plan, Vec<Cannot>) {
    let (mut plan, mut cannot) = (plan, cannot);
    for (serial, now) in now {
        let Some(place) = plan.changes.iter().position(|change| change.serial == *serial) else {
            continue;
        };
        let obstacle = match end_now(&plan.changes[place], now) {
            None => continue,
            Some(Outcome::Conflict(Difference::Fetched)) => Obstacle::Fetched,
            Some(Outcome::Unchanged) => Obstacle::Already,
            Some(_) => Obstacle::Changed,
        };
        plan.changes.remove(place);
        // One line for each device: what keeps all of it goes before what keeps a part.
        let device = report.plan.changes.iter().position(|change| change.serial == *serial);
        cannot.retain(|one| Some(one.device) != device);
        cannot.extend(device.map(|device| Cannot { device, obstacle }));
    }
    (plan, cannot)
}

/// The plan that tries the devices again that ended in one of these ways.
pub fn again(report: &Report, kinds: &[Kind], about: About) -> Plan {
    let rows = report.rows(None).filter(|(.., result)| kinds.contains(&result.outcome.kind()));
    let changes = rows.map(|(_, change, result)| {
        let before = left_state(change, result.left);
        let before = State {
            enrollment: before.enrollment.or_else(|| change.before.enrollment.clone()),
            ..before
        };
        Change { before, ..change.clone() }
    });
    Plan { about, changes: changes.collect() }
}

/// A device as the run has left it. The enrollment is only told if the run has changed it.
fn left_state(change: &Change, left: Left) -> State {
    let (profile, fetched) = match left.profile {
        LeftProfile::Kept => (change.before.profile.clone(), change.before.fetched),
        LeftProfile::Removed => (None, false),
        LeftProfile::Wanted => (change.after.profile.clone(), left.fetched),
    };
    State {
        profile,
        fetched,
        enrollment: change.after.enrollment.clone().filter(|_| left.enrollment),
    }
}

/// Whether a host stores an enrollment: it has either a user or a login.
fn is_decision(enrollment: &Option<Draft>) -> bool {
    enrollment.as_ref().is_some_and(|draft| is_blank(&draft.username) == draft.login_required)
}

#[cfg(test)]
#[path = "undo_tests.rs"]
mod tests;
