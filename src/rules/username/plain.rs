//! A quick answer for usernames that are right as they stand: it allocates nothing, because it is asked for every key and
//! for every row of a file. It must never say yes where [`super::check`] would report something: a property proves it.

use super::accents;
use super::policy::{HARD_MAX_LENGTH, UsernamePolicy};
use super::store::{PRIMARY_STORE, is_reserved, is_store};
use crate::around;
use crate::spreadsheet;
use crate::text;

/// Letters, digits and what joins them in most names.
const USUAL: text::Bytes = text::Bytes::of("-.09AZ__az");

/// Whether [`super::check`] has nothing to report about a username and keeps it unchanged.
///
/// ```
/// use rules::{UsernamePolicy, username};
///
/// let policy = UsernamePolicy::default();
/// assert!(username::is_plain("alice", &policy) && username::is_plain("SALES/bob", &policy));
/// assert!(!username::is_plain("alice ", &policy));
/// ```
pub fn is_plain(raw: &str, policy: &UsernamePolicy) -> bool {
    // A number that a spreadsheet has rounded begins with a digit; `Loading...` ends with a dot.
    let is_usual = fits(raw.len(), policy)
        && USUAL.make_up(raw)
        && raw.as_bytes().first().is_some_and(|byte| !byte.is_ascii_digit())
        && raw.as_bytes().last() != Some(&b'.')
        && !is_reserved(raw);
    is_usual || is_plain_beyond_usual(raw, policy)
}

/// The same for names with other characters, and for those with the prefix of a user store.
fn is_plain_beyond_usual(raw: &str, policy: &UsernamePolicy) -> bool {
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
        && text::count(name, b'/') == 0
        && text::count(name, b'@') == 0
        && text::count(raw, b'\\') == 0
        && (separators == 0 || text::count(raw, b'@') == 0)
        && !raw.chars().any(is_odd)
        && !spreadsheet::is_lost(raw)
        && !around::is_there(raw)
        && !is_reserved(name)
        && (raw.is_ascii() || !accents::is_decomposed(raw))
}

/// Whether a name is neither too short nor too long.
fn fits(length: usize, policy: &UsernamePolicy) -> bool {
    length >= policy.min_length.max(1) && length <= policy.max_length.min(HARD_MAX_LENGTH)
}
