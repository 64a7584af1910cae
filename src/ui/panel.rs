//! The device panel: the profile, the enrollment and the checklist of one device in one surface, at the side of the list or,
//! for the enrollment alone, as a dialog. It must never open a dialog above itself.

mod component;
mod fields;
mod foot;
mod head;
mod profile;
mod props;
mod run;
pub mod state;
mod view;

pub use component::DevicePanel;
pub use props::{Frame, Neighbour, PanelProps, Start};
