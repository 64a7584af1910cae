//! All devices in little room: what repeats is kept once, and a record is 64 bytes of numbers. It gives a device back to the
//! letter. It must never judge one.

use super::intern::{NONE, Texts, Tuples};
use host::{Device, EnrollmentRecord, Moment};
use rules::checklist::Status;

/// What a record says about its flags.
pub mod bits {
    /// The host has told whether a login is required.
    pub const LOGIN_SAID: u8 = 1;
    /// A login is required.
    pub const LOGIN: u8 = 2;
    /// The host has told whether the agent is required.
    pub const AGENT_SAID: u8 = 4;
    /// The agent is required.
    pub const AGENT: u8 = 8;
    /// The record has a username, maybe an empty one.
    pub const NAMED: u8 = 16;
    /// The device is in the list.
    pub const PRESENT: u8 = 32;
}

/// One device as numbers.
#[derive(Clone, Debug)]
pub struct Record {
    times: [f64; 3],
    identifier: u32,
    assigned_by: u32,
    /// Number of its system, family, model, description and colour.
    pub kind: u32,
    /// Number of its status, profile UUID and profile name.
    pub assignment: u32,
    /// Number of its username, [`Records::users`].
    pub user: u32,
    /// The next device of the same user.
    pub next_of_user: u32,
    /// Its row in the host's list; [`NONE`] before it was read there.
    pub place: u32,
    /// Counts the news heard until the last one about this device, so that an answer sent before does not undo it.
    pub news: u32,
    /// Number of its verdict; 0 before it was judged.
    pub verdict: u32,
    /// The last reading of the list in which it was seen.
    pub reading: u16,
    /// See [`bits`].
    pub bits: u8,
}

/// The record of a device of which nothing but the serial number is known.
const BLANK: Record = Record {
    times: [NEVER; 3],
    identifier: 0,
    assigned_by: 0,
    kind: 0,
    assignment: 0,
    user: NONE,
    next_of_user: NONE,
    place: NONE,
    news: 0,
    verdict: 0,
    reading: 0,
    bits: 0,
};

impl Record {
    /// Whether the device is in the list.
    pub fn is_present(&self) -> bool {
        self.bits & bits::PRESENT != 0
    }

    /// Whether it has fetched a profile, and whether it has enrolled.
    pub fn past(&self) -> (bool, bool) {
        (self.times[1] != NEVER, self.identifier != 0)
    }
}

const NEVER: f64 = f64::NEG_INFINITY;

fn packed(moment: Moment) -> f64 {
    match moment {
        Moment::Never => NEVER,
        Moment::At(millis) => millis,
        Moment::Unreadable => f64::NAN,
    }
}

fn unpacked(time: f64) -> Moment {
    if time == NEVER {
        Moment::Never
    } else if time.is_nan() {
        Moment::Unreadable
    } else {
        Moment::At(time)
    }
}

/// All devices. Each has a slot from 0 on, the number of its serial number, which it never loses.
pub struct Records {
    serials: Texts,
    users: Texts,
    /// Everything else; the empty text has the number 0.
    texts: Texts,
    kinds: Tuples<5>,
    assignments: Tuples<3>,
    records: Vec<Record>,
    /// The first device of each user.
    first_of_user: Vec<u32>,
    present: u32,
}

impl Default for Records {
    fn default() -> Self {
        let mut texts = Texts::default();
        texts.number("");
        Records {
            serials: Texts::default(),
            users: Texts::default(),
            texts,
            kinds: Tuples::default(),
            assignments: Tuples::default(),
            records: Vec::new(),
            first_of_user: Vec::new(),
            present: 0,
        }
    }
}

impl Records {
    /// Makes room for so many devices at once, so that nothing is copied while they arrive.
    pub fn expect(&mut self, devices: u32) {
        let more = (devices as usize).saturating_sub(self.records.len());
        self.records.reserve_exact(more);
        self.serials.expect(devices as usize);
    }

    /// Takes the record of a device in place of an earlier one. Returns its slot.
    pub fn put(&mut self, device: &Device) -> u32 {
        let slot = self.serials.number(&device.serial);
        let texts = &mut self.texts;
        let kind = [&device.os, &device.family, &device.model, &device.description, &device.color];
        let kind = kind.map(|part| texts.number(part));
        let assignment = [device.status.word(), &device.profile_uuid, &device.profile_name];
        let assignment = assignment.map(|part| texts.number(part));
        if slot as usize == self.records.len() {
            self.records.push(BLANK);
        }
        let record = &mut self.records[slot as usize];
        self.present += u32::from(!record.is_present());
        record.bits |= bits::PRESENT;
        let times = [device.profile_assign_time, device.profile_push_time, device.assigned_time];
        record.times = times.map(packed);
        record.identifier = texts.number(&device.device_identifier);
        record.assigned_by = texts.number(&device.assigned_by);
        record.kind = self.kinds.number(kind).0;
        record.assignment = self.assignments.number(assignment).0;
        self.put_enrollment(slot, &device.enrollment);
        slot
    }

    /// Takes the enrollment fields of a device.
    pub fn put_enrollment(&mut self, slot: u32, enrollment: &EnrollmentRecord) {
        let flag = |flag: Option<bool>, said: u8, on: u8| match flag {
            None => 0,
            Some(false) => said,
            Some(true) => said | on,
        };
        let named = if enrollment.username.is_some() { bits::NAMED } else { 0 };
        let user = self.users.number(enrollment.username.as_deref().unwrap_or_default());
        let Some(record) = self.records.get_mut(slot as usize) else { return };
        record.bits = record.bits & bits::PRESENT
            | named
            | flag(enrollment.login_required, bits::LOGIN_SAID, bits::LOGIN)
            | flag(enrollment.agent_required, bits::AGENT_SAID, bits::AGENT);
        if record.user != user {
            self.leave_user(slot);
            self.join_user(slot, user);
        }
    }

    fn join_user(&mut self, slot: u32, user: u32) {
        if self.first_of_user.len() <= user as usize {
            self.first_of_user.resize(user as usize + 1, NONE);
        }
        let first = std::mem::replace(&mut self.first_of_user[user as usize], slot);
        let record = &mut self.records[slot as usize];
        record.user = user;
        record.next_of_user = first;
    }

    fn leave_user(&mut self, slot: u32) {
        let (user, next) = {
            let record = &self.records[slot as usize];
            (record.user, record.next_of_user)
        };
        let Some(first) = self.first_of_user.get_mut(user as usize) else { return };
        if *first == slot {
            *first = next;
            return;
        }
        let mut at = *first;
        while let Some(record) = self.records.get_mut(at as usize) {
            if record.next_of_user == slot {
                record.next_of_user = next;
                return;
            }
            at = record.next_of_user;
        }
    }

    /// Takes a device out of the list. It keeps its slot.
    pub fn remove(&mut self, slot: u32) {
        let record = &mut self.records[slot as usize];
        if record.is_present() {
            record.bits &= !bits::PRESENT;
            record.place = NONE;
            self.present -= 1;
        }
    }

    /// The device of a slot.
    pub fn device(&self, slot: u32) -> Device {
        let record = &self.records[slot as usize];
        let text = |number: u32| self.texts.get(number).to_owned();
        let [os, family, model, description, color] =
            self.kinds.rows()[record.kind as usize].map(text);
        let [status, profile_uuid, profile_name] =
            self.assignments.rows()[record.assignment as usize].map(text);
        let [assign, push, assigned] = record.times.map(unpacked);
        let flag = |said: u8, on: u8| (record.bits & said != 0).then_some(record.bits & on != 0);
        let username = self.users.get(record.user).to_owned();
        Device {
            serial: self.serial(slot).to_owned(),
            device_identifier: text(record.identifier),
            status: Status::parse(&status),
            profile_uuid,
            profile_name,
            enrollment: EnrollmentRecord {
                username: (record.bits & bits::NAMED != 0).then_some(username),
                login_required: flag(bits::LOGIN_SAID, bits::LOGIN),
                agent_required: flag(bits::AGENT_SAID, bits::AGENT),
            },
            os,
            family,
            model,
            description,
            color,
            profile_assign_time: assign,
            profile_push_time: push,
            assigned_time: assigned,
            assigned_by: text(record.assigned_by),
        }
    }

    /// The slot of a serial number as the host writes it, if the device is in the list.
    pub fn find(&self, serial: &str) -> Option<u32> {
        self.serials.find(serial).filter(|slot| self.get(*slot).is_present())
    }

    /// The record of a slot.
    pub fn get(&self, slot: u32) -> &Record {
        &self.records[slot as usize]
    }

    /// The record of a slot, to change.
    pub fn get_mut(&mut self, slot: u32) -> &mut Record {
        &mut self.records[slot as usize]
    }

    /// The serial number of a slot.
    pub fn serial(&self, slot: u32) -> &str {
        self.serials.get(slot)
    }

    /// The username of a record.
    pub fn username(&self, record: &Record) -> &str {
        self.users.get(record.user)
    }

    /// The status word, the profile UUID and the profile name of each number of an assignment.
    pub fn assignments(&self) -> impl Iterator<Item = [&str; 3]> {
        self.assignments.rows().iter().map(|row| row.map(|number| self.texts.get(number)))
    }

    /// The first device of a user; the others follow by [`Record::next_of_user`].
    pub fn first_of_user(&self, user: u32) -> u32 {
        self.first_of_user.get(user as usize).copied().unwrap_or(NONE)
    }

    /// How many slots there are, those of devices that have gone too.
    pub fn slots(&self) -> u32 {
        self.records.len() as u32
    }

    /// How many devices are in the list.
    pub fn present(&self) -> u32 {
        self.present
    }

    /// Bytes on the heap.
    pub fn memory(&self) -> usize {
        let records = self.records.capacity() * std::mem::size_of::<Record>();
        let texts = self.serials.memory() + self.users.memory() + self.texts.memory();
        records + texts + self.first_of_user.capacity() * 4
    }
}

#[cfg(test)]
#[path = "records_tests.rs"]
mod tests;
