//! What a run has done with a device, as the host page is told.

use crate::event::Event;
use run::{Change, DeviceReport, LeftProfile};

/// What a run has done with a device, for the host page.
pub fn news(change: &Change, result: &DeviceReport) -> Vec<Event> {
    let serial = || change.serial.clone();
    let mut events = Vec::new();
    if result.left.profile == LeftProfile::Wanted {
        events.push(match &change.after.profile {
            Some(uuid) => Event::ProfileAssigned { serial: serial(), uuid: uuid.clone() },
            None => Event::ProfileRemoved { serial: serial() },
        });
    }
    if let (true, Some(draft)) = (result.left.enrollment, &change.after.enrollment) {
        events.push(Event::EnrollmentSaved { serial: serial(), draft: draft.clone() });
    }
    events
}
