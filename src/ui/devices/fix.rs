//! The one button of a row: the fix of the first cause that a row can mend. It must never judge a device.

use crate::fleet::{Cause, Verdict};
use crate::panel::Start;
use rules::checklist::{Fix, ItemId, Scope};

/// A way to mend a device, offered in its row.
#[derive(Clone, Debug, PartialEq)]
pub enum RowFix {
    /// Open the panel at this section.
    Open(Start),
    /// Assign the current version in place of this one's predecessor: its UUID.
    Reassign(String),
    /// Say that the device was reset.
    ConfirmReset,
    /// Read the device again.
    Refresh,
}

impl RowFix {
    /// The code of the button's text.
    pub fn code(&self) -> &'static str {
        match self {
            RowFix::Open(Start::Profile) => "devices.action.assign",
            RowFix::Open(Start::Enrollment) => "devices.action.enrollment",
            RowFix::Open(_) => "devices.action.checklist",
            RowFix::Reassign(_) => "devices.action.reassign",
            RowFix::ConfirmReset => "devices.action.reset",
            RowFix::Refresh => "devices.action.refresh",
        }
    }
}

/// The fix that the row offers; none for a ready device. `successor`: the UUID of the current version, when the device is on an
/// older one and the current one is known. A question about the server is asked once for all devices and never in a row.
pub fn row_fix(verdict: &Verdict, successor: Option<&str>) -> Option<RowFix> {
    verdict.causes.iter().find_map(|cause| fix_of(cause, successor))
}

fn fix_of(cause: &Cause, successor: Option<&str>) -> Option<RowFix> {
    match cause.fix {
        Some(Fix::AssignProfile) => Some(RowFix::Open(Start::Profile)),
        Some(Fix::Reassign) => Some(match successor {
            Some(uuid) => RowFix::Reassign(uuid.to_owned()),
            None => RowFix::Open(Start::Profile),
        }),
        Some(Fix::EditUser | Fix::EditAgent) => Some(RowFix::Open(Start::Enrollment)),
        Some(Fix::Refresh) => Some(RowFix::Refresh),
        Some(Fix::Confirm) | None if cause.confirmable && cause.scope == Scope::Server => None,
        Some(Fix::Confirm) | None if cause.confirmable && cause.item == ItemId::Reset => {
            Some(RowFix::ConfirmReset)
        }
        Some(Fix::Confirm) | None => Some(RowFix::Open(Start::Checklist)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rules::checklist::DeviceReadiness;

    fn cause(item: ItemId, fix: Option<Fix>, confirmable: bool, scope: Scope) -> Cause {
        Cause { item, code: "", fix, confirmable, scope, is_question: false }
    }

    fn button(causes: Vec<Cause>, successor: Option<&str>) -> Option<&'static str> {
        let verdict = Verdict { readiness: DeviceReadiness::ToDo, causes, checking: false };
        row_fix(&verdict, successor).map(|fix| fix.code())
    }

    #[test]
    fn the_row_offers_the_fix_of_its_first_cause() {
        let assign = || cause(ItemId::Assigned, Some(Fix::AssignProfile), false, Scope::Device);
        let user = || cause(ItemId::User, Some(Fix::EditUser), false, Scope::Device);
        let older = || cause(ItemId::Current, Some(Fix::Reassign), false, Scope::Device);
        let reset = || cause(ItemId::Reset, Some(Fix::Confirm), true, Scope::Device);
        let agent = || cause(ItemId::Agent, Some(Fix::Confirm), true, Scope::Server);
        let unset = || cause(ItemId::Agent, Some(Fix::EditAgent), false, Scope::Server);
        let strange = || cause(ItemId::Assigned, Some(Fix::Refresh), false, Scope::Device);
        let version = || cause(ItemId::Supervised, Some(Fix::Confirm), true, Scope::Profile);
        assert_eq!(button(vec![assign(), user()], None), Some("devices.action.assign"));
        assert_eq!(button(vec![user(), reset()], None), Some("devices.action.enrollment"));
        assert_eq!(button(vec![older()], Some("A1")), Some("devices.action.reassign"));
        assert_eq!(button(vec![older()], None), Some("devices.action.assign"), "to what?");
        assert_eq!(button(vec![reset()], None), Some("devices.action.reset"));
        assert_eq!(button(vec![unset()], None), Some("devices.action.enrollment"));
        assert_eq!(button(vec![strange()], None), Some("devices.action.refresh"));
        assert_eq!(button(vec![version()], None), Some("devices.action.checklist"));
        assert_eq!(button(vec![agent()], None), None, "asked once, above the list");
        assert_eq!(button(vec![agent(), reset()], None), Some("devices.action.reset"));
        assert_eq!(button(Vec::new(), None), None, "a ready device needs nothing");
    }
}
