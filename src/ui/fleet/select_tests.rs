//! Filters, orders and pages, held against a list that is filtered and sorted as a whole.

use super::*;
use crate::fleet::verdict::Verdict;
use host::{Device, EnrollmentRecord};
use rules::checklist::Status;

fn device(number: u32) -> Device {
    let statuses = ["Empty", "Assigned", "Pushed", "Removed"];
    let names = ["", "Staff iPads", "Loaner pool"];
    let users = ["", "alice", "Bob", "SALES/carol"];
    let pick = |texts: &[&str], by: u32| texts[(number / by) as usize % texts.len()].to_owned();
    Device {
        serial: format!("C{:03}X{number}", number * 7919 % 211),
        status: Status::parse(&pick(&statuses, 1)),
        profile_uuid: if number.is_multiple_of(3) {
            String::new()
        } else {
            format!("AB{:030}", number % 3)
        },
        profile_name: pick(&names, 2),
        enrollment: EnrollmentRecord {
            username: Some(pick(&users, 3)),
            ..EnrollmentRecord::default()
        },
        ..Device::default()
    }
}

fn verdict(number: u32) -> Verdict {
    Verdict {
        readiness: DeviceReadiness::ALL[number as usize % 3],
        causes: Vec::new(),
        checking: number.is_multiple_of(5),
    }
}

fn fleet() -> (Records, Judging, Vec<Device>) {
    let (mut records, mut judging) = (Records::default(), Judging::default());
    let devices: Vec<Device> = (0..500).map(device).collect();
    for (number, device) in (0..).zip(&devices) {
        let slot = records.put(device);
        let verdict = judging.number(verdict(number));
        judging.moved(0, verdict);
        records.get_mut(slot).verdict = verdict;
        records.get_mut(slot).place = 499 - number;
    }
    (records, judging, devices)
}

fn numbers(filter: &Filter) -> Vec<u32> {
    let (records, judging, devices) = fleet();
    let (slots, count) = select(&records, &judging, filter, Sort::default(), 0, 500);
    assert_eq!(slots.len() as u32, count);
    let number = |slot: &u32| devices.iter().position(|it| it.serial == records.serial(*slot));
    slots.iter().map(|slot| number(slot).expect("it was put") as u32).rev().collect()
}

fn expected(test: impl Fn(u32, &Device) -> bool) -> Vec<u32> {
    (0..500).filter(|number| test(*number, &device(*number))).collect()
}

#[test]
fn without_a_filter_everything_comes_in_the_order_of_the_host() {
    assert_eq!(numbers(&Filter::default()), expected(|_, _| true));
}

#[test]
fn a_device_whose_user_is_being_checked_is_in_no_readiness() {
    for readiness in DeviceReadiness::ALL {
        let filter = Filter { readiness: Some(readiness), ..Filter::default() };
        let wanted = |number, _: &Device| {
            verdict(number).readiness == readiness && !verdict(number).checking
        };
        assert_eq!(numbers(&filter), expected(wanted));
    }
}

#[test]
fn status_profile_text_and_serial_numbers_filter_whatever_their_letters() {
    let text = |text: &str| Filter { text: text.to_owned(), ..Filter::default() };
    let by_status = Filter { status: "pushed".to_owned(), ..Filter::default() };
    assert_eq!(numbers(&by_status), expected(|_, it| it.status == Status::Pushed));
    let uuid = format!("{{ab{:030}}}", 2);
    let by_profile = Filter { profile: uuid, ..Filter::default() };
    assert_eq!(numbers(&by_profile), expected(|number, _| number % 3 == 2));
    let user = |device: &Device| device.enrollment.username.clone().unwrap_or_default();
    assert_eq!(numbers(&text(" ALICE ")), expected(|_, it| user(it) == "alice"));
    assert_eq!(numbers(&text("bo")), expected(|_, it| user(it) == "Bob"));
    assert_eq!(numbers(&text("x49")), expected(|_, it| it.serial.contains("X49")));
    assert_eq!(numbers(&text("nothing like it")), [0; 0]);
    let serials = vec![device(3).serial.to_lowercase(), device(9).serial, "other".to_owned()];
    assert_eq!(numbers(&Filter { serials, ..Filter::default() }), vec![3, 9]);
}

#[test]
fn filters_narrow_each_other() {
    let filter = Filter {
        readiness: Some(DeviceReadiness::ToDo),
        status: "Empty".to_owned(),
        text: "alice".to_owned(),
        ..Filter::default()
    };
    let wanted = |number: u32, it: &Device| {
        verdict(number).readiness == DeviceReadiness::ToDo
            && !verdict(number).checking
            && it.status == Status::Empty
            && it.enrollment.username.as_deref() == Some("alice")
    };
    assert!(!expected(wanted).is_empty());
    assert_eq!(numbers(&filter), expected(wanted));
}

#[test]
fn every_page_of_every_order_is_the_same_as_of_the_whole_sorted_list() {
    let (records, judging, _) = fleet();
    for by in [SortBy::Host, SortBy::Serial, SortBy::Readiness, SortBy::Profile, SortBy::User] {
        for descending in [false, true] {
            let sort = Sort { by, descending };
            let page = |offset, limit| {
                select(&records, &judging, &Filter::default(), sort, offset, limit).0
            };
            let whole = page(0, 500);
            assert_eq!(whole.len(), 500);
            for (offset, limit) in [(0, 50), (50, 50), (137, 1), (450, 100), (500, 50), (9_999, 50)]
            {
                let from = (offset as usize).min(500);
                let to = (from + limit as usize).min(500);
                assert_eq!(page(offset, limit), whole[from..to], "{sort:?} {offset} {limit}");
            }
        }
    }
}

#[test]
fn orders_are_what_they_are_called() {
    let (records, judging, _) = fleet();
    let all = |by| {
        let sort = Sort { by, descending: false };
        select(&records, &judging, &Filter::default(), sort, 0, 500).0
    };
    let serials: Vec<&str> = all(SortBy::Serial).iter().map(|slot| records.serial(*slot)).collect();
    assert!(serials.is_sorted());
    let user = |slot: &u32| records.username(records.get(*slot));
    let users: Vec<&str> = all(SortBy::User).iter().map(user).collect();
    assert!(users.is_sorted_by_key(|user| (user.is_empty(), *user)), "nobody comes last");
    let of = |slot: &u32| judging.get(records.get(*slot).verdict).expect("it is judged");
    let first = all(SortBy::Readiness);
    assert_eq!(of(&first[0]).readiness, DeviceReadiness::ToDo);
    assert!(of(&first[499]).checking);
}
