//! Saving: what an attempt comes to, and what may follow. It must never call a profile saved that was not read back.

use super::form::Form;
use super::messages::{Effect, Msg, Outcome};
use super::state::{State, Trouble, versions};
use crate::load::Load;
use crate::profiles::state::Intent;
use host::{ChangeError, Defined, Profile, ProfileRecord};

impl State {
    /// Takes the messages about saving.
    pub(super) fn end(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Save => self.save(),
            Msg::Saved(outcome) if self.busy => self.saved(*outcome),
            Msg::Look => self.look(),
            Msg::Looked(answer) if self.busy => {
                self.busy = false;
                let known = match self.trouble.take() {
                    Some(Trouble::Unclear(_, known) | Trouble::NotFound(known)) => known,
                    _ => Vec::new(),
                };
                match answer {
                    Ok(Some(defined)) => return self.defined(*defined),
                    Ok(None) => self.trouble = Some(Trouble::NotFound(known)),
                    Err(error) => self.trouble = Some(Trouble::Unclear(error, known)),
                }
                Vec::new()
            }
            Msg::OntoTheirs => self.onto_theirs(),
            Msg::UseTheirs => self.use_theirs(),
            Msg::AsNew if self.trouble == Some(Trouble::Gone) => {
                let record = self.form.ready().map(|form| form.record().clone());
                self.trouble = None;
                self.intent = Intent::New;
                self.compared = None;
                if let Some(record) = record {
                    let mut form = Form::new(self.empty());
                    form.rebase_all(record);
                    self.form = Load::Ready(form);
                }
                Vec::new()
            }
            // A late answer, or a key while it is being stored.
            _ => Vec::new(),
        }
    }

    fn save(&mut self) -> Vec<Effect> {
        if !self.can_save() {
            return Vec::new();
        }
        let Load::Ready(form) = &self.form else { return Vec::new() };
        self.tried = true;
        self.leaving = false;
        if form.is_refused() {
            return vec![Effect::Focus];
        }
        let record = Box::new(form.record().clone());
        self.busy = true;
        self.trouble = None;
        vec![Effect::Save(record, self.replaces().map(|profile| profile.uuid.clone()))]
    }

    fn saved(&mut self, outcome: Outcome) -> Vec<Effect> {
        self.busy = false;
        self.trouble = Some(match outcome {
            Outcome::Defined(defined) => return self.defined(defined),
            Outcome::Replaced(theirs, record) => Trouble::Replaced(theirs, record),
            Outcome::Gone => Trouble::Gone,
            Outcome::Failed(ChangeError::NotDone(error), _) => Trouble::Failed(error),
            Outcome::Failed(ChangeError::Unclear(error), known) => Trouble::Unclear(error, known),
        });
        Vec::new()
    }

    /// The host has defined it. Only its own record says what it has stored.
    fn defined(&mut self, Defined { uuid, stored }: Defined) -> Vec<Effect> {
        let Load::Ready(form) = &self.form else { return Vec::new() };
        match stored {
            Ok(stored) if stored.differences(form.record()).is_empty() => {
                self.trouble = None;
                vec![self.done(uuid, &stored)]
            }
            Ok(stored) => {
                self.trouble = Some(Trouble::Differs(uuid, Box::new(stored)));
                Vec::new()
            }
            Err(error) => {
                self.trouble = Some(Trouble::NotReadBack(uuid, error));
                Vec::new()
            }
        }
    }

    /// It is stored: the profile as it is now, with the versions before it.
    fn done(&self, uuid: String, stored: &ProfileRecord) -> Effect {
        let superseded: Vec<String> =
            self.replaces().map(|old| versions(old).cloned().collect()).unwrap_or_default();
        let has_devices = self.devices().is_none_or(|count| count.all() > 0);
        let reassign = self.reassign && has_devices && !superseded.is_empty();
        let name = stored.text("profile_name");
        Effect::Done(Profile { uuid, name, superseded, ..Profile::default() }, reassign)
    }

    fn look(&mut self) -> Vec<Effect> {
        if self.busy {
            return Vec::new();
        }
        let Load::Ready(form) = &self.form else { return Vec::new() };
        let effect = match &self.trouble {
            Some(Trouble::NotReadBack(uuid, _)) => Effect::ReadBack(uuid.clone()),
            Some(Trouble::Unclear(_, known) | Trouble::NotFound(known)) => {
                let replaces = self.replaces().map(|profile| profile.uuid.clone());
                Effect::Look(Box::new(form.record().clone()), replaces, known.clone())
            }
            _ => return Vec::new(),
        };
        self.busy = true;
        vec![effect]
    }

    /// The other version, if it can be gone on with.
    fn theirs(&mut self) -> Option<(Profile, ProfileRecord)> {
        match self.trouble.take()? {
            Trouble::Replaced(theirs, Ok(record)) => Some((theirs, *record)),
            Trouble::Differs(uuid, record) => {
                let superseded: Vec<String> =
                    self.replaces().map(|old| versions(old).cloned().collect()).unwrap_or_default();
                let name = record.text("profile_name");
                Some((Profile { uuid, name, superseded, ..Profile::default() }, *record))
            }
            other => {
                self.trouble = Some(other);
                None
            }
        }
    }

    fn onto_theirs(&mut self) -> Vec<Effect> {
        let Some((theirs, record)) = self.theirs() else { return Vec::new() };
        if let Load::Ready(form) = &mut self.form {
            form.rebase(record);
        }
        self.follow(theirs)
    }

    fn use_theirs(&mut self) -> Vec<Effect> {
        if let Some(Trouble::Differs(uuid, record)) = &self.trouble {
            return vec![self.done(uuid.clone(), record)];
        }
        let Some((theirs, record)) = self.theirs() else { return Vec::new() };
        self.form = Load::Ready(Form::new(record));
        self.tried = false;
        self.follow(theirs)
    }

    /// Goes on with another version as the one that is edited.
    fn follow(&mut self, theirs: Profile) -> Vec<Effect> {
        self.compared = Some(theirs.uuid.clone());
        self.intent = Intent::Edit(theirs);
        self.count()
    }
}
