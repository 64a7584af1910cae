//! A change of one device, made by a click and not by a run: as a run would write it, so that the history has it and the same way
//! leads back. It must never make a change.

use super::plan::{Kind, about, state};
use crate::profile_index::ProfileIndex;
use host::{Device, EnrollmentRecord};
use rules::{Draft, profile};
use run::{About, Cannot, Change, DeviceReport, Left, LeftProfile, Outcome, Plan, Report, State};

/// The change of a profile that turned one record of a device into another; `None` if the profile is the same.
pub fn of_profile(before: &Device, after: &Device) -> Option<Change> {
    let change = Change {
        serial: before.serial.clone(),
        before: state(before, None),
        after: State { fetched: false, ..state(after, None) },
    };
    change.touches_profile().then_some(change)
}

/// The change of a device's enrollment to what the host's record shows by now; `None` if it is the same.
pub fn of_enrollment(device: &Device, before: &EnrollmentRecord, after: &Draft) -> Option<Change> {
    // A host that keeps a flag back says nothing that could be brought back.
    before.complete()?;
    let before = state(device, Some(before));
    let after = State { enrollment: Some(after.clone()), fetched: false, ..before.clone() };
    let change = Change { serial: device.serial.clone(), before, after };
    change.touches_enrollment().then_some(change)
}

/// The report of such a change, as if a run of one device had made it.
pub fn report(change: Change) -> Report {
    let about = about(Kind::One, &change.serial);
    report_of(about, change)
}

/// Like [`report`], of a change that already has a name in the host's history.
pub fn report_of(about: About, change: Change) -> Report {
    let left = Left {
        profile: if change.touches_profile() { LeftProfile::Wanted } else { LeftProfile::Kept },
        enrollment: change.touches_enrollment(),
        fetched: false,
    };
    let results = vec![DeviceReport { outcome: Outcome::Done, left }];
    Report { plan: Plan { about, changes: vec![change] }, results }
}

/// The way back of a report, and what it cannot bring back. Hosts refuse older versions of a profile.
pub fn way_back(
    report: &Report,
    profiles: Option<&ProfileIndex>,
    about: About,
) -> (Plan, Vec<Cannot>) {
    let is_assignable = |uuid: &str| {
        let key = profile::check(uuid).value;
        let known = profiles.zip(key.as_ref());
        known.is_none_or(|(profiles, key)| profiles.current(key).is_some())
    };
    run::undo(report, about, &is_assignable)
}

/// Whether a way leads back from a change, as far as is known now.
pub fn has_way_back(change: &Change, profiles: Option<&ProfileIndex>) -> bool {
    !way_back(&report(change.clone()), profiles, About::default()).0.changes.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rules::checklist::Status;

    fn device(status: Status, uuid: &str) -> Device {
        let serial = "C02X".to_owned();
        Device { serial, status, profile_uuid: uuid.to_owned(), ..Device::default() }
    }

    fn user(name: &str) -> Draft {
        Draft { username: name.into(), ..Draft::default() }
    }

    #[test]
    fn a_change_that_changed_nothing_is_none() {
        let one = device(Status::Assigned, "A");
        assert_eq!(of_profile(&one, &device(Status::Pushed, "A")), None);
        assert_eq!(of_enrollment(&one, &user("bob").into(), &user("bob")), None);
    }

    #[test]
    fn a_saved_user_is_brought_back_and_an_undecided_enrollment_is_not() {
        let one = device(Status::Assigned, "A");
        let change = of_enrollment(&one, &user("alice").into(), &user("bob")).expect("a change");
        assert!(has_way_back(&change, None));
        let (plan, _) = way_back(&report(change), None, About::default());
        assert_eq!(plan.changes[0].before.enrollment, Some(user("bob")), "what must be found");
        assert_eq!(plan.changes[0].after.enrollment, Some(user("alice")));
        assert!(!plan.changes[0].touches_profile());
        // No host stores a device without a user and without a login.
        let first = of_enrollment(&one, &user("").into(), &user("bob")).expect("a change");
        assert!(!has_way_back(&first, None));
    }

    #[test]
    fn an_older_version_of_a_profile_is_not_brought_back() {
        let old = "A1F0C3D2E4B596870123456789ABCDEF";
        let change = of_profile(&device(Status::Assigned, old), &device(Status::Assigned, "B"))
            .expect("one");
        assert!(has_way_back(&change, None), "nobody knows the profiles");
        assert!(!has_way_back(&change, Some(&ProfileIndex::new(Vec::new()))));
        let first = of_profile(&device(Status::Empty, ""), &device(Status::Assigned, "B"));
        assert!(has_way_back(&first.expect("one"), Some(&ProfileIndex::new(Vec::new()))));
    }
}
