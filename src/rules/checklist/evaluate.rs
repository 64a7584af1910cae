//! Puts the seven judgements together and lets a person's word count where it may. It must never let a confirmation
//! outlive the facts that it was given on.

use super::facts::{Ages, Facts};
use super::fingerprint::fingerprint;
use super::item::{Checklist, Confirmation, Item, ItemId, Source, Verdict};
use super::{device_items, people_items, profile_items};
use crate::prelude::*;

/// Judges the seven items. Never fails; an item whose facts are missing is judged `Unknown`.
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
/// // No profile, no user, an agent that nobody knows about, and a past.
/// assert_eq!(checklist.open, 4);
/// assert_eq!(checklist.items[4].code, "checklist.user.neither");
/// ```
pub fn evaluate(facts: &Facts, confirmations: &[Confirmation]) -> Checklist {
    // A host without enrollments has nothing to say about a user or an agent, so nobody is asked about them.
    let asked = |id: &ItemId| !(facts.no_enrollment && matches!(id, ItemId::User | ItemId::Agent));
    let items: Vec<Item> =
        ItemId::ALL.into_iter().filter(asked).map(|id| judge(id, facts, confirmations)).collect();
    Checklist::of(folded(items))
}

/// Keeps [`Item::because`] on open items whose cause is open itself. Once a person has confirmed the cause, the items that
/// it kept open must be settled one by one: a confirmation counts for its own item only.
fn folded(mut items: Vec<Item>) -> Vec<Item> {
    let is_open = |item: &&Item| item.verdict.is_open();
    let open: Vec<ItemId> = items.iter().filter(is_open).map(|item| item.id).collect();
    for item in &mut items {
        item.because = item.because.filter(|cause| open.contains(&item.id) && open.contains(cause));
    }
    items
}

fn judge(id: ItemId, facts: &Facts, confirmations: &[Confirmation]) -> Item {
    let reason = match id {
        ItemId::Supervised => profile_items::supervised(facts),
        ItemId::Mandatory => profile_items::mandatory(facts),
        ItemId::Current => profile_items::current(facts),
        ItemId::Assigned => profile_items::assigned(facts),
        ItemId::User => people_items::user(facts),
        ItemId::Agent => device_items::agent(facts),
        ItemId::Reset => device_items::reset(facts),
    };
    let ruling = reason.ruling;
    let fingerprint = fingerprint(id, ruling.code, facts);
    let is_confirmed = ruling.confirmable
        && confirmations.iter().any(|word| word.item == id && word.fingerprint == fingerprint);
    Item {
        id,
        verdict: if is_confirmed { Verdict::Confirmed } else { ruling.verdict },
        code: ruling.code,
        params: reason.params,
        source: ruling.source,
        age: age(&facts.ages, ruling.source),
        fix: if is_confirmed { None } else { ruling.fix },
        because: reason.because,
        confirmable: ruling.confirmable,
        scope: id.scope(),
        fingerprint,
    }
}

/// The age of a source. The fields of the form and a person's word are always of now.
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

    #[test]
    fn a_pushed_device_without_other_evidence_is_not_called_new() {
        let facts = Facts { status: Status::Pushed, ..Facts::default() };
        let item = &evaluate(&facts, &[]).items[6];
        assert_eq!((item.code, item.verdict), ("checklist.reset.used", Verdict::Fail));
    }
}
