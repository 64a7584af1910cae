//! The state of the Profiles tab and how it changes. Pure: no host, no browser, no clock.

use crate::load::Load;
use crate::profile_index::ProfileIndex;
use host::{ChangeError, DeviceQuery, HostError, Profile};
use rules::checklist::Status;

/// The devices of one UUID that have one status. A removed device keeps the UUID in its record and is on no version, so it
/// is never counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The UUID, as the host wrote it.
    pub uuid: String,
    /// `Assigned` or `Pushed`.
    pub status: Status,
}

impl Part {
    /// The question for a page of its devices.
    pub fn query(&self, offset: u32, limit: u32) -> DeviceQuery {
        DeviceQuery {
            offset,
            limit,
            status: self.status.word().to_owned(),
            profile: self.uuid.clone(),
            ..DeviceQuery::default()
        }
    }
}

impl Part {
    /// The devices that are on a UUID: those that have not fetched it, and those that have.
    pub fn of(uuid: &str) -> [Part; 2] {
        [Status::Assigned, Status::Pushed].map(|status| Part { uuid: uuid.to_owned(), status })
    }
}

/// Devices on one UUID.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// They have not fetched the profile yet, so reassigning is enough.
    pub assigned: u32,
    /// They have fetched it, so they must be reset after it.
    pub pushed: u32,
}

impl Count {
    /// All of them.
    pub fn all(self) -> u32 {
        self.assigned.saturating_add(self.pushed)
    }

    fn and(self, other: Count) -> Count {
        Count {
            assigned: self.assigned.saturating_add(other.assigned),
            pushed: self.pushed.saturating_add(other.pushed),
        }
    }
}

/// What the editor is opened for.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// A profile without anything.
    New,
    /// A new profile that begins with everything another one has.
    Duplicate(Profile),
    /// The next version of a profile.
    Edit(Profile),
}

/// A profile that is to be retired.
#[derive(Clone, Debug, PartialEq)]
pub struct Retiring {
    /// The profile.
    pub profile: Profile,
    /// Whether the host was asked.
    pub busy: bool,
    /// Why it was not, or may not have been retired.
    pub error: Option<ChangeError>,
}

/// Everything the tab shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The profiles.
    pub profiles: Load<ProfileIndex>,
    /// The profile whose devices are being reassigned.
    pub reassigning: Option<Profile>,
    /// The profile whose setup is previewed.
    pub previewing: Option<Profile>,
    /// What the editor is open for; it takes the place of the list.
    pub editing: Option<Intent>,
    /// The profile that is to be retired.
    pub retiring: Option<Retiring>,
    /// The UUID that was copied last.
    pub copied: Option<String>,
    /// The UUID that the browser refused to copy.
    pub copy_refused: Option<String>,
    /// Devices by UUID: not fetched, fetched; `None` while unknown.
    counts: Vec<(String, [Option<u32>; 2])>,
    /// Grows with every reading, so that a late count of an earlier one is not taken.
    generation: u32,
}

/// A message to the tab.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Read the profiles again.
    Reload,
    /// A run has ended, which may have moved devices from one version to another.
    Runs,
    /// The profiles came.
    Loaded(Result<ProfileIndex, HostError>),
    /// A part was counted in the reading of this number; `None`: it could not be.
    Counted(u32, Part, Option<u32>),
    /// Reassign the devices on older versions of this profile.
    Reassign(Profile),
    /// Preview the setup with this profile.
    Preview(Profile),
    /// The dialog is to disappear.
    Close,
    /// Open the editor.
    Edit(Intent),
    /// The editor has stored a profile; whether the devices on its older versions are to be reassigned right away.
    Edited(Profile, bool),
    /// The editor is to disappear.
    CloseEditor,
    /// Ask whether this profile is to be retired.
    Retire(Profile),
    /// Retire it.
    RetireNow,
    /// The host has retired it, or not.
    Retired(Result<(), ChangeError>),
    /// Leave it as it is.
    Keep,
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
    /// Count these parts, for the reading of this number.
    Count(u32, Vec<Part>),
    /// Put this into the clipboard.
    Copy(String),
    /// Reassign the devices on older versions of this profile, without a question.
    ReassignNow(Profile),
    /// Say that this profile is stored.
    TellSaved(Profile),
    /// Say that this profile is gone.
    TellRetired(String),
    /// Retire the profile with this UUID.
    Retire(String),
}

impl State {
    /// Devices on the current UUID of a profile, as far as known.
    pub fn current(&self, profile: &Profile) -> Option<u32> {
        profile.device_count.or_else(|| self.count(&profile.uuid).map(Count::all))
    }

    /// Devices on one UUID, if both parts of it are counted.
    pub fn count(&self, uuid: &str) -> Option<Count> {
        let (_, [assigned, pushed]) = self.counts.iter().find(|(counted, _)| counted == uuid)?;
        Some(Count { assigned: (*assigned)?, pushed: (*pushed)? })
    }

    /// Devices on all older versions of a profile. `None` until each of them is counted: a part of the number would be taken
    /// for the whole.
    pub fn older(&self, profile: &Profile) -> Option<Count> {
        let mut uuids = profile.superseded.iter();
        uuids.try_fold(Count::default(), |sum, uuid| Some(sum.and(self.count(uuid)?)))
    }

    /// Takes one message and returns the effects.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Reload | Msg::Runs => {
                // The rows that are there stay until the new ones come.
                if self.profiles.ready().is_none() {
                    self.profiles = Load::Loading;
                }
                vec![Effect::Load]
            }
            Msg::Loaded(answer) => {
                self.profiles = answer.into();
                self.generation = self.generation.wrapping_add(1);
                let parts = self.uncounted();
                if parts.is_empty() {
                    return Vec::new();
                }
                vec![Effect::Count(self.generation, parts)]
            }
            Msg::Counted(generation, part, count) => {
                if generation == self.generation {
                    let place = usize::from(part.status == Status::Pushed);
                    let known = self.counts.iter().position(|(uuid, _)| *uuid == part.uuid);
                    let at = known.unwrap_or_else(|| {
                        self.counts.push((part.uuid, [None; 2]));
                        self.counts.len() - 1
                    });
                    self.counts[at].1[place] = count;
                }
                Vec::new()
            }
            Msg::Edit(intent) => {
                self.editing = Some(intent);
                self.retiring = None;
                Vec::new()
            }
            Msg::Edited(profile, reassign) => {
                self.editing = None;
                let mut effects = vec![Effect::Load, Effect::TellSaved(profile.clone())];
                if reassign {
                    effects.push(Effect::ReassignNow(profile));
                }
                effects
            }
            Msg::CloseEditor => {
                self.editing = None;
                vec![Effect::Load]
            }
            Msg::Retire(profile) => {
                self.retiring = Some(Retiring { profile, busy: false, error: None });
                Vec::new()
            }
            Msg::RetireNow => match &mut self.retiring {
                Some(retiring) if !retiring.busy => {
                    (retiring.busy, retiring.error) = (true, None);
                    vec![Effect::Retire(retiring.profile.uuid.clone())]
                }
                _ => Vec::new(),
            },
            Msg::Retired(Ok(())) => {
                let retired = self.retiring.take();
                let told = retired.map(|it| Effect::TellRetired(it.profile.name));
                told.into_iter().chain([Effect::Load]).collect()
            }
            Msg::Retired(Err(error)) => {
                if let Some(retiring) = &mut self.retiring {
                    (retiring.busy, retiring.error) = (false, Some(error));
                }
                Vec::new()
            }
            Msg::Keep => {
                self.retiring = None;
                Vec::new()
            }
            Msg::Reassign(profile) => {
                self.reassigning = Some(profile);
                Vec::new()
            }
            Msg::Preview(profile) => {
                self.previewing = Some(profile);
                Vec::new()
            }
            Msg::Close => {
                self.reassigning = None;
                self.previewing = None;
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

    /// What the host's list does not count: every older UUID, and current ones that the host leaves out.
    fn uncounted(&self) -> Vec<Part> {
        let Some(profiles) = self.profiles.ready() else { return Vec::new() };
        let uuids = profiles.iter().flat_map(|profile| {
            let current = profile.device_count.is_none().then_some(&profile.uuid);
            current.into_iter().chain(&profile.superseded)
        });
        uuids.flat_map(|uuid| Part::of(uuid)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(uuid: &str, superseded: &[&str], count: Option<u32>) -> Profile {
        Profile {
            uuid: uuid.into(),
            superseded: superseded.iter().map(|uuid| (*uuid).to_owned()).collect(),
            device_count: count,
            ..Profile::default()
        }
    }

    /// Answers a count with these numbers, by UUID: not fetched, fetched.
    fn answer(state: &mut State, effects: &[Effect], numbers: &[(&str, u32, u32)]) {
        let [Effect::Count(generation, parts)] = effects else { panic!("{effects:?}") };
        for part in parts {
            let found = numbers.iter().find(|(uuid, ..)| *uuid == part.uuid);
            let count = found.map(
                |(_, assigned, pushed)| {
                    if part.status == Status::Pushed { *pushed } else { *assigned }
                },
            );
            state.update(Msg::Counted(*generation, part.clone(), count));
        }
    }

    #[test]
    fn a_removed_device_on_an_older_uuid_is_not_asked_for() {
        let mut state = State::default();
        let staff = profile("A", &["OLD"], Some(3));
        let effects = state.update(Msg::Loaded(Ok(ProfileIndex::new(vec![staff.clone()]))));
        let [Effect::Count(_, parts)] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!(parts[..], Part::of("OLD"));
        assert!(parts.iter().all(|part| part.status != Status::Removed));
        answer(&mut state, &effects, &[("OLD", 4, 2)]);
        assert_eq!(state.older(&staff), Some(Count { assigned: 4, pushed: 2 }));
        assert_eq!(
            (state.current(&staff), state.older(&staff).map(Count::all)),
            (Some(3), Some(6))
        );
    }

    #[test]
    fn older_uuids_are_always_counted_and_current_ones_when_the_host_does_not() {
        let (counted, uncounted) =
            (profile("A", &["OLD", "OLDER"], Some(3)), profile("B", &[], None));
        let index = ProfileIndex::new(vec![counted.clone(), uncounted.clone()]);
        let mut state = State::default();
        let effects = state.update(Msg::Loaded(Ok(index)));
        assert_eq!((state.older(&counted), state.current(&uncounted)), (None, None));
        answer(&mut state, &effects, &[("OLD", 1, 0), ("OLDER", 0, 2), ("B", 5, 7)]);
        assert_eq!(state.older(&counted), Some(Count { assigned: 1, pushed: 2 }));
        assert_eq!((state.current(&counted), state.current(&uncounted)), (Some(3), Some(12)));
        assert_eq!(state.older(&uncounted), Some(Count::default()));
    }

    #[test]
    fn a_part_that_cannot_be_counted_leaves_the_whole_unknown() {
        let staff = profile("A", &["OLD", "OLDER"], Some(3));
        let mut state = State::default();
        let effects = state.update(Msg::Loaded(Ok(ProfileIndex::new(vec![staff.clone()]))));
        answer(&mut state, &effects, &[("OLD", 1, 0)]);
        assert_eq!((state.older(&staff), state.count("OLD").map(Count::all)), (None, Some(1)));
    }

    #[test]
    fn a_count_of_an_earlier_reading_is_not_taken() {
        let staff = profile("A", &["OLD"], Some(3));
        let mut state = State::default();
        let load = |state: &mut State| {
            state.update(Msg::Loaded(Ok(ProfileIndex::new(vec![staff.clone()]))))
        };
        let early = load(&mut state);
        let late = load(&mut state);
        answer(&mut state, &late, &[("OLD", 0, 0)]);
        answer(&mut state, &early, &[("OLD", 6, 3)]);
        assert_eq!(state.older(&staff), Some(Count::default()));
    }

    #[test]
    fn the_end_of_a_run_counts_again_and_closing_the_dialog_does_not() {
        let mut state = State::default();
        state.update(Msg::Reassign(profile("A", &["OLD"], None)));
        assert_eq!(state.reassigning.as_ref().map(|it| it.uuid.as_str()), Some("A"));
        assert_eq!(state.update(Msg::Close), []);
        assert_eq!(state.reassigning, None);
        state.update(Msg::Preview(profile("A", &[], None)));
        assert_eq!(state.previewing.as_ref().map(|it| it.uuid.as_str()), Some("A"));
        assert_eq!(state.update(Msg::Close), []);
        assert_eq!(state.previewing, None);
        assert_eq!(state.update(Msg::Runs), [Effect::Load]);
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
