//! What the person sees who sets a device up with a profile. The rules decide all of it. It must never judge.

mod record;

pub use record::{device_of, profile_of};
