//! The state of the Profiles tab and how it changes. Pure: no host, no browser, no clock.

pub use super::place::Intent;
use super::place::{self, Link};
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
    /// The place in the address that the editor is at, or that waits for the profiles.
    pub place: Option<String>,
    /// The address leads to this place, and the editor is asked to leave for it.
    pub next: Option<Option<String>>,
    /// A link leads to the UUID of no profile.
    pub unknown: Option<String>,
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
    /// The editor is not left.
    StayInEditor,
    /// The page is at this place of the editor, or at the list.
    At(Option<String>),
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
    /// The page is at this place of the editor by now, or at the list.
    Place(Option<String>),
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
                if self.editing.is_none() {
                    self.open();
                }
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
                self.place = Some(intent.place());
                self.editing = Some(intent);
                self.retiring = None;
                self.unknown = None;
                vec![Effect::Place(self.place.clone())]
            }
            Msg::Edited(profile, reassign) => {
                let mut effects = self.left();
                effects.push(Effect::TellSaved(profile.clone()));
                if reassign {
                    effects.push(Effect::ReassignNow(profile));
                }
                effects
            }
            Msg::CloseEditor => self.left(),
            Msg::StayInEditor => match self.next.take() {
                Some(_) => vec![Effect::Place(self.place.clone())],
                None => Vec::new(),
            },
            Msg::At(place) => {
                if self.editing.is_some() {
                    self.next = (place != self.place).then_some(place);
                } else if place != self.place {
                    self.go(place);
                }
                Vec::new()
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

    /// The editor has gone.
    fn left(&mut self) -> Vec<Effect> {
        self.editing = None;
        match self.next.take() {
            Some(place) => {
                self.go(place);
                vec![Effect::Load]
            }
            None => {
                self.place = None;
                vec![Effect::Load, Effect::Place(None)]
            }
        }
    }

    fn go(&mut self, place: Option<String>) {
        self.place = place;
        self.unknown = None;
        self.open();
    }

    /// Opens the editor at the place of the address. Without the profiles it waits for them.
    fn open(&mut self) {
        let (Some(place), Some(profiles)) = (&self.place, self.profiles.ready()) else { return };
        match place::read(place, profiles) {
            Link::Editor(intent) => self.editing = Some(intent),
            Link::Unknown(uuid) => self.unknown = Some(uuid),
            Link::None => {}
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
#[path = "state_tests.rs"]
mod tests;
