//! What a wish comes to for each device, by the rules, in slices that let the page breathe. Pure. It must never have an opinion of
//! its own about a device.

use crate::profile_index::ProfileIndex;
use host::{Device, Profile};
use rules::changes::{self, Change, Kind, Request, Wish};
use rules::checklist::ProfileFacts;
use rules::{Draft, UsernamePolicy};
use std::rc::Rc;

/// Devices that are planned in one task.
const SLICE: usize = 1_000;

/// The devices and the plan for them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Planning {
    devices: Vec<Rc<Device>>,
    /// Serial numbers that the host does not have any more.
    pub gone: Vec<String>,
    wish: Option<Wish>,
    /// One for each device, as far as they are planned.
    changes: Vec<Change>,
    /// How many devices have each kind.
    counts: [u32; Kind::ALL.len()],
    /// Devices that change.
    pub changed: u32,
    /// Devices whose user gives way to a login.
    pub users_removed: u32,
}

impl Planning {
    /// Nothing is planned for these devices yet.
    pub fn new(devices: Vec<Rc<Device>>, gone: Vec<String>) -> Planning {
        Planning { devices, gone, ..Planning::default() }
    }

    /// Begins the plan for a wish, unless it is this one already. `is_new` says that something else has changed.
    pub fn turn_to(&mut self, wish: Option<Wish>, is_new: bool) {
        if wish == self.wish && !is_new {
            return;
        }
        self.wish = wish;
        self.changes.clear();
        self.counts = Default::default();
        (self.changed, self.users_removed) = (0, 0);
    }

    /// Whether there is a wish and every device is planned.
    pub fn is_done(&self) -> bool {
        self.wish.is_some() && self.changes.len() == self.devices.len()
    }

    /// Whether devices are left to plan.
    pub fn is_open(&self) -> bool {
        self.wish.is_some() && self.changes.len() < self.devices.len()
    }

    /// Plans the next slice.
    pub fn plan_on(&mut self, profiles: Option<&ProfileIndex>, policy: &UsernamePolicy) {
        let Some(wish) = self.wish.clone() else { return };
        let left = self.devices.iter().skip(self.changes.len()).take(SLICE);
        let plan = changes::plan(&Request {
            wish,
            devices: left.map(|device| facts(device)).collect(),
            profiles: profiles.map(|profiles| profiles.iter().map(profile_facts).collect()),
            rows: None,
            policy: policy.clone(),
        });
        for change in plan.changes {
            let Some(device) = self.devices.get(self.changes.len()) else { return };
            self.counts[change.kind as usize] += 1;
            self.changed += u32::from(changes_something(&change));
            let has_user = device.enrollment.username.as_ref().is_some_and(|it| !it.is_empty());
            let is_removed = change.enrollment.as_ref().is_some_and(|it| it.username().is_empty());
            self.users_removed += u32::from(has_user && is_removed);
            self.changes.push(change);
        }
    }

    /// How many devices have a kind.
    pub fn count(&self, kind: Kind) -> u32 {
        self.counts[kind as usize]
    }

    /// Devices that the plan has an answer for.
    pub fn possible(&self) -> u32 {
        self.changes.len() as u32 - self.count(Kind::Impossible)
    }

    /// The changes of a kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.kind == kind)
    }

    /// The devices that change, each with its change.
    pub fn changing(&self) -> impl Iterator<Item = (&Device, &Change)> {
        let all = self.devices.iter().map(AsRef::as_ref).zip(&self.changes);
        all.filter(|(_, change)| changes_something(change))
    }
}

fn changes_something(change: &Change) -> bool {
    change.profile.is_some() || change.enrollment.is_some()
}

/// A record as a fact for the rules.
fn facts(device: &Device) -> changes::Device {
    let enrollment: Option<Draft> = device.enrollment.complete();
    changes::Device {
        serial: device.serial.clone(),
        status: device.status.clone(),
        profile_uuid: device.profile_uuid.clone(),
        device_identifier: device.device_identifier.clone(),
        profile_fetched: device.profile_push_time.happened(),
        enrollment,
    }
}

fn profile_facts(profile: &Profile) -> ProfileFacts {
    ProfileFacts {
        uuid: profile.uuid.clone(),
        name: profile.name.clone(),
        supervised: profile.supervised,
        mandatory: profile.mandatory,
        superseded: profile.superseded.clone(),
    }
}
