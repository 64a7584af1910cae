//! The steps of Setup Assistant to choose from, and the presets. It must never decide what a step does: `rules::setup` does.

use rules::setup::{Pane, panes};
use rules::system::System;

/// A ready-made choice of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// What a device of an organization needs nobody to decide.
    Recommended,
    /// Every step that can be skipped.
    All,
    /// No step.
    None,
}

impl Preset {
    /// All presets, in the order of the list.
    pub const ALL: [Preset; 3] = [Preset::Recommended, Preset::All, Preset::None];

    /// The word of the text `editor.preset.WORD`.
    pub fn word(self) -> &'static str {
        match self {
            Preset::Recommended => "recommended",
            Preset::All => "all",
            Preset::None => "none",
        }
    }
}

/// The steps that the recommended choice leaves to the user: what protects the device, what a person needs to use it at all, and
/// what only its user can decide.
const LEFT: [&str; 13] = [
    "Accessibility",
    "AccessibilityAppearance",
    "AppleID",
    "Biometric",
    "FileVault",
    "Keyboard",
    "Location",
    "Passcode",
    "SIMSetup",
    "SoftwareUpdate",
    "SpokenLanguage",
    "TapToSetup",
    "TermsOfAddress",
];

/// The systems, in the order of the list, each with the word of the text `editor.system.WORD`.
pub const SYSTEMS: [(System, &str); 4] =
    [(System::Ios, "ios"), (System::Mac, "mac"), (System::Tv, "tv"), (System::Vision, "vision")];

/// The steps that can be skipped, in the order in which a user may see them; of one system only, if that is wanted.
pub fn steps(system: Option<System>) -> impl Iterator<Item = (&'static str, Pane)> {
    let has = move |pane: &Pane| system.is_none_or(|system| pane.span(system).is_some());
    panes().filter(has).filter_map(|pane| Some((pane.key?, pane)))
}

/// The keys of a preset. Keys of the profile that no preset knows stay.
pub fn chosen(preset: Preset, present: &[String]) -> Vec<String> {
    let is_known = |key: &String| steps(None).any(|(known, _)| known == key);
    let mut keys: Vec<String> = present.iter().filter(|key| !is_known(key)).cloned().collect();
    let wanted = |key: &str, pane: Pane| match preset {
        Preset::None => false,
        Preset::All => true,
        Preset::Recommended => !LEFT.contains(&key) && is_alive(pane),
    };
    keys.extend(
        steps(None).filter(|(key, pane)| wanted(key, *pane)).map(|(key, _)| key.to_owned()),
    );
    keys
}

/// Whether the newest version of some system has the step.
fn is_alive(pane: Pane) -> bool {
    let spans = SYSTEMS.iter().filter_map(|(system, _)| pane.span(*system));
    spans.into_iter().any(|span| span.deprecated.is_none() && span.removed.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_in(keys: &[String], key: &str) -> bool {
        keys.iter().any(|known| known == key)
    }

    #[test]
    fn the_recommended_steps_are_apples_and_leave_what_only_a_user_can_decide() {
        for key in LEFT {
            assert!(steps(None).any(|(known, _)| known == key), "{key} is no key");
        }
        let keys = chosen(Preset::Recommended, &[]);
        for (key, skipped) in [
            ("Siri", true),
            ("TOS", true),
            ("Restore", true),
            ("Passcode", false),
            ("AppleID", false),
        ] {
            assert_eq!(is_in(&keys, key), skipped, "{key}");
        }
        assert!(!is_in(&keys, "DisplayTone"), "no system has this step any more");
        assert!(is_in(&keys, "Zoom"), "visionOS has it");
    }

    #[test]
    fn a_preset_leaves_keys_that_it_does_not_know() {
        let present = ["Registration".to_owned(), "Siri".to_owned(), "OwnStep".to_owned()];
        for preset in Preset::ALL {
            let keys = chosen(preset, &present);
            assert!(is_in(&keys, "Registration") && is_in(&keys, "OwnStep"), "{preset:?}");
        }
        assert_eq!(chosen(Preset::None, &present).len(), 2);
        assert_eq!(chosen(Preset::All, &[]).len(), steps(None).count());
    }

    #[test]
    fn each_system_has_steps_of_its_own() {
        let has = |system, key| steps(Some(system)).any(|(known, _)| known == key);
        assert!(has(System::Mac, "FileVault") && !has(System::Ios, "FileVault"));
        assert!(has(System::Tv, "ScreenSaver") && has(System::Vision, "Tips"));
    }
}
