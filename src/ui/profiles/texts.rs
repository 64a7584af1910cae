//! The sentences of the Profiles tab.

/// Code and English text.
pub const TEXTS: &[(&str, &str)] = &[
    ("profiles.table", "Profiles"),
    ("profiles.column.name", "Profile"),
    ("profiles.column.uuid", "UUID"),
    ("profiles.column.flags", "Settings"),
    ("profiles.column.devices", "Devices"),
    ("profiles.copy", "Copy UUID"),
    ("profiles.copied", "Copied."),
    (
        "profiles.copy-refused",
        "This browser does not allow copying here. Select the UUID and copy it by hand.",
    ),
    ("profiles.supervised", "Supervised"),
    ("profiles.unsupervised", "Not supervised"),
    ("profiles.mandatory", "Mandatory"),
    ("profiles.optional", "Not mandatory"),
    ("profiles.locked", "MDM cannot be removed"),
    ("profiles.removable", "MDM can be removed"),
    ("profiles.devices.one", "{count} device"),
    ("profiles.devices.other", "{count} devices"),
    ("profiles.devices.show", "Show the devices of {profile}"),
    ("profiles.superseded", "Older UUIDs of this profile (superseded)"),
    (
        "profiles.superseded.note",
        "Apple gives every edit a new UUID. Devices on an older one must be removed from it and reassigned.",
    ),
    ("profiles.superseded.show", "Show the devices on the older UUID {uuid}"),
    ("profiles.superseded.name", "an older version of {profile}"),
    ("profiles.empty", "No profiles yet"),
    (
        "profiles.empty.todo",
        "Create a DEP profile in the console first; it will then be listed here with its UUID.",
    ),
];
