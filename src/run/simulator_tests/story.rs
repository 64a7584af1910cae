//! A schedule as a value: the devices and everything that goes wrong, so that a part of it can be left out.

use crate::{Limits, State, Time};
use rules::Draft;

/// A generator of random numbers (SplitMix64).
#[derive(Clone, Debug)]
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    pub fn one_in(&mut self, bound: u64) -> bool {
        self.below(bound) == 0
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }
}

/// A device of the plan, and what the host has when the run starts.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Its name to the end, whatever is left out.
    pub number: usize,
    pub before: State,
    pub after: State,
    pub actual: State,
}

/// What becomes of one call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trouble {
    /// It never reaches the host.
    DropBefore,
    /// The host does it, and the answer is lost.
    DropAfter,
    /// The host does it so much later, when nobody waits any more.
    Late(Time),
    /// The host fails before it does anything.
    FailBefore,
    /// The host does it, then fails.
    FailAfter,
    /// The host wants fewer calls.
    Busy(Option<u32>),
    /// The session is lost for so long.
    SignOut(Time),
    /// The answer comes so much later.
    Slow(Time),
}

/// Apple's or the host's word about a write for one device.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Word {
    NotAccessible,
    /// Apple fails for this device; the flag says whether it does the work all the same.
    Failed(bool),
    Throttled(Option<u32>),
    /// The host fails as long as this device is in a call with others.
    Poison,
}

/// Something that happens beside the calls.
#[derive(Clone, Debug, PartialEq)]
pub enum Turn {
    /// Another admin changes a device.
    Change(usize, State),
    /// A device fetches its profile.
    Fetch(usize),
    /// The admin wants a pause for so long.
    Pause(Time),
    Stop,
    /// The tab dies and comes back after so long; the flag says whether the journal keeps what was on its way.
    Crash(Time, bool),
    /// Another tab takes the lock and goes on after so long.
    Steal(Time),
    /// Another tab is opened and does not get the lock.
    SecondTab,
    /// The host fails for so long, at writes only or at everything; the last flag says whether it wants fewer calls.
    Break(Time, bool, bool),
    /// The account loses the right to change anything.
    Forbid,
}

/// Something that goes wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The call with this number.
    Call(u64, Trouble),
    /// The write with this number.
    Write(u64, Trouble),
    /// So many writes for a device.
    Word(usize, u32, Word),
    /// After so many events.
    Turn(u64, Turn),
}

/// A whole schedule.
#[derive(Clone, Debug)]
pub struct Story {
    pub seed: u64,
    pub limits: Limits,
    pub plan: Vec<Planned>,
    /// Whether the host takes many devices in one call, and whether it compares enrollments before it saves.
    pub has_bulk: bool,
    pub compares: bool,
    /// Whether the browser keeps a journal.
    pub has_journal: bool,
    pub faults: Vec<Fault>,
    pub undo_faults: Vec<Fault>,
}

const PROFILES: [Option<&str>; 4] = [None, Some("A"), Some("B"), Some("C")];

fn state(random: &mut Random, has_enrollment: bool) -> State {
    let profile = random.of(&PROFILES).map(str::to_owned);
    let enrollment = has_enrollment.then(|| Draft {
        username: random.of(&["", "alice", "bob"]).to_owned(),
        login_required: random.one_in(2),
        agent_required: random.one_in(3),
    });
    State { fetched: profile.is_some() && random.one_in(8), profile, enrollment }
}

impl Planned {
    fn random(number: usize, random: &mut Random, target: &State) -> Planned {
        let actual = state(random, true);
        let before = if random.one_in(12) { state(random, true) } else { actual.clone() };
        let mut after = if random.one_in(3) { state(random, true) } else { target.clone() };
        let mut before = before;
        match random.below(4) {
            0 => after.profile = before.profile.clone(),
            1 => after.enrollment = None,
            2 => (before.enrollment, after.enrollment) = (None, None),
            _ => {}
        }
        let actual =
            if random.one_in(12) { State { fetched: false, ..after.clone() } } else { actual };
        let enrollment = actual.enrollment.or_else(|| before.enrollment.clone());
        let actual = State { enrollment: Some(enrollment.unwrap_or_default()), ..actual };
        Planned { number, before, after, actual }
    }
}

impl Story {
    /// The schedule of a seed.
    pub fn random(seed: u64) -> Story {
        let mut random = Random(seed);
        let count = match random.below(400) {
            0 => 250,
            1..=60 => 5 + random.below(8),
            61..=200 => 1,
            _ => 2 + random.below(3),
        } as usize;
        let target = state(&mut random, true);
        let plan: Vec<Planned> =
            (0..count).map(|number| Planned::random(number, &mut random, &target)).collect();
        let chunk = random.of(&[1, 2, 3, 100, 100, 100]);
        let chunks = 1 + random.below(3) as usize;
        let limits = Limits { chunk, chunks, calls: random.of(&[1, 2, 4]), ..Limits::default() };
        let has_journal = !random.one_in(30);
        let mut story = Story {
            seed,
            limits,
            plan,
            has_bulk: !random.one_in(3),
            compares: random.one_in(2),
            has_journal,
            faults: Vec::new(),
            undo_faults: Vec::new(),
        };
        let most = random.of(&[0, 1, 2, 4, 8, 16]);
        story.faults = story.random_faults(&mut random, most);
        if random.one_in(4) {
            story.undo_faults = story.random_faults(&mut random, most);
        }
        story
    }

    fn random_faults(&self, random: &mut Random, most: u64) -> Vec<Fault> {
        let count = self.plan.len() as u64;
        let faults = (0..random.below(most + 1)).map(|_| {
            let device = random.below(count) as usize;
            match random.below(10) {
                0..=2 => Fault::Write(random.below(1 + 3 * count), trouble(random)),
                3 | 4 => {
                    let calls = 4 + count * random.of(&[1, 3, 8]);
                    Fault::Call(random.below(calls), trouble(random))
                }
                5 => Fault::Word(device, 1 + random.below(3) as u32, word(random)),
                _ => {
                    let events = 4 + count * random.of(&[2, 5, 12]);
                    Fault::Turn(random.below(events), self.turn(random, device))
                }
            }
        });
        faults.collect()
    }

    fn turn(&self, random: &mut Random, device: usize) -> Turn {
        let planned = &self.plan[device];
        let keep = |state: &State| State {
            fetched: false,
            enrollment: state.enrollment.clone().or_else(|| planned.actual.enrollment.clone()),
            ..state.clone()
        };
        match random.below(16) {
            0..=2 => Turn::Change(device, state(random, true)),
            // Somebody takes a change back, or makes the same one.
            3 => Turn::Change(device, keep(&planned.before)),
            4 => Turn::Change(device, keep(&planned.after)),
            5 => Turn::Fetch(device),
            6 => Turn::Pause(random.of(&[10, 1_000, 90_000])),
            7 => Turn::Stop,
            8 => Turn::SecondTab,
            9 if random.one_in(2) => Turn::Forbid,
            9 => Turn::Break(
                random.of(&[2_000, 60_000, Time::MAX]),
                random.one_in(2),
                random.one_in(3),
            ),
            10 if self.has_journal => Turn::Steal(random.of(&[0, 100, 40_000])),
            11..=15 if self.has_journal => {
                Turn::Crash(random.of(&[0, 5, 100, 5_000, 40_000, 3_600_000]), random.one_in(2))
            }
            _ => Turn::SecondTab,
        }
    }
}

fn trouble(random: &mut Random) -> Trouble {
    match random.below(9) {
        0 => Trouble::DropBefore,
        1 | 2 => Trouble::DropAfter,
        3 => Trouble::Late(random.of(&[50, 2_000, 20_000])),
        4 => Trouble::FailBefore,
        5 => Trouble::FailAfter,
        6 => Trouble::Busy(random.of(&[None, Some(0), Some(3), Some(120)])),
        7 => Trouble::SignOut(random.of(&[20, 2_000, 600_000])),
        _ => Trouble::Slow(random.of(&[300, 3_000, 25_000])),
    }
}

fn word(random: &mut Random) -> Word {
    match random.below(5) {
        0 => Word::NotAccessible,
        1 => Word::Failed(random.one_in(2)),
        2 => Word::Throttled(random.of(&[None, Some(30), Some(86_400)])),
        _ => Word::Poison,
    }
}
