//! Events for the host page. Each is about something that the admin did and that the host has confirmed, except that a call
//! may find the session lost.

use rules::Draft;

/// Something that happened by the admin's hand and that the host page may want to know.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The host's record shows an enrollment that was saved here.
    EnrollmentSaved {
        /// Serial number of the device.
        serial: String,
        /// The fields as stored.
        draft: Draft,
    },
    /// A device was assigned to a profile and read back.
    ProfileAssigned {
        /// Serial number of the device.
        serial: String,
        /// UUID of the profile.
        uuid: String,
    },
    /// An assignment was removed and the device read back.
    ProfileRemoved {
        /// Serial number of the device.
        serial: String,
    },
    /// A dialog asks to close; the host page may prevent it.
    DialogClose {
        /// Serial number of the device.
        serial: String,
        /// Whether an enrollment was saved in it.
        saved: bool,
    },
    /// The admin has gone to another place of the page: a tab, a filter, a page of the list, a device.
    Navigate {
        /// The place as text, see [`crate::route`].
        state: String,
        /// Whether it takes the place of the one before it in the history.
        replace: bool,
    },
    /// A call found the session lost.
    SessionLost,
    /// The first call after a lost session has succeeded.
    SessionRestored,
}
