//! The sentences of the assign dialog.

/// Code and English text.
pub const TEXTS: &[(&str, &str)] = &[
    ("assign.title", "Assign device {serial}"),
    ("assign.now", "Now"),
    ("assign.now.none", "No profile is assigned."),
    ("assign.now.removed", "No profile is assigned. The last one, {profile}, was removed."),
    ("assign.now.current", "Assigned to {profile}."),
    (
        "assign.now.superseded",
        "Assigned to an older version of {profile}. Apple gave the profile a new UUID when it was edited, so this device must be removed from the old one and assigned to the new one.",
    ),
    (
        "assign.now.superseded-unknown",
        "Assigned to {uuid}, which no current profile has. The profile was edited or deleted; assign the device to a current one.",
    ),
    (
        "assign.now.unknown",
        "Assigned to {uuid}. The profiles could not be read, so it is not known whether this is still current.",
    ),
    ("assign.way", "Choose the profile by"),
    ("assign.way.list", "Profile list"),
    ("assign.way.paste", "Pasted UUID"),
    ("assign.profile", "Profile"),
    ("assign.profile.none", "Choose a profile …"),
    ("assign.profile.option", "{name} ({uuid})"),
    ("assign.profile.missing", "Choose the profile first."),
    (
        "assign.profile.no-profiles",
        "This server has no profiles yet. Create one first, then come back.",
    ),
    ("assign.uuid", "Profile UUID"),
    (
        "assign.uuid.help",
        "Copy it from the Profiles tab. Dashes, braces and spaces around it do no harm.",
    ),
    ("assign.uuid.found", "This is {profile}."),
    (
        "assign.uuid.superseded",
        "This is an older version of {profile}. Devices assigned to it get outdated settings.",
    ),
    ("assign.uuid.use-current", "Use the current version"),
    (
        "assign.uuid.not-listed",
        "No profile on this server has this UUID. Check that you copied all of it.",
    ),
    (
        "assign.warn.unsupervised",
        "{profile} is not supervised. DEP policies that need supervision will not work on devices below iOS 13 or on a Mac; from iOS 13 on, Apple supervises every DEP device.",
    ),
    (
        "assign.warn.mandatory",
        "{profile} is mandatory, and you are in a first test round. Below iOS 13 the tester cannot skip enrollment; use a profile with mandatory off until the settings are confirmed.",
    ),
    (
        "assign.warn.pushed",
        "The device has already fetched a profile. It keeps that one until it is wiped and set up again.",
    ),
    ("assign.warn.same", "The device is already assigned to this profile."),
    ("assign.do", "Assign device"),
    ("assign.doing", "Assigning …"),
    ("assign.remove", "Remove assignment"),
    ("assign.removing", "Removing …"),
    ("assign.reassign", "Remove and reassign"),
    ("assign.reassigning", "Reassigning …"),
    (
        "assign.half",
        "The old assignment is removed, but the device is not assigned to the new profile yet. Press “{button}” to finish; only the missing half is done.",
    ),
    (
        "assign.apple.not-accessible",
        "Apple does not let this server touch {serial}. It may be on another server in Apple Business Manager, released, or mistyped. Nothing was changed.",
    ),
    (
        "assign.apple.failed",
        "Apple could not assign {serial} and gave no reason. Try again; after three failures ask Apple's support.",
    ),
    (
        "assign.apple.throttled",
        "Apple has had too many requests for {serial}. Try again after {when}.",
    ),
    (
        "assign.apple.throttled-later",
        "Apple has had too many requests for {serial}. Try again tomorrow.",
    ),
    (
        "assign.apple.other",
        "Apple answered “{word}” for {serial}. This version does not know that word; the device is not assigned.",
    ),
    (
        "assign.not-in-record",
        "The server accepted this, but the device's record does not show it yet: its status is “{status}”. Wait a moment and look again.",
    ),
    ("assign.hours.one", "{count} hour"),
    ("assign.hours.other", "{count} hours"),
    ("assign.minutes.one", "{count} minute"),
    ("assign.minutes.other", "{count} minutes"),
];
