//! What the editor is open for as a part of the address: `new`, `UUID/edit`, `UUID/copy`. It must never open anything.

use crate::profile_index::ProfileIndex;
use crate::route::decoded;
use host::{Profile, url};
use rules::profile;

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

impl Intent {
    /// The part of the address.
    pub fn place(&self) -> String {
        match self {
            Intent::New => "new".to_owned(),
            Intent::Edit(profile) => format!("{}/edit", url::encode(&profile.uuid)),
            Intent::Duplicate(profile) => format!("{}/copy", url::encode(&profile.uuid)),
        }
    }
}

/// What a link to the editor leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Link {
    /// The editor.
    Editor(Intent),
    /// The host has no profile with this UUID.
    Unknown(String),
    /// Nothing that can be read.
    None,
}

/// Reads a part of the address. An older UUID leads to the profile that has taken its place: a link stays good after an edit.
pub fn read(place: &str, profiles: &ProfileIndex) -> Link {
    if place == "new" {
        return Link::Editor(Intent::New);
    }
    let Some((uuid, act)) = place.rsplit_once('/') else { return Link::None };
    let intent = match act {
        "edit" => Intent::Edit,
        "copy" => Intent::Duplicate,
        _ => return Link::None,
    };
    let Some(uuid) = decoded(uuid) else { return Link::None };
    let is_current = |it: &&Profile| profile::same(&it.uuid, &uuid);
    let was = |it: &&Profile| it.superseded.iter().any(|older| profile::same(older, &uuid));
    match profiles.iter().find(is_current).or_else(|| profiles.iter().find(was)) {
        Some(profile) => Link::Editor(intent(profile.clone())),
        None => Link::Unknown(uuid),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_the_newest_version() {
        let profile =
            Profile { uuid: "B/1".into(), superseded: vec!["A".into()], ..Profile::default() };
        let profiles = ProfileIndex::new(vec![profile.clone()]);
        let edit = Intent::Edit(profile.clone());
        assert_eq!(edit.place(), "B%2F1/edit");
        assert_eq!(read(&edit.place(), &profiles), Link::Editor(edit.clone()));
        assert_eq!(read("A/edit", &profiles), Link::Editor(edit));
        let copy = Intent::Duplicate(profile);
        assert_eq!(read(&copy.place(), &profiles), Link::Editor(copy));
        assert_eq!(read("new", &profiles), Link::Editor(Intent::New));
        assert_eq!(read("C/edit", &profiles), Link::Unknown("C".into()));
        for text in ["", "old", "/edit", "A/delete", "%FF/edit"] {
            assert_eq!(read(text, &profiles), Link::None, "{text}");
        }
    }
}
