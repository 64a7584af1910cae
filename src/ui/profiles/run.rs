//! The reassignment of every device that is on an older version of one profile: which devices these are, what will happen, and
//! how each one ended. Pure: no host, no browser, no clock. It must never count a device as done before its record says so.

use super::state::Part;
use crate::assign::job::{Change, Report, is_assigned};
use host::{Device, HostError, Kind, Outcome, Page, Profile};
use rules::checklist::Status;
use rules::{profile, serial};
use std::rc::Rc;

/// Devices that are changed at the same time, and pages that are read at the same time.
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

/// How far a device has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// It waits for its turn.
    Waiting,
    /// The host is asked.
    Running,
    /// It has had its turn.
    Ended,
}

/// One device of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The device, as last read.
    pub device: Device,
    /// What reassigning does for it.
    pub forecast: Forecast,
    /// How far it has come.
    pub progress: Progress,
    /// The end of its last change.
    pub report: Option<Rc<Report>>,
}

impl Row {
    fn new(device: Device) -> Row {
        let forecast = forecast(&device);
        Row { device, forecast, progress: Progress::Waiting, report: None }
    }

    /// Whether its record shows the current version.
    pub fn is_done(&self) -> bool {
        self.report.as_ref().is_some_and(|report| report.is_done())
    }

    /// The end of a change that did not succeed, or of which nobody knows.
    pub fn failure(&self) -> Option<&Rc<Report>> {
        self.report.as_ref().filter(|report| !report.is_done())
    }

    /// Whether another try may help: it had no turn, or failed without Apple asking to wait.
    pub fn may_try_again(&self) -> bool {
        let fails = self.progress == Progress::Ended && self.failure().is_some();
        let is_open = fails && !self.must_wait();
        self.forecast != Forecast::Impossible && (self.progress == Progress::Waiting || is_open)
    }

    /// Its turn: only what is missing is done. After a change whose end nobody knows, the record is read first.
    fn turn(&self, uuid: &str) -> Effect {
        let serial = self.device.serial.clone();
        let uuid = uuid.to_owned();
        match self.failure() {
            Some(report) if report.is_open() => Effect::Look(serial, report.clone()),
            Some(report) if report.is_half() => Effect::Change(serial, Change::Assign(uuid)),
            _ => Effect::Change(serial, Change::Reassign(uuid)),
        }
    }

    /// Whether Apple asks to wait. Trying again before that makes the wait longer.
    pub fn must_wait(&self) -> bool {
        let answer = self.failure().map(|report| &report.answer);
        matches!(answer, Some(Ok(Some(answer))) if answer.outcome == Outcome::Throttled)
    }
}

/// Where a run stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// The devices are being read.
    Reading,
    /// They could not be read.
    Failed(HostError),
    /// The admin sees what will happen.
    Preview,
    /// The devices are being changed.
    Running,
    /// Nothing is under way: every device had its turn, or the run was stopped.
    Ended,
}

/// A run and what is shown of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The profile, with its current UUID and its older ones.
    pub profile: Profile,
    /// The devices, in the order of the host.
    pub rows: Vec<Row>,
    /// Where it stands.
    pub phase: Phase,
    /// The admin has asked to stop, or the host cannot be asked any more.
    pub is_stopping: bool,
    /// Why the run stopped by itself.
    pub stopped_by: Option<HostError>,
    /// Pages to ask for, and pages that are asked for.
    unread: Vec<(Part, u32)>,
    asked: Vec<(Part, u32)>,
}

/// A message to a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Read the devices.
    Read,
    /// A page of devices came.
    Page(Part, u32, Result<Page<Device>, HostError>),
    /// Change the devices.
    Start,
    /// A change of the device with this serial number ended.
    Ended(String, Rc<Report>),
    /// Change no more after those under way.
    Stop,
    /// Try those again that are not done.
    Again,
}

/// An effect that a run asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read a page of devices.
    Read(Part, u32),
    /// Change the device with this serial number.
    Change(String, Change),
    /// Read the record of a change again.
    Look(String, Rc<Report>),
    /// Nothing is under way any more.
    Finished,
}

impl Run {
    /// A run for a profile. Nothing is read yet.
    pub fn new(profile: Profile) -> Run {
        Run {
            profile,
            rows: Vec::new(),
            phase: Phase::Reading,
            is_stopping: false,
            stopped_by: None,
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

    /// Devices that have had their turn.
    pub fn ended(&self) -> u32 {
        self.count(|row| row.progress == Progress::Ended)
    }

    /// Devices that another try may help.
    pub fn again(&self) -> u32 {
        self.count(Row::may_try_again)
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
            (Msg::Start, Phase::Preview) | (Msg::Again, Phase::Ended) => self.go(),
            (Msg::Stop, Phase::Running) => {
                self.is_stopping = true;
                Vec::new()
            }
            (Msg::Ended(serial, report), _) => self.end(&serial, report),
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
                self.rows.push(Row::new(device));
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
            self.phase = Phase::Preview;
        }
        effects
    }

    /// Begins, or begins again with those that are not done.
    fn go(&mut self) -> Vec<Effect> {
        for row in self.rows.iter_mut().filter(|row| row.may_try_again()) {
            row.progress = Progress::Waiting;
        }
        self.is_stopping = false;
        self.stopped_by = None;
        let effects = self.go_on();
        if !effects.is_empty() {
            self.phase = Phase::Running;
        }
        effects
    }

    /// Gives the next devices their turn.
    fn go_on(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.is_stopping {
            return effects;
        }
        let running = self.rows.iter().filter(|row| row.progress == Progress::Running).count();
        let waiting = |row: &&mut Row| {
            row.progress == Progress::Waiting && row.forecast != Forecast::Impossible
        };
        let free = AT_ONCE.saturating_sub(running);
        for row in self.rows.iter_mut().filter(waiting).take(free) {
            effects.push(row.turn(&self.profile.uuid));
            row.progress = Progress::Running;
        }
        effects
    }

    fn end(&mut self, serial: &str, report: Rc<Report>) -> Vec<Effect> {
        let Some(row) = self.rows.iter_mut().find(|row| row.device.serial == serial) else {
            return Vec::new();
        };
        if let Ok(device) = &report.record {
            // A host may write the serial number in other letters from one answer to the next.
            row.device = Device { serial: row.device.serial.clone(), ..device.clone() };
        }
        let ends_all = [report.answer.as_ref().err(), report.record.as_ref().err()];
        if let Some(error) = ends_all.into_iter().flatten().find(|error| ends_run(error)) {
            self.is_stopping = true;
            self.stopped_by = Some(error.clone());
        }
        row.progress = Progress::Ended;
        row.report = Some(report);
        let effects = self.go_on();
        let is_running = self.rows.iter().any(|row| row.progress == Progress::Running);
        if !is_running && self.phase == Phase::Running {
            self.phase = Phase::Ended;
            return vec![Effect::Finished];
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

/// Whether a failure is not about one device. Every further one would fail alike.
fn ends_run(error: &HostError) -> bool {
    matches!(
        error.kind,
        Kind::Session
            | Kind::Permission
            | Kind::Unreachable
            | Kind::Throttled
            | Kind::AppleTerms
            | Kind::AppleToken
            | Kind::Absent
    )
}
