//! The change of one row. It must never have a rule of its own for serial numbers, usernames or enrollments: those are their
//! modules'.

use super::change::{Change, Kind, ProfileStep};
use super::index::Index;
use super::profiles::{PATH, Profiles};
use super::request::{Device, Request, Row, Wish};
use crate::catalogue::code;
use crate::checklist::{is_assigned, was_used};
use crate::enrollment::{self, Draft, Enrollment};
use crate::near::only_near;
use crate::prelude::*;
use crate::problem::{Checked, Problem, Severity, add, are_all_below};
use crate::{profile, serial, text};

/// Most comparisons of unknown serial numbers with known ones, about 0.1 s in a browser: 500 mistakes among 10,000 devices.
/// The unknown ones after that get no suggestion: such a file is of another server.
const MOST_COMPARISONS: usize = 5_000_000;

/// A change before the rows are held against each other.
pub(super) struct Judged {
    /// The change. Its enrollment is the one that the device will have, also when it has it already.
    pub(super) change: Change,
    /// Whether the row by itself has an error.
    pub(super) is_wrong: bool,
    /// The device among the known ones.
    pub(super) device: Option<usize>,
    /// Whether the wish names a user.
    pub(super) names_user: bool,
    /// Whether the host has stored the enrollment already.
    is_stored: bool,
}

impl Judged {
    /// The enrollment to send.
    pub(super) fn sent(&self) -> Option<&Enrollment> {
        self.change.enrollment.as_ref().filter(|_| !self.is_stored)
    }

    /// The change in the end; nothing happens to a device that is impossible, or counted in another row.
    pub(super) fn into_change(self) -> Change {
        let mut change = self.change;
        if has_error(&change.problems) {
            change.kind = Kind::Impossible;
        }
        let is_idle = matches!(change.kind, Kind::Impossible | Kind::Repeated);
        if is_idle {
            change.profile = None;
        }
        if is_idle || self.is_stored {
            change.enrollment = None;
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
            if let Some(serial) = read_serial(&device.serial).value {
                known.add(&serial, place);
            }
        }
        let profiles = request.profiles.as_deref().map(Profiles::new);
        Judge { request, profiles, known, comparisons: 0 }
    }

    /// Judges a row.
    pub(super) fn row(&mut self, number: u32, row: &Row) -> Judged {
        let Checked { value, mut problems } = read_serial(&row.serial);
        let mut judged = Judged {
            change: Change {
                row: number,
                serial: text::own(value.as_ref().unwrap_or(&row.serial)),
                kind: Kind::Impossible,
                profile: None,
                enrollment: None,
                problems: Vec::new(),
            },
            is_wrong: true,
            device: None,
            names_user: false,
            is_stored: false,
        };
        if value.is_some() {
            problems.clear();
            judged.device = self.known.find(&judged.change.serial);
            match judged.device.and_then(|place| self.request.devices.get(place)) {
                Some(device) => self.judge(&mut judged, device, &row.wish, &mut problems),
                None => self.unknown(&judged.change.serial, &mut problems),
            }
        }
        judged.is_wrong = has_error(&problems);
        judged.change.problems = problems;
        judged
    }

    /// Judges what a wish makes of a device.
    fn judge(&self, judged: &mut Judged, device: &Device, own: &Wish, problems: &mut Vec<Problem>) {
        let profile = self.profile(device, own, problems);
        let enrollment = self.enrollment(device, own, problems);
        let stored = device.enrollment.as_ref();
        judged.names_user = self.username(own).is_some();
        judged.is_stored = stored
            .zip(enrollment.as_ref())
            .is_some_and(|(stored, enrollment)| self.is_stored(stored, enrollment));
        let enrolls = enrollment.is_some() && !judged.is_stored;
        judged.change.kind = kind(device, profile.as_ref(), enrolls);
        judged.change.profile = profile;
        judged.change.enrollment = enrollment;
    }

    /// Tells that no known device has a serial number, and which one may be meant.
    fn unknown(&mut self, serial: &str, problems: &mut Vec<Problem>) {
        let mut near = serial::near(serial);
        near.retain(|near| self.known.find(near).is_some());
        if near.is_empty() {
            self.comparisons += self.request.devices.len();
            if self.comparisons <= MOST_COMPARISONS {
                near.extend(only_near(serial, self.known.texts()).map(text::own));
            }
        }
        let code = match near.first() {
            Some(_) => code!("changes.device.near"),
            None => code!("changes.device.unknown"),
        };
        let problem = add(problems, "serial", code, Severity::Error).put("serial", serial);
        if let Some(near) = near.first() {
            problem.put("repaired", near);
        }
    }

    /// What happens to the profile of a device.
    fn profile(
        &self,
        device: &Device,
        own: &Wish,
        problems: &mut Vec<Problem>,
    ) -> Option<ProfileStep> {
        let is_own = own.profile.is_some() || own.remove_profile;
        let wish = if is_own { own } else { &self.request.wish };
        let is_assigned = is_assigned(&device.status, &device.profile_uuid);
        let Some(wished) = &wish.profile else {
            return if wish.remove_profile && is_assigned {
                Some(ProfileStep::Remove)
            } else {
                None
            };
        };
        if wish.remove_profile {
            add(problems, PATH, code!("changes.profile.both"), Severity::Error);
            return None;
        }
        let uuid = self.meant(wished, problems)?;
        if !is_assigned {
            return Some(ProfileStep::Assign(uuid));
        }
        let assigned = profile::normal(&device.profile_uuid);
        match &self.profiles {
            _ if assigned == profile::normal(&uuid) => None,
            Some(profiles) if !profiles.is_current(&assigned) => Some(ProfileStep::Reassign(uuid)),
            _ => Some(ProfileStep::Assign(uuid)),
        }
    }

    /// The UUID of the wished profile. Without the profiles of the host any UUID may be meant.
    fn meant(&self, wished: &str, problems: &mut Vec<Problem>) -> Option<String> {
        if let Some(profiles) = &self.profiles
            && !text::is_blank(wished)
        {
            return profiles.meant(wished, problems).map(text::own);
        }
        let checked = profile::check(wished);
        for mut problem in checked.problems {
            problem.path = PATH;
            problems.push(problem);
        }
        checked.value.map(|uuid| text::own(uuid.as_str()))
    }

    /// The enrollment that a device will have; `None` when the wish leaves it as it is, or when it cannot be stored.
    fn enrollment(
        &self,
        device: &Device,
        own: &Wish,
        problems: &mut Vec<Problem>,
    ) -> Option<Enrollment> {
        let shared = &self.request.wish;
        let username = self.username(own);
        let login_required = own.login_required.or(shared.login_required);
        let agent_required = own.agent_required.or(shared.agent_required);
        if username.is_none() && login_required.is_none() && agent_required.is_none() {
            return None;
        }
        let draft = match (&device.enrollment, username, login_required, agent_required) {
            (Some(stored), ..) => Draft {
                username: text::own(username.unwrap_or(&stored.username)),
                login_required: login_required.unwrap_or(stored.login_required),
                agent_required: agent_required.unwrap_or(stored.agent_required),
            },
            // The record is written as a whole, and here the wish is the whole of it.
            (None, Some(username), Some(login_required), Some(agent_required)) => {
                Draft { username: text::own(username), login_required, agent_required }
            }
            _ => {
                let code = code!("changes.enrollment.unread");
                add(problems, "enrollment", code, Severity::Error);
                return None;
            }
        };
        let checked = self.check(&draft);
        problems.extend(checked.problems);
        checked.value
    }

    fn username<'a>(&'a self, own: &'a Wish) -> Option<&'a str> {
        own.username.as_deref().or(self.request.wish.username.as_deref())
    }

    fn check(&self, draft: &Draft) -> Checked<Enrollment> {
        enrollment::check(draft, &self.request.policy)
    }

    /// Whether the host has an enrollment already, in whatever form.
    fn is_stored(&self, stored: &Draft, enrollment: &Enrollment) -> bool {
        let Draft { username, login_required, agent_required } = enrollment.to_draft();
        if stored.login_required != login_required || stored.agent_required != agent_required {
            return false;
        }
        let is_plain =
            |name: &str| enrollment::is_plain(name, login_required, &self.request.policy);
        stored.username == username
            || (!is_plain(&stored.username)
                && self.check(stored).value.as_ref() == Some(enrollment))
    }
}

/// The serial number in its normal form. Most are right as they stand.
fn read_serial(raw: &str) -> Checked<String> {
    if serial::is_plain(raw) {
        return Checked { value: Some(text::own(raw)), problems: Vec::new() };
    }
    let Checked { value, problems } = serial::check(raw);
    Checked { value: value.map(|serial| text::own(serial.as_str())), problems }
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
