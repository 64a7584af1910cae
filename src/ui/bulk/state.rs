//! The state of the plan dialog: the records that are read, the form, and what both come to. Pure: no host, no browser. It must
//! never start a plan that is not complete.

use super::action::{Action, Batch};
use super::form::Form;
use super::planning::Planning;
use super::reading::{self, Reading};
use crate::assign::choice::Meant;
use crate::combobox::Key;
use crate::load::Load;
use crate::profile_index::ProfileIndex;
use crate::runs::plan;
use host::{Device, HostError, Millis, Page};
use rules::changes::{Change, Kind};
use rules::{Enrollment, UsernamePolicy};
use std::rc::Rc;

/// A line of the preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Devices of a kind.
    Kind(Kind),
    /// Devices that the host does not have any more.
    Gone,
}

impl Line {
    /// All lines, in their order.
    pub fn all() -> impl Iterator<Item = Line> {
        // What changes comes first, and of that what changes at once.
        let is_soon = |kind: &Kind| {
            matches!(
                kind,
                Kind::Assign | Kind::Replace | Kind::Reassign | Kind::Remove | Kind::Enrollment
            )
        };
        let (soon, rest): (Vec<Kind>, Vec<Kind>) = Kind::ALL.into_iter().partition(is_soon);
        soon.into_iter().chain(rest).map(Line::Kind).chain([Line::Gone])
    }
}

/// A message to the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// A page of the list came.
    Page(u32, Result<Page<Device>, HostError>),
    /// A device came.
    Device(String, Result<Rc<Device>, HostError>),
    /// Go on reading after a failure.
    Again,
    /// Read the profiles.
    ReadProfiles,
    /// The profiles came.
    Profiles(Result<ProfileIndex, HostError>),
    /// The text in the profile's field.
    Type(String),
    /// A key in it.
    Key(Key),
    /// A profile was taken.
    Choose(usize),
    /// The field was left.
    Leave,
    /// "Login required"; `None` to leave it as it is.
    Login(Option<bool>),
    /// "Agent install required"; `None` to leave it as it is.
    Agent(Option<bool>),
    /// The user for all.
    User(String),
    /// The user's field was left.
    LeaveUser,
    /// The directory has answered.
    LookedUp(u32, Result<bool, HostError>, Millis),
    /// Show the devices of a line, or hide them.
    Show(Line),
    /// Plan the next devices.
    Slice,
    /// Start the run.
    Start,
}

/// What the dialog asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read something of the host.
    Read(reading::Effect),
    /// Read the profiles.
    ReadProfiles,
    /// Ask the directory about this name.
    LookUp(u32, String),
    /// Let the browser draw, then send `Slice`.
    Slice,
    /// Put the focus on the first field.
    Focus,
    /// The plan is complete: start it.
    Start,
}

/// The dialog.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What is planned.
    pub action: Action,
    /// The reading, until everything is read.
    pub reading: Option<Reading>,
    /// The plan, from then on.
    pub planning: Planning,
    /// The fields.
    pub form: Form,
    /// The profiles.
    pub profiles: Load<ProfileIndex>,
    /// The line whose devices are shown.
    pub shown: Option<Line>,
    policy: UsernamePolicy,
    is_slicing: bool,
    is_started: bool,
}

impl State {
    /// A plan for these devices, of which the unknown ones have to be read.
    pub fn new(batch: &Batch, policy: UsernamePolicy) -> (State, Vec<Effect>) {
        let (reading, calls) = Reading::new(batch);
        let mut state = State {
            action: batch.action,
            reading: Some(reading),
            planning: Planning::default(),
            form: Form::default(),
            profiles: Load::Loading,
            shown: None,
            policy,
            is_slicing: false,
            is_started: false,
        };
        let mut effects = vec![Effect::ReadProfiles];
        effects.extend(calls.into_iter().map(Effect::Read));
        effects.extend(state.read());
        (state, effects)
    }

    /// Whether the button starts something.
    pub fn can_start(&self) -> bool {
        self.planning.is_done() && self.planning.changed > 0
    }

    /// The plan for the runs: every device that changes, as it was when it was read.
    pub fn plan_of_run(&self) -> run::Plan {
        let profile = match self.form.choice.meant(&self.profiles) {
            Meant::Listed(profile) | Meant::Successor(profile) => profile.name.clone(),
            Meant::Unlisted(uuid) => uuid.as_str().to_owned(),
            Meant::Nothing => String::new(),
        };
        let change = |(device, change): (&Device, &Change)| {
            let enrollment = change.enrollment.as_ref().map(Enrollment::to_draft);
            plan::change(device, change.profile.clone(), enrollment)
        };
        run::Plan {
            about: plan::about(self.action.kind(), &profile),
            changes: self.planning.changing().map(change).collect(),
        }
    }

    /// Takes one message and returns the effects.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Page(offset, answer) => self.take(|reading| reading.page(offset, answer)),
            Msg::Device(serial, answer) => self.take(|reading| reading.device(&serial, answer)),
            Msg::Again => self.take(Reading::again),
            Msg::ReadProfiles => {
                self.profiles = Load::Loading;
                vec![Effect::ReadProfiles]
            }
            Msg::Profiles(answer) => {
                self.profiles = answer.into();
                self.plan(true)
            }
            Msg::Type(text) => {
                self.form.choice.type_text(text, &self.profiles);
                self.plan(false)
            }
            Msg::Key(key) => {
                self.form.choice.key(key, &self.profiles);
                self.plan(false)
            }
            Msg::Choose(at) => {
                self.form.choice.choose(at, &self.profiles);
                self.plan(false)
            }
            Msg::Leave => {
                self.form.choice.leave();
                Vec::new()
            }
            Msg::Login(login) => {
                self.form.set_login(login);
                self.plan(false)
            }
            Msg::Agent(agent) => {
                self.form.agent = agent;
                self.plan(false)
            }
            Msg::User(username) => {
                self.form.name(username);
                self.form.directory.forget();
                self.plan(false)
            }
            Msg::LeaveUser => {
                let name = self.form.user(&self.policy);
                let asked = self.form.directory.turn_to(name.clone());
                asked
                    .zip(name)
                    .map(|(asked, name)| Effect::LookUp(asked, name))
                    .into_iter()
                    .collect()
            }
            Msg::LookedUp(asked, found, at) => {
                self.form.directory.take(asked, found, at);
                Vec::new()
            }
            Msg::Show(line) => {
                self.shown = (self.shown != Some(line)).then_some(line);
                Vec::new()
            }
            Msg::Slice => {
                self.is_slicing = false;
                self.plan_on()
            }
            Msg::Start if self.is_started => Vec::new(),
            Msg::Start if self.can_start() => {
                self.is_started = true;
                vec![Effect::Start]
            }
            Msg::Start => {
                self.form.tried = true;
                vec![Effect::Focus]
            }
        }
    }

    fn take(&mut self, take: impl FnOnce(&mut Reading) -> Vec<reading::Effect>) -> Vec<Effect> {
        let Some(reading) = &mut self.reading else { return Vec::new() };
        let calls = take(reading);
        let mut effects: Vec<Effect> = calls.into_iter().map(Effect::Read).collect();
        effects.extend(self.read());
        effects
    }

    /// Begins the plan once everything is read.
    fn read(&mut self) -> Vec<Effect> {
        let Some(reading) = self.reading.take_if(|reading| reading.is_done()) else {
            return Vec::new();
        };
        let (devices, gone) = reading.into_devices();
        self.planning = Planning::new(devices, gone);
        self.plan(true)
    }

    /// Follows the form. `is_new` says that the wish may come to something else now.
    fn plan(&mut self, is_new: bool) -> Vec<Effect> {
        // Whether a device is on an older version is known with the profiles, or when they cannot be known.
        let waits = self.action == Action::Assign && self.profiles.is_loading();
        let wish = if waits { None } else { self.form.wish(self.action, &self.profiles) };
        self.planning.turn_to(wish, is_new);
        self.plan_on()
    }

    fn plan_on(&mut self) -> Vec<Effect> {
        if self.is_slicing || self.reading.is_some() || !self.planning.is_open() {
            return Vec::new();
        }
        self.planning.plan_on(self.profiles.ready(), &self.policy);
        self.is_slicing = self.planning.is_open();
        if self.is_slicing { vec![Effect::Slice] } else { Vec::new() }
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
