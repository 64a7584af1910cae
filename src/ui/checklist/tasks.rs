//! The calls and the stored answers that the enrollment dialog and the checklist share.

use super::admin_answers::{AdminAnswers, StoredAnswer};
use super::host_reads::{HostAnswer, HostQuestion};
use crate::facts_cache::Dated;
use crate::shared::Shared;
use crate::storage;

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

fn key(serial: &str) -> String {
    format!("device:{}", serial.trim().to_ascii_uppercase())
}

/// The admin's stored answers about a device.
pub fn read_answers(serial: &str) -> AdminAnswers {
    let test_round = storage::read(storage::TEST_ROUND).is_some();
    AdminAnswers::read(test_round, &storage::read(&key(serial)).unwrap_or_default())
}

/// Stores an answer.
pub fn store(serial: &str, answer: &StoredAnswer) {
    match answer {
        StoredAnswer::TestRound(on) => {
            storage::write(storage::TEST_ROUND, if *on { "1" } else { "" })
        }
        StoredAnswer::Device(text) => storage::write(&key(serial), text),
    }
}
