//! A host in memory and the fleet that reads it, for the tests.

use super::judging::has;
use super::machine::Fleet;
use super::messages::{Basis, Counts, Effect, Msg, Progress};
use super::select::{Filter, Sort};
use super::verdict::{JudgeInputs, Problem, Verdict, judge};
use crate::answers::Answers;
use crate::profile_index::ProfileIndex;
use host::{Device, HostError, Kind, Millis, Page, Profile};
use rules::Draft;
use rules::checklist::{DeviceReadiness, Existence, Status};

pub(super) const STAFF: &str = "A1F0C3D2E4B5968778695A4B3C2D1E0F";
pub(super) const OLD: &str = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";
/// A moment; answers of the directory are fresh for ten minutes.
pub(super) const NOON: Millis = 1.7e12;

pub(super) fn text(text: &str) -> String {
    text.to_owned()
}

pub(super) fn device(number: u32) -> Device {
    let statuses = [Status::Empty, Status::Assigned, Status::Pushed, Status::Removed];
    let status = statuses[number as usize % 4].clone();
    let uuid = if number.is_multiple_of(7) { OLD } else { STAFF };
    let username = match number % 5 {
        0 => String::new(),
        1 => text("alice"),
        2 => format!("user-{}", number % 50),
        3 => text("nobody"),
        _ => text("bob@carbon.super"),
    };
    Device {
        serial: format!("C02{number:09}"),
        profile_uuid: if status == Status::Empty { String::new() } else { text(uuid) },
        status,
        os: text("iOS"),
        enrollment: Draft {
            username,
            login_required: number.is_multiple_of(10),
            agent_required: number.is_multiple_of(3),
        }
        .into(),
        ..Device::default()
    }
}

pub(super) fn profiles(supervised: bool) -> Option<ProfileIndex> {
    Some(ProfileIndex::new(vec![Profile {
        uuid: text(STAFF),
        name: text("Staff iPads"),
        supervised: Some(supervised),
        mandatory: Some(true),
        superseded: vec![text(OLD)],
        ..Profile::default()
    }]))
}

pub(super) fn basis(supervised: bool) -> Basis {
    Basis { profiles: profiles(supervised), ..Basis::default() }
}

/// A host, and the fleet that reads it.
pub(super) struct World {
    pub(super) fleet: Fleet,
    pub(super) answers: Answers,
    pub(super) list: Vec<Device>,
    pub(super) basis: Basis,
    pub(super) now: Millis,
    pub(super) under_way: Vec<Effect>,
    pub(super) looked_up: Vec<String>,
    pub(super) closed: bool,
}

impl World {
    pub(super) fn new(list: Vec<Device>) -> World {
        crate::storage::use_account(&format!("{:?}", std::thread::current().id()));
        let answers = Answers::of_account();
        World {
            fleet: Fleet::new(answers.clone(), true),
            answers,
            list,
            basis: basis(true),
            now: NOON,
            under_way: Vec::new(),
            looked_up: Vec::new(),
            closed: false,
        }
    }

    /// A fleet that has read and judged this list.
    pub(super) fn read(list: Vec<Device>) -> World {
        let mut world = World::new(list);
        world.tell(Msg::Basis(basis(true)));
        world.tell(Msg::Begin);
        world.rest();
        world
    }

    pub(super) fn tell(&mut self, msg: Msg) {
        let effects = self.fleet.update(msg, self.now);
        self.under_way.extend(effects);
        let Counts { total, checked, ready, to_do, cannot_tell, .. } = self.fleet.counts();
        assert_eq!(ready + to_do + cannot_tell, checked, "the numbers add up");
        assert!(total.is_none_or(|total| checked <= total));
        let calls = |of: fn(&Effect) -> bool| self.under_way.iter().filter(|it| of(it)).count();
        assert!(calls(|it| matches!(it, Effect::Read(_))) <= 2);
        assert!(calls(|it| matches!(it, Effect::LookUp(_))) <= 4);
        assert!(calls(|it| matches!(it, Effect::Slice)) <= 1);
    }

    /// Lets the host answer the call at a place among those under way.
    pub(super) fn answer(&mut self, at: usize) {
        let msg = match self.under_way.remove(at) {
            Effect::Read(ticket) => {
                let rows = self.list.iter().skip(ticket.offset as usize);
                let rows = rows.take(ticket.limit as usize).cloned().collect();
                Msg::Page(ticket, Ok(Page { rows, count: self.list.len() as u32 }))
            }
            Effect::ReadRecord(news, serial) => {
                let found = self.list.iter().find(|device| device.serial == serial).cloned();
                Msg::Record(news, Box::new(found.ok_or(HostError::of(Kind::NotFound))))
            }
            Effect::LookUp(name) => {
                self.looked_up.push(name.clone());
                let found = match self.closed {
                    true => Err(HostError::of(Kind::Permission)),
                    false => Ok(name != "nobody"),
                };
                Msg::LookedUp(name, found)
            }
            Effect::WaitForPages(_) => Msg::PagesWaited,
            Effect::WaitForDirectory(_) => Msg::DirectoryWaited,
            Effect::Slice => Msg::Slice,
        };
        self.tell(msg);
    }

    /// Lets everything come to an end.
    pub(super) fn rest(&mut self) {
        while !self.under_way.is_empty() {
            self.answer(0);
        }
    }

    /// The verdict on a device, judged from scratch on everything that the host would say.
    pub(super) fn judged(&self, device: &Device) -> Verdict {
        let draft = device.enrollment.draft();
        let name = crate::checklist::directory::named(&draft, &self.basis.policy);
        let existence = match (name, self.closed) {
            (None, _) => None,
            (Some(_), true) => Some(Existence::Unknown),
            (Some(name), false) => Some(Existence::of(Some(name != "nobody"))),
        };
        let inputs = JudgeInputs {
            profiles: self.basis.profiles.as_ref(),
            readiness: self.basis.readiness.as_deref(),
            answers: &self.answers.of(&device.serial),
            policy: &self.basis.policy,
            existence,
            no_enrollment: self.basis.no_enrollment,
        };
        judge(device, &inputs)
    }

    /// Nothing is left to do, and every number is the one of judging the host's list from scratch.
    pub(super) fn expect_true(&self, progress: &Progress) {
        let counts = self.fleet.counts();
        assert_eq!(counts.progress, *progress);
        let verdicts: Vec<Verdict> = self.list.iter().map(|device| self.judged(device)).collect();
        for (device, verdict) in self.list.iter().zip(&verdicts) {
            assert_eq!(self.fleet.verdict(&device.serial), Some(verdict), "{device:?}");
        }
        let with =
            |readiness| verdicts.iter().filter(|it| it.readiness == readiness).count() as u32;
        assert_eq!(counts.ready, with(DeviceReadiness::Ready));
        assert_eq!(counts.to_do, with(DeviceReadiness::ToDo));
        assert_eq!(counts.cannot_tell, with(DeviceReadiness::CannotTell));
        assert_eq!(counts.checked, self.list.len() as u32);
        if *progress == Progress::Done {
            assert_eq!(counts.total, Some(self.list.len() as u32));
        }
        for (problem, count) in Problem::ALL.into_iter().zip(counts.problems) {
            let with = |verdict: &&Verdict| has(verdict, problem);
            assert_eq!(count, verdicts.iter().filter(with).count() as u32, "{problem:?}");
            let filter = Filter { problem: Some(problem), ..Filter::default() };
            assert_eq!(self.fleet.select(&filter, Sort::default(), 0, 10).1, count);
        }
        let (rows, all) = self.fleet.select(&Filter::default(), Sort::default(), 0, u32::MAX);
        assert_eq!(all, self.list.len() as u32);
        assert_eq!(rows, self.list, "to the letter and in the order of the host");
    }
}

pub(super) fn devices(count: u32) -> Vec<Device> {
    (0..count).map(device).collect()
}
