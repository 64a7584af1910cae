//! The keys of `skip_setup_items`: which are Apple's, and which do something on a device. It must never refuse one, because
//! Apple adds keys every year and refuses none that is known of.

use super::catalogue::code;
use super::panes::{Pane, Span, panes};
use super::profile::{Device, Remark};
use crate::near::only_near;
use crate::prelude::*;
use crate::problem::{Problem, Severity};
use crate::text;
use crate::words::words;

words! {
    /// Why a key does nothing on a device.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum KeyState {
        /// The system of the device has no such pane.
        Elsewhere = "elsewhere",
        /// The system has the pane from a later version on.
        Early = "early",
        /// The pane is gone, or the key is deprecated.
        Dead = "dead",
        /// It is no key of Apple's.
        Unknown = "unknown",
    }
}

/// A key that does nothing, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkipKey {
    /// The key as the profile has it.
    pub key: String,
    /// Why it does nothing.
    pub state: KeyState,
    /// The same as a sentence.
    pub remark: Remark,
}

/// Apple's list has lost it; profiles still have it.
const LEGACY: &str = "Registration";

/// The pane that a key skips.
fn pane_of(key: &str) -> Option<Pane> {
    panes().find(|pane| pane.key == Some(key))
}

/// What is odd about a key wherever it is used; nothing about one of Apple's.
fn oddity(key: &str) -> Option<Remark> {
    if pane_of(key).is_some() {
        return None;
    }
    let quoted = text::quoted(key);
    if key == LEGACY {
        return Some(Remark::new(code!("key.legacy")).with("key", &quoted));
    }
    let keys = || panes().filter_map(|pane| pane.key);
    let typed = text::trim(key);
    let same = keys().find(|known| known.eq_ignore_ascii_case(typed));
    Some(match same.or_else(|| only_near(typed, keys())) {
        Some(near) => Remark::new(code!("key.near")).with("key", &quoted).with("repaired", near),
        None => Remark::new(code!("key.unknown")).with("key", &quoted),
    })
}

/// Notes on keys that are unknown, and on those that stand there twice.
pub(super) fn check(keys: &[String], problems: &mut Vec<Problem>) {
    for (place, key) in keys.iter().enumerate() {
        let is_first = keys.iter().take(place).all(|earlier| earlier != key);
        let (remark, severity) = if !is_first {
            let repeated = Remark::new(code!("key.repeated")).with("key", &text::quoted(key));
            (repeated, Severity::Hint)
        } else if let Some(remark) = oddity(key) {
            let is_legacy = key == LEGACY;
            (remark, if is_legacy { Severity::Hint } else { Severity::Warning })
        } else {
            continue;
        };
        problems.push(Problem {
            path: "skip_setup_items",
            code: remark.code,
            severity,
            params: remark.params,
        });
    }
}

/// The keys that do nothing on a device, each once.
pub(super) fn idle(keys: &[String], device: &Device) -> Vec<SkipKey> {
    let mut idle: Vec<SkipKey> = Vec::new();
    for (place, key) in keys.iter().enumerate() {
        if keys.iter().take(place).all(|earlier| earlier != key)
            && let Some((state, remark)) = reason(key, device)
        {
            idle.push(SkipKey { key: text::own(key), state, remark });
        }
    }
    idle
}

fn reason(key: &str, device: &Device) -> Option<(KeyState, Remark)> {
    let Some(pane) = pane_of(key) else {
        let remark = oddity(key)?;
        let state = if key == LEGACY { KeyState::Dead } else { KeyState::Unknown };
        return Some((state, remark));
    };
    let system = device.system_name();
    let remark = |code| Remark::new(code).with("key", key).with("system", system);
    let Some(span) = pane.span(device.system()) else {
        return Some((KeyState::Elsewhere, remark(code!("key.elsewhere"))));
    };
    let Span { since, deprecated, removed, .. } = span;
    let version = device.version.as_ref();
    let has = |from: &str| version.is_none_or(|version| version.is_at_least(from));
    if !has(since) {
        return Some((KeyState::Early, remark(code!("key.early")).with("since", since)));
    }
    if let Some(from) = removed.filter(|from| has(from)) {
        return Some((KeyState::Dead, remark(code!("key.removed")).with("until", from)));
    }
    let from = deprecated.filter(|from| has(from))?;
    Some((KeyState::Dead, remark(code!("key.deprecated")).with("until", from)))
}
