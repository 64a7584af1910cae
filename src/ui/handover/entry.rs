//! What the sheet says about a device, and why another one is not on it. It must never judge: the verdict comes from the fleet.

use crate::fleet::{Problem, Verdict};
use crate::format::joined;
use crate::setup::device_of;
use crate::words::{model, title_case};
use host::Device;
use rules::Draft;
use rules::checklist::{DeviceReadiness, Lineage};
use rules::setup::{Owner, PaneState, Profile, Shown, SignIn, preview};

/// Whom a device is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum User {
    /// The person with this username, and the full name where the directory says it.
    Person {
        /// Username.
        username: String,
        /// First and last name; empty where nobody knows it.
        name: String,
    },
    /// Whoever signs in during setup.
    SignIn,
    /// The host knows no users of devices.
    Unknown,
}

/// What the person will see who sets a device up, as far as the rules can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The panes that no profile can leave out.
    pub sure: Vec<&'static str>,
    /// All panes that may come with its profile; the same as `sure` if that is not known.
    pub panes: Vec<&'static str>,
    /// Whether the whole profile is known.
    pub is_whole: bool,
    /// How the person signs in.
    pub sign_in: SignIn,
    /// Whether several persons share the device.
    pub is_shared: bool,
    /// Where the profile says that the person gets help; empty where it does not.
    pub help: String,
}

impl Way {
    /// The way through the setup of a device with a profile, as far as that is known, and the device's enrollment.
    pub fn of(device: &Device, profile: Option<&Profile>, enrollment: Option<&Draft>) -> Way {
        let nothing = Profile::default();
        let known = profile.unwrap_or(&nothing);
        let preview = preview(known, &device_of(device), enrollment);
        let help = [&known.department, &known.support_phone_number, &known.support_email_address];
        let help = help.map(|text| text.as_deref().unwrap_or_default().trim());
        let panes = |is_sure: bool| {
            let is_seen =
                |shown: &&Shown| shown.state != PaneState::Skipped && !(is_sure && shown.has_key);
            preview.panes.iter().filter(is_seen).map(|shown| shown.pane).collect()
        };
        Way {
            sure: panes(true),
            panes: panes(profile.is_none()),
            is_whole: profile.is_some(),
            sign_in: preview.sign_in.answer,
            is_shared: preview.owner.answer == Owner::Shared,
            help: joined(&help, " · "),
        }
    }
}

/// A device on the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The serial number as the host writes it.
    pub serial: String,
    /// The model.
    pub model: String,
    /// The colour, as people read it.
    pub color: String,
    /// The name of its profile; empty where nobody knows it.
    pub profile: String,
    /// Whom it is for.
    pub user: User,
    /// Whether the agent app installs itself.
    pub agent: Option<bool>,
    /// What the person will see.
    pub way: Way,
}

/// Why a device is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The host does not have it.
    Gone,
    /// It is not ready.
    Problems(Vec<Problem>),
}

/// A device that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The serial number.
    pub serial: String,
    /// Why.
    pub reason: Reason,
}

/// Everything that stands on the sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// Devices that are ready.
    pub entries: Vec<Entry>,
    /// The others.
    pub left_out: Vec<LeftOut>,
}

/// What is known about a device beside its record.
pub struct About<'a> {
    /// Its verdict, for which the directory was asked.
    pub verdict: &'a Verdict,
    /// Its profile.
    pub lineage: &'a Lineage,
    /// The whole profile, as far as the host says it.
    pub setup: Option<&'a Profile>,
    /// Its enrollment; `None` on a host without enrollments.
    pub enrollment: Option<&'a Draft>,
    /// The user who is named, as it would go to the host, and the full name.
    pub person: Option<(String, String)>,
}

impl Content {
    /// Puts a device on the sheet, or leaves it out.
    pub fn add(&mut self, device: &Device, about: About) {
        let serial = device.serial.clone();
        if about.verdict.readiness != DeviceReadiness::Ready || about.verdict.checking {
            let mut problems: Vec<Problem> = Vec::new();
            for problem in about.verdict.causes.iter().map(Problem::of) {
                if !problems.contains(&problem) {
                    problems.push(problem);
                }
            }
            if problems.is_empty() {
                problems.push(Problem::Question);
            }
            self.left_out.push(LeftOut { serial, reason: Reason::Problems(problems) });
            return;
        }
        let user = match (about.person, device.enrollment.login_required) {
            (Some((username, name)), _) => User::Person { username, name },
            (None, Some(true)) => User::SignIn,
            (None, _) => User::Unknown,
        };
        let profile = match about.lineage {
            Lineage::Current(profile) => profile.name.clone(),
            _ => device.profile_name.clone(),
        };
        let (model, color) = (model(device).to_owned(), title_case(&device.color));
        let agent = device.enrollment.agent_required;
        let way = Way::of(device, about.setup, about.enrollment);
        self.entries.push(Entry { serial, model, color, profile, user, agent, way });
    }

    /// The name of the profile that all devices have; empty if they have several.
    pub fn profile(&self) -> &str {
        let first = self.entries.first().map_or("", |entry| &entry.profile);
        if self.entries.iter().all(|entry| entry.profile == first) { first } else { "" }
    }

    /// The devices of each page if every person has one: those of a person together, in the order of the first ones. A device
    /// whose user is not known yet has a page of its own.
    pub fn pages(&self) -> Vec<Vec<&Entry>> {
        let mut pages: Vec<Vec<&Entry>> = Vec::new();
        // The page of each username, in their order.
        let mut known: Vec<(&str, usize)> = Vec::new();
        for entry in &self.entries {
            if let User::Person { username, .. } = &entry.user {
                match known.binary_search_by(|(name, _)| (*name).cmp(username)) {
                    Ok(at) => {
                        pages[known[at].1].push(entry);
                        continue;
                    }
                    Err(at) => known.insert(at, (username, pages.len())),
                }
            }
            pages.push(vec![entry]);
        }
        pages
    }
}
