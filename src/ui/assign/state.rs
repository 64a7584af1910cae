//! The state of the assign dialog and how it changes. Pure: no host, no browser, no clock.

use crate::load::Load;
use crate::profile_index::{ProfileIndex, lineage_of};
use host::{Assignment, Device, HostError, Outcome, Profile};
use rules::checklist::{Lineage, Status};
use rules::{Checked, ProfileUuid, profile};

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
}

/// Why a job did not succeed.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// The call failed.
    Call(HostError),
    /// The call succeeded, but Apple did not answer "success" for this device.
    Apple(Assignment),
    /// Accepted, but the record does not show it.
    NotInRecord,
}

/// The state of the job.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// Nothing is running.
    Idle,
    /// Waiting for the host.
    Working(Job),
    /// It did not succeed. `removed` when the old assignment is already gone.
    Stuck {
        /// Why.
        trouble: Trouble,
        /// Whether the first half of a reassignment was done.
        removed: bool,
    },
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
    /// UUID of the profile picked from the list; empty for none.
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
    /// The assign call was answered.
    Assigned(Result<Assignment, HostError>),
    /// The remove call was answered.
    Removed(Result<Assignment, HostError>),
    /// The record was read back after a success.
    ReadBack(Result<Device, HostError>),
    /// The record was read again after a failure.
    Reread(Result<Device, HostError>),
}

/// An effect that the dialog asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read the profiles, fresh from the host.
    LoadProfiles,
    /// Assign the device.
    Assign(ProfileUuid),
    /// Remove the assignment.
    Remove,
    /// Read the record to see that it is done.
    ReadBack,
    /// Read the record, which a failed job may have changed.
    Reread,
    /// Tell the owner that the record is now this.
    Changed(Device),
    /// Tell the owner and the host page that the job is done.
    Done(Job, Device),
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
        !self.device.profile_uuid.is_empty()
            && !matches!(self.device.status, Status::Removed | Status::Empty)
    }

    /// Whether the device is still assigned to a superseded UUID.
    pub fn needs_reassign(&self) -> bool {
        self.is_assigned() && matches!(self.lineage(), Lineage::Superseded(_))
    }

    /// The UUID that the choice comes to, with everything that is odd about it.
    pub fn choice(&self) -> Checked<ProfileUuid> {
        profile::check(match self.way {
            Way::List => &self.picked,
            Way::Paste => &self.pasted,
        })
    }

    /// The chosen profile, when it is a current one.
    pub fn chosen_profile(&self) -> Option<&Profile> {
        let uuid = self.choice().value?;
        self.profiles.ready()?.current(&uuid)
    }

    /// The current version of the profile that the chosen UUID is an older one of.
    pub fn successor_of_choice(&self) -> Option<&Profile> {
        let uuid = self.choice().value?;
        self.profiles.ready()?.successor(&uuid)
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
            Msg::Start(job) => self.start(job),
            Msg::Assigned(answer) => self.answered(answer, Vec::new()),
            Msg::Removed(answer) => {
                let next = match self.phase {
                    Phase::Working(Job::Reassign) => {
                        self.choice().value.map(Effect::Assign).into_iter().collect()
                    }
                    _ => Vec::new(),
                };
                self.removed(answer, next)
            }
            Msg::ReadBack(answer) => self.read_back(answer),
            Msg::Reread(Ok(device)) => {
                self.device = device.clone();
                vec![Effect::Changed(device)]
            }
            // The failure of the job is already shown.
            Msg::Reread(Err(_)) => Vec::new(),
        }
    }

    /// Picks the profile that the admin most likely wants: the successor of a superseded one.
    fn preselect(&mut self) {
        if let (true, Lineage::Superseded(Some(successor))) =
            (self.picked.is_empty(), self.lineage())
        {
            self.picked = successor.uuid;
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
        let uuid = self.choice().value;
        let already_removed = matches!(self.phase, Phase::Stuck { removed: true, .. });
        let effect = match (job, uuid) {
            (Job::Remove, _) => Effect::Remove,
            (Job::Assign | Job::Reassign, None) => {
                self.tried = true;
                return Vec::new();
            }
            (Job::Reassign, Some(_)) if !already_removed => Effect::Remove,
            (Job::Assign | Job::Reassign, Some(uuid)) => Effect::Assign(uuid),
        };
        self.phase = Phase::Working(job);
        vec![effect]
    }

    fn removed(&mut self, answer: Result<Assignment, HostError>, next: Vec<Effect>) -> Vec<Effect> {
        let Ok(assignment) = &answer else { return self.answered(answer, next) };
        if assignment.outcome == Outcome::Success && !next.is_empty() {
            // From here on a failure leaves the device without a profile, and the dialog must show that.
            self.device.status = Status::Removed;
            return next;
        }
        self.answered(answer, next)
    }

    fn answered(
        &mut self,
        answer: Result<Assignment, HostError>,
        next: Vec<Effect>,
    ) -> Vec<Effect> {
        match answer {
            Ok(assignment) if assignment.outcome == Outcome::Success && next.is_empty() => {
                vec![Effect::ReadBack]
            }
            Ok(assignment) => self.stuck(Trouble::Apple(assignment)),
            Err(error) => self.stuck(Trouble::Call(error)),
        }
    }

    fn stuck(&mut self, trouble: Trouble) -> Vec<Effect> {
        let removed = matches!(self.phase, Phase::Working(Job::Reassign))
            && self.device.status == Status::Removed;
        self.phase = Phase::Stuck { trouble, removed };
        vec![Effect::Reread]
    }

    fn read_back(&mut self, answer: Result<Device, HostError>) -> Vec<Effect> {
        let Phase::Working(job) = self.phase else { return Vec::new() };
        let device = match answer {
            Ok(device) => device,
            Err(error) => return self.stuck(Trouble::Call(error)),
        };
        self.device = device.clone();
        let done = match job {
            Job::Remove => !self.is_assigned(),
            Job::Assign | Job::Reassign => {
                self.is_assigned()
                    && self
                        .choice()
                        .value
                        .is_some_and(|uuid| profile::same(&device.profile_uuid, uuid.as_str()))
            }
        };
        if done {
            self.phase = Phase::Idle;
            return vec![Effect::Done(job, device)];
        }
        self.phase = Phase::Stuck { trouble: Trouble::NotInRecord, removed: false };
        vec![Effect::Changed(device)]
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
