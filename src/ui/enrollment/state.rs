//! The state of the enrollment dialog and how it changes. Pure: no host, no browser, no clock.
//! Whatever fails, the form keeps every character until the host has confirmed it.

pub mod saving;
mod user;
mod words;

pub use words::{Closed, Effect, Key, Msg, Phase, Place, Reason, Trouble};

use super::form::{Form, Remark, Repair, refusal};
use super::people::People;
use crate::checklist::directory::{Answer, Directory};
use crate::checklist::known::{Judged, Known};
use crate::checklist::said::Said;
use crate::context::{Dated, Freshness};
use crate::widgets::NoteKind;
use host::{Device, DirectoryUser, EnrollmentRecord, HostError, Kind, Millis, SaveError};
use rules::checklist::{Existence, Facts, Fix, Source};
use rules::{Draft, UsernamePolicy};

/// Everything the dialog shows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Whether the admin may change anything.
    pub can_edit: bool,
    /// What the host said.
    pub known: Known,
    /// What a person said.
    pub said: Said,
    /// The form.
    pub form: Form,
    /// The host's record as it was last read; what a save expects to replace.
    pub stored: EnrollmentRecord,
    /// What the dialog is doing.
    pub phase: Phase,
    /// What became of the newest save, if that was no success.
    pub trouble: Option<Trouble>,
    /// Whether the admin is asked about unsaved changes.
    pub asking: bool,
    /// Whether something was saved in this dialog.
    pub saved: bool,
    /// Users offered.
    pub people: People,
    /// Whether the user exists.
    pub directory: Directory,
    /// The assign dialog above; `true` when it was opened to reassign.
    pub assigning: Option<bool>,
    generation: u32,
}

impl State {
    /// A dialog that has to read everything, with the record that its owner knows.
    pub fn new(
        device: Option<Device>,
        said: Said,
        policy: UsernamePolicy,
        can_edit: bool,
    ) -> (State, Vec<Effect>) {
        let mut state = State {
            can_edit,
            known: Known::new(device),
            said,
            form: Form::new(Draft::default(), policy),
            stored: EnrollmentRecord::default(),
            phase: Phase::Loading,
            trouble: None,
            asking: false,
            saved: false,
            people: People::default(),
            directory: Directory::default(),
            assigning: None,
            generation: 1,
        };
        let mut effects = vec![Effect::ReadEnrollment(1)];
        effects.extend(state.read(Freshness::Cached));
        (state, effects)
    }

    /// Takes one message and answers what to do.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Enrollment(generation, answer) => self.loaded(generation, answer),
            Msg::Part(generation, part, policy) => {
                self.form.set_policy(policy);
                let told = self
                    .known
                    .take(generation, part)
                    .cloned()
                    .map(Box::new)
                    .map(Effect::TellDevice);
                told.into_iter().chain(self.check_now()).collect()
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
            Msg::CheckNow(generation) => {
                let name = self.directory.question(generation).map(str::to_owned);
                name.map(|name| Effect::Check(generation, name)).into_iter().collect()
            }
            Msg::Checked(generation, found, at) => self.checked(generation, found, at),
            Msg::FoundNear(generation, name, answer) => {
                self.people.found_near(generation, &name, answer);
                Vec::new()
            }
            // A choice between two versions is made by its own buttons.
            Msg::Save if self.differing().is_some() => vec![Effect::Go(Place::Trouble)],
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
                vec![Effect::Close(self.outcome())]
            }
            Msg::KeepEditing => {
                self.asking = false;
                Vec::new()
            }
            Msg::Say(say) => vec![Effect::Keep(self.said.hear(say))],
            Msg::Fix(fix) => self.fix(fix),
            Msg::Assigned(device, at) => {
                self.known.device.take(Ok(Dated { value: Device::clone(&device), at }));
                let mut effects = vec![Effect::TellDevice(device)];
                effects.extend(self.read(Freshness::Cached));
                effects
            }
            Msg::AssignClosed => {
                self.assigning = None;
                Vec::new()
            }
            // A late answer, or a change that nobody may make now.
            _ => Vec::new(),
        }
    }

    /// Whether the admin may change the fields now.
    pub fn editable(&self) -> bool {
        self.can_edit && self.phase == Phase::Editing
    }

    /// Whether the fields are there to be seen.
    pub fn has_form(&self) -> bool {
        matches!(self.phase, Phase::Editing | Phase::Saving)
    }

    /// Whether the form differs from what the host holds.
    pub fn is_changed(&self) -> bool {
        self.has_form() && *self.form.draft() != self.stored.draft()
    }

    fn outcome(&self) -> Closed {
        if self.saved { Closed::Saved } else { Closed::Cancelled }
    }

    fn read(&mut self, freshness: Freshness) -> Vec<Effect> {
        let (generation, asks) = self.known.ask(freshness);
        asks.map(|ask| Effect::Read(generation, ask)).to_vec()
    }

    fn loaded(
        &mut self,
        generation: u32,
        answer: Result<EnrollmentRecord, HostError>,
    ) -> Vec<Effect> {
        if generation != self.generation || self.phase != Phase::Loading {
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

    fn start_from(&mut self, record: EnrollmentRecord) {
        self.form = Form::new(record.draft(), self.form.policy().clone());
        self.stored = record;
        self.trouble = None;
        self.people.close();
        self.people.near.clear();
    }

    fn close(&mut self) -> Vec<Effect> {
        // A save under way cannot be called back, so leaving it is asked about as well.
        if self.phase == Phase::Saving || (self.can_edit && self.is_changed()) {
            self.asking = true;
            return Vec::new();
        }
        vec![Effect::Close(self.outcome())]
    }

    fn fix(&mut self, fix: Fix) -> Vec<Effect> {
        match fix {
            Fix::EditUser => vec![Effect::Go(Place::Username)],
            Fix::EditAgent => vec![Effect::Go(Place::Agent)],
            Fix::AssignProfile | Fix::Reassign => {
                self.assigning = Some(fix == Fix::Reassign);
                Vec::new()
            }
            // The item has its own button for that.
            Fix::Confirm => Vec::new(),
            Fix::Refresh => {
                self.directory.forget();
                let mut effects = self.read(Freshness::Fresh);
                effects.extend(self.check_now());
                effects
            }
        }
    }

    /// The fields that the checklist is judged on: the form, or, while there is none, the device record.
    pub fn draft(&self) -> Option<Draft> {
        match &self.phase {
            Phase::Editing | Phase::Saving => Some(self.form.draft().clone()),
            Phase::Failed(_) => self.known.recorded_draft(),
            Phase::Loading => None,
        }
    }

    /// The facts for the rules; `None` as long as there is no device record.
    pub fn facts(&self, now: Millis) -> Option<Facts> {
        self.known.facts(Judged {
            draft: self.draft(),
            policy: self.form.policy(),
            existence: self.directory.existence(),
            said: &self.said,
            now,
        })
    }

    /// Sources whose first answer is still awaited.
    pub fn pending(&self) -> Vec<Source> {
        let mut pending = self.known.pending();
        if self.phase == Phase::Loading {
            pending.push(Source::Enrollment);
        }
        if self.directory.answer() == Answer::Waiting {
            pending.push(Source::Users);
        }
        pending
    }
}

#[cfg(test)]
mod tests;
