//! The English sentences of this module's codes. They are apart from those of the checks, because `dep-enroll/validate` has no
//! use for them. It must never decide anything.

use crate::catalogue::template;
use crate::prelude::*;

/// The codes of profiles, flags, panes and keys with their templates, and the titles of the panes.
pub const ENGLISH: &str = include_str!("english.txt");

/// The same, and those of values that cannot be read: all that a module needs which only knows profiles.
pub const SENTENCES: &str =
    concat!(include_str!("english.txt"), include_str!("../catalogue/input.txt"));

/// The template of a code of this module.
///
/// ```
/// assert!(rules::setup::english("flag.mandatory.forced").is_some_and(|text| text.contains("{since}")));
/// assert_eq!(rules::setup::english("serial.empty"), None);
/// ```
pub fn english(code: &str) -> Option<&'static str> {
    template(ENGLISH, code)
}

/// The code of the title of a pane.
///
/// ```
/// assert_eq!(rules::setup::english(&rules::setup::title("AppleID")), Some("Apple Account"));
/// ```
pub fn title(pane: &str) -> String {
    "title.".to_owned() + pane
}

/// A code of this module. A code without a sentence in [`ENGLISH`] does not compile.
macro_rules! code {
    ($code:literal) => {
        const { $crate::catalogue::known_in($crate::setup::ENGLISH, $code) }
    };
}
pub(super) use code;
