//! The state of the Profiles tab and how it changes. Pure: no host, no browser, no clock.

use crate::load::Load;
use crate::profile_index::ProfileIndex;
use host::{HostError, Profile};
use std::collections::HashMap;

/// Everything the tab shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The profiles.
    pub profiles: Load<ProfileIndex>,
    /// Devices by UUID, for the UUIDs that the host's list does not count; `None` when they could not be counted.
    pub counts: HashMap<String, Option<u32>>,
    /// The UUID that was copied last.
    pub copied: Option<String>,
    /// The UUID that the browser refused to copy.
    pub copy_refused: Option<String>,
}

/// A message to the tab.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Read the profiles again.
    Reload,
    /// The profiles came.
    Loaded(Result<ProfileIndex, HostError>),
    /// The devices of one UUID were counted.
    Counted(String, Option<u32>),
    /// The admin wants the UUID in the clipboard.
    Copy(String),
    /// The browser did, or did not, copy it.
    Copied(String, bool),
}

/// An effect that the tab asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read the profiles afresh.
    Load,
    /// Count the devices of these UUIDs, one after the other.
    Count(Vec<String>),
    /// Put this into the clipboard.
    Copy(String),
}

impl State {
    /// Devices on the current UUID of a profile, as far as known.
    pub fn devices_of(&self, profile: &Profile) -> Option<u32> {
        profile.device_count.or_else(|| self.counts.get(&profile.uuid).copied().flatten())
    }

    /// Takes one message and returns the effects.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Reload => {
                // The rows that are there stay until the new ones come.
                if self.profiles.ready().is_none() {
                    self.profiles = Load::Loading;
                }
                vec![Effect::Load]
            }
            Msg::Loaded(answer) => {
                self.profiles = answer.into();
                let uncounted = self.uncounted();
                if uncounted.is_empty() { Vec::new() } else { vec![Effect::Count(uncounted)] }
            }
            Msg::Counted(uuid, count) => {
                self.counts.insert(uuid, count);
                Vec::new()
            }
            Msg::Copy(uuid) => vec![Effect::Copy(uuid)],
            Msg::Copied(uuid, done) => {
                self.copied = done.then(|| uuid.clone());
                self.copy_refused = (!done).then_some(uuid);
                Vec::new()
            }
        }
    }

    /// The UUIDs whose devices are not counted yet: every older one, and current ones that the host does not count.
    fn uncounted(&self) -> Vec<String> {
        let Some(profiles) = self.profiles.ready() else { return Vec::new() };
        profiles
            .iter()
            .flat_map(|profile| {
                let current = profile.device_count.is_none().then_some(&profile.uuid);
                current.into_iter().chain(&profile.superseded)
            })
            .cloned()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_uuids_are_always_counted_and_current_ones_when_the_host_does_not() {
        let counted = Profile {
            uuid: "A".into(),
            superseded: vec!["OLD".into()],
            device_count: Some(3),
            ..Profile::default()
        };
        let uncounted = Profile { uuid: "B".into(), ..Profile::default() };
        let mut state = State::default();
        let effects = state
            .update(Msg::Loaded(Ok(ProfileIndex::new(vec![counted.clone(), uncounted.clone()]))));
        assert_eq!(effects, [Effect::Count(vec!["OLD".into(), "B".into()])]);
        state.update(Msg::Counted("B".into(), Some(7)));
        assert_eq!(state.devices_of(&counted), Some(3));
        assert_eq!(state.devices_of(&uncounted), Some(7));
    }

    #[test]
    fn a_refused_copy_is_shown_until_a_later_one_succeeds() {
        let mut state = State::default();
        state.update(Msg::Copied("A".into(), false));
        assert_eq!(state.copy_refused.as_deref(), Some("A"));
        state.update(Msg::Copied("A".into(), true));
        assert_eq!((state.copied.as_deref(), state.copy_refused), (Some("A"), None));
    }
}
