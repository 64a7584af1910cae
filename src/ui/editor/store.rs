//! Storing a profile. The host's list is read first, so that a version that somebody else has made meanwhile is seen before
//! anything is sent. It must never send a definition a second time.

use super::messages::Outcome;
use crate::facts_cache::Freshness;
use crate::profile_index::ProfileIndex;
use crate::shared::Shared;
use host::{ChangeError, HostError, Kind, Profile, ProfileRecord};
use rules::profile::same;

/// Stores a record in place of the version `replaces`, or as a new profile.
pub async fn store(shared: &Shared, record: &ProfileRecord, replaces: Option<&str>) -> Outcome {
    let list = match shared.profiles(Freshness::Fresh).await {
        Ok(read) => read.value,
        Err(error) => return Outcome::Failed(ChangeError::NotDone(error), Vec::new()),
    };
    if let Some(other) = replaces.and_then(|old| replaced(&list, old)) {
        return with_record(shared, other).await;
    }
    if replaces.is_some_and(|old| !list.iter().any(|profile| same(&profile.uuid, old))) {
        return Outcome::Gone;
    }
    let uuids =
        |profile: &Profile| [vec![profile.uuid.clone()], profile.superseded.clone()].concat();
    let known: Vec<String> = list.iter().flat_map(uuids).collect();
    match shared.client.define_profile(record, replaces, &known).await {
        Ok(defined) => {
            shared.tell_session_works();
            Outcome::Defined(defined)
        }
        Err(error) => {
            shared.tell_lost_session(error.cause());
            if error.cause().kind == Kind::Conflict
                && let Some(old) = replaces
                && let Ok(read) = shared.profiles(Freshness::Fresh).await
                && let Some(other) = replaced(&read.value, old)
            {
                return with_record(shared, other).await;
            }
            Outcome::Failed(error, known)
        }
    }
}

/// The profile that has taken the place of a version.
fn replaced(list: &ProfileIndex, old: &str) -> Option<Profile> {
    let is_it = |profile: &&Profile| profile.superseded.iter().any(|uuid| same(uuid, old));
    list.iter().find(is_it).cloned()
}

async fn with_record(shared: &Shared, other: Profile) -> Outcome {
    let record = read(shared, &other.uuid).await;
    Outcome::Replaced(other, record)
}

/// Reads the record of a version.
pub async fn read(shared: &Shared, uuid: &str) -> Result<Box<ProfileRecord>, HostError> {
    shared.seen(shared.client.profile_whole(uuid).await).map(Box::new)
}
