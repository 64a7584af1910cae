//! The enrollment dialog's answer to each message. Pure: no host, no browser, no clock.

use super::messages::{Effect, Msg, Phase, Place};
use super::model::State;
use crate::facts_cache::{Dated, Freshness};
use crate::news::News;
use host::{DirectoryUser, EnrollmentRecord, HostError};
use rules::checklist::Fix;

impl State {
    /// Takes one message and returns the effects.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Enrollment(generation, answer) => self.loaded(generation, answer),
            Msg::HostAnswer(generation, part, policy) => {
                self.form.set_policy(policy);
                let record = self
                    .reads
                    .take(generation, part)
                    .cloned()
                    .map(|device| Effect::Tell(News::Record(Box::new(device))));
                record.into_iter().chain(self.check_now()).collect()
            }
            Msg::Retry => {
                self.generation += 1;
                self.phase = Phase::Loading;
                vec![Effect::ReadEnrollment(self.generation)]
            }
            Msg::Type(text) if self.editable() => self.typed(text),
            Msg::Key(key) => self.key(key),
            Msg::Choose(index) if self.editable() => self.choose(index),
            Msg::Leave => {
                self.form.left = true;
                self.people.close();
                Vec::new()
            }
            Msg::Login(on) if self.editable() => {
                self.form.set_login(on);
                self.check_now()
            }
            Msg::Agent(on) if self.editable() => {
                self.form.set_agent(on);
                Vec::new()
            }
            Msg::Repair(repair) if self.editable() => self.repair(repair),
            Msg::SearchNow(generation) if self.people.wants(generation) => {
                vec![Effect::Search(generation, self.form.draft().username.trim().to_owned())]
            }
            Msg::Found(generation, answer) => {
                let known =
                    |user: &DirectoryUser| user.username == self.form.draft().username.trim();
                let nothing_new =
                    matches!(&answer, Ok(users) if users.len() == 1 && users.iter().all(known));
                self.people.found(generation, answer, !self.form.left && !nothing_new);
                Vec::new()
            }
            Msg::CheckNow(generation) => self.ask_directory(generation),
            Msg::Checked(generation, found, at) => self.checked(generation, found, at),
            Msg::FoundNear(generation, name, answer) => {
                self.people.found_near(generation, &name, answer);
                Vec::new()
            }
            Msg::Save => self.save(),
            Msg::Stored(generation, answer) if generation == self.generation => {
                self.answered(answer)
            }
            Msg::CheckAgain => self.check_again(),
            Msg::Reread(generation, reason, answer) if generation == self.generation => {
                self.reread(reason, answer)
            }
            Msg::KeepMine => match self.differing().cloned() {
                Some(theirs) if self.editable() => {
                    self.stored = theirs;
                    self.trouble = None;
                    self.save()
                }
                _ => Vec::new(),
            },
            Msg::UseTheirs => {
                let Some(theirs) = self.differing().cloned() else { return Vec::new() };
                self.start_from(theirs);
                let mut effects = vec![Effect::Go(Place::Username)];
                effects.extend(self.check_now());
                effects
            }
            Msg::Close => self.close(),
            Msg::Discard => {
                self.asking = false;
                let doubt = self.doubt();
                doubt.into_iter().chain([Effect::Close(self.outcome())]).collect()
            }
            Msg::KeepEditing => {
                self.asking = false;
                Vec::new()
            }
            Msg::Answer(answer) => vec![Effect::Store(self.answers.take(answer))],
            Msg::Fix(fix) => self.fix(fix),
            Msg::News(news, at) => {
                if let News::Profile(report) = news
                    && let Ok(device) = &report.record
                {
                    self.reads.device.take(Ok(Dated { value: device.clone(), at }));
                }
                self.read(Freshness::Cached)
            }
            Msg::AssignClosed => {
                self.assigning = None;
                Vec::new()
            }
            // A late answer, or a change that nobody may make now.
            _ => Vec::new(),
        }
    }

    fn loaded(
        &mut self,
        generation: u32,
        answer: Result<EnrollmentRecord, HostError>,
    ) -> Vec<Effect> {
        if generation != self.generation || !matches!(self.phase, Phase::Loading) {
            return Vec::new();
        }
        match answer {
            Ok(record) => {
                self.start_from(record);
                self.phase = Phase::Editing;
                let mut effects = vec![Effect::Go(Place::Username)];
                effects.extend(self.check_now());
                effects
            }
            Err(error) => {
                self.phase = Phase::Failed(error);
                Vec::new()
            }
        }
    }

    fn close(&mut self) -> Vec<Effect> {
        // A save under way cannot be called back, so leaving it is asked about as well.
        if matches!(self.phase, Phase::Saving) || (self.can_edit && self.is_changed()) {
            self.asking = true;
            return Vec::new();
        }
        self.doubt().into_iter().chain([Effect::Close(self.outcome())]).collect()
    }

    fn fix(&mut self, fix: Fix) -> Vec<Effect> {
        match fix {
            Fix::EditUser => vec![Effect::Go(Place::Username)],
            Fix::EditAgent => vec![Effect::Go(Place::Agent)],
            Fix::AssignProfile | Fix::Reassign => {
                self.assigning = Some(fix == Fix::Reassign);
                Vec::new()
            }
            // The item has its own button for confirming.
            Fix::Confirm => Vec::new(),
            Fix::Refresh => {
                self.directory.forget();
                let mut effects = self.read(Freshness::Fresh);
                effects.extend(self.check_now());
                effects
            }
        }
    }
}
