//! What is around a run, in virtual time: a page that executes its effects, a browser that keeps its journal, an admin, a host.

use super::checker::Checker;
use super::play::Numbers;
use super::sentences;
use super::story::{Fault, Random, Story, Trouble, Turn};
use super::world::{Call, World, reason};
use crate::{
    DeviceReport, Effect, End, Entry, Event, Failure, Kind, Outcome, Phase, Plan, Run, Ticket,
};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Something that is to happen. The first number is the life of the run that it belongs to: each start after a crash is one.
enum Happening {
    /// The run is told something that the host knew then.
    Tell(u32, Event, u64),
    /// A call reaches the host.
    Arrive(u32, Ticket, Call, Option<Trouble>),
    /// The journal has entries.
    Keep(u32, u32),
    SessionBack,
    Restart(u32),
}

pub struct Page<'a> {
    story: &'a Story,
    faults: &'a [Fault],
    world: World,
    plan: Plan,
    checker: Checker,
    run: Option<Run>,
    life: u32,
    journal: Vec<String>,
    /// Entries on their way into the journal.
    keeping: Vec<(u32, Vec<String>)>,
    /// When the last of them is there.
    kept_at: u64,
    /// The calls of this life, and how many devices wait for an answer.
    calls: BTreeMap<Ticket, (Call, usize)>,
    queue: BinaryHeap<Reverse<(u64, usize)>>,
    happenings: Vec<Option<Happening>>,
    now: u64,
    /// Calls that were sent, and writes among them.
    sent: u64,
    writes: u64,
    events: u64,
    is_session_asked: bool,
    random: Random,
    numbers: Numbers,
    log: &'a mut Vec<String>,
}

impl<'a> Page<'a> {
    pub fn new(
        story: &'a Story,
        faults: &'a [Fault],
        mut world: World,
        plan: Plan,
        log: &'a mut Vec<String>,
    ) -> Page<'a> {
        world.words.clear();
        for fault in faults {
            if let Fault::Word(device, count, word) = fault {
                world.words.push((*device, *count, *word));
            }
        }
        Page {
            checker: Checker::new(&plan.changes),
            run: Some(Run::new(plan.clone(), story.limits.clone(), story.seed)),
            plan,
            story,
            faults,
            world,
            life: 0,
            journal: Vec::new(),
            keeping: Vec::new(),
            kept_at: 0,
            calls: BTreeMap::new(),
            queue: BinaryHeap::new(),
            happenings: Vec::new(),
            now: 1_000_000,
            sent: 0,
            writes: 0,
            events: 0,
            is_session_asked: false,
            random: Random(story.seed ^ 0x5eed),
            numbers: Numbers::default(),
            log,
        }
    }

    pub fn into_parts(self) -> (Numbers, Option<Run>, World) {
        (self.numbers, self.run, self.world)
    }

    /// Plays until nothing is left to happen.
    pub fn play(&mut self) -> Result<(), String> {
        self.later(0, Happening::Tell(0, Event::Start, 0));
        let most = 3_000 + 600 * self.plan.changes.len() as u64;
        while let Some(Reverse((at, number))) = self.queue.pop() {
            self.now = at;
            for fault in self.faults {
                match fault {
                    Fault::Turn(event, turn) if *event == self.events => self.turn(turn)?,
                    _ => {}
                }
            }
            self.events += 1;
            if self.events > most {
                return Err("The run does not end.".to_owned());
            }
            let happening = self.happenings[number].take();
            happening.map_or(Ok(()), |happening| self.happen(happening))?;
        }
        self.numbers.events += self.events;
        self.close()
    }

    fn later(&mut self, after: u64, happening: Happening) {
        self.queue.push(Reverse((self.now + after, self.happenings.len())));
        self.happenings.push(Some(happening));
    }

    /// Tells what happens, if somebody wants to read it.
    fn say(&mut self, sentence: impl FnOnce(&dyn Fn(usize) -> String) -> String) {
        if self.log.capacity() > 0 {
            let sentence = sentence(&|device| self.plan.changes[device].serial.clone());
            if sentence.is_empty() {
                return;
            }
            let seconds = (self.now - 1_000_000) as f64 / 1e3;
            self.log.push(format!("{seconds:>9.3} s  {sentence}"));
        }
    }

    fn device(&self, serial: &str) -> usize {
        self.plan.changes.iter().position(|change| change.serial == serial).unwrap()
    }

    fn happen(&mut self, happening: Happening) -> Result<(), String> {
        match happening {
            Happening::Tell(life, event, at) if life == self.life => self.tell(event, at),
            Happening::Arrive(life, ticket, call, trouble) => {
                self.arrive(life, ticket, &call, trouble);
                Ok(())
            }
            Happening::Keep(life, number) if life == self.life => {
                let place = self.keeping.iter().position(|(one, _)| *one == number).unwrap();
                let (_, texts) = self.keeping.remove(place);
                self.keep(texts);
                self.tell(Event::Recorded(number, self.story.has_journal), 0)
            }
            Happening::SessionBack => {
                self.is_session_asked = false;
                if self.world.signed_out_until > self.now {
                    self.ask_for_session();
                    return Ok(());
                }
                self.say(|_| "The admin is signed in again.".to_owned());
                self.tell(Event::SessionBack, 0)
            }
            Happening::Restart(life) if life == self.life => self.restart(),
            Happening::Tell(..) | Happening::Keep(..) | Happening::Restart(_) => Ok(()),
        }
    }

    /// Puts entries into the journal. Without one, only the law that nothing is sent before its entry is kept.
    fn keep(&mut self, texts: Vec<String>) {
        for text in &texts {
            match Entry::read(text).unwrap() {
                Entry::Sending(step, _, devices) => {
                    devices.iter().for_each(|device| self.checker.is_announced(*device, step));
                }
                Entry::Ended(device, _) => self.checker.is_ended(device),
                Entry::Plan(_) | Entry::Closed(..) => {}
            }
        }
        self.journal.extend(texts);
    }

    /// Tells the run something and executes what it asks for.
    fn tell(&mut self, event: Event, at: u64) -> Result<(), String> {
        let Some(run) = &self.run else { return Ok(()) };
        let was = run.phase(self.now);
        self.say(|_| sentences::event(&event));
        self.hear(&event, at);
        let Some(run) = &mut self.run else { return Ok(()) };
        let effects = run.update(event, self.now);
        let phase = run.phase(self.now);
        if matches!(was, Phase::Ended(_)) && !effects.is_empty() {
            return Err(format!("A run that has ended asks for {effects:?}."));
        }
        let is_still = |phase: &Phase| matches!(phase, Phase::Paused | Phase::SignedOut);
        if is_still(&was) != is_still(&phase) {
            self.checker.is_still(is_still(&phase));
        }
        if phase == Phase::SignedOut {
            self.ask_for_session();
        }
        effects.into_iter().try_for_each(|effect| self.execute(effect))
    }

    /// Lets the checker know what the run hears.
    fn hear(&mut self, event: &Event, at: u64) {
        let (ticket, serial) = match event {
            Event::Read(ticket, serial, _) | Event::Written(ticket, serial, _) => {
                (*ticket, Some(serial))
            }
            Event::Failed(ticket, _) => (*ticket, None),
            Event::Stop => return self.checker.was_stopped(),
            _ => return,
        };
        let (Event::Read(.., Err(failure))
        | Event::Written(.., Err(failure))
        | Event::Failed(_, failure)) = event
        else {
            let device = self.device(serial.unwrap());
            match event {
                Event::Read(.., Ok(state)) => self.checker.was_read(device, state, at, self.now),
                _ => {
                    let step = self.calls[&ticket].0.step().unwrap();
                    self.checker.was_accepted(device, step, at);
                }
            }
            return self.answered(ticket, 1);
        };
        match failure {
            Failure::Forbidden(_) => self.checker.is_forbidden = true,
            Failure::Busy(Some(time)) => self.checker.is_quiet(self.now + u64::from(*time) * 1_000),
            _ => {}
        }
        let count = if serial.is_some() { 1 } else { usize::MAX };
        self.answered(ticket, count);
    }

    fn answered(&mut self, ticket: Ticket, count: usize) {
        if let Some((_, left)) = self.calls.get_mut(&ticket) {
            *left = left.saturating_sub(count);
        }
    }

    fn execute(&mut self, effect: Effect) -> Result<(), String> {
        let devices = |serials: &[String]| serials.iter().map(|one| self.device(one)).collect();
        let (ticket, call) = match effect {
            Effect::Record(number, entries) => {
                self.keeping.push((number, entries.iter().map(Entry::to_text).collect()));
                // A browser keeps entries in the order in which they come.
                self.kept_at = (self.now + 1 + self.random.below(20)).max(self.kept_at);
                self.later(self.kept_at - self.now, Happening::Keep(self.life, number));
                return Ok(());
            }
            Effect::Wake(at) => {
                // Timers of browsers may be early.
                let after = at.saturating_sub(self.now + self.random.below(3));
                self.later(after, Happening::Tell(self.life, Event::Tick, 0));
                return Ok(());
            }
            Effect::Read(ticket, serials) => (ticket, Call::Read(devices(&serials))),
            Effect::Remove(ticket, serials) => (ticket, Call::Remove(devices(&serials))),
            Effect::Assign(ticket, uuid, serials) => {
                (ticket, Call::Assign(uuid, devices(&serials)))
            }
            Effect::Save { ticket, serial, enrollment, expected } => {
                (ticket, Call::Save(self.device(&serial), enrollment, expected))
            }
        };
        self.say(|name| format!("The run asks to {}.", sentences::call(&call, name)));
        self.numbers.sent_again += u64::from(self.checker.is_sent_again(&call));
        self.checker.may_send(&call, self.story.limits.chunk, self.now)?;
        self.calls.insert(ticket, (call.clone(), call.devices().len()));
        let writes = self.calls.values().filter(|(call, left)| call.step().is_some() && *left > 0);
        if writes.count() > self.story.limits.calls {
            return Err("Too many writes are under way.".to_owned());
        }
        // A host without the calls for many devices gets one for each.
        let singles: Vec<Call> = match call {
            Call::Read(devices) if !self.story.has_bulk => {
                devices.into_iter().map(|device| Call::Read(vec![device])).collect()
            }
            Call::Remove(devices) if !self.story.has_bulk => {
                devices.into_iter().map(|device| Call::Remove(vec![device])).collect()
            }
            Call::Assign(uuid, devices) if !self.story.has_bulk => {
                devices.into_iter().map(|device| Call::Assign(uuid.clone(), vec![device])).collect()
            }
            call => vec![call],
        };
        singles.into_iter().for_each(|call| self.send(ticket, call));
        Ok(())
    }

    /// Sends one call, with what is to become of it.
    fn send(&mut self, ticket: Ticket, call: Call) {
        let trouble = self.faults.iter().find_map(|fault| match fault {
            Fault::Call(number, trouble) if *number == self.sent => Some(*trouble),
            Fault::Write(number, trouble) if call.step().is_some() && *number == self.writes => {
                Some(*trouble)
            }
            _ => None,
        });
        self.sent += 1;
        self.writes += u64::from(call.step().is_some());
        let way = 5 + self.random.below(195);
        match trouble {
            Some(Trouble::DropBefore) => self.fail(self.life, ticket, &call, 3_000, "host.timeout"),
            Some(Trouble::Late(after)) => {
                self.fail(self.life, ticket, &call, 1_000, "host.timeout");
                self.later(after, Happening::Arrive(self.life, ticket, call, trouble));
            }
            _ => self.later(way, Happening::Arrive(self.life, ticket, call, trouble)),
        }
        if let Some(trouble) = trouble {
            self.say(|_| sentences::trouble(trouble));
        }
    }

    /// The run will hear that nobody knows what became of a call.
    fn fail(&mut self, life: u32, ticket: Ticket, call: &Call, after: u64, code: &str) {
        self.answer(life, ticket, call, after, Err(Failure::Unclear(reason(code))));
    }

    /// A call reaches the host.
    fn arrive(&mut self, life: u32, ticket: Ticket, call: &Call, trouble: Option<Trouble>) {
        let way = 5 + self.random.below(195);
        match trouble {
            Some(Trouble::FailBefore) => return self.fail(life, ticket, call, way, "host.server"),
            Some(Trouble::Busy(seconds)) => {
                return self.answer(life, ticket, call, way, Err(Failure::Busy(seconds)));
            }
            Some(Trouble::SignOut(time)) => self.world.signed_out_until = self.now + time,
            _ => {}
        }
        let answers = self.world.carry_out(call, self.now);
        if call.step().is_some() {
            self.say(|name| {
                let (call, done) = (sentences::call(call, name), sentences::answers(&answers));
                format!("The host is to {call}, and {done}.")
            });
        }
        match trouble {
            Some(Trouble::FailAfter) => self.fail(life, ticket, call, way, "host.server"),
            Some(Trouble::DropAfter) => self.fail(life, ticket, call, 3_000, "host.timeout"),
            // Nobody waits any more.
            Some(Trouble::Late(_)) => {}
            Some(Trouble::Slow(time)) => self.answer(life, ticket, call, way + time, answers),
            _ => self.answer(life, ticket, call, way, answers),
        }
    }

    /// The run will hear the answer: for each device by itself, in any order, or for the whole call.
    fn answer(
        &mut self,
        life: u32,
        ticket: Ticket,
        call: &Call,
        after: u64,
        answers: Result<Vec<super::world::Answer>, Failure>,
    ) {
        let devices = call.devices();
        let answers = match answers {
            Err(failure) if devices.len() > 1 => {
                self.later(after, Happening::Tell(life, Event::Failed(ticket, failure), self.now));
                return;
            }
            Err(failure) => vec![Err(failure)],
            Ok(answers) => answers,
        };
        for (device, answer) in devices.into_iter().zip(answers) {
            let serial = self.plan.changes[device].serial.clone();
            let event = match call {
                Call::Read(_) => Event::Read(ticket, serial, answer),
                _ => Event::Written(ticket, serial, answer.map(|_| ())),
            };
            let after = after + self.random.below(30);
            self.later(after, Happening::Tell(life, event, self.now));
        }
    }

    fn ask_for_session(&mut self) {
        if !self.is_session_asked {
            self.is_session_asked = true;
            let after = self.world.signed_out_until.saturating_sub(self.now) + 50;
            self.later(after, Happening::SessionBack);
        }
    }
}

mod turns;
