//! The calls that the enrollment dialog and the checklist share.

use super::host_reads::{HostAnswer, HostQuestion};
use crate::facts_cache::Dated;
use crate::shared::Shared;

/// Asks the host one question about a device.
pub async fn read(shared: Shared, serial: String, ask: HostQuestion) -> HostAnswer {
    match ask {
        HostQuestion::Device => HostAnswer::Device(Box::new(
            shared.seen(shared.client.device(&serial).await).map(Dated::now),
        )),
        HostQuestion::Profiles(freshness) => HostAnswer::Profiles(shared.profiles(freshness).await),
        HostQuestion::Readiness(freshness) => {
            HostAnswer::Readiness(shared.readiness(freshness).await)
        }
    }
}
