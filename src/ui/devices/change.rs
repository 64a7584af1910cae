//! A change of a profile that was started in a row: it runs to its end, and the host page is told what the record shows. It
//! must never touch the list.

use crate::assign::job::{self, Change, Report};
use crate::event::Event;
use crate::shared::Shared;
use std::rc::Rc;

/// Makes a change and tells the host page its end.
pub async fn run(shared: Shared, serial: String, change: Change) -> Rc<Report> {
    let report = Rc::new(job::run(&shared.client, &serial, change).await);
    if let Err(error) = &report.answer {
        shared.tell_lost_session(error);
    }
    match &report.record {
        Ok(_) => shared.tell_session_works(),
        Err(error) => shared.tell_lost_session(error),
    }
    if let Some(event) = event(&report, serial) {
        shared.emit(event);
    }
    report
}

/// What the record shows of a change, for the host page; nothing when it shows no change.
fn event(report: &Report, serial: String) -> Option<Event> {
    match (&report.change, &report.record) {
        (Change::Assign(_) | Change::Reassign(_), Ok(device)) if report.is_done() => {
            Some(Event::ProfileAssigned { serial, uuid: device.profile_uuid.clone() })
        }
        _ if report.is_done() || report.is_half() => Some(Event::ProfileRemoved { serial }),
        _ => None,
    }
}
