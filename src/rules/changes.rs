//! What it takes to bring devices to a wish: one wish for many devices, or one for each row of a file. Facts go in; the steps
//! for each device, its kind, and what is wrong come out.
//!
//! It must never send anything, and never take a step that the host would refuse by the facts that it is given.

mod change;
mod index;
mod judge;
mod plan;
mod profiles;
mod request;

pub use crate::near::only_near;
pub use change::{Change, Kind, ProfileStep};
pub use plan::{Plan, plan};
pub use request::{Device, Request, Row, Wish};
