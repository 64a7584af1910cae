//! The verdicts of all devices and how many devices each has. Devices with the same facts are judged once: a fleet has a few
//! hundred kinds of facts, and one judgement costs 0.1 ms in a browser. It must never hold a device.

use super::intern::Tuples;
use super::verdict::{Problem, Verdict};
use rules::checklist::DeviceReadiness;

/// The facts of a device as numbers; see [`Judging::remembered`].
pub type Facts = [u32; 4];

/// How many devices have which verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Devices with a verdict that the directory can no longer change.
    pub checked: u32,
    /// Of these, the ones that can be handed out.
    pub ready: u32,
    /// Of these, the ones for which somebody must act.
    pub to_do: u32,
    /// Of these, the ones that nobody can tell about.
    pub cannot_tell: u32,
    /// Devices with each problem, in the order of [`Problem::ALL`]. One device may have several.
    pub problems: [u32; Problem::ALL.len()],
}

/// All verdicts. Number 0 stands for a device that was not judged.
pub struct Judging {
    verdicts: Vec<Verdict>,
    /// How many devices have each verdict.
    devices: Vec<u32>,
    facts: Tuples<4>,
    /// The verdict on each number of facts.
    rulings: Vec<u32>,
}

impl Default for Judging {
    fn default() -> Self {
        let none =
            Verdict { readiness: DeviceReadiness::CannotTell, causes: Vec::new(), checking: true };
        Judging {
            verdicts: vec![none],
            devices: vec![0],
            facts: Tuples::default(),
            rulings: Vec::new(),
        }
    }
}

impl Judging {
    /// Forgets which facts lead to which verdict: something that all verdicts depend on has changed.
    pub fn forget(&mut self) {
        self.facts = Tuples::default();
        self.rulings.clear();
    }

    /// The verdict on these facts, judged if they are new. Returns its number and whether it was judged.
    pub fn remembered(&mut self, facts: Facts, judge: impl FnOnce() -> Verdict) -> (u32, bool) {
        let (number, is_new) = self.facts.number(facts);
        if is_new {
            let verdict = self.number(judge());
            self.rulings.push(verdict);
        }
        (self.rulings[number as usize], is_new)
    }

    /// The number of a verdict.
    pub fn number(&mut self, verdict: Verdict) -> u32 {
        let known = self.verdicts.iter().skip(1).position(|known| *known == verdict);
        known.map_or_else(
            || {
                self.verdicts.push(verdict);
                self.devices.push(0);
                self.verdicts.len() - 1
            },
            |at| at + 1,
        ) as u32
    }

    /// The verdict of a number; `None` for a device that was not judged.
    pub fn get(&self, number: u32) -> Option<&Verdict> {
        self.verdicts.get(number as usize).filter(|_| number > 0)
    }

    /// Notes that a device had one verdict and has another now; 0 before and after it is in the list.
    pub fn moved(&mut self, from: u32, to: u32) {
        self.devices[from as usize] = self.devices[from as usize].saturating_sub(1);
        self.devices[to as usize] += 1;
    }

    /// Something about each verdict, by its number; the first one is about devices that were not judged.
    pub fn each<T>(&self, about: impl Fn(Option<&Verdict>) -> T) -> Vec<T> {
        (0..self.verdicts.len()).map(|number| about(self.get(number as u32))).collect()
    }

    /// How many devices have which verdict.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for (verdict, devices) in self.verdicts.iter().zip(&self.devices).skip(1) {
            if !verdict.checking {
                tally.checked += devices;
                match verdict.readiness {
                    DeviceReadiness::Ready => tally.ready += devices,
                    DeviceReadiness::ToDo => tally.to_do += devices,
                    DeviceReadiness::CannotTell => tally.cannot_tell += devices,
                }
            }
            for (problem, count) in Problem::ALL.into_iter().zip(&mut tally.problems) {
                if has(verdict, problem) {
                    *count += devices;
                }
            }
        }
        tally
    }

    /// Bytes on the heap, without the few verdicts.
    pub fn memory(&self) -> usize {
        self.rulings.capacity() * 4 + self.facts.rows().len() * 24
    }
}

/// Whether a verdict has a problem among its causes.
pub fn has(verdict: &Verdict, problem: Problem) -> bool {
    verdict.causes.iter().any(|cause| Problem::of(cause) == problem)
}
