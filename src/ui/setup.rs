//! What the person sees who sets a device up with a profile: pane by pane, as a list and on a drawn device, and the settings as
//! they take effect. The rules decide all of it. It must never judge, and never open a dialog above another one.
//!
//! [`SetupPreview`] is drawn from a profile as the rules take it, and follows every change of its properties. [`DeviceSetup`] and
//! [`SetupDialog`] read the profile from the host first.

mod choose;
mod device;
mod dialog;
mod disclosure;
mod flags;
mod glyphs;
mod list;
mod preview;
mod props;
mod reading;
mod record;
mod state;

pub use dialog::{SetupDialog, SetupDialogProps};
pub use disclosure::{DeviceSetup, DeviceSetupProps};
pub use flags::{flag_of, listed_flags, profile_flags, sentence};
pub use preview::SetupPreview;
pub use props::SetupProps;
pub use record::{device_of, profile_of};
