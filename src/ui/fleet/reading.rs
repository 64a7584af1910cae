//! Which pages of the list are read when, and whether what came together is one list. Pages overlap by one row: rows that
//! shift while the list is read show at the seam. It must never touch a record.

use host::{HostError, Kind};

/// Rows asked for at a time. To read 100 records out of an answer takes a slow computer more than the 50 ms that one task may
/// take.
pub const PAGE: u32 = 50;
/// A longer list is read only on request.
pub const MANY: u32 = 20_000;
/// Pages under way at a time.
const AT_ONCE: usize = 2;
/// How often a list that changes while it is read is read again.
const READINGS: u32 = 3;
/// Failures in a row after which only a request goes on.
const PATIENCE: u32 = 4;
/// The wait after a throttled page when the host names none, in milliseconds.
const THROTTLED: u32 = 30_000;

/// A page to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// The reading that it belongs to.
    pub reading: u16,
    /// Its number, from 0.
    pub page: u32,
    /// Its first row.
    pub offset: u32,
    /// Its rows.
    pub limit: u32,
    /// How much news there was when it was asked for.
    pub news: u32,
}

/// How far the reading of the list is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    /// Nobody has asked for it.
    #[default]
    Idle,
    /// Pages are being read.
    Reading,
    /// The list is longer than [`MANY`]; only a request goes on.
    TooMany,
    /// Somebody stopped it.
    Stopped,
    /// It failed too often; only a request goes on.
    Failed(HostError),
    /// Everything was read.
    Done,
    /// The list changed at every reading: nobody knows how long it is.
    Unsure,
}

/// The end of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// Devices that were not seen since this reading are gone.
    pub seen_since: u16,
}

/// The reading of the list.
#[derive(Default)]
pub struct Reading {
    phase: Phase,
    /// Number of this reading of the whole list.
    number: u16,
    /// The first one of those that were needed because the list changed meanwhile.
    first: u16,
    /// Rows of the list, by the last page.
    total: Option<u32>,
    /// Rows on a page: fewer than asked for where the host has a smaller limit.
    size: u32,
    next: u32,
    under_way: Vec<Ticket>,
    /// Pages under way whose answers will be dropped.
    dropped: usize,
    /// The slots of the first and the last row of each page.
    seams: Vec<Option<(u32, u32)>>,
    /// Rows seen, each device once.
    seen: u32,
    /// The list has changed since the reading began.
    changed: bool,
    may_be_long: bool,
    waiting: bool,
    failures: u32,
}

impl Reading {
    /// How far it is.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Rows of the list; `None` when nobody knows.
    pub fn total(&self) -> Option<u32> {
        self.total.filter(|_| self.phase != Phase::Unsure)
    }

    /// The number of this reading.
    pub fn number(&self) -> u16 {
        self.number
    }

    /// Whether it waits after a failure.
    pub fn is_waiting(&self) -> bool {
        self.waiting && self.phase == Phase::Reading
    }

    /// Reads the whole list, a long one only after [`Reading::go_on`]. Answers under way are dropped.
    pub fn begin(&mut self) {
        self.restart();
        self.first = self.number;
        self.failures = 0;
    }

    fn restart(&mut self) {
        self.phase = Phase::Reading;
        // 0 is the mark of a device that was never seen.
        self.number = self.number.checked_add(1).unwrap_or(1);
        self.size = PAGE;
        self.drop_calls();
        self.next = 0;
        self.seams.clear();
        self.seen = 0;
        self.changed = false;
        self.waiting = false;
    }

    /// Goes on where it stopped, failed or met a long list.
    pub fn go_on(&mut self) {
        match self.phase {
            Phase::TooMany => {
                self.may_be_long = true;
                self.phase = Phase::Reading;
            }
            Phase::Stopped | Phase::Failed(_) => {
                self.failures = 0;
                self.waiting = false;
                self.phase = Phase::Reading;
            }
            Phase::Idle => {
                self.may_be_long = true;
                self.begin();
            }
            Phase::Reading | Phase::Done | Phase::Unsure => {}
        }
    }

    /// Goes on by itself after a lost session; any other failure waits for a request.
    pub fn session_works(&mut self) {
        if matches!(&self.phase, Phase::Failed(error) if error.kind == Kind::Session) {
            self.go_on();
        }
    }

    /// Stops. Pages under way are read again when it goes on.
    pub fn stop(&mut self) {
        if self.phase == Phase::Reading {
            self.phase = Phase::Stopped;
            self.drop_calls();
        }
    }

    /// Puts pages under way back among those to be read.
    fn drop_calls(&mut self) {
        self.dropped += self.under_way.len();
        self.under_way.clear();
        self.next = self.first_missing();
    }

    /// The wait after a failure is over.
    pub fn waited(&mut self) {
        self.waiting = false;
    }

    /// The pages to ask for now.
    pub fn wanted(&mut self, news: u32) -> Vec<Ticket> {
        let mut tickets = Vec::new();
        while self.phase == Phase::Reading && !self.waiting && self.calls() < AT_ONCE {
            // The first page tells how many there are.
            let is_known = self.seams.first().is_some_and(Option::is_some);
            if self.next >= if is_known { self.pages() } else { 1 } {
                break;
            }
            let page = self.next;
            self.next += 1;
            if self.seams.get(page as usize).is_some_and(Option::is_some) {
                continue;
            }
            let offset = page * self.stride();
            let ticket = Ticket { reading: self.number, page, offset, limit: PAGE, news };
            self.under_way.push(ticket);
            tickets.push(ticket);
        }
        tickets
    }

    fn calls(&self) -> usize {
        self.under_way.len() + self.dropped
    }

    /// From the first row of one page to that of the next.
    fn stride(&self) -> u32 {
        (self.size - 1).max(1)
    }

    fn pages(&self) -> u32 {
        let total = self.total.unwrap_or(0);
        if total <= self.size { 1 } else { (total - 1).div_ceil(self.stride()) }
    }

    /// Whether the answer to this ticket is awaited. It is no longer under way then. Every ticket is asked about once.
    pub fn expects(&mut self, ticket: &Ticket) -> bool {
        let place = self.under_way.iter().position(|known| known == ticket);
        match place {
            Some(place) => {
                self.under_way.swap_remove(place);
            }
            None => self.dropped = self.dropped.saturating_sub(1),
        }
        place.is_some()
    }

    /// Takes the slots of the rows of a page in their order, the number of rows that this reading had not seen, and the
    /// host's count of all. `twice`: a row was seen before at another place.
    pub fn take(
        &mut self,
        ticket: &Ticket,
        rows: &[u32],
        new: u32,
        twice: bool,
        count: u32,
    ) -> Option<End> {
        self.failures = 0;
        if ticket.page == 0 {
            self.total = Some(count);
            let length = rows.len() as u32;
            // Of a page with a single row, the seam would be the page.
            if length < count.min(PAGE) && length > 1 {
                self.size = length;
            }
            if count > MANY && !self.may_be_long {
                self.phase = Phase::TooMany;
            }
        }
        let left = count.saturating_sub(ticket.offset);
        let is_whole = rows.len() as u32 == left.min(self.size);
        self.changed |= twice || !is_whole || self.total != Some(count);
        self.seen += new;
        let page = ticket.page as usize;
        if self.seams.len() <= page {
            self.seams.resize(page + 1, None);
        }
        let seam = (rows.first().copied(), rows.last().copied());
        self.seams[page] = seam.0.zip(seam.1).or(Some((u32::MAX, u32::MAX)));
        let fits = |left: usize| match (self.seams.get(left), self.seams.get(left + 1)) {
            (Some(Some((_, last))), Some(Some((first, _)))) => last == first,
            _ => true,
        };
        self.changed |= !fits(page) || page.checked_sub(1).is_some_and(|left| !fits(left));
        self.end()
    }

    /// The end, when every page was read.
    fn end(&mut self) -> Option<End> {
        let is_read = self.next >= self.pages()
            && self.under_way.is_empty()
            && self.seams.len() as u32 >= self.pages()
            && self.seams.iter().all(Option::is_some);
        if self.phase != Phase::Reading || !is_read {
            return None;
        }
        let end = End { seen_since: self.first };
        if !self.changed && self.total == Some(self.seen) {
            self.phase = Phase::Done;
            return Some(End { seen_since: self.number });
        }
        if u32::from(self.number.wrapping_sub(self.first)) + 1 < READINGS {
            self.restart();
            return None;
        }
        self.phase = Phase::Unsure;
        Some(end)
    }

    /// Takes the failure of a page. Returns how many milliseconds to wait before the next one.
    pub fn fail(&mut self, error: &HostError) -> Option<u32> {
        self.failures += 1;
        let passes = !matches!(
            error.kind,
            Kind::Session | Kind::Permission | Kind::NotFound | Kind::Absent | Kind::AppleTerms
        );
        self.drop_calls();
        if self.phase != Phase::Reading {
            return None;
        }
        if !passes || self.failures >= PATIENCE {
            self.phase = Phase::Failed(error.clone());
            return None;
        }
        self.waiting = true;
        Some(match (error.kind, error.retry_after) {
            (Kind::Throttled, Some(seconds)) => seconds.saturating_mul(1000),
            (Kind::Throttled, None) => THROTTLED,
            _ => 1000 << self.failures,
        })
    }

    fn first_missing(&self) -> u32 {
        let missing = self.seams.iter().position(Option::is_none);
        missing.unwrap_or(self.seams.len()) as u32
    }
}

#[cfg(test)]
#[path = "reading_tests.rs"]
mod tests;
