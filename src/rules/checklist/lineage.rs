//! Finds the profile that a device is on. It must never take a UUID that stands in no list for a current one.

use super::{Lineage, ProfileFacts};
use crate::{profile, text};

/// Finds the profile of a device among the current ones. `profiles` is `None` when they could not be read.
///
/// A UUID of no current profile is superseded. Its successor is the profile that names it among its older UUIDs; else
/// the only profile with the name that the device record still carries.
///
/// ```
/// use rules::checklist::{Lineage, ProfileFacts, lineage};
///
/// let staff = ProfileFacts {
///     uuid: "A1F0C3D2E4B5968778695A4B3C2D1E0F".into(),
///     name: "Staff iPads".into(),
///     supervised: Some(true),
///     mandatory: Some(false),
///     superseded: vec!["0F1E2D3C4B5A69788796A5B4C3D2E1F0".into()],
/// };
/// let old = lineage("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", None, Some(&[staff]));
/// let Lineage::Superseded(Some(successor)) = old else { panic!("it is among the older ones") };
/// assert_eq!(successor.name, "Staff iPads");
/// ```
pub fn lineage(
    uuid: &str,
    profile_name: Option<&str>,
    profiles: Option<&[ProfileFacts]>,
) -> Lineage {
    let mut search = Search::new(uuid, profile_name);
    let mut found = None;
    for known in profiles.unwrap_or_default() {
        let was_this = known.superseded.iter().any(|old| search.is_this(old));
        if search.is_nearer(&known.uuid, &known.name, was_this) {
            found = Some(known);
        }
    }
    search.end(profiles.is_some(), found.cloned().unwrap_or_default())
}

/// The same for whoever has the profiles one after the other, and keeps the nearest so far.
pub struct Search<'a> {
    uuid: &'a str,
    name: &'a str,
    by: By,
}

/// What the profile was found by that was found so far; the later ones count more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    Nothing,
    Name,
    /// Names are not unique at Apple, so one that two profiles have tells nothing.
    NameTwice,
    OlderUuid,
    Uuid,
}

impl<'a> Search<'a> {
    /// A search for the profile of a device record.
    pub fn new(uuid: &'a str, profile_name: Option<&'a str>) -> Search<'a> {
        Search {
            uuid: text::trim(uuid),
            name: text::trim(profile_name.unwrap_or_default()),
            by: By::Nothing,
        }
    }

    /// Whether a UUID is that of the record.
    pub fn is_this(&self, uuid: &str) -> bool {
        profile::same(uuid, self.uuid)
    }

    /// Looks at one of the current profiles, of which `was_this` says whether one of its older UUIDs is that of the record;
    /// whether it is nearer than those before it.
    pub fn is_nearer(&mut self, uuid: &str, name: &str, was_this: bool) -> bool {
        let by = if self.is_this(uuid) {
            By::Uuid
        } else if was_this {
            By::OlderUuid
        } else if self.name.is_empty() || text::trim(name) != self.name {
            By::Nothing
        } else if self.by == By::Nothing {
            By::Name
        } else {
            By::NameTwice
        };
        // Of two that are found alike the first counts.
        let is_nearer = by > self.by;
        self.by = by.max(self.by);
        is_nearer
    }

    /// What came out: `are_read` says whether the profiles could be read at all, `nearest` is the last one that was nearer.
    pub fn end(self, are_read: bool, nearest: ProfileFacts) -> Lineage {
        if self.uuid.is_empty() {
            return Lineage::None;
        }
        if !are_read {
            return Lineage::Unknown;
        }
        match self.by {
            By::Uuid => Lineage::Current(nearest),
            By::OlderUuid | By::Name => Lineage::Superseded(Some(nearest)),
            By::NameTwice | By::Nothing => Lineage::Superseded(None),
        }
    }
}
