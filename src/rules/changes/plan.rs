//! The plan for all rows together: devices that several rows name, and a user who gets them all. It must never judge a row by
//! itself.

use super::change::{Change, Kind};
use super::judge::{Judge, Judged, has_error};
use super::request::{Request, Row};
use crate::catalogue::code;
use crate::enrollment::Enrollment;
use crate::prelude::*;
use crate::problem::{Problem, Severity};
use crate::text;

/// The changes, in the order of the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// One for each row.
    pub changes: Vec<Change>,
    /// What is odd about all of them together.
    pub problems: Vec<Problem>,
}

impl Plan {
    /// How many changes have this kind.
    pub fn count(&self, kind: Kind) -> usize {
        self.changes.iter().filter(|change| change.kind == kind).count()
    }
}

/// Plans what brings each device to its wish. Never fails: what cannot be done is [`Kind::Impossible`].
///
/// ```
/// use rules::changes::{Device, Kind, ProfileStep, Request, Wish, plan};
/// use rules::checklist::{ProfileFacts, Status};
///
/// let staff = "A1F0C3D2E4B5968778695A4B3C2D1E0F";
/// let old = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";
/// let device = |serial: &str, status, uuid: &str| Device {
///     serial: serial.into(),
///     status,
///     profile_uuid: uuid.into(),
///     ..Device::default()
/// };
/// let plan = plan(&Request {
///     wish: Wish { profile: Some("Staff iPads".into()), ..Wish::default() },
///     devices: vec![
///         device("C02EMPTY0001", Status::Empty, ""),
///         device("C02STALE0001", Status::Assigned, old),
///         device("C02ASSIGN001", Status::Assigned, staff),
///     ],
///     profiles: Some(vec![ProfileFacts {
///         uuid: staff.into(),
///         name: "Staff iPads".into(),
///         superseded: vec![old.into()],
///         ..ProfileFacts::default()
///     }]),
///     ..Request::default()
/// });
/// let kinds: Vec<Kind> = plan.changes.iter().map(|change| change.kind).collect();
/// assert_eq!(kinds, [Kind::Assign, Kind::Reassign, Kind::Unchanged]);
/// assert_eq!(plan.changes[1].profile, Some(ProfileStep::Reassign(staff.into())));
/// ```
pub fn plan(request: &Request) -> Plan {
    let mut judge = Judge::new(request);
    let mut judged = Vec::new();
    match &request.rows {
        Some(rows) => {
            for (place, row) in rows.iter().enumerate() {
                let number = row.row.unwrap_or(place as u32 + 1);
                judged.push(judge.row(number, row));
            }
        }
        None => {
            for (place, device) in request.devices.iter().enumerate() {
                let row = Row { serial: text::own(&device.serial), ..Row::default() };
                judged.push(judge.row(place as u32 + 1, &row));
            }
        }
    }
    settle_repeated(&mut judged, request.devices.len());
    let problems = one_user(&judged).into_iter().collect();
    Plan { changes: judged.into_iter().map(Judged::into_change).collect(), problems }
}

/// Makes a device that several rows name one change, or a problem of the rows that want different things.
fn settle_repeated(judged: &mut [Judged], devices: usize) {
    let mut first_of = vec![None; devices];
    for at in 0..judged.len() {
        let Some(device) = judged[at].device else { continue };
        let Some(first) = first_of[device] else {
            first_of[device] = Some(at);
            continue;
        };
        let rows = [judged[first].change.row, judged[at].change.row];
        let (one, other) = (&judged[first], &judged[at]);
        let is_same = one.change.profile == other.change.profile
            && one.change.enrollment == other.change.enrollment
            && one.is_wrong == other.is_wrong;
        if !is_same {
            for (place, row) in [(first, rows[1]), (at, rows[0])] {
                let problems = &mut judged[place].change.problems;
                let code = code!("changes.device.contradiction");
                if problems.iter().all(|known| known.code != code) {
                    problems.push(about_row(code, Severity::Error, row));
                }
            }
        } else if !other.is_wrong {
            let change = &mut judged[at].change;
            change.kind = Kind::Repeated;
            change.problems =
                vec![about_row(code!("changes.device.repeated"), Severity::Hint, rows[0])];
        }
    }
}

fn about_row(code: &'static str, severity: Severity, row: u32) -> Problem {
    let mut problem = Problem::new("serial", code, severity);
    problem.put_number("row", row as usize);
    problem
}

/// The warning that all devices will belong to one user.
fn one_user(judged: &[Judged]) -> Option<Problem> {
    let mut count = 0;
    let mut user = None;
    for one in judged {
        if has_error(&one.change.problems) || one.change.kind == Kind::Repeated {
            continue;
        }
        let name = one.user.as_ref().map(Enrollment::username).filter(|name| !name.is_empty())?;
        if *user.get_or_insert(name) != name {
            return None;
        }
        count += 1;
    }
    let user = user.filter(|_| count > 1)?;
    let mut problem = Problem::new("username", code!("changes.username.all"), Severity::Warning);
    problem.put_number("count", count).put("username", user);
    Some(problem)
}
