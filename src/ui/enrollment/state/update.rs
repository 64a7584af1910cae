//! The enrollment's answer to each message. Pure: no host, no browser, no clock.

use super::messages::{Effect, Exit, Msg, Phase, Place};
use super::model::State;
use crate::facts_cache::Freshness;
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
                let before = self.reads.device.value.clone();
                // The owner draws its whole list for a record, so it is told only of another one.
                let record =
                    self.reads.take(generation, part).filter(|now| before.as_ref() != Some(now));
                let record =
                    record.cloned().map(|device| Effect::Tell(News::Record(Box::new(device))));
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
            Msg::Exit(exit) => self.exit(exit),
            Msg::Discard => self.leave(),
            Msg::SaveAndGo => {
                let effects = self.save();
                if !matches!(self.phase, Phase::Saving) {
                    self.leaving = None;
                }
                effects
            }
            Msg::KeepEditing => {
                self.leaving = None;
                vec![Effect::Go(Place::Username)]
            }
            Msg::Reset if self.editable() => {
                let stored = self.stored.clone();
                self.start_from(stored);
                let mut effects = vec![Effect::Go(Place::Username)];
                effects.extend(self.check_now());
                effects
            }
            Msg::Answer(answer) => {
                self.answers.take(answer.clone());
                vec![Effect::Store(answer)]
            }
            Msg::Fix(fix) => self.fix(fix),
            Msg::News(news, at) => {
                if let News::Profile(report) = news {
                    self.reads.take_change(&report, at);
                }
                self.read(Freshness::Cached)
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
                let go = self.takes_focus.then_some(Effect::Go(Place::Username));
                go.into_iter().chain(self.check_now()).collect()
            }
            Err(error) => {
                self.phase = Phase::Failed(error);
                Vec::new()
            }
        }
    }

    /// A way out was asked for.
    fn exit(&mut self, exit: Exit) -> Vec<Effect> {
        self.leaving = Some(exit);
        // A save under way cannot be called back, so leaving it is asked about as well.
        if matches!(self.phase, Phase::Saving) || (self.can_edit && self.is_changed()) {
            return vec![Effect::Go(Place::Stay)];
        }
        self.leave()
    }

    /// Takes the way out.
    pub(super) fn leave(&mut self) -> Vec<Effect> {
        let exit = match self.leaving.take() {
            Some(Exit::Close) | None => Effect::Close(self.outcome()),
            Some(exit) => Effect::Turn(exit),
        };
        self.doubt().into_iter().chain([exit]).collect()
    }

    fn fix(&mut self, fix: Fix) -> Vec<Effect> {
        match fix {
            Fix::EditUser => vec![Effect::Go(Place::Username)],
            Fix::EditAgent => vec![Effect::Go(Place::Agent)],
            // The profile is another section's, and confirming has its own button.
            Fix::AssignProfile | Fix::Reassign | Fix::Confirm => Vec::new(),
            Fix::Refresh => {
                self.directory.forget();
                let mut effects = self.read(Freshness::Fresh);
                effects.extend(self.check_now());
                effects
            }
        }
    }
}
