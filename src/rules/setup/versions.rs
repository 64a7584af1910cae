//! The versions of a system at which the setup changes: those of the panes' table, of the flags, and those from which Apple
//! enforces something. Between two of them nothing differs. It must never name a version older than the first with a setup.

use super::flags;
use super::panes::{Span, panes};
use crate::prelude::*;
use crate::system::{self, System};
use crate::version::Version;

/// The versions of a system at which something changes in the setup, newest first; none for a system that is not known. The last
/// one is the oldest version that Apple's list knows.
///
/// ```
/// use rules::setup::versions;
/// use rules::system::System;
///
/// let mac = versions(System::Mac);
/// assert_eq!(mac.first().copied(), Some("27"));
/// assert_eq!(mac.last().copied(), Some("10.9"));
/// assert!(mac.contains(&"10.14.4"), "Apple supervises every Mac from then on");
/// ```
pub fn versions(system: System) -> Vec<&'static str> {
    let mut found = Vec::new();
    for Span { since, deprecated, removed, .. } in panes().filter_map(|pane| pane.span(system)) {
        for version in [Some(since), deprecated, removed].into_iter().flatten() {
            put(&mut found, version);
        }
    }
    let Some(oldest) = found.last().copied() else { return found };
    for version in flags::edges(system).chain(system::enforced_since(system)) {
        if is_at_least(version, oldest) {
            put(&mut found, version);
        }
    }
    found
}

/// Puts a version into its place, unless it is there.
fn put(found: &mut Vec<&'static str>, version: &'static str) {
    let at = found.iter().position(|known| is_at_least(version, known)).unwrap_or(found.len());
    if found.get(at).is_none_or(|known| *known != version) {
        found.insert(at, version);
    }
}

fn is_at_least(version: &str, other: &str) -> bool {
    Version::parse(version).is_some_and(|version| version.is_at_least(other))
}
