//! What can be planned for many devices, and for which. It must never say more about a device than its serial number, unless
//! the list shows it.

use crate::fleet::intern::Texts;
use crate::runs::plan::Kind;
use crate::shared::SharedContext;
use host::{Client, Device, Part};
use std::rc::Rc;

/// What is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Assign a profile.
    Assign,
    /// Change enrollments.
    Enrollment,
    /// Remove the assignments.
    Remove,
}

impl Action {
    /// All of them, in the order of their buttons.
    pub const ALL: [Action; 3] = [Action::Assign, Action::Enrollment, Action::Remove];

    /// The code of its button.
    pub fn button(self) -> &'static str {
        match self {
            Action::Assign => "bulk.assign",
            Action::Enrollment => "bulk.enrollment",
            Action::Remove => "bulk.remove",
        }
    }

    /// The code of the dialog's title, with the number of devices.
    pub fn title(self) -> &'static str {
        match self {
            Action::Assign => "bulk.assign.title",
            Action::Enrollment => "bulk.enrollment.title",
            Action::Remove => "bulk.remove.title",
        }
    }

    /// The code of the button that starts it, with the number of devices that change.
    pub fn start(self) -> &'static str {
        match self {
            Action::Assign => "bulk.assign.start",
            Action::Enrollment => "bulk.enrollment.start",
            Action::Remove => "bulk.remove.start",
        }
    }

    /// What the run is for.
    pub fn kind(self) -> Kind {
        match self {
            Action::Assign => Kind::Assign,
            Action::Enrollment => Kind::Enrollment,
            Action::Remove => Kind::Remove,
        }
    }

    /// The code of the same button while nobody knows how many.
    pub fn verb(self) -> &'static str {
        match self {
            Action::Assign => "bulk.assign.verb",
            Action::Enrollment => "bulk.enrollment.verb",
            Action::Remove => "bulk.remove.verb",
        }
    }

    /// Whether the host can do it.
    pub fn is_offered(self, client: &Client) -> bool {
        let parts = match self {
            Action::Assign | Action::Remove => [Part::Assignment, Part::BulkAssignment],
            Action::Enrollment => [Part::Enrollment, Part::BulkEnrollment],
        };
        parts.into_iter().any(|part| client.offers(part))
    }
}

/// How the dialog of a plan ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Nothing was started.
    Closed,
    /// A run has started.
    Started,
    /// The admin goes to the import of a file.
    Import,
}

/// The devices of a plan, as they were selected.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// What is planned.
    pub action: Action,
    /// Their serial numbers.
    pub serials: Texts,
    /// Those that the list shows; the others have to be read.
    pub known: Vec<Rc<Device>>,
    /// Devices in the whole list, if anybody knows.
    pub total: Option<u32>,
}

impl Batch {
    /// The title of its dialog.
    pub fn title(&self, shared: &SharedContext) -> String {
        shared.texts.count(&shared.format, self.action.title(), self.serials.count())
    }
}
