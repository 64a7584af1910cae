//! What a line makes of the host's record of its device, by the rules for plans. It must never have a rule of its own.

use super::line::{Cell, Line, Verdict};
use crate::known::Found;
use crate::profile_index::{ProfileIndex, lineage_of};
use crate::runs::plan::change as change_of;
use host::Device;
use rules::changes::{self, Kind, Request, Row, Wish};
use rules::checklist::{Lineage, ProfileFacts, is_assigned};
use rules::{Draft, Problem, Severity, UsernamePolicy};

/// What all lines are judged by.
#[derive(Clone, Debug, Default)]
pub struct Basis {
    /// The profiles; `None` when they could not be read.
    pub profiles: Option<ProfileIndex>,
    /// Username rules.
    pub policy: UsernamePolicy,
}

/// The verdicts on some lines, in their order.
pub fn judge(basis: &Basis, lines: &[(&Line, Found)]) -> Vec<Verdict> {
    let devices = lines.iter().filter_map(|(_, found)| match found {
        Found::Device(device) => Some(facts(device)),
        Found::Nothing(_) => None,
    });
    let request = Request {
        devices: devices.collect(),
        profiles: basis.profiles.as_ref().map(|all| all.iter().map(profile).collect()),
        rows: Some(lines.iter().map(|(line, found)| row(line, found)).collect()),
        policy: basis.policy.clone(),
        ..Request::default()
    };
    let plan = changes::plan(&request);
    let mut verdicts = Vec::with_capacity(lines.len());
    for ((line, found), change) in lines.iter().zip(plan.changes) {
        verdicts.push(match found {
            Found::Device(device) => of_device(basis, device, change),
            Found::Nothing(near) => unknown(line, near.as_deref()),
        });
    }
    verdicts
}

/// What a line wants. The rules compare serial numbers in their normal form, so that of the record stands for the device. A user
/// and a required login exclude each other, so a file that has a column for one of them takes the place of the other.
fn row(line: &Line, found: &Found) -> Row {
    let text = |cell: Cell| line.cells[cell as usize].clone();
    let flag = |cell: Cell| text(cell).map(|text| text == "true");
    let serial = match found {
        Found::Device(device) => device.serial.clone(),
        Found::Nothing(_) => line.text(Cell::Serial).to_owned(),
    };
    let (username, login) = (text(Cell::Username), flag(Cell::Login));
    let has_user = username.as_ref().is_some_and(|username| !username.is_empty());
    let wish = Wish {
        profile: text(Cell::Profile).filter(|profile| !profile.is_empty()),
        login_required: login.or(has_user.then_some(false)),
        username: username.or((login == Some(true)).then(String::new)),
        agent_required: flag(Cell::Agent),
        ..Wish::default()
    };
    Row { row: Some(line.row), serial, wish }
}

/// The record as far as the rules need it.
fn facts(device: &Device) -> changes::Device {
    changes::Device {
        serial: device.serial.clone(),
        status: device.status.clone(),
        profile_uuid: device.profile_uuid.clone(),
        device_identifier: device.device_identifier.clone(),
        profile_fetched: device.profile_push_time.happened(),
        enrollment: device.enrollment.complete(),
    }
}

fn profile(profile: &host::Profile) -> ProfileFacts {
    ProfileFacts {
        uuid: profile.uuid.clone(),
        name: profile.name.clone(),
        superseded: profile.superseded.clone(),
        ..ProfileFacts::default()
    }
}

fn of_device(basis: &Basis, device: &Device, change: changes::Change) -> Verdict {
    let enrollment = change.enrollment.map(|enrollment| enrollment.to_draft());
    let has_steps = change.profile.is_some() || enrollment.is_some();
    let assigned = is_assigned(&device.status, &device.profile_uuid);
    Verdict {
        kind: change.kind,
        problems: change.problems,
        change: has_steps.then(|| change_of(device, change.profile, enrollment)),
        profile: if assigned { name_of(basis, device) } else { String::new() },
        enrollment: device.enrollment.draft(),
        user: None,
    }
}

/// The name of the assigned profile.
fn name_of(basis: &Basis, device: &Device) -> String {
    match lineage_of(device, basis.profiles.as_ref()) {
        Lineage::Current(profile) | Lineage::Superseded(Some(profile)) => profile.name,
        _ if !device.profile_name.is_empty() => device.profile_name.clone(),
        _ => device.profile_uuid.clone(),
    }
}

/// The verdict on a line whose device the host does not have.
fn unknown(line: &Line, near: Option<&str>) -> Verdict {
    let code = if near.is_some() { "changes.device.near" } else { "changes.device.unknown" };
    let mut problem = Problem::new("serial", code, Severity::Error);
    problem.put("serial", line.text(Cell::Serial));
    if let Some(near) = near {
        problem.put("repaired", near);
    }
    Verdict {
        kind: Kind::Impossible,
        problems: vec![problem],
        change: None,
        profile: String::new(),
        enrollment: Draft::default(),
        user: None,
    }
}
