//! The outcome of one item before a person's word counts. It must never judge: it only carries what an item decided.

use super::facts::ProfileFacts;
use super::item::{Fix, Source, Verdict};
use crate::prelude::*;
use crate::problem::Params;

/// The outcome of an item, and why.
pub(super) struct Reason {
    pub(super) verdict: Verdict,
    pub(super) code: &'static str,
    pub(super) params: Params,
    pub(super) source: Source,
    pub(super) fix: Option<Fix>,
    pub(super) confirmable: bool,
}

/// The item holds.
pub(super) fn pass(code: &'static str, source: Source) -> Reason {
    Reason::new(Verdict::Pass, code, source, None)
}

/// The item does not hold; `fix` is the way to the repair.
pub(super) fn fail(code: &'static str, source: Source, fix: Fix) -> Reason {
    Reason::new(Verdict::Fail, code, source, Some(fix))
}

/// Legal, but worth knowing.
pub(super) fn warning(code: &'static str, source: Source) -> Reason {
    Reason::new(Verdict::Warning, code, source, None)
}

/// The facts do not tell; `fix` is the way to better facts.
pub(super) fn unknown(code: &'static str, source: Source, fix: Fix) -> Reason {
    Reason::new(Verdict::Unknown, code, source, Some(fix))
}

/// The item does not concern this device.
pub(super) fn not_applicable(code: &'static str, source: Source) -> Reason {
    Reason::new(Verdict::NotApplicable, code, source, None)
}

impl Reason {
    fn new(verdict: Verdict, code: &'static str, source: Source, fix: Option<Fix>) -> Reason {
        Reason { verdict, code, params: Params::new(), source, fix, confirmable: false }
    }

    /// The same, open to a person's word.
    pub(super) fn confirmable(mut self) -> Reason {
        self.confirmable = true;
        self
    }

    /// The same with a parameter for its sentence.
    pub(super) fn with(mut self, name: &'static str, value: &str) -> Reason {
        self.params.push((name, value.to_owned()));
        self
    }

    /// The same with the name of a profile in its sentence.
    pub(super) fn about(self, profile: &ProfileFacts) -> Reason {
        self.with("profile", &profile.name)
    }
}
