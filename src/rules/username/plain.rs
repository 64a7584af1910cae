//! Which usernames are right as they stand, told without making anything, because it is asked for every row of a file. It
//! must never say anything that [`super::check`] would say otherwise: a property proves that the two agree.

use super::{HARD_MAX_LENGTH, PRIMARY_STORE, UsernamePolicy, is_store};
use crate::alike::Alike;
use crate::text;

/// What can be seen, but for what separates a store and for where there are characters that cannot be; blanks in full names;
/// the sign before a tenant; the one behind a store.
pub const ALIKE: Alike = Alike {
    usual: "!.0?A[]~\u{c0}\u{61b}\u{61d}\u{167f}\u{2010}\u{2027}\u{3001}\u{d7ff}",
    within: "  ",
    parting: "@@",
    leading: "/",
};

const USUAL: text::Bytes = text::Bytes::of(ALIKE.usual);

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
        && text::count(name, b'/') == 0
        && text::count(name, b'@') == 0
        && text::count(raw, b'\\') == 0
        && (separators == 0 || text::count(raw, b'@') == 0)
        && !raw.chars().any(is_odd)
}

/// Whether a name is neither too short nor too long.
fn fits(length: usize, policy: &UsernamePolicy) -> bool {
    length >= policy.min_length.max(1) && length <= policy.max_length.min(HARD_MAX_LENGTH)
}
