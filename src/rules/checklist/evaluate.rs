//! Puts the seven judgements together and lets a person's word count where it may. It must never let a confirmation
//! outlive the facts that it was given on.

use super::fingerprint::fingerprint;
use super::{Ages, Checklist, Confirmation, Facts, Fix, Item, ItemId, Source, Verdict};
use super::{enrollment_items, profile_items};

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
    let judgement = match id {
        ItemId::Supervised => profile_items::supervised(facts),
        ItemId::Mandatory => profile_items::mandatory(facts),
        ItemId::Current => profile_items::current(facts),
        ItemId::Assigned => profile_items::assigned(facts),
        ItemId::User => enrollment_items::user(facts),
        ItemId::Agent => enrollment_items::agent(facts),
        ItemId::Reset => enrollment_items::reset(facts),
    };
    let fingerprint = fingerprint(id, judgement.code, facts);
    let confirmed = judgement.confirmable
        && confirmations.iter().any(|word| word.item == id && word.fingerprint == fingerprint);
    Item {
        id,
        verdict: if confirmed { Verdict::Confirmed } else { judgement.verdict },
        code: judgement.code,
        params: judgement.params,
        source: judgement.source,
        age: age(&facts.ages, judgement.source),
        fix: if confirmed { None } else { judgement.fix },
        confirmable: judgement.confirmable,
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

/// What one item came to, before a person's word counts.
pub(super) struct Judgement {
    verdict: Verdict,
    code: &'static str,
    params: Vec<(&'static str, String)>,
    source: Source,
    fix: Option<Fix>,
    confirmable: bool,
}

impl Judgement {
    fn new(verdict: Verdict, code: &'static str, source: Source, fix: Option<Fix>) -> Judgement {
        Judgement { verdict, code, params: Vec::new(), source, fix, confirmable: false }
    }

    /// The item holds.
    pub(super) fn pass(code: &'static str, source: Source) -> Judgement {
        Judgement::new(Verdict::Pass, code, source, None)
    }

    /// The item does not hold, and this is the way to the repair.
    pub(super) fn fail(code: &'static str, source: Source, fix: Fix) -> Judgement {
        Judgement::new(Verdict::Fail, code, source, Some(fix))
    }

    /// Legal, but worth knowing.
    pub(super) fn warning(code: &'static str, source: Source) -> Judgement {
        Judgement::new(Verdict::Warning, code, source, None)
    }

    /// The facts do not tell, and this is the way to better facts.
    pub(super) fn unknown(code: &'static str, source: Source, fix: Fix) -> Judgement {
        Judgement::new(Verdict::Unknown, code, source, Some(fix))
    }

    /// The item does not concern this device.
    pub(super) fn not_applicable(code: &'static str, source: Source) -> Judgement {
        Judgement::new(Verdict::NotApplicable, code, source, None)
    }

    /// The same judgement, open to a person's word.
    pub(super) fn confirmable(mut self) -> Judgement {
        self.confirmable = true;
        self
    }

    /// The same judgement with something that its sentence needs.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Judgement {
        self.params.push((name, value.into()));
        self
    }
}
