//! The reassignment of every device that is on an older version of one profile, before it begins: which devices these are, and
//! what will happen. Pure: no host, no browser, no clock. `runs` carries it out.

use super::state::Part;
use crate::assign::job::is_assigned;
use crate::runs::plan;
use host::{Device, HostError, Page, Profile};
use rules::changes::ProfileStep;
use rules::checklist::Status;
use rules::{profile, serial};
use run::Change;

/// Pages that are read at the same time.
const AT_ONCE: usize = 2;

/// Devices in one page.
pub const PAGE: u32 = 100;

/// What reassigning will do for a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forecast {
    /// The current settings count as soon as it fetches them.
    AtOnce,
    /// It has fetched a profile before, and keeps that one until it is reset.
    AfterReset,
    /// Its serial number is none, so the host cannot be asked.
    Impossible,
}

/// One device.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The device, as read.
    pub device: Device,
    /// What reassigning does for it.
    pub forecast: Forecast,
}

/// Where the reading stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// The devices are being read.
    Reading,
    /// They could not be read.
    Failed(HostError),
    /// The admin sees what will happen.
    Ready,
}

/// What will happen.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// The profile, with its current UUID and its older ones.
    pub profile: Profile,
    /// The devices, in the order of the host.
    pub rows: Vec<Row>,
    /// Where it stands.
    pub phase: Phase,
    /// Pages to ask for, and pages that are asked for.
    unread: Vec<(Part, u32)>,
    asked: Vec<(Part, u32)>,
}

/// A message to a preview.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Read the devices.
    Read,
    /// A page of devices came.
    Page(Part, u32, Result<Page<Device>, HostError>),
    /// Start the run.
    Start,
}

/// An effect that a preview asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read a page of devices.
    Read(Part, u32),
    /// Make these changes.
    Start(Vec<Change>),
}

impl Preview {
    /// A preview for a profile. Nothing is read yet.
    pub fn new(profile: Profile) -> Preview {
        Preview {
            profile,
            rows: Vec::new(),
            phase: Phase::Reading,
            unread: Vec::new(),
            asked: Vec::new(),
        }
    }

    /// How many devices this is true of.
    pub fn count(&self, is: impl Fn(&Row) -> bool) -> u32 {
        u32::try_from(self.rows.iter().filter(|row| is(row)).count()).unwrap_or(u32::MAX)
    }

    /// Devices that can be reassigned.
    pub fn possible(&self) -> u32 {
        self.count(|row| row.forecast != Forecast::Impossible)
    }

    /// Takes one message and returns the effects.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match (msg, &self.phase) {
            (Msg::Read, Phase::Reading | Phase::Failed(_)) => {
                self.phase = Phase::Reading;
                self.rows.clear();
                let parts = self.profile.superseded.iter().flat_map(|uuid| Part::of(uuid));
                self.unread = parts.map(|part| (part, 0)).collect();
                self.asked.clear();
                self.read_on()
            }
            (Msg::Page(part, offset, answer), Phase::Reading) => {
                let asked = self.asked.len();
                self.asked.retain(|page| *page != (part.clone(), offset));
                // An answer to an earlier reading.
                if self.asked.len() == asked {
                    return Vec::new();
                }
                match answer {
                    Ok(page) => self.take(part, offset, page),
                    Err(error) => self.phase = Phase::Failed(error),
                }
                self.read_on()
            }
            (Msg::Start, Phase::Ready) => {
                // A second click starts nothing.
                let rows = std::mem::take(&mut self.rows);
                let step = || ProfileStep::Reassign(self.profile.uuid.clone());
                let possible = rows.iter().filter(|row| row.forecast != Forecast::Impossible);
                let changes = possible.map(|row| plan::change(&row.device, step(), None));
                vec![Effect::Start(changes.collect())]
            }
            // A late answer, or a second click.
            _ => Vec::new(),
        }
    }

    /// Takes a page, and asks for the next one if there is one. A device that moves from one page to another meanwhile is
    /// counted once, and one that is on another version by now not at all.
    fn take(&mut self, part: Part, offset: u32, page: Page<Device>) {
        let next = offset.saturating_add(PAGE);
        if next < page.count && !page.rows.is_empty() {
            self.unread.push((part.clone(), next));
        }
        for device in page.rows {
            let is_older = is_assigned(&device) && profile::same(&device.profile_uuid, &part.uuid);
            let is_known = self.rows.iter().any(|row| row.device.serial == device.serial);
            if is_older && device.status == part.status && !is_known {
                let forecast = forecast(&device);
                self.rows.push(Row { device, forecast });
            }
        }
    }

    fn read_on(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.phase != Phase::Reading {
            return effects;
        }
        while self.asked.len() < AT_ONCE && !self.unread.is_empty() {
            let (part, offset) = self.unread.remove(0);
            self.asked.push((part.clone(), offset));
            effects.push(Effect::Read(part, offset));
        }
        if self.asked.is_empty() {
            self.phase = Phase::Ready;
        }
        effects
    }
}

/// What reassigning does for a device.
fn forecast(device: &Device) -> Forecast {
    if serial::check(&device.serial).value.is_none() {
        Forecast::Impossible
    } else if device.status == Status::Pushed || device.profile_push_time.happened() {
        Forecast::AfterReset
    } else {
        Forecast::AtOnce
    }
}
