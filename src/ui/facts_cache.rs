//! Facts of the host that are the same for every device, read once and cached: the profiles and the readiness answer. It must
//! never hold anything about one device.

use crate::format::now;
use crate::listeners::{Listeners, Subscription};
use crate::profile_index::ProfileIndex;
use host::{Millis, Profile, Readiness};
use std::cell::RefCell;
use std::rc::Rc;
use yew::Callback;

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

/// How fresh a fact must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// A value that was read before will do.
    Cached,
    /// Ask the host.
    Fresh,
}

/// How long a list of profiles may be used, in milliseconds.
const PROFILES_LAST: f64 = 60_000.0;

/// The facts read so far.
#[derive(Default)]
pub struct FactsCache {
    profiles: RefCell<Option<Dated<ProfileIndex>>>,
    readiness: RefCell<Option<Dated<Rc<Readiness>>>>,
    listeners: Rc<Listeners<()>>,
}

impl FactsCache {
    /// Calls back whenever the host has sent such a fact, until the subscription is dropped.
    pub fn listen(&self, callback: Callback<()>) -> Subscription {
        self.listeners.join(callback)
    }

    /// The newest profiles, however old, and the newest readiness answer.
    pub fn newest(&self) -> (Option<ProfileIndex>, Option<Rc<Readiness>>) {
        let value = |read: &Dated<ProfileIndex>| read.value.clone();
        let profiles = self.profiles.borrow().as_ref().map(value);
        (profiles, self.readiness.borrow().as_ref().map(|read| read.value.clone()))
    }

    /// The profiles, if they were read lately and a value read before will do. A profile that is edited gets a new UUID, so
    /// an old list offers UUIDs that are gone.
    pub fn profiles(&self, freshness: Freshness) -> Option<Dated<ProfileIndex>> {
        let lately = |read: &Dated<ProfileIndex>| now() - read.at < PROFILES_LAST;
        self.profiles.borrow().clone().filter(lately).filter(|_| freshness == Freshness::Cached)
    }

    /// Caches the profiles that the host just sent.
    pub fn store_profiles(&self, profiles: Vec<Profile>) -> Dated<ProfileIndex> {
        let read = Dated::now(ProfileIndex::new(profiles));
        self.profiles.replace(Some(read.clone()));
        self.listeners.tell(&());
        read
    }

    /// The readiness answer, if it was read and a value read before will do.
    pub fn readiness(&self, freshness: Freshness) -> Option<Dated<Rc<Readiness>>> {
        self.readiness.borrow().clone().filter(|_| freshness == Freshness::Cached)
    }

    /// Caches the readiness answer that the host just sent.
    pub fn store_readiness(&self, readiness: Readiness) -> Dated<Rc<Readiness>> {
        let read = Dated::now(Rc::new(readiness));
        self.readiness.replace(Some(read.clone()));
        self.listeners.tell(&());
        read
    }
}
