//! Puts the seven judgements together and lets a person's word count where it may. It must never let a confirmation
//! outlive the facts that it was given on.

use crate::prelude::*;

use super::fingerprint::fingerprint;
use super::{Ages, Checklist, Confirmation, Facts, Fix, Item, ItemId, Source, Verdict};
use super::{enrollment_items, profile_items};
use crate::messages::known;
use crate::report::Params;

/// Judges the seven items. Never fails; what is not known is judged `Unknown`.
///
/// A confirmation turns an item that a person may confirm into `Confirmed` while its fingerprint is the item's; on any
/// other fingerprint it is ignored.
///
/// ```
/// use rules::checklist::{Facts, Status, evaluate};
/// use rules::Draft;
///
/// let facts = Facts {
///     status: Status::Empty,
///     draft: Some(Draft { agent_required: true, ..Draft::default() }),
///     test_round: true,
///     reused: true,
///     ..Facts::default()
/// };
/// let checklist = evaluate(&facts, &[]);
/// assert!(!checklist.ready);
/// assert_eq!(checklist.open, 6);
/// assert_eq!(checklist.items[4].code, "checklist.user.neither");
/// ```
pub fn evaluate(facts: &Facts, confirmations: &[Confirmation]) -> Checklist {
    let items: Vec<Item> =
        ItemId::ALL.into_iter().map(|id| judged(id, facts, confirmations)).collect();
    let open = items.iter().filter(|item| item.verdict.is_open()).count();
    Checklist { items, ready: open == 0, open }
}

/// One item with everything a face needs to show it.
fn judged(id: ItemId, facts: &Facts, confirmations: &[Confirmation]) -> Item {
    let mut params = Params::new();
    let said = &mut params;
    let reason = match id {
        ItemId::Supervised => profile_items::supervised(facts, said),
        ItemId::Mandatory => profile_items::mandatory(facts, said),
        ItemId::Current => profile_items::current(facts, said),
        ItemId::Assigned => profile_items::assigned(facts, said),
        ItemId::User => enrollment_items::user(facts, said),
        ItemId::Agent => enrollment_items::agent(facts, said),
        ItemId::Reset => enrollment_items::reset(facts),
    };
    let fingerprint = fingerprint(id, reason.code, facts);
    let confirmed = reason.confirmable
        && confirmations.iter().any(|word| word.item == id && word.fingerprint == fingerprint);
    Item {
        id,
        verdict: if confirmed { Verdict::Confirmed } else { reason.verdict },
        code: reason.code,
        params,
        source: reason.source,
        age: age(&facts.ages, reason.source),
        fix: if confirmed { None } else { reason.fix },
        confirmable: reason.confirmable,
        fingerprint,
    }
}

/// The age of a source. What stands in the form, and what a person says, is always of now.
fn age(ages: &Ages, source: Source) -> Option<u32> {
    match source {
        Source::Device => ages.device,
        Source::Profiles => ages.profiles,
        Source::Users => ages.users,
        Source::Readiness => ages.readiness,
        Source::Enrollment | Source::Person => None,
    }
}

/// What an item can come to: everything but a person's word and the values in its sentence, which the judges put beside
/// it. Each is a constant, because building one in place takes ten times the code of pointing at it.
pub(super) struct Reason {
    verdict: Verdict,
    code: &'static str,
    source: Source,
    fix: Option<Fix>,
    confirmable: bool,
}

impl Reason {
    const fn new(verdict: Verdict, code: &'static str, source: Source, fix: Option<Fix>) -> Self {
        Reason { verdict, code: known(code), source, fix, confirmable: false }
    }

    /// The item holds.
    pub(super) const fn pass(code: &'static str, source: Source) -> Reason {
        Reason::new(Verdict::Pass, code, source, None)
    }

    /// The item does not hold, and this is the way to the repair.
    pub(super) const fn fail(code: &'static str, source: Source, fix: Fix) -> Reason {
        Reason::new(Verdict::Fail, code, source, Some(fix))
    }

    /// Legal, but worth knowing.
    pub(super) const fn warning(code: &'static str, source: Source) -> Reason {
        Reason::new(Verdict::Warning, code, source, None)
    }

    /// The facts do not tell, and this is the way to better facts.
    pub(super) const fn unknown(code: &'static str, source: Source, fix: Fix) -> Reason {
        Reason::new(Verdict::Unknown, code, source, Some(fix))
    }

    /// The item does not concern this device.
    pub(super) const fn not_applicable(code: &'static str, source: Source) -> Reason {
        Reason::new(Verdict::NotApplicable, code, source, None)
    }

    /// The same, open to a person's word.
    pub(super) const fn confirmable(mut self) -> Reason {
        self.confirmable = true;
        self
    }
}

/// A constant reason.
macro_rules! reason {
    ($($reason:tt)+) => {
        const { &Reason::$($reason)+ }
    };
}
pub(super) use reason;
