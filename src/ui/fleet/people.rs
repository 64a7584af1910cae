//! The users of all devices: what the rules say about each username, and what the directory said. Each name is looked up once,
//! and again only after ten minutes. It must never ask a directory that is closed to the admin.

use super::intern::{NONE, Texts};
use crate::checklist::directory::is_closed;
use host::{HostError, Kind, Millis};
use rules::checklist::Existence;
use rules::{Draft, User, UsernamePolicy, enrollment};
use std::collections::VecDeque;

/// How long an answer of the directory counts, in milliseconds.
const LASTS: Millis = 600_000.0;
/// Look-ups under way at a time.
const AT_ONCE: usize = 4;
/// Failures in a row after which the directory is left alone until somebody asks for it.
const PATIENCE: u32 = 5;

/// What the rules say about a username.
#[derive(Clone, Copy)]
pub struct Person {
    /// Number of the problems of an enrollment with this username, without and with a required login. Enrollments of one
    /// number have the same verdict, whatever the name.
    pub class: [u32; 2],
    /// Number of the name to look up; [`NONE`] where there is none.
    pub name: u32,
    /// The next username that comes to the same name.
    pub next: u32,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Idle,
    Queued,
    Asked,
}

struct LookUp {
    answer: Option<Existence>,
    at: Millis,
    state: State,
    first_user: u32,
}

impl Person {
    /// Whether there is a name to look up.
    pub fn has_name(&self) -> bool {
        self.name != NONE
    }
}

/// The users of all devices.
#[derive(Default)]
pub struct People {
    /// By the number of the username.
    people: Vec<Option<Person>>,
    classes: Vec<Vec<&'static str>>,
    names: Texts,
    look_ups: Vec<LookUp>,
    queue: VecDeque<u32>,
    /// Look-ups under way, those whose answers will be dropped too.
    asked: usize,
    /// The directory is closed to this admin.
    closed: bool,
    failures: u32,
}

/// What an answer of the directory leads to.
pub enum Outcome {
    /// Nothing.
    Nothing,
    /// The users of this name are judged anew.
    Name(u32),
    /// All users without an answer are judged anew: the directory is asked no more.
    Everybody,
    /// Nobody is asked for so many milliseconds.
    Wait(u32),
}

impl People {
    /// Closes the directory: the host has none.
    pub fn close(&mut self) {
        self.closed = true;
    }

    /// Forgets what followed from the rules for usernames. The answers to look-ups under way are dropped.
    pub fn forget(&mut self) {
        *self = People { closed: self.closed, asked: self.asked, ..People::default() };
    }

    /// Tries a directory that failed, when its names are met again.
    pub fn try_again(&mut self) {
        self.failures = 0;
    }

    /// Counts every answer as old, so that names are looked up again when they are met, and tries a directory that failed.
    pub fn grow_old(&mut self) {
        self.try_again();
        for look_up in &mut self.look_ups {
            look_up.at = 0.0;
        }
    }

    /// What the rules say about a username, by its number, and whether they had to be asked.
    pub fn person(&mut self, user: u32, username: &str, policy: &UsernamePolicy) -> (Person, bool) {
        if let Some(Some(person)) = self.people.get(user as usize) {
            return (*person, false);
        }
        let check = |login_required: bool| {
            let username = username.to_owned();
            enrollment::check(&Draft { username, login_required, agent_required: false }, policy)
        };
        let (plain, login) = (check(false), check(true));
        let codes = |problems: &[rules::Problem]| problems.iter().map(|it| it.code).collect();
        let class = [self.class(codes(&plain.problems)), self.class(codes(&login.problems))];
        let mut person = Person { class, name: NONE, next: NONE };
        if let Some(User::Preassigned(name)) = plain.value.map(|enrollment| enrollment.user) {
            let number = self.names.number(name.as_str());
            if number as usize == self.look_ups.len() {
                let (state, first_user) = (State::Idle, NONE);
                self.look_ups.push(LookUp { answer: None, at: 0.0, state, first_user });
            }
            let first = &mut self.look_ups[number as usize].first_user;
            person.name = number;
            person.next = std::mem::replace(first, user);
        }
        if self.people.len() <= user as usize {
            self.people.resize(user as usize + 1, None);
        }
        self.people[user as usize] = Some(person);
        (person, true)
    }

    fn class(&mut self, codes: Vec<&'static str>) -> u32 {
        let known = self.classes.iter().position(|class| *class == codes);
        known.unwrap_or_else(|| {
            self.classes.push(codes);
            self.classes.len() - 1
        }) as u32
    }

    /// What the directory says about a name; `None` while it has still to be asked.
    pub fn existence(&self, name: u32) -> Option<Existence> {
        let answer = self.look_ups.get(name as usize).and_then(|look_up| look_up.answer);
        answer.or((self.closed || self.failures >= PATIENCE).then_some(Existence::Unknown))
    }

    /// The number of a name that was met.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.names.find(name)
    }

    /// Wants an answer about a name that is met, unless there is a fresh one. An urgent name is asked about first.
    pub fn want(&mut self, name: u32, urgent: bool, now: Millis) {
        if self.closed || self.failures >= PATIENCE {
            return;
        }
        let Some(look_up) = self.look_ups.get_mut(name as usize) else { return };
        let is_fresh = look_up.answer.is_some() && now - look_up.at < LASTS;
        if is_fresh || look_up.state == State::Asked {
            return;
        }
        match (look_up.state, urgent) {
            (State::Queued, false) => {}
            // It stays in the queue a second time, and is then passed over.
            (_, true) => self.queue.push_front(name),
            (_, false) => self.queue.push_back(name),
        }
        look_up.state = State::Queued;
    }

    /// Asks about nobody who is still waiting in the queue.
    pub fn rest(&mut self) {
        for name in self.queue.drain(..) {
            let look_up = &mut self.look_ups[name as usize];
            if look_up.state == State::Queued {
                look_up.state = State::Idle;
            }
        }
    }

    /// The names to be asked about now.
    pub fn due(&mut self) -> Vec<String> {
        let mut names = Vec::new();
        while self.asked < AT_ONCE {
            let Some(name) = self.queue.pop_front() else { break };
            let look_up = &mut self.look_ups[name as usize];
            if look_up.state == State::Queued {
                look_up.state = State::Asked;
                self.asked += 1;
                names.push(self.names.get(name).to_owned());
            }
        }
        names
    }

    /// Whether somebody is still to be asked about.
    pub fn is_busy(&self) -> bool {
        self.asked > 0 || !self.queue.is_empty()
    }

    /// Takes an answer about a name.
    pub fn take(&mut self, name: &str, found: Result<bool, HostError>, now: Millis) -> Outcome {
        self.asked = self.asked.saturating_sub(1);
        let Some(number) = self.names.find(name) else { return Outcome::Nothing };
        let look_up = &mut self.look_ups[number as usize];
        // A question of before the names were forgotten.
        if look_up.state != State::Asked {
            return Outcome::Nothing;
        }
        look_up.state = State::Idle;
        let error = match found {
            Ok(found) => {
                self.failures = 0;
                let answer = Some(Existence::of(Some(found)));
                look_up.at = now;
                let is_news = std::mem::replace(&mut look_up.answer, answer) != answer;
                return if is_news { Outcome::Name(number) } else { Outcome::Nothing };
            }
            Err(error) => error,
        };
        if is_closed(&error) {
            self.closed = true;
            self.rest();
            return Outcome::Everybody;
        }
        self.failures += 1;
        if self.failures >= PATIENCE {
            self.rest();
            return Outcome::Everybody;
        }
        look_up.state = State::Queued;
        self.queue.push_front(number);
        match (error.kind, error.retry_after) {
            (Kind::Throttled, Some(seconds)) => Outcome::Wait(seconds.saturating_mul(1000)),
            _ => Outcome::Wait(1000 << self.failures),
        }
    }

    /// The first username of a name; the others follow by [`Person::next`].
    pub fn first_user(&self, name: u32) -> u32 {
        self.look_ups.get(name as usize).map_or(NONE, |look_up| look_up.first_user)
    }

    /// The next username of the same name.
    pub fn next_user(&self, user: u32) -> u32 {
        self.people.get(user as usize).copied().flatten().map_or(NONE, |person| person.next)
    }

    /// Bytes on the heap.
    pub fn memory(&self) -> usize {
        self.people.capacity() * std::mem::size_of::<Option<Person>>()
            + self.look_ups.capacity() * std::mem::size_of::<LookUp>()
            + self.queue.capacity() * 4
            + self.names.memory()
    }
}
