//! Facts of the host that are the same for every device, read once and cached: the profiles and the readiness answer. It must
//! never hold anything about one device.

use crate::format::now;
use crate::profile_index::ProfileIndex;
use host::{Client, HostError, Millis, Readiness};
use std::cell::RefCell;
use std::rc::Rc;

/// A value and when it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated<T> {
    /// The value.
    pub value: T,
    /// When it was read, in milliseconds since the epoch.
    pub at: Millis,
}

impl<T> Dated<T> {
    /// A value read now.
    pub fn now(value: T) -> Self {
        Dated { value, at: now() }
    }
}

/// Whether a fact that was read before will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// A value that was read before will do.
    Cached,
    /// Ask the host.
    Fresh,
}

/// The facts read so far.
#[derive(Default)]
pub struct FactsCache {
    profiles: RefCell<Option<Dated<ProfileIndex>>>,
    readiness: RefCell<Option<Dated<Rc<Readiness>>>>,
}

impl FactsCache {
    /// All profiles of the host.
    pub async fn profiles(
        &self,
        client: &Client,
        freshness: Freshness,
    ) -> Result<Dated<ProfileIndex>, HostError> {
        let cached = self.profiles.borrow().clone();
        if let (Freshness::Cached, Some(cached)) = (freshness, cached) {
            return Ok(cached);
        }
        let read = Dated::now(ProfileIndex::new(client.profiles().await?));
        *self.profiles.borrow_mut() = Some(read.clone());
        Ok(read)
    }

    /// The host's readiness answer.
    pub async fn readiness(
        &self,
        client: &Client,
        freshness: Freshness,
    ) -> Result<Dated<Rc<Readiness>>, HostError> {
        let cached = self.cached_readiness();
        if let (Freshness::Cached, Some(cached)) = (freshness, cached) {
            return Ok(cached);
        }
        let read = Dated::now(Rc::new(client.readiness().await?));
        *self.readiness.borrow_mut() = Some(read.clone());
        Ok(read)
    }

    /// The readiness answer, if it was read.
    pub fn cached_readiness(&self) -> Option<Dated<Rc<Readiness>>> {
        self.readiness.borrow().clone()
    }
}
