//! The state of the assign dialog and how it changes. Pure: no host, no browser, no clock.

use super::job::{Change, Report, is_assigned};
use crate::load::Load;
use crate::profile_index::{ProfileIndex, lineage_of};
use host::{Device, HostError, Kind, Profile};
use rules::checklist::{Lineage, Status};
use rules::{Checked, ProfileUuid, profile};
use std::rc::Rc;

/// How the admin names the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Picked from the list.
    List,
    /// Pasted as a UUID.
    Paste,
}

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

/// Everything the dialog shows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The device, as last read.
    pub device: Device,
    /// The profiles to choose from.
    pub profiles: Load<ProfileIndex>,
    /// How the profile is named.
    pub way: Way,
    /// UUID of the profile picked from the list, as the host wrote it; empty for none.
    pub picked: String,
    /// The UUID as pasted.
    pub pasted: String,
    /// Whether a job was started without a choice. Then the gap is shown.
    pub tried: bool,
    /// The state of the job.
    pub phase: Phase,
}

/// A message to the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The profiles came.
    Profiles(Result<ProfileIndex, HostError>),
    /// Read the profiles again.
    RetryProfiles,
    /// The admin changed the way.
    Choose(Way),
    /// The admin picked a profile.
    Pick(String),
    /// The admin typed or pasted a UUID.
    Paste(String),
    /// The admin pressed a button.
    Start(Job),
    /// A change ended, or its record was read again.
    Ended(Rc<Report>),
}

/// An effect that the dialog asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read the profiles, fresh from the host.
    LoadProfiles,
    /// Make the change and read the record back.
    Run(Change),
    /// Read the record of a change again.
    Look(Rc<Report>),
    /// Close the dialog.
    Close,
}

impl State {
    /// A dialog for a device whose profiles are being read.
    pub fn new(device: Device) -> State {
        State {
            device,
            profiles: Load::Loading,
            way: Way::List,
            picked: String::new(),
            pasted: String::new(),
            tried: false,
            phase: Phase::Idle,
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

    /// The pasted text as a UUID, with everything that is odd about it.
    pub fn paste(&self) -> Checked<ProfileUuid> {
        profile::check(&self.pasted)
    }

    /// The UUID of the choice as it goes to the host: that of a listed profile as the host wrote it, else as it was pasted, in
    /// its normal form.
    pub fn choice(&self) -> Option<String> {
        if let Some(profile) = self.chosen_profile() {
            return Some(profile.uuid.clone());
        }
        match self.way {
            Way::List => None,
            Way::Paste => Some(self.paste().value?.as_str().to_owned()),
        }
    }

    /// The chosen profile, when it is a current one.
    pub fn chosen_profile(&self) -> Option<&Profile> {
        let profiles = self.profiles.ready()?;
        let uuid = match self.way {
            Way::List => &self.picked,
            Way::Paste => self.pasted.trim(),
        };
        // A host may give its profiles names that are no UUIDs.
        let exact = profiles.iter().find(|profile| !uuid.is_empty() && profile.uuid == uuid);
        exact.or_else(|| match self.way {
            Way::List => None,
            Way::Paste => profiles.current(&self.paste().value?),
        })
    }

    /// The current version of the profile that the pasted UUID is an older one of.
    pub fn successor_of_choice(&self) -> Option<&Profile> {
        match self.way {
            Way::List => None,
            Way::Paste => self.profiles.ready()?.successor(&self.paste().value?),
        }
    }

    /// Whether the host is being waited for.
    pub fn is_working(&self) -> bool {
        matches!(self.phase, Phase::Working(_))
    }

    /// Takes one message and returns the effects.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Profiles(answer) => {
                self.profiles = answer.into();
                self.preselect();
                Vec::new()
            }
            Msg::RetryProfiles => {
                self.profiles = Load::Loading;
                vec![Effect::LoadProfiles]
            }
            Msg::Start(job) => self.start(job),
            Msg::Ended(report) => self.ended(report),
            // The host is told the choice that stood when the job was started.
            Msg::Choose(_) | Msg::Pick(_) | Msg::Paste(_) if self.is_working() => Vec::new(),
            Msg::Choose(way) => {
                self.way = way;
                Vec::new()
            }
            Msg::Pick(uuid) => {
                self.picked = uuid;
                Vec::new()
            }
            Msg::Paste(text) => {
                self.pasted = text;
                Vec::new()
            }
        }
    }

    /// Picks the profile that the admin most likely wants: the successor of a superseded one.
    fn preselect(&mut self) {
        if let Some(profiles) = self.profiles.ready()
            && !profiles.iter().any(|profile| profile.uuid == self.picked)
        {
            self.picked = match self.lineage() {
                Lineage::Superseded(Some(successor)) => successor.uuid,
                _ => String::new(),
            };
        }
        // Without a list there is nothing to pick from.
        if self.profiles.error().is_some() {
            self.way = Way::Paste;
        }
    }

    fn start(&mut self, job: Job) -> Vec<Effect> {
        if self.is_working() {
            return Vec::new();
        }
        let effect = match (job, self.choice(), &self.phase) {
            (Job::Look, _, Phase::Stuck(report)) => Effect::Look(report.clone()),
            (Job::Look, ..) => return Vec::new(),
            (Job::Remove, ..) => Effect::Run(Change::Remove),
            (Job::Assign | Job::Reassign, None, _) => {
                self.tried = true;
                return Vec::new();
            }
            (Job::Reassign, Some(uuid), _) if self.is_assigned() => {
                Effect::Run(Change::Reassign(uuid))
            }
            (Job::Assign | Job::Reassign, Some(uuid), _) => Effect::Run(Change::Assign(uuid)),
        };
        self.phase = Phase::Working(job);
        vec![effect]
    }

    fn ended(&mut self, report: Rc<Report>) -> Vec<Effect> {
        match &report.record {
            Ok(device) => self.device = device.clone(),
            Err(_) if report.removed => self.device.status = Status::Removed,
            Err(_) => {}
        }
        if report.is_done() {
            self.phase = Phase::Idle;
            return vec![Effect::Close];
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
