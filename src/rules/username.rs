//! Usernames of the host's user stores, without the tenant domain (`requirements`: "must be provided without the tenant
//! domain, i.e. not the fully qualified username"). It must never know whether a user exists: that is the directory's word.

use crate::report::{Checked, Found, Problem, Severity};
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
/// What can be seen in ASCII, without what may separate a store or a tenant.
const UNSUSPICIOUS: text::Bytes = text::Bytes::of(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!\"#$%&'()*+,-.:;<=>?[]^_`{|}~",
);

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
    if problems.iter().any(|problem| is_repairable(problem.code)) {
        let (repaired, left) = judge(&repair(text::trim(raw), policy), policy);
        if left.iter().all(|problem| problem.severity == Severity::Hint) {
            for problem in &mut problems {
                if is_repairable(problem.code) {
                    problem.params.push(("repaired", repaired.clone()));
                }
            }
        }
    }
    Checked::new(Username(name), problems)
}

/// Whether [`check`] has nothing to say about a text and takes it as it is: the quick answer for long lists. It knows
/// ASCII only, and leaves everything that may be a store or a tenant to the full check.
pub(crate) fn is_plain(raw: &str, policy: &UsernamePolicy) -> bool {
    !raw.is_empty()
        && (policy.min_length..=policy.max_length.min(HARD_MAX_LENGTH)).contains(&raw.len())
        && UNSUSPICIOUS.make_up(raw)
}

/// Whether [`repair`] knows what to do about a problem.
fn is_repairable(code: &str) -> bool {
    matches!(
        code,
        "username.control"
            | "username.invisible"
            | "username.whitespace"
            | "username.backslash"
            | "username.slashes"
            | "username.empty-store"
            | "username.not-a-store"
            | "username.tenant-domain"
    )
}

/// The normal form of a username, worth something only without errors, and everything that is wrong with it.
fn judge(raw: &str, policy: &UsernamePolicy) -> (String, Vec<Problem>) {
    let mut found = Found::new(PATH);
    let full = text::trim(raw);
    if full.is_empty() {
        found.add("username.empty", Severity::Error);
        return (String::new(), found.problems);
    }
    if full.len() != raw.len() {
        found.add("username.trimmed", Severity::Hint);
    }
    for (is_kind, code, severity) in [
        (text::is_control as fn(char) -> bool, "username.control", Severity::Error),
        (text::is_invisible, "username.invisible", Severity::Warning),
        (text::is_space, "username.whitespace", Severity::Error),
    ] {
        let listed = text::list(full, is_kind);
        if !listed.is_empty() {
            found.add(code, severity).put("characters", listed);
        }
    }
    if text::count(full, b'\\') > 0 {
        found.add("username.backslash", Severity::Warning);
    }

    let slashes = text::count(full, b'/');
    let (store, name) = match text::split_first(full, b'/') {
        Some((store, name)) if slashes == 1 => (Some(store), name),
        _ => (None, full),
    };
    if slashes > 1 {
        found.add("username.slashes", Severity::Error);
    }
    let local = without_tenant(name, policy);
    let primary = store.is_some_and(|store| store.eq_ignore_ascii_case(PRIMARY_STORE));
    match store {
        Some("") => {
            found.add("username.empty-store", Severity::Error);
        }
        Some(store) if !is_store(store) => {
            found.add("username.not-a-store", Severity::Error).put("store", store.to_owned());
        }
        Some(_) if primary && !local.is_empty() => {
            found.add("username.primary-prefix", Severity::Hint).put("repaired", local.to_owned());
        }
        _ => {}
    }

    let at = text::split_last(full, b'@').filter(|_| {
        // Without e-mail usernames every `@` is a tenant domain's, wherever it stands.
        local.len() < name.len() || !policy.email_usernames
    });
    if let Some((_, domain)) = at {
        found.add("username.tenant-domain", Severity::Error).put("domain", domain.to_owned());
        let own = policy.tenant_domain.as_deref().map(text::trim);
        if let Some(own) = own
            && !domain.is_empty()
            && !own.eq_ignore_ascii_case(domain)
        {
            found
                .add("username.other-tenant", Severity::Warning)
                .put("domain", domain.to_owned())
                .put("tenant", own.to_owned());
        }
    } else if name.starts_with('@') || name.ends_with('@') {
        found.add("username.email", Severity::Warning);
    }

    let normal = match store {
        Some(store) if !primary => in_store(store, name),
        _ => name.to_owned(),
    };
    let length = text::length(local);
    let stored = text::length(&normal) - text::length(name) + length;
    let max = policy.max_length.min(HARD_MAX_LENGTH);
    let misfit = if length == 0 {
        found.add("username.empty-name", Severity::Error);
        None
    } else if slashes > 1 {
        // Nobody can tell where the name begins, so nobody can tell how long it is.
        None
    } else if length < policy.min_length {
        Some(("username.too-short", "min", policy.min_length, length))
    } else if length > max {
        Some(("username.too-long", "max", max, length))
    } else if stored > HARD_MAX_LENGTH {
        Some(("username.too-long", "max", HARD_MAX_LENGTH, stored))
    } else {
        None
    };
    if let Some((code, limit, value, length)) = misfit {
        found.add(code, Severity::Error).put_number(limit, value).put_number("length", length);
    }
    (normal, found.problems)
}

/// A name with its store before it.
fn in_store(store: &str, name: &str) -> String {
    let mut out = String::with_capacity(store.len() + 1 + name.len());
    out.push_str(store);
    out.push('/');
    out.push_str(name);
    out
}

/// Whether a prefix can name a user store. Roles' prefixes are none, and no store has an `@` in its name.
fn is_store(prefix: &str) -> bool {
    text::count(prefix, b'@') == 0
        && !NOT_STORES.iter().any(|reserved| reserved.eq_ignore_ascii_case(prefix))
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

/// What comes along with pasting. What could not be decoded does not: without it, it would be another name.
fn is_litter(c: char) -> bool {
    (text::is_control(c) && c != text::REPLACEMENT) || text::is_invisible(c)
}

/// What the admin most likely meant. The answer is judged again before it is offered.
fn repair(full: &str, policy: &UsernamePolicy) -> String {
    // White space beside a separator is a slip; between words it may be a full name, and is left to the admin.
    let is_separator = |c: char| matches!(c, '/' | '\\' | '@');
    let mut seen = String::with_capacity(full.len());
    let mut apart = false;
    for c in full.chars().filter(|c| !is_litter(*c)) {
        if text::is_space(c) {
            apart = true;
            continue;
        }
        let beside = is_separator(c) || seen.chars().next_back().is_none_or(is_separator);
        if apart && !beside {
            seen.push(' ');
        }
        apart = false;
        seen.push(c);
    }
    // Windows writes the store with a backslash; a slash too many is a slip.
    let backslash = text::count(&seen, b'/') == 0 && text::count(&seen, b'\\') == 1;
    let mut joined = String::with_capacity(seen.len());
    let mut after_slash = false;
    for c in seen.chars() {
        let is_slash = c == '/' || (backslash && c == '\\');
        if !is_slash {
            joined.push(c);
        } else if !after_slash {
            joined.push('/');
        }
        after_slash = is_slash;
    }
    let (store, name) = match text::split_first(&joined, b'/') {
        Some((store, name)) if !store.is_empty() && is_store(store) => (Some(store), name),
        Some((_, name)) => (None, name),
        None => (None, joined.as_str()),
    };
    let local = without_tenant(name, policy);
    match store {
        Some(store) => in_store(store, local),
        None => local.to_owned(),
    }
}
