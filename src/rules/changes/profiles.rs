//! The profile that a wish means, and whether a device is on a current one. It must never take an older version for the wished
//! one by itself: the problem names the current UUID, and the caller decides.

use super::index::Index;
use super::near::only_near;
use crate::catalogue::code;
use crate::checklist::ProfileFacts;
use crate::prelude::*;
use crate::problem::{Problem, Severity};
use crate::{profile, text};

/// The field's name in the words of the JavaScript face.
pub(super) const PATH: &str = "profile";

/// The profiles with indexes of their UUIDs. Bringing a UUID into its normal form for each device would cost more than the rest
/// of a plan.
pub(super) struct Profiles<'a> {
    all: &'a [ProfileFacts],
    current: Index,
    older: Index,
}

impl Profiles<'_> {
    pub(super) fn new(all: &[ProfileFacts]) -> Profiles<'_> {
        let (mut current, mut older) = (Index::new(all.len()), Index::new(4 * all.len()));
        for (place, known) in all.iter().enumerate() {
            current.add(profile::normal(&known.uuid), place);
            for uuid in &known.superseded {
                older.add(profile::normal(uuid), place);
            }
        }
        Profiles { all, current, older }
    }

    /// Whether a UUID is that of a current profile; [`crate::checklist::lineage`] has the same answer.
    pub(super) fn is_current(&self, uuid: &str) -> bool {
        self.current.find(&profile::normal(uuid)).is_some()
    }

    /// The UUID of the profile that a wish names, as the host wrote it.
    pub(super) fn meant(&self, wished: &str) -> Result<String, Problem> {
        let uuid = profile::normal(wished);
        if let Some(known) = self.at(self.current.find(&uuid)) {
            return Ok(known.uuid.clone());
        }
        if let Some(known) = self.at(self.older.find(&uuid)) {
            let mut problem = Problem::new(PATH, code!("changes.profile.older"), Severity::Error);
            problem.put("profile", &text::quoted(&known.name)).put("repaired", &known.uuid);
            return Err(problem);
        }
        let name = text::trim(wished);
        let is_it = |known: &&ProfileFacts| text::trim(&known.name).eq_ignore_ascii_case(name);
        let mut named = self.all.iter().filter(is_it);
        let (code, near) = match (named.next(), named.next()) {
            (Some(known), None) if !text::is_blank(&known.uuid) => return Ok(known.uuid.clone()),
            (Some(_), Some(_)) => (code!("changes.profile.several"), None),
            _ => {
                let names = self.all.iter().map(|known| text::trim(&known.name));
                match only_near(name, names) {
                    Some(near) => (code!("changes.profile.near"), Some(near)),
                    None => (code!("changes.profile.unknown"), None),
                }
            }
        };
        let mut problem = Problem::new(PATH, code, Severity::Error);
        problem.put("profile", &text::quoted(name));
        if let Some(near) = near {
            problem.put("repaired", near);
        }
        Err(problem)
    }

    fn at(&self, place: Option<usize>) -> Option<&ProfileFacts> {
        self.all.get(place?)
    }
}
