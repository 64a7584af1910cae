//! A page with a file in memory, and a host in memory, for the tests.

use super::columns::{Column, Head};
use super::judge::Basis;
use super::line::{Line, Status};
use super::messages::{Effect, Msg, Wanted};
use super::state::State;
use crate::known::{Found, List};
use crate::profile_index::ProfileIndex;
use host::{Device, DirectoryUser, HostError, Kind, Profile};
use rules::Draft;
use rules::checklist::Status as AppleStatus;

pub(super) const STAFF: &str = "A1F0C3D2E4B5968778695A4B3C2D1E0F";
const SHOP: &str = "B7E151628AED2A6ABF7158809CF4F3C7";
const NOON: f64 = 1.7e12;

pub(super) fn line(row: u32, serial: &str, profile: &str, user: &str) -> Line {
    let cells =
        [Some(serial), Some(profile), Some(user), None, None].map(|it| it.map(str::to_owned));
    Line { row, cells, ..Line::default() }
}

pub(super) fn column(name: &str, field: Option<usize>) -> Column {
    Column { name: name.to_owned(), field, samples: Vec::new() }
}

pub(super) fn head(total: usize) -> Head {
    Head {
        total: total as u32,
        columns: vec![
            column("serial", Some(0)),
            column("profile", Some(1)),
            column("user", Some(3)),
        ],
        ..Head::default()
    }
}

pub(super) fn device(serial: &str, uuid: &str, user: &str) -> Device {
    let status = if uuid.is_empty() { AppleStatus::Empty } else { AppleStatus::Assigned };
    let username = user.to_owned();
    let draft = Draft { username, login_required: false, agent_required: false };
    Device {
        serial: serial.to_owned(),
        status,
        profile_uuid: uuid.to_owned(),
        enrollment: draft.into(),
        ..Device::default()
    }
}

pub(super) fn basis() -> Basis {
    let profile = |uuid: &str, name: &str| Profile {
        uuid: uuid.to_owned(),
        name: name.to_owned(),
        ..Profile::default()
    };
    let all = vec![profile(STAFF, "Staff iPads"), profile(SHOP, "Shop floor")];
    Basis { profiles: Some(ProfileIndex::new(all)), ..Basis::default() }
}

/// A page with a file, and a host that answers.
pub(super) struct World {
    pub(super) state: State,
    pub(super) devices: Vec<Device>,
    pub(super) users: Vec<&'static str>,
    pub(super) list: List,
    pub(super) lines: Vec<Line>,
    /// What the rules answer to lines that are judged again: their serial number is as it stands.
    pub(super) asked: Vec<String>,
    pub(super) judged: Vec<Vec<u32>>,
    pub(super) started: Vec<::run::Change>,
    pub(super) fails: bool,
}

impl World {
    pub(super) fn new(devices: Vec<Device>) -> World {
        World {
            state: State::new(true),
            devices,
            users: vec!["alice", "bob"],
            list: List::Whole,
            lines: Vec::new(),
            asked: Vec::new(),
            judged: Vec::new(),
            started: Vec::new(),
            fails: false,
        }
    }

    /// A world in which these lines were checked.
    pub(super) fn checked(devices: Vec<Device>, lines: Vec<Line>) -> World {
        let mut world = World::new(devices);
        world.check(lines);
        world
    }

    pub(super) fn check(&mut self, lines: Vec<Line>) {
        self.lines = lines;
        self.tell(Msg::Chosen("devices.csv".to_owned()));
    }

    pub(super) fn found(&self, (row, serial): Wanted) -> (Wanted, Found) {
        let found = self.devices.iter().find(|device| device.serial == serial);
        let found = found.map_or(Found::Nothing(None), |it| Found::Device(Box::new(it.clone())));
        ((row, serial), found)
    }

    pub(super) fn tell(&mut self, msg: Msg) {
        let mut effects = self.state.update(msg);
        let mut looks = 0;
        while !effects.is_empty() {
            let msg = match effects.remove(0) {
                Effect::Open(generation, ..) => {
                    Msg::Opened(generation, Ok(head(self.lines.len())), None)
                }
                Effect::NextLines(generation) => {
                    Msg::Lines(generation, std::mem::take(&mut self.lines))
                }
                Effect::ReadBasis => Msg::Basis(basis()),
                Effect::LookAtList(_) => {
                    looks += 1;
                    assert!(looks < 100, "the list is looked at for ever");
                    Msg::List(self.list)
                }
                Effect::ReadAll => {
                    self.list = List::Whole;
                    continue;
                }
                Effect::Find(generation, wanted) => {
                    let found = wanted.into_iter().map(|wanted| self.found(wanted)).collect();
                    Msg::Found(generation, found, NOON)
                }
                Effect::ReadDevice(generation, wanted) => {
                    self.asked.push(wanted.1.clone());
                    let answer = match self.found(wanted.clone()).1 {
                        _ if self.fails => Err(HostError::of(Kind::Server)),
                        Found::Device(device) => Ok(*device),
                        Found::Nothing(_) => Err(HostError::of(Kind::NotFound)),
                    };
                    Msg::Device(generation, wanted, Box::new(answer), NOON)
                }
                Effect::LookUp(name) => {
                    assert!(!self.asked.contains(&name), "{name} is asked about twice");
                    self.asked.push(name.clone());
                    let found = self.users.contains(&name.as_str());
                    Msg::LookedUp(name, Ok(found), NOON)
                }
                Effect::Search(name, start) => {
                    let user = |name: &&str| DirectoryUser {
                        username: (*name).to_owned(),
                        ..DirectoryUser::default()
                    };
                    let found = self.users.iter().filter(|user| user.starts_with(&start));
                    Msg::Searched(name, Ok(found.map(user).collect()))
                }
                Effect::Judge(cells, _) => {
                    self.judged.push(cells.iter().map(|(row, _)| *row).collect());
                    let blank =
                        |cells: &[Option<String>; 5]| cells.iter().flatten().all(String::is_empty);
                    let lines = cells.iter().filter(|(_, cells)| !blank(cells));
                    let lines = lines.map(|(row, cells)| Line {
                        row: *row,
                        cells: cells.clone(),
                        ..Line::default()
                    });
                    let rows = cells.iter().map(|(row, _)| *row).collect();
                    Msg::Judged(rows, lines.collect())
                }
                Effect::RepairMore => Msg::RepairMore,
                Effect::Start(changes) => {
                    self.started = changes;
                    continue;
                }
                Effect::ReadAgain | Effect::Remember(..) | Effect::WaitForDirectory(_) => continue,
            };
            effects.extend(self.state.update(msg));
        }
    }

    pub(super) fn status(&self, row: u32) -> Status {
        self.state.line(row).expect("a line").status(&self.state.users)
    }

    pub(super) fn codes(&self, row: u32) -> Vec<&'static str> {
        let verdict = self.state.line(row).and_then(|line| line.verdict.as_ref());
        verdict.map(|it| it.problems.iter().map(|it| it.code).collect()).unwrap_or_default()
    }
}

pub(super) fn three() -> Vec<Device> {
    vec![device("A1", "", ""), device("A2", STAFF, "bob"), device("A3", SHOP, "")]
}

pub(super) fn five() -> Vec<Device> {
    let mut devices = three();
    devices.extend([device("A4", "", ""), device("A5", "", "")]);
    devices
}
