//! The host of the simulator: a database that remembers who wrote what, and the calls that change it.

use super::story::{Planned, Story, Word};
use crate::{Failure, Reason, State, Step};
use rules::Draft;

/// Who wrote a field last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Writer {
    /// It is as it was when the run started.
    Nobody,
    Run,
    Other,
}

/// A device in the database.
#[derive(Clone, Debug)]
pub struct Row {
    pub state: State,
    pub profile_by: Writer,
    pub enrollment_by: Writer,
    /// When somebody else changed it last.
    pub changed_at: Option<u64>,
}

/// A call on its way to the host.
#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    Read(Vec<usize>),
    Remove(Vec<usize>),
    Assign(String, Vec<usize>),
    Save(usize, Draft, Option<Draft>),
}

impl Call {
    pub fn devices(&self) -> Vec<usize> {
        match self {
            Call::Read(devices) | Call::Remove(devices) | Call::Assign(_, devices) => {
                devices.clone()
            }
            Call::Save(device, ..) => vec![*device],
        }
    }

    /// The write that it is.
    pub fn step(&self) -> Option<Step> {
        match self {
            Call::Read(_) => None,
            Call::Remove(_) => Some(Step::Remove),
            Call::Assign(..) => Some(Step::Assign),
            Call::Save(..) => Some(Step::Save),
        }
    }
}

/// What the host answers for one device.
pub type Answer = Result<State, Failure>;

pub struct World {
    pub rows: Vec<Row>,
    /// What Apple says about a device, and for how many writes more.
    pub words: Vec<(usize, u32, Word)>,
    pub is_forbidden: bool,
    pub signed_out_until: u64,
    /// Until when the host fails, whether it only does so for writes, and how.
    pub broken: Option<(u64, bool, Failure)>,
    compares: bool,
}

pub fn reason(code: &str) -> Reason {
    Reason { code: code.to_owned(), message: String::new() }
}

impl World {
    pub fn new(story: &Story) -> World {
        let row = |planned: &Planned| Row {
            state: planned.actual.clone(),
            profile_by: Writer::Nobody,
            enrollment_by: Writer::Nobody,
            changed_at: None,
        };
        World {
            rows: story.plan.iter().map(row).collect(),
            words: Vec::new(),
            is_forbidden: false,
            signed_out_until: 0,
            broken: None,
            compares: story.compares,
        }
    }

    /// Somebody else changes a device.
    pub fn change(&mut self, device: usize, state: &State, now: u64) {
        let row = &mut self.rows[device];
        if row.state.profile != state.profile {
            row.profile_by = Writer::Other;
        }
        if row.state.enrollment != state.enrollment {
            row.enrollment_by = Writer::Other;
        }
        row.state = state.clone();
        row.changed_at = Some(now);
    }

    /// Carries a call out. Answers for each of its devices, or fails as a whole.
    pub fn carry_out(&mut self, call: &Call, now: u64) -> Result<Vec<Answer>, Failure> {
        if self.signed_out_until > now {
            return Err(Failure::Session);
        }
        if let Some((until, is_for_writes, failure)) = &self.broken
            && now < *until
            && (call.step().is_some() || !is_for_writes)
        {
            return Err(failure.clone());
        }
        if let Call::Read(devices) = call {
            return Ok(devices.iter().map(|device| Ok(self.rows[*device].state.clone())).collect());
        }
        if self.is_forbidden {
            return Err(Failure::Forbidden(reason("host.permission")));
        }
        let devices = call.devices();
        let is_poisoned = |device: &usize| self.word(*device) == Some(Word::Poison);
        if devices.len() > 1 && devices.iter().any(is_poisoned) {
            return Err(Failure::Unclear(reason("host.server")));
        }
        Ok(devices.iter().map(|device| self.write(*device, call)).collect())
    }

    fn word(&self, device: usize) -> Option<Word> {
        self.words.iter().find(|(of, left, _)| *of == device && *left > 0).map(|(.., word)| *word)
    }

    fn write(&mut self, device: usize, call: &Call) -> Answer {
        let word = self.word(device);
        if word != Some(Word::Poison) {
            let mut words = self.words.iter_mut();
            if let Some(word) = words.find(|(of, left, _)| *of == device && *left > 0) {
                word.1 -= 1;
            }
        }
        match word {
            Some(Word::NotAccessible) => {
                return Err(Failure::Refused(reason("apple.not-accessible")));
            }
            Some(Word::Throttled(seconds)) => return Err(Failure::Throttled(seconds)),
            Some(Word::Failed(false)) => return Err(Failure::Failed(reason("apple.failed"))),
            Some(Word::Failed(true) | Word::Poison) | None => {}
        }
        let row = &mut self.rows[device];
        match call {
            Call::Read(_) => {}
            Call::Remove(_) => {
                row.state.profile = None;
                row.state.fetched = false;
                row.profile_by = Writer::Run;
            }
            Call::Assign(profile, _) => {
                row.state.profile = Some(profile.clone());
                row.state.fetched = false;
                row.profile_by = Writer::Run;
            }
            Call::Save(_, draft, expected) => {
                if self.compares && row.state.enrollment != *expected {
                    return Err(Failure::Conflict);
                }
                row.state.enrollment = Some(draft.clone());
                row.enrollment_by = Writer::Run;
            }
        }
        match word {
            Some(Word::Failed(_)) => Err(Failure::Failed(reason("apple.failed"))),
            _ => Ok(row.state.clone()),
        }
    }
}
