//! The runs of a browser, as their journals tell them.

use super::*;
use run::{About, Change, DeviceReport, End, Left, Plan, State, Step};

fn found(id: &str, at: u64, entries: Vec<Entry>, is_held: bool) -> Found {
    let change = |serial: &str| Change {
        serial: serial.to_owned(),
        before: State::default(),
        after: State { profile: Some("A".into()), ..State::default() },
    };
    let about = About { id: id.to_owned(), at, ..About::default() };
    let changes = vec![change("C02A"), change("C02B"), change("C02C")];
    Found { plan: Plan { about, changes }, entries, is_held }
}

fn done(device: usize) -> Entry {
    Entry::Ended(device, DeviceReport { outcome: Outcome::Done, left: Left::default() })
}

#[test]
fn a_journal_without_an_end_is_interrupted_unless_a_tab_holds_it() {
    let standing = |entries, is_held| Past::read(found("1", 1, entries, is_held)).standing;
    assert_eq!(standing(vec![done(0)], false), Standing::Interrupted);
    assert_eq!(standing(vec![done(0)], true), Standing::Elsewhere);
    assert_eq!(standing(vec![Entry::Closed(End::Stopped, 5)], false), Standing::Ended);
    assert_eq!(standing(vec![Entry::Closed(End::Stopped, 5)], true), Standing::Ended);
}

#[test]
fn of_a_device_for_which_something_was_sent_nobody_knows() {
    let entries = vec![Entry::Sending(Step::Assign, 3, vec![0, 1, 9]), done(0)];
    let outcomes = Past::read(found("1", 1, entries, false)).report.results;
    let outcomes: Vec<Outcome> = outcomes.into_iter().map(|result| result.outcome).collect();
    assert_eq!(outcomes, [Outcome::Done, Outcome::Unknown, Outcome::NotStarted]);
}

#[test]
fn the_newest_run_comes_first_and_none_comes_twice() {
    let mut past = PastRuns::default();
    past.take(vec![found("1", 1, vec![], false), found("3", 3, vec![], false)], None);
    past.put(Past::read(found("2", 2, vec![Entry::Closed(End::Finished, 9)], false)));
    let ids =
        |past: &PastRuns| past.all().iter().map(|one| one.id().to_owned()).collect::<String>();
    assert_eq!(ids(&past), "321");
    past.put(Past::read(found("3", 3, vec![Entry::Closed(End::Finished, 9)], false)));
    assert_eq!(ids(&past), "321");
    // Another tab has deleted the first one; the others could not be written down.
    past.take(vec![found("4", 4, vec![], true), found("5", 5, vec![], true)], Some("5"));
    assert_eq!(ids(&past), "432");
    assert_eq!(past.find("4").map(|one| one.standing), Some(Standing::Elsewhere));
}
