//! The host's answers about one device, its profiles and its readiness, with the age of each. A failed refresh keeps the
//! older value, because its age is shown. It must never judge: it hands the facts to the rules.

use crate::answers::AdminAnswers;
use crate::assign::job::Report;
use crate::facts::{FactInputs, facts_of};
use crate::facts_cache::{Dated, Freshness};
use crate::profile_index::ProfileIndex;
use host::{Device, HostError, Millis, Readiness};
use rules::checklist::{Ages, Existence, Facts, Source, Status};
use rules::{Draft, UsernamePolicy, serial};
use std::rc::Rc;

/// One value fetched from the host.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched<T> {
    /// The newest value.
    pub value: Option<T>,
    /// When it was read; `None` when the owner of the surface read it.
    pub at: Option<Millis>,
    /// Whether the host is being asked.
    pub asking: bool,
    /// Why the newest request failed.
    pub error: Option<HostError>,
}

impl<T> Default for Fetched<T> {
    fn default() -> Self {
        Fetched { value: None, at: None, asking: false, error: None }
    }
}

impl<T> Fetched<T> {
    /// Takes an answer.
    pub fn take(&mut self, answer: Result<Dated<T>, HostError>) {
        self.asking = false;
        match answer {
            Ok(read) => {
                self.value = Some(read.value);
                self.at = Some(read.at);
                self.error = None;
            }
            Err(error) => self.error = Some(error),
        }
    }

    fn age(&self, now: Millis) -> Option<u32> {
        self.at.map(|at| age(at, now))
    }
}

fn age(at: Millis, now: Millis) -> u32 {
    ((now - at) / 1000.0).max(0.0) as u32
}

/// A question to the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostQuestion {
    /// The device record; never from a cache.
    Device,
    /// The profiles.
    Profiles(Freshness),
    /// The readiness answer.
    Readiness(Freshness),
}

/// An answer of the host.
#[derive(Clone, Debug, PartialEq)]
pub enum HostAnswer {
    /// The device record.
    Device(Box<Result<Dated<Device>, HostError>>),
    /// The profiles.
    Profiles(Result<Dated<ProfileIndex>, HostError>),
    /// The readiness answer.
    Readiness(Result<Dated<Rc<Readiness>>, HostError>),
}

/// The inputs of the checklist that are not the host's answers.
pub struct ChecklistInputs<'a> {
    /// The enrollment fields, as in the form or as stored.
    pub draft: Option<Draft>,
    /// Username rules.
    pub policy: &'a UsernamePolicy,
    /// Whether the draft's user exists, by the directory, and when it answered.
    pub existence: (Existence, Option<Millis>),
    /// What the admin answered by hand.
    pub answers: &'a AdminAnswers,
    /// The present moment.
    pub now: Millis,
}

/// Everything read from the host about one device.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HostReads {
    /// The device record.
    pub device: Fetched<Device>,
    /// The profiles.
    pub profiles: Fetched<ProfileIndex>,
    /// The readiness answer.
    pub readiness: Fetched<Rc<Readiness>>,
    /// Whether the host knows no enrollments.
    pub no_enrollment: bool,
    generation: u32,
}

impl HostReads {
    /// Starts from a record that the owner of the surface read.
    pub fn new(device: Option<Device>) -> HostReads {
        let device = Fetched { value: device, ..Fetched::default() };
        HostReads { device, ..HostReads::default() }
    }

    /// Starts to read everything. Answers to older requests will be dropped. Returns the generation with the requests.
    pub fn ask(&mut self, freshness: Freshness) -> (u32, [HostQuestion; 3]) {
        self.generation += 1;
        self.device.asking = true;
        self.profiles.asking = true;
        self.readiness.asking = true;
        (
            self.generation,
            [
                HostQuestion::Device,
                HostQuestion::Profiles(freshness),
                HostQuestion::Readiness(freshness),
            ],
        )
    }

    /// Takes an answer. Returns the device record if the answer brought a new one.
    pub fn take(&mut self, generation: u32, part: HostAnswer) -> Option<&Device> {
        if generation != self.generation {
            return None;
        }
        match part {
            HostAnswer::Device(answer) => {
                let fresh = answer.is_ok();
                self.device.take(*answer);
                return self.device.value.as_ref().filter(|_| fresh);
            }
            HostAnswer::Profiles(answer) => self.profiles.take(answer),
            HostAnswer::Readiness(answer) => self.readiness.take(answer),
        }
        None
    }

    /// Takes the end of a change of the profile. Without a record it may still be known that the assignment is gone.
    pub fn take_change(&mut self, report: &Report, at: Millis) {
        match (&report.record, &mut self.device.value) {
            (Ok(device), _) => self.device.take(Ok(Dated { value: device.clone(), at })),
            (Err(_), Some(device)) if report.removed => device.status = Status::Removed,
            (Err(_), _) => {}
        }
    }

    /// The stored fields by the device record, for want of the enrollment answer; `None` when the record lacks some.
    pub fn recorded_draft(&self) -> Option<Draft> {
        self.device.value.as_ref()?.enrollment.complete()
    }

    /// Sources that have not answered yet. Items that depend on them are not judged.
    pub fn pending(&self) -> Vec<Source> {
        let mut pending = Vec::new();
        if self.device.asking && self.device.value.is_none() {
            pending.push(Source::Device);
        }
        if self.profiles.asking && self.profiles.value.is_none() {
            pending.push(Source::Profiles);
        }
        if self.readiness.asking && self.readiness.value.is_none() {
            pending.push(Source::Readiness);
        }
        pending
    }

    /// Sources whose newest answer is a failure beside an older value. Their items are not judged: an older record may say
    /// "ready" about a device that has changed meanwhile. What is true about the profiles hangs on the record as well.
    pub fn failed(&self) -> Vec<Source> {
        let mut failed = Vec::new();
        if self.device.error.is_some() {
            failed.extend([Source::Device, Source::Profiles]);
        } else if self.profiles.error.is_some() && self.profiles.value.is_some() {
            failed.push(Source::Profiles);
        }
        if self.readiness.error.is_some() && self.readiness.value.is_some() {
            failed.push(Source::Readiness);
        }
        failed
    }

    /// The serial number by which the host knows the device: as its record spells it, else in its normal form. `None` when
    /// the word is no serial number.
    pub fn address(&self, serial: &str) -> Option<String> {
        let normal = serial::check(serial).value?;
        let recorded = self.device.value.as_ref().map(|device| device.serial.clone());
        Some(recorded.unwrap_or_else(|| normal.as_str().to_owned()))
    }

    /// The facts for the rules; `None` as long as there is no device record.
    pub fn facts(&self, inputs: ChecklistInputs) -> Option<Facts> {
        let device = self.device.value.as_ref()?;
        let (existence, existence_at) = inputs.existence;
        let inputs = FactInputs {
            profiles: self.profiles.value.as_ref(),
            readiness: self.readiness.value.as_deref(),
            draft: inputs.draft,
            no_enrollment: self.no_enrollment,
            policy: inputs.policy,
            existence,
            answers: inputs.answers,
            ages: Ages {
                device: self.device.age(inputs.now),
                profiles: self.profiles.age(inputs.now),
                users: existence_at.map(|at| age(at, inputs.now)),
                readiness: self.readiness.age(inputs.now),
            },
        };
        Some(facts_of(device, inputs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use host::{EnrollmentRecord, Kind, Moment};
    use rules::checklist::{Status, evaluate};

    fn device(serial: &str) -> Device {
        Device { serial: serial.to_owned(), ..Device::default() }
    }

    fn failure() -> HostError {
        HostError::of(Kind::Server)
    }

    fn facts(reads: &HostReads) -> Option<Facts> {
        reads.facts(ChecklistInputs {
            draft: None,
            policy: &UsernamePolicy::default(),
            existence: (Existence::Unknown, None),
            answers: &AdminAnswers::default(),
            now: 61_000.0,
        })
    }

    #[test]
    fn an_answer_to_an_older_question_is_dropped() {
        let mut reads = HostReads::new(None);
        let (old, _) = reads.ask(Freshness::Cached);
        let (new, _) = reads.ask(Freshness::Fresh);
        let late = HostAnswer::Device(Box::new(Ok(Dated { value: device("OLD"), at: 1.0 })));
        assert_eq!(reads.take(old, late), None);
        assert!(reads.device.asking);
        let read = HostAnswer::Device(Box::new(Ok(Dated { value: device("NEW"), at: 2.0 })));
        assert_eq!(reads.take(new, read).map(|device| device.serial.as_str()), Some("NEW"));
    }

    #[test]
    fn a_failed_refresh_keeps_the_older_record_and_its_age() {
        let mut reads = HostReads::new(None);
        let (first, _) = reads.ask(Freshness::Cached);
        reads.take(
            first,
            HostAnswer::Device(Box::new(Ok(Dated { value: device("A"), at: 1000.0 }))),
        );
        let (second, _) = reads.ask(Freshness::Fresh);
        assert_eq!(reads.take(second, HostAnswer::Device(Box::new(Err(failure())))), None);
        assert_eq!(reads.device.error, Some(failure()));
        assert_eq!(facts(&reads).and_then(|facts| facts.ages.device), Some(60));
    }

    #[test]
    fn without_a_record_there_is_nothing_to_judge() {
        assert_eq!(facts(&HostReads::new(None)), None);
    }

    #[test]
    fn only_first_answers_are_awaited() {
        let mut reads = HostReads::new(Some(device("A")));
        let (first, _) = reads.ask(Freshness::Cached);
        assert_eq!(reads.pending(), vec![Source::Profiles, Source::Readiness]);
        reads.take(first, HostAnswer::Profiles(Err(failure())));
        assert_eq!(reads.pending(), vec![Source::Readiness]);
    }

    #[test]
    fn a_push_time_or_an_identifier_shows_that_a_device_was_used() {
        let used = |device: Device| {
            let facts = facts(&HostReads::new(Some(device))).expect("there is a record");
            evaluate(&facts, &[]).items[6].code == "checklist.reset.used"
        };
        assert!(!used(device("A")));
        assert!(used(Device { device_identifier: "udid".to_owned(), ..device("A") }));
        assert!(used(Device { profile_push_time: Moment::At(1.0), ..device("A") }));
        assert!(used(Device { status: Status::Pushed, ..device("A") }));
    }

    #[test]
    fn a_record_that_lacks_a_flag_is_not_judged() {
        let mut reads = HostReads::new(Some(device("A")));
        assert_eq!(reads.recorded_draft(), None);
        let draft = Draft { username: "bob".to_owned(), ..Draft::default() };
        let full = EnrollmentRecord::from(draft.clone());
        let half = EnrollmentRecord { agent_required: None, ..full.clone() };
        reads.device.value = Some(Device { enrollment: half, ..device("A") });
        assert_eq!(reads.recorded_draft(), None);
        reads.device.value = Some(Device { enrollment: full, ..device("A") });
        assert_eq!(reads.recorded_draft(), Some(draft));
    }
}
