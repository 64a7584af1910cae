//! What must hold for every plan: each row is counted once, nothing happens to an impossible one, and a plan that was carried out
//! leaves nothing to do.

use super::checklist::profiles;
use super::{drafts, pasted, policies};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rules::changes::{Change, Device, Kind, Plan, ProfileStep, Request, Row, Wish, plan};
use rules::checklist::{Lineage, Status, is_assigned, lineage};
use rules::{Enrollment, Severity};

/// Few serial numbers, so that rows meet devices and each other; some a slip away from another.
fn serials() -> impl Strategy<Value = String> {
    let known = vec![
        "C02EMPTY0001",
        "c02empty0001 ",
        "C02EMPTYOOO1",
        "C02EMPTY0002",
        "DX3M9JRNL4LJ",
        "DX3M9JRNL4L",
        "A/B",
        "",
    ];
    prop_oneof![9 => prop::sample::select(known).prop_map(str::to_owned), 1 => pasted()]
}

fn uuids() -> impl Strategy<Value = String> {
    let known = vec!["A1", "a-1", "B2", "b2", "C3", "", " ", "profile_1", "Staff", "Shop", "Staf"];
    prop_oneof![9 => prop::sample::select(known).prop_map(str::to_owned), 1 => pasted()]
}

/// Names that are mostly right: a wrong one hides what comes after it.
fn names() -> impl Strategy<Value = String> {
    let known = vec!["alice", "bob", "PRIMARY/alice", "", "bob@acme.com"];
    prop_oneof![9 => prop::sample::select(known).prop_map(str::to_owned), 1 => pasted()]
}

fn wishes() -> impl Strategy<Value = Wish> {
    let flag = any::<Option<bool>>;
    (option::of(uuids()), prop::bool::weighted(0.2), option::of(names()), flag(), flag()).prop_map(
        |(profile, remove_profile, username, login_required, agent_required)| Wish {
            profile,
            remove_profile,
            username,
            login_required,
            agent_required,
        },
    )
}

fn devices() -> impl Strategy<Value = Device> {
    let words = vec!["Empty", "assigned", "PUSHED", "Removed", "", "Migrating"];
    let stored =
        (names(), drafts()).prop_map(|(username, draft)| rules::Draft { username, ..draft });
    let identifiers = prop::sample::select(vec!["", "", "d-1"]);
    let fetched = any::<bool>();
    (serials(), prop::sample::select(words), uuids(), identifiers, fetched, option::of(stored))
        .prop_map(|(serial, word, profile_uuid, identifier, profile_fetched, enrollment)| Device {
            serial,
            status: Status::parse(word),
            profile_uuid,
            device_identifier: identifier.to_owned(),
            profile_fetched,
            enrollment,
        })
}

fn requests() -> impl Strategy<Value = Request> {
    let row = (option::of(0u32..9), serials(), wishes()).prop_map(|(row, serial, wish)| Row {
        row,
        serial,
        wish,
    });
    let lists =
        (vec(devices(), 0..6), option::of(vec(profiles(), 0..4)), option::of(vec(row, 0..8)));
    (wishes(), lists, policies()).prop_map(|(wish, (devices, profiles, rows), policy)| Request {
        wish,
        devices,
        profiles,
        rows,
        policy,
    })
}

fn has_error(change: &Change) -> bool {
    change.problems.iter().any(|problem| problem.severity == Severity::Error)
}

/// The device that a change is about.
fn device<'a>(devices: &'a mut [Device], change: &Change) -> &'a mut Device {
    let normal =
        |serial: &str| rules::serial::check(serial).value.map(|serial| serial.as_str().to_owned());
    let serial = Some(change.serial.clone());
    devices.iter_mut().find(|device| normal(&device.serial) == serial).unwrap()
}

/// The request after the host has done what the plan says.
fn carried_out(request: &Request, plan: &Plan) -> Request {
    let mut after = request.clone();
    for change in &plan.changes {
        match &change.profile {
            None => {}
            Some(ProfileStep::Assign(uuid) | ProfileStep::Reassign(uuid)) => {
                let device = device(&mut after.devices, change);
                (device.status, device.profile_uuid) = (Status::Assigned, uuid.clone());
            }
            // The UUID stays in the record.
            Some(ProfileStep::Remove) => {
                device(&mut after.devices, change).status = Status::Removed;
            }
        }
        if let Some(enrollment) = &change.enrollment {
            let sent = enrollment.to_draft();
            device(&mut after.devices, change).enrollment = Some(sent);
        }
    }
    after
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_row_is_answered_in_its_place_and_counted_once(request in requests()) {
        let plan = plan(&request);
        let rows = request.rows.as_ref().map_or(request.devices.len(), Vec::len);
        prop_assert_eq!(plan.changes.len(), rows);
        prop_assert_eq!(Kind::ALL.map(|kind| plan.count(kind)).iter().sum::<usize>(), rows);
        for (place, change) in plan.changes.iter().enumerate() {
            let given = request.rows.as_ref().and_then(|rows| rows[place].row);
            prop_assert_eq!(change.row, given.unwrap_or(place as u32 + 1));
        }
    }

    #[test]
    fn nothing_happens_to_a_device_that_cannot_be_changed_and_something_to_every_other(request in requests()) {
        for change in plan(&request).changes {
            prop_assert_eq!(has_error(&change), change.kind == Kind::Impossible);
            let happens = change.profile.is_some() || change.enrollment.is_some();
            let idle = matches!(change.kind, Kind::Impossible | Kind::Repeated | Kind::Unchanged);
            prop_assert_eq!(happens, !idle, "{:?}", change);
        }
    }

    #[test]
    fn a_plan_that_was_carried_out_leaves_nothing_to_do(request in requests()) {
        let before = plan(&request);
        let after = plan(&carried_out(&request, &before));
        for (before, after) in before.changes.iter().zip(&after.changes) {
            prop_assert!(after.profile.is_none() && after.enrollment.is_none(), "{:?}", after);
            let kind = match before.kind {
                Kind::Impossible | Kind::Repeated => before.kind,
                _ => Kind::Unchanged,
            };
            // Rows that wanted different things may still do.
            if before.kind != Kind::Impossible {
                prop_assert_eq!(after.kind, kind, "{:?}", after);
            }
        }
    }

    #[test]
    fn a_device_gets_at_most_one_change(request in requests()) {
        let mut changed = Vec::new();
        for change in plan(&request).changes {
            if change.profile.is_some() || change.enrollment.is_some() {
                prop_assert!(!changed.contains(&change.serial), "{} twice", change.serial);
                changed.push(change.serial);
            }
        }
    }

    /// The checklist calls the same devices outdated.
    #[test]
    fn a_device_is_reassigned_exactly_when_the_checklist_would_say_so(request in requests()) {
        let plan = plan(&request);
        let mut devices = request.devices.clone();
        for change in &plan.changes {
            let Some(ProfileStep::Assign(_) | ProfileStep::Reassign(_)) = &change.profile else {
                continue;
            };
            let device = device(&mut devices, change);
            let lineage = lineage(&device.profile_uuid, None, request.profiles.as_deref());
            let is_older = matches!(lineage, Lineage::Superseded(_))
                && is_assigned(&device.status, &device.profile_uuid);
            prop_assert_eq!(matches!(change.profile, Some(ProfileStep::Reassign(_))), is_older);
        }
    }

    #[test]
    fn what_is_wrong_is_repaired_by_what_the_problem_offers(request in requests()) {
        let plan = plan(&request);
        let Some(rows) = &request.rows else { return Ok(()) };
        for (row, change) in rows.iter().zip(&plan.changes) {
            for problem in &change.problems {
                let Some(repaired) = problem.param("repaired") else { continue };
                let mut row = Row { row: Some(1), ..row.clone() };
                match problem.code {
                    "changes.device.near" => row.serial = repaired.to_owned(),
                    "changes.profile.near" | "changes.profile.older" => {
                        row.wish.profile = Some(repaired.to_owned());
                    }
                    _ => continue,
                }
                let again = rules::changes::plan(&Request { rows: Some(vec![row]), ..request.clone() });
                let codes = again.changes[0].problems.iter().map(|problem| problem.code);
                prop_assert!(codes.clone().all(|code| code != problem.code), "{:?}", again);
            }
        }
    }

    #[test]
    fn a_user_of_all_devices_is_told_exactly_when_there_is_one(request in requests()) {
        let plan = plan(&request);
        let told = plan.problems.iter().find(|problem| problem.code == "changes.username.all");
        let counted = |change: &&Change| !matches!(change.kind, Kind::Impossible | Kind::Repeated);
        let changes: Vec<&Change> = plan.changes.iter().filter(counted).collect();
        let sent: Vec<&str> = changes
            .iter()
            .filter_map(|change| change.enrollment.as_ref().map(Enrollment::username))
            .collect();
        if let Some(told) = told {
            prop_assert!(changes.len() > 1);
            let count = changes.len().to_string();
            prop_assert_eq!(told.param("count"), Some(count.as_str()));
            prop_assert!(sent.iter().all(|name| Some(*name) == told.param("username")));
        } else if request.wish.username.is_some() && request.rows.is_none() && changes.len() > 1 {
            let first = sent.first().copied().unwrap_or_default();
            let all = sent.len() == changes.len() && sent.iter().all(|name| *name == first);
            prop_assert!(first.is_empty() || !all, "{:?}", sent);
        }
    }
}
