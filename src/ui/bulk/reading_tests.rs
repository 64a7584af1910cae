//! The reading of selected devices, against a host in memory.

use super::*;
use crate::bulk::action::Action;

fn device(at: u32) -> Device {
    Device { serial: format!("C02{at:09}"), ..Device::default() }
}

fn texts(all: impl Iterator<Item = String>) -> Texts {
    let mut texts = Texts::default();
    for text in all {
        texts.number(&text);
    }
    texts
}

/// A selection of these devices of a list with so many; the list shows the first `known` of them.
fn batch(devices: &[u32], known: usize, total: Option<u32>) -> Batch {
    Batch {
        action: Action::Assign,
        serials: texts(devices.iter().map(|at| device(*at).serial)),
        known: devices[..known].iter().map(|at| Rc::new(device(*at))).collect(),
        total,
    }
}

/// A host with the devices from 0 to `total`, without those of `gone`. Answers until the reading is done; returns the calls.
fn read(reading: &mut Reading, first: Vec<Effect>, total: u32, gone: &[u32]) -> Vec<Effect> {
    let list: Vec<u32> = (0..total).filter(|at| !gone.contains(at)).collect();
    let mut open = first;
    let mut calls = Vec::new();
    while let Some(call) = open.first().cloned() {
        open.remove(0);
        calls.push(call.clone());
        let next = match &call {
            Effect::Page(offset) => {
                let rows = list.iter().skip(*offset as usize).take(100);
                let rows = rows.map(|at| device(*at)).collect();
                reading.page(*offset, Ok(Page { rows, count: list.len() as u32 }))
            }
            Effect::Device(serial) => {
                let found = list.iter().map(|at| device(*at)).find(|one| one.serial == *serial);
                reading.device(serial, found.map(Rc::new).ok_or(HostError::of(Kind::NotFound)))
            }
        };
        open.extend(next);
        assert!(open.len() <= DEVICES_AT_ONCE);
    }
    assert!(reading.is_done() && reading.failure.is_none());
    calls
}

fn serials(devices: &[Rc<Device>]) -> Vec<&str> {
    devices.iter().map(|device| device.serial.as_str()).collect()
}

#[test]
fn what_the_list_shows_is_not_read_again() {
    let (reading, calls) = Reading::new(&batch(&[3, 1, 2], 3, Some(200)));
    assert!(calls.is_empty() && reading.is_done());
    let (devices, gone) = reading.into_devices();
    let wanted = ["C02000000003", "C02000000001", "C02000000002"];
    assert_eq!(serials(&devices), wanted, "in the order of the selection");
    assert!(gone.is_empty());
}

#[test]
fn a_few_devices_are_read_one_by_one() {
    let (mut reading, calls) = Reading::new(&batch(&[7, 900, 901, 902, 903, 904], 1, Some(1_000)));
    assert_eq!(reading.progress(), (1, 6));
    let calls = read(&mut reading, calls, 1_000, &[]);
    assert_eq!(calls.len(), 5);
    assert!(calls.iter().all(|call| matches!(call, Effect::Device(_))));
    assert_eq!(reading.into_devices().0.len(), 6);
}

#[test]
fn many_devices_are_read_by_the_list_with_a_call_for_each_page() {
    let many: Vec<u32> = (0..1_000).collect();
    let (mut reading, calls) = Reading::new(&batch(&many, 50, Some(1_000)));
    let calls = read(&mut reading, calls, 1_000, &[]);
    let pages: Vec<Effect> = (0..10).map(|page| Effect::Page(page * 100)).collect();
    assert_eq!(calls, pages);
    assert_eq!(reading.into_devices().0.len(), 1_000);
}

#[test]
fn the_list_is_left_as_soon_as_all_are_found() {
    let first: Vec<u32> = (0..150).collect();
    let (mut reading, calls) = Reading::new(&batch(&first, 0, Some(10_000)));
    let calls = read(&mut reading, calls, 10_000, &[]);
    assert!(calls.len() <= 4, "{calls:?}");
}

#[test]
fn a_device_that_the_list_lacks_is_asked_about_before_it_counts_as_gone() {
    let many: Vec<u32> = (0..300).collect();
    let (mut reading, calls) = Reading::new(&batch(&many, 0, None));
    let calls = read(&mut reading, calls, 300, &[17]);
    assert_eq!(calls.last(), Some(&Effect::Device("C02000000017".into())));
    let (devices, gone) = reading.into_devices();
    assert_eq!((devices.len(), gone), (299, vec!["C02000000017".to_owned()]));
}

#[test]
fn a_failure_stops_the_reading_and_another_try_reads_only_the_rest() {
    let many: Vec<u32> = (0..300).collect();
    let (mut reading, calls) = Reading::new(&batch(&many, 0, Some(300)));
    assert_eq!(calls, [Effect::Page(0)]);
    let page = |from: u32| Ok(Page { rows: (from..from + 100).map(device).collect(), count: 300 });
    assert_eq!(reading.page(0, page(0)), [Effect::Page(100), Effect::Page(200)]);
    let failed = HostError::of(Kind::Server);
    assert_eq!(reading.page(100, Err(failed.clone())), []);
    assert_eq!(reading.page(200, page(200)), [], "nothing more is asked meanwhile");
    assert_eq!((reading.progress(), reading.failure.as_ref()), ((200, 300), Some(&failed)));
    assert_eq!(reading.again(), [Effect::Page(100), Effect::Page(200)]);
    assert_eq!(reading.page(100, page(100)), []);
    assert!(reading.is_done());
    assert_eq!(reading.page(100, Err(failed)), [], "a second answer is none");
}

#[test]
fn a_device_that_could_not_be_read_is_read_again() {
    let (mut reading, calls) = Reading::new(&batch(&[1, 2], 0, Some(10_000)));
    assert_eq!(calls.len(), 2);
    reading.device("C02000000001", Err(HostError::of(Kind::Unreachable)));
    reading.device("C02000000002", Ok(Rc::new(device(2))));
    assert!(!reading.is_done());
    assert_eq!(reading.again(), [Effect::Device("C02000000001".into())]);
    reading.device("C02000000001", Ok(Rc::new(device(1))));
    assert!(reading.is_done());
}
