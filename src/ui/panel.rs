//! The device panel: the profile, the enrollment and the checklist of one device in one surface.
//! It must never open a dialog above itself.

mod component;
mod props;

pub use component::DevicePanel;
pub use props::{Neighbour, PanelProps, Start};
