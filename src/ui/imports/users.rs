//! The users that a file names: each is looked up once, however many lines name it, and for those that do not exist a near
//! name is looked for. It must never take a name for right that the directory does not know.

use crate::fleet::{Outcome, People, Texts};
use host::{DirectoryUser, HostError, Millis};
use rules::UsernamePolicy;
use rules::changes::only_near;
use rules::checklist::Existence;
use std::collections::VecDeque;

/// Searches for near names under way at a time.
const AT_ONCE: usize = 2;

/// The users of a file.
#[derive(Default)]
pub struct Users {
    people: People,
    names: Texts,
    /// By the number of the name: the near one, once that was looked for.
    near: Vec<Option<String>>,
    queue: VecDeque<String>,
    searching: usize,
    /// Whether the directory is left alone for a while.
    pub waits: bool,
}

impl Users {
    /// Nobody known yet. A host may have no directory.
    pub fn new(has_directory: bool) -> Users {
        let mut users = Users::default();
        if !has_directory {
            users.people.close();
        }
        users
    }

    /// The number of a user, who is looked up from now on.
    pub fn want(&mut self, name: &str, policy: &UsernamePolicy, now: Millis) -> Option<u32> {
        let (person, _) = self.people.person(self.names.number(name), name, policy);
        if !person.has_name() {
            return None;
        }
        self.people.want(person.name, false, now);
        Some(person.name)
    }

    /// The names to look up now.
    pub fn next(&mut self) -> Vec<String> {
        if self.waits { Vec::new() } else { self.people.due() }
    }

    /// What the directory says about a user; `None` while it has still to be asked.
    pub fn existence(&self, user: u32) -> Option<Existence> {
        self.people.existence(user)
    }

    /// Takes an answer of the directory. Returns how many milliseconds nobody is to be asked.
    pub fn take(&mut self, name: &str, found: Result<bool, HostError>, now: Millis) -> Option<u32> {
        if found == Ok(false) && self.people.number(name).is_some() {
            self.queue.push_back(name.to_owned());
        }
        let Outcome::Wait(millis) = self.people.take(name, found, now) else { return None };
        self.waits = true;
        Some(millis)
    }

    /// The missing names to look for near ones now, each with the beginning to search for: the half in front of its slip.
    pub fn searches(&mut self) -> Vec<(String, String)> {
        let mut searches = Vec::new();
        while self.searching < AT_ONCE {
            let Some(name) = self.queue.pop_front() else { break };
            self.searching += 1;
            let start = name.chars().take((name.chars().count() / 2).max(2)).collect();
            searches.push((name, start));
        }
        searches
    }

    /// Takes the users found for a missing name. A failure only means that there is no suggestion.
    pub fn found(&mut self, name: &str, users: Result<Vec<DirectoryUser>, HostError>) {
        self.searching = self.searching.saturating_sub(1);
        let users = users.unwrap_or_default();
        let near = only_near(name, users.iter().map(|user| user.username.as_str()));
        let Some(number) = self.people.number(name) else { return };
        let place = number as usize;
        if self.near.len() <= place {
            self.near.resize(place + 1, None);
        }
        self.near[place] = near.map(str::to_owned);
    }

    /// The only name that is one slip away from a missing one.
    pub fn near(&self, user: u32) -> Option<&str> {
        if self.existence(user) != Some(Existence::Missing) {
            return None;
        }
        self.near.get(user as usize)?.as_deref()
    }

    /// Whether somebody is still being looked up, or a near name looked for.
    pub fn is_busy(&self) -> bool {
        self.people.is_busy() || self.searching > 0 || !self.queue.is_empty()
    }
}
