//! Small pieces that several surfaces use. A widget knows nothing of devices, profiles or the host.

mod banner;
mod dialog;
mod el;
mod field;

pub use banner::{BannerKind, banner, button, sentence, skeleton, table};
pub use dialog::{Dialog, DialogRole};
pub use el::{DomEvent, El, el, fragment, is_checked, key_of, tag};
pub use field::{Checkbox, FieldNote, NoteKind, TextField, field, note};
