//! What the rows of the page ask together. It must never judge: the rules do.

use super::state::State;
use host::Device;
use rules::ItemId;
use std::rc::Rc;

/// The first device of the page for which somebody has to say that the agent is recent enough.
pub fn asks_agent(state: &State) -> Option<Rc<Device>> {
    let asks = state.shown()?.devices.iter().find(|(_, verdict)| {
        let mut causes = verdict.iter().flat_map(|verdict| &verdict.causes);
        causes.any(|cause| cause.item == ItemId::Agent && cause.confirmable && cause.is_question)
    });
    asks.map(|(device, _)| device.clone())
}
