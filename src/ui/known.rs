//! What the page knows of the host's list of devices. The fleet reads it; others look devices up in it. It must never read
//! anything itself.

use host::Device;

/// How far the list is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// So many of so many devices are known, and more are coming.
    Reading(u32, Option<u32>),
    /// All devices are known.
    Whole,
    /// Some are known. The rest, of a list of so many, is read on request only.
    Part(Option<u32>),
}

/// A device that somebody has named by its serial number.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// The host's record.
    Device(Box<Device>),
    /// The host does not have it. Maybe another serial number was meant.
    Nothing(Option<String>),
}

/// The list of devices as far as it is known.
pub trait KnownDevices {
    /// How far the list is known.
    fn list(&self) -> List;
    /// The device that a serial number in its normal form means. Certain only when the list is known as a whole.
    fn meant(&self, serial: &str) -> Found;
    /// Reads a long list too.
    fn read_all(&self);
    /// Reads everything again.
    fn read_again(&self);
}
