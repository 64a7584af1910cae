//! Lists that stay as they are while they are read, and lists that do not.

use super::*;

/// A list of numbers, read like the host's list of devices; `change` may change it before the answer to each page.
struct Driver {
    reading: Reading,
    seen: Vec<(u16, u32)>,
    asked: Vec<u32>,
    limit: u32,
}

impl Driver {
    fn new() -> Driver {
        let mut reading = Reading::default();
        reading.begin();
        Driver { reading, seen: Vec::new(), asked: Vec::new(), limit: PAGE }
    }

    fn answer(&mut self, ticket: Ticket, list: &[u32]) -> Option<End> {
        assert!(self.reading.expects(&ticket), "{ticket:?}");
        let from = (ticket.offset as usize).min(list.len());
        let to = (from + ticket.limit.min(self.limit) as usize).min(list.len());
        let (mut new, mut twice) = (0, false);
        for (at, row) in list[from..to].iter().enumerate() {
            let place = ticket.offset + at as u32;
            let known = self.seen.iter().position(|(number, _)| *number == *row as u16);
            match known {
                // The number of the row, and where it was seen in this reading.
                Some(at) if self.seen[at].1 == u32::MAX => {
                    self.seen[at].1 = place;
                    new += 1;
                }
                Some(at) => twice |= self.seen[at].1 != place,
                None => {
                    self.seen.push((*row as u16, place));
                    new += 1;
                }
            }
        }
        let before = self.reading.number();
        let end = self.reading.take(&ticket, &list[from..to], new, twice, list.len() as u32);
        if self.reading.number() != before {
            self.seen.iter_mut().for_each(|seen| seen.1 = u32::MAX);
        }
        end
    }

    fn run(&mut self, mut list: Vec<u32>, mut change: impl FnMut(u32, &mut Vec<u32>)) -> Phase {
        let mut under_way = Vec::new();
        for answered in 0..10_000 {
            let tickets = self.reading.wanted(0);
            self.asked.extend(tickets.iter().map(|ticket| ticket.offset));
            under_way.extend(tickets);
            assert!(under_way.len() <= 2);
            if under_way.is_empty() {
                return self.reading.phase().clone();
            }
            change(answered, &mut list);
            // The later page first, where there are two.
            if let Some(ticket) = under_way.pop() {
                self.answer(ticket, &list);
            }
        }
        panic!("it does not end");
    }
}

fn list(length: u32) -> Vec<u32> {
    (0..length).collect()
}

#[test]
fn a_list_of_any_length_is_read_once_and_ends_in_its_length() {
    for length in [0, 1, 2, 99, 100, 101, 199, 200, 201, 298, 299, 300, 1000, 9_999] {
        let mut driver = Driver::new();
        assert_eq!(driver.run(list(length), |_, _| ()), Phase::Done, "{length}");
        assert_eq!(driver.reading.total(), Some(length));
        assert_eq!(driver.seen.len() as u32, length);
        assert_eq!(driver.reading.number(), 1, "{length} in one reading");
    }
}

#[test]
fn a_host_with_a_smaller_limit_is_read_to_the_end() {
    for limit in [2, 10, 25, 49] {
        let mut driver = Driver { limit, ..Driver::new() };
        assert_eq!(driver.run(list(500), |_, _| ()), Phase::Done, "{limit}");
        assert_eq!(driver.seen.len(), 500);
    }
}

#[test]
fn rows_that_shift_between_two_pages_lead_to_a_true_count() {
    let at = |moment: u32, change: fn(&mut Vec<u32>)| {
        move |answered: u32, list: &mut Vec<u32>| {
            if answered == moment {
                change(list);
            }
        }
    };
    let remove_and_add: fn(&mut Vec<u32>) = |list| {
        list.remove(5);
        list.push(60_000);
    };
    let insert: fn(&mut Vec<u32>) = |list| list.insert(0, 60_000);
    let remove: fn(&mut Vec<u32>) = |list| {
        list.remove(0);
    };
    let swap: fn(&mut Vec<u32>) = |list| {
        let row = list.remove(3);
        list.insert(450, row);
    };
    for moment in 1..6 {
        for (change, count) in [(remove_and_add, 600), (insert, 601), (remove, 599), (swap, 600)] {
            let mut driver = Driver::new();
            assert_eq!(driver.run(list(600), at(moment, change)), Phase::Done);
            assert_eq!(driver.reading.total(), Some(count));
            assert!(driver.reading.number() <= 2);
        }
    }
}

#[test]
fn a_shift_with_an_equal_count_is_seen_at_the_seam() {
    let mut driver = Driver::new();
    let change = |answered: u32, list: &mut Vec<u32>| {
        if answered == 3 {
            list.remove(0);
            list.push(60_000);
        }
    };
    driver.run(list(1000), change);
    assert_eq!(driver.reading.number(), 2, "it was read again");
    assert_eq!(*driver.reading.phase(), Phase::Done);
}

#[test]
fn a_list_that_never_rests_ends_without_a_count() {
    let mut driver = Driver::new();
    let change = |answered: u32, list: &mut Vec<u32>| list.insert(0, 50_000 + answered);
    assert_eq!(driver.run(list(500), change), Phase::Unsure);
    assert_eq!(driver.reading.total(), None);
    assert_eq!(driver.reading.number(), 3);
}

#[test]
fn the_same_serial_number_twice_is_no_count_to_rely_on() {
    let mut driver = Driver::new();
    let mut doubled = list(300);
    doubled[250] = 7;
    assert_eq!(driver.run(doubled, |_, _| ()), Phase::Unsure);
    assert_eq!(driver.reading.total(), None);
}

#[test]
fn more_than_twenty_thousand_devices_are_read_only_on_request() {
    let mut driver = Driver::new();
    assert_eq!(driver.run(list(MANY + 1), |_, _| ()), Phase::TooMany);
    assert_eq!(driver.asked, [0]);
    assert_eq!(driver.reading.total(), Some(MANY + 1));
    let mut driver = Driver::new();
    let tickets = driver.reading.wanted(0);
    driver.reading.take(&tickets[0], &list(PAGE), PAGE, false, 48_000);
    driver.reading.expects(&tickets[0]);
    driver.reading.go_on();
    assert_eq!(driver.reading.wanted(0).len(), 2);
}

#[test]
fn a_throttled_page_waits_as_long_as_the_host_says() {
    let mut reading = Driver::new().reading;
    let ticket = reading.wanted(0)[0];
    assert!(reading.expects(&ticket));
    let error = HostError { retry_after: Some(7), ..HostError::of(Kind::Throttled) };
    assert_eq!(reading.fail(&error), Some(7_000));
    assert_eq!(reading.wanted(0), vec![]);
    assert!(reading.is_waiting());
    reading.waited();
    assert_eq!(reading.wanted(0)[0].page, 0, "the page that failed is read again");
}

#[test]
fn waits_grow_and_end_in_a_failure_that_a_request_ends() {
    let mut reading = Driver::new().reading;
    let mut waits = Vec::new();
    for _ in 0..10 {
        let Some(ticket) = reading.wanted(0).first().copied() else { break };
        assert!(reading.expects(&ticket));
        waits.push(reading.fail(&HostError::of(Kind::Server)));
        reading.waited();
    }
    assert_eq!(waits, [Some(2000), Some(4000), Some(8000), None]);
    assert_eq!(*reading.phase(), Phase::Failed(HostError::of(Kind::Server)));
    reading.go_on();
    assert_eq!(reading.wanted(0).len(), 1);
}

#[test]
fn a_lost_session_or_a_missing_permission_is_no_reason_to_try_again() {
    for kind in [Kind::Session, Kind::Permission, Kind::Absent, Kind::NotFound] {
        let mut reading = Driver::new().reading;
        let ticket = reading.wanted(0)[0];
        assert!(reading.expects(&ticket));
        assert_eq!(reading.fail(&HostError::of(kind)), None);
        assert_eq!(reading.wanted(0), vec![]);
    }
}

#[test]
fn a_stop_drops_what_is_under_way_and_going_on_reads_it_again() {
    let mut driver = Driver::new();
    let first = driver.reading.wanted(0)[0];
    driver.answer(first, &list(1000));
    let under_way = driver.reading.wanted(0);
    assert_eq!(under_way.len(), 2);
    driver.reading.stop();
    for late in &under_way {
        assert!(!driver.reading.expects(late), "a late answer is dropped");
    }
    assert_eq!(driver.reading.wanted(0), vec![]);
    driver.reading.go_on();
    let again: Vec<u32> = driver.reading.wanted(0).iter().map(|ticket| ticket.page).collect();
    assert_eq!(again, [1, 2]);
}

#[test]
fn reading_again_drops_the_answers_of_before() {
    let mut driver = Driver::new();
    let old = driver.reading.wanted(0)[0];
    driver.reading.begin();
    assert!(!driver.reading.expects(&old));
    assert_eq!(driver.reading.wanted(0)[0].reading, old.reading + 1);
}
