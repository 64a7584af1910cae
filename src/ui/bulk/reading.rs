//! Reads the records of the selected devices that the list does not show: one by one, or by the whole list when that takes fewer
//! calls. Pure: no host. It must never take a device for gone before it was asked about by its serial number.

use super::action::Batch;
use crate::fleet::intern::Texts;
use host::contract::PAGE_LIMIT;
use host::{Device, HostError, Kind, Page};
use std::rc::Rc;

/// Pages of the list that are read at the same time, and single devices.
const PAGES_AT_ONCE: usize = 2;
const DEVICES_AT_ONCE: usize = 4;

/// A call that the reading asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// A page of the list, from this row on.
    Page(u32),
    /// One device.
    Device(String),
}

/// What became of a device.
#[derive(Clone, Debug, PartialEq)]
enum Record {
    Unread,
    Read(Rc<Device>),
    Gone,
}

/// The reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    serials: Texts,
    records: Vec<Record>,
    unread: u32,
    /// Whether the list is read, not device by device.
    by_list: bool,
    /// The next row of the list, or the next device.
    next: u32,
    /// The rows of the list, as last answered.
    rows: u32,
    /// Calls that have no answer yet.
    open: Vec<Effect>,
    /// Why a call failed.
    pub failure: Option<HostError>,
}

impl Reading {
    /// A reading of these devices, with the first calls.
    pub fn new(batch: &Batch) -> (Reading, Vec<Effect>) {
        Reading::of(batch.serials.clone(), &batch.known, batch.total)
    }

    /// A reading of the devices with these serial numbers, of which some are `known`, on a host with so many devices.
    pub fn of(serials: Texts, known: &[Rc<Device>], total: Option<u32>) -> (Reading, Vec<Effect>) {
        let count = serials.count();
        let mut reading = Reading {
            serials,
            records: vec![Record::Unread; count as usize],
            unread: count,
            by_list: false,
            next: 0,
            rows: u32::MAX,
            open: Vec::new(),
            failure: None,
        };
        for device in known {
            reading.take(device.clone());
        }
        // Without a number the list is worth it once the devices fill some pages.
        let pages = total.map_or(10, |total| total.div_ceil(PAGE_LIMIT));
        reading.by_list = reading.unread > pages;
        let effects = reading.ask();
        (reading, effects)
    }

    /// How many devices were asked for, and how many answers there are.
    pub fn progress(&self) -> (u32, u32) {
        let all = self.serials.count();
        (all - self.unread, all)
    }

    /// Whether everything is known.
    pub fn is_done(&self) -> bool {
        self.unread == 0
    }

    /// The devices, and the serial numbers that the host does not have any more.
    pub fn into_devices(self) -> (Vec<Rc<Device>>, Vec<String>) {
        let (mut devices, mut gone) = (Vec::new(), Vec::new());
        for (number, record) in self.records.into_iter().enumerate() {
            match record {
                Record::Read(device) => devices.push(device),
                Record::Gone => gone.push(self.serials.get(number as u32).to_owned()),
                Record::Unread => {}
            }
        }
        (devices, gone)
    }

    /// A page of the list came.
    pub fn page(&mut self, offset: u32, answer: Result<Page<Device>, HostError>) -> Vec<Effect> {
        if !self.close(&Effect::Page(offset)) {
            return Vec::new();
        }
        match answer {
            Ok(page) => {
                self.rows = if page.rows.is_empty() { offset } else { page.count };
                for device in page.rows {
                    self.take(Rc::new(device));
                }
                self.ask()
            }
            Err(error) => self.fail(error, offset),
        }
    }

    /// A device came.
    pub fn device(&mut self, serial: &str, answer: Result<Rc<Device>, HostError>) -> Vec<Effect> {
        if !self.close(&Effect::Device(serial.to_owned())) {
            return Vec::new();
        }
        let number = self.serials.find(serial);
        match answer {
            // The host may write it in another way than it did in the list.
            Ok(device) => self.put(number, Record::Read(device)),
            Err(error) if error.kind == Kind::NotFound => self.put(number, Record::Gone),
            Err(error) => return self.fail(error, number.unwrap_or(self.next)),
        }
        self.ask()
    }

    /// Goes on after a failure.
    pub fn again(&mut self) -> Vec<Effect> {
        self.failure = None;
        self.ask()
    }

    /// Keeps a failure. What was not read is asked for again, from there on.
    fn fail(&mut self, error: HostError, from: u32) -> Vec<Effect> {
        self.next = self.next.min(from);
        self.failure = Some(error);
        Vec::new()
    }

    /// Whether a call was open. It is not any more.
    fn close(&mut self, call: &Effect) -> bool {
        let open = self.open.len();
        self.open.retain(|one| one != call);
        self.open.len() < open
    }

    fn take(&mut self, device: Rc<Device>) {
        let number = self.serials.find(&device.serial);
        self.put(number, Record::Read(device));
    }

    /// Keeps what is known of a device; one that was not selected is nobody's business.
    fn put(&mut self, number: Option<u32>, record: Record) {
        let Some(place) = number.and_then(|number| self.records.get_mut(number as usize)) else {
            return;
        };
        if *place == Record::Unread {
            self.unread -= 1;
        }
        *place = record;
    }

    /// The next calls.
    fn ask(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.failure.is_some() || self.is_done() {
            return effects;
        }
        while self.by_list && self.next < self.rows && self.open.len() < PAGES_AT_ONCE {
            let page = Effect::Page(self.next);
            self.next = self.next.saturating_add(PAGE_LIMIT);
            self.open.push(page.clone());
            effects.push(page);
            // The first answer says how many there are.
            if self.rows == u32::MAX {
                return effects;
            }
        }
        if self.by_list && self.next >= self.rows && self.open.is_empty() {
            // Whatever the list did not have is asked about by its serial number.
            (self.by_list, self.next) = (false, 0);
        }
        while !self.by_list && self.next < self.serials.count() && self.open.len() < DEVICES_AT_ONCE
        {
            let number = self.next;
            self.next += 1;
            let call = Effect::Device(self.serials.get(number).to_owned());
            if self.records[number as usize] == Record::Unread && !self.open.contains(&call) {
                self.open.push(call.clone());
                effects.push(call);
            }
        }
        effects
    }
}

#[cfg(test)]
#[path = "reading_tests.rs"]
mod tests;
