//! The change of one row. It must never have a rule of its own for serial numbers, usernames or enrollments: those are their
//! modules'.

use super::change::{Change, Kind, ProfileStep};
use super::index::Index;
use super::near::only_near;
use super::profiles::{PATH, Profiles};
use super::request::{Device, Request, Row, Wish};
use crate::catalogue::code;
use crate::checklist::{is_assigned, was_used};
use crate::enrollment::{self, Draft, Enrollment};
use crate::prelude::*;
use crate::problem::{Problem, Severity, are_all_below};
use crate::{profile, serial, text};

/// Most comparisons of unknown serial numbers with known ones, about 0.1 s in a browser: a thousand mistakes among ten thousand
/// devices. The unknown ones after that get no suggestion: such a file is of another server.
const MOST_COMPARISONS: usize = 10_000_000;

/// A change before its kind is known for good.
pub(super) struct Judged {
    pub(super) change: Change,
    /// Whether the row by itself has an error.
    pub(super) is_wrong: bool,
    /// The device among the known ones.
    pub(super) device: Option<usize>,
    /// The enrollment that the device will have, when the wish names a user.
    pub(super) user: Option<Enrollment>,
}

impl Judged {
    /// The change with its kind; nothing happens to a device that is impossible, or counted in another row.
    pub(super) fn into_change(self) -> Change {
        let mut change = self.change;
        if has_error(&change.problems) {
            change.kind = Kind::Impossible;
        }
        if matches!(change.kind, Kind::Impossible | Kind::Repeated) {
            (change.profile, change.enrollment) = (None, None);
        }
        change
    }
}

/// Whether a problem is an error.
pub(super) fn has_error(problems: &[Problem]) -> bool {
    !are_all_below(problems, Severity::Error)
}

/// What the rows are judged with.
pub(super) struct Judge<'a> {
    request: &'a Request,
    profiles: Option<Profiles<'a>>,
    /// The devices by their serial numbers in normal form.
    known: Index,
    comparisons: usize,
}

impl Judge<'_> {
    pub(super) fn new(request: &Request) -> Judge<'_> {
        let mut known = Index::new(request.devices.len());
        for (place, device) in request.devices.iter().enumerate() {
            if let Some(serial) = serial::check(&device.serial).value {
                known.add(text::own(serial.as_str()), place);
            }
        }
        let profiles = request.profiles.as_deref().map(Profiles::new);
        Judge { request, profiles, known, comparisons: 0 }
    }

    /// Judges a row.
    pub(super) fn row(&mut self, number: u32, row: &Row) -> Judged {
        let checked = serial::check(&row.serial);
        let Some(serial) = checked.value else {
            return unusable(number, text::own(&row.serial), checked.problems);
        };
        let serial = text::own(serial.as_str());
        let Some(place) = self.known.find(&serial) else {
            let problem = self.unknown(&serial);
            return unusable(number, serial, vec![problem]);
        };
        let device = &self.request.devices[place];
        let wish = row.wish.over(&self.request.wish);
        let mut problems = Vec::new();
        let profile = self.profile(device, &wish, &mut problems);
        let user = self.enrollment(device, &wish, &mut problems);
        let enrollment = user.clone().filter(|user| !self.has_stored(device, user));
        let kind = kind(device, profile.as_ref(), enrollment.is_some());
        let change = Change { row: number, serial, kind, profile, enrollment, problems };
        let is_wrong = has_error(&change.problems);
        let user = user.filter(|_| wish.username.is_some());
        Judged { change, is_wrong, device: Some(place), user }
    }

    /// The problem of a serial number that no known device has.
    fn unknown(&mut self, serial: &str) -> Problem {
        let hinted = serial::near(serial).into_iter().find(|near| self.known.find(near).is_some());
        let near = hinted.or_else(|| self.only_near(serial));
        let code = match near {
            Some(_) => code!("changes.device.near"),
            None => code!("changes.device.unknown"),
        };
        let mut problem = Problem::new("serial", code, Severity::Error);
        problem.put("serial", serial);
        if let Some(near) = near {
            problem.put("repaired", &near);
        }
        problem
    }

    fn only_near(&mut self, serial: &str) -> Option<String> {
        self.comparisons += self.request.devices.len();
        if self.comparisons > MOST_COMPARISONS {
            return None;
        }
        only_near(serial, self.known.texts()).map(text::own)
    }

    /// What happens to the profile of a device.
    fn profile(
        &self,
        device: &Device,
        wish: &Wish,
        problems: &mut Vec<Problem>,
    ) -> Option<ProfileStep> {
        let is_assigned = is_assigned(&device.status, &device.profile_uuid);
        let uuid = match (&wish.profile, wish.remove_profile) {
            (None, false) => return None,
            (None, true) => return is_assigned.then_some(ProfileStep::Remove),
            (Some(_), true) => {
                let code = code!("changes.profile.both");
                problems.push(Problem::new(PATH, code, Severity::Error));
                return None;
            }
            (Some(wished), false) => self.meant(wished, problems)?,
        };
        if is_assigned && profile::same(&device.profile_uuid, &uuid) {
            return None;
        }
        let is_older = |profiles: &Profiles<'_>| !profiles.is_current(&device.profile_uuid);
        if is_assigned && self.profiles.as_ref().is_some_and(is_older) {
            return Some(ProfileStep::Reassign(uuid));
        }
        Some(ProfileStep::Assign(uuid))
    }

    /// The UUID of the wished profile. Without the profiles of the host any UUID may be meant.
    fn meant(&self, wished: &str, problems: &mut Vec<Problem>) -> Option<String> {
        if let Some(profiles) = &self.profiles
            && !text::is_blank(wished)
        {
            let meant = profiles.meant(wished);
            return meant.map_err(|problem| problems.push(problem)).ok();
        }
        let checked = profile::check(wished);
        problems.extend(checked.problems.into_iter().map(|it| Problem { path: PATH, ..it }));
        checked.value.map(|uuid| text::own(uuid.as_str()))
    }

    /// The enrollment that a device will have; `None` when the wish leaves it as it is, or when it cannot be stored.
    fn enrollment(
        &self,
        device: &Device,
        wish: &Wish,
        problems: &mut Vec<Problem>,
    ) -> Option<Enrollment> {
        let (login_required, agent_required) = (wish.login_required, wish.agent_required);
        let draft = match (&wish.username, login_required, agent_required, &device.enrollment) {
            (None, None, None, _) => return None,
            (username, _, _, Some(stored)) => Draft {
                username: text::own(username.as_ref().unwrap_or(&stored.username)),
                login_required: login_required.unwrap_or(stored.login_required),
                agent_required: agent_required.unwrap_or(stored.agent_required),
            },
            // The record is written as a whole, and here the wish is the whole of it.
            (Some(username), Some(login_required), Some(agent_required), None) => {
                Draft { username: text::own(username), login_required, agent_required }
            }
            _ => {
                let code = code!("changes.enrollment.unread");
                problems.push(Problem::new("enrollment", code, Severity::Error));
                return None;
            }
        };
        let checked = enrollment::check(&draft, &self.request.policy);
        problems.extend(checked.problems);
        checked.value
    }

    fn has_stored(&self, device: &Device, enrollment: &Enrollment) -> bool {
        let Some(stored) = &device.enrollment else { return false };
        enrollment::check(stored, &self.request.policy).value.as_ref() == Some(enrollment)
    }
}

/// A row that names no known device.
fn unusable(row: u32, serial: String, problems: Vec<Problem>) -> Judged {
    let kind = Kind::Impossible;
    let change = Change { row, serial, kind, profile: None, enrollment: None, problems };
    Judged { change, is_wrong: true, device: None, user: None }
}

/// The kind of a change that is possible.
fn kind(device: &Device, profile: Option<&ProfileStep>, enrolls: bool) -> Kind {
    let was_used = was_used(&device.status, device.profile_fetched, &device.device_identifier);
    match profile {
        None if enrolls => Kind::Enrollment,
        None => Kind::Unchanged,
        Some(_) if was_used => Kind::Fetched,
        Some(ProfileStep::Remove) => Kind::Remove,
        Some(ProfileStep::Reassign(_)) => Kind::Reassign,
        Some(ProfileStep::Assign(_)) if is_assigned(&device.status, &device.profile_uuid) => {
            Kind::Replace
        }
        Some(ProfileStep::Assign(_)) => Kind::Assign,
    }
}
