//! The state of the checklist on its own and how it changes. Pure: no host, no browser, no clock.

use super::directory::{Answer, Directory, named};
use super::host_reads::{ChecklistInputs, HostAnswer, HostQuestion, HostReads};
use crate::answers::{AdminAnswer, AdminAnswers};
use crate::facts_cache::{Dated, Freshness};
use crate::load::Load;
use crate::news::News;
use host::{Device, EnrollmentRecord, HostError, Kind, Millis};
use rules::checklist::{Facts, Fix, Source};
use rules::{Draft, UsernamePolicy};

/// The section of the device panel that is opened above the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Assign the device.
    Assign {
        /// Opened to reassign a superseded device.
        reassign: bool,
    },
    /// Edit the enrollment.
    Enrollment,
}

/// Everything the checklist shows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The host's answers.
    pub reads: HostReads,
    /// The stored enrollment fields.
    pub enrollment: Load<EnrollmentRecord>,
    /// Whether their user exists.
    pub directory: Directory,
    /// The admin's answers.
    pub answers: AdminAnswers,
    /// Username rules.
    pub policy: UsernamePolicy,
    /// The panel above.
    pub overlay: Option<Overlay>,
    /// Whether all seven items are shown, or only what is open.
    pub shows_all: bool,
    generation: u32,
}

/// A message to the checklist.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The host answered a question; the policy as far as it is known by now.
    HostAnswer(u32, HostAnswer, UsernamePolicy),
    /// The stored enrollment came.
    Enrollment(u32, Result<EnrollmentRecord, HostError>),
    /// The directory answered.
    Checked(u32, Result<bool, HostError>, Millis),
    /// The admin answered a question.
    Answer(AdminAnswer),
    /// A fix was asked for.
    Fix(Fix),
    /// Read everything again.
    Refresh,
    /// The panel above has news about the device, at this moment.
    News(News, Millis),
    /// The panel above closed.
    OverlayClosed,
    /// The admin's answers, as stored by now.
    Answers(AdminAnswers),
    /// Show all seven items, or only what is open.
    ShowAll,
}

/// An effect that the checklist asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the host.
    Read(u32, HostQuestion),
    /// Read the stored enrollment.
    ReadEnrollment(u32),
    /// Ask the directory.
    Check(u32, String),
    /// Store an answer of the admin.
    Store(AdminAnswer),
    /// Tell the owner.
    Tell(News),
}

impl State {
    /// A checklist that has to read everything, with the record that its owner knows.
    pub fn new(
        device: Option<Device>,
        answers: AdminAnswers,
        policy: UsernamePolicy,
    ) -> (State, Vec<Effect>) {
        let mut state = State {
            reads: HostReads::new(device),
            enrollment: Load::Loading,
            directory: Directory::default(),
            answers,
            policy,
            overlay: None,
            shows_all: false,
            generation: 0,
        };
        let effects = state.read(Freshness::Cached);
        (state, effects)
    }

    /// Takes one message and returns the effects.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::HostAnswer(generation, part, policy) => {
                self.policy = policy;
                let record = self
                    .reads
                    .take(generation, part)
                    .cloned()
                    .map(|device| Effect::Tell(News::Record(Box::new(device))));
                record.into_iter().chain(self.check_user()).collect()
            }
            Msg::Enrollment(generation, answer) if generation == self.generation => {
                self.enrollment = answer.into();
                self.check_user()
            }
            Msg::Enrollment(..) => Vec::new(),
            Msg::ShowAll => {
                self.shows_all = !self.shows_all;
                Vec::new()
            }
            Msg::Checked(generation, found, at) => {
                self.directory.take(generation, found, at);
                Vec::new()
            }
            Msg::Answer(answer) => {
                self.answers.take(answer.clone());
                vec![Effect::Store(answer)]
            }
            Msg::Fix(fix) => self.fix(fix),
            Msg::Refresh => self.read(Freshness::Fresh),
            Msg::News(news, at) => self.news(news, at),
            Msg::OverlayClosed => {
                self.overlay = None;
                Vec::new()
            }
            Msg::Answers(answers) => {
                self.answers = answers;
                Vec::new()
            }
        }
    }

    /// The panel above tells the owner by itself.
    fn news(&mut self, news: News, at: Millis) -> Vec<Effect> {
        let stored = match news {
            News::Record(device) => {
                self.reads.device.take(Ok(Dated { value: *device, at }));
                return Vec::new();
            }
            News::Profile(report) => {
                self.reads.take_change(&report, at);
                return self.read(Freshness::Cached);
            }
            News::InDoubt { .. } => return self.read(Freshness::Cached),
            News::Saved(draft) => draft.into(),
            News::Enrollment(record) => record,
        };
        // Answers still under way were read before the save.
        self.generation += 1;
        self.enrollment = Load::Ready(stored);
        // A record under way would tell the owner the old enrollment.
        if self.reads.device.asking { self.read(Freshness::Cached) } else { self.check_user() }
    }

    fn read(&mut self, freshness: Freshness) -> Vec<Effect> {
        self.generation += 1;
        if self.enrollment.ready().is_none() {
            self.enrollment = Load::Loading;
        }
        if freshness == Freshness::Fresh {
            self.directory.forget();
        }
        let (generation, asks) = self.reads.ask(freshness);
        let mut effects = vec![Effect::ReadEnrollment(self.generation)];
        effects.extend(asks.map(|ask| Effect::Read(generation, ask)));
        effects.extend(self.check_user());
        effects
    }

    fn check_user(&mut self) -> Vec<Effect> {
        let name = self.draft().and_then(|draft| named(&draft, &self.policy));
        let Some(generation) = self.directory.turn_to(name) else { return Vec::new() };
        let name = self.directory.name().map(str::to_owned);
        name.map(|name| Effect::Check(generation, name)).into_iter().collect()
    }

    fn fix(&mut self, fix: Fix) -> Vec<Effect> {
        match fix {
            Fix::AssignProfile => self.overlay = Some(Overlay::Assign { reassign: false }),
            Fix::Reassign => self.overlay = Some(Overlay::Assign { reassign: true }),
            Fix::EditUser | Fix::EditAgent => self.overlay = Some(Overlay::Enrollment),
            // The item has its own button for that.
            Fix::Confirm => {}
            Fix::Refresh => return self.read(Freshness::Fresh),
        }
        Vec::new()
    }

    /// The stored fields: the enrollment answer, or, when it failed, the device record.
    pub fn draft(&self) -> Option<Draft> {
        match &self.enrollment {
            Load::Ready(record) => record.complete(),
            Load::Failed(_) => self.reads.recorded_draft(),
            Load::Loading => None,
        }
    }

    /// The facts for the rules; `None` as long as there is no device record.
    pub fn facts(&self, now: Millis) -> Option<Facts> {
        self.reads.facts(ChecklistInputs {
            draft: self.draft(),
            policy: &self.policy,
            existence: self.directory.existence(),
            answers: &self.answers,
            now,
        })
    }

    /// Sources whose first answer is still awaited.
    pub fn pending(&self) -> Vec<Source> {
        let mut pending = self.reads.pending();
        if self.enrollment.is_loading() {
            pending.push(Source::Enrollment);
        }
        if self.directory.answer() == Answer::Waiting {
            pending.push(Source::Users);
        }
        pending
    }

    /// Sources whose newest answer is a failure, so that their items are not judged.
    pub fn failed(&self) -> Vec<Source> {
        self.reads.failed()
    }

    /// The failure to show above the list.
    pub fn failure(&self) -> Option<&HostError> {
        let enrollment = self.enrollment.error().filter(|error| error.kind != Kind::Absent);
        self.reads.device.error.as_ref().or(enrollment)
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
