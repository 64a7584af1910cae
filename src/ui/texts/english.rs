//! The English catalogue, in parts beside the surfaces they belong to.

/// All parts.
pub const ALL: &[&[(&str, &str)]] = &[
    COMMON,
    HOST,
    crate::devices::texts::TEXTS,
    crate::profiles::texts::TEXTS,
    crate::assign::texts::TEXTS,
    crate::enrollment::texts::TEXTS,
    crate::checklist::texts::TEXTS,
];

const COMMON: &[(&str, &str)] = &[
    ("input.type", "{path} must be {expected}."),
    ("input.object", "The input must be {expected}."),
    ("common.cancel", "Cancel"),
    ("common.close", "Close"),
    ("common.retry", "Try again"),
    ("common.loading", "Loading …"),
    ("common.yes", "Yes"),
    ("common.no", "No"),
    ("common.unknown", "Not known"),
    (
        "common.read-only",
        "You can look but not change anything: your account lacks the permission to edit DEP devices.",
    ),
    ("common.host-says", "The server says: {message}"),
    ("page.label", "Apple device enrollment"),
    ("page.tabs", "Device enrollment"),
    ("page.devices", "Devices"),
    ("page.profiles", "Profiles"),
    ("status.empty", "Empty"),
    ("status.assigned", "Assigned"),
    ("status.pushed", "Pushed"),
    ("status.removed", "Removed"),
    ("status.missing", "Not known"),
    ("status.empty.hint", "No profile is assigned."),
    ("status.assigned.hint", "A profile is assigned; the device has not fetched it yet."),
    ("status.pushed.hint", "The device has fetched its profile."),
    ("status.removed.hint", "The assignment was removed."),
    ("status.missing.hint", "The server does not say."),
    (
        "status.other.hint",
        "This word came from the server as it is; this version does not know it.",
    ),
];

/// Each kind of failure in words of its own.
const HOST: &[(&str, &str)] = &[
    (
        "host.session",
        "You are no longer signed in. Sign in again in another tab, then come back here and try again. Nothing you typed is lost.",
    ),
    (
        "host.permission",
        "Your account is not allowed to do this. Ask an administrator for the DEP permission.",
    ),
    (
        "host.not-found",
        "The server does not know this. It may have been removed meanwhile, or this server lacks the function.",
    ),
    ("host.conflict", "Somebody else changed this meanwhile."),
    ("host.refused", "The server refused this."),
    ("host.throttled", "Too many requests. Wait a moment, then try again."),
    ("host.throttled-for", "Too many requests. Try again in {seconds} seconds."),
    (
        "host.unreachable",
        "The server cannot be reached. Check the network, then try again. Nothing you typed is lost.",
    ),
    (
        "host.timeout",
        "The server did not answer in time, so it is not known whether this was done. Try again. Nothing you typed is lost.",
    ),
    (
        "host.server",
        "The server failed. Try again; if it keeps failing, tell whoever runs the server.",
    ),
    (
        "host.unreadable",
        "The server's answer cannot be understood. Try again; if it stays so, tell whoever runs the server.",
    ),
];
