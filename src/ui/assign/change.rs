//! A change of a profile: it runs to its end, and the host page is told what the record shows. It must never touch
//! a surface.

use super::job::{self, Change, Report};
use crate::event::Event;
use crate::runs::plan::{Kind, about};
use crate::runs::single::{self, of_profile};
use crate::shared::Shared;
use host::Device;
use std::rc::Rc;

/// Makes a change and tells the host page its end. With the record from `before` it comes into the history.
pub async fn run(
    shared: &Shared,
    serial: &str,
    before: Option<Device>,
    change: Change,
) -> Rc<Report> {
    // A reassignment is two calls, and one change in the history.
    let about = about(Kind::One, serial);
    let report = job::run(&shared.client.in_run(&about.id), serial, change).await;
    if let (Some(before), Ok(after)) = (before, &report.record)
        && report.is_done()
        && let Some(made) = of_profile(&before, after)
    {
        shared.runs().note(single::report_of(about, made));
    }
    end(shared, serial, report, false)
}

/// Reads the record of a change again, and tells the host page its end.
pub async fn look(shared: &Shared, serial: &str, before: &Report) -> Rc<Report> {
    let report = job::look(&shared.client, serial, before).await;
    end(shared, serial, report, before.is_half())
}

/// `told`: the host page knows of the first half of a reassignment.
fn end(shared: &Shared, serial: &str, report: Report, told: bool) -> Rc<Report> {
    if let Err(error) = &report.answer {
        shared.tell_lost_session(error);
    }
    match &report.record {
        Ok(_) => shared.tell_session_works(),
        Err(error) => shared.tell_lost_session(error),
    }
    let serial = serial.to_owned();
    match (&report.change, &report.record) {
        (Change::Assign(_) | Change::Reassign(_), Ok(device)) if report.is_done() => {
            let uuid = device.profile_uuid.clone();
            shared.emit(Event::ProfileAssigned { serial, uuid });
        }
        _ if report.is_done() || (report.is_half() && !told) => {
            shared.emit(Event::ProfileRemoved { serial });
        }
        _ => {}
    }
    Rc::new(report)
}
