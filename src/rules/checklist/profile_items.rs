//! The four items about the profile. Each `match` is the decision table of its item: the first line that fits decides, and
//! the compiler refuses a table that forgets a case. A line whose cause is another item's names that item: "assigned" without
//! a profile, "current" on an older version and where the profiles could not be read. It must never read a flag of a profile
//! that the device is not on.

use super::facts::Lineage::{Current, Superseded};
use super::facts::Status::{Assigned, Empty, Missing, Other, Pushed, Removed};
use super::facts::{Facts, Lineage, ProfileFacts};
use super::item::ItemId;
use super::reason::{Reason, fail, not_applicable, pass, unknown, warning};
use crate::system::Enforcement;

/// Item 1: the profile is supervised, where policies need it.
pub(super) fn supervised(facts: &Facts) -> Reason {
    match (facts.assignment(), facts.dep_policies, facts.supervision()) {
        (Current(profile @ ProfileFacts { supervised: Some(true), .. }), ..) => {
            pass!("checklist.supervised.on", Profiles).about(profile)
        }
        (_, Some(false), _) => not_applicable!("checklist.supervised.not-needed", Person),
        (Lineage::None, ..) => unknown!("checklist.supervised.no-profile", Device, AssignProfile)
            .because(ItemId::Assigned),
        (_, _, Enforcement::Enforced { version, since }) => {
            not_applicable!("checklist.supervised.forced", Person)
                .with("version", version.as_str())
                .with("since", since)
        }
        (Superseded(Some(_)), ..) => {
            unknown!("checklist.supervised.superseded", Profiles, Reassign).because(ItemId::Current)
        }
        (Superseded(None), ..) => {
            unknown!("checklist.supervised.superseded", Profiles, AssignProfile)
                .because(ItemId::Current)
        }
        (Lineage::Unknown, ..) => {
            unknown!("checklist.supervised.unread", Profiles, Refresh, confirmable)
                .because(ItemId::Current)
        }
        (Current(profile @ ProfileFacts { supervised: None, .. }), ..) => {
            unknown!("checklist.supervised.not-said", Profiles, Confirm, confirmable).about(profile)
        }
        (Current(profile), _, Enforcement::VersionUnknown { since }) => {
            unknown!("checklist.supervised.version-unknown", Device, Confirm, confirmable)
                .about(profile)
                .with("since", since)
        }
        (Current(profile), _, Enforcement::SystemUnknown) => {
            unknown!("checklist.supervised.platform-unknown", Device, Confirm, confirmable)
                .about(profile)
        }
        (Current(profile), _, Enforcement::No) => {
            fail!("checklist.supervised.off", Profiles, AssignProfile).about(profile)
        }
    }
}

/// Item 2: in a first test round the profile is not mandatory.
pub(super) fn mandatory(facts: &Facts) -> Reason {
    match (facts.test_round, facts.assignment(), facts.obligation()) {
        (false, ..) => not_applicable!("checklist.mandatory.not-test-round", Person),
        (_, Lineage::None, _) => unknown!("checklist.mandatory.no-profile", Device, AssignProfile)
            .because(ItemId::Assigned),
        (_, _, Enforcement::Enforced { version, since }) => {
            warning!("checklist.mandatory.forced", Person)
                .with("version", version.as_str())
                .with("since", since)
        }
        (_, Superseded(Some(_)), _) => {
            unknown!("checklist.mandatory.superseded", Profiles, Reassign).because(ItemId::Current)
        }
        (_, Superseded(None), _) => {
            unknown!("checklist.mandatory.superseded", Profiles, AssignProfile)
                .because(ItemId::Current)
        }
        (_, Lineage::Unknown, _) => {
            unknown!("checklist.mandatory.unread", Profiles, Refresh, confirmable)
                .because(ItemId::Current)
        }
        (_, Current(profile @ ProfileFacts { mandatory: None, .. }), _) => {
            unknown!("checklist.mandatory.not-said", Profiles, Confirm, confirmable).about(profile)
        }
        (_, Current(profile @ ProfileFacts { mandatory: Some(true), .. }), _) => {
            fail!("checklist.mandatory.on", Profiles, AssignProfile).about(profile)
        }
        (_, Current(profile), Enforcement::VersionUnknown { since }) => {
            warning!("checklist.mandatory.version-unknown", Device)
                .about(profile)
                .with("since", since)
        }
        (_, Current(profile), Enforcement::No | Enforcement::SystemUnknown) => {
            pass!("checklist.mandatory.off", Profiles).about(profile)
        }
    }
}

/// Item 3: after an edit of the profile the device was reassigned to the new UUID.
pub(super) fn current(facts: &Facts) -> Reason {
    match (&facts.status, &facts.lineage) {
        (Empty, _) | (_, Lineage::None) => {
            not_applicable!("checklist.current.no-profile", Device)
        }
        (Removed, _) => {
            fail!("checklist.current.removed", Device, AssignProfile).because(ItemId::Assigned)
        }
        (_, Current(profile)) => pass!("checklist.current.current", Profiles).about(profile),
        (Pushed, Superseded(Some(successor))) => {
            fail!("checklist.current.superseded-pushed", Profiles, Reassign).about(successor)
        }
        (_, Superseded(Some(successor))) => {
            fail!("checklist.current.superseded", Profiles, Reassign).about(successor)
        }
        (Pushed, Superseded(None)) => {
            fail!("checklist.current.unlisted-pushed", Profiles, AssignProfile)
        }
        (_, Superseded(None)) => fail!("checklist.current.unlisted", Profiles, AssignProfile),
        (_, Lineage::Unknown) => {
            unknown!("checklist.current.unread", Profiles, Refresh, confirmable)
        }
    }
}

/// Item 4: a profile is assigned.
pub(super) fn assigned(facts: &Facts) -> Reason {
    match (&facts.status, &facts.lineage) {
        (Empty, _) => fail!("checklist.assigned.empty", Device, AssignProfile),
        (Removed, _) => fail!("checklist.assigned.removed", Device, AssignProfile),
        (Missing, _) => {
            unknown!("checklist.assigned.no-status", Device, Refresh, confirmable)
        }
        (Other(word), _) => {
            unknown!("checklist.assigned.strange-status", Device, Refresh, confirmable)
                .with("status", word)
        }
        (Assigned | Pushed, Lineage::None) => {
            unknown!("checklist.assigned.no-uuid", Device, Refresh, confirmable)
                .with("status", facts.status.word())
        }
        (Assigned, _) => pass!("checklist.assigned.assigned", Device),
        (Pushed, Current(profile)) => pass!("checklist.assigned.pushed", Device).about(profile),
        (Pushed, Superseded(Some(_))) => {
            fail!("checklist.assigned.pushed-superseded", Device, Reassign).because(ItemId::Current)
        }
        (Pushed, Superseded(None)) => {
            fail!("checklist.assigned.pushed-superseded", Device, AssignProfile)
                .because(ItemId::Current)
        }
        (Pushed, Lineage::Unknown) => {
            unknown!("checklist.assigned.pushed-unread", Profiles, Refresh, confirmable)
                .because(ItemId::Current)
        }
    }
}
