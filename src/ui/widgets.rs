//! Small pieces that several surfaces use. A widget knows nothing of devices, profiles or the host.

mod banner;
mod dialog;
mod field;

pub use banner::{BannerKind, banner, button, error_banner, read_only, sentence, skeleton};
pub use dialog::{CloseSource, Dialog, DialogRole};
pub use field::{Checkbox, FieldNote, NoteKind, TextField, note};
