//! The names that mean something to the servers themselves: user stores, tenants, reserved names. It must never report a problem.

use crate::text;

/// Names before a `/` that belong to roles and to the server itself and are no user stores.
const NOT_STORES: [&str; 4] = ["Internal", "Application", "Workflow", "SYSTEM"];
/// The user store whose prefix the hosts leave out: `PRIMARY/bob` is `bob`.
pub(super) const PRIMARY_STORE: &str = "PRIMARY";
/// The tenant domain of the super tenant. No e-mail address ends with it, so it is one even after a single `@`.
pub(super) const SUPER_TENANT: &str = "carbon.super";
/// Names that the servers refuse, whatever store stands before them.
const RESERVED: [&str; 3] = ["wso2.system.user", "apim_reserved_user", "reserved_user"];

/// Whether a prefix can name a user store. Roles' prefixes are none, and no store has an `@` in its name.
pub(super) fn is_store(prefix: &str) -> bool {
    text::count(prefix, b'@') == 0 && !text::is_one_of(prefix, &NOT_STORES)
}

/// Whether the servers keep a name for themselves.
pub(super) fn is_reserved(name: &str) -> bool {
    // Every row of a file is asked about, and few names end like these.
    matches!(name.as_bytes().last(), Some(b'r' | b'R')) && text::is_one_of(name, &RESERVED)
}
