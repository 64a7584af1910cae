//! Puts the seven judgements together and lets a person's word count where it may. It must never let a confirmation
//! outlive the facts that it was given on.

use crate::prelude::*;

use super::fingerprint::fingerprint;
use super::known::Known;
use super::table::TABLE;
use super::told::Told;
use super::{Ages, Checklist, Confirmation, Facts, Item, ItemId, Source, Verdict};

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
    evaluate_told(&facts.told(), &|item, fingerprint| {
        confirmations.iter().any(|word| word.item == item && word.fingerprint == fingerprint)
    })
}

/// The same for whoever has the facts as texts; `is_confirmed` says whether there is a confirmation of an item with a
/// fingerprint.
///
/// ```
/// use rules::UsernamePolicy;
/// use rules::checklist::{Ages, FACTS, Fact, Lineage, Told, evaluate_told};
///
/// let mut texts = [None; FACTS];
/// texts[Fact::Status as usize] = Some("Empty");
/// let (lineage, policy, ages) = (Lineage::None, UsernamePolicy::default(), Ages::default());
/// let told = Told { texts, lineage: &lineage, policy: &policy, ages: &ages };
///
/// let checklist = evaluate_told(&told, &|_, _| false);
/// assert_eq!(checklist.items[3].code, "checklist.assigned.empty");
/// ```
pub fn evaluate_told(told: &Told, is_confirmed: &dyn Fn(ItemId, &str) -> bool) -> Checklist {
    let known = Known::of(told);
    let mut items = Vec::new();
    let mut open = 0;
    for rule in &TABLE {
        let id = rule.item;
        let reason = rule.reason(&known);
        let fingerprint = fingerprint(reason, rule, &known);
        let confirmed = reason.confirmable && is_confirmed(id, &fingerprint);
        let verdict = if confirmed { Verdict::Confirmed } else { reason.verdict };
        open += usize::from(verdict.is_open());
        items.push(Item {
            id,
            verdict,
            code: reason.code,
            params: known.texts(reason.said),
            source: reason.source,
            age: age(told.ages, reason.source),
            fix: if confirmed { None } else { reason.fix },
            confirmable: reason.confirmable,
            fingerprint,
        });
    }
    Checklist { items, ready: open == 0, open }
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

#[cfg(test)]
mod tests {
    use super::{Facts, Verdict, evaluate};
    use crate::checklist::Status;

    /// Faces that forget to set the evidence must not declare a device new that has fetched its profile.
    #[test]
    fn a_pushed_device_has_been_used_whatever_the_evidence_says() {
        let facts = Facts { status: Status::Pushed, used_evidence: false, ..Facts::default() };
        let item = &evaluate(&facts, &[]).items[6];
        assert_eq!((item.code, item.verdict), ("checklist.reset.used", Verdict::Fail));
    }
}
