//! The check of the lines against the host: their devices, then the users that they name. It must never ask twice for the same.

use super::judge::judge;
use super::line::{Cell, Line};
use super::messages::{Effect, Msg, Wanted};
use super::state::{Devices, State, Step};
use crate::known::{Found, List};
use host::{Device, HostError, Kind, Millis};

/// Lines that are judged in one task.
const AT_ONCE: usize = 150;
/// Devices that are read at the same time.
const READ_AT_ONCE: usize = 4;
/// Devices of a page: as long as the file has a line for each page, reading the list is less work than asking one by one.
const PAGE: u32 = 50;
/// After so many looks at a list of which nothing is known, the devices are asked for one by one.
const PATIENCE: u32 = 25;

impl State {
    /// Takes a message about the host.
    pub(super) fn check(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Basis(basis) => {
                self.basis = basis;
                return vec![Effect::LookAtList(false)];
            }
            Msg::List(list) => return self.look(list),
            Msg::Found(generation, found, now) if generation == self.generation => {
                self.is_finding = false;
                self.take(found, now);
            }
            Msg::Device(generation, wanted, answer, now) if generation == self.generation => {
                self.reading -= 1;
                self.read(wanted, *answer, now);
            }
            Msg::LookedUp(name, found, now) => {
                let wait = self.users.take(&name, found, now);
                let mut effects = self.wishes();
                effects.extend(wait.map(Effect::WaitForDirectory));
                return effects;
            }
            Msg::Searched(name, users) => self.users.found(&name, users),
            Msg::DirectoryWaited => self.users.waits = false,
            Msg::Retry => self.error = None,
            Msg::Again if self.step == Step::Check && self.is_whole => {
                for line in &mut self.lines {
                    line.verdict = None;
                }
                self.users = super::users::Users::new(self.has_directory);
                self.forget_devices();
                return vec![Effect::ReadAgain, Effect::ReadBasis];
            }
            _ => {}
        }
        self.wishes()
    }

    fn look(&mut self, list: List) -> Vec<Effect> {
        if self.step != Step::Check || matches!(self.devices, Devices::Listed | Devices::Single) {
            return Vec::new();
        }
        match list {
            List::Whole => self.devices = Devices::Listed,
            List::Reading(seen, total) => {
                self.looks += u32::from(seen == 0);
                if self.looks <= PATIENCE {
                    self.devices = Devices::Coming(seen, total);
                    return vec![Effect::LookAtList(true)];
                }
                self.devices = Devices::Single;
            }
            List::Part(total) => {
                let lines = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
                let is_worth = total.is_some_and(|total| lines.saturating_mul(PAGE) >= total);
                if is_worth && !self.asked_all {
                    self.asked_all = true;
                    return vec![Effect::ReadAll, Effect::LookAtList(true)];
                }
                self.devices = Devices::Single;
            }
        }
        self.wishes()
    }

    /// What is to be asked now.
    pub(super) fn wishes(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.step != Step::Check {
            return effects;
        }
        if self.devices == Devices::Listed && !self.is_finding {
            let wanted = self.next_lines(AT_ONCE);
            if !wanted.is_empty() {
                self.is_finding = true;
                effects.push(Effect::Find(self.generation, wanted));
            }
        }
        if self.error.is_none() {
            if self.devices == Devices::Single {
                let more = self.next_lines(READ_AT_ONCE.saturating_sub(self.reading));
                self.singles.extend(more);
            }
            while self.reading < READ_AT_ONCE
                && let Some(wanted) = self.singles.pop_front()
            {
                self.reading += 1;
                effects.push(Effect::ReadDevice(self.generation, wanted));
            }
        }
        effects.extend(self.users.next().into_iter().map(Effect::LookUp));
        let searches = self.users.searches().into_iter();
        effects.extend(searches.map(|(name, start)| Effect::Search(name, start)));
        effects
    }

    /// The next lines whose device is not known.
    fn next_lines(&mut self, most: usize) -> Vec<Wanted> {
        let mut wanted = Vec::new();
        while wanted.len() < most
            && let Some(line) = self.lines.get(self.cursor)
        {
            let is_wanted = line.verdict.is_none() && !line.is_wrong();
            let wants = (line.row, line.text(Cell::Serial).to_owned());
            let is_asked = self.singles.contains(&wants);
            if is_wanted && !is_asked {
                wanted.push(wants);
            }
            self.cursor += 1;
        }
        wanted
    }

    /// Takes what was found for some lines. What is missing among those that were asked for is asked for again.
    fn take(&mut self, found: Vec<(Wanted, Found)>, now: Millis) {
        let mut ready = Vec::new();
        for (wanted, found) in found {
            let Some(place) = self.waiting(&wanted) else { continue };
            let is_short =
                matches!(&found, Found::Device(device) if is_short(&self.lines[place], device));
            if is_short && self.devices == Devices::Listed {
                self.singles.push_back(wanted);
            } else {
                ready.push((place, found));
            }
        }
        self.settle(ready, now);
    }

    fn read(&mut self, wanted: Wanted, answer: Result<Device, HostError>, now: Millis) {
        let Some(place) = self.waiting(&wanted) else { return };
        let found = match answer {
            Ok(device) => Found::Device(Box::new(device)),
            Err(error) if error.kind == Kind::NotFound => Found::Nothing(None),
            Err(error) => {
                self.error = Some(error);
                self.singles.push_back(wanted);
                return;
            }
        };
        self.settle(vec![(place, found)], now);
    }

    /// The place of a line that still waits for its device.
    fn waiting(&self, (row, serial): &Wanted) -> Option<usize> {
        let place = self.place(*row)?;
        let line = &self.lines[place];
        let is_it = line.verdict.is_none() && !line.is_wrong() && line.text(Cell::Serial) == serial;
        is_it.then_some(place)
    }

    /// Judges lines whose devices are known.
    fn settle(&mut self, ready: Vec<(usize, Found)>, now: Millis) {
        let places: Vec<usize> = ready.iter().map(|(place, _)| *place).collect();
        let lines: Vec<(&Line, Found)> =
            ready.into_iter().map(|(place, found)| (&self.lines[place], found)).collect();
        let verdicts = judge(&self.basis, &lines);
        for (place, mut verdict) in places.into_iter().zip(verdicts) {
            let enrollment =
                verdict.change.as_ref().and_then(|change| change.after.enrollment.as_ref());
            if let Some(draft) = enrollment.filter(|draft| !draft.username.is_empty()) {
                verdict.user = self.users.want(&draft.username, &self.basis.policy, now);
            }
            self.lines[place].verdict = Some(Box::new(verdict));
        }
    }
}

/// Whether a record of the list lacks the enrollment that a line is compared with.
fn is_short(line: &Line, device: &Device) -> bool {
    let wishes = [Cell::Username, Cell::Login, Cell::Agent];
    device.enrollment.complete().is_none()
        && wishes.iter().any(|cell| line.cells[*cell as usize].is_some())
}
