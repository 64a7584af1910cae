//! The state of the preview: the device that it is for, what the rules say about it, and the step that is shown. Pure: no host,
//! no browser, no clock.

use super::choose::Kind;
use rules::setup::{
    Device, EffectiveFlag, PaneState, Preview, Profile, Shown, effective_flags, preview,
};
use rules::{Draft, Version};
use std::rc::Rc;

/// What a preview is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// The profile.
    pub profile: Rc<Profile>,
    /// The device, as far as it is known.
    pub device: Device,
    /// The enrollment of the device; `None` where no single device is meant.
    pub enrollment: Option<Draft>,
}

/// Everything that the preview shows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    inputs: Inputs,
    kind: Kind,
    /// The version; empty where nobody knows it.
    version: String,
    preview: Preview,
    flags: Vec<EffectiveFlag>,
    /// The step that is shown, by its place and its name: another profile may leave it out.
    at: usize,
    pane: &'static str,
}

/// Where to step to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// To the step before.
    Previous,
    /// To the step after.
    Next,
    /// To the first one.
    First,
    /// To the last one.
    Last,
}

/// Where a step was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At the drawn device.
    Device,
    /// In the list, where the focus goes along.
    List,
}

/// A message to the preview.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The properties have changed.
    Inputs(Inputs),
    /// The admin chose a kind of device.
    Kind(Kind),
    /// The admin chose a version; empty for none.
    Version(String),
    /// The admin steps.
    Step(Place, Move),
    /// The admin chose a step of the list by its pane.
    Go(&'static str),
}

/// An effect that the preview asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Tell screen readers the step that is shown.
    Say,
    /// Take the focus to the step in the list.
    Focus,
}

impl Move {
    /// What a key means at the device or in the list; `None` for any other key. `rtl`: the text runs from right to left.
    pub fn of(place: Place, key: &str, rtl: bool) -> Option<Move> {
        Some(match (place, key) {
            (_, "Home") => Move::First,
            (_, "End") => Move::Last,
            (Place::List, "ArrowUp") => Move::Previous,
            (Place::List, "ArrowDown") => Move::Next,
            (_, "ArrowLeft") if rtl => Move::Next,
            (_, "ArrowRight") if rtl => Move::Previous,
            (_, "ArrowLeft") => Move::Previous,
            (_, "ArrowRight") => Move::Next,
            _ => return None,
        })
    }
}

impl State {
    /// The preview at its first step.
    pub fn new(inputs: Inputs) -> State {
        let (kind, version) = meant(&inputs.device);
        let mut state = State {
            preview: preview(&inputs.profile, &inputs.device, None),
            inputs,
            kind,
            version,
            flags: Vec::new(),
            at: 0,
            pane: "",
        };
        state.judge();
        state
    }

    /// Takes one message and returns the effect, if it has one.
    pub fn update(&mut self, msg: Msg) -> Option<Effect> {
        match msg {
            Msg::Inputs(inputs) => {
                if inputs.device != self.inputs.device {
                    (self.kind, self.version) = meant(&inputs.device);
                }
                self.inputs = inputs;
                self.judge();
            }
            Msg::Kind(kind) => {
                self.kind = kind;
                self.version = kind.newest().to_owned();
                self.judge();
            }
            Msg::Version(version) => {
                self.version = version;
                self.judge();
            }
            Msg::Step(place, step) => {
                let last = self.steps().count().saturating_sub(1);
                let to = match step {
                    Move::Previous => self.at.saturating_sub(1),
                    Move::Next => last.min(self.at + 1),
                    Move::First => 0,
                    Move::Last => last,
                };
                if to == self.at {
                    return None;
                }
                self.go(to);
                return Some(match place {
                    Place::Device => Effect::Say,
                    Place::List => Effect::Focus,
                });
            }
            Msg::Go(pane) => {
                let to = self.steps().position(|shown| shown.pane == pane)?;
                self.go(to);
            }
        }
        None
    }

    /// The device that the preview is for.
    pub fn device(&self) -> Device {
        Device {
            family: self.kind.family().to_owned(),
            os: String::new(),
            version: Version::parse(&self.version),
        }
    }

    fn judge(&mut self) {
        let Inputs { profile, enrollment, .. } = &self.inputs;
        let device = self.device();
        self.preview = preview(profile, &device, enrollment.as_ref());
        self.flags = effective_flags(profile, &device);
        let (count, pane) = (self.steps().count(), self.pane);
        let same = self.steps().position(|shown| shown.pane == pane);
        self.go(same.unwrap_or(self.at.min(count.saturating_sub(1))));
    }

    fn go(&mut self, at: usize) {
        self.at = at;
        self.pane = self.step().map_or("", |shown| shown.pane);
    }

    /// The steps that the user sees, in their order.
    pub fn steps(&self) -> impl Iterator<Item = &Shown> {
        self.preview.panes.iter().filter(|shown| shown.state != PaneState::Skipped)
    }

    /// The step that is shown; `None` where the user sees none.
    pub fn step(&self) -> Option<&Shown> {
        self.steps().nth(self.at)
    }

    /// The place of the step that is shown among the steps.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The profile.
    pub fn profile(&self) -> &Profile {
        &self.inputs.profile
    }

    /// The kind of device that the preview is for.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether the device itself says its kind, so that there is nothing to choose.
    pub fn is_kind_known(&self) -> bool {
        Kind::of(&self.inputs.device).is_some()
    }

    /// The version; empty where nobody knows it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The versions to choose from, newest first.
    pub fn versions(&self) -> Vec<String> {
        let mut versions: Vec<String> = Vec::new();
        if self.is_kind_known() {
            versions.push(String::new());
        }
        versions.extend(self.inputs.device.version.as_ref().map(|it| it.as_str().to_owned()));
        for version in self.kind.versions() {
            if !versions.iter().any(|known| known == version) {
                versions.push(version.to_owned());
            }
        }
        versions
    }

    /// What the rules say.
    pub fn preview(&self) -> &Preview {
        &self.preview
    }

    /// The settings as they take effect.
    pub fn flags(&self) -> &[EffectiveFlag] {
        &self.flags
    }
}

/// The kind and the version that are meant before anybody chooses. Of a known device only what is known counts.
fn meant(device: &Device) -> (Kind, String) {
    let version = device.version.as_ref().map(|version| version.as_str().to_owned());
    match Kind::of(device) {
        Some(kind) => (kind, version.unwrap_or_default()),
        None => (Kind::IPhone, version.unwrap_or_else(|| Kind::IPhone.newest().to_owned())),
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
