//! The choice of a profile by one field: its name, or a UUID that is pasted. Pure. It must never choose a profile that the
//! admin has not named.

use crate::combobox::{Key, Offer};
use crate::format::lower;
use crate::load::Load;
use crate::profile_index::ProfileIndex;
use host::Profile;
use rules::{Checked, ProfileUuid, profile};

/// Profiles offered at once.
const OFFERED: usize = 50;

/// The field "Profile".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// The text in it.
    pub typed: String,
    /// UUID of the profile taken from the list, as the host wrote it; empty when the text counts.
    pub picked: String,
    /// The state of the list.
    pub offer: Offer,
    /// Whether the field was left, or the job tried, since the last key. Only then is an unfinished text a mistake.
    pub left: bool,
}

/// The profile that the field means.
#[derive(Debug, PartialEq)]
pub enum Meant<'a> {
    /// None, or nobody can tell which.
    Nothing,
    /// This one.
    Listed(&'a Profile),
    /// The present version of the profile whose older UUID was pasted.
    Successor(&'a Profile),
    /// A UUID that the host does not list, in its normal form.
    Unlisted(ProfileUuid),
}

impl Choice {
    /// The field with a profile taken.
    pub fn of(profile: &Profile) -> Choice {
        Choice {
            typed: profile.name.clone(),
            picked: profile.uuid.clone(),
            left: true,
            ..Choice::default()
        }
    }

    /// The text as a UUID, with everything that is odd about it.
    pub fn as_uuid(&self) -> Checked<ProfileUuid> {
        profile::check(&self.typed)
    }

    /// The profile that the field means.
    pub fn meant<'a>(&self, profiles: &'a Load<ProfileIndex>) -> Meant<'a> {
        let text = self.typed.trim();
        if text.is_empty() {
            return Meant::Nothing;
        }
        let Some(profiles) = profiles.ready() else {
            return self.as_uuid().value.map_or(Meant::Nothing, Meant::Unlisted);
        };
        // A host may give its profiles names that are no UUIDs.
        let uuid = if self.picked.is_empty() { text } else { &self.picked };
        if let Some(profile) = profiles.iter().find(|profile| profile.uuid == uuid) {
            return Meant::Listed(profile);
        }
        let checked = self.as_uuid();
        if let Some(uuid) = &checked.value {
            if let Some(profile) = profiles.current(uuid) {
                return Meant::Listed(profile);
            }
            if let Some(profile) = profiles.successor(uuid) {
                return Meant::Successor(profile);
            }
        }
        let lower = lower(text);
        let mut named = profiles.iter().filter(|profile| fold(&profile.name) == lower);
        match (named.next(), named.next()) {
            (Some(profile), None) => Meant::Listed(profile),
            (Some(_), Some(_)) => Meant::Nothing,
            // A name that is still being typed may have the form of an odd UUID.
            (None, _) => match checked.value {
                Some(uuid) if is_hex32(&uuid) => Meant::Unlisted(uuid),
                _ => Meant::Nothing,
            },
        }
    }

    /// The profiles to offer for the text: those whose name has it, or whose UUID starts with it; all before a key.
    pub fn options<'a>(&self, profiles: &'a Load<ProfileIndex>) -> Vec<&'a Profile> {
        let all = profiles.ready().map_or(&[][..], |profiles| profiles);
        let text = if self.picked.is_empty() { fold(&self.typed) } else { String::new() };
        let uuid = lower(&profile::normal(&self.typed));
        let fits = |one: &&Profile| {
            fold(&one.name).contains(&text)
                || (!uuid.is_empty() && lower(&profile::normal(&one.uuid)).starts_with(&uuid))
        };
        all.iter().filter(fits).take(OFFERED).collect()
    }

    /// The admin typed.
    pub fn type_text(&mut self, text: String, profiles: &Load<ProfileIndex>) {
        self.typed = text;
        self.picked.clear();
        self.left = false;
        let options = self.options(profiles).len();
        let named = !self.typed.trim().is_empty();
        // A list with nothing but what is meant already would only hide the button.
        let nothing_new = options == 1 && self.meant(profiles) != Meant::Nothing;
        self.offer = Offer { open: named && options > 0 && !nothing_new, active: None };
    }

    /// A key with a meaning of its own.
    pub fn key(&mut self, key: Key, profiles: &Load<ProfileIndex>) {
        match key {
            Key::Down | Key::Up => {
                let count = self.options(profiles).len();
                self.offer.step(key == Key::Down, count);
            }
            Key::Press => self.offer.open = !self.options(profiles).is_empty(),
            Key::Escape => self.offer = Offer::default(),
            Key::Enter => {
                if let Some(index) = self.offer.chosen() {
                    self.choose(index, profiles);
                }
            }
        }
    }

    /// An option was taken.
    pub fn choose(&mut self, index: usize, profiles: &Load<ProfileIndex>) {
        if let Some(profile) = self.options(profiles).get(index) {
            *self = Choice::of(profile);
        }
    }

    /// The field was left.
    pub fn leave(&mut self) {
        self.left = true;
        self.offer = Offer::default();
    }
}

/// Whether a UUID has Apple's form, so that it is no name.
fn is_hex32(uuid: &ProfileUuid) -> bool {
    let uuid = uuid.as_str();
    uuid.len() == 32 && uuid.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn fold(text: &str) -> String {
    lower(text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAFF: &str = "A1F0C3D2E4B5968778695A4B3C2D1E0F";
    const OLD: &str = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";

    fn listed() -> Load<ProfileIndex> {
        let profile = |uuid: &str, name: &str, old: &str| Profile {
            uuid: uuid.to_owned(),
            name: name.to_owned(),
            superseded: vec![old.to_owned()],
            ..Profile::default()
        };
        Load::Ready(ProfileIndex::new(vec![
            profile(STAFF, "Staff iPads", OLD),
            profile("B7E151628AED2A6ABF7158809CF4F3C7", "Shop floor", ""),
            profile("profile_1", "Twice", ""),
            profile("profile_2", "Twice", ""),
            profile("C7E151628AED2A6ABF7158809CF4F3C7", "École Ünit", ""),
        ]))
    }

    fn typed(text: &str) -> (Choice, Load<ProfileIndex>) {
        let profiles = listed();
        let mut choice = Choice::default();
        choice.type_text(text.to_owned(), &profiles);
        (choice, profiles)
    }

    /// The name of the profile that a text means, with its way.
    fn meant(text: &str) -> String {
        let (choice, profiles) = typed(text);
        match choice.meant(&profiles) {
            Meant::Nothing => "nothing".to_owned(),
            Meant::Listed(profile) => profile.uuid.clone(),
            Meant::Successor(profile) => format!("now {}", profile.uuid),
            Meant::Unlisted(uuid) => format!("unlisted {}", uuid.as_str()),
        }
    }

    #[test]
    fn a_name_or_a_uuid_in_one_field_means_the_profile() {
        for (text, profile) in [
            ("Staff iPads", STAFF),
            (" staff ipads ", STAFF),
            ("{a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f}", STAFF),
            ("profile_2", "profile_2"),
            ("éCOLE üNIT", "C7E151628AED2A6ABF7158809CF4F3C7"),
        ] {
            assert_eq!(meant(text), profile, "{text:?}");
        }
        assert_eq!(meant(OLD), format!("now {STAFF}"), "an older version means the present one");
        let other = "0".repeat(32);
        assert_eq!(meant(&other), format!("unlisted {other}"));
    }

    #[test]
    fn a_name_that_is_not_finished_or_not_unique_means_no_profile() {
        for text in ["", "  ", "Staff", "Twice", "Shop floor!", "profile_3", "42", "A1F0C3D2"] {
            assert_eq!(meant(text), "nothing", "{text:?}");
        }
    }

    #[test]
    fn without_a_list_only_a_uuid_can_be_meant() {
        for profiles in [Load::Loading, Load::Failed(host::HostError::of(host::Kind::Absent))] {
            let mut choice = Choice::default();
            choice.type_text("Staff iPads!".to_owned(), &profiles);
            assert_eq!(choice.meant(&profiles), Meant::Nothing);
            choice.type_text("42".to_owned(), &profiles);
            assert!(matches!(choice.meant(&profiles), Meant::Unlisted(_)));
        }
    }

    #[test]
    fn the_list_follows_the_text_and_shows_everything_before_a_key() {
        let count = |text: &str| {
            let (choice, profiles) = typed(text);
            (choice.offer.open, choice.options(&profiles).len())
        };
        assert_eq!(count(""), (false, 5));
        assert_eq!(count("f"), (true, 2));
        assert_eq!(count("a1f0-c3"), (true, 1));
        assert_eq!(count("staff ipads"), (false, 1), "the list has nothing new");
        assert_eq!(count("ünit"), (true, 1));
        assert_eq!(count("none of them"), (false, 0));
    }

    #[test]
    fn a_press_into_the_field_shows_all_profiles_to_those_who_know_no_name() {
        let (mut choice, profiles) = typed("");
        choice.key(Key::Press, &profiles);
        assert_eq!(
            (choice.offer, choice.options(&profiles).len()),
            (Offer { open: true, active: None }, 5)
        );
        choice.choose(1, &profiles);
        assert_eq!((choice.typed.as_str(), choice.offer.open), ("Shop floor", false));
        choice.key(Key::Press, &Load::Loading);
        assert!(!choice.offer.open, "nothing to show");
    }

    #[test]
    fn arrows_choose_and_a_key_after_it_is_another_choice() {
        let (mut choice, profiles) = typed("");
        choice.key(Key::Down, &profiles);
        choice.key(Key::Down, &profiles);
        choice.key(Key::Enter, &profiles);
        assert_eq!((choice.typed.as_str(), choice.offer.open), ("Shop floor", false));
        choice.key(Key::Down, &profiles);
        assert_eq!(choice.options(&profiles).len(), 5, "another one can be taken");
        choice.type_text("Staff".to_owned(), &profiles);
        assert_eq!(choice.meant(&profiles), Meant::Nothing, "the one before is dropped");
    }
}
