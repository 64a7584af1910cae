//! The calls that the device panel and the checklist share.

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

/// The answer to a question that was answered before, so that a first drawing can show it. There is none about the device.
pub fn read_before(shared: &Shared, ask: HostQuestion) -> Option<HostAnswer> {
    Some(match ask {
        HostQuestion::Device => return None,
        HostQuestion::Profiles(freshness) => {
            HostAnswer::Profiles(Ok(shared.profiles_read(freshness)?))
        }
        HostQuestion::Readiness(freshness) => {
            HostAnswer::Readiness(Ok(shared.readiness_read(freshness)?))
        }
    })
}
