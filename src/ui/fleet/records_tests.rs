//! Devices come back to the letter, whatever they hold, and a hundred thousand of them take little room.

use super::*;

fn text(text: &str) -> String {
    text.to_owned()
}

fn flags() -> [Option<bool>; 3] {
    [None, Some(false), Some(true)]
}

/// Devices as odd as a host can send them.
fn odd() -> Vec<Device> {
    let mut devices = Vec::new();
    for username in
        [None, Some(""), Some(" "), Some("alice"), Some("SALES/bob"), Some("émile\u{200b}")]
    {
        for login_required in flags() {
            for agent_required in flags() {
                devices.push(Device {
                    serial: format!("S{}", devices.len()),
                    enrollment: EnrollmentRecord {
                        username: username.map(text),
                        login_required,
                        agent_required,
                    },
                    ..Device::default()
                });
            }
        }
    }
    for status in ["", "Empty", "Assigned", "Pushed", "Removed", "Provisioned"] {
        for time in [Moment::Never, Moment::At(0.0), Moment::At(1.7e12), Moment::Unreadable] {
            devices.push(Device {
                serial: format!("s{} ", devices.len()),
                device_identifier: text("00008030-001A2D3E0C38802E"),
                status: Status::parse(status),
                profile_uuid: text("{a1f0c3d2-e4b5-9687}"),
                profile_name: text("Staff\u{1f} iPads;"),
                os: text("iOS"),
                family: text("iPad"),
                model: text("iPad9,1"),
                description: text("IPAD 9TH GEN 10.2\", 64GB"),
                color: text("SPACE GRAY"),
                profile_assign_time: time,
                profile_push_time: Moment::Unreadable,
                assigned_time: Moment::At(-0.5),
                assigned_by: text("admin@acme.com"),
                ..Device::default()
            });
        }
    }
    devices
}

#[test]
fn a_device_comes_back_to_the_letter() {
    let mut records = Records::default();
    let devices = odd();
    for device in &devices {
        records.put(device);
    }
    for device in &devices {
        let slot = records.find(&device.serial).expect("it was put");
        assert_eq!(records.device(slot), *device);
    }
    assert_eq!(records.present() as usize, devices.len());
}

#[test]
fn a_later_record_replaces_every_field_of_an_earlier_one() {
    let devices = odd();
    for first in &devices {
        for second in devices.iter().step_by(7) {
            let mut records = Records::default();
            records.put(&Device { serial: text("A"), ..first.clone() });
            let second = Device { serial: text("A"), ..second.clone() };
            let slot = records.put(&second);
            assert_eq!(records.device(slot), second);
            assert_eq!((records.present(), records.slots()), (1, 1));
        }
    }
}

fn of_user(records: &Records, user: &str) -> Vec<String> {
    let mut found = Vec::new();
    let user = records.users.find(user).map_or(NONE, |user| records.first_of_user(user));
    let mut at = user;
    while at != NONE {
        found.push(text(records.serial(at)));
        at = records.get(at).next_of_user;
    }
    found.sort();
    found
}

#[test]
fn the_devices_of_a_user_are_found_after_every_change_of_hands() {
    let mut records = Records::default();
    let device = |serial: &str, user: &str| Device {
        serial: text(serial),
        enrollment: EnrollmentRecord { username: Some(text(user)), ..EnrollmentRecord::default() },
        ..Device::default()
    };
    for serial in ["A", "B", "C", "D"] {
        records.put(&device(serial, "alice"));
    }
    // The first one, one in the middle, the last one, and one that comes back.
    for serial in ["D", "B", "A", "D"] {
        let target = if of_user(&records, "bob").contains(&text(serial)) { "alice" } else { "bob" };
        records.put(&device(serial, target));
    }
    assert_eq!(of_user(&records, "alice"), ["C", "D"]);
    assert_eq!(of_user(&records, "bob"), ["A", "B"]);
    assert_eq!(of_user(&records, "carol"), [""; 0]);
}

#[test]
fn a_device_that_has_gone_is_not_found_until_it_comes_back() {
    let mut records = Records::default();
    let device = Device { serial: text("A"), ..Device::default() };
    let slot = records.put(&device);
    records.remove(slot);
    records.remove(slot);
    assert_eq!((records.find("A"), records.present()), (None, 0));
    assert_eq!(records.put(&device), slot);
    assert_eq!((records.find("A"), records.present()), (Some(slot), 1));
}

/// The bound of a whole page is 60 MiB of JavaScript and WebAssembly.
#[test]
fn a_hundred_thousand_devices_take_well_under_forty_mebibytes() {
    let mut records = Records::default();
    for number in 0..100_000_u32 {
        records.put(&Device {
            serial: format!("C02{number:09}"),
            device_identifier: format!("00008030-001A2D3E{number:09}2E-{number:013}"),
            profile_uuid: format!("A1F0C3D2E4B5968778695A4B3C2D{:04}", number % 500),
            profile_name: format!("Profile {}", number % 500),
            model: format!("iPad{},1", number % 90),
            assigned_by: format!("admin-{}@acme.com", number % 30),
            enrollment: EnrollmentRecord {
                username: Some(format!("person.number-{number}")),
                login_required: Some(false),
                agent_required: Some(true),
            },
            profile_push_time: Moment::At(1.7e12 + f64::from(number)),
            ..Device::default()
        });
    }
    let mebibytes = records.memory() as f64 / 1_048_576.0;
    assert!(mebibytes < 30.0, "{mebibytes:.1} MiB");
}
