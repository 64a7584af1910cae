//! Usernames of the host's user stores, without the tenant domain (`requirements`: "must be provided without the tenant
//! domain, i.e. not the fully qualified username"). It must never know whether a user exists: that is the directory's word.

use crate::prelude::*;

use crate::report::{Checked, Problem, Severity};
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
pub fn is_plain(raw: &str, policy: &UsernamePolicy) -> bool {
    !raw.is_empty()
        && (policy.min_length..=policy.max_length.min(HARD_MAX_LENGTH)).contains(&raw.len())
        && UNSUSPICIOUS.make_up(raw)
}

/// What can be told of a username at first sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glance {
    /// It is right as it stands.
    Plain,
    /// Its only problem is `username.too-short`.
    TooShort,
    /// Its only problem is `username.too-long`, against the policy's own limit.
    TooLong,
    /// Its only problem is `username.tenant-domain`, and the name is repaired by leaving out what begins at this byte.
    Qualified(usize),
    /// Only [`check`] can tell.
    Unclear,
}

/// Looks at a username without making anything, because this is asked for with every key that an admin types. It knows
/// ASCII only, and leaves everything that may be a store to the full check. A property proves that the two agree.
pub fn glance(raw: &str, policy: &UsernamePolicy) -> Glance {
    if is_plain(raw, policy) {
        return Glance::Plain;
    }
    let usual = |text: &str| UNSUSPICIOUS.make_up(text);
    let max = policy.max_length.min(HARD_MAX_LENGTH);
    if let Some((name, domain)) = raw.split_once('@') {
        // With an own tenant to compare, or with names that are addresses, there may be more to say.
        let alone = policy.tenant_domain.is_none() && !policy.email_usernames;
        let whole = usual(domain) && !domain.is_empty();
        return match alone && whole && is_plain(name, policy) {
            true => Glance::Qualified(name.len()),
            false => Glance::Unclear,
        };
    }
    match usual(raw) && !raw.is_empty() {
        true if raw.len() < policy.min_length => Glance::TooShort,
        true if raw.len() > max => Glance::TooLong,
        _ => Glance::Unclear,
    }
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
    let mut problems = Vec::new();
    let mut add = |severity, code, params: &[(&'static str, String)]| {
        problems.push(Problem { path: PATH, code, severity, params: params.to_vec() });
    };
    let full = text::trim(raw);
    if full.is_empty() {
        add(Severity::Error, "username.empty", &[]);
        return (String::new(), problems);
    }
    if full != raw {
        add(Severity::Hint, "username.trimmed", &[]);
    }
    let listed = |class: fn(char) -> bool| text::list(full.chars().filter(|c| class(*c)));
    for (class, severity, code) in [
        (text::is_control as fn(char) -> bool, Severity::Error, "username.control"),
        (text::is_invisible, Severity::Warning, "username.invisible"),
        (text::is_space, Severity::Error, "username.whitespace"),
    ] {
        if full.contains(class) {
            add(severity, code, &[("characters", listed(class))]);
        }
    }
    if full.contains('\\') {
        add(Severity::Warning, "username.backslash", &[]);
    }

    let slashes = full.matches('/').count();
    let (store, name) = match full.split_once('/') {
        Some((store, name)) if slashes == 1 => (Some(store), name),
        _ => (None, full),
    };
    if slashes > 1 {
        add(Severity::Error, "username.slashes", &[]);
    }
    let local = without_tenant(name, policy);
    let primary = store.is_some_and(|store| store.eq_ignore_ascii_case(PRIMARY_STORE));
    match store {
        Some("") => add(Severity::Error, "username.empty-store", &[]),
        Some(store) if !is_store(store) => {
            add(Severity::Error, "username.not-a-store", &[("store", store.to_owned())]);
        }
        Some(_) if primary && !local.is_empty() => {
            add(Severity::Hint, "username.primary-prefix", &[("repaired", local.to_owned())]);
        }
        _ => {}
    }

    let qualified = local.len() < name.len() || (!policy.email_usernames && full.contains('@'));
    if qualified {
        let domain = full.rsplit_once('@').map_or("", |(_, domain)| domain);
        add(Severity::Error, "username.tenant-domain", &[("domain", domain.to_owned())]);
        match &policy.tenant_domain {
            Some(own) if !is_domain(own, domain) => {
                let params = [("domain", domain.to_owned()), ("tenant", own.trim().to_owned())];
                add(Severity::Warning, "username.other-tenant", &params);
            }
            _ => {}
        }
    } else if name.starts_with('@') || name.ends_with('@') {
        // Only with e-mail usernames: without them every `@` is a tenant domain's.
        add(Severity::Warning, "username.email", &[]);
    }

    let normal = match store {
        Some(store) if !primary => [store, "/", name].concat(),
        _ => name.to_owned(),
    };
    let length = local.chars().count();
    let stored = normal.chars().count() - name.chars().count() + length;
    let count = |limit: &'static str, limit_value: usize, length: usize| {
        [(limit, text::decimal(limit_value as u64)), ("length", text::decimal(length as u64))]
    };
    if length == 0 {
        add(Severity::Error, "username.empty-name", &[]);
    } else if slashes > 1 {
        // Nobody can tell where the name begins, so nobody can tell how long it is.
    } else if length < policy.min_length {
        add(Severity::Error, "username.too-short", &count("min", policy.min_length, length));
    } else if length > policy.max_length.min(HARD_MAX_LENGTH) {
        let max = policy.max_length.min(HARD_MAX_LENGTH);
        add(Severity::Error, "username.too-long", &count("max", max, length));
    } else if stored > HARD_MAX_LENGTH {
        add(Severity::Error, "username.too-long", &count("max", HARD_MAX_LENGTH, stored));
    }
    (normal, problems)
}

/// Whether a tenant domain is the admin's own, as far as both are known.
fn is_domain(own: &str, domain: &str) -> bool {
    let own = own.trim();
    own.is_empty() || domain.is_empty() || own.eq_ignore_ascii_case(domain)
}

/// Whether a prefix can name a user store. Roles' prefixes are none, and no store has an `@` in its name.
fn is_store(prefix: &str) -> bool {
    !prefix.contains('@')
        && !NOT_STORES.iter().any(|reserved| reserved.eq_ignore_ascii_case(prefix))
}

/// The name without the tenant domain, after the hosts' rule: everything from the last `@` on is the tenant, and with
/// e-mail usernames one `@` belongs to the name unless the super tenant follows it. A name that is qualified more than
/// once is freed of all its tenants.
fn without_tenant<'a>(name: &'a str, policy: &UsernamePolicy) -> &'a str {
    let mut local = name;
    while let Some((before, domain)) = local.rsplit_once('@') {
        let is_email = policy.email_usernames
            && !before.contains('@')
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
    // What could not be decoded belonged to the name: without it, it would be another name.
    let is_litter =
        |c: char| (text::is_control(c) && c != text::REPLACEMENT) || text::is_invisible(c);
    let seen: String = full.chars().filter(|c| !is_litter(*c)).collect();
    // White space beside a separator is a slip; between words it may be a full name, and is left to the admin.
    let mut joined = String::with_capacity(seen.len());
    for word in seen.split(text::is_space).filter(|word| !word.is_empty()) {
        let beside_separator =
            joined.ends_with(['/', '\\', '@']) || word.starts_with(['/', '\\', '@']);
        if !joined.is_empty() && !beside_separator {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    // Windows writes the store with a backslash; a slash too many is a slip.
    let backslash = !joined.contains('/') && joined.matches('\\').count() == 1;
    let mut single = String::with_capacity(joined.len());
    for c in joined.chars() {
        let c = if backslash && c == '\\' { '/' } else { c };
        if c != '/' || !single.ends_with('/') {
            single.push(c);
        }
    }
    let joined = single;
    let (store, name) = match joined.split_once('/') {
        Some((store, name)) if !store.is_empty() && is_store(store) => (Some(store), name),
        Some((_, name)) => (None, name),
        None => (None, joined.as_str()),
    };
    let local = without_tenant(name, policy);
    match store {
        Some(store) => [store, "/", local].concat(),
        None => local.to_owned(),
    }
}
