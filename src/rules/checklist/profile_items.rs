//! Items 1 to 4: what the profile of a device says, and whether the device really has it. It must never judge a device
//! by the flags of a profile that it is not on.

use super::evaluate::{Judgement, Reason, judge};
use super::{Facts, Fix, Lineage, ProfileFacts, Source, Status};
use crate::text;
use crate::version::Version;

/// The first version of iOS and iPadOS in which Apple supervises every such device and makes enrollment mandatory,
/// whatever the profile says.
const FORCED_SINCE: u64 = 13;

/// The profile that a device is on.
enum Held<'a> {
    Nothing,
    Current(&'a ProfileFacts),
    Old(Option<&'a ProfileFacts>),
    Unread,
}

/// A UUID may stand in the record of a device whose assignment was removed, so the status has the last word.
fn held(facts: &Facts) -> Held<'_> {
    if matches!(facts.status, Status::Empty | Status::Removed) {
        return Held::Nothing;
    }
    match &facts.lineage {
        Lineage::None => Held::Nothing,
        Lineage::Current(profile) => Held::Current(profile),
        Lineage::Superseded(successor) => Held::Old(successor.as_ref()),
        Lineage::Unknown => Held::Unread,
    }
}

/// The platforms as far as the two flags differ on them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Platform {
    /// iOS and iPadOS.
    Mobile,
    Mac,
    /// Another one that the record names, such as tvOS.
    Other,
    /// The record names none.
    Unnamed,
}

fn platform(facts: &Facts) -> Platform {
    match text::trim(&facts.os).to_ascii_lowercase().as_str() {
        "ios" | "ipados" => Platform::Mobile,
        "osx" | "macos" | "mac os x" | "os x" => Platform::Mac,
        "" => Platform::Unnamed,
        _ => Platform::Other,
    }
}

/// The OS version, when Apple forces both flags on it.
fn forced(facts: &Facts) -> Option<&Version> {
    let version = facts.os_version.as_ref()?;
    (platform(facts) == Platform::Mobile && *version >= Version::of(&[FORCED_SINCE]))
        .then_some(version)
}

/// Item 1: the profile is supervised, where policies need it.
pub(super) fn supervised(facts: &Facts) -> Judgement {
    let held = held(facts);
    match held {
        Held::Nothing => {
            return judge!(unknown(
                "checklist.supervised.no-profile",
                Source::Device,
                Fix::AssignProfile
            ));
        }
        Held::Current(profile) if profile.supervised == Some(true) => {
            return judge!(pass("checklist.supervised.on", Source::Profiles))
                .with("profile", &profile.name);
        }
        _ => {}
    }
    if facts.dep_policies == Some(false) {
        return judge!(not_applicable("checklist.supervised.not-needed", Source::Person));
    }
    if let Some(version) = forced(facts) {
        return judge!(not_applicable("checklist.supervised.forced", Source::Person))
            .with("version", &version.text());
    }
    match held {
        Held::Current(profile) => unsupervised(facts, profile).with("profile", &profile.name),
        Held::Old(Some(_)) => {
            judge!(unknown("checklist.supervised.superseded", Source::Profiles, Fix::Reassign))
        }
        Held::Old(None) => {
            judge!(unknown("checklist.supervised.superseded", Source::Profiles, Fix::AssignProfile))
        }
        Held::Nothing | Held::Unread => judge!(
            unknown("checklist.supervised.unread", Source::Profiles, Fix::Refresh).confirmable()
        ),
    }
}

/// Item 1 for a profile that is not supervised, or of which nobody knows: whether that matters depends on the platform and
/// its version.
fn unsupervised(facts: &Facts, profile: &ProfileFacts) -> Judgement {
    if profile.supervised.is_none() {
        return judge!(
            unknown("checklist.supervised.not-said", Source::Profiles, Fix::Confirm).confirmable()
        );
    }
    match (platform(facts), &facts.os_version) {
        (Platform::Mobile, None) => judge!(
            unknown("checklist.supervised.version-unknown", Source::Device, Fix::Confirm)
                .confirmable()
        ),
        (Platform::Other | Platform::Unnamed, _) => judge!(
            unknown("checklist.supervised.platform-unknown", Source::Device, Fix::Confirm)
                .confirmable()
        ),
        (Platform::Mobile | Platform::Mac, _) => {
            judge!(fail("checklist.supervised.off", Source::Profiles, Fix::AssignProfile))
        }
    }
}

/// Item 2: in a first test round the profile is not mandatory.
pub(super) fn mandatory(facts: &Facts) -> Judgement {
    if !facts.test_round {
        return judge!(not_applicable("checklist.mandatory.not-test-round", Source::Person));
    }
    let held = held(facts);
    if matches!(held, Held::Nothing) {
        return judge!(unknown(
            "checklist.mandatory.no-profile",
            Source::Device,
            Fix::AssignProfile
        ));
    }
    if let Some(version) = forced(facts) {
        return judge!(warning("checklist.mandatory.forced", Source::Person))
            .with("version", &version.text());
    }
    match held {
        Held::Current(profile) => unforced(facts, profile).with("profile", &profile.name),
        Held::Old(Some(_)) => {
            judge!(unknown("checklist.mandatory.superseded", Source::Profiles, Fix::Reassign))
        }
        Held::Old(None) => {
            judge!(unknown("checklist.mandatory.superseded", Source::Profiles, Fix::AssignProfile))
        }
        Held::Nothing | Held::Unread => judge!(
            unknown("checklist.mandatory.unread", Source::Profiles, Fix::Refresh).confirmable()
        ),
    }
}

/// Item 2 where the profile decides: what it says, and whether the platform may overrule it all the same.
fn unforced(facts: &Facts, profile: &ProfileFacts) -> Judgement {
    match (profile.mandatory, platform(facts), &facts.os_version) {
        (None, _, _) => judge!(
            unknown("checklist.mandatory.not-said", Source::Profiles, Fix::Confirm).confirmable()
        ),
        (Some(true), _, _) => {
            judge!(fail("checklist.mandatory.on", Source::Profiles, Fix::AssignProfile))
        }
        (Some(false), Platform::Mobile, None) | (Some(false), Platform::Unnamed, _) => {
            judge!(warning("checklist.mandatory.version-unknown", Source::Device))
        }
        (Some(false), _, _) => judge!(pass("checklist.mandatory.off", Source::Profiles)),
    }
}

/// Item 3: after an edit of the profile the device was reassigned to the new UUID.
pub(super) fn current(facts: &Facts) -> Judgement {
    let pushed = facts.status == Status::Pushed;
    match &facts.lineage {
        Lineage::None => judge!(not_applicable("checklist.current.no-profile", Source::Device)),
        _ if facts.status == Status::Empty => {
            judge!(not_applicable("checklist.current.no-profile", Source::Device))
        }
        _ if facts.status == Status::Removed => {
            judge!(fail("checklist.current.removed", Source::Device, Fix::AssignProfile))
        }
        Lineage::Current(profile) => judge!(pass("checklist.current.current", Source::Profiles))
            .with("profile", &profile.name),
        Lineage::Superseded(Some(successor)) => {
            let judgement = if pushed {
                judge!(fail("checklist.current.superseded-pushed", Source::Profiles, Fix::Reassign))
            } else {
                judge!(fail("checklist.current.superseded", Source::Profiles, Fix::Reassign))
            };
            judgement.with("profile", &successor.name)
        }
        Lineage::Superseded(None) if pushed => {
            judge!(fail("checklist.current.unlisted-pushed", Source::Profiles, Fix::AssignProfile))
        }
        Lineage::Superseded(None) => {
            judge!(fail("checklist.current.unlisted", Source::Profiles, Fix::AssignProfile))
        }
        Lineage::Unknown => judge!(
            unknown("checklist.current.unread", Source::Profiles, Fix::Refresh).confirmable()
        ),
    }
}

/// Item 4: a profile is assigned.
pub(super) fn assigned(facts: &Facts) -> Judgement {
    match (&facts.status, &facts.lineage) {
        (Status::Empty, _) => {
            judge!(fail("checklist.assigned.empty", Source::Device, Fix::AssignProfile))
        }
        (Status::Removed, _) => {
            judge!(fail("checklist.assigned.removed", Source::Device, Fix::AssignProfile))
        }
        (Status::Assigned | Status::Pushed, Lineage::None) => judge!(
            unknown("checklist.assigned.no-uuid", Source::Device, Fix::Refresh).confirmable()
        )
        .with("status", facts.status.word()),
        (Status::Assigned, _) => judge!(pass("checklist.assigned.assigned", Source::Device)),
        (Status::Pushed, Lineage::Current(profile)) => {
            judge!(pass("checklist.assigned.pushed", Source::Device)).with("profile", &profile.name)
        }
        (Status::Pushed, Lineage::Superseded(Some(_))) => {
            judge!(fail("checklist.assigned.pushed-superseded", Source::Device, Fix::Reassign))
        }
        (Status::Pushed, Lineage::Superseded(None)) => {
            judge!(fail("checklist.assigned.pushed-superseded", Source::Device, Fix::AssignProfile))
        }
        (Status::Pushed, Lineage::Unknown) => judge!(
            unknown("checklist.assigned.pushed-unread", Source::Profiles, Fix::Refresh)
                .confirmable()
        ),
        (Status::Missing, _) => judge!(
            unknown("checklist.assigned.no-status", Source::Device, Fix::Refresh).confirmable()
        ),
        (Status::Other(word), _) => judge!(
            unknown("checklist.assigned.strange-status", Source::Device, Fix::Refresh)
                .confirmable()
        )
        .with("status", word),
    }
}
