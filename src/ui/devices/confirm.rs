//! An admin confirms an item of a device in the list. It must never decide where the confirmation counts.

use crate::answers::AdminAnswer;
use crate::facts::{FactInputs, facts_of};
use crate::profile_index::ProfileIndex;
use crate::shared::Shared;
use host::{Device, Part, Readiness};
use rules::ItemId;
use rules::checklist::{Ages, Existence, Item, evaluate};
use yew::Callback;

/// Confirms an item of a device as it stands now, and offers to take back that the device was reset: the row no longer does.
pub fn confirm(shared: &Shared, device: &Device, id: ItemId) {
    let (profiles, readiness) = shared.facts().newest();
    let item = item_of(shared, device, profiles.as_ref(), readiness.as_deref(), id);
    let Some(item) = item else { return };
    let serial = device.serial.clone();
    shared.answers().take(&serial, AdminAnswer::confirm(&item));
    if id == ItemId::Reset {
        let text = shared.texts.fill("devices.notice.reset", &[("serial", serial.clone())]);
        let (answers, undo) = (shared.answers().clone(), AdminAnswer::take_back(&item));
        let undo = Callback::from(move |()| answers.take(&serial, undo.clone()));
        shared.toast(text, Some((shared.texts.get("devices.undo"), undo)));
    }
}

/// An item of a device's checklist as it stands now, to confirm it; `None` when the device has no such item.
fn item_of(
    shared: &Shared,
    device: &Device,
    profiles: Option<&ProfileIndex>,
    readiness: Option<&Readiness>,
    id: ItemId,
) -> Option<Item> {
    let answers = shared.answers().of(&device.serial);
    let facts = facts_of(
        device,
        FactInputs {
            profiles,
            readiness,
            draft: device.enrollment.complete(),
            no_enrollment: !shared.client.offers(Part::Enrollment),
            policy: &shared.policy(),
            // No item that a person confirms in the list depends on the directory.
            existence: Existence::Unknown,
            answers: &answers,
            ages: Ages::default(),
        },
    );
    evaluate(&facts, &answers.confirmations).items.into_iter().find(|item| item.id == id)
}
