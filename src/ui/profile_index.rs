//! The profiles of the host with an index of their UUIDs, made once when they arrive. It must never decide which profile a
//! device is on: it finds the few profiles in question, and `rules::checklist::lineage` decides among them.
//!
//! Bringing a UUID into its normal form takes 8 µs in a browser. Without the index, 50 rows and 100 profiles of three older
//! UUIDs each cost 20,000 of them.

use host::{Device, Profile};
use rules::checklist::{Lineage, ProfileFacts, lineage};
use rules::{ProfileUuid, profile, text};
use std::ops::Deref;
use std::rc::Rc;

/// The profiles in the order of the host, with an index of their UUIDs. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ProfileIndex(Rc<Index>);

#[derive(Debug)]
struct Index {
    profiles: Vec<Profile>,
    /// Every UUID in its normal form, sorted. Of two profiles with one UUID, the first of the host comes first.
    entries: Vec<Entry>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    uuid: String,
    is_older: bool,
    place: usize,
}

impl ProfileIndex {
    /// Indexes the profiles of the host.
    pub fn new(profiles: Vec<Profile>) -> ProfileIndex {
        let mut entries = Vec::new();
        for (place, profile) in profiles.iter().enumerate() {
            insert(&mut entries, &profile.uuid, false, place);
            for uuid in &profile.superseded {
                insert(&mut entries, uuid, true, place);
            }
        }
        ProfileIndex(Rc::new(Index { profiles, entries }))
    }

    /// The profile that has this UUID now.
    pub fn current(&self, uuid: &ProfileUuid) -> Option<&Profile> {
        self.find(uuid, false)
    }

    /// The profile that had this UUID before it was edited.
    pub fn successor(&self, uuid: &ProfileUuid) -> Option<&Profile> {
        self.find(uuid, true)
    }

    fn find(&self, uuid: &ProfileUuid, is_older: bool) -> Option<&Profile> {
        let mut entries = self.entries(uuid.as_str()).iter();
        entries.find(|entry| entry.is_older == is_older).map(|entry| &self[entry.place])
    }

    fn lineage(&self, device: &Device) -> Lineage {
        let entries = self.entries(&profile::normal(&device.profile_uuid));
        let mut candidates: Vec<ProfileFacts> = entries
            .iter()
            .map(|entry| {
                let superseded = if entry.is_older { vec![entry.uuid.clone()] } else { Vec::new() };
                ProfileFacts { superseded, ..facts(&self[entry.place]) }
            })
            .collect();
        if candidates.is_empty() {
            let name = text::trim(&device.profile_name);
            let named = self.iter().filter(|profile| text::trim(&profile.name) == name);
            candidates = named.map(facts).collect();
        }
        lineage(&device.profile_uuid, Some(&device.profile_name), Some(&candidates))
    }

    /// The entries of a UUID in its normal form; an empty one names no profile.
    fn entries(&self, uuid: &str) -> &[Entry] {
        let entries = &self.0.entries;
        let from = entries.partition_point(|entry| entry.uuid.as_str() < uuid);
        let to = entries.partition_point(|entry| entry.uuid.as_str() <= uuid);
        if uuid.is_empty() { &[] } else { &entries[from..to] }
    }
}

/// Inserts a UUID in order. The general sort of the standard library weighs more than this file.
fn insert(entries: &mut Vec<Entry>, uuid: &str, is_older: bool, place: usize) {
    let entry = Entry { uuid: profile::normal(uuid), is_older, place };
    let at = entries.partition_point(|known| *known < entry);
    entries.insert(at, entry);
}

/// A profile as a fact for the rules, without its older UUIDs.
fn facts(profile: &Profile) -> ProfileFacts {
    ProfileFacts {
        uuid: profile.uuid.clone(),
        name: profile.name.clone(),
        supervised: profile.supervised,
        mandatory: profile.mandatory,
        superseded: Vec::new(),
    }
}

/// The profile of a device; `profiles` is `None` when they could not be read.
pub fn lineage_of(device: &Device, profiles: Option<&ProfileIndex>) -> Lineage {
    match profiles {
        Some(profiles) => profiles.lineage(device),
        None => lineage(&device.profile_uuid, Some(&device.profile_name), None),
    }
}

impl Deref for ProfileIndex {
    type Target = [Profile];

    fn deref(&self) -> &[Profile] {
        &self.0.profiles
    }
}

impl PartialEq for ProfileIndex {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.0.profiles == other.0.profiles
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAFF: &str = "A1F0C3D2E4B5968778695A4B3C2D1E0F";
    const OLD: &str = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";

    fn profile(uuid: &str, name: &str, superseded: &[&str]) -> Profile {
        Profile {
            uuid: uuid.to_owned(),
            name: name.to_owned(),
            superseded: superseded.iter().map(|uuid| (*uuid).to_owned()).collect(),
            ..Profile::default()
        }
    }

    /// Profiles as odd as a host can have them: two of one name, one UUID twice, UUIDs that the rules refuse.
    fn odd() -> Vec<Profile> {
        vec![
            profile(STAFF, "Staff iPads", &[OLD, "short"]),
            profile("profile_1", "Own names", &["profile_0"]),
            profile("{243f6a88-85a3-08d3-1319-8a2e03707344}", "Bench\u{feff}", &[STAFF]),
            profile("11111111222222223333333344444444", "Twice", &[OLD]),
            profile("22222222222222223333333344444444", " Twice ", &["", "profile_1"]),
            profile("", "Nothing", &[]),
            profile("profile_1", "Own names again", &[]),
        ]
    }

    #[test]
    fn the_index_finds_what_a_look_at_every_profile_would() {
        let whole = |profile: &Profile| ProfileFacts {
            superseded: profile.superseded.clone(),
            ..facts(profile)
        };
        let facts: Vec<ProfileFacts> = odd().iter().map(whole).collect();
        let index = ProfileIndex::new(odd());
        let uuids = [
            STAFF,
            OLD,
            "a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f",
            "UUID: 243F6A8885A308D313198A2E03707344",
            "SHORT",
            "PROFILE_1 ",
            "profile_0",
            "profile_2",
            "11111111222222223333333344444444",
            "99999999222222223333333344444444",
            "",
            " ",
            "{}",
        ];
        let names =
            ["", "Staff iPads", "Bench", "Twice", "Own names", "Nothing", " Nothing\t", "None"];
        for uuid in uuids {
            for name in names {
                let device = Device {
                    profile_uuid: uuid.to_owned(),
                    profile_name: name.to_owned(),
                    ..Device::default()
                };
                let mut wanted = lineage(uuid, Some(name), Some(&facts));
                let mut found = lineage_of(&device, Some(&index));
                for one in [&mut wanted, &mut found] {
                    if let Lineage::Current(profile) | Lineage::Superseded(Some(profile)) = one {
                        profile.superseded.clear();
                    }
                }
                assert_eq!(found, wanted, "{uuid:?} {name:?}");
                assert_eq!(
                    lineage_of(&device, None),
                    lineage(uuid, Some(name), None),
                    "{uuid:?} {name:?}"
                );
            }
        }
    }

    #[test]
    fn a_current_uuid_and_an_older_one_are_told_apart() {
        let index = ProfileIndex::new(odd());
        let uuid = |text: &str| profile::check(text).value.expect("a UUID");
        let name = |found: Option<&Profile>| found.map(|profile| profile.name.clone());
        assert_eq!(name(index.current(&uuid(STAFF))).as_deref(), Some("Staff iPads"));
        assert_eq!(name(index.successor(&uuid(STAFF))).as_deref(), Some("Bench\u{feff}"));
        assert_eq!(name(index.current(&uuid(OLD))), None);
        assert_eq!(name(index.successor(&uuid(OLD))).as_deref(), Some("Staff iPads"));
    }
}
