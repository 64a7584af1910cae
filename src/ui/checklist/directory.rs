//! Whether the user of a draft exists, by the user directory. It must never ask twice for the same name, nor ask at all once
//! the directory refused the admin.

use host::{HostError, Kind, Millis};
use rules::checklist::Existence;
use rules::{Draft, User, UsernamePolicy, enrollment};

/// The user that a draft names, as it would go to the host; `None` when it names none or cannot be sent.
pub fn named(draft: &Draft, policy: &UsernamePolicy) -> Option<String> {
    match enrollment::check(draft, policy).value?.user {
        User::Preassigned(username) => Some(username.as_str().to_owned()),
        User::LoginRequired => None,
    }
}

/// The state of the question about a name.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Answer {
    /// There is no name to ask about.
    #[default]
    Nobody,
    /// The question is to be asked or was asked.
    Waiting,
    /// The directory's answer, and when it came.
    Known(Existence, Millis),
    /// The directory could not be asked.
    Unasked,
}

/// One name and the directory's answer about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Directory {
    name: Option<String>,
    answer: Answer,
    closed: bool,
    generation: u32,
}

/// Whether a refusal means that asking again is pointless.
pub fn is_closed(error: &HostError) -> bool {
    matches!(error.kind, Kind::Permission | Kind::NotFound | Kind::Absent)
}

impl Directory {
    /// Turns to a name. Returns the generation of the question that now has to be asked, if one has.
    pub fn turn_to(&mut self, name: Option<String>) -> Option<u32> {
        if name == self.name {
            return None;
        }
        self.generation += 1;
        self.answer = match (&name, self.closed) {
            (None, _) => Answer::Nobody,
            (Some(_), true) => Answer::Unasked,
            (Some(_), false) => Answer::Waiting,
        };
        self.name = name;
        (self.answer == Answer::Waiting).then_some(self.generation)
    }

    /// Forgets the answer, so that the next turn to the same name asks again.
    pub fn forget(&mut self) {
        self.name = None;
        self.answer = Answer::Nobody;
        self.generation += 1;
    }

    /// The name to ask about, if the question is still wanted.
    pub fn question(&self, generation: u32) -> Option<&str> {
        let wanted = generation == self.generation && self.answer == Answer::Waiting;
        self.name.as_deref().filter(|_| wanted)
    }

    /// Takes an answer; `false` when it came too late.
    pub fn take(&mut self, generation: u32, found: Result<bool, HostError>, at: Millis) -> bool {
        if self.question(generation).is_none() {
            return false;
        }
        self.answer = match found {
            Ok(true) => Answer::Known(Existence::Exists, at),
            Ok(false) => Answer::Known(Existence::Missing, at),
            Err(error) => {
                self.closed = self.closed || is_closed(&error);
                Answer::Unasked
            }
        };
        true
    }

    /// The name.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The state of the question.
    pub fn answer(&self) -> Answer {
        self.answer
    }

    /// Whether the directory is closed to this admin.
    pub fn closed(&self) -> bool {
        self.closed
    }

    /// The generation of the newest question.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// The answer as a fact for the rules, and when it came.
    pub fn existence(&self) -> (Existence, Option<Millis>) {
        match self.answer {
            Answer::Known(existence, at) => (existence, Some(at)),
            Answer::Nobody | Answer::Waiting | Answer::Unasked => (Existence::Unknown, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(name: &str) -> (Directory, u32) {
        let mut directory = Directory::default();
        let generation = directory.turn_to(Some(name.to_owned())).expect("a new name is asked");
        (directory, generation)
    }

    #[test]
    fn the_same_name_is_asked_once() {
        let (mut directory, generation) = about("bob");
        assert_eq!(directory.turn_to(Some("bob".to_owned())), None);
        assert!(directory.take(generation, Ok(true), 5.0));
        assert_eq!(directory.turn_to(Some("bob".to_owned())), None);
        assert_eq!(directory.existence(), (Existence::Exists, Some(5.0)));
    }

    #[test]
    fn a_late_answer_about_another_name_is_dropped() {
        let (mut directory, late) = about("bob");
        let next = directory.turn_to(Some("carol".to_owned())).expect("another name is asked");
        assert!(!directory.take(late, Ok(false), 1.0));
        assert_eq!(directory.answer(), Answer::Waiting);
        assert!(directory.take(next, Ok(false), 2.0));
        assert_eq!(directory.existence(), (Existence::Missing, Some(2.0)));
    }

    #[test]
    fn a_closed_directory_is_not_asked_again() {
        let (mut directory, generation) = about("bob");
        assert!(directory.take(generation, Err(HostError::of(Kind::Permission)), 1.0));
        assert!(directory.closed());
        assert_eq!(directory.turn_to(Some("carol".to_owned())), None);
        assert_eq!(directory.answer(), Answer::Unasked);
    }

    #[test]
    fn a_passing_failure_does_not_close_the_directory() {
        let (mut directory, generation) = about("bob");
        directory.take(generation, Err(HostError::of(Kind::Server)), 1.0);
        assert!(!directory.closed());
        assert!(directory.turn_to(Some("carol".to_owned())).is_some());
    }

    #[test]
    fn forgetting_asks_the_same_name_again() {
        let (mut directory, generation) = about("bob");
        directory.take(generation, Ok(true), 1.0);
        directory.forget();
        assert!(directory.turn_to(Some("bob".to_owned())).is_some());
    }

    #[test]
    fn nobody_is_not_asked_about() {
        let (mut directory, generation) = about("bob");
        assert_eq!(directory.turn_to(None), None);
        assert_eq!(directory.question(generation), None);
        assert_eq!(directory.answer(), Answer::Nobody);
    }
}
