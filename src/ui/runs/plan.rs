//! How a change of a device is written into a plan. Everything that changes many devices makes its plan here, so that all
//! runs mean the same by a device's state. It must never decide which change a device needs.

use crate::assign::job::is_assigned;
use crate::format::now;
use crate::storage;
use host::{Device, EnrollmentRecord};
use rules::Draft;
use rules::changes::ProfileStep;
use rules::checklist::Status;
use rules::text::{decimal, hex};
use run::{About, Change, State, Time};

/// What a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Devices are assigned to a profile.
    Assign,
    /// Assignments are removed.
    Remove,
    /// Enrollments are changed.
    Enrollment,
    /// Devices on an older version of a profile get the current one.
    Reassign,
    /// The rows of a file.
    Import,
    /// An earlier run is taken back.
    Undo,
    /// What an earlier run has not changed is tried again.
    Again,
    /// One device was changed by a click.
    One,
    /// Devices that some admin has changed together, as the host's history tells it.
    Many,
}

impl Kind {
    const ALL: [Kind; 9] = [
        Kind::Assign,
        Kind::Remove,
        Kind::Enrollment,
        Kind::Reassign,
        Kind::Import,
        Kind::Undo,
        Kind::Again,
        Kind::One,
        Kind::Many,
    ];

    /// The word in a plan, and of the text `runs.title.WORD`.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Assign => "assign",
            Kind::Remove => "remove",
            Kind::Enrollment => "enrollment",
            Kind::Reassign => "reassign",
            Kind::Import => "import",
            Kind::Undo => "undo",
            Kind::Again => "again",
            Kind::One => "one",
            Kind::Many => "many",
        }
    }

    /// Reads the word of a plan.
    pub fn parse(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What a new plan says about itself. `name` is that of the profile or the file, and may be empty.
pub fn about(kind: Kind, name: &str) -> About {
    let (mut id, mut at) = (String::new(), 0);
    // Native tests have neither a clock nor chance.
    if cfg!(target_arch = "wasm32") {
        at = now() as Time;
        id = decimal(at);
        hex(&mut id, (js_sys::Math::random() * f64::from(u32::MAX)) as u64, 8, b'a');
    }
    let by = storage::account().digest().to_owned();
    About { id, kind: kind.word().to_owned(), name: name.to_owned(), by, at }
}

/// A change of a device that was read: its step for the profile, if any, and the whole enrollment that it is to have, if that
/// changes.
pub fn change(
    device: &Device,
    step: impl Into<Option<ProfileStep>>,
    enrollment: Option<Draft>,
) -> Change {
    let before = state(device, enrollment.is_some().then_some(&device.enrollment));
    let profile = match step.into() {
        Some(ProfileStep::Assign(uuid) | ProfileStep::Reassign(uuid)) => Some(uuid),
        Some(ProfileStep::Remove) => None,
        None => before.profile.clone(),
    };
    let after = State { profile, fetched: false, enrollment };
    Change { serial: device.serial.clone(), before, after }
}

/// A device as a run sees it. Without an `enrollment` nothing is said about it.
pub fn state(device: &Device, enrollment: Option<&EnrollmentRecord>) -> State {
    State {
        profile: is_assigned(device).then(|| device.profile_uuid.clone()),
        fetched: device.status == Status::Pushed,
        enrollment: enrollment.map(EnrollmentRecord::draft),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(status: Status, uuid: &str) -> Device {
        let serial = "C02X".to_owned();
        Device { serial, status, profile_uuid: uuid.to_owned(), ..Device::default() }
    }

    #[test]
    fn a_removed_device_has_no_profile_whatever_its_record_says() {
        let removed = change(&device(Status::Removed, "A"), ProfileStep::Assign("B".into()), None);
        assert_eq!((removed.before.profile, removed.after.profile), (None, Some("B".to_owned())));
        let pushed = change(&device(Status::Pushed, "A"), ProfileStep::Remove, None);
        assert!(pushed.before.fetched && pushed.touches_profile());
        assert!(!pushed.touches_enrollment());
    }

    #[test]
    fn a_change_of_the_enrollment_alone_leaves_the_profile() {
        let login = Draft { login_required: true, ..Draft::default() };
        let change = change(&device(Status::Assigned, "A"), None, Some(login));
        assert!(!change.touches_profile() && change.touches_enrollment());
        assert_eq!(change.before.enrollment, Some(Draft::default()));
    }

    #[test]
    fn every_kind_has_a_word_of_its_own() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.word()), Some(kind));
        }
    }
}
