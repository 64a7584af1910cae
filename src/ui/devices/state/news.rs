//! The news of the dialogs: the rows, the notice, and the marks of devices whose newest change nobody can confirm. It must
//! never announce a change that was not made here.

use super::messages::{Effect, Notice};
use super::model::State;
use crate::assign::job::{Change, Report};
use crate::facts_cache::Freshness;
use crate::news::News;
use host::Device;
use rules::checklist::Status;
use std::rc::Rc;

impl State {
    /// Takes the news of a dialog. A record that somebody else has changed is no news to announce.
    pub(super) fn news(&mut self, serial: String, news: News) -> Vec<Effect> {
        match news {
            // It may have been read too early to show a change that comes late, so it takes no mark away.
            News::Record(device) => {
                if let Some(row) = self.row(&serial) {
                    *row = *device;
                }
                return self.marks();
            }
            News::Enrollment(record) => {
                if let Some(row) = self.confirmed(&serial) {
                    row.enrollment = record;
                }
            }
            News::Saved(draft) => {
                if let Some(row) = self.confirmed(&serial) {
                    row.enrollment = draft.into();
                }
                self.notice = Some(Notice::Saved { serial });
            }
            News::InDoubt { late } => return self.doubt(serial, late),
            News::Profile(report) => return self.profile_changed(serial, &report),
        }
        self.after_change()
    }

    /// A dialog may have read the profiles afresh; the marks of outdated ones follow.
    fn marks(&self) -> Vec<Effect> {
        vec![Effect::LoadProfiles(Freshness::Cached)]
    }

    /// Rows that were asked for before a change would undo it on the screen, so they are asked for again.
    fn after_change(&mut self) -> Vec<Effect> {
        let mut effects = self.marks();
        if self.load.is_loading() {
            effects.extend(self.load());
        }
        effects
    }

    fn profile_changed(&mut self, serial: String, report: &Report) -> Vec<Effect> {
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
        match (&report.change, &report.record) {
            (Change::Remove, Ok(_)) if report.is_done() => {
                self.notice = Some(Notice::Removed { serial });
            }
            (_, Ok(device)) if report.is_done() => {
                self.notice = Some(Notice::Assigned { serial, profile: named(device) });
            }
            _ if report.is_open() => return self.doubt(serial, report.may_come_late()),
            _ if report.is_half() => self.notice = Some(Notice::Half { serial }),
            _ => {}
        }
        self.after_change()
    }

    /// A change that nobody can confirm. Reading the list again helps, unless the host may still be at work.
    fn doubt(&mut self, serial: String, late: bool) -> Vec<Effect> {
        self.in_doubt.retain(|(doubtful, _)| *doubtful != serial);
        self.in_doubt.push((serial.clone(), self.generation));
        self.notice = Some(Notice::InDoubt { serial });
        if late { Vec::new() } else { self.load() }
    }

    /// The row of a device whose change the host has confirmed.
    fn confirmed(&mut self, serial: &str) -> Option<&mut Device> {
        self.in_doubt.retain(|(doubtful, _)| doubtful != serial);
        self.row(serial)
    }

    fn row(&mut self, serial: &str) -> Option<&mut Device> {
        let page = self.page.as_mut()?;
        let at = page.rows.iter().position(|row| row.serial == serial)?;
        Rc::make_mut(page).rows.get_mut(at)
    }
}
