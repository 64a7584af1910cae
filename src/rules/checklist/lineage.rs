//! Finds the profile that a device is on. It must never take a UUID that stands in no list for a current one.

use super::facts::{Lineage, ProfileFacts};
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
    let Some(profiles) = profiles else { return Lineage::Unknown };
    let uuid = profile::normal(uuid);
    let is_the_device_s = |other: &str| !uuid.is_empty() && profile::normal(other) == uuid;
    if let Some(current) = profiles.iter().find(|profile| is_the_device_s(&profile.uuid)) {
        return Lineage::Current(current.clone());
    }
    let by_uuid = profiles
        .iter()
        .find(|profile| profile.superseded.iter().any(|older| is_the_device_s(older)));
    let successor = by_uuid.or_else(|| only_one_named(profiles, profile_name.unwrap_or_default()));
    Lineage::Superseded(successor.cloned())
}

/// The only profile with a name. Names are not unique at Apple, so a name that two profiles have tells nothing.
fn only_one_named<'a>(profiles: &'a [ProfileFacts], name: &str) -> Option<&'a ProfileFacts> {
    let name = text::trim(name);
    let mut named =
        profiles.iter().filter(|known| !name.is_empty() && text::trim(&known.name) == name);
    named.next().filter(|_| named.next().is_none())
}
