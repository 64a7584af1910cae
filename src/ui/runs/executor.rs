//! Carries runs out: one at a time, the others wait. It lasts as long as the host's context does, so neither another tab of the
//! page nor a closed dialog ends a run. It must never decide what is called, nor draw anything.

use super::calls::{self, Tell};
use crate::event::Event as HostEvent;
use crate::format::now;
use crate::listeners::{Listeners, Subscription};
use crate::shared::{Shared, SharedContext};
use crate::storage;
use gloo_timers::callback::Timeout;
use run::{Change, DeviceReport, Effect, Event, LeftProfile, Limits, Outcome, Plan, Run, Time};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// How often the surfaces are told at most, in milliseconds: numbers that change faster cannot be read.
const TELL: u32 = 200;

/// The longest timer of a browser, in milliseconds.
const LONGEST: Time = 2_000_000_000;

/// All runs of one host in this page. Cheap to clone.
#[derive(Clone, Default)]
pub struct Runs(Rc<Executor>);

#[derive(Default)]
struct Executor {
    /// The context that is used now.
    context: RefCell<Weak<SharedContext>>,
    /// The run that is under way, or the last one.
    current: RefCell<Option<Current>>,
    waiting: RefCell<VecDeque<Plan>>,
    listeners: Rc<Listeners<()>>,
    telling: RefCell<Option<Timeout>>,
}

struct Current {
    run: Run,
    /// It holds the context, so that the run goes on when its element has gone.
    shared: Shared,
    wake: Option<Timeout>,
    _session: Subscription,
}

/// The time as a run counts it.
pub fn time() -> Time {
    now() as Time
}

impl Runs {
    /// Makes calls by this context from now on.
    pub fn serve(&self, context: Weak<SharedContext>) {
        if let (Some(current), Some(shared)) =
            (self.0.current.borrow_mut().as_mut(), Shared::of(&context))
        {
            current.shared = shared;
        }
        self.0.context.replace(context);
    }

    /// Starts a plan, at once or when those before it have ended. A plan without a change is none.
    pub fn start(&self, plan: Plan) {
        if plan.changes.is_empty() {
            return;
        }
        self.0.waiting.borrow_mut().push_back(plan);
        self.0.next();
    }

    /// Tells the run that is under way what the admin wants: pause, resume, stop.
    pub fn tell(&self, event: Event) {
        self.0.tell(event);
    }

    /// Looks at the run that is under way, or else at the last one.
    pub fn look<T>(&self, look: impl FnOnce(&Run) -> T) -> Option<T> {
        self.0.current.borrow().as_ref().map(|current| look(&current.run))
    }

    /// How many plans wait for the one that is under way.
    pub fn waiting(&self) -> usize {
        self.0.waiting.borrow().len()
    }

    /// Forgets the last run if it has ended.
    pub fn dismiss(&self) {
        if !self.0.is_busy() {
            self.0.current.take();
            self.0.changed();
        }
    }

    /// Calls back after changes, several times a second at most, until the subscription is dropped.
    pub fn listen(&self, callback: Callback<()>) -> Subscription {
        self.0.listeners.join(callback)
    }
}

impl Executor {
    /// Whether a run is under way.
    fn is_busy(&self) -> bool {
        self.current.borrow().as_ref().is_some_and(|current| !current.run.is_ended())
    }

    /// Begins the next plan if nothing is under way.
    fn next(self: &Rc<Self>) {
        if self.is_busy() {
            return self.changed();
        }
        let Some(shared) = Shared::of(&self.context.borrow()) else { return };
        let Some(plan) = self.waiting.borrow_mut().pop_front() else { return };
        let weak = Rc::downgrade(self);
        let back = Callback::from(move |()| {
            if let Some(executor) = weak.upgrade() {
                executor.tell(Event::SessionBack);
            }
        });
        let seed = js_sys::Math::random() * f64::from(u32::MAX);
        let run = Run::new(plan, Limits::default(), seed as u64);
        let session = shared.hear_session(back);
        self.current.replace(Some(Current { run, shared, wake: None, _session: session }));
        self.tell(Event::Start);
    }

    fn tell(self: &Rc<Self>, event: Event) {
        let (effects, has_ended) = {
            let mut current = self.current.borrow_mut();
            let Some(current) = current.as_mut() else { return };
            // Whoever is signed in by now must not carry on with another admin's run.
            let is_owner = current.run.report().plan.about.by == storage::account().name();
            let event = if is_owner { event } else { Event::LockLost };
            let effects = current.run.update(event, time());
            (effects, current.run.is_ended())
        };
        for effect in effects {
            self.carry_out(effect);
        }
        self.changed();
        if has_ended {
            self.next();
        }
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        let current = self.current.borrow();
        let Some(Current { run, shared, .. }) = current.as_ref() else { return };
        let shared = shared.clone();
        match effect {
            Effect::Record(number, _) => {
                let tell = self.ear();
                spawn_local(async move { tell(Event::Recorded(number, false)) });
            }
            Effect::Read(ticket, serials) => {
                let plan = &run.report().plan;
                let with_enrollment = |serial: &String| {
                    let change = plan.changes.iter().find(|change| change.serial == *serial);
                    change.is_some_and(Change::touches_enrollment)
                };
                let devices = serials.into_iter().map(|serial| {
                    let with_enrollment = with_enrollment(&serial);
                    (serial, with_enrollment)
                });
                calls::read(shared, ticket, devices.collect(), self.ear());
            }
            Effect::Remove(ticket, serials) => {
                calls::assign(shared, ticket, None, serials, self.ear());
            }
            Effect::Assign(ticket, profile, serials) => {
                calls::assign(shared, ticket, Some(profile), serials, self.ear());
            }
            Effect::Save { ticket, serial, enrollment, expected } => {
                calls::save(shared, ticket, serial, enrollment, expected, self.ear());
            }
            Effect::Wake(at) => {
                drop(current);
                let pause = at.saturating_sub(time()).clamp(1, LONGEST);
                let tell = self.ear();
                let wake = Timeout::new(pause as u32, move || tell(Event::Tick));
                if let Some(current) = self.current.borrow_mut().as_mut() {
                    current.wake = Some(wake);
                }
            }
        }
    }

    /// Where the answers of calls go, as long as somebody knows the runs.
    fn ear(self: &Rc<Self>) -> Tell {
        let executor = self.clone();
        Rc::new(move |event| {
            let read = match &event {
                Event::Read(_, serial, Ok(_)) => Some(serial.clone()),
                _ => None,
            };
            executor.tell(event);
            if let Some(serial) = read {
                executor.tell_page(&serial);
            }
        })
    }

    /// Tells the host page what was done with a device, now that a read has shown it.
    fn tell_page(&self, serial: &str) {
        let done = {
            let current = self.current.borrow();
            let Some(Current { run, shared, .. }) = current.as_ref() else { return };
            let report = run.report();
            let rows = report.plan.changes.iter().zip(&report.results);
            let row = rows.into_iter().find(|(change, _)| change.serial == serial);
            row.filter(|(_, result)| result.outcome == Outcome::Done)
                .map(|(change, result)| (shared.clone(), events(change, result)))
        };
        if let Some((shared, events)) = done {
            for event in events {
                shared.emit(event);
            }
        }
    }

    /// Tells the surfaces soon.
    fn changed(self: &Rc<Self>) {
        if self.telling.borrow().is_some() {
            return;
        }
        let executor = self.clone();
        let tell = move || {
            executor.telling.take();
            executor.listeners.tell(&());
        };
        self.telling.replace(Some(Timeout::new(TELL, tell)));
    }
}

/// What a run has done with a device, for the host page.
fn events(change: &Change, result: &DeviceReport) -> Vec<HostEvent> {
    let serial = || change.serial.clone();
    let mut events = Vec::new();
    if result.left.profile == LeftProfile::Wanted {
        events.push(match &change.after.profile {
            Some(uuid) => HostEvent::ProfileAssigned { serial: serial(), uuid: uuid.clone() },
            None => HostEvent::ProfileRemoved { serial: serial() },
        });
    }
    if let (true, Some(draft)) = (result.left.enrollment, &change.after.enrollment) {
        events.push(HostEvent::EnrollmentSaved { serial: serial(), draft: draft.clone() });
    }
    events
}
