//! Runs the effects of the fleet in a page: calls to the host, waits, slices of work. A component owns it, and when it is
//! dropped nothing of it goes on. It must never decide what is read or judged.

use super::machine::Fleet;
use super::messages::{Basis, Counts, Effect, Msg};
use super::reading::Ticket;
use super::select::{Filter, Sort};
use super::verdict::Verdict;
use crate::answers::Change;
use crate::facts_cache::Freshness;
use crate::format::now;
use crate::known::{Found, KnownDevices, List};
use crate::listeners::Subscription;
use crate::shared::Shared;
use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use host::{Device, DeviceQuery, Part};
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, MessageChannel};
use yew::Callback;

/// How often the owner is told at most, in milliseconds: numbers that change faster cannot be read.
const TELL: u32 = 200;

/// The fleet of one host, alive.
pub struct Runner {
    page: Rc<Running>,
    _heard: Heard,
}

/// What is heard for as long as the runner lives.
struct Heard {
    _answers: Subscription,
    _facts: Subscription,
    _session: Subscription,
    _visibility: Option<Visibility>,
}

struct Running {
    own: Weak<Running>,
    shared: Shared,
    fleet: RefCell<Fleet>,
    on_change: Callback<()>,
    /// The owner is about to be told.
    telling: RefCell<Option<Timeout>>,
    /// Waits for pages and for the directory.
    waits: [RefCell<Option<Timeout>>; 2],
    slices: Slices,
    may_judge: Cell<bool>,
}

impl Runner {
    /// A runner that has read nothing yet. `on_change` is called after changes, several times a second at most.
    pub fn new(shared: Shared, on_change: Callback<()>) -> Runner {
        let has_directory = shared.client.offers(Part::CheckUser);
        let fleet = Fleet::new(shared.answers().clone(), has_directory);
        let page = Rc::new_cyclic(|weak: &Weak<Running>| {
            let own = weak.clone();
            let weak = weak.clone();
            Running {
                own,
                fleet: RefCell::new(fleet),
                on_change,
                telling: RefCell::default(),
                waits: Default::default(),
                slices: Slices::new(move || send(&weak, Msg::Slice)),
                may_judge: Cell::new(false),
                shared: shared.clone(),
            }
        });
        let weak = Rc::downgrade(&page);
        shared.lend_devices(weak.clone());
        let answers = weak.clone();
        let facts = weak.clone();
        let session = weak.clone();
        let heard = Heard {
            _answers: shared.answers().listen_closely(Callback::from(move |change: Change| {
                send(&answers, Msg::Answers(change));
            })),
            _facts: shared.facts().listen(Callback::from(move |()| {
                if let Some(page) = facts.upgrade() {
                    page.stand_on();
                }
            })),
            _session: shared.hear_session(Callback::from(move |()| {
                if let Some(page) = session.upgrade() {
                    page.read_basis();
                    page.send(Msg::SessionWorks);
                }
            })),
            _visibility: Visibility::watch(move |is_hidden| send(&weak, Msg::Hidden(is_hidden))),
        };
        let runner = Runner { page, _heard: heard };
        runner.page.read_basis();
        runner
    }

    /// Sends the fleet a message.
    pub fn send(&self, msg: Msg) {
        if matches!(msg, Msg::Again) {
            self.page.shared.answers().reread();
        }
        self.page.send(msg);
    }

    /// Numbers about the fleet.
    pub fn counts(&self) -> Counts {
        self.page.fleet.borrow().counts()
    }

    /// The verdict on a device; `None` before it was judged.
    pub fn verdict(&self, serial: &str) -> Option<Verdict> {
        self.page.fleet.borrow().verdict(serial).cloned()
    }

    /// One page of the devices that pass a filter, and how many pass.
    pub fn select(
        &self,
        filter: &Filter,
        sort: Sort,
        offset: u32,
        limit: u32,
    ) -> (Vec<Device>, u32) {
        self.page.fleet.borrow().select(filter, sort, offset, limit)
    }
}

impl KnownDevices for Running {
    fn list(&self) -> List {
        self.fleet.borrow().list()
    }

    fn meant(&self, serial: &str) -> Found {
        self.fleet.borrow().meant(serial)
    }

    fn read_all(&self) {
        send(&self.own, Msg::GoOn);
    }

    fn read_again(&self) {
        self.shared.answers().reread();
        send(&self.own, Msg::Again);
    }
}

fn send(page: &Weak<Running>, msg: Msg) {
    if let Some(page) = page.upgrade() {
        page.send(msg);
    }
}

impl Running {
    /// Reads what all verdicts depend on, unless it was read lately. A host that does not answer keeps nobody waiting for verdicts.
    fn read_basis(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let shared = self.shared.clone();
        spawn_local(async move {
            // Their failures are shown where they are looked at.
            let _ = shared.readiness(Freshness::Cached).await;
            let _ = shared.profiles(Freshness::Cached).await;
            if let Some(page) = weak.upgrade() {
                page.may_judge.set(true);
                page.stand_on();
            }
        });
    }

    fn stand_on(self: &Rc<Self>) {
        if !self.may_judge.get() {
            return;
        }
        let (profiles, readiness) = self.shared.facts().newest();
        let basis = Basis {
            profiles,
            readiness,
            policy: self.shared.policy(),
            no_enrollment: !self.shared.client.offers(Part::Enrollment),
        };
        self.send(Msg::Basis(basis));
    }

    fn send(self: &Rc<Self>, msg: Msg) {
        let effects = self.fleet.borrow_mut().update(msg, now());
        for effect in effects {
            self.run(effect);
        }
        if self.telling.borrow().is_none() {
            let weak = Rc::downgrade(self);
            let tell = move || {
                if let Some(page) = weak.upgrade() {
                    page.telling.take();
                    page.on_change.emit(());
                }
            };
            self.telling.replace(Some(Timeout::new(TELL, tell)));
        }
    }

    fn run(self: &Rc<Self>, effect: Effect) {
        let shared = self.shared.clone();
        match effect {
            Effect::Read(ticket) => self.later(Box::pin(async move {
                let answer = shared.seen(shared.client.devices(&query(&ticket)).await);
                // To read the records out of the answer and to judge them are two tasks.
                TimeoutFuture::new(0).await;
                Msg::Page(ticket, answer)
            })),
            Effect::ReadRecord(news, serial) => self.later(Box::pin(async move {
                Msg::Record(news, Box::new(shared.seen(shared.client.device(&serial).await)))
            })),
            Effect::LookUp(name) => self.later(Box::pin(async move {
                let found = shared.seen(shared.client.user_exists(&name).await);
                Msg::LookedUp(name, found)
            })),
            Effect::WaitForPages(millis) => self.wait(0, millis, Msg::PagesWaited),
            Effect::WaitForDirectory(millis) => self.wait(1, millis, Msg::DirectoryWaited),
            Effect::Slice => self.slices.ask(),
        }
    }

    fn later(self: &Rc<Self>, answer: Pin<Box<dyn Future<Output = Msg>>>) {
        let weak = Rc::downgrade(self);
        spawn_local(async move { send(&weak, answer.await) });
    }

    fn wait(self: &Rc<Self>, which: usize, millis: u32, msg: Msg) {
        let weak = Rc::downgrade(self);
        let over = Timeout::new(millis, move || send(&weak, msg));
        self.waits[which].replace(Some(over));
    }
}

fn query(ticket: &Ticket) -> DeviceQuery {
    DeviceQuery { offset: ticket.offset, limit: ticket.limit, ..DeviceQuery::default() }
}

/// Tasks of their own for slices of work: messages to oneself, which come at once and let the page breathe between them. A
/// timer would wait 4 ms each time.
struct Slices {
    channel: Option<MessageChannel>,
    _slice: Closure<dyn Fn()>,
}

impl Slices {
    fn new(slice: impl Fn() + 'static) -> Slices {
        let slice = Closure::<dyn Fn()>::new(slice);
        let channel = MessageChannel::new().ok();
        if let Some(channel) = &channel {
            channel.port1().set_onmessage(Some(slice.as_ref().unchecked_ref()));
        }
        Slices { channel, _slice: slice }
    }

    fn ask(&self) {
        if let Some(channel) = &self.channel {
            // Posting a null to one's own port cannot fail.
            let _ = channel.port2().post_message(&wasm_bindgen::JsValue::NULL);
        }
    }
}

impl Drop for Slices {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.port1().set_onmessage(None);
            channel.port1().close();
        }
    }
}

/// Whether the page can be seen, for as long as this lives.
struct Visibility {
    document: Document,
    changed: Closure<dyn Fn()>,
}

const EVENT: &str = "visibilitychange";

impl Visibility {
    fn watch(tell: impl Fn(bool) + 'static) -> Option<Visibility> {
        let document = web_sys::window()?.document()?;
        tell(document.hidden());
        let watched = document.clone();
        let changed = Closure::<dyn Fn()>::new(move || tell(watched.hidden()));
        document.add_event_listener_with_callback(EVENT, changed.as_ref().unchecked_ref()).ok()?;
        Some(Visibility { document, changed })
    }
}

impl Drop for Visibility {
    fn drop(&mut self) {
        let changed = self.changed.as_ref().unchecked_ref();
        // A listener that cannot be removed is one that was never added.
        let _ = self.document.remove_event_listener_with_callback(EVENT, changed);
    }
}
