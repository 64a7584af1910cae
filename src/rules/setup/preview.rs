//! What the person sees who sets a device up: the panes of Setup Assistant one by one, whether they sign in, whose device it
//! becomes, and whether the agent is installed. It must never promise that a pane comes: that depends on the model, too.

use super::catalogue::code;
use super::flags::{Flag, value};
use super::panes::{Mark, Pane, panes};
use super::profile::{Device, Profile, Remark};
use super::skips::{SkipKey, idle};
use crate::enrollment::Draft;
use crate::prelude::*;
use crate::problem::{Problem, Severity, add};
use crate::system::System;
use crate::text;
use crate::words::words;

words! {
    /// What happens to a pane.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum PaneState {
        /// The user sees it, unless the model of the device has no use for it.
        Shown = "shown",
        /// It is left out.
        Skipped = "skipped",
        /// The user sees it, and no key changes that for sure.
        Always = "always",
    }
}

words! {
    /// How the user signs in.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum SignIn {
        /// Not at all.
        None = "none",
        /// With name and password, in the pane about the management.
        Credentials = "credentials",
        /// On a page of the server.
        Web = "web",
        /// It depends on the enrollment of the device.
        Unknown = "unknown",
    }
}

words! {
    /// Whose device it becomes.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Owner {
        /// The user's who was assigned.
        Assigned = "assigned",
        /// That of whoever signs in.
        SignedIn = "signed-in",
        /// Nobody's own: several users share it.
        Shared = "shared",
        /// Nobody can tell.
        Unknown = "unknown",
    }
}

words! {
    /// Whether the agent app is installed.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Agent {
        /// It is.
        Installed = "installed",
        /// It is not.
        None = "none",
        /// It depends on the enrollment of the device.
        Unknown = "unknown",
    }
}

/// An answer with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note<T> {
    /// The answer.
    pub answer: T,
    /// The same as a sentence.
    pub remark: Remark,
}

/// A pane of the device's system, and what happens to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The pane's name: its key, or a name of our own; the code of its title is that of [`super::title`].
    pub pane: &'static str,
    /// Whether a key of `skip_setup_items` is about it.
    pub has_key: bool,
    /// What happens to it.
    pub state: PaneState,
    /// Why.
    pub remark: Remark,
}

/// A preview of the setup of a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The system of the device.
    pub system: System,
    /// The panes of its version, in the order in which a user may see them.
    pub panes: Vec<Shown>,
    /// The keys of the profile that do nothing on the device.
    pub keys: Vec<SkipKey>,
    /// How the user signs in.
    pub sign_in: Note<SignIn>,
    /// Whose device it becomes.
    pub owner: Note<Owner>,
    /// Whether the agent is installed.
    pub agent: Note<Agent>,
    /// What is not known about the device.
    pub problems: Vec<Problem>,
}

/// Previews the setup of a device with a profile and the device's enrollment; `None` when that is not known. Without a version
/// it is the preview for the newest one.
///
/// ```
/// use rules::setup::{Device, PaneState, Profile, SignIn, preview};
/// use rules::{Draft, Version};
///
/// let profile = Profile { skip_setup_items: vec!["Siri".into(), "Zoom".into()], ..Profile::default() };
/// let iphone = Device { family: "iPhone".into(), version: Version::parse("18.2"), ..Device::default() };
/// let login = Draft { login_required: true, ..Draft::default() };
/// let preview = preview(&profile, &iphone, Some(&login));
/// let siri = preview.panes.iter().find(|shown| shown.pane == "Siri").expect("a pane of iOS 18");
/// assert_eq!(siri.state, PaneState::Skipped);
/// assert_eq!(preview.keys[0].remark.code, "key.deprecated");
/// assert_eq!(preview.sign_in.answer, SignIn::Credentials);
/// ```
pub fn preview(profile: &Profile, device: &Device, enrollment: Option<&Draft>) -> Preview {
    let system = device.system();
    let is_known = !matches!(system, System::Other | System::Missing);
    let mut problems = Vec::new();
    if !is_known {
        add(&mut problems, "device", code!("setup.device"), Severity::Warning);
    } else if device.version.is_none() {
        add(&mut problems, "device.osVersion", code!("setup.version"), Severity::Hint)
            .put("system", device.system_name());
    }
    let advances = value(profile, device, Flag::AutoAdvance) == Some(true);
    Preview {
        system,
        panes: panes().filter_map(|pane| shown(pane, profile, device, advances)).collect(),
        keys: if is_known { idle(&profile.skip_setup_items, device) } else { Vec::new() },
        sign_in: sign_in(profile, enrollment),
        owner: owner(profile, device, enrollment),
        agent: agent(enrollment),
        problems,
    }
}

/// What happens to a pane; `None` when the version of the device does not have it.
fn shown(pane: Pane, profile: &Profile, device: &Device, advances: bool) -> Option<Shown> {
    let span = pane.span(device.system())?;
    let has = |from: &str| device.version.as_ref().is_none_or(|version| version.is_at_least(from));
    let is_gone = [span.deprecated, span.removed].into_iter().flatten().any(has);
    if !has(span.since) || is_gone {
        return None;
    }
    let listed = |key: &str| profile.skip_setup_items.iter().any(|item| item == key);
    let is_listed = pane.key.is_some_and(listed);
    let (state, remark) = if advances {
        (PaneState::Skipped, Remark::new(code!("pane.advanced")))
    } else if pane.key.is_none() {
        (PaneState::Always, Remark::new(code!("pane.always")))
    } else if span.mark == Mark::Early {
        (PaneState::Always, Remark::new(code!("pane.early")))
    } else if is_listed {
        (PaneState::Skipped, Remark::new(code!("pane.skipped")))
    } else if let Some(needs) = pane.needs.filter(|needs| listed(needs)) {
        (PaneState::Skipped, Remark::new(code!("pane.needs")).with("needs", needs))
    } else {
        (PaneState::Shown, Remark::new(code!("pane.shown")))
    };
    Some(Shown { pane: pane.id, has_key: pane.key.is_some(), state, remark })
}

/// The user's name where exactly one of a name and "login required" is there: the other combinations decide nothing.
fn decision(enrollment: Option<&Draft>) -> Option<Option<&str>> {
    let draft = enrollment?;
    let name = text::trim(&draft.username);
    match (name.is_empty(), draft.login_required) {
        (true, true) => Some(None),
        (false, false) => Some(Some(name)),
        (true, false) | (false, true) => None,
    }
}

fn note<T>(answer: T, code: &'static str) -> Note<T> {
    Note { answer, remark: Remark::new(code) }
}

fn sign_in(profile: &Profile, enrollment: Option<&Draft>) -> Note<SignIn> {
    if profile.configuration_web_url.as_deref().is_some_and(|url| !text::is_blank(url)) {
        return note(SignIn::Web, code!("setup.sign-in.web"));
    }
    match decision(enrollment) {
        Some(None) => note(SignIn::Credentials, code!("setup.sign-in.credentials")),
        Some(Some(_)) => note(SignIn::None, code!("setup.sign-in.none")),
        None => note(SignIn::Unknown, code!("setup.sign-in.unknown")),
    }
}

fn owner(profile: &Profile, device: &Device, enrollment: Option<&Draft>) -> Note<Owner> {
    if value(profile, device, Flag::SharedIpad) == Some(true) {
        return note(Owner::Shared, code!("setup.owner.shared"));
    }
    match decision(enrollment) {
        Some(None) => note(Owner::SignedIn, code!("setup.owner.signed-in")),
        Some(Some(name)) => {
            let remark = Remark::new(code!("setup.owner.assigned")).with("username", name);
            Note { answer: Owner::Assigned, remark }
        }
        None => note(Owner::Unknown, code!("setup.owner.unknown")),
    }
}

fn agent(enrollment: Option<&Draft>) -> Note<Agent> {
    match enrollment.map(|draft| draft.agent_required) {
        Some(true) => note(Agent::Installed, code!("setup.agent.installed")),
        Some(false) => note(Agent::None, code!("setup.agent.none")),
        None => note(Agent::Unknown, code!("setup.agent.unknown")),
    }
}
