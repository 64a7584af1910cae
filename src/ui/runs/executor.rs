//! Carries runs out: one at a time, the others wait. It lasts as long as the host's context does, so neither another tab of the
//! page nor a closed dialog ends a run. It must never decide what is called, nor draw anything.

use super::job::{Job, owner, prepare, time};
use super::journal;
use super::news::news;
use super::past::{Past, PastRuns, Standing};
use crate::event::Event as HostEvent;
use crate::listeners::{Listeners, Subscription};
use gloo_timers::callback::Timeout;
use run::{Effect, End, Entry, Event, Outcome, Plan, Report, Run, State, Time};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// How often the surfaces are told at most, in milliseconds: numbers that change faster cannot be read.
const TELL: u32 = 200;

/// The longest timer of a browser, in milliseconds.
const LONGEST: Time = 2_000_000_000;

/// Where the answers of calls go.
pub type Tell = Rc<dyn Fn(Event)>;

/// Whoever makes the calls of a run, and knows the host page.
pub trait Caller {
    /// Makes a call, and answers each of its devices once. The plan is that of the run.
    fn call(self: Rc<Self>, effect: Effect, plan: &Plan, tell: Tell);

    /// Tells the host page.
    fn emit(&self, event: &HostEvent);

    /// Takes away the notices of earlier changes of the plan's devices: what they offer is over.
    fn withdraw(&self, plan: &Plan);

    /// Calls back when a lost session works again.
    fn hear_session(&self, back: Callback<()>) -> Subscription;

    /// Finds out whether a lost session works again.
    fn ask_session(self: Rc<Self>);
}

/// All runs of one host in this page. Cheap to clone.
#[derive(Clone, Default)]
pub struct Runs(Rc<Executor>);

#[derive(Default)]
struct Executor {
    /// Who makes the calls now.
    caller: RefCell<Option<Weak<dyn Caller>>>,
    /// The run that is under way, or the last one.
    current: RefCell<Option<Current>>,
    waiting: RefCell<VecDeque<Job>>,
    /// A run is being prepared.
    is_beginning: Cell<bool>,
    past: RefCell<PastRuns>,
    /// Whether the journals were read, and whether this browser has some to read.
    is_read: Cell<bool>,
    /// How many runs have ended here.
    ended: Cell<u32>,
    listeners: Rc<Listeners<()>>,
    telling: RefCell<Option<Timeout>>,
}

struct Current {
    run: Run,
    /// It is held, so that the run goes on when its element has gone.
    caller: Rc<dyn Caller>,
    wake: Option<Timeout>,
    _session: Subscription,
    /// Whether this browser keeps its journal.
    is_kept: bool,
    /// Entries that are not in the journal yet, and whether some are on their way.
    unwritten: Vec<(u32, Vec<Entry>)>,
    is_writing: bool,
    /// Its end was taken note of.
    is_closed: bool,
    /// What was found in place of what the plan saw, by serial number.
    found: Vec<(String, State)>,
}

impl Runs {
    /// Calls are made by this caller from now on.
    pub fn serve(&self, caller: Rc<dyn Caller>) {
        self.0.caller.replace(Some(Rc::downgrade(&caller)));
        if let Some(current) = self.0.current.borrow_mut().as_mut() {
            current.caller = caller;
        }
    }

    /// Starts a plan, at once or when those before it have ended. A plan without a change is none.
    pub fn start(&self, plan: Plan) {
        if !plan.changes.is_empty() {
            if let Some(caller) = self.0.caller() {
                caller.withdraw(&plan);
            }
            self.0.add(Job::New(plan));
        }
    }

    /// Takes note of a change that was made without a run.
    pub fn note(&self, report: Report) {
        let id = report.plan.about.id.clone();
        let ended = report.results.iter().cloned().enumerate();
        let mut entries = vec![Entry::Plan(report.plan.clone())];
        entries.extend(ended.map(|(device, result)| Entry::Ended(device, result)));
        entries.push(Entry::Closed(End::Finished, report.plan.about.at));
        let past = Past { report, standing: Standing::Ended, found: Vec::new() };
        self.0.past.borrow_mut().put(past);
        self.0.changed();
        spawn_local(async move {
            // A browser that keeps no journal has it until the page is left.
            journal::append(&owner(), &id, &entries).await;
        });
    }

    /// Carries an interrupted run on. `is_left`: only what it has begun is finished.
    pub fn resume(&self, id: &str, is_left: bool) {
        self.0.past.borrow_mut().forget(id);
        self.0.add(Job::Resume { id: id.to_owned(), is_left });
    }

    /// Tells the run that is under way what the admin wants: pause, resume, stop.
    pub fn tell(&self, event: Event) {
        self.0.tell(event);
    }

    /// Looks at the run that is under way, or else at the last one.
    pub fn look<T>(&self, look: impl FnOnce(&Run) -> T) -> Option<T> {
        self.0.current.borrow().as_ref().map(|current| look(&current.run))
    }

    /// Whether a run is about to begin, or the journals are not read yet.
    pub fn is_pending(&self) -> bool {
        let is_waiting = !self.0.waiting.borrow().is_empty();
        is_waiting || self.0.is_beginning.get() || !self.0.is_read.get()
    }

    /// How many plans wait for the one that is under way.
    pub fn waiting(&self) -> u32 {
        self.0.waiting.borrow().len() as u32
    }

    /// How many runs have ended in this page.
    pub fn ended(&self) -> u32 {
        self.0.ended.get()
    }

    /// Forgets the last run if it has ended. Its report stays in the history.
    pub fn dismiss(&self) {
        if !self.0.is_busy() {
            self.0.current.take();
            self.0.changed();
        }
    }

    /// The runs that are not under way, the newest first, as far as they were read.
    pub fn past(&self) -> Vec<Rc<Past>> {
        self.0.past.borrow().all().to_vec()
    }

    /// The one of them with this key.
    pub fn past_of(&self, id: &str) -> Option<Rc<Past>> {
        self.0.past.borrow().find(id).cloned()
    }

    /// Reads the journals of this account, in the background.
    pub fn read_past(&self) {
        let executor = self.0.clone();
        spawn_local(async move {
            let found = journal::read(&owner()).await;
            executor.is_read.set(true);
            if let Some(found) = found {
                let under_way = executor.under_way();
                executor.past.borrow_mut().take(found, under_way.as_deref());
            }
            executor.changed();
        });
    }

    /// Deletes what is known of a run.
    pub fn forget(&self, id: &str) {
        let (executor, id) = (self.0.clone(), id.to_owned());
        spawn_local(async move {
            journal::remove(&owner(), &id).await;
            executor.past.borrow_mut().forget(&id);
            executor.changed();
        });
    }

    /// Asks the host whether the admin is signed in again. If so, the run goes on.
    pub fn ask_session(&self) {
        if let Some(caller) = self.0.caller() {
            caller.ask_session();
        }
    }

    /// Calls back after changes, several times a second at most, until the subscription is dropped.
    pub fn listen(&self, callback: Callback<()>) -> Subscription {
        self.0.listeners.join(callback)
    }
}

impl Current {
    /// Takes note of what a read has shown of a device. Returns the news for the host page.
    fn learn(&mut self, (serial, state): (String, State)) -> Vec<HostEvent> {
        let report = self.run.report();
        let mut rows = report.plan.changes.iter().zip(&report.results);
        match rows.find(|(change, _)| change.serial == serial) {
            Some((change, result)) if result.outcome == Outcome::Done => news(change, result),
            Some((_, result)) if matches!(result.outcome, Outcome::Conflict(_)) => {
                self.found.push((serial, state));
                Vec::new()
            }
            _ => Vec::new(),
        }
    }
}

impl Executor {
    fn caller(&self) -> Option<Rc<dyn Caller>> {
        self.caller.borrow().as_ref()?.upgrade()
    }

    /// Whether a run is under way.
    fn is_busy(&self) -> bool {
        let is_under_way = |current: &Current| !current.is_closed;
        self.is_beginning.get() || self.current.borrow().as_ref().is_some_and(is_under_way)
    }

    fn under_way(&self) -> Option<String> {
        let current = self.current.borrow();
        let current = current.as_ref().filter(|current| !current.is_closed)?;
        Some(current.run.report().plan.about.id.clone())
    }

    fn add(self: &Rc<Self>, job: Job) {
        self.waiting.borrow_mut().push_back(job);
        self.next();
        self.changed();
    }

    /// Begins the next run if nothing is under way.
    fn next(self: &Rc<Self>) {
        if self.is_busy() {
            return;
        }
        let Some(caller) = self.caller() else { return };
        let Some(job) = self.waiting.borrow_mut().pop_front() else { return };
        self.is_beginning.set(true);
        let executor = self.clone();
        spawn_local(async move {
            let begun = prepare(job).await;
            executor.is_beginning.set(false);
            match begun {
                Some((run, is_kept)) => executor.begin(run, caller, is_kept),
                None => {
                    // Another tab has it, or has deleted it.
                    Runs(executor.clone()).read_past();
                    executor.next();
                }
            }
        });
    }

    fn begin(self: &Rc<Self>, run: Run, caller: Rc<dyn Caller>, is_kept: bool) {
        let weak = Rc::downgrade(self);
        let back = Callback::from(move |()| {
            if let Some(executor) = weak.upgrade() {
                executor.tell(Event::SessionBack);
            }
        });
        let session = caller.hear_session(back);
        self.current.replace(Some(Current {
            run,
            caller,
            wake: None,
            _session: session,
            is_kept,
            unwritten: Vec::new(),
            is_writing: false,
            is_closed: false,
            found: Vec::new(),
        }));
        self.tell(Event::Start);
    }

    fn tell(self: &Rc<Self>, event: Event) {
        let mut learnt = Vec::new();
        let (effects, caller) = {
            let mut current = self.current.borrow_mut();
            let Some(current) = current.as_mut() else { return };
            // Whoever is signed in by now must not carry on with another admin's run.
            let is_owner = current.run.report().plan.about.by == owner();
            let event = if is_owner { event } else { Event::LockLost };
            let read = match &event {
                Event::Read(_, serial, Ok(state)) => Some((serial.clone(), state.clone())),
                _ => None,
            };
            let effects = current.run.update(event, time());
            if let Some(read) = read {
                learnt = current.learn(read);
            }
            (effects, current.caller.clone())
        };
        for event in learnt {
            caller.emit(&event);
        }
        for effect in effects {
            self.carry_out(effect);
        }
        self.write();
        self.close();
        self.changed();
    }

    /// Writes down what is to be written, one after the other, so that the journal keeps their order.
    fn write(self: &Rc<Self>) {
        let mut current = self.current.borrow_mut();
        let Some(current) = current.as_mut() else { return };
        if current.is_writing || current.unwritten.is_empty() {
            return;
        }
        current.is_writing = true;
        let id = current.run.report().plan.about.id.clone();
        let is_kept = current.is_kept;
        let mut numbers = Vec::new();
        let mut entries = Vec::new();
        for (number, more) in current.unwritten.drain(..) {
            numbers.push(number);
            entries.extend(more);
        }
        let executor = self.clone();
        spawn_local(async move {
            let is_kept = is_kept && journal::append(&owner(), &id, &entries).await;
            if let Some(current) = executor.current.borrow_mut().as_mut() {
                current.is_writing = false;
                current.is_kept = is_kept;
            }
            for number in numbers {
                executor.tell(Event::Recorded(number, is_kept));
            }
        });
    }

    /// Takes note of the end of the run, when everything of it is written down.
    fn close(self: &Rc<Self>) {
        {
            let mut current = self.current.borrow_mut();
            let Some(current) = current.as_mut() else { return };
            if !current.run.is_ended() || current.is_writing || current.is_closed {
                return;
            }
            current.is_closed = true;
            let report = current.run.report().clone();
            journal::release(&report.plan.about.id);
            let found = std::mem::take(&mut current.found);
            self.past.borrow_mut().put(Past { report, standing: Standing::Ended, found });
        }
        self.ended.set(self.ended.get() + 1);
        self.next();
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        let tell = self.ear();
        let mut current = self.current.borrow_mut();
        let Some(current) = current.as_mut() else { return };
        match effect {
            Effect::Record(number, entries) => current.unwritten.push((number, entries)),
            Effect::Wake(at) => {
                let pause = at.saturating_sub(time()).clamp(1, LONGEST);
                current.wake = Some(Timeout::new(pause as u32, move || tell(Event::Tick)));
            }
            call => current.caller.clone().call(call, &current.run.report().plan, tell),
        }
    }

    /// Where the answers of calls go, as long as somebody knows the runs.
    fn ear(self: &Rc<Self>) -> Tell {
        let executor = self.clone();
        Rc::new(move |event| executor.tell(event))
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
