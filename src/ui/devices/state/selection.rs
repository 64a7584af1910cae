//! The devices that the admin has selected: one by one, in ranges, a page, or all that match. Pure. It must never hold a
//! record: whoever acts upon the devices reads them then.

use super::question::{Ask, Question};
use crate::fleet::intern::Texts;
use host::contract::PAGE_LIMIT;
use host::{DeviceQuery, HostError, Page};

/// Serial numbers asked for at once from the verdicts of all devices: a task of a few milliseconds.
const SLICE: u32 = 5_000;

/// A message to the selection.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The box of the device with this serial number was pressed; `true` for all rows since the box before.
    Toggle(String, bool),
    /// The box of the page was pressed.
    TogglePage,
    /// Select all devices that match.
    All,
    /// Serial numbers of devices that match came.
    Gathered(u32, Result<Page<String>, HostError>),
    /// Ask again for those that could not be read.
    Again,
    /// Stop asking. What was read by then stays selected.
    Stop,
    /// Select nothing.
    Clear,
}

/// What the selection asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read serial numbers of devices that match, and send `Gathered` with this number.
    Gather(u32, Ask),
    /// Tell a screen reader how many are selected.
    Say,
}

/// What the list shows while a message is taken.
pub struct Seen<'a> {
    /// Serial numbers of the page, in their order.
    pub serials: Vec<&'a str>,
    /// The question that they answer.
    pub question: &'a Question,
    /// The same with the party that answers it; `None` while another answer is on its way.
    pub ask: Option<&'a Ask>,
    /// Whether more devices may turn out to match.
    pub is_partial: bool,
}

/// The reading of all devices that match. They are selected as they come.
#[derive(Clone, Debug, PartialEq)]
pub struct Gathering {
    ask: Ask,
    /// Devices read so far.
    pub done: u32,
    /// Devices that match, as last answered.
    pub total: u32,
    /// Why the newest answer did not come.
    pub failure: Option<HostError>,
}

/// The boxes of a page together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// No device of the page is selected.
    None,
    /// Some are.
    Some,
    /// All are.
    All,
}

/// The selected devices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Serial numbers that were selected once, each with its number.
    known: Texts,
    /// Whether the one with this number is selected now.
    is_on: Vec<bool>,
    count: u32,
    /// The box pressed last, from which a range goes.
    anchor: Option<String>,
    /// The reading of all that match, while it goes on or has failed.
    pub gathering: Option<Gathering>,
    /// The question that is being read.
    asked_of: Option<Question>,
    /// The question of which all devices are selected.
    all_of: Option<Question>,
    /// Number of the newest request; answers to older ones are dropped.
    request: u32,
}

impl Selection {
    /// How many devices are selected.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Whether a device is selected.
    pub fn has(&self, serial: &str) -> bool {
        self.known.find(serial).is_some_and(|number| self.is_on[number as usize])
    }

    /// The selected serial numbers, in the order in which they were selected first.
    pub fn serials(&self) -> Texts {
        // To copy a hundred thousand takes a few milliseconds, to number them anew many more.
        if self.count == self.known.count() {
            return self.known.clone();
        }
        let mut serials = Texts::default();
        for number in (0..self.known.count()).filter(|number| self.is_on[*number as usize]) {
            serials.number(self.known.get(number));
        }
        serials
    }

    /// How far a page is selected.
    pub fn coverage<'a>(&self, mut page: impl Iterator<Item = &'a str>) -> Coverage {
        let Some(first) = page.next() else { return Coverage::None };
        let first = self.has(first);
        match (first, page.all(|serial| self.has(serial) == first)) {
            (_, false) => Coverage::Some,
            (true, true) => Coverage::All,
            (false, true) => Coverage::None,
        }
    }

    /// Whether all devices of a question were selected by one press.
    pub fn is_all_of(&self, question: &Question) -> bool {
        self.all_of.as_ref() == Some(question)
    }

    /// Takes one message and returns the effects.
    pub fn update(&mut self, msg: Msg, seen: &Seen) -> Vec<Effect> {
        let (before, was_reading) = (self.count, self.gathering.is_some());
        let mut effects = match msg {
            Msg::Toggle(serial, is_range) => self.toggle(serial, is_range, seen),
            Msg::TogglePage => {
                let on = self.coverage(seen.serials.iter().copied()) != Coverage::All;
                self.put(&seen.serials, on);
                Vec::new()
            }
            Msg::All => self.select_all(seen),
            Msg::Gathered(request, answer) if request == self.request => self.gathered(answer),
            Msg::Gathered(..) => Vec::new(),
            Msg::Again => {
                if let Some(gathering) = &mut self.gathering {
                    gathering.failure = None;
                }
                self.ask_on()
            }
            Msg::Stop => {
                self.gathering = None;
                self.request += 1;
                Vec::new()
            }
            Msg::Clear => {
                *self = Selection { request: self.request + 1, ..Selection::default() };
                Vec::new()
            }
        };
        // Whoever has let go of everything wants no more to come.
        if self.count == 0 && before > 0 {
            self.gathering = None;
            self.request += 1;
        }
        // Of a reading only the end is told.
        let is_reading = self.gathering.is_some();
        if !is_reading && (was_reading || self.count != before) {
            effects.insert(0, Effect::Say);
        }
        effects
    }

    /// Presses a box. A range gets the state that the pressed box gets, as far as its other end is on the page.
    fn toggle(&mut self, serial: String, is_range: bool, seen: &Seen) -> Vec<Effect> {
        let on = !self.has(&serial);
        let place = |wanted: &str| seen.serials.iter().position(|serial| *serial == wanted);
        let anchor = self.anchor.as_deref().filter(|_| is_range).and_then(place);
        match (anchor, place(&serial)) {
            (Some(from), Some(to)) => {
                self.put(&seen.serials[from.min(to)..=from.max(to)], on);
            }
            _ => self.put(&[&serial], on),
        }
        self.anchor = Some(serial);
        Vec::new()
    }

    fn put(&mut self, serials: &[&str], on: bool) {
        for serial in serials {
            let number = self.known.number(serial) as usize;
            if number == self.is_on.len() {
                self.is_on.push(false);
            }
            if std::mem::replace(&mut self.is_on[number], on) != on {
                self.count = if on { self.count + 1 } else { self.count - 1 };
            }
        }
        if !on {
            self.all_of = None;
        }
    }

    fn select_all(&mut self, seen: &Seen) -> Vec<Effect> {
        let Some(ask) = seen.ask else { return Vec::new() };
        // In the order of the host, in which a page begins where the one before has ended.
        let ask = match ask.clone() {
            Ask::Host(query) => {
                Ask::Host(DeviceQuery { sort: String::new(), limit: PAGE_LIMIT, ..query })
            }
            Ask::Fleet(mut query) => {
                query.question.sort = None;
                query.limit = SLICE;
                Ask::Fleet(query)
            }
        };
        self.asked_of = (!seen.is_partial).then(|| seen.question.clone());
        self.gathering = Some(Gathering { ask, done: 0, total: 0, failure: None });
        self.ask_on()
    }

    /// Asks for the next serial numbers.
    fn ask_on(&mut self) -> Vec<Effect> {
        let Some(gathering) = &mut self.gathering else { return Vec::new() };
        self.request += 1;
        let offset = match &mut gathering.ask {
            Ask::Host(query) => &mut query.offset,
            Ask::Fleet(query) => &mut query.offset,
        };
        *offset = gathering.done;
        vec![Effect::Gather(self.request, gathering.ask.clone())]
    }

    fn gathered(&mut self, answer: Result<Page<String>, HostError>) -> Vec<Effect> {
        let Some(gathering) = &mut self.gathering else { return Vec::new() };
        let page = match answer {
            Ok(page) => page,
            Err(error) => {
                gathering.failure = Some(error);
                return Vec::new();
            }
        };
        gathering.total = page.count;
        gathering.done += page.rows.len() as u32;
        let is_all = gathering.done >= page.count;
        let serials: Vec<&str> = page.rows.iter().map(String::as_str).collect();
        self.put(&serials, true);
        if !is_all && !page.rows.is_empty() {
            return self.ask_on();
        }
        self.gathering = None;
        // A list that has become shorter meanwhile may have hidden a device from us.
        self.all_of = self.asked_of.take().filter(|_| is_all);
        Vec::new()
    }
}
