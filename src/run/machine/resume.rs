//! A run that goes on after a crash, and the report of a run of which only the journal is left.

use super::{Run, Stage};
use crate::chunks::chunks;
use crate::journal::Entry;
use crate::plan::{Limits, Plan};

impl Run {
    /// A run that goes on where its journal ends. Nothing is believed to be done but what the journal says; the next read of
    /// each other device shows the rest. A journal that says that the run has ended makes a run that has.
    pub fn resume(plan: Plan, entries: &[Entry], limits: Limits, seed: u64) -> Run {
        let mut run = Run::of(plan, limits, seed);
        for entry in entries {
            match entry {
                Entry::Plan(_) => {}
                Entry::Sending(step, at, devices) => {
                    for number in devices {
                        let change = run.report.plan.changes.get(*number);
                        if let (Some(change), Some(device)) = (change, run.devices.get_mut(*number))
                        {
                            device.recall(change, *step, *at);
                        }
                    }
                }
                Entry::Ended(number, result) => {
                    if let Some(place) = run.report.results.get_mut(*number) {
                        *place = result.clone();
                        run.stages[*number] = Stage::Ended;
                    }
                }
                Entry::Closed(end, _) => run.end = Some(end.clone()),
            }
        }
        run.ended = run.stages.iter().filter(|stage| **stage == Stage::Ended).count();
        run.ended_before = run.ended;
        // What was begun comes first, so that a stop leaves nothing half done.
        for is_begun in [true, false] {
            let is_next = |device: usize| {
                run.stages[device] != Stage::Ended && run.devices[device].is_begun() == is_begun
            };
            let chunks = chunks(&run.report.plan, run.limits.chunk, is_next);
            run.queue.extend(chunks);
        }
        run
    }
}
