//! Items 1 to 4: what the profile of a device says, and whether the device really has it. It must never judge a device
//! by the flags of a profile that it is not on.

use super::evaluate::{Reason, reason};
use super::{Facts, Fix, Lineage, ProfileFacts, Source, Status};
use crate::report::{Params, put};
use crate::text;
use crate::version::Version;

/// The first version of iOS and iPadOS in which Apple supervises every such device and makes enrollment mandatory,
/// whatever the profile says.
const FORCED_SINCE: &str = "13";

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
    let os = text::trim(&facts.os);
    if text::is_one_of(os, &["ios", "ipados"]) {
        Platform::Mobile
    } else if text::is_one_of(os, &["osx", "macos", "mac os x", "os x"]) {
        Platform::Mac
    } else if os.is_empty() {
        Platform::Unnamed
    } else {
        Platform::Other
    }
}

/// The OS version, when Apple forces both flags on it.
fn forced(facts: &Facts) -> Option<&Version> {
    // An unknown version is below every other.
    let forced =
        platform(facts) == Platform::Mobile && facts.os_version >= Version::parse(FORCED_SINCE);
    facts.os_version.as_ref().filter(|_| forced)
}

/// Item 1: the profile is supervised, where policies need it.
pub(super) fn supervised(facts: &Facts, said: &mut Params) -> &'static Reason {
    let held = held(facts);
    match held {
        Held::Nothing => {
            return reason!(unknown(
                "checklist.supervised.no-profile",
                Source::Device,
                Fix::AssignProfile
            ));
        }
        Held::Current(profile) if profile.supervised == Some(true) => {
            put(said, "profile", &profile.name);
            return reason!(pass("checklist.supervised.on", Source::Profiles));
        }
        _ => {}
    }
    if facts.dep_policies == Some(false) {
        return reason!(not_applicable("checklist.supervised.not-needed", Source::Person));
    }
    if let Some(version) = forced(facts) {
        put(said, "version", &version.text());
        return reason!(not_applicable("checklist.supervised.forced", Source::Person));
    }
    match held {
        Held::Current(profile) => {
            put(said, "profile", &profile.name);
            unsupervised(facts, profile)
        }
        Held::Old(Some(_)) => {
            reason!(unknown("checklist.supervised.superseded", Source::Profiles, Fix::Reassign))
        }
        Held::Old(None) => {
            reason!(unknown(
                "checklist.supervised.superseded",
                Source::Profiles,
                Fix::AssignProfile
            ))
        }
        Held::Nothing | Held::Unread => reason!(
            unknown("checklist.supervised.unread", Source::Profiles, Fix::Refresh).confirmable()
        ),
    }
}

/// Item 1 for a profile that is not supervised, or of which nobody knows: whether that matters depends on the platform and
/// its version.
fn unsupervised(facts: &Facts, profile: &ProfileFacts) -> &'static Reason {
    if profile.supervised.is_none() {
        return reason!(
            unknown("checklist.supervised.not-said", Source::Profiles, Fix::Confirm).confirmable()
        );
    }
    match (platform(facts), &facts.os_version) {
        (Platform::Mobile, None) => reason!(
            unknown("checklist.supervised.version-unknown", Source::Device, Fix::Confirm)
                .confirmable()
        ),
        (Platform::Other | Platform::Unnamed, _) => reason!(
            unknown("checklist.supervised.platform-unknown", Source::Device, Fix::Confirm)
                .confirmable()
        ),
        (Platform::Mobile | Platform::Mac, _) => {
            reason!(fail("checklist.supervised.off", Source::Profiles, Fix::AssignProfile))
        }
    }
}

/// Item 2: in a first test round the profile is not mandatory.
pub(super) fn mandatory(facts: &Facts, said: &mut Params) -> &'static Reason {
    if !facts.test_round {
        return reason!(not_applicable("checklist.mandatory.not-test-round", Source::Person));
    }
    let held = held(facts);
    if matches!(held, Held::Nothing) {
        return reason!(unknown(
            "checklist.mandatory.no-profile",
            Source::Device,
            Fix::AssignProfile
        ));
    }
    if let Some(version) = forced(facts) {
        put(said, "version", &version.text());
        return reason!(warning("checklist.mandatory.forced", Source::Person));
    }
    match held {
        Held::Current(profile) => {
            put(said, "profile", &profile.name);
            unforced(facts, profile)
        }
        Held::Old(Some(_)) => {
            reason!(unknown("checklist.mandatory.superseded", Source::Profiles, Fix::Reassign))
        }
        Held::Old(None) => {
            reason!(unknown("checklist.mandatory.superseded", Source::Profiles, Fix::AssignProfile))
        }
        Held::Nothing | Held::Unread => reason!(
            unknown("checklist.mandatory.unread", Source::Profiles, Fix::Refresh).confirmable()
        ),
    }
}

/// Item 2 where the profile decides: what it says, and whether the platform may overrule it all the same.
fn unforced(facts: &Facts, profile: &ProfileFacts) -> &'static Reason {
    match (profile.mandatory, platform(facts), &facts.os_version) {
        (None, _, _) => reason!(
            unknown("checklist.mandatory.not-said", Source::Profiles, Fix::Confirm).confirmable()
        ),
        (Some(true), _, _) => {
            reason!(fail("checklist.mandatory.on", Source::Profiles, Fix::AssignProfile))
        }
        (Some(false), Platform::Mobile, None) | (Some(false), Platform::Unnamed, _) => {
            reason!(warning("checklist.mandatory.version-unknown", Source::Device))
        }
        (Some(false), _, _) => reason!(pass("checklist.mandatory.off", Source::Profiles)),
    }
}

/// Item 3: after an edit of the profile the device was reassigned to the new UUID.
pub(super) fn current(facts: &Facts, said: &mut Params) -> &'static Reason {
    let pushed = facts.status == Status::Pushed;
    match &facts.lineage {
        Lineage::None => reason!(not_applicable("checklist.current.no-profile", Source::Device)),
        _ if facts.status == Status::Empty => {
            reason!(not_applicable("checklist.current.no-profile", Source::Device))
        }
        _ if facts.status == Status::Removed => {
            reason!(fail("checklist.current.removed", Source::Device, Fix::AssignProfile))
        }
        Lineage::Current(profile) => {
            put(said, "profile", &profile.name);
            reason!(pass("checklist.current.current", Source::Profiles))
        }
        Lineage::Superseded(Some(successor)) => {
            put(said, "profile", &successor.name);
            if pushed {
                reason!(fail(
                    "checklist.current.superseded-pushed",
                    Source::Profiles,
                    Fix::Reassign
                ))
            } else {
                reason!(fail("checklist.current.superseded", Source::Profiles, Fix::Reassign))
            }
        }
        Lineage::Superseded(None) if pushed => {
            reason!(fail("checklist.current.unlisted-pushed", Source::Profiles, Fix::AssignProfile))
        }
        Lineage::Superseded(None) => {
            reason!(fail("checklist.current.unlisted", Source::Profiles, Fix::AssignProfile))
        }
        Lineage::Unknown => reason!(
            unknown("checklist.current.unread", Source::Profiles, Fix::Refresh).confirmable()
        ),
    }
}

/// Item 4: a profile is assigned.
pub(super) fn assigned(facts: &Facts, said: &mut Params) -> &'static Reason {
    match (&facts.status, &facts.lineage) {
        (Status::Empty, _) => {
            reason!(fail("checklist.assigned.empty", Source::Device, Fix::AssignProfile))
        }
        (Status::Removed, _) => {
            reason!(fail("checklist.assigned.removed", Source::Device, Fix::AssignProfile))
        }
        (Status::Assigned | Status::Pushed, Lineage::None) => {
            put(said, "status", facts.status.word());
            reason!(
                unknown("checklist.assigned.no-uuid", Source::Device, Fix::Refresh).confirmable()
            )
        }
        (Status::Assigned, _) => reason!(pass("checklist.assigned.assigned", Source::Device)),
        (Status::Pushed, Lineage::Current(profile)) => {
            put(said, "profile", &profile.name);
            reason!(pass("checklist.assigned.pushed", Source::Device))
        }
        (Status::Pushed, Lineage::Superseded(Some(_))) => {
            reason!(fail("checklist.assigned.pushed-superseded", Source::Device, Fix::Reassign))
        }
        (Status::Pushed, Lineage::Superseded(None)) => {
            reason!(fail(
                "checklist.assigned.pushed-superseded",
                Source::Device,
                Fix::AssignProfile
            ))
        }
        (Status::Pushed, Lineage::Unknown) => reason!(
            unknown("checklist.assigned.pushed-unread", Source::Profiles, Fix::Refresh)
                .confirmable()
        ),
        (Status::Missing, _) => reason!(
            unknown("checklist.assigned.no-status", Source::Device, Fix::Refresh).confirmable()
        ),
        (Status::Other(word), _) => {
            put(said, "status", word);
            reason!(
                unknown("checklist.assigned.strange-status", Source::Device, Fix::Refresh)
                    .confirmable()
            )
        }
    }
}
