//! The seven items to check before a device is handed out, each judged on facts.
//!
//! It must never guess: an item whose facts are missing is [`Verdict::Unknown`], and only a person may settle it.

mod device_items;
mod evaluate;
mod facts;
mod fingerprint;
mod item;
mod lineage;
mod people_items;
mod profile_items;
mod reason;

pub use evaluate::evaluate;
pub use facts::{AgentFacts, Ages, Existence, Facts, Lineage, ProfileFacts, Status};
pub use facts::{is_assigned, was_used};
pub use item::{
    Checklist, Confirmation, DeviceReadiness, Fix, Item, ItemId, Scope, Source, Verdict,
};
pub use lineage::lineage;
