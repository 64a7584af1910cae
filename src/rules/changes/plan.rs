//! The plan for all rows together: devices that several rows name, and a user who gets them all. It must never judge a row by
//! itself.

use super::change::{Change, Kind};
use super::judge::{Judge, Judged, has_error};
use super::request::{Request, Row};
use crate::catalogue::code;
use crate::enrollment::Enrollment;
use crate::prelude::*;
use crate::problem::{Problem, Severity, add};
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
    let mut of_devices = Vec::new();
    let rows = match &request.rows {
        Some(rows) => rows,
        None => {
            for device in &request.devices {
                of_devices.push(Row { serial: text::own(&device.serial), ..Row::default() });
            }
            &of_devices
        }
    };
    let mut judge = Judge::new(request);
    let mut judged = Vec::new();
    for row in rows {
        let place = judged.len() as u32 + 1;
        judged.push(judge.row(row.row.unwrap_or(place), row));
    }
    settle_repeated(&mut judged, request.devices.len());
    let mut problems = Vec::new();
    tell_one_user(&judged, &mut problems);
    let changes = judged.into_iter().map(Judged::into_change).collect();
    Plan { changes, problems }
}

/// Makes a device that several rows name one change, or a problem of the rows that want different things.
fn settle_repeated(judged: &mut [Judged], devices: usize) {
    let mut first_of = vec![usize::MAX; devices];
    for at in 0..judged.len() {
        let (before, from) = judged.split_at_mut(at);
        let Some(this) = from.first_mut() else { return };
        let Some(first_of) = this.device.and_then(|device| first_of.get_mut(device)) else {
            continue;
        };
        let Some(first) = before.get_mut(*first_of) else {
            *first_of = at;
            continue;
        };
        let (one, other) = (&mut first.change, &mut this.change);
        if first.is_wrong != this.is_wrong
            || one.profile != other.profile
            || one.enrollment != other.enrollment
        {
            contradict(one, other.row);
            contradict(other, one.row);
        } else if !this.is_wrong {
            other.kind = Kind::Repeated;
            other.problems.clear();
            let code = code!("changes.device.repeated");
            add(&mut other.problems, "serial", code, Severity::Hint)
                .put_number("row", one.row as usize);
        }
    }
}

/// Adds the problem that another row wants something else. One such row is enough to tell.
fn contradict(change: &mut Change, row: u32) {
    let code = code!("changes.device.contradiction");
    if change.problems.iter().all(|known| known.code != code) {
        add(&mut change.problems, "serial", code, Severity::Error).put_number("row", row as usize);
    }
}

/// Warns when all devices will belong to one user.
fn tell_one_user(judged: &[Judged], problems: &mut Vec<Problem>) {
    let mut count = 0;
    let mut user = "";
    for one in judged {
        if one.change.kind == Kind::Repeated || has_error(&one.change.problems) {
            continue;
        }
        let enrollment = one.change.enrollment.as_ref().filter(|_| one.names_user);
        let name = enrollment.map_or("", Enrollment::username);
        if count == 0 {
            user = name;
        }
        if name.is_empty() || name != user {
            return;
        }
        count += 1;
    }
    if count > 1 {
        add(problems, "username", code!("changes.username.all"), Severity::Warning)
            .put_number("count", count)
            .put("username", user);
    }
}
