//! Carries out what the sheet asks of the host. It must never decide what is asked.

use super::people::Ask;
use super::state::{Basis, Effect, Msg, Setups};
use crate::bulk::reading;
use crate::facts_cache::Freshness;
use crate::setup::profile_of;
use crate::shared::Shared;
use gloo_timers::future::TimeoutFuture;
use host::contract::PAGE_LIMIT;
use host::{DeviceQuery, HostError, Kind};
use std::pin::Pin;
use std::rc::Rc;

/// Users that the search for one name brings at most.
const FOUND: u32 = 20;

/// The message that an effect comes to.
pub fn call(shared: Shared, effect: Effect) -> Pin<Box<dyn Future<Output = Msg>>> {
    match effect {
        Effect::Read(reading::Effect::Page(offset)) => Box::pin(async move {
            let query = DeviceQuery { offset, limit: PAGE_LIMIT, ..DeviceQuery::default() };
            Msg::Page(offset, shared.seen(shared.client.devices(&query).await))
        }),
        Effect::Read(reading::Effect::Device(serial)) => Box::pin(async move {
            let answer = shared.seen(shared.client.device(&serial).await);
            Msg::Device(serial, answer.map(Rc::new))
        }),
        Effect::ReadBasis => Box::pin(async move { Msg::Basis(basis(&shared).await) }),
        Effect::ReadSetups(uuids) => {
            Box::pin(async move { Msg::Setups(setups(&shared, uuids).await) })
        }
        Effect::Ask(Ask::Search(name)) => Box::pin(async move {
            let found = shared.seen(shared.client.search_users(&name, FOUND).await);
            Msg::Searched(name, found)
        }),
        Effect::Ask(Ask::Check(name)) => Box::pin(async move {
            let found = shared.seen(shared.client.user_exists(&name).await);
            Msg::Checked(name, found)
        }),
        Effect::Judge(serials) => Box::pin(async move {
            TimeoutFuture::new(0).await;
            let answers = serials.iter().map(|serial| shared.answers().of(serial));
            Msg::Judge(answers.collect())
        }),
    }
}

/// Reads what all verdicts depend on, as it is now.
async fn basis(shared: &Shared) -> Result<Basis, HostError> {
    let readiness = shared.readiness(Freshness::Fresh).await?.value;
    let profiles = match shared.profiles(Freshness::Fresh).await {
        Ok(read) => Some(read.value),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Absent) => None,
        Err(error) => return Err(error),
    };
    Ok(Basis { profiles, readiness, policy: shared.policy() })
}

/// Reads whole profiles. One that the host does not have, or does not show, is not known.
async fn setups(shared: &Shared, uuids: Vec<String>) -> Result<Setups, HostError> {
    let mut setups = Vec::new();
    for uuid in uuids {
        let profile = match shared.seen(shared.client.profile_whole(&uuid).await) {
            Ok(record) => Some(profile_of(&record)),
            Err(error) if is_unknown(error.kind) => None,
            Err(error) => return Err(error),
        };
        setups.push((uuid, profile));
    }
    Ok(setups)
}

fn is_unknown(kind: Kind) -> bool {
    matches!(kind, Kind::NotFound | Kind::Absent | Kind::Permission | Kind::Unreadable)
}
