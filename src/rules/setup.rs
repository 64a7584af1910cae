//! What a profile of Apple's Device Enrollment Program does to the person who sets a device up: the limits that Apple refuses a
//! profile for, the settings as they take effect on a device, and the panes of Setup Assistant.
//!
//! It must never judge a field of a profile that it does not know, and never take a note for an error: only what Apple's
//! servers refuse is one.

mod catalogue;
mod check;
mod flags;
mod locales;
mod panes;
mod preview;
mod profile;
mod skips;
mod versions;

pub use catalogue::{ENGLISH, SENTENCES, english, title};
pub use check::check;
pub use flags::{EffectiveFlag, Flag, effective_flags};
pub use panes::{Mark, PANES, Pane, Span, panes};
pub use preview::{Agent, Note, Owner, PaneState, Preview, Shown, SignIn, preview};
pub use profile::{Device, Profile, Remark};
pub use skips::{KeyState, SkipKey};
pub use versions::versions;
