//! What can be told of a username without making anything, because it is asked for with every key that an admin types and
//! for every row of a file. It must never say anything that [`super::check`] would say otherwise: a property proves that
//! the two agree.

use super::{HARD_MAX_LENGTH, UsernamePolicy, judge};
use crate::text;

/// What can be seen in ASCII, without what may separate a store or a tenant.
const USUAL: text::Bytes = text::Bytes::of(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!\"#$%&'()*+,-.:;<=>?[]^_`{|}~",
);

/// What can be told of a username at first sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glance {
    /// It is right as it stands.
    Plain,
    /// Its only problem is `username.empty`.
    Empty,
    /// Its only problem is `username.too-short`.
    TooShort,
    /// Its only problem is `username.too-long`, against the policy's own limit.
    TooLong,
    /// Its only problem is `username.whitespace`, and the white space is blanks: a full name, most likely.
    Spaced,
    /// Its only problem is `username.tenant-domain`, and the name is repaired by leaving out what begins at this byte.
    Qualified(usize),
    /// Only [`super::check`] can tell.
    Unclear,
}

/// Looks at a username.
pub fn glance(raw: &str, policy: &UsernamePolicy) -> Glance {
    if raw.is_empty() {
        return Glance::Empty;
    }
    if is_usual(raw, policy) {
        return Glance::Plain;
    }
    let seen = match text::split_first(raw, b'@') {
        // With an own tenant to compare, or with names that are addresses, there may be more to say.
        Some(_) if policy.tenant_domain.is_some() || policy.email_usernames => Glance::Unclear,
        Some((name, domain)) if is_usual(name, policy) && !domain.is_empty() => {
            if USUAL.make_up(domain) { Glance::Qualified(name.len()) } else { Glance::Unclear }
        }
        Some(_) => Glance::Unclear,
        None => unqualified(raw, policy),
    };
    if seen == Glance::Unclear && is_plain_all_the_same(raw, policy) { Glance::Plain } else { seen }
}

/// Looks at an unusual username without a tenant.
fn unqualified(raw: &str, policy: &UsernamePolicy) -> Glance {
    let spaces = text::count(raw, b' ');
    let usual = raw.bytes().filter(|byte| USUAL.has(*byte)).count();
    if usual + spaces < raw.len() {
        return Glance::Unclear;
    }
    let framed = text::trim(raw).len() < raw.len();
    match (spaces > 0, fits(raw.len(), policy)) {
        (true, true) if !framed => Glance::Spaced,
        (false, false) if raw.len() < policy.min_length => Glance::TooShort,
        (false, false) => Glance::TooLong,
        _ => Glance::Unclear,
    }
}

/// Whether [`super::check`] has nothing to say about a username and takes it as it is: the quick answer for long lists.
pub fn is_plain(raw: &str, policy: &UsernamePolicy) -> bool {
    is_usual(raw, policy) || is_plain_all_the_same(raw, policy)
}

/// Whether a username is right and like nearly all there are, which is told without making anything.
fn is_usual(raw: &str, policy: &UsernamePolicy) -> bool {
    fits(raw.len(), policy) && USUAL.make_up(raw)
}

/// The same for all others, such as those in other letters than the Latin ones and those in a user store.
fn is_plain_all_the_same(raw: &str, policy: &UsernamePolicy) -> bool {
    let (name, problems) = judge(raw, policy);
    problems.is_empty() && name == raw
}

/// Whether a name is neither too short nor too long.
fn fits(length: usize, policy: &UsernamePolicy) -> bool {
    length >= policy.min_length.max(1) && length <= policy.max_length.min(HARD_MAX_LENGTH)
}
