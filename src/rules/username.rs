//! Usernames of the host's user stores, without the tenant domain (`requirements`: "must be provided without the tenant
//! domain, i.e. not the fully qualified username"). It must never know whether a user exists: that is the directory's word.

mod accents;
mod plain;
mod policy;
mod repair;
mod store;

pub use plain::is_plain;
pub use policy::{DEFAULT_MAX_LENGTH, DEFAULT_MIN_LENGTH, HARD_MAX_LENGTH, UsernamePolicy};

use crate::prelude::*;

use crate::around;
use crate::catalogue::code;
use crate::problem::{Checked, Problem, ProblemSink, Severity, are_all_below};
use crate::spreadsheet;
use crate::text;
use repair::{repair, without_tenant};
use store::{PRIMARY_STORE, is_reserved, is_store};

/// A username that can be stored: trimmed, without tenant domain, `PRIMARY/` removed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Username(String);

impl Username {
    /// The name as it goes to the host.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

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
    if let Some(lost) = spreadsheet::lost(PATH, raw) {
        return Checked { value: None, problems: vec![lost] };
    }
    let (name, mut problems) = judge(raw, policy);
    if !problems.is_empty() {
        let (repaired, left) = judge(&repair(raw, policy), policy);
        if are_all_below(&left, Severity::Warning) && !spreadsheet::is_lost(&repaired) {
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

/// The code for quotes and the like around a username.
const AROUND: &str = code!("username.around");
/// The code for the prefix of the primary store.
const PRIMARY_PREFIX: &str = code!("username.primary-prefix");
/// The code for an accent that is no part of its letter.
const DECOMPOSED: &str = code!("username.decomposed");

/// The problems that [`repair`] knows what to do about.
const REPAIRABLE: [&str; 11] = [
    AROUND,
    PRIMARY_PREFIX,
    DECOMPOSED,
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
    let trimmed = text::trim(raw);
    if trimmed.len() < raw.len() && !trimmed.is_empty() {
        found.add(code!("username.trimmed"), Severity::Hint);
    }
    let (full, around) = around::split(trimmed);
    if !around.is_empty() {
        found.add(AROUND, Severity::Hint).put("stripped", &text::join(&around, " "));
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
        if accents::is_decomposed(full) {
            found.add(DECOMPOSED, Severity::Warning);
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
                found.add(PRIMARY_PREFIX, Severity::Hint);
            }
            // `PRIMARY/"bob"`: what is left is not in its normal form.
            if let Some(lost) = spreadsheet::lost(PATH, name) {
                found.problems.push(lost);
            } else if around::is_there(name) {
                let (normal, more) = judge(name, policy);
                found.problems.extend(more);
                return (normal, found.problems);
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

    if is_reserved(local) {
        found.add(code!("username.reserved"), Severity::Error);
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
