//! The context that all surfaces of one element share: the client, the texts, the policy, the permission to edit, and the
//! facts read once. It must never hold anything that only one surface needs.

use crate::event::Event;
use crate::facts_cache::{Dated, FactsCache, Freshness};
use crate::format::Format;
use crate::policy::PolicyOptions;
use crate::profile_index::ProfileIndex;
use crate::texts::Texts;
use host::{Client, HostError, Kind, Readiness};
use rules::UsernamePolicy;
use std::cell::Cell;
use std::ops::Deref;
use std::rc::Rc;

/// The shared context. Cheap to clone; two are equal when they are the same one, so that it goes into properties.
#[derive(Clone)]
pub struct Shared(Rc<SharedContext>);

/// The content of [`Shared`].
pub struct SharedContext {
    /// The host.
    pub client: Client,
    /// Every sentence.
    pub texts: Texts,
    /// Ages and numbers.
    pub format: Format,
    /// Whether the signed-in admin may change anything.
    pub can_edit: bool,
    policy: PolicyOptions,
    emit: Rc<dyn Fn(&Event) -> bool>,
    lasting: Rc<Lasting>,
}

/// What outlives a change of the options, as long as they mean the same host.
#[derive(Default)]
struct Lasting {
    facts: FactsCache,
    /// Whether the newest word to the host page about the session was that it is lost.
    is_session_lost: Cell<bool>,
}

impl Shared {
    /// A context with the facts of an `earlier` one, otherwise with nothing read yet. `emit` answers `false` when the host
    /// page prevented the event's default.
    pub fn new(
        client: Client,
        texts: Texts,
        format: Format,
        policy: PolicyOptions,
        can_edit: bool,
        emit: Rc<dyn Fn(&Event) -> bool>,
        earlier: Option<&Shared>,
    ) -> Shared {
        let lasting = earlier.map(|earlier| earlier.lasting.clone()).unwrap_or_default();
        Shared(Rc::new(SharedContext { client, texts, format, can_edit, policy, emit, lasting }))
    }
}

impl SharedContext {
    /// Tells the host page; `false` when it prevented the default.
    pub fn emit(&self, event: Event) -> bool {
        (self.emit)(&event)
    }

    /// Hands an answer on, and tells the host page when it found the session lost, or working again.
    pub fn seen<T>(&self, answer: Result<T, HostError>) -> Result<T, HostError> {
        match &answer {
            Ok(_) => self.tell_session_works(),
            Err(error) => self.tell_lost_session(error),
        }
        answer
    }

    /// Tells the host page when a failure means that the session is lost.
    pub fn tell_lost_session(&self, error: &HostError) {
        if error.kind == Kind::Session {
            self.lasting.is_session_lost.set(true);
            self.emit(Event::SessionLost);
        }
    }

    /// Tells the host page, once after a lost session, that a call has succeeded again.
    pub fn tell_session_works(&self) {
        if self.lasting.is_session_lost.take() {
            self.emit(Event::SessionRestored);
        }
    }

    /// All profiles of the host.
    pub async fn profiles(&self, freshness: Freshness) -> Result<Dated<ProfileIndex>, HostError> {
        if let Some(cached) = self.lasting.facts.profiles(freshness) {
            return Ok(cached);
        }
        let profiles = self.seen(self.client.profiles().await)?;
        Ok(self.lasting.facts.store_profiles(profiles))
    }

    /// The host's readiness answer.
    pub async fn readiness(&self, freshness: Freshness) -> Result<Dated<Rc<Readiness>>, HostError> {
        if let Some(cached) = self.lasting.facts.readiness(freshness) {
            return Ok(cached);
        }
        let readiness = self.seen(self.client.readiness().await)?;
        Ok(self.lasting.facts.store_readiness(readiness))
    }

    /// The username policy in force, as far as it is known by now.
    pub fn policy(&self) -> UsernamePolicy {
        let readiness = self.lasting.facts.readiness(Freshness::Cached);
        self.policy.resolve(readiness.as_ref().map(|read| read.value.as_ref()))
    }
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Shared {
    type Target = SharedContext;

    fn deref(&self) -> &SharedContext {
        &self.0
    }
}
