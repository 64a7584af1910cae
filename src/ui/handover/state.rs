//! The state of the hand-over sheet: reads the devices afresh, asks the directory about their persons, judges, and says what
//! stands on the sheet. Pure: no host, no browser, no clock. It must never print a verdict that was read before.

use super::entry::{About, Content, LeftOut, Reason};
use super::people::{Ask, People};
use crate::answers::AdminAnswers;
use crate::bulk::reading::{self, Reading};
use crate::checklist::directory::named;
use crate::fleet::intern::Texts;
use crate::fleet::{JudgeInputs, judge};
use crate::profile_index::{ProfileIndex, lineage_of};
use host::{Device, DirectoryUser, HostError, Page, Readiness};
use rules::setup::Profile;
use rules::{Draft, UsernamePolicy};
use std::rc::Rc;

/// Devices that are judged in one task.
const SLICE: usize = 50;

/// How the devices are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// One below the other.
    #[default]
    List,
    /// A page for each person.
    People,
}

/// What all verdicts depend on.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis {
    /// The profiles; `None` on a host without a list of them.
    pub profiles: Option<ProfileIndex>,
    /// The host's readiness answer.
    pub readiness: Rc<Readiness>,
    /// Username rules.
    pub policy: UsernamePolicy,
}

/// Whole profiles by their UUIDs.
pub type Setups = Vec<(String, Option<Profile>)>;

/// What the host can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostAbilities {
    /// It knows enrollments, and so users.
    pub has_users: bool,
    /// Its directory can be searched by username.
    pub can_search: bool,
    /// Its directory says whether a user exists.
    pub can_check: bool,
    /// It says what is in a whole profile.
    pub has_whole_profiles: bool,
}

/// A message to the sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// A page of the list came.
    Page(u32, Result<Page<Device>, HostError>),
    /// A device came.
    Device(String, Result<Rc<Device>, HostError>),
    /// What all verdicts depend on came.
    Basis(Result<Basis, HostError>),
    /// The whole profiles of the devices came, by their UUIDs; `None` for one that the host does not say.
    Setups(Result<Setups, HostError>),
    /// The directory was searched.
    Searched(String, Result<Vec<DirectoryUser>, HostError>),
    /// The directory said whether a user exists.
    Checked(String, Result<bool, HostError>),
    /// The admin's answers about the devices of [`Effect::Judge`].
    Judge(Vec<AdminAnswers>),
    /// Lay the devices out like this.
    Layout(Layout),
    /// Go on after a failure.
    Again,
}

/// An effect that the sheet asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read devices.
    Read(reading::Effect),
    /// Read what all verdicts depend on.
    ReadBasis,
    /// Read these whole profiles.
    ReadSetups(Vec<String>),
    /// Ask the directory.
    Ask(Ask),
    /// Say the admin's answers about these devices, in a task of its own.
    Judge(Vec<String>),
}

/// How far the sheet is.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// So many of so many devices are read.
    Reading(u32, u32),
    /// So many of so many persons were asked about.
    Asking(u32, u32),
    /// Something could not be read.
    Failed(HostError),
    /// Everything is known.
    Ready,
}

/// The sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The layout.
    pub layout: Layout,
    /// What stands on the sheet, once everything is known.
    pub content: Content,
    host: HostAbilities,
    reading: Option<Reading>,
    basis: Option<Basis>,
    is_basis_open: bool,
    people: People,
    /// The whole profiles, once they are read.
    setups: Option<Setups>,
    is_setups_open: bool,
    /// Devices that are read and not judged yet, the next one last.
    devices: Vec<Rc<Device>>,
    is_judging: bool,
    is_ready: bool,
    failure: Option<HostError>,
}

impl State {
    /// The sheet of these devices, with the first effects.
    pub fn new(serials: &[String], host: HostAbilities) -> (State, Vec<Effect>) {
        let mut wanted = Texts::default();
        for serial in serials {
            wanted.number(serial);
        }
        let (reading, calls) = Reading::of(wanted, &[], None);
        let mut state = State {
            layout: Layout::List,
            content: Content::default(),
            host,
            reading: Some(reading),
            basis: None,
            is_basis_open: true,
            people: People::new(host.can_search, host.can_check),
            setups: None,
            is_setups_open: false,
            devices: Vec::new(),
            is_judging: false,
            is_ready: false,
            failure: None,
        };
        let mut effects = vec![Effect::ReadBasis];
        effects.extend(state.go_on(calls));
        (state, effects)
    }

    /// How far it is.
    pub fn phase(&self) -> Phase {
        match (&self.failure, &self.reading) {
            (Some(error), _) => Phase::Failed(error.clone()),
            _ if self.is_ready => Phase::Ready,
            (None, Some(reading)) => {
                let (done, all) = reading.progress();
                Phase::Reading(done, all)
            }
            (None, None) => {
                let (done, all) = self.people.progress();
                Phase::Asking(done, all)
            }
        }
    }

    /// Takes one message and returns the effects.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let mut calls = Vec::new();
        match msg {
            Msg::Layout(layout) => self.layout = layout,
            Msg::Page(offset, answer) => {
                calls = self.reading.as_mut().map(|it| it.page(offset, answer)).unwrap_or_default();
            }
            Msg::Device(serial, answer) => {
                let reading = self.reading.as_mut();
                calls = reading.map(|it| it.device(&serial, answer)).unwrap_or_default();
            }
            Msg::Basis(answer) => {
                self.is_basis_open = false;
                match answer {
                    Ok(basis) => self.basis = Some(basis),
                    Err(error) => self.failure = Some(error),
                }
            }
            Msg::Setups(answer) => {
                self.is_setups_open = false;
                match answer {
                    Ok(setups) => self.setups = Some(setups),
                    Err(error) => self.failure = Some(error),
                }
            }
            Msg::Searched(name, answer) => {
                let failure = self.people.searched(&name, answer).err();
                self.failure = failure.or(self.failure.take());
            }
            Msg::Checked(name, answer) => {
                let failure = self.people.checked(&name, answer).err();
                self.failure = failure.or(self.failure.take());
            }
            Msg::Judge(answers) => self.judge(&answers),
            Msg::Again => {
                self.failure = None;
                calls = self.reading.as_mut().map(Reading::again).unwrap_or_default();
                if self.basis.is_none() && !self.is_basis_open {
                    self.is_basis_open = true;
                    let mut effects = vec![Effect::ReadBasis];
                    effects.extend(self.go_on(calls));
                    return effects;
                }
            }
        }
        self.go_on(calls)
    }

    /// Everything that can be done next.
    fn go_on(&mut self, calls: Vec<reading::Effect>) -> Vec<Effect> {
        let mut effects: Vec<Effect> = calls.into_iter().map(Effect::Read).collect();
        if let Some(error) = self.reading.as_ref().and_then(|reading| reading.failure.clone()) {
            self.failure = Some(error);
        }
        if self.failure.is_some() || self.is_ready {
            return effects;
        }
        if self.basis.is_some()
            && let Some(reading) = self.reading.take_if(|reading| reading.is_done())
        {
            self.take(reading);
        }
        if self.reading.is_some() || self.basis.is_none() {
            return effects;
        }
        if self.setups.is_none() && !self.is_setups_open {
            match self.profiles() {
                none if none.is_empty() => self.setups = Some(Vec::new()),
                uuids => {
                    self.is_setups_open = true;
                    effects.push(Effect::ReadSetups(uuids));
                }
            }
        }
        effects.extend(self.people.ask().into_iter().map(Effect::Ask));
        let (known, all) = self.people.progress();
        if known == all && self.setups.is_some() && !self.is_judging {
            self.is_judging = true;
            let next = self.devices.iter().rev().take(SLICE);
            effects.push(Effect::Judge(next.map(|device| device.serial.clone()).collect()));
        }
        effects
    }

    /// The devices are read.
    fn take(&mut self, reading: Reading) {
        let (devices, gone) = reading.into_devices();
        let out = |serial| LeftOut { serial, reason: Reason::Gone };
        self.content.left_out.extend(gone.into_iter().map(out));
        for device in &devices {
            if let Some(name) = self.name(device) {
                self.people.add(&name);
            }
        }
        self.devices = devices.into_iter().rev().collect();
    }

    /// The UUIDs of the devices' profiles, as far as the host can be asked about them.
    fn profiles(&self) -> Vec<String> {
        let mut uuids: Vec<String> = Vec::new();
        for device in self.devices.iter().filter(|_| self.host.has_whole_profiles) {
            let uuid = &device.profile_uuid;
            if !uuid.is_empty() && !uuids.contains(uuid) {
                uuids.push(uuid.clone());
            }
        }
        uuids
    }

    fn enrollment(&self, device: &Device) -> Option<Draft> {
        device.enrollment.complete().filter(|_| self.host.has_users)
    }

    /// The person whom a device names.
    fn name(&self, device: &Device) -> Option<String> {
        named(&self.enrollment(device)?, &self.basis.as_ref()?.policy)
    }

    /// Judges the next devices by the admin's answers about them.
    fn judge(&mut self, answers: &[AdminAnswers]) {
        self.is_judging = false;
        for answers in answers {
            let Some(device) = self.devices.pop() else { break };
            let Some(basis) = &self.basis else { return };
            let name = self.name(&device);
            let (existence, full) = self.people.find(name.as_deref().unwrap_or_default());
            let inputs = JudgeInputs {
                profiles: basis.profiles.as_ref(),
                readiness: Some(&basis.readiness),
                answers,
                policy: &basis.policy,
                existence: Some(existence),
                no_enrollment: !self.host.has_users,
            };
            let setups = self.setups.iter().flatten();
            let mut setup = setups.filter(|(uuid, _)| *uuid == device.profile_uuid);
            let enrollment = self.enrollment(&device);
            let about = About {
                setup: setup.next().and_then(|(_, profile)| profile.as_ref()),
                enrollment: enrollment.as_ref(),
                verdict: &judge(&device, &inputs),
                lineage: &lineage_of(&device, basis.profiles.as_ref()),
                person: name.map(|name| (name, full.to_owned())),
            };
            self.content.add(&device, about);
        }
        self.is_ready = self.devices.is_empty();
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
