//! The news of the panel and of changes that were started in a row: the rows, the toasts, and the marks of devices whose newest
//! change nobody can confirm. It must never announce a change that was not made here.

use super::messages::{Effect, Notice};
use super::model::State;
use crate::assign::job::{Change, Report};
use crate::facts_cache::Freshness;
use crate::news::News;
use crate::runs::single::{of_enrollment, of_profile};
use host::Device;
use rules::checklist::Status;
use std::rc::Rc;

impl State {
    /// Takes the news of the panel. A record that somebody else has changed is no news to announce.
    pub(super) fn news(&mut self, serial: String, news: News) -> Vec<Effect> {
        let mut effects = Vec::new();
        match news {
            // It may have been read too early to show a change that comes late, so it takes no mark away.
            News::Record(device) => {
                if let Some(row) = self.device(&serial) {
                    *row = *device;
                }
                return vec![Effect::Judge, Effect::LoadProfiles(Freshness::Cached)];
            }
            News::Enrollment(record) => {
                if let Some(row) = self.confirmed(&serial) {
                    row.enrollment = record;
                }
            }
            News::Saved(draft) => {
                let made = self.before(&serial);
                let made = made.and_then(|row| of_enrollment(row, &row.enrollment, &draft));
                if let Some(row) = self.confirmed(&serial) {
                    row.enrollment = draft.into();
                }
                self.changed = Some(serial.clone());
                effects.push(Effect::Toast(Notice::Saved { serial }, made));
            }
            News::InDoubt { late } => return self.doubt(serial, late),
            News::Profile(report) => {
                // The panel goes, and the time until which Apple wants to wait stays at the row.
                if report.throttled_until().is_some() {
                    self.failure = Some((serial.clone(), report.clone()));
                }
                return self.profile_changed(serial, &report);
            }
        }
        effects.extend(self.after_change());
        effects
    }

    /// The panel may have read the profiles afresh; the older versions follow. Rows that were asked for before a change would
    /// undo it on the screen, so they are asked for again.
    fn after_change(&mut self) -> Vec<Effect> {
        let mut effects = vec![Effect::Judge, Effect::LoadProfiles(Freshness::Cached)];
        if self.load.is_loading() {
            effects.extend(self.load());
        }
        effects
    }

    pub(super) fn profile_changed(&mut self, serial: String, report: &Report) -> Vec<Effect> {
        let made = self.before(&serial).zip(report.record.as_ref().ok());
        let made = made.and_then(|(before, after)| of_profile(before, after));
        match &report.record {
            Ok(device) => {
                if let Some(row) = self.confirmed(&serial) {
                    *row = device.clone();
                }
            }
            Err(_) if report.removed => {
                if let Some(row) = self.confirmed(&serial) {
                    row.status = Status::Removed;
                }
            }
            Err(_) => {}
        }
        let named = |device: &Device| {
            let names = [&device.profile_name, &device.profile_uuid];
            names.into_iter().find(|name| !name.is_empty()).cloned().unwrap_or_default()
        };
        if report.is_done() {
            self.failure = self.failure.take().filter(|(failed, _)| *failed != serial);
        }
        let about = serial.clone();
        let (notice, made) = match (&report.change, &report.record) {
            (Change::Remove, Ok(_)) if report.is_done() => (Notice::Removed { serial }, made),
            (_, Ok(device)) if report.is_done() => {
                (Notice::Assigned { serial, profile: named(device) }, made)
            }
            _ if report.is_open() => return self.doubt(serial, report.may_come_late()),
            _ if report.is_half() => (Notice::Half { serial }, None),
            _ => return self.after_change(),
        };
        self.changed = Some(about);
        let mut effects = vec![Effect::Toast(notice, made)];
        effects.extend(self.after_change());
        effects
    }

    /// The row of a device as it was before a change.
    fn before(&self, serial: &str) -> Option<&Device> {
        self.devices().find(|device| device.serial == serial).map(Rc::as_ref)
    }

    /// A change that nobody can confirm. Reading the list again helps, unless the host may still be at work.
    fn doubt(&mut self, serial: String, late: bool) -> Vec<Effect> {
        self.in_doubt.retain(|(doubtful, _)| *doubtful != serial);
        self.in_doubt.push((serial.clone(), self.generation));
        let mut effects = vec![Effect::Toast(Notice::InDoubt { serial }, None)];
        if !late {
            effects.extend(self.load());
        }
        effects
    }

    /// The row of a device whose change the host has confirmed.
    fn confirmed(&mut self, serial: &str) -> Option<&mut Device> {
        self.in_doubt.retain(|(doubtful, _)| doubtful != serial);
        self.device(serial)
    }

    fn device(&mut self, serial: &str) -> Option<&mut Device> {
        let rows = &mut self.page.as_mut()?.devices;
        let (device, _) = rows.iter_mut().find(|(device, _)| device.serial == serial)?;
        Some(Rc::make_mut(device))
    }
}
