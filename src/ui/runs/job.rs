//! How a run gets ready: the lock of its plan, and its journal if it was interrupted. It must never start a run whose plan another
//! tab holds.

use super::journal;
use crate::format::now;
use crate::storage;
use run::{Event, Limits, Plan, Run, Time};

/// The time as a run counts it.
pub fn time() -> Time {
    now() as Time
}

/// The account whose runs these are.
pub fn owner() -> String {
    storage::account().digest().to_owned()
}

fn seed() -> u64 {
    (js_sys::Math::random() * f64::from(u32::MAX)) as u64
}

/// A run that is to begin.
pub enum Job {
    /// A new plan.
    New(Plan),
    /// The run of a journal. `is_left`: only what it has begun is finished.
    Resume {
        /// Its key.
        id: String,
        /// Whether the rest is left.
        is_left: bool,
    },
}

/// Makes a run ready to start, with the lock of its plan; `None` if another tab has it, or has deleted it. Says too whether its
/// journal is kept.
pub async fn prepare(job: Job) -> Option<(Run, bool)> {
    match job {
        Job::New(plan) => {
            let is_kept = journal::hold(&plan.about.id).await == Some(true);
            Some((Run::new(plan, Limits::default(), seed()), is_kept))
        }
        Job::Resume { id, is_left } => {
            if journal::hold(&id).await != Some(true) {
                return None;
            }
            // Another tab may have carried it on since it was read.
            let found = journal::read(&owner()).await.unwrap_or_default();
            let found = found.into_iter().find(|found| found.plan.about.id == id);
            let Some(found) = found else {
                journal::release(&id);
                return None;
            };
            let mut run = Run::resume(found.plan, &found.entries, Limits::default(), seed());
            if is_left {
                run.update(Event::Stop, time());
            }
            Some((run, true))
        }
    }
}
