//! What the admin most likely meant by a username with something too many. It must never make another person's name of it:
//! where two names are possible, it leaves what tells them apart, and the check refuses the answer.

use super::accents;
use super::policy::UsernamePolicy;
use super::store::{SUPER_TENANT, is_store};
use crate::around;
use crate::prelude::*;
use crate::text;

/// The name without the tenant domain, after the hosts' rule: everything from the last `@` on is the tenant, and with
/// e-mail usernames one `@` belongs to the name unless the super tenant follows it. A name that is qualified more than
/// once is freed of all its tenants.
pub(super) fn without_tenant<'a>(name: &'a str, policy: &UsernamePolicy) -> &'a str {
    let mut local = name;
    while let Some((before, _)) = split_tenant(local, policy) {
        local = before;
    }
    local
}

/// A qualified name and its tenant domain.
fn split_tenant<'a>(name: &'a str, policy: &UsernamePolicy) -> Option<(&'a str, &'a str)> {
    let (before, domain) = text::split_last(name, b'@')?;
    let is_email = policy.email_usernames
        && text::count(before, b'@') == 0
        && !domain.eq_ignore_ascii_case(SUPER_TENANT);
    if is_email { None } else { Some((before, domain)) }
}

/// What the admin most likely meant. The answer is judged again before it is offered.
pub(super) fn repair(raw: &str, policy: &UsernamePolicy) -> String {
    let composed = accents::compose(raw);
    let (full, _) = around::split(&composed);
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
    text::own(without_same_tenant(named, policy))
}

/// The name without its tenant domain, if there is one only. `alice@corp.com@acme.com` may mean `alice` or `alice@corp.com`.
fn without_same_tenant<'a>(name: &'a str, policy: &UsernamePolicy) -> &'a str {
    let Some((mut local, tenant)) = split_tenant(name, policy) else { return name };
    while let Some((before, domain)) = split_tenant(local, policy)
        && (domain.is_empty() || domain.eq_ignore_ascii_case(tenant))
    {
        local = before;
    }
    local
}

/// Whether a character separates a store, a name and a tenant.
fn is_separator(c: char) -> bool {
    matches!(c, '/' | '\\' | '@')
}
