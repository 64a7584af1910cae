//! The profile that a wish means, and whether a device is on a current one. It must never take an older version for the wished
//! one by itself: the problem names the current UUID, and the caller decides.

use super::index::Index;
use crate::catalogue::code;
use crate::checklist::ProfileFacts;
use crate::near::only_near;
use crate::prelude::*;
use crate::problem::{Problem, Severity, add};
use crate::{profile, text};

/// The field's name in the words of the JavaScript face.
pub(super) const PATH: &str = "profile";

/// The profiles with indexes of their UUIDs and names. Looking through all of them for each device would cost more than the rest
/// of a plan.
pub(super) struct Profiles<'a> {
    all: &'a [ProfileFacts],
    current: Index,
    older: Index,
    /// The names in lower case, each with the first profile that has it.
    names: Index,
    /// The profiles whose name another one has, too.
    several: Vec<usize>,
}

impl Profiles<'_> {
    pub(super) fn new(all: &[ProfileFacts]) -> Profiles<'_> {
        let room = all.len();
        let (current, older) = (Index::new(room), Index::new(4 * room));
        let several = Vec::new();
        let mut new = Profiles { all, current, older, names: Index::new(room), several };
        for (place, known) in all.iter().enumerate() {
            new.current.add(&profile::normal(&known.uuid), place);
            for uuid in &known.superseded {
                new.older.add(&profile::normal(uuid), place);
            }
            let name = folded(&known.name);
            new.several.extend(new.names.find(&name));
            new.names.add(&name, place);
        }
        new
    }

    /// Whether a UUID in its normal form is a current profile's; [`crate::checklist::lineage`] has the same answer.
    pub(super) fn is_current(&self, uuid: &str) -> bool {
        self.current.find(uuid).is_some()
    }

    /// The UUID of the profile that a wish names, as the host wrote it.
    pub(super) fn meant(&self, wished: &str, problems: &mut Vec<Problem>) -> Option<&str> {
        // A UUID as it should be, or a name: what else it may be takes longer to find out.
        if let Some(known) = self.at(self.current.find(wished)) {
            return Some(&known.uuid);
        }
        let name = folded(wished);
        let named = self.names.find(&name);
        if let Some(known) = self.at(named)
            && !text::is_blank(&known.uuid)
            && !named.is_some_and(|place| self.several.contains(&place))
        {
            return Some(&known.uuid);
        }
        let uuid = profile::normal(wished);
        if let Some(known) = self.at(self.current.find(&uuid)) {
            return Some(&known.uuid);
        }
        let mut quoted = wished;
        let mut repaired = None;
        let code = if let Some(known) = self.at(self.older.find(&uuid)) {
            (quoted, repaired) = (&known.name, Some(known.uuid.as_str()));
            code!("changes.profile.older")
        } else if named.is_some_and(|place| self.several.contains(&place)) {
            code!("changes.profile.several")
        } else {
            let names = self.all.iter().map(|known| text::trim(&known.name));
            repaired = only_near(text::trim(wished), names);
            if repaired.is_some() {
                code!("changes.profile.near")
            } else {
                code!("changes.profile.unknown")
            }
        };
        let problem = add(problems, PATH, code, Severity::Error);
        problem.put("profile", &text::quoted(quoted));
        if let Some(repaired) = repaired {
            problem.put("repaired", repaired);
        }
        None
    }

    fn at(&self, place: Option<usize>) -> Option<&ProfileFacts> {
        self.all.get(place?)
    }
}

/// A name as names are compared.
fn folded(name: &str) -> String {
    let mut folded = text::own(text::trim(name));
    folded.make_ascii_lowercase();
    folded
}
