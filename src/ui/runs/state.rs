//! What the admin looks at of a run, and what the next button does. Pure: no host, no browser, no clock.

use super::everyone::{self, Everyone};
use run::{Event, Kind, Outcome, Report, Time};

/// Rows that are drawn at first, and further ones with each press.
const ROWS: usize = 100;

/// A question before something that cannot be taken back by a click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// What undo will do.
    Undo,
    /// Whether the report is to go.
    Delete,
}

/// What is shown of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The run whose report is open.
    pub id: Option<String>,
    /// Only devices that ended like this.
    pub segment: Option<Kind>,
    /// Most rows that are drawn.
    pub rows: usize,
    /// The question that is open.
    pub ask: Option<Ask>,
    /// Devices that undo would change, as they are now; `None` where the reading failed.
    pub seen: Vec<(String, Option<run::State>)>,
    /// How many of them are read, once that is known.
    pub looked: Option<usize>,
    /// How often the question of undo was opened. An answer to an earlier one does not count.
    pub look: u32,
    /// The history of all admins.
    pub everyone: Everyone,
}

/// A message to the view.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The runs have changed.
    Changed,
    /// The page is at this run.
    At(Option<String>),
    /// Go to a run, or to the list.
    Go(Option<String>),
    /// Only devices that ended like this.
    Segment(Option<Kind>),
    /// Draw more rows.
    More,
    /// Open a question.
    Ask(Ask),
    /// Close it.
    Cancel,
    /// The answer is yes.
    Confirm,
    /// Try again what is not done.
    Again,
    /// Download the report.
    Save,
    /// Pause, resume or stop the run that is under way.
    Tell(Event),
    /// Carry an interrupted run on; `true`: finish only what it has begun.
    Resume(String, bool),
    /// Close the word about the last run.
    Dismiss,
    /// The admin is back in the page, perhaps signed in.
    Back,
    /// The profiles of the host are known, as far as they can be.
    Known(String),
    /// A device that undo of this run would change was read.
    Seen(String, u32, (String, Option<run::State>)),
    /// About the history of all admins.
    Everyone(everyone::Msg),
}

/// An effect that the view asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Go to a run, or to the list.
    Go(Option<String>),
    /// Start the way back of the open run.
    Undo(String),
    /// Start another try of the open run.
    Again(String),
    /// Delete the report.
    Forget(String),
    /// Download it; only devices that ended like this.
    Save(String, Option<Kind>),
    /// Tell the run that is under way.
    Tell(Event),
    /// Carry an interrupted run on.
    Resume(String, bool),
    /// Close the word about the last run.
    Dismiss,
    /// Ask the host whether the session works.
    AskSession,
    /// Read the profiles, unless that was done lately: undo assigns only current ones.
    ReadProfiles(String),
    /// Read the devices that undo of this run would change.
    Look(String),
    /// Ask the host about the history of all admins.
    Everyone(everyone::Effect),
}

impl State {
    /// At a run, or at the list.
    pub fn at(id: Option<String>) -> State {
        State {
            id,
            segment: None,
            rows: ROWS,
            ask: None,
            seen: Vec::new(),
            looked: None,
            look: 0,
            everyone: Everyone::default(),
        }
    }

    /// Whether every device that was to be read for undo is read.
    pub fn has_looked(&self) -> bool {
        self.looked.is_some_and(|count| self.seen.len() >= count)
    }

    /// The devices that were read for undo, as they are now.
    pub fn now(&self) -> Vec<(String, run::State)> {
        let known =
            |(serial, state): &(String, Option<run::State>)| Some((serial.clone(), state.clone()?));
        self.seen.iter().filter_map(known).collect()
    }

    /// Takes one message and returns the effect, if there is one.
    pub fn update(&mut self, msg: Msg) -> Option<Effect> {
        let ask = self.ask.take();
        match msg {
            Msg::Changed => self.ask = ask,
            Msg::At(id) if id == self.id => self.ask = ask,
            Msg::At(id) => {
                let everyone = std::mem::take(&mut self.everyone);
                *self = State { everyone, ..State::at(id) };
            }
            Msg::Go(id) => return Some(Effect::Go(id)),
            Msg::Segment(kind) => {
                self.segment = kind;
                self.rows = ROWS;
            }
            Msg::More => {
                self.ask = ask;
                self.rows += ROWS;
            }
            Msg::Ask(ask) => {
                self.ask = Some(ask);
                self.seen.clear();
                self.looked = None;
                self.look += 1;
                let id = self.id.clone()?;
                return (ask == Ask::Undo).then_some(Effect::ReadProfiles(id));
            }
            Msg::Known(id) => {
                self.ask = ask;
                let is_asked = self.ask == Some(Ask::Undo) && self.id.as_deref() == Some(&*id);
                return is_asked.then_some(Effect::Look(id));
            }
            Msg::Seen(id, look, device) => {
                self.ask = ask;
                if self.id == Some(id) && self.look == look {
                    self.seen.retain(|(serial, _)| *serial != device.0);
                    self.seen.push(device);
                }
            }
            Msg::Everyone(msg) => {
                self.ask = ask;
                return self.everyone.update(msg).map(Effect::Everyone);
            }
            Msg::Cancel => {}
            Msg::Confirm => {
                let id = self.id.clone()?;
                return Some(match ask? {
                    Ask::Undo => Effect::Undo(id),
                    Ask::Delete => Effect::Forget(id),
                });
            }
            Msg::Again => return Some(Effect::Again(self.id.clone()?)),
            Msg::Save => return Some(Effect::Save(self.id.clone()?, self.segment)),
            Msg::Tell(event) => return Some(Effect::Tell(event)),
            Msg::Resume(id, is_left) => return Some(Effect::Resume(id, is_left)),
            Msg::Dismiss => return Some(Effect::Dismiss),
            Msg::Back => return Some(Effect::AskSession),
        }
        None
    }
}

/// The ways to end that another try may help. One that Apple wants to wait for is none before that time: trying again would make
/// the wait longer.
pub fn triable(report: &Report, now: Time) -> Vec<Kind> {
    let must_wait = |result: &run::DeviceReport| matches!(result.outcome, Outcome::Waiting(until) if until > now);
    let mut kinds = vec![Kind::Refused, Kind::Unknown, Kind::NotStarted];
    if !report.results.iter().any(must_wait) {
        kinds.push(Kind::Waiting);
    }
    kinds
}

/// How many devices ended in one of these ways.
pub fn count_of(report: &Report, kinds: &[Kind]) -> u32 {
    let counts = Kind::ALL.into_iter().zip(report.counts());
    counts.filter(|(kind, _)| kinds.contains(kind)).map(|(_, count)| count).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use run::{About, Change, DeviceReport, Left, Plan, State as Device};

    fn report(outcomes: &[Outcome]) -> Report {
        let change = |number: usize| Change {
            serial: format!("C02{number}"),
            before: Device::default(),
            after: Device { profile: Some("A".into()), ..Device::default() },
        };
        let changes = (0..outcomes.len()).map(change).collect();
        let results = outcomes.iter().cloned();
        let results = results.map(|outcome| DeviceReport { outcome, left: Left::default() });
        Report { plan: Plan { about: About::default(), changes }, results: results.collect() }
    }

    #[test]
    fn nothing_is_deleted_or_undone_without_its_question() {
        let mut state = State::at(Some("1".into()));
        assert_eq!(state.update(Msg::Confirm), None);
        state.update(Msg::Ask(Ask::Delete));
        state.update(Msg::Changed);
        assert_eq!(state.update(Msg::Confirm), Some(Effect::Forget("1".into())));
        assert_eq!(state.update(Msg::Confirm), None, "a second click");
        state.update(Msg::Ask(Ask::Undo));
        state.update(Msg::Cancel);
        assert_eq!(state.update(Msg::Confirm), None);
    }

    #[test]
    fn what_was_read_for_an_earlier_question_does_not_count() {
        let mut state = State::at(Some("1".into()));
        let seen = |look| Msg::Seen("1".into(), look, ("C02A".into(), None));
        state.update(Msg::Ask(Ask::Undo));
        state.update(Msg::Cancel);
        state.update(Msg::Ask(Ask::Undo));
        state.looked = Some(1);
        state.update(seen(1));
        assert!(!state.has_looked());
        state.update(seen(2));
        assert!(state.has_looked());
    }

    #[test]
    fn another_run_starts_with_all_its_devices() {
        let mut state = State::at(Some("1".into()));
        state.update(Msg::Segment(Some(Kind::Refused)));
        state.update(Msg::More);
        state.update(Msg::Ask(Ask::Undo));
        state.update(Msg::At(Some("1".into())));
        assert_eq!((state.rows, state.ask), (2 * ROWS, Some(Ask::Undo)));
        state.update(Msg::At(Some("2".into())));
        assert_eq!(state, State::at(Some("2".into())));
    }

    #[test]
    fn a_device_that_apple_wants_to_wait_for_is_not_tried_before() {
        let waits = report(&[Outcome::Waiting(50), Outcome::NotStarted, Outcome::Done]);
        assert_eq!(count_of(&waits, &triable(&waits, 49)), 1);
        assert_eq!(count_of(&waits, &triable(&waits, 50)), 2);
    }
}
