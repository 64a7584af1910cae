//! One change of a device's profile, from its first call to the record that is read back. It must never believe an answer to
//! a write: only the record shows what the host has.

use host::{Assignment, Client, Device, HostError, Millis, Outcome};
use rules::{checklist, profile};

/// A change of the profile. UUIDs are as the host wrote them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Assign to this UUID.
    Assign(String),
    /// Remove the assignment.
    Remove,
    /// Remove the assignment, then assign to this UUID.
    Reassign(String),
}

/// The end of a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The change that was asked for.
    pub change: Change,
    /// Whether the first half of a reassignment was done.
    pub removed: bool,
    /// The answer to the last write: Apple's word, nothing that can be used, or the failure.
    pub answer: Result<Option<Assignment>, HostError>,
    /// The record, read after the last write.
    pub record: Result<Device, HostError>,
}

impl Report {
    /// Whether the record shows what was asked for.
    pub fn is_done(&self) -> bool {
        let Ok(device) = &self.record else { return false };
        // What the record shows then was so before.
        if self.is_refused() {
            return false;
        }
        match &self.change {
            Change::Remove => !is_assigned(device),
            Change::Assign(uuid) | Change::Reassign(uuid) => {
                is_assigned(device) && profile::same(&device.profile_uuid, uuid)
            }
        }
    }

    /// Whether the old assignment is gone and the new one is not made.
    pub fn is_half(&self) -> bool {
        matches!(self.change, Change::Reassign(_))
            && match &self.record {
                // Also when the removal came late and the new assignment was never sent.
                Ok(device) => !is_assigned(device),
                Err(_) => self.removed && self.is_refused(),
            }
    }

    /// Whether the last write was surely not carried out: Apple or the host refused it.
    fn is_refused(&self) -> bool {
        match &self.answer {
            Ok(Some(assignment)) => assignment.outcome != Outcome::Success,
            Ok(None) => false,
            Err(error) => error.is_refusal(),
        }
    }

    /// Whether the host may still carry the change out: it accepted it and does not show it, or nobody waited for the end.
    pub fn may_come_late(&self) -> bool {
        let waits = match &self.answer {
            Ok(_) => !self.is_refused(),
            Err(error) => error.may_come_late(),
        };
        waits && !self.is_done()
    }

    /// Until when Apple wants to be left alone about the device. Without a time from the host it is a day, which is Apple's rule.
    pub fn throttled_until(&self) -> Option<Millis> {
        match &self.answer {
            Ok(Some(assignment)) if assignment.outcome == Outcome::Throttled => {
                let seconds = assignment.retry_after.unwrap_or(DAY);
                Some(assignment.at + f64::from(seconds) * 1000.0)
            }
            _ => None,
        }
    }

    /// Whether nobody knows how the change ended.
    pub fn is_open(&self) -> bool {
        self.may_come_late() || (self.record.is_err() && !self.is_refused())
    }
}

/// Seconds.
const DAY: u32 = 24 * 3600;

/// Whether a record shows an assignment that can be removed.
pub fn is_assigned(device: &Device) -> bool {
    checklist::is_assigned(&device.status, &device.profile_uuid)
}

/// Makes a change and reads the record back. A caller that is gone before the end loses nothing: the change runs on.
pub async fn run(client: &Client, serial: &str, change: Change) -> Report {
    let write = match &change {
        Change::Assign(uuid) => client.assign(serial, uuid),
        Change::Remove | Change::Reassign(_) => client.unassign(serial),
    };
    let mut answer = write.await;
    let mut removed = false;
    if let Change::Reassign(uuid) = &change
        && is_removed(client, serial, &answer).await
    {
        removed = true;
        answer = client.assign(serial, uuid).await;
    }
    let record = client.device(serial).await;
    Report { change, removed, answer, record }
}

/// Reads the record of a change again. Nothing is sent a second time.
pub async fn look(client: &Client, serial: &str, before: &Report) -> Report {
    let record = client.device(serial).await;
    let (change, answer) = (before.change.clone(), before.answer.clone());
    Report { change, removed: before.removed, answer, record }
}

/// Whether the assignment is gone. Only Apple's "success" says so; after any other answer the record is asked.
async fn is_removed(
    client: &Client,
    serial: &str,
    answer: &Result<Option<Assignment>, HostError>,
) -> bool {
    match answer {
        Ok(Some(assignment)) => assignment.outcome == Outcome::Success,
        Err(error) if error.is_refusal() => false,
        Ok(None) | Err(_) => client.device(serial).await.is_ok_and(|device| !is_assigned(&device)),
    }
}
