//! What others may ask the fleet: how far the list is known, and which device a serial number means. It must never judge one.

use super::machine::Fleet;
use super::reading::Phase;
use crate::known::{Found, List};
use rules::changes::only_near;
use rules::serial;

impl Fleet {
    /// How far the list is known.
    pub fn list(&self) -> List {
        match self.reading.phase() {
            Phase::Idle | Phase::Reading => {
                List::Reading(self.records.present(), self.reading.total())
            }
            Phase::Done | Phase::Unsure => List::Whole,
            Phase::TooMany | Phase::Stopped | Phase::Failed(_) => List::Part(self.reading.total()),
        }
    }

    /// The device that a serial number in its normal form means, however the host writes it.
    pub fn meant(&self, serial: &str) -> Found {
        let records = &self.records;
        let device = |slot: u32| Found::Device(Box::new(records.device(slot)));
        if let Some(slot) = records.find(serial) {
            return device(slot);
        }
        if let Some(near) =
            serial::near(serial).into_iter().find(|near| records.find(near).is_some())
        {
            return Found::Nothing(Some(near));
        }
        let present = || (0..records.slots()).filter(|slot| records.get(*slot).is_present());
        let is_it = |slot: &u32| records.serial(*slot).trim().eq_ignore_ascii_case(serial);
        if let Some(slot) = present().find(is_it) {
            return device(slot);
        }
        let near = only_near(serial, present().map(|slot| records.serial(slot)));
        Found::Nothing(near.map(str::to_owned))
    }
}
