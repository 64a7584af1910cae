//! The fleet: all devices, their verdicts, and everything that changes them. Pure: no host, no browser, no clock.

use super::intern::NONE;
use super::judging::{Judging, Tally};
use super::messages::{Basis, Counts, Effect, Msg, Progress};
use super::people::{Outcome, People};
use super::reading::{Phase, Reading, Ticket};
use super::records::{Records, bits};
use super::select::{Filter, Sort, select};
use super::verdict::{JudgeInputs, Verdict, judge};
use crate::answers::{AdminAnswers, Answers, Change};
use crate::news::News;
use host::{Device, EnrollmentRecord, HostError, Millis, Page};

/// Work of one task of the main thread: a device with known facts counts once, a judgement [`JUDGEMENT`] times.
const SLICE: u32 = 2_000;
/// What a judgement costs beside finding out that the facts are known ones.
const JUDGEMENT: u32 = 40;
/// What it costs to find out what the rules say about a username.
const USERNAME: u32 = 8;
/// Room is made at once for so many devices at most: nobody knows whether a host's count is true.
const ROOM: u32 = 200_000;

/// All devices and their verdicts.
pub struct Fleet {
    answers: Answers,
    basis: Option<Basis>,
    pub(super) records: Records,
    people: People,
    judging: Judging,
    pub(super) reading: Reading,
    /// The next slot to be judged anew, when all are.
    pass: Option<u32>,
    is_slice_coming: bool,
    is_hidden: bool,
    /// Whether the directory is left alone for a while.
    directory_waits: bool,
    /// How much news has been heard.
    news: u32,
}

impl Fleet {
    /// A fleet of which nothing is known yet. Nothing is judged before the first [`Msg::Basis`].
    pub fn new(answers: Answers, has_directory: bool) -> Fleet {
        let mut people = People::default();
        if !has_directory {
            people.close();
        }
        Fleet {
            answers,
            basis: None,
            records: Records::default(),
            people,
            judging: Judging::default(),
            reading: Reading::default(),
            pass: None,
            is_slice_coming: false,
            is_hidden: false,
            directory_waits: false,
            news: 0,
        }
    }

    /// Takes one message at this moment and returns the effects.
    pub fn update(&mut self, msg: Msg, now: Millis) -> Vec<Effect> {
        let mut effects = Vec::new();
        match msg {
            Msg::Begin if *self.reading.phase() == Phase::Idle => self.reading.begin(),
            Msg::Begin => {}
            Msg::GoOn => {
                self.reading.go_on();
                // Users who wait for the directory are met again.
                self.pass = Some(0);
            }
            Msg::Stop => {
                self.reading.stop();
                self.people.rest();
            }
            Msg::Again => {
                self.people.grow_old();
                self.reading.begin();
            }
            Msg::SessionWorks if *self.reading.phase() != Phase::Stopped => {
                self.reading.session_works();
                self.people.try_again();
                self.pass = Some(0);
            }
            Msg::SessionWorks => {}
            Msg::Hidden(is_hidden) => self.is_hidden = is_hidden,
            Msg::Rows(rows) => self.rows(rows, now),
            Msg::News(serial, news) => effects.extend(self.hear(serial, news, now)),
            Msg::Basis(basis) => self.stand_on(basis),
            Msg::Answers(Change::Device(serial)) => self.judge_spellings(&serial, now),
            Msg::Answers(_) => self.judge_all(),
            Msg::Page(ticket, answer) if self.reading.expects(&ticket) => match answer {
                Ok(page) => self.page(&ticket, page, now),
                Err(error) => effects.extend(self.reading.fail(&error).map(Effect::WaitForPages)),
            },
            Msg::Page(..) => {}
            Msg::Record(news, answer) => {
                // Whoever shows the device says when it could not be read.
                if let Ok(device) = &*answer {
                    self.put(device, news, true, now);
                }
            }
            Msg::LookedUp(name, found) => effects.extend(self.looked_up(&name, found, now)),
            Msg::PagesWaited => self.reading.waited(),
            Msg::DirectoryWaited => self.directory_waits = false,
            Msg::Slice => {
                self.is_slice_coming = false;
                self.slice(now);
            }
        }
        effects.extend(self.wishes());
        effects
    }

    /// What is to be done next.
    fn wishes(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.pass.is_some() && !self.is_slice_coming {
            self.is_slice_coming = true;
            effects.push(Effect::Slice);
        }
        if self.is_hidden {
            return effects;
        }
        effects.extend(self.reading.wanted(self.news).into_iter().map(Effect::Read));
        if !self.directory_waits && self.basis.is_some() {
            effects.extend(self.people.due().into_iter().map(Effect::LookUp));
        }
        effects
    }

    /// Takes the rows on the screen. Their users are looked up first.
    fn rows(&mut self, rows: Vec<Device>, now: Millis) {
        let is_known = |device: &Device| self.records.find(&device.serial).is_some();
        let has_changed = !rows.iter().all(is_known);
        for device in rows.iter().rev() {
            self.put(device, self.news, true, now);
        }
        if has_changed && matches!(self.reading.phase(), Phase::Done | Phase::Unsure) {
            self.reading.begin();
        }
    }

    fn hear(&mut self, serial: String, news: News, now: Millis) -> Option<Effect> {
        self.news += 1;
        let record = match news {
            News::Record(device) => *device,
            News::Profile(report) => match &report.record {
                Ok(device) => device.clone(),
                Err(_) => return Some(Effect::ReadRecord(self.news, serial)),
            },
            News::Saved(draft) => return self.enrolled(&serial, &draft.into(), now),
            News::Enrollment(record) => return self.enrolled(&serial, &record, now),
            News::InDoubt { .. } => return Some(Effect::ReadRecord(self.news, serial)),
        };
        self.put(&record, self.news, true, now);
        None
    }

    fn enrolled(&mut self, serial: &str, record: &EnrollmentRecord, now: Millis) -> Option<Effect> {
        // A device that was not met yet is read with its page.
        let slot = self.records.find(serial)?;
        self.records.put_enrollment(slot, record);
        self.records.get_mut(slot).news = self.news;
        self.judge(slot, true, now);
        None
    }

    /// Takes a record that was asked for at this news, unless there is later news about the device.
    fn put(&mut self, device: &Device, news: u32, urgent: bool, now: Millis) -> u32 {
        if let Some(slot) = self.records.find(&device.serial)
            && self.records.get(slot).news > news
        {
            return slot;
        }
        let slot = self.records.put(device);
        // A row on the screen is no news: a page that is under way may be as new.
        self.records.get_mut(slot).news = news;
        self.judge(slot, urgent, now);
        slot
    }

    fn page(&mut self, ticket: &Ticket, page: Page<Device>, now: Millis) {
        if ticket.page > 0 {
            self.records.expect(page.count.min(ROOM));
        }
        let (mut slots, mut new, mut twice) = (Vec::new(), 0, false);
        for (place, device) in (ticket.offset..).zip(&page.rows) {
            let slot = self.put(device, ticket.news, false, now);
            let record = self.records.get_mut(slot);
            if record.reading == ticket.reading {
                twice |= record.place != place;
            } else {
                new += 1;
            }
            record.reading = ticket.reading;
            record.place = place;
            slots.push(slot);
        }
        let count = page.count;
        if let Some(end) = self.reading.take(ticket, &slots, new, twice, count) {
            self.sweep(end.seen_since);
        }
    }

    /// Takes the devices out that were not seen since a reading.
    fn sweep(&mut self, since: u16) {
        let newest = self.reading.number();
        for slot in 0..self.records.slots() {
            let record = self.records.get(slot);
            let age = newest.wrapping_sub(record.reading);
            let is_seen = record.reading != 0 && age <= newest.wrapping_sub(since);
            if record.is_present() && !is_seen {
                self.judging.moved(record.verdict, 0);
                self.records.get_mut(slot).verdict = 0;
                self.records.remove(slot);
            }
        }
    }

    fn stand_on(&mut self, basis: Basis) {
        if self.basis.as_ref() == Some(&basis) {
            return;
        }
        if self.basis.as_ref().is_some_and(|known| known.policy != basis.policy) {
            self.people.forget();
        }
        self.basis = Some(basis);
        self.judge_all();
    }

    /// Judges all devices anew, slice by slice.
    fn judge_all(&mut self) {
        self.judging.forget();
        self.pass = Some(0);
    }

    fn slice(&mut self, now: Millis) {
        let Some(mut slot) = self.pass else { return };
        let mut left = SLICE;
        while left > 0 && slot < self.records.slots() {
            left = left.saturating_sub(self.judge(slot, false, now));
            slot += 1;
        }
        self.pass = (slot < self.records.slots()).then_some(slot);
    }

    /// Judges the device whose serial number is this in capitals.
    fn judge_spellings(&mut self, serial: &str, now: Millis) {
        if let Some(slot) = self.records.find(serial) {
            self.judge(slot, true, now);
            return;
        }
        // The host writes its serial numbers in another way.
        let is_it = |slot: &u32| self.records.serial(*slot).trim().eq_ignore_ascii_case(serial);
        if let Some(slot) = (0..self.records.slots()).find(is_it) {
            self.judge(slot, true, now);
        }
    }

    fn looked_up(
        &mut self,
        name: &str,
        found: Result<bool, HostError>,
        now: Millis,
    ) -> Option<Effect> {
        match self.people.take(name, found, now) {
            Outcome::Nothing => {}
            Outcome::Name(name) => self.judge_users(name, now),
            Outcome::Everybody => self.judge_all(),
            Outcome::Wait(millis) => {
                self.directory_waits = true;
                return Some(Effect::WaitForDirectory(millis));
            }
        }
        None
    }

    /// Judges the devices of the users of a name.
    fn judge_users(&mut self, name: u32, now: Millis) {
        let mut left = SLICE;
        let mut user = self.people.first_user(name);
        while user != NONE {
            let mut slot = self.records.first_of_user(user);
            while slot != NONE {
                if left == 0 {
                    self.pass = Some(0);
                    return;
                }
                left = left.saturating_sub(self.judge(slot, false, now));
                slot = self.records.get(slot).next_of_user;
            }
            user = self.people.next_user(user);
        }
    }

    /// Judges one device. Returns what it cost.
    fn judge(&mut self, slot: u32, urgent: bool, now: Millis) -> u32 {
        let record = self.records.get(slot).clone();
        let Some(basis) = self.basis.as_ref().filter(|_| record.is_present()) else { return 1 };
        let username = self.records.username(&record);
        let (person, is_new_name) = self.people.person(record.user, username, &basis.policy);
        let login = record.bits & bits::LOGIN != 0;
        let is_complete =
            record.bits & bits::LOGIN_SAID != 0 && record.bits & bits::AGENT_SAID != 0;
        let name = if login || !is_complete || basis.no_enrollment { NONE } else { person.name };
        self.people.want(name, urgent, now);
        let existence = self.people.existence(name);
        let (records, judging) = (&self.records, &mut self.judging);
        let pronounce = |answers: &AdminAnswers| {
            let inputs = JudgeInputs {
                profiles: basis.profiles.as_ref(),
                readiness: basis.readiness.as_deref(),
                answers,
                policy: &basis.policy,
                existence,
                no_enrollment: basis.no_enrollment,
            };
            judge(&records.device(slot), &inputs)
        };
        let (serial, answers) = (records.serial(slot), &self.answers);
        let (verdict, is_new) = if answers.has_own(serial) {
            (judging.number(pronounce(&answers.of(serial))), true)
        } else {
            let (fetched, enrolled) = record.past();
            let existence = existence.map_or(0, |existence| existence as u32 + 1);
            let flags = u32::from(record.bits) << 8 | u32::from(fetched) << 1 | u32::from(enrolled);
            let class = person.class[usize::from(login)] << 2 | existence;
            let facts = [record.kind, record.assignment, class, flags];
            judging.remembered(facts, || pronounce(&answers.of(serial)))
        };
        judging.moved(record.verdict, verdict);
        self.records.get_mut(slot).verdict = verdict;
        1 + if is_new { JUDGEMENT } else { 0 } + if is_new_name { USERNAME } else { 0 }
    }

    /// Numbers about the fleet.
    pub fn counts(&self) -> Counts {
        let Tally { checked, ready, to_do, cannot_tell, problems } = self.judging.tally();
        // A device may be known before the list is read up to it.
        let total = self.reading.total().map(|total| total.max(self.records.present()));
        Counts { total, checked, ready, to_do, cannot_tell, problems, progress: self.progress() }
    }

    fn progress(&self) -> Progress {
        let is_judging = self.pass.is_some() || self.basis.is_none();
        let is_busy = is_judging || self.people.is_busy();
        match self.reading.phase() {
            Phase::Idle => Progress::Idle,
            Phase::TooMany => Progress::TooMany,
            Phase::Stopped => Progress::Stopped,
            Phase::Failed(error) => Progress::Failed(error.clone()),
            _ if self.is_hidden => Progress::Hidden,
            Phase::Reading if self.reading.is_waiting() => Progress::Waiting,
            Phase::Reading => Progress::Checking,
            Phase::Done | Phase::Unsure if is_busy && self.directory_waits => Progress::Waiting,
            Phase::Done | Phase::Unsure if is_busy => Progress::Checking,
            Phase::Done => Progress::Done,
            Phase::Unsure => Progress::Unsure,
        }
    }

    /// The verdict on a device, by its serial number as the host writes it; `None` before it was judged.
    pub fn verdict(&self, serial: &str) -> Option<&Verdict> {
        self.judging.get(self.records.get(self.records.find(serial)?).verdict)
    }

    /// One page of the devices that pass a filter, and how many pass.
    pub fn select(
        &self,
        filter: &Filter,
        sort: Sort,
        offset: u32,
        limit: u32,
    ) -> (Vec<Device>, u32) {
        let (slots, count) = select(&self.records, &self.judging, filter, sort, offset, limit);
        (slots.into_iter().map(|slot| self.records.device(slot)).collect(), count)
    }

    /// Bytes on the heap.
    pub fn memory(&self) -> usize {
        self.records.memory() + self.people.memory() + self.judging.memory()
    }
}
