//! The profile of one device: what it has, what is chosen for it, the change under way and the way back. Pure: no host, no
//! browser, no clock.

use super::choice::{Choice, Meant};
use super::job::{Change, Report, is_assigned};
use crate::combobox::Key;
use crate::load::Load;
use crate::profile_index::{ProfileIndex, lineage_of};
use crate::runs::single::{has_way_back, of_profile};
use host::{Device, Kind, Profile};
use rules::checklist::{Lineage, Status};
use std::rc::Rc;

/// A job that the host is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Assign to the chosen profile.
    Assign,
    /// Remove the assignment.
    Remove,
    /// Remove, then assign.
    Reassign,
    /// Read the record again, because nobody knows how the last change ended.
    Look,
}

/// The state of the job.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// Nothing is running.
    Idle,
    /// Waiting for the host.
    Working(Job),
    /// The last change did not succeed, or nobody knows whether it did.
    Stuck(Rc<Report>),
}

/// The way back from a change that is done.
#[derive(Clone, Debug, PartialEq)]
pub enum Undo {
    /// This change can be taken back.
    Change(run::Change),
    /// The earlier UUID cannot be assigned any more.
    OlderVersion,
    /// There is nothing to take back.
    None,
    /// It was taken back, or could not be: the sentence that says so.
    Ended(String),
}

/// Everything that is shown about the profile.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The device, as last read.
    pub device: Device,
    /// The profiles to choose from.
    pub profiles: Load<ProfileIndex>,
    /// Whether a profile is being chosen.
    pub choosing: bool,
    /// The field for it.
    pub choice: Choice,
    /// Whether a job was started without a choice. Then the gap is shown.
    pub tried: bool,
    /// The state of the job.
    pub phase: Phase,
    /// The change that was made last, and the way back.
    pub done: Option<(Change, Undo)>,
    /// The device before the change under way.
    before: Option<Device>,
    /// The change that is being taken back.
    undoing: Option<Change>,
}

/// A message about the profile.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The profiles came, or failed.
    Profiles(Load<ProfileIndex>),
    /// The device was read.
    Record(Box<Device>),
    /// A profile is to be chosen.
    Open,
    /// No profile is to be chosen.
    Cancel,
    /// The text of the field is now this.
    Type(String),
    /// A key with a meaning of its own.
    Key(Key),
    /// An option was clicked.
    Choose(usize),
    /// The field was left.
    Leave,
    /// The admin pressed a button.
    Start(Job),
    /// The admin wants the earlier profile back.
    Undo,
    /// The way back has ended like this.
    TakenBack(String),
    /// A change ended, or its record was read again.
    Ended(Rc<Report>),
}

/// An effect that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read the profiles, fresh from the host.
    LoadProfiles,
    /// Make the change and read the record back.
    Run(Change),
    /// Take this change back, by a run of one device.
    TakeBack(run::Change),
    /// Read the record of a change again.
    Look(Rc<Report>),
    /// The profile is chosen next: take the admin to the field.
    GoToField,
    /// The choice is over, or its button is gone: take the admin to the section.
    GoToSection,
}

impl State {
    /// A device whose profiles are being read.
    pub fn new(device: Device) -> State {
        State {
            device,
            profiles: Load::Loading,
            choosing: false,
            choice: Choice::default(),
            tried: false,
            phase: Phase::Idle,
            done: None,
            before: None,
            undoing: None,
        }
    }

    /// The profile of the device among the current ones.
    pub fn lineage(&self) -> Lineage {
        lineage_of(&self.device, self.profiles.ready())
    }

    /// Whether the record shows an assignment that can be removed.
    pub fn is_assigned(&self) -> bool {
        is_assigned(&self.device)
    }

    /// Whether the device is still assigned to a superseded UUID.
    pub fn needs_reassign(&self) -> bool {
        self.is_assigned() && matches!(self.lineage(), Lineage::Superseded(_))
    }

    /// Whether a reassignment has lost the old assignment and not got the new one.
    pub fn is_half(&self) -> bool {
        matches!(&self.phase, Phase::Stuck(report) if report.is_half())
    }

    /// The UUID that a reassignment needs no choice for: that of the present version.
    pub fn successor(&self) -> Option<String> {
        match (self.lineage(), &self.phase) {
            (_, Phase::Stuck(report)) if report.is_half() => match &report.change {
                Change::Reassign(uuid) | Change::Assign(uuid) => Some(uuid.clone()),
                Change::Remove => None,
            },
            (Lineage::Superseded(Some(successor)), _) => Some(successor.uuid),
            _ => None,
        }
    }

    /// The UUID of the choice as it goes to the host: that of a listed profile as the host wrote it, else as it was pasted, in
    /// its normal form.
    pub fn chosen(&self) -> Option<String> {
        match self.choice.meant(&self.profiles) {
            Meant::Nothing => None,
            Meant::Listed(profile) | Meant::Successor(profile) => Some(profile.uuid.clone()),
            Meant::Unlisted(uuid) => Some(uuid.as_str().to_owned()),
        }
    }

    /// The chosen profile, when it is a current one.
    pub fn chosen_profile(&self) -> Option<&Profile> {
        match self.choice.meant(&self.profiles) {
            Meant::Listed(profile) | Meant::Successor(profile) => Some(profile),
            Meant::Nothing | Meant::Unlisted(_) => None,
        }
    }

    /// Whether the host is being waited for.
    pub fn is_working(&self) -> bool {
        matches!(self.phase, Phase::Working(_))
    }

    /// Takes one message and returns the effects.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Profiles(profiles) => {
                self.profiles = profiles;
                self.preselect();
            }
            Msg::Record(device) if !self.is_working() => {
                self.device = *device;
                self.preselect();
            }
            Msg::Start(job) => return self.start(job),
            Msg::Undo => return self.undo(),
            Msg::Ended(report) => return self.ended(report),
            Msg::TakenBack(text) => {
                self.phase = Phase::Idle;
                let change = self.undoing.take().unwrap_or(Change::Remove);
                self.done = Some((change, Undo::Ended(text)));
                return vec![Effect::LoadProfiles, Effect::GoToSection];
            }
            // The host is told the choice that stood when the job was started.
            _ if self.is_working() => {}
            Msg::Open => {
                self.choosing = true;
                self.done = None;
                return vec![Effect::GoToField];
            }
            Msg::Cancel => {
                self.choosing = false;
                self.tried = false;
                self.choice = Choice::default();
                self.preselect();
                return vec![Effect::GoToSection];
            }
            Msg::Type(text) => self.choice.type_text(text, &self.profiles),
            Msg::Key(key) => self.choice.key(key, &self.profiles),
            Msg::Choose(index) => {
                self.choice.choose(index, &self.profiles);
                return vec![Effect::GoToField];
            }
            Msg::Leave => self.choice.leave(),
            Msg::Record(_) => {}
        }
        Vec::new()
    }

    /// Takes the profile that the admin most likely wants: the present version of an older one.
    fn preselect(&mut self) {
        let Some(profiles) = self.profiles.ready() else { return };
        let picked = &self.choice.picked;
        if !picked.is_empty() && !profiles.iter().any(|profile| profile.uuid == *picked) {
            self.choice = Choice::default();
        }
        if self.choice.typed.is_empty()
            && let Lineage::Superseded(Some(successor)) = self.lineage()
            && let Some(profile) = profiles.iter().find(|one| one.uuid == successor.uuid)
        {
            self.choice = Choice::of(profile);
        }
    }

    fn start(&mut self, job: Job) -> Vec<Effect> {
        if self.is_working() {
            return Vec::new();
        }
        let wanted = match job {
            Job::Reassign if !self.choosing => self.successor(),
            _ => self.chosen(),
        };
        let effect = match (job, wanted, &self.phase) {
            (Job::Look, _, Phase::Stuck(report)) => Effect::Look(report.clone()),
            (Job::Look, ..) => return Vec::new(),
            (Job::Remove, ..) => Effect::Run(Change::Remove),
            (Job::Reassign, None, _) if !self.choosing => return self.update(Msg::Open),
            (Job::Assign | Job::Reassign, None, _) => {
                self.tried = true;
                self.choice.leave();
                return vec![Effect::GoToField];
            }
            (Job::Reassign, Some(uuid), _) if self.is_assigned() => {
                Effect::Run(Change::Reassign(uuid))
            }
            (Job::Assign | Job::Reassign, Some(uuid), _) => Effect::Run(Change::Assign(uuid)),
        };
        if job != Job::Look {
            self.before = Some(self.device.clone());
        }
        self.done = None;
        self.choice.leave();
        self.phase = Phase::Working(job);
        vec![effect]
    }

    fn undo(&mut self) -> Vec<Effect> {
        if self.is_working() {
            return Vec::new();
        }
        let Some((change, Undo::Change(made))) = self.done.clone() else { return Vec::new() };
        self.done = None;
        self.undoing = Some(change);
        let removes = made.before.profile.is_none();
        self.phase = Phase::Working(if removes { Job::Remove } else { Job::Assign });
        vec![Effect::TakeBack(made), Effect::GoToSection]
    }

    /// The way back to the device as it was before a change.
    fn way_back(&self) -> Undo {
        let made = self.before.as_ref().and_then(|before| of_profile(before, &self.device));
        match made {
            Some(change) if has_way_back(&change, self.profiles.ready()) => Undo::Change(change),
            Some(_) => Undo::OlderVersion,
            None => Undo::None,
        }
    }

    fn ended(&mut self, report: Rc<Report>) -> Vec<Effect> {
        match &report.record {
            Ok(device) => self.device = device.clone(),
            Err(_) if report.removed => self.device.status = Status::Removed,
            Err(_) => {}
        }
        if report.is_done() {
            self.phase = Phase::Idle;
            self.done = Some((report.change.clone(), self.way_back()));
            self.choosing = false;
            self.tried = false;
            self.choice = Choice::default();
            return vec![Effect::GoToSection];
        }
        // A profile that the host does not know was edited or deleted after the list was read.
        let outdated = matches!(&report.answer, Err(error) if error.kind == Kind::NotFound);
        self.phase = Phase::Stuck(report);
        if outdated { vec![Effect::LoadProfiles] } else { Vec::new() }
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
