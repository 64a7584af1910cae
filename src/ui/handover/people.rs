//! The persons of the devices: whether the directory has them, and their full names. The search by username tells both in one
//! call; where it is closed, or does not show the very name, the directory is asked whether the user exists. It must never take a
//! person for another one: only the same username counts.

use crate::checklist::directory::is_closed;
use host::{DirectoryUser, HostError};
use rules::checklist::Existence;

/// Persons who are asked about at the same time.
const AT_ONCE: usize = 4;

/// A question to the directory about a username.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Which users' names begin like this?
    Search(String),
    /// Does this user exist?
    Check(String),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    Search,
    Check,
    Done,
}

#[derive(Clone, Debug, PartialEq)]
struct Person {
    username: String,
    name: String,
    existence: Existence,
    stage: Stage,
    is_open: bool,
}

/// The persons.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    /// In the order of their usernames.
    persons: Vec<Person>,
    can_search: bool,
    can_check: bool,
}

impl People {
    /// Nobody yet, of a directory that can be searched or asked.
    pub fn new(can_search: bool, can_check: bool) -> People {
        People { persons: Vec::new(), can_search, can_check }
    }

    fn place(&self, username: &str) -> Result<usize, usize> {
        self.persons.binary_search_by(|person| person.username.as_str().cmp(username))
    }

    /// Adds a person, once.
    pub fn add(&mut self, username: &str) {
        if let Err(place) = self.place(username) {
            let username = username.to_owned();
            let (name, existence) = (String::new(), Existence::Unknown);
            let person = Person { username, name, existence, stage: Stage::Search, is_open: false };
            self.persons.insert(place, person);
        }
    }

    /// The next questions.
    pub fn ask(&mut self) -> Vec<Ask> {
        let mut asks = Vec::new();
        let mut open = self.persons.iter().filter(|person| person.is_open).count();
        for person in &mut self.persons {
            if person.stage == Stage::Search && !self.can_search {
                person.stage = Stage::Check;
            }
            if person.stage == Stage::Check && !self.can_check {
                person.stage = Stage::Done;
            }
            if person.is_open || person.stage == Stage::Done || open >= AT_ONCE {
                continue;
            }
            (person.is_open, open) = (true, open + 1);
            let username = person.username.clone();
            asks.push(match person.stage {
                Stage::Search => Ask::Search(username),
                Stage::Check | Stage::Done => Ask::Check(username),
            });
        }
        asks
    }

    /// The search came. Fails when the directory has failed, not when it is closed.
    pub fn searched(
        &mut self,
        username: &str,
        answer: Result<Vec<DirectoryUser>, HostError>,
    ) -> Result<(), HostError> {
        let Ok(place) = self.place(username) else { return Ok(()) };
        let person = &mut self.persons[place];
        person.is_open = false;
        match answer {
            Ok(users) => {
                let found = users.into_iter().find(|user| user.username == username);
                person.stage = if found.is_some() { Stage::Done } else { Stage::Check };
                if let Some(user) = found {
                    person.existence = Existence::Exists;
                    person.name = user.display_name;
                }
                Ok(())
            }
            Err(error) if is_closed(&error) => {
                self.can_search = false;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// The answer whether a user exists came. Fails when the directory has failed, not when it is closed.
    pub fn checked(
        &mut self,
        username: &str,
        answer: Result<bool, HostError>,
    ) -> Result<(), HostError> {
        let Ok(place) = self.place(username) else { return Ok(()) };
        let person = &mut self.persons[place];
        person.is_open = false;
        match answer {
            Ok(exists) => {
                person.existence = if exists { Existence::Exists } else { Existence::Missing };
                person.stage = Stage::Done;
                Ok(())
            }
            Err(error) if is_closed(&error) => {
                self.can_check = false;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// How many persons are known, and how many there are.
    pub fn progress(&self) -> (u32, u32) {
        let done = self.persons.iter().filter(|person| person.stage == Stage::Done).count();
        (done as u32, self.persons.len() as u32)
    }

    /// What the directory says about a username, and the full name if it is another one.
    pub fn find(&self, username: &str) -> (Existence, &str) {
        match self.place(username) {
            Ok(place) => {
                let Person { username, name, existence, .. } = &self.persons[place];
                (*existence, if name == username { "" } else { name })
            }
            Err(_) => (Existence::Unknown, ""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use host::Kind;

    fn user(username: &str, display_name: &str) -> DirectoryUser {
        let (username, display_name) = (username.to_owned(), display_name.to_owned());
        DirectoryUser { username, display_name, email: String::new() }
    }

    fn people(names: &[&str], can_search: bool, can_check: bool) -> People {
        let mut people = People::new(can_search, can_check);
        names.iter().for_each(|name| people.add(name));
        people
    }

    #[test]
    fn one_search_tells_that_a_person_exists_and_the_full_name() {
        let mut people = people(&["alice", "alice"], true, true);
        assert_eq!(people.ask(), [Ask::Search("alice".to_owned())]);
        assert_eq!(people.ask(), [], "it is asked once");
        let found = vec![user("alice.b", "Alice B."), user("alice", "Alice Moreau")];
        people.searched("alice", Ok(found)).expect("an answer");
        assert_eq!(people.ask(), []);
        assert_eq!(people.progress(), (1, 1));
        assert_eq!(people.find("alice"), (Existence::Exists, "Alice Moreau"));
    }

    #[test]
    fn a_name_of_another_person_is_never_taken() {
        let mut people = people(&["Alice"], true, true);
        people.ask();
        people.searched("Alice", Ok(vec![user("alice", "Alice Moreau")])).expect("an answer");
        assert_eq!(people.ask(), [Ask::Check("Alice".to_owned())]);
        people.checked("Alice", Ok(false)).expect("an answer");
        assert_eq!(people.find("Alice"), (Existence::Missing, ""));
    }

    #[test]
    fn a_closed_search_leaves_the_question_whether_they_exist_and_a_closed_directory_nothing() {
        let closed = || HostError::of(Kind::Permission);
        let mut people = people(&["a", "b", "c", "d", "e"], true, true);
        assert_eq!(people.ask().len(), AT_ONCE);
        people.searched("a", Err(closed())).expect("no failure");
        assert_eq!(people.ask(), [Ask::Check("a".to_owned())]);
        people.checked("a", Err(closed())).expect("no failure");
        for name in ["b", "c", "d"] {
            people.searched(name, Err(closed())).expect("no failure");
        }
        assert_eq!(people.ask(), []);
        assert_eq!(people.progress(), (5, 5));
        assert_eq!(people.find("e"), (Existence::Unknown, ""));
    }

    #[test]
    fn a_failure_is_told_and_asked_again() {
        let mut people = people(&["a"], false, true);
        people.ask();
        assert!(people.checked("a", Err(HostError::of(Kind::Server))).is_err());
        assert_eq!(people.ask(), [Ask::Check("a".to_owned())]);
    }

    #[test]
    fn a_username_in_place_of_a_name_is_no_name() {
        let mut people = people(&["alice"], true, true);
        people.ask();
        people.searched("alice", Ok(vec![user("alice", "alice")])).expect("an answer");
        assert_eq!(people.find("alice"), (Existence::Exists, ""));
    }
}
