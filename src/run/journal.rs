//! What a run writes down, so that it can go on after a crash: the plan, every write before it is sent, every outcome. An entry
//! names devices by their numbers. It must never hold more about a person than the plan needs.

use crate::fields::{Fields, line};
use crate::plan::{About, Change, Plan, State, Step, Time};
use crate::report::{DeviceReport, Difference, End, Kind, Left, LeftProfile, Outcome, Reason};
use rules::Draft;
use rules::text::{decimal, join, split_first};

/// The first word of a plan. Another form of the journal would have another one.
const PLAN: &str = "plan.1";

/// An entry. The first one of a journal is its plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The plan.
    Plan(Plan),
    /// A write is about to be sent for these devices.
    Sending(Step, Time, Vec<usize>),
    /// A device has ended.
    Ended(usize, DeviceReport),
    /// The run has ended, and will not go on.
    Closed(End, Time),
}

impl Entry {
    /// The entry as text. Only a plan has more than one line.
    pub fn to_text(&self) -> String {
        match self {
            Entry::Plan(plan) => write_plan(plan),
            Entry::Sending(step, at, devices) => {
                let devices: Vec<String> =
                    devices.iter().map(|device| decimal(*device as u64)).collect();
                line(&["sending", word_of(*step), &decimal(*at), &join(&devices, " ")])
            }
            Entry::Ended(device, report) => {
                let detail = match &report.outcome {
                    Outcome::Conflict(Difference::Fetched) => "fetched".to_owned(),
                    Outcome::Refused(reason) => reason.code.clone(),
                    Outcome::Waiting(until) => decimal(*until),
                    _ => String::new(),
                };
                let (word, left) = (report.outcome.kind().word(), write_left(report.left));
                line(&["ended", &decimal(*device as u64), word, &detail, &left])
            }
            Entry::Closed(end, at) => {
                let (word, code) = match end {
                    End::Finished => ("finished", ""),
                    End::Stopped => ("stopped", ""),
                    End::Forbidden(reason) => ("forbidden", reason.code.as_str()),
                    End::Elsewhere => ("elsewhere", ""),
                };
                line(&["closed", word, code, &decimal(*at)])
            }
        }
    }

    /// Reads an entry; `None` if it is of no form that this version knows. To leave such an entry out is safe: the next read
    /// of the device shows what it would have told.
    pub fn read(text: &str) -> Option<Entry> {
        let mut fields = Fields::of(text);
        match fields.text()?.as_str() {
            "sending" => {
                let word = fields.text()?;
                let step = Step::ALL.into_iter().find(|step| word_of(*step) == word)?;
                let at = fields.number()?;
                let devices = fields.text()?;
                let devices = devices.split(' ').map(|device| device.parse().ok());
                Some(Entry::Sending(step, at, devices.collect::<Option<Vec<usize>>>()?))
            }
            "ended" => {
                let device = fields.number()?;
                let (word, detail) = (fields.text()?, fields.text()?);
                let outcome = match Kind::ALL.into_iter().find(|kind| kind.word() == word)? {
                    Kind::NotStarted => Outcome::NotStarted,
                    Kind::Done => Outcome::Done,
                    Kind::Unchanged => Outcome::Unchanged,
                    Kind::Conflict if detail == "fetched" => Outcome::Conflict(Difference::Fetched),
                    Kind::Conflict => Outcome::Conflict(Difference::Changed),
                    Kind::Refused => Outcome::Refused(reason(detail)),
                    Kind::Waiting => Outcome::Waiting(detail.parse().ok()?),
                    Kind::Unknown => Outcome::Unknown,
                };
                let left = read_left(&fields.text()?)?;
                Some(Entry::Ended(device, DeviceReport { outcome, left }))
            }
            "closed" => {
                let (word, code) = (fields.text()?, fields.text()?);
                let end = match word.as_str() {
                    "finished" => End::Finished,
                    "stopped" => End::Stopped,
                    "forbidden" => End::Forbidden(reason(code)),
                    "elsewhere" => End::Elsewhere,
                    _ => return None,
                };
                Some(Entry::Closed(end, fields.number()?))
            }
            _ => read_plan(text).map(Entry::Plan),
        }
    }
}

fn word_of(step: Step) -> &'static str {
    match step {
        Step::Remove => "remove",
        Step::Assign => "assign",
        Step::Save => "save",
    }
}

fn reason(code: String) -> Reason {
    Reason { code, message: String::new() }
}

fn write_left(left: Left) -> String {
    let mut text = String::new();
    match left.profile {
        LeftProfile::Kept => {}
        LeftProfile::Removed => text.push('r'),
        LeftProfile::Wanted => text.push('w'),
    }
    if left.enrollment {
        text.push('e');
    }
    if left.fetched {
        text.push('f');
    }
    text
}

fn read_left(text: &str) -> Option<Left> {
    let mut left = Left::default();
    for c in text.chars() {
        match c {
            'r' => left.profile = LeftProfile::Removed,
            'w' => left.profile = LeftProfile::Wanted,
            'e' => left.enrollment = true,
            'f' => left.fetched = true,
            _ => return None,
        }
    }
    Some(left)
}

fn write_plan(plan: &Plan) -> String {
    let About { id, kind, name, by, at } = &plan.about;
    let mut text = line(&[PLAN, id, kind, name, by, &decimal(*at)]);
    for change in &plan.changes {
        let (before, after) = (&change.before, &change.after);
        text.push('\n');
        text.push_str(&line(&[
            &change.serial,
            before.profile.as_deref().unwrap_or_default(),
            if before.fetched { "f" } else { "" },
            &write_enrollment(&before.enrollment),
            after.profile.as_deref().unwrap_or_default(),
            &write_enrollment(&after.enrollment),
        ]));
    }
    text
}

fn read_plan(text: &str) -> Option<Plan> {
    let (head, mut rest) = match split_first(text, b'\n') {
        Some((head, rest)) => (head, Some(rest)),
        None => (text, None),
    };
    let mut fields = Fields::of(head);
    if fields.text()? != PLAN {
        return None;
    }
    let (id, kind, name, by) = (fields.text()?, fields.text()?, fields.text()?, fields.text()?);
    let mut plan =
        Plan { about: About { id, kind, name, by, at: fields.number()? }, changes: Vec::new() };
    while let Some(lines) = rest {
        let (line, further) = match split_first(lines, b'\n') {
            Some((line, further)) => (line, Some(further)),
            None => (lines, None),
        };
        rest = further;
        let mut fields = Fields::of(line);
        let mut text = || fields.text();
        let uuid = |text: String| (!text.is_empty()).then_some(text);
        plan.changes.push(Change {
            serial: text()?,
            before: State {
                profile: uuid(text()?),
                fetched: text()? == "f",
                enrollment: read_enrollment(&text()?)?,
            },
            after: State {
                profile: uuid(text()?),
                fetched: false,
                enrollment: read_enrollment(&text()?)?,
            },
        });
    }
    Some(plan)
}

/// A digit for the two flags, then the username; empty for none.
fn write_enrollment(enrollment: &Option<Draft>) -> String {
    let Some(draft) = enrollment else { return String::new() };
    let mut text = String::new();
    text.push(match (draft.login_required, draft.agent_required) {
        (false, false) => '0',
        (true, false) => '1',
        (false, true) => '2',
        (true, true) => '3',
    });
    text.push_str(&draft.username);
    text
}

fn read_enrollment(text: &str) -> Option<Option<Draft>> {
    let mut chars = text.chars();
    let (login_required, agent_required) = match chars.next() {
        None => return Some(None),
        Some('0') => (false, false),
        Some('1') => (true, false),
        Some('2') => (false, true),
        Some('3') => (true, true),
        Some(_) => return None,
    };
    Some(Some(Draft { username: chars.as_str().to_owned(), login_required, agent_required }))
}

#[cfg(test)]
#[path = "journal_tests.rs"]
mod tests;
