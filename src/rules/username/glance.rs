//! What can be told of a username without making anything, because it is asked for with every key that an admin types and
//! for every row of a file. It must never say anything that [`super::check`] would say otherwise: a property proves that
//! the two agree.

use super::{HARD_MAX_LENGTH, PRIMARY_STORE, UsernamePolicy, is_store};
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
    if is_plain(raw, policy) {
        return Glance::Plain;
    }
    if let Some((name, domain)) = text::split_first(raw, b'@') {
        // With an own tenant to compare, or with names that are addresses, there may be more to say.
        let alone = policy.tenant_domain.is_none() && !policy.email_usernames;
        let whole = USUAL.make_up(domain) && !domain.is_empty() && !name.contains('/');
        return match alone && whole && name.is_ascii() && is_plain(name, policy) {
            true => Glance::Qualified(name.len()),
            false => Glance::Unclear,
        };
    }
    if !raw.split(' ').all(|word| USUAL.make_up(word)) {
        return Glance::Unclear;
    }
    let (spaced, framed) = (raw.contains(' '), raw.starts_with(' ') || raw.ends_with(' '));
    match (spaced, fits(raw.len(), policy)) {
        (true, true) if !framed => Glance::Spaced,
        (false, false) if raw.len() < policy.min_length => Glance::TooShort,
        (false, false) => Glance::TooLong,
        _ => Glance::Unclear,
    }
}

/// Whether [`super::check`] has nothing to say about a username and takes it as it is: the quick answer for long lists.
pub fn is_plain(raw: &str, policy: &UsernamePolicy) -> bool {
    (fits(raw.len(), policy) && USUAL.make_up(raw)) || is_plain_all_the_same(raw, policy)
}

/// The same for names in other letters than the Latin ones, and for those with the prefix of a user store.
fn is_plain_all_the_same(raw: &str, policy: &UsernamePolicy) -> bool {
    let name = match text::split_first(raw, b'/') {
        Some(("", _)) => return false,
        Some((store, _)) if !is_store(store) => return false,
        Some((store, _)) if store.eq_ignore_ascii_case(PRIMARY_STORE) => return false,
        Some((_, name)) => name,
        None => raw,
    };
    let separators = raw.len() - name.len();
    let is_odd = |c: char| text::is_space(c) || text::is_control(c) || text::is_invisible(c);
    fits(text::length(name), policy)
        && text::length(raw) <= HARD_MAX_LENGTH
        && !name.contains(['/', '@'])
        && !raw.contains('\\')
        && (separators == 0 || !raw.contains('@'))
        && !raw.chars().any(is_odd)
}

/// Whether a name is neither too short nor too long.
fn fits(length: usize, policy: &UsernamePolicy) -> bool {
    length >= policy.min_length.max(1) && length <= policy.max_length.min(HARD_MAX_LENGTH)
}
