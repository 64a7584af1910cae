//! The state of the device panel: that of the profile and that of the enrollment, and what the one does to the other. Pure:
//! no host, no browser, no clock.

use crate::answers::AdminAnswers;
use crate::assign::state as profile;
use crate::enrollment::state as enrollment;
use crate::load::Load;
use crate::news::News;
use crate::profile_index::ProfileIndex;
use host::{Device, Kind, Millis};
use rules::UsernamePolicy;
use rules::checklist::Fix;

/// Everything that the panel shows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The enrollment, and everything that was read.
    pub enrollment: enrollment::State,
    /// The profile.
    pub profile: profile::State,
    /// Whether all seven items are shown, or only what is open.
    pub shows_all: bool,
    /// Whether the serial number or the UUID was copied; `Some(false)` when the browser refused.
    pub copied: Option<bool>,
}

/// A message to the panel.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// About the enrollment.
    Enrollment(enrollment::Msg),
    /// About the profile.
    Profile(profile::Msg),
    /// There is news about the device, at this moment.
    News(News, Millis),
    /// A fix of the checklist was asked for.
    Fix(Fix),
    /// Show all seven items, or only what is open.
    ShowAll,
    /// Put this text into the clipboard.
    Copy(String),
    /// It is there, or the browser refused.
    Copied(bool),
    /// The admin's answers have changed, here or elsewhere.
    Answers,
    /// Draw what has changed meanwhile.
    Draw,
}

/// An effect that the panel asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// For the enrollment.
    Enrollment(enrollment::Effect),
    /// For the profile.
    Profile(profile::Effect),
    /// Put this text into the clipboard.
    Copy(String),
}

impl Msg {
    /// Whether it is an answer that came by itself. Such answers come in groups, and one drawing does for the group.
    pub fn is_answer(&self) -> bool {
        use enrollment::Msg as About;
        matches!(
            self,
            Msg::Enrollment(
                About::Enrollment(..)
                    | About::HostAnswer(..)
                    | About::Checked(..)
                    | About::FoundNear(..)
            )
        )
    }
}

impl State {
    /// A panel that has to read everything, with the record that its owner knows. It is drawn when all its effects are run.
    pub fn new(
        serial: &str,
        device: Option<Device>,
        answers: AdminAnswers,
        policy: UsernamePolicy,
        can_edit: bool,
    ) -> (State, Vec<Effect>) {
        let record = device
            .clone()
            .unwrap_or_else(|| Device { serial: serial.to_owned(), ..Device::default() });
        let (enrollment, effects) = enrollment::State::new(device, answers, policy, can_edit);
        let profile = profile::State::new(record);
        let mut state = State { enrollment, profile, shows_all: false, copied: None };
        state.follow();
        (state, effects.into_iter().map(Effect::Enrollment).collect())
    }

    /// Takes one message and returns the effects.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Enrollment(msg) => {
                let effects = self.enrollment.update(msg);
                self.follow();
                all(effects)
            }
            Msg::Profile(msg) => self.profile(msg),
            Msg::News(news, at) => self.update(Msg::Enrollment(enrollment::Msg::News(news, at))),
            Msg::Fix(Fix::AssignProfile) => self.profile(profile::Msg::Open),
            Msg::Fix(Fix::Reassign) => self.profile(profile::Msg::Start(profile::Job::Reassign)),
            Msg::Fix(fix) => self.update(Msg::Enrollment(enrollment::Msg::Fix(fix))),
            Msg::ShowAll => {
                self.shows_all = !self.shows_all;
                Vec::new()
            }
            Msg::Copy(text) => vec![Effect::Copy(text)],
            Msg::Copied(done) => {
                self.copied = Some(done);
                Vec::new()
            }
            Msg::Answers | Msg::Draw => Vec::new(),
        }
    }

    fn profile(&mut self, msg: profile::Msg) -> Vec<Effect> {
        let mut effects = Vec::new();
        for effect in self.profile.update(msg) {
            match effect {
                profile::Effect::LoadProfiles => {
                    let fix = enrollment::Msg::Fix(Fix::Refresh);
                    effects.extend(all(self.enrollment.update(fix)));
                }
                effect => effects.push(Effect::Profile(effect)),
            }
        }
        effects
    }

    /// The profile section shows the record and the profiles that were read for all sections.
    fn follow(&mut self) {
        let reads = &self.enrollment.reads;
        if let Some(device) = &reads.device.value
            && *device != self.profile.device
        {
            self.profile.update(profile::Msg::Record(Box::new(device.clone())));
        }
        let profiles: Load<ProfileIndex> = match (&reads.profiles.value, &reads.profiles.error) {
            (Some(profiles), _) => Load::Ready(profiles.clone()),
            (None, Some(error)) if !reads.profiles.asking => Load::Failed(error.clone()),
            (None, _) => Load::Loading,
        };
        if profiles != self.profile.profiles {
            self.profile.update(profile::Msg::Profiles(profiles));
        }
    }

    /// Whether the host has no list of profiles to choose from. That is no failure.
    pub fn has_no_list(&self) -> bool {
        let error = self.profile.profiles.error();
        error.is_some_and(|error| matches!(error.kind, Kind::Absent | Kind::NotFound))
    }
}

fn all(effects: Vec<enrollment::Effect>) -> Vec<Effect> {
    effects.into_iter().map(Effect::Enrollment).collect()
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
