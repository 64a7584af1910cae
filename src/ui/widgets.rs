//! Small pieces that several surfaces use. A widget knows nothing of devices, profiles or the host.

mod announcer;
mod banner;
mod el;
mod field;
mod heir;
mod icon;
pub mod layer;
mod marked;
mod menu;
mod modal;
mod segments;

pub use announcer::{Announcements, Announcer, Toast};
pub use banner::{BannerKind, banner, button, icon_button, sentence, skeleton, table};
pub use el::{
    DomEvent, El, el, focus, focus_target, fragment, is_checked, key_of, option, shift_of, tag,
};
pub use field::{Checkbox, FieldNote, NoteKind, TextField, field, note};
pub use heir::Heir;
pub use icon::{Icon, Tone, icon, mark};
pub use marked::{SAY, Urgency};
pub use menu::{Menu, MenuEnd, MenuEntry, MenuList, menu_button};
pub use modal::{Modal, ModalKey};
pub use segments::{Segment, segments};
