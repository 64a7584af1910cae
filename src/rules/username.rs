//! Usernames of the host's user stores, without the tenant domain (`requirements`: "must be provided without the tenant
//! domain, i.e. not the fully qualified username"). It must never know whether a user exists: that is the directory's word.

mod plain;

pub use plain::is_plain;

use crate::prelude::*;

use crate::catalogue::code;
use crate::problem::{Checked, Problem, ProblemSink, Severity, are_all_below};
use crate::text;

/// Shortest username the hosts accept by default (`^[\S]{3,30}$` of the JDBC user store).
pub const DEFAULT_MIN_LENGTH: usize = 3;
/// Longest username the hosts accept by default, from the same pattern.
pub const DEFAULT_MAX_LENGTH: usize = 30;
/// Longest username the host can store: `IOS_PRE_ENROLLED_DEVICE.USERNAME VARCHAR(255)`.
pub const HARD_MAX_LENGTH: usize = 255;

/// What the host page knows about the names of its users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsernamePolicy {
    /// The tenant of the signed-in admin, for example `carbon.super`; unknown when the host page does not say.
    pub tenant_domain: Option<String>,
    /// Whether names are e-mail addresses (`EnableEmailUserName`); off by default on both hosts.
    pub email_usernames: bool,
    /// Shortest name, in characters, without the user-store prefix.
    pub min_length: usize,
    /// Longest name, in characters, without the user-store prefix.
    pub max_length: usize,
}

impl Default for UsernamePolicy {
    fn default() -> Self {
        UsernamePolicy {
            tenant_domain: None,
            email_usernames: false,
            min_length: DEFAULT_MIN_LENGTH,
            max_length: DEFAULT_MAX_LENGTH,
        }
    }
}

/// A username that can be stored: trimmed, without tenant domain, `PRIMARY/` removed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Username(String);

impl Username {
    /// The name as it goes to the host.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Names before a `/` that belong to roles and to the server itself and are no user stores.
const NOT_STORES: [&str; 4] = ["Internal", "Application", "Workflow", "SYSTEM"];
/// The user store whose prefix the hosts leave out: `PRIMARY/bob` is `bob`.
const PRIMARY_STORE: &str = "PRIMARY";
/// The tenant domain of the super tenant. No e-mail address ends with it, so it is one even after a single `@`.
const SUPER_TENANT: &str = "carbon.super";
/// The field's name in the words of the JavaScript face.
const PATH: &str = "username";

/// Reads a username as typed or pasted.
///
/// Whatever can be repaired carries the whole repaired name as `repaired`, but only when that name has no problem left.
///
/// ```
/// use rules::{UsernamePolicy, username};
///
/// let policy = UsernamePolicy::default();
/// assert_eq!(username::check(" SALES/bob ", &policy).value.expect("a store is legal").as_str(), "SALES/bob");
///
/// let qualified = username::check("bob@carbon.super", &policy);
/// assert_eq!(qualified.problems[0].code, "username.tenant-domain");
/// assert_eq!(qualified.problems[0].param("repaired"), Some("bob"));
/// ```
pub fn check(raw: &str, policy: &UsernamePolicy) -> Checked<Username> {
    let (name, mut problems) = judge(raw, policy);
    if !problems.is_empty() {
        let (repaired, left) = judge(&repair(text::trim(raw), policy), policy);
        if are_all_below(&left, Severity::Warning) {
            for problem in &mut problems {
                if REPAIRABLE.contains(&problem.code) {
                    problem.put("repaired", &repaired);
                }
            }
        }
    }
    Checked::new(Username(name), problems)
}

/// The code for a username that carries its tenant domain.
pub(crate) const TENANT_DOMAIN: &str = code!("username.tenant-domain");

/// The problems that [`repair`] knows what to do about.
const REPAIRABLE: [&str; 8] = [
    code!("username.control"),
    code!("username.invisible"),
    code!("username.whitespace"),
    code!("username.backslash"),
    code!("username.slashes"),
    code!("username.empty-store"),
    code!("username.not-a-store"),
    TENANT_DOMAIN,
];

/// Characters that do not belong into a username.
const OFFENDING: [(text::Class, Severity, &str); 3] = [
    (text::is_control, Severity::Error, code!("username.control")),
    (text::is_invisible, Severity::Warning, code!("username.invisible")),
    (text::is_space, Severity::Error, code!("username.whitespace")),
];

/// The normal form of a username, worth something only without errors, and everything that is wrong with it.
fn judge(raw: &str, policy: &UsernamePolicy) -> (String, Vec<Problem>) {
    let mut found = ProblemSink::new(PATH);
    let full = text::trim(raw);
    if full.len() < raw.len() && !full.is_empty() {
        found.add(code!("username.trimmed"), Severity::Hint);
    }
    // Nothing of that can be in a text that is all ASCII and all seen.
    let clean = full.bytes().all(|byte| byte.is_ascii_graphic());
    if !clean {
        for (class, severity, code) in &OFFENDING {
            let listed = text::list(full, *class);
            if !listed.is_empty() {
                found.add(code, *severity).put("characters", &listed);
            }
        }
    }
    if text::count(full, b'\\') > 0 {
        found.add(code!("username.backslash"), Severity::Warning);
    }

    let slashes = text::count(full, b'/');
    let mut store = None;
    let mut name = full;
    if slashes > 1 {
        found.add(code!("username.slashes"), Severity::Error);
    } else if let Some((before, behind)) = text::split_first(full, b'/') {
        store = Some(before);
        name = behind;
    }
    let local = without_tenant(name, policy);
    // The primary store is left out of the name, and so is not counted.
    let mut normal = full;
    if let Some(store) = store {
        if store.is_empty() {
            found.add(code!("username.empty-store"), Severity::Error);
        } else if !is_store(store) {
            found.add(code!("username.not-a-store"), Severity::Error).put("store", store);
        } else if store.eq_ignore_ascii_case(PRIMARY_STORE) {
            normal = name;
            if !local.is_empty() {
                found.add(code!("username.primary-prefix"), Severity::Hint).put("repaired", local);
            }
        }
    }

    let at = text::split_last(full, b'@');
    if local.len() < name.len() || (!policy.email_usernames && at.is_some()) {
        let domain = at.map_or("", |(_, domain)| domain);
        found.add(TENANT_DOMAIN, Severity::Error).put("domain", domain);
        let own = text::trim(policy.tenant_domain.as_deref().unwrap_or_default());
        if !own.is_empty() && !domain.is_empty() && !own.eq_ignore_ascii_case(domain) {
            found
                .add(code!("username.other-tenant"), Severity::Warning)
                .put("domain", domain)
                .put("tenant", own);
        }
    } else if text::split_last(name, b'@')
        .is_some_and(|(before, domain)| before.is_empty() || domain.is_empty())
    {
        // Only with e-mail usernames: without them every `@` is a tenant domain's.
        found.add(code!("username.email"), Severity::Warning);
    }

    let length = text::length(local);
    let stored = text::length(normal) - text::length(name) + length;
    let max = policy.max_length.min(HARD_MAX_LENGTH);
    if full.is_empty() {
        found.add(code!("username.empty"), Severity::Error);
    } else if length == 0 {
        found.add(code!("username.empty-name"), Severity::Error);
    } else if slashes > 1 {
        // Nobody can tell where the name begins, so nobody can tell how long it is.
    } else if length < policy.min_length {
        found
            .add(code!("username.too-short"), Severity::Error)
            .put_number("min", policy.min_length)
            .put_number("length", length);
    } else if length > max || stored > HARD_MAX_LENGTH {
        let (max, length) = if length > max { (max, length) } else { (HARD_MAX_LENGTH, stored) };
        found
            .add(code!("username.too-long"), Severity::Error)
            .put_number("max", max)
            .put_number("length", length);
    }
    (text::own(normal), found.problems)
}

/// Whether a prefix can name a user store. Roles' prefixes are none, and no store has an `@` in its name.
fn is_store(prefix: &str) -> bool {
    text::count(prefix, b'@') == 0 && !text::is_one_of(prefix, &NOT_STORES)
}

/// The name without the tenant domain, after the hosts' rule: everything from the last `@` on is the tenant, and with
/// e-mail usernames one `@` belongs to the name unless the super tenant follows it. A name that is qualified more than
/// once is freed of all its tenants.
fn without_tenant<'a>(name: &'a str, policy: &UsernamePolicy) -> &'a str {
    let mut local = name;
    while let Some((before, domain)) = text::split_last(local, b'@') {
        let is_email = policy.email_usernames
            && text::count(before, b'@') == 0
            && !domain.eq_ignore_ascii_case(SUPER_TENANT);
        if is_email {
            break;
        }
        local = before;
    }
    local
}

/// What the admin most likely meant. The answer is judged again before it is offered.
fn repair(full: &str, policy: &UsernamePolicy) -> String {
    // Windows writes the store with a backslash.
    let windows = text::count(full, b'/') == 0 && text::count(full, b'\\') == 1;
    let mut joined = String::new();
    let mut last = '\0';
    let mut gap = false;
    for c in full.chars() {
        // What could not be decoded belonged to the name: without it, it would be another name.
        if text::is_noise(c) {
            continue;
        }
        if text::is_space(c) {
            gap = true;
            continue;
        }
        // White space beside a separator is a slip; between words it may be a full name, and is left to the admin.
        if gap && !joined.is_empty() && !is_separator(last) && !is_separator(c) {
            joined.push(' ');
        }
        gap = false;
        let c = if windows && c == '\\' { '/' } else { c };
        // A slash too many is a slip.
        if c != '/' || last != '/' {
            joined.push(c);
        }
        last = c;
    }
    let named = match text::split_first(&joined, b'/') {
        Some((store, name)) if store.is_empty() || !is_store(store) => name,
        _ => &joined,
    };
    text::own(without_tenant(named, policy))
}

/// Whether a character separates a store, a name and a tenant.
fn is_separator(c: char) -> bool {
    matches!(c, '/' | '\\' | '@')
}
