//! What the rows of the page are judged on beside their records, as far as the list reads it itself, and what they ask together.
//! It must never judge: the rules do.

use super::state::State;
use crate::facts::{FactInputs, facts_of};
use crate::profile_index::ProfileIndex;
use crate::shared::Shared;
use host::{Device, Part, Readiness};
use rules::checklist::{Ages, Existence, Item, ItemId, evaluate};

/// An item of a device's checklist as it stands now, to confirm it; `None` when the device has no such item.
pub fn item_of(
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

/// The first device of the page for which somebody has to say that the agent is recent enough.
pub fn asks_agent(state: &State) -> Option<String> {
    let asks = state.shown()?.devices.iter().find(|(_, verdict)| {
        let mut causes = verdict.iter().flat_map(|verdict| &verdict.causes);
        causes.any(|cause| cause.item == ItemId::Agent && cause.confirmable && cause.is_question)
    });
    asks.map(|(device, _)| device.serial.clone())
}
