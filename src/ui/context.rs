//! What every surface shares: the client, the texts, the policy, the permission to edit, and the facts read once.
//! It must never hold what only one surface needs.

use crate::format::{Format, now};
use crate::profile_index::ProfileIndex;
use crate::texts::Texts;
use host::{Client, HostError, Kind, Millis, Readiness};
use rules::username::{DEFAULT_MAX_LENGTH, DEFAULT_MIN_LENGTH};
use rules::{Draft, UsernamePolicy};
use std::cell::RefCell;
use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;
use std::rc::Rc;
use yew::html::Scope;
use yew::{Callback, Component};

/// Something that happened by the admin's hand and that the host page may want to know.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The host has confirmed an enrollment.
    EnrollmentSaved {
        /// Of which device.
        serial: String,
        /// As stored.
        draft: Draft,
    },
    /// A device was assigned to a profile and read back.
    ProfileAssigned {
        /// Which device.
        serial: String,
        /// To which profile.
        uuid: String,
    },
    /// An assignment was removed.
    ProfileRemoved {
        /// Of which device.
        serial: String,
    },
    /// A dialog asks to close; the host page may prevent it.
    DialogClose {
        /// Of which device.
        serial: String,
        /// Whether an enrollment was saved in it.
        saved: bool,
    },
    /// A call found the session lost.
    SessionLost,
}

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

    /// Whole seconds since it was read.
    pub fn age(&self, now: Millis) -> u32 {
        ((now - self.at) / 1000.0).max(0.0) as u32
    }
}

/// The username policy as far as the host page states it; what it leaves open, the host's readiness answer may fill.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PolicyOptions {
    /// Tenant of the signed-in admin.
    pub tenant_domain: Option<String>,
    /// Whether usernames are e-mail addresses.
    pub email_usernames: Option<bool>,
    /// Shortest username.
    pub min_length: Option<usize>,
    /// Longest username.
    pub max_length: Option<usize>,
}

impl PolicyOptions {
    /// The policy in force: the host page's word first, then the host's, then the defaults.
    pub fn resolve(&self, readiness: Option<&Readiness>) -> UsernamePolicy {
        UsernamePolicy {
            tenant_domain: self.tenant_domain.clone().or_else(|| readiness?.tenant_domain.clone()),
            email_usernames: self
                .email_usernames
                .or_else(|| readiness?.email_usernames)
                .unwrap_or(false),
            min_length: self.min_length.unwrap_or(DEFAULT_MIN_LENGTH),
            max_length: self.max_length.unwrap_or(DEFAULT_MAX_LENGTH),
        }
    }
}

/// Whether a fact that was read before will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// What was read before will do.
    Cached,
    /// Ask the host.
    Fresh,
}

#[derive(Default)]
struct Facts {
    profiles: Option<Dated<ProfileIndex>>,
    readiness: Option<Dated<Rc<Readiness>>>,
}

/// Shared by every surface of one element.
pub struct Context {
    /// The host.
    pub client: Client,
    /// Every sentence.
    pub texts: Texts,
    /// Dates and numbers.
    pub format: Format,
    /// Whether the signed-in admin may change anything.
    pub can_edit: bool,
    policy: PolicyOptions,
    emit: Rc<dyn Fn(&Event) -> bool>,
    facts: RefCell<Facts>,
}

impl Context {
    /// A context with nothing read yet. `emit` answers `false` when the host page prevented the event's default.
    pub fn new(
        client: Client,
        texts: Texts,
        format: Format,
        policy: PolicyOptions,
        can_edit: bool,
        emit: Rc<dyn Fn(&Event) -> bool>,
    ) -> Context {
        Context { client, texts, format, can_edit, policy, emit, facts: RefCell::default() }
    }

    /// Tells the host page; `false` when it prevented the default.
    pub fn emit(&self, event: Event) -> bool {
        (self.emit)(&event)
    }

    /// Hands an answer on, and tells the host page when it found the session lost.
    pub fn seen<T>(&self, answer: Result<T, HostError>) -> Result<T, HostError> {
        if let Err(error) = &answer {
            self.tell_lost_session(error);
        }
        answer
    }

    /// Tells the host page when a failure means that the session is lost.
    pub fn tell_lost_session(&self, error: &HostError) {
        if error.kind == Kind::Session {
            self.emit(Event::SessionLost);
        }
    }

    /// All profiles of the host.
    pub async fn profiles(&self, freshness: Freshness) -> Result<Dated<ProfileIndex>, HostError> {
        let known = self.facts.borrow().profiles.clone();
        if let (Freshness::Cached, Some(known)) = (freshness, known) {
            return Ok(known);
        }
        let read = Dated::now(ProfileIndex::new(self.seen(self.client.profiles().await)?));
        self.facts.borrow_mut().profiles = Some(read.clone());
        Ok(read)
    }

    /// The host's readiness answer.
    pub async fn readiness(&self, freshness: Freshness) -> Result<Dated<Rc<Readiness>>, HostError> {
        let known = self.facts.borrow().readiness.clone();
        if let (Freshness::Cached, Some(known)) = (freshness, known) {
            return Ok(known);
        }
        let read = Dated::now(Rc::new(self.seen(self.client.readiness().await)?));
        self.facts.borrow_mut().readiness = Some(read.clone());
        Ok(read)
    }

    /// The username policy in force, as far as is known by now.
    pub fn policy(&self) -> UsernamePolicy {
        let facts = self.facts.borrow();
        self.policy.resolve(facts.readiness.as_ref().map(|read| read.value.as_ref()))
    }
}

/// A context that is equal when it is the same one, so that it goes into props.
#[derive(Clone)]
pub struct Ctx(Rc<Context>);

impl Ctx {
    /// Shares a context.
    pub fn new(context: Context) -> Ctx {
        Ctx(Rc::new(context))
    }
}

impl PartialEq for Ctx {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Ctx {
    type Target = Context;

    fn deref(&self) -> &Context {
        &self.0
    }
}

/// Sends a component the message that a future comes to. Boxed, because each future's own type would cost kilobytes.
pub fn later<C: Component>(link: &Scope<C>, message: Pin<Box<dyn Future<Output = C::Message>>>) {
    let link = link.clone();
    wasm_bindgen_futures::spawn_local(async move { link.send_message(message.await) });
}

/// A callback that sends a component always the same message. One function per component, where a closure each would
/// cost a hundred bytes each.
#[inline(never)]
pub fn press<C: Component>(link: &Scope<C>, message: fn() -> C::Message) -> Callback<()> {
    link.callback(move |()| message())
}

/// A callback that sends a component a message made of what it is given.
#[inline(never)]
pub fn give<C: Component, T: 'static>(link: &Scope<C>, make: fn(T) -> C::Message) -> Callback<T> {
    link.callback(make)
}
