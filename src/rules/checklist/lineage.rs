//! Finds the profile that a device is on. It must never take a UUID that stands in no list for a current one.

use crate::prelude::*;

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
    if text::trim(uuid).is_empty() {
        return Lineage::None;
    }
    let Some(profiles) = profiles else {
        return Lineage::Unknown;
    };
    let name = text::trim(profile_name.unwrap_or_default());
    let (mut heir, mut namesake, mut namesakes) = (None, None, 0);
    for known in profiles {
        if profile::same(&known.uuid, uuid) {
            return Lineage::Current(found(known));
        }
        if heir.is_none() && known.superseded.iter().any(|old| profile::same(old, uuid)) {
            heir = Some(known);
        }
        if !name.is_empty() && text::trim(&known.name) == name {
            namesake = Some(known);
            namesakes += 1;
        }
    }
    // Names are not unique at Apple: of two profiles with one name nobody can tell which it is.
    let successor = heir.or(namesake.filter(|_| namesakes == 1));
    Lineage::Superseded(successor.map(found))
}

/// What there is to know of a profile but its older UUIDs, which have served.
fn found(known: &ProfileFacts) -> ProfileFacts {
    ProfileFacts {
        uuid: text::own(&known.uuid),
        name: text::own(&known.name),
        supervised: known.supervised,
        mandatory: known.mandatory,
        superseded: Vec::new(),
    }
}
