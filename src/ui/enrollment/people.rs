//! Users that the directory offers while a name is typed, and the nearest ones to a name that does not exist.
//! It must never block typing: without the directory the field is free text.

use crate::checklist::directory::is_closed;
use crate::combobox::Offer;
use host::{DirectoryUser, HostError};
use rules::text::split_last;

/// Users offered at once.
pub const OFFERED: usize = 8;
/// Characters before a search is worth its request.
const SEARCH_FROM: usize = 2;
/// Near names offered for one that does not exist.
const NEAR: usize = 3;
/// Users looked through for near names.
pub const LOOKED_THROUGH: u32 = 50;
/// Characters that a name may differ in and still be near.
const FAR: usize = 3;

/// The offered users.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    /// Users found for the typed text.
    pub options: Vec<DirectoryUser>,
    /// The state of their list.
    pub offer: Offer,
    /// The search is closed to this admin.
    pub closed: bool,
    /// Names near one that does not exist.
    pub near: Vec<String>,
    search: u32,
    near_search: u32,
}

impl People {
    /// Takes typed text. Returns the generation of the search to start after a pause, if the text is long enough.
    pub fn typed(&mut self, text: &str) -> Option<u32> {
        self.search += 1;
        self.near_search += 1;
        self.near.clear();
        self.offer.active = None;
        let worth = !self.closed && text.trim().chars().count() >= SEARCH_FROM;
        if !worth {
            self.offer.open = false;
            self.options.clear();
        }
        worth.then_some(self.search)
    }

    /// Whether a search that waited is still wanted.
    pub fn wants(&self, generation: u32) -> bool {
        generation == self.search && !self.closed
    }

    /// Takes the users found. `shown` is whether the admin is still in the field.
    pub fn found(
        &mut self,
        generation: u32,
        answer: Result<Vec<DirectoryUser>, HostError>,
        shown: bool,
    ) {
        if !self.wants(generation) {
            return;
        }
        match answer {
            Ok(mut users) => {
                users.truncate(OFFERED);
                self.options = users;
            }
            Err(error) => {
                self.closed = is_closed(&error);
                self.options.clear();
            }
        }
        self.offer = Offer { open: shown && !self.options.is_empty(), active: None };
    }

    /// A user was chosen, or the field is left. Answers under way will be dropped.
    pub fn close(&mut self) {
        self.search += 1;
        self.offer = Offer::default();
    }

    /// Moves to the next (or the one before), opening the list first when it is closed.
    pub fn step(&mut self, forward: bool) {
        self.offer.step(forward, self.options.len());
    }

    /// The user that Enter takes now.
    pub fn chosen(&self) -> Option<&DirectoryUser> {
        self.options.get(self.offer.chosen()?)
    }

    /// Takes a name that does not exist. Returns the generation and the prefix of a search for near names, if the admin may
    /// search.
    pub fn look_near(&mut self, name: &str) -> Option<(u32, String)> {
        self.near.clear();
        self.near_search += 1;
        if self.closed {
            return None;
        }
        let (store, local) = split_last(name, b'/').unwrap_or(("", name));
        let mut start = store.to_owned();
        if local.len() < name.len() {
            start.push('/');
        }
        start.extend(local.chars().take(SEARCH_FROM));
        Some((self.near_search, start))
    }

    /// Takes the users found for near names.
    pub fn found_near(
        &mut self,
        generation: u32,
        name: &str,
        answer: Result<Vec<DirectoryUser>, HostError>,
    ) {
        if generation != self.near_search {
            return;
        }
        match answer {
            Ok(users) => self.near = nearest(name, users),
            Err(error) => self.closed = self.closed || is_closed(&error),
        }
    }
}

/// The users found by the beginning of their username, then those found by their name or mail, each once. The second search
/// is a help: its failure is none as long as the first one has answered.
pub fn joined(
    by_username: Result<Vec<DirectoryUser>, HostError>,
    by_name: Result<Vec<DirectoryUser>, HostError>,
) -> Result<Vec<DirectoryUser>, HostError> {
    match (by_username, by_name) {
        (Ok(mut users), Ok(people)) => {
            for person in people {
                if users.iter().all(|user| user.username != person.username) {
                    users.push(person);
                }
            }
            Ok(users)
        }
        (Err(_), Ok(people)) if !people.is_empty() => Ok(people),
        (users, _) => users,
    }
}

/// The names that differ least, nearest first.
fn nearest(name: &str, users: Vec<DirectoryUser>) -> Vec<String> {
    let mut ranked: Vec<(usize, String)> = users
        .into_iter()
        .map(|user| {
            (
                distance(&name.to_ascii_lowercase(), &user.username.to_ascii_lowercase()),
                user.username,
            )
        })
        .filter(|(distance, username)| *distance <= FAR && username != name)
        .collect();
    let mut near = Vec::new();
    // A few passes over a short list: a general sort would cost more bytes than all of this file.
    while let Some(least) = ranked.iter().min().cloned().filter(|_| near.len() < NEAR) {
        ranked.retain(|other| *other != least);
        near.push(least.1);
    }
    near
}

/// Letters to change, add or drop to make one word of the other.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, from) in left.chars().enumerate() {
        let mut corner = row[0];
        row[0] = line + 1;
        for (place, to) in right.iter().enumerate() {
            let swap = corner + usize::from(from != *to);
            corner = row[place + 1];
            row[place + 1] = swap.min(row[place] + 1).min(corner + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use host::Kind;

    fn users(names: &[&str]) -> Vec<DirectoryUser> {
        let user = |name: &&str| DirectoryUser {
            username: (*name).to_owned(),
            ..DirectoryUser::default()
        };
        names.iter().map(user).collect()
    }

    fn found(names: &[&str]) -> People {
        let mut people = People::default();
        let generation = people.typed("bo").expect("two letters are worth a search");
        people.found(generation, Ok(users(names)), true);
        people
    }

    #[test]
    fn one_letter_is_not_worth_a_request() {
        assert_eq!(People::default().typed(" b "), None);
    }

    #[test]
    fn at_most_eight_users_are_offered() {
        let people = found(&["a"; 20]);
        assert_eq!(people.options.len(), OFFERED);
        assert!(people.offer.open);
    }

    #[test]
    fn a_late_answer_is_dropped() {
        let mut people = People::default();
        let late = people.typed("bo").expect("searched");
        people.typed("bob").expect("searched");
        people.found(late, Ok(users(&["bo"])), true);
        assert!(people.options.is_empty() && !people.offer.open);
    }

    #[test]
    fn a_closed_search_is_left_alone_from_then_on() {
        let mut people = People::default();
        let generation = people.typed("bo").expect("searched");
        people.found(generation, Err(HostError::of(Kind::Permission)), true);
        assert!(people.closed);
        assert_eq!(people.typed("bob"), None);
        assert_eq!(people.look_near("bob"), None);
    }

    #[test]
    fn a_passing_failure_of_the_search_is_silent() {
        let mut people = People::default();
        let generation = people.typed("bo").expect("searched");
        people.found(generation, Err(HostError::of(Kind::Server)), true);
        assert!(!people.closed && !people.offer.open);
        assert!(people.typed("bob").is_some());
    }

    #[test]
    fn users_found_after_the_field_was_left_stay_hidden() {
        let mut people = People::default();
        let generation = people.typed("bo").expect("searched");
        people.found(generation, Ok(users(&["bob"])), false);
        assert!(!people.offer.open);
        people.step(true);
        assert_eq!(people.chosen().map(|user| user.username.as_str()), Some("bob"));
    }

    #[test]
    fn arrows_go_round() {
        let mut people = found(&["bob", "bobby"]);
        let mut walk = |forward| {
            people.step(forward);
            people.offer.active
        };
        assert_eq!(
            [walk(true), walk(true), walk(true), walk(false)],
            [Some(0), Some(1), Some(0), Some(1)]
        );
    }

    #[test]
    fn near_names_are_searched_in_the_same_store_and_ranked() {
        let mut people = People::default();
        let (generation, prefix) = people.look_near("SALES/frnak").expect("searched");
        assert_eq!(prefix, "SALES/fr");
        let names = ["SALES/frederic", "SALES/frank", "SALES/frnk"];
        people.found_near(generation, "SALES/frnak", Ok(users(&names)));
        assert_eq!(people.near, ["SALES/frnk", "SALES/frank"]);
    }

    #[test]
    fn near_names_for_a_name_that_was_changed_meanwhile_are_dropped() {
        let mut people = People::default();
        let (generation, _) = people.look_near("frnak").expect("searched");
        people.typed("alice");
        people.found_near(generation, "frnak", Ok(users(&["frank"])));
        assert!(people.near.is_empty());
    }

    #[test]
    fn people_are_found_by_name_and_mail_beside_their_username_each_once() {
        let names = |found: Result<Vec<DirectoryUser>, HostError>| {
            found.map(|users| users.into_iter().map(|user| user.username).collect::<Vec<_>>())
        };
        let failed = || Err(HostError::of(Kind::Server));
        let both = joined(Ok(users(&["alice", "alan"])), Ok(users(&["bob", "alice"])));
        assert_eq!(names(both).expect("found"), ["alice", "alan", "bob"]);
        assert_eq!(names(joined(failed(), Ok(users(&["bob"])))).expect("found"), ["bob"]);
        assert_eq!(names(joined(Ok(users(&["alice"])), failed())).expect("found"), ["alice"]);
        assert!(joined(failed(), Ok(Vec::new())).is_err() && joined(failed(), failed()).is_err());
    }

    #[test]
    fn distances() {
        for (left, right, letters) in
            [("", "", 0), ("", "ab", 2), ("ab", "", 2), ("bob", "bob", 0), ("kitten", "sitting", 3)]
        {
            assert_eq!(distance(left, right), letters, "{left} {right}");
        }
    }
}
