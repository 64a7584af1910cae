//! The outcome of one item before a person's word counts. It must never judge: it only carries the decision of an item.

use super::facts::ProfileFacts;
use super::item::{Fix, ItemId, Source, Verdict};
use crate::prelude::*;
use crate::problem::Params;

/// The outcome of an item, and why.
pub(super) struct Reason {
    pub(super) ruling: &'static Ruling,
    pub(super) params: Params,
    /// The item that has the cause, if it is not this one.
    pub(super) because: Option<ItemId>,
}

/// The part of an outcome that does not depend on the facts: a constant, which the macros below write.
pub(super) struct Ruling {
    pub(super) verdict: Verdict,
    pub(super) code: &'static str,
    pub(super) source: Source,
    /// The way to the repair, or to better facts.
    pub(super) fix: Option<Fix>,
    /// Whether a person may confirm the item by hand.
    pub(super) confirmable: bool,
}

impl Reason {
    pub(super) fn new(ruling: &'static Ruling) -> Reason {
        Reason { ruling, params: Params::new(), because: None }
    }

    /// The same with a parameter for its sentence.
    pub(super) fn with(mut self, name: &'static str, value: &str) -> Reason {
        self.params.push((name, value.to_owned()));
        self
    }

    /// The same for an item that only another one keeps open.
    pub(super) fn because(mut self, cause: ItemId) -> Reason {
        self.because = Some(cause);
        self
    }

    /// The same with the name of a profile in its sentence.
    pub(super) fn about(self, profile: &ProfileFacts) -> Reason {
        self.with("profile", &profile.name)
    }
}

/// A reason: verdict, code and source; then the fix, if there is one, and `confirmable`, if a person may confirm the item.
macro_rules! reason {
    ($verdict:ident, $code:literal, $source:ident) => {
        $crate::checklist::reason::reason!(@ $verdict, $code, $source, None, false)
    };
    ($verdict:ident, $code:literal, $source:ident, $fix:ident) => {
        $crate::checklist::reason::reason!(@ $verdict, $code, $source, Some($crate::checklist::item::Fix::$fix), false)
    };
    ($verdict:ident, $code:literal, $source:ident, $fix:ident, confirmable) => {
        $crate::checklist::reason::reason!(@ $verdict, $code, $source, Some($crate::checklist::item::Fix::$fix), true)
    };
    (@ $verdict:ident, $code:literal, $source:ident, $fix:expr, $confirmable:literal) => {
        $crate::checklist::reason::Reason::new(
            const {
                &$crate::checklist::reason::Ruling {
                    verdict: $crate::checklist::item::Verdict::$verdict,
                    code: $crate::catalogue::code!($code),
                    source: $crate::checklist::item::Source::$source,
                    fix: $fix,
                    confirmable: $confirmable,
                }
            },
        )
    };
}

/// The item holds.
macro_rules! pass {
    ($($reason:tt)+) => { $crate::checklist::reason::reason!(Pass, $($reason)+) };
}

/// The item does not hold.
macro_rules! fail {
    ($($reason:tt)+) => { $crate::checklist::reason::reason!(Fail, $($reason)+) };
}

/// Legal, but worth knowing.
macro_rules! warning {
    ($($reason:tt)+) => { $crate::checklist::reason::reason!(Warning, $($reason)+) };
}

/// The facts do not tell.
macro_rules! unknown {
    ($($reason:tt)+) => { $crate::checklist::reason::reason!(Unknown, $($reason)+) };
}

/// The item does not concern this device.
macro_rules! not_applicable {
    ($($reason:tt)+) => { $crate::checklist::reason::reason!(NotApplicable, $($reason)+) };
}

pub(super) use {fail, not_applicable, pass, reason, unknown, warning};
