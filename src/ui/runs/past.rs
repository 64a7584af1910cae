//! Runs that are not under way: ended, interrupted, or carried on in another tab. It must never hold two of one plan.

use super::journal::Found;
use run::{Entry, Limits, Outcome, Report, Run, State};
use std::rc::Rc;

/// How a run stands that is not under way here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has ended.
    Ended,
    /// A tab, a browser or a session ended before it did.
    Interrupted,
    /// Another tab carries it on.
    Elsewhere,
    /// The host's history tells it. Any admin may have made it, and nothing of it is in this browser.
    Told,
}

/// A run that is not under way here.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// How its devices ended, as far as it is known.
    pub report: Report,
    /// How it stands.
    pub standing: Standing,
    /// What was found in place of what the plan saw, by serial number. No journal keeps it.
    pub found: Vec<(String, State)>,
}

impl Past {
    /// A run as its journal tells it.
    pub fn read(found: Found) -> Past {
        let run = Run::resume(found.plan, &found.entries, Limits::default(), 0);
        let standing = match (run.is_ended(), found.is_held) {
            (true, _) => Standing::Ended,
            (false, true) => Standing::Elsewhere,
            (false, false) => Standing::Interrupted,
        };
        let mut report = run.report().clone();
        // Something was sent, and no read has shown what became of it.
        for entry in found.entries {
            let Entry::Sending(_, _, devices) = entry else { continue };
            for device in devices {
                if let Some(result) = report.results.get_mut(device)
                    && result.outcome == Outcome::NotStarted
                {
                    result.outcome = Outcome::Unknown;
                }
            }
        }
        Past { report, standing, found: Vec::new() }
    }

    /// The key of its journal.
    pub fn id(&self) -> &str {
        &self.report.plan.about.id
    }
}

/// The runs that are not under way here, the newest first.
#[derive(Debug, Default)]
pub struct PastRuns(Vec<Rc<Past>>);

impl PastRuns {
    /// All of them.
    pub fn all(&self) -> &[Rc<Past>] {
        &self.0
    }

    /// The one with this key.
    pub fn find(&self, id: &str) -> Option<&Rc<Past>> {
        self.0.iter().find(|past| past.id() == id)
    }

    /// Adds one, in the place of an earlier word about the same run.
    pub fn put(&mut self, past: Past) {
        self.forget(past.id());
        let at = past.report.plan.about.at;
        let place = self.0.iter().position(|other| other.report.plan.about.at <= at);
        self.0.insert(place.unwrap_or(self.0.len()), Rc::new(past));
    }

    /// Takes the journals as they were just read. What has ended in this page and could not be written down stays.
    pub fn take(&mut self, found: Vec<Found>, under_way: Option<&str>) {
        self.0.retain(|past| past.standing == Standing::Ended);
        for found in found {
            let id = found.plan.about.id.as_str();
            if under_way != Some(id) && self.find(id).is_none() {
                self.put(Past::read(found));
            }
        }
    }

    /// Forgets one.
    pub fn forget(&mut self, id: &str) {
        self.0.retain(|past| past.id() != id);
    }
}

#[cfg(test)]
#[path = "past_tests.rs"]
mod tests;
