//! The state of the editor and how it changes. Pure: no host, no browser, no clock. It must never define a profile a second time
//! while nobody knows whether the first time was stored.

use super::certificate::{self, Certificate, Refusal};
use super::form::Form;
use super::messages::{Effect, Msg};
use super::skip;
use crate::load::Load;
use crate::profiles::state::{Count, Intent, Part};
use host::{HostError, Profile, ProfileRecord};
use rules::checklist::Status;
use rules::system::System;
use rules::{Problem, Severity};

/// Why the newest attempt to save has not ended well.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// Nothing was stored.
    Failed(HostError),
    /// Nobody knows whether it was stored; the UUIDs are those that the host had before.
    Unclear(HostError, Vec<String>),
    /// The host did not have it when it was looked for. It may still come.
    NotFound(Vec<String>),
    /// It was defined under this UUID, and its record could not be read.
    NotReadBack(String, HostError),
    /// Somebody else has put this version in place of the one that was edited.
    Replaced(Profile, Result<Box<ProfileRecord>, HostError>),
    /// The version that was edited is not on the host any more.
    Gone,
    /// It was defined under this UUID, and the host has stored something else.
    Differs(String, Box<ProfileRecord>),
}

/// Everything that the editor shows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What it was opened for.
    pub intent: Intent,
    /// The form, once the record is there.
    pub form: Load<Form>,
    /// Whether it is being stored, or looked for.
    pub busy: bool,
    /// Whether Save was tried. From then on every obstacle is an error.
    pub tried: bool,
    /// Why it is not stored.
    pub trouble: Option<Trouble>,
    /// Whether leaving is asked about.
    pub leaving: bool,
    /// Whether the devices are to be reassigned right away.
    pub reassign: bool,
    /// The steps of one system only.
    pub system: Option<System>,
    /// The text in the field for certificates, and why it adds none.
    pub pasted: String,
    /// Why no certificate was added.
    pub refusal: Option<Refusal>,
    /// The version that the changes are shown against.
    pub compared: Option<String>,
    /// An older version, by its UUID.
    pub version: Option<(String, Load<ProfileRecord>)>,
    /// Fields that were left since the last key in them.
    left: Vec<&'static str>,
    counts: Vec<(Part, Option<u32>)>,
    /// What the devices on the older versions were counted for.
    parts: usize,
    empty: ProfileRecord,
    copy_name: String,
}

impl State {
    /// An editor that has to read what it edits. `copy_name` is the name of a duplicate.
    pub fn new(intent: Intent, empty: ProfileRecord, copy_name: String) -> (State, Vec<Effect>) {
        let mut state = State {
            form: Load::Loading,
            busy: false,
            tried: false,
            trouble: None,
            leaving: false,
            reassign: true,
            system: None,
            pasted: String::new(),
            refusal: None,
            compared: None,
            version: None,
            left: Vec::new(),
            counts: Vec::new(),
            parts: 0,
            empty,
            copy_name,
            intent,
        };
        let effects = state.open();
        (state, effects)
    }

    fn open(&mut self) -> Vec<Effect> {
        match &self.intent {
            Intent::New => {
                self.form = Load::Ready(Form::new(self.empty.clone()));
                Vec::new()
            }
            Intent::Duplicate(profile) => {
                self.form = Load::Loading;
                vec![Effect::Open(profile.uuid.clone())]
            }
            Intent::Edit(profile) => {
                self.form = Load::Loading;
                let mut effects = vec![Effect::Open(profile.uuid.clone())];
                effects.extend(self.count());
                effects
            }
        }
    }

    /// Counts the devices that saving leaves behind.
    pub(super) fn count(&mut self) -> Vec<Effect> {
        let Some(profile) = self.replaces() else { return Vec::new() };
        let parts: Vec<Part> = versions(profile).flat_map(|uuid| Part::of(uuid)).collect();
        self.parts = parts.len();
        self.counts.clear();
        vec![Effect::Count(parts)]
    }

    /// A profile without any field.
    pub(super) fn empty(&self) -> ProfileRecord {
        self.empty.clone()
    }

    /// The version that saving replaces.
    pub fn replaces(&self) -> Option<&Profile> {
        match &self.intent {
            Intent::Edit(profile) => Some(profile),
            Intent::New | Intent::Duplicate(_) => None,
        }
    }

    /// Whether something would be lost by leaving.
    pub fn is_changed(&self) -> bool {
        let form = self.form.ready();
        self.busy
            || form.is_some_and(|form| !form.changes().is_empty())
            || !self.pasted.trim().is_empty()
    }

    /// Whether there is something to save.
    pub fn can_save(&self) -> bool {
        let is_open = matches!(
            self.trouble,
            None | Some(Trouble::Failed(_) | Trouble::NotFound(_) | Trouble::Replaced(_, Err(_)))
        );
        let has_changes = self.form.ready().is_some_and(|form| !form.changes().is_empty());
        !self.busy && is_open && (has_changes || self.replaces().is_none())
    }

    /// The devices on the version that is edited and on older ones, once all are counted.
    pub fn devices(&self) -> Option<Count> {
        let mut sum = Count::default();
        for (part, count) in &self.counts {
            let place =
                if part.status == Status::Pushed { &mut sum.pushed } else { &mut sum.assigned };
            *place = place.saturating_add((*count)?);
        }
        (self.counts.len() == self.parts).then_some(sum)
    }

    /// The remarks about a field. A text that is being typed is no mistake yet, unless it is too long already.
    pub fn remarks(&self, field: &str) -> Vec<&Problem> {
        let problems = self.form.ready().map(Form::problems).unwrap_or_default();
        let is_due = |problem: &&Problem| {
            problem.severity != Severity::Error
                || self.tried
                || self.left.contains(&problem.path)
                || problem.code.ends_with(".too-long")
                || problem.path == "is_mdm_removable"
        };
        problems.iter().filter(|problem| problem.path == field).filter(is_due).collect()
    }

    /// The certificates, as far as they can be read.
    pub fn chain(&self) -> Vec<Option<Certificate>> {
        let anchors = self.form.ready().map(Form::anchors).unwrap_or_default();
        anchors.iter().map(|anchor| certificate::read(anchor)).collect()
    }

    /// Takes one message and returns the effects.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Opened(answer) => self.opened(answer),
            Msg::Reopen => return self.open(),
            Msg::Counted(part, count) => {
                self.counts.retain(|(counted, _)| *counted != part);
                self.counts.push((part, count));
            }
            Msg::Compare(version) => return self.compare(version),
            Msg::Version(uuid, answer) => {
                if let Some((wanted, load)) = &mut self.version
                    && *wanted == uuid
                {
                    *load = answer.map(|record| *record).into();
                }
            }
            Msg::System(system) => self.system = system,
            Msg::Reassign(on) => self.reassign = on,
            Msg::Left(field) if !self.left.contains(&field) => self.left.push(field),
            Msg::Exit if self.is_changed() => self.leaving = true,
            Msg::Exit | Msg::Discard => return vec![Effect::Close],
            Msg::Stay => self.leaving = false,
            Msg::Pasted(text) => {
                self.pasted = text;
                self.refusal = None;
            }
            msg if self.busy || self.form.ready().is_none() => return self.end(msg),
            Msg::AddPasted => {
                let text = self.pasted.clone();
                if self.add(text.as_bytes()) {
                    self.pasted.clear();
                }
            }
            Msg::AddFile(Some(bytes)) => {
                self.add(&bytes);
            }
            Msg::AddFile(None) => self.refusal = Some(Refusal::None),
            msg => return self.edit(msg),
        }
        Vec::new()
    }

    fn opened(&mut self, answer: Result<Box<ProfileRecord>, HostError>) {
        self.form = match answer {
            Ok(record) => Load::Ready(match &self.intent {
                Intent::Duplicate(_) => Form::copy(*record, self.copy_name.clone()),
                Intent::New | Intent::Edit(_) => Form::new(*record),
            }),
            Err(error) => Load::Failed(error),
        };
    }

    fn edit(&mut self, msg: Msg) -> Vec<Effect> {
        let chain = self.chain();
        let Load::Ready(form) = &mut self.form else { return Vec::new() };
        match msg {
            Msg::Text(field, text) => {
                self.left.retain(|left| *left != field);
                form.set_text(field, text);
            }
            Msg::Flag(field, on) => form.set_flag(field, on),
            Msg::Step(key, on) => form.set_step(key, on),
            Msg::Preset(preset) => {
                let steps = skip::chosen(preset, &form.steps());
                form.set_steps(steps);
            }
            Msg::RemoveAnchor(place) => {
                let mut anchors = form.anchors();
                if place < anchors.len() {
                    anchors.remove(place);
                    form.set_anchors(anchors);
                }
            }
            Msg::OrderAnchors => {
                if let Some(order) = certificate::ordered(&chain) {
                    let anchors = form.anchors();
                    form.set_anchors(order.iter().map(|at| anchors[*at].clone()).collect());
                }
            }
            msg => return self.end(msg),
        }
        Vec::new()
    }

    fn add(&mut self, bytes: &[u8]) -> bool {
        let Load::Ready(form) = &mut self.form else { return false };
        match certificate::collect(bytes) {
            Ok(found) => {
                form.add_anchors(found);
                self.refusal = None;
            }
            Err(refusal) => self.refusal = Some(refusal),
        }
        self.refusal.is_none()
    }

    fn compare(&mut self, version: Option<String>) -> Vec<Effect> {
        self.compared = version.clone();
        let current = self.replaces().map(|profile| &profile.uuid);
        let Some(uuid) = version.filter(|uuid| Some(uuid) != current) else { return Vec::new() };
        self.version = Some((uuid.clone(), Load::Loading));
        vec![Effect::Read(uuid)]
    }
}

/// The UUIDs of a profile, the current one first.
pub fn versions(profile: &Profile) -> impl Iterator<Item = &String> {
    std::iter::once(&profile.uuid).chain(&profile.superseded)
}
