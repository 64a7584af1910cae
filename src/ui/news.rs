//! What a dialog tells its owner about a device, so that the owner's own view of the device is true. A dialog tells it also
//! when it is closed before the host has answered.

use crate::assign::job::Report;
use host::{Device, EnrollmentRecord};
use rules::Draft;
use std::rc::Rc;

/// News about one device.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// The record, as it was just read.
    Record(Box<Device>),
    /// A change of the profile ended.
    Profile(Rc<Report>),
    /// The host's record shows this enrollment, which was saved here.
    Saved(Draft),
    /// The host's record shows this enrollment, which was not saved here.
    Enrollment(EnrollmentRecord),
    /// An enrollment was sent, and nobody knows whether the host has stored it. `late`: the host may still do so.
    InDoubt {
        /// Whether reading again now may show too little.
        late: bool,
    },
}
